"""The week against its history, beside who reported and what is still to come in.

How often each of its words would have been said in the past stands here too.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._checks import check_whole, renamed, sentence
from .._periods import same_period_last_year
from .._reports import as_reports
from ..stats.multiple_tests import adjust_p_values
from ..stats.week_alarm import Prediction, compare_with_earlier, predict_counts
from ..words.trends import explained_words
from ._week_rule import (
    LEAST_WEEKS,
    NO_COMPARISON,
    NOMINAL,
    UNDECIDED,
    USUAL,
    Season,
    predict_week,
    town_season,
    week_codes,
    weeks_that_count,
)
from ._weekly_counts import (
    active_reporters_by_week,
    check_reporter,
    check_week,
    count_between,
    first_week,
    is_complete,
    series_of,
    week_number,
    week_numbers,
    weekly_counts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

    Floats = NDArray[np.float64]

# Weeks either side of the same week last year.
_AROUND = 3

_RESULT = frozenset(
    {
        "week", "complete", "n", "n_last_week", "n_week_before",
        "n_same_week_last_year", "expected", "low", "high", "p_value", "p_more",
        "p_fewer", "q_value", "status", "dispersion", "weeks", "weeks_left_out",
        "season_years", "expected_last_year", "p_last_year", "n_reporters",
        "n_reporters_usual", "status_per_reporter", "explained_by_reporting"
    }
)  # fmt: skip


@renamed(week="period")
def week_status(
    incidents: pd.DataFrame,
    *,
    period: str,
    by: str | Sequence[str] | None = None,
    zones: gpd.GeoDataFrame | None = None,
    baseline_weeks: int = 26,
    reporter: str | None = None,
) -> pd.DataFrame:
    r"""Set the counts of a week beside what its history leads one to expect.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident, with time-zone-aware ``start``; a GeoDataFrame of points if
        ``zones`` are given. With ``reported_at`` the usual delay tells whether a week
        is filled yet.
    period : str
        ISO week such as "2018-W10".
    by : str, list of str or None, default None
        Columns whose combinations are series of their own; missing values are a series
        too, so that the parts add up to the whole.
    zones : GeoDataFrame or None, default None
        Polygons to count in: every zone is a series (with ``by``: every combination),
        also without incidents. Incidents outside all zones are left out.
    baseline_weeks : int, default 26
        Earlier weeks that the expectation rests on; fewer are used if the incidents
        begin later, and at least 8 are needed.
    reporter : str or None, default None
        Column that names who reported; adds what the count is per active reporter:
        those who reported anything that week, of any kind and anywhere.

    Returns
    -------
    DataFrame
        One row a series: ``zone`` and the columns ``by``, then

        - ``week``, ``complete`` : whether the incidents reach the week's last day, and
          by the usual delay at least 95 % of them are in
        - ``n``, ``n_last_week``, ``n_week_before``, ``n_same_week_last_year`` :
          missing where the incidents begin later
        - ``expected``, ``low``, ``high`` : mean, and the counts that are not unusual
        - ``p_value`` : two-sided; ``p_more``, ``p_fewer`` : one-sided, see Notes
        - ``q_value`` : ``p_value`` adjusted over the table (Benjamini-Hochberg [2]_)
        - ``status`` : "clear_increase" (``p_more`` up to .01), "increase" (.05),
          "usual", "decrease" (``p_fewer`` up to .01), "clear_decrease" (.002),
          "inconclusive" (a fall in a week that is not complete), "no_comparison" (too
          few weeks)
        - ``dispersion``, ``weeks`` : of the history, and how many weeks it is;
          ``weeks_left_out`` : spikes among them that are not counted; ``season_years``
          : earlier years that the season is taken from, 0 where it is not taken out
        - ``expected_last_year``, ``p_last_year`` : mean of the seven weeks about the
          same week last year, and the exact two-sided p against them
        - ``n_reporters``, ``n_reporters_usual``, ``status_per_reporter``,
          ``explained_by_reporting`` : NaN, None and False without ``reporter``

    Raises
    ------
    ValueError
        If ``period`` is not an ISO week.
    KeyError
        If a column is missing.

    Warns
    -----
    UserWarning
        If a count is unusual but not the count per active reporter, if incidents are
        known only to the month and therefore left out, or if the incidents end more
        than a week before the week.

    Notes
    -----
    The rule is estgeo's own, a relative of the limits of Farrington et al. [1]_ for
    short histories. Its predictive distribution, negative binomial, has mean :math:`m =
    e_0 (\sum y + 1/2)/\sum e` and variance :math:`\phi m (1 + 1/B)` with :math:`\phi
    = 1 + (1 + 1/(B-1) + 5/(\sum y + 1/2)) \max(0, s^2/m - 1)`. :math:`e` is the season:
    the counts of all ``incidents`` in the same weeks of earlier years, where they reach
    back a year before the baseline; 1 otherwise. At most two past weeks that the
    other weeks make very unlikely (.001) are left out of the baseline, so that one
    evening five months ago does not hide what happens now. A p-value is the chance of
    more (or fewer) and three quarters of the chance of the count itself, which keeps
    false alarms near nominal for small counts. Words need at least three reports for an
    increase and a complete week for a decrease. With many series some are unusual by
    chance: 0.01 a series for a clear increase; order them by ``q_value``. See
    :func:`week_alarm_rates` for how often the words would have been said in your own
    history. Week 53 is set beside week 52.

    References
    ----------
    .. [1] Farrington, C. P. et al. (1996). A statistical algorithm for the early
       detection of outbreaks of infectious disease. Journal of the Royal Statistical
       Society A 159(3), 547-563.
    .. [2] Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery
       rate: a practical and powerful approach to multiple testing. Journal of the
       Royal Statistical Society B 57(1), 289-300.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> days = pd.date_range("2018-01-01 18:00", "2018-07-08 18:00", freq="3D")
    >>> many = days.append(pd.DatetimeIndex(["2018-07-03 21:00"] * 9))
    >>> incidents = pd.DataFrame({"start": many.tz_localize("Europe/Stockholm")})
    >>> table = eg.week_status(incidents, period="2018-W27")
    >>> table[["n", "n_last_week", "expected", "high", "status"]].round(1)
        n  n_last_week  expected  high          status
    0  11            2       2.4   5.0  clear_increase
    """
    check_week("period", period)
    incidents = as_reports(incidents)
    baseline_weeks = check_whole("baseline_weeks", baseline_weeks, at_least=LEAST_WEEKS)
    keys, code, frame = series_of(incidents, by, zones, "start", taken=_RESULT)
    check_reporter(incidents, reporter)
    when, now = week_numbers(frame["start"]), week_number(period)
    counts = weekly_counts(when, code, len(keys), now, baseline_weeks)
    first = first_week(incidents, "start", now)
    weeks = int(np.clip(now - first, 0, baseline_weeks))
    table = keys.assign(week=period, complete=is_complete(incidents, period))
    year_ago = week_number(same_period_last_year(period))
    table = _with_counts(
        table,
        counts,
        year_ago=count_between(when, code, len(table), year_ago, year_ago),
        known=(now - first, year_ago >= first),
    )
    counts = counts[:, -1 - weeks :]
    if weeks < LEAST_WEEKS:
        return _without_history(table, weeks)
    season = town_season(_town(when, first, now), weeks)
    table = _judged(table, counts, season)
    table = _with_last_year(table, when, code, period, first)
    if reporter is None:
        return without_reporters(table)
    return with_reporters(table, incidents, reporter, now=now, counts=counts)


def _town(when: Integers, first: int, now: int) -> NDArray[np.float64]:
    """Return the counts of all series together, from the first week on record."""
    everything = np.zeros(len(when), dtype=np.int64)
    town: NDArray[np.float64] = weekly_counts(when, everything, 1, now, now - first)[0]
    return town


def _with_counts(
    table: pd.DataFrame,
    counts: NDArray[np.float64],
    *,
    year_ago: NDArray[np.int64],
    known: tuple[int, bool],
) -> pd.DataFrame:
    """Return the table with whole counts, missing before the first incident.

    ``known`` says how many weeks before this one the incidents reach, and whether
    the week a year ago is among them.
    """
    reach, is_year_known = known
    return table.assign(
        n=counts[:, -1].astype(np.int64),
        n_last_week=_whole(counts[:, -2], is_known=reach >= 1),
        n_week_before=_whole(counts[:, -3], is_known=reach >= 2),
        n_same_week_last_year=_whole(year_ago, is_known=is_year_known),
    )


def _whole(counts: NDArray[Any], *, is_known: bool) -> pd.Series:
    whole = pd.Series(counts.astype(np.int64), dtype="Int64")
    return whole if is_known else pd.Series(pd.NA, index=whole.index, dtype="Int64")


def _judged(
    table: pd.DataFrame, counts: NDArray[np.float64], season: Season
) -> pd.DataFrame:
    kept = weeks_that_count(counts[:, :-1], season)
    found = predict_week(counts, season, kept)
    left_out = (kept == 0).sum(axis=1)
    return _with_prediction(table, found, counts.shape[1] - 1).assign(
        weeks_left_out=left_out, season_years=season.years
    )


def _with_prediction(
    table: pd.DataFrame, found: Prediction, weeks: int
) -> pd.DataFrame:
    p = np.minimum(1.0, 2 * np.minimum(found.p_more, found.p_fewer))
    status = week_codes(table["n"].to_numpy(), found)
    falls = np.isin(status, ["decrease", "clear_decrease"])
    status[falls & ~table["complete"].to_numpy()] = UNDECIDED
    return table.assign(
        expected=found.expected,
        low=found.low,
        high=found.high,
        p_value=p,
        p_more=found.p_more,
        p_fewer=found.p_fewer,
        q_value=adjust_p_values(p),
        status=status,
        dispersion=found.dispersion,
        weeks=weeks,
    )


def _with_last_year(
    table: pd.DataFrame, when: Integers, code: Integers, week: str, first: int
) -> pd.DataFrame:
    year_ago = week_number(same_period_last_year(week))
    expected = p = np.full(len(table), np.nan)
    if first <= year_ago - _AROUND:
        span = 2 * _AROUND + 1
        begin, end = year_ago - _AROUND, year_ago + _AROUND
        around = count_between(when, code, len(table), begin, end)
        p = compare_with_earlier(table["n"], around, periods=span)
        expected = around / span
    return table.assign(expected_last_year=expected, p_last_year=p)


def _without_history(table: pd.DataFrame, weeks: int) -> pd.DataFrame:
    blank = ["expected", "low", "high", "p_value", "p_more", "p_fewer", "q_value"]
    return without_reporters(
        table.assign(
            **dict.fromkeys(blank, np.nan),
            status=NO_COMPARISON,
            dispersion=np.nan,
            weeks=weeks,
            weeks_left_out=0,
            season_years=0,
            expected_last_year=np.nan,
            p_last_year=np.nan,
        )
    )


def without_reporters(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the columns of reporting, empty."""
    return table.assign(
        n_reporters=np.nan,
        n_reporters_usual=np.nan,
        status_per_reporter=None,
        explained_by_reporting=False,
    )


def with_reporters(
    table: pd.DataFrame,
    incidents: pd.DataFrame,
    reporter: str,
    *,
    now: int,
    counts: Floats,
) -> pd.DataFrame:
    """Return the table with its counts judged per reporter active that week.

    ``counts`` are those of each series: its earlier weeks, then the week itself.
    """
    table = without_reporters(table)
    effort = active_reporters_by_week(incidents, reporter, now, counts.shape[1])
    table = table.assign(n_reporters=effort[-1], n_reporters_usual=effort[:-1].mean())
    if not effort[:-1].any():
        return table
    found = predict_counts(
        counts[:, -1],
        counts[:, :-1],
        # A week in which no one reported still has to be judged.
        effort=np.full(len(table), max(effort[-1], 1.0)),
        past_effort=effort[None, :-1],
    )
    per_reporter = week_codes(counts[:, -1], found)
    moved = ~table["status"].isin([USUAL, UNDECIDED]).to_numpy()
    explained = moved & (per_reporter == USUAL)
    if explained.any():
        told = explained_words(
            int(explained.sum()),
            len(table),
            int(effort[-1]),
            float(effort[:-1].mean()),
            "en",
        )
        warnings.warn(told, UserWarning, stacklevel=4)
    return table.assign(
        status_per_reporter=per_reporter, explained_by_reporting=explained
    )


def week_alarm_rates(
    incidents: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    zones: gpd.GeoDataFrame | None = None,
    baseline_weeks: int = 26,
    time: str = "start",
) -> pd.DataFrame:
    """Return how often each word would have been said in the past, week by week.

    Parameters
    ----------
    incidents, by, zones, baseline_weeks, time
        As in :func:`week_status`.

    Returns
    -------
    DataFrame
        One row a status: ``status``, ``n`` (weeks x series that got it), ``share``,
        and ``nominal``, what the rule would give at most if nothing ever happened.

    Raises
    ------
    ValueError
        If there are not two weeks more than the baseline.

    Warns
    -----
    UserWarning
        If incidents are known only to the month and therefore left out.

    Notes
    -----
    A share far above the nominal one says that the series have seasons of their own,
    bursts or changes of reporting that the 26 weeks do not carry; it includes true
    alarms. Season and spikes are taken out as in :func:`week_status`.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> days = pd.date_range("2018-01-01 18:00", "2018-12-30 18:00", freq="3D")
    >>> incidents = pd.DataFrame({"start": days.tz_localize("Europe/Stockholm")})
    >>> eg.week_alarm_rates(incidents).set_index("status")["n"].to_list()
    [0, 0, 26, 0, 0]
    """
    baseline_weeks = check_whole("baseline_weeks", baseline_weeks, at_least=LEAST_WEEKS)
    keys, code, frame = series_of(incidents, by, zones, time)
    when = week_numbers(frame[time])
    last = int(when.max()) if len(when) else 0
    span = last - (int(when.min()) if len(when) else 0) + 1
    if span < baseline_weeks + 2:
        rule = f"over at least {baseline_weeks + 2} weeks"
        raise ValueError(sentence("incidents", rule, f"{span} weeks"))
    counts = weekly_counts(when, code, len(keys), last, span - 1)
    town = weekly_counts(when, np.zeros_like(code), 1, last, span - 1)[0]
    said = []
    for at in range(baseline_weeks, span):
        some = counts[:, at - baseline_weeks : at + 1]
        season = town_season(town[: at + 1], baseline_weeks)
        kept = weeks_that_count(some[:, :-1], season)
        said.append(week_codes(some[:, -1], predict_week(some, season, kept)))
    tally = pd.Series(np.concatenate(said)).value_counts()
    n = tally.reindex(list(NOMINAL), fill_value=0)
    return pd.DataFrame(
        {
            "status": list(NOMINAL),
            "n": n.to_numpy(),
            "share": n.to_numpy() / max(int(n.sum()), 1),
            "nominal": list(NOMINAL.values()),
        }
    )
