"""The week against its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._checks import check_whole
from .._periods import same_period_last_year
from .._reports import as_reports
from ..stats.multiple_tests import adjust_p_values
from ..stats.week_alarm import Prediction, compare_with_earlier, predict_counts
from ._week_codes import LEAST_WEEKS, USUAL, week_codes
from ._week_reporting import check_reporter, with_reporters, without_reporters
from ._weekly_counts import (
    check_week,
    count_between,
    first_week,
    reaches_end,
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

# Weeks either side of the same week last year.
_AROUND = 3


def week_status(
    incidents: pd.DataFrame,
    *,
    week: str,
    by: str | Sequence[str] | None = None,
    zones: gpd.GeoDataFrame | None = None,
    baseline_weeks: int = 26,
    time: str = "start",
    reporter: str | None = None,
) -> pd.DataFrame:
    r"""Set the counts of a week beside what its history leads one to expect.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident, with time-zone-aware times; a GeoDataFrame of points if
        ``zones`` are given.
    week : str
        ISO week such as "2018-W10".
    by : str, list of str or None, default None
        Columns whose combinations are series of their own; missing values are left out.
    zones : GeoDataFrame or None, default None
        Polygons to count in: every zone is a series (with ``by``: every combination),
        also without incidents. Incidents outside all zones are left out.
    baseline_weeks : int, default 26
        Earlier weeks that the expectation rests on; fewer are used if the incidents
        begin later, and at least 8 are needed.
    time : str, default "start"
        Column of times.
    reporter : str or None, default None
        Column that names who reported; adds what the count is per active reporter:
        those who reported anything that week, of any kind and anywhere.

    Returns
    -------
    DataFrame
        One row a series: ``zone`` and the columns ``by``, then

        - ``week``, ``complete`` : whether the incidents reach the week's last day
        - ``n``, ``n_last_week``, ``n_week_before``, ``n_same_week_last_year`` :
          missing where the incidents begin later
        - ``expected``, ``low``, ``high`` : mean, and the counts that are not unusual
        - ``p_value`` : two-sided; ``p_more``, ``p_fewer`` : one-sided, see Notes
        - ``q_value`` : ``p_value`` adjusted over the table (Benjamini-Hochberg [2]_)
        - ``status`` : "clear increase" (``p_more`` up to .01), "somewhat more than
          usual" (.05), "within usual variation", "somewhat fewer than usual", "clear
          decrease", "too few weeks"
        - ``dispersion``, ``weeks`` : of the history, and how many weeks it is
        - ``expected_last_year``, ``p_last_year`` : mean of the seven weeks about the
          same week last year, and the exact two-sided p against them
        - ``n_reporters``, ``n_reporters_usual``, ``status_per_reporter``,
          ``explained_by_reporting`` : NaN, None and False without ``reporter``

    Raises
    ------
    ValueError
        If ``week`` is not an ISO week.
    KeyError
        If a column is missing.

    Warns
    -----
    UserWarning
        If a count is unusual but not the count per active reporter, if incidents are
        known only to the month and therefore left out, or if the incidents end more
        than a week before ``week``.

    Notes
    -----
    The rule is estgeo's own, a relative of the limits of Farrington et al. [1]_ for
    short histories. Its predictive distribution, negative binomial, has mean :math:`m =
    (\sum y + 1/2)/B` and variance :math:`\phi m (1 + 1/B)` with :math:`\phi = 1 + (1 +
    1/(B-1) + 5/(\sum y + 1/2)) \max(0, s^2/m - 1)`. A p-value is the chance of more (or
    fewer) and three quarters of the chance of the count itself, which keeps false
    alarms near nominal for small counts. Words need at least three reports for an
    increase and a complete week for a decrease. With many series some are unusual by
    chance: 0.01 a series for a clear increase; order them by ``q_value``. Season is not
    in the 26 weeks: look at last year too, and at :func:`week_alarm_rates` for how
    often the words would have been said in your own history. Week 53 is set beside week
    52.

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
    >>> table = eg.week_status(incidents, week="2018-W27")
    >>> table[["n", "n_last_week", "expected", "high", "status"]].round(1)
        n  n_last_week  expected  high          status
    0  11            2       2.4   5.0  clear increase
    """
    check_week("week", week)
    incidents = as_reports(incidents)
    baseline_weeks = check_whole("baseline_weeks", baseline_weeks, at_least=LEAST_WEEKS)
    keys, code, frame = series_of(incidents, by, zones, time)
    check_reporter(incidents, reporter)
    when, now = week_numbers(frame[time]), week_number(week)
    counts = weekly_counts(when, code, len(keys), now, baseline_weeks)
    first = first_week(incidents, time, now)
    weeks = int(np.clip(now - first, 0, baseline_weeks))
    table = keys.assign(week=week, complete=reaches_end(incidents, time, week))
    year_ago = week_number(same_period_last_year(week))
    table = _with_counts(
        table,
        counts,
        year_ago=count_between(when, code, len(table), year_ago, year_ago),
        known=(now - first, year_ago >= first),
    )
    counts = counts[:, -1 - weeks :]
    if weeks < LEAST_WEEKS:
        return _without_history(table, weeks)
    table = _with_prediction(
        table, predict_counts(counts[:, -1], counts[:, :-1]), weeks
    )
    table = _with_last_year(table, when, code, week, first)
    if reporter is None:
        return without_reporters(table)
    return with_reporters(table, incidents, reporter, time=time, now=now, counts=counts)


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


def _with_prediction(
    table: pd.DataFrame, found: Prediction, weeks: int
) -> pd.DataFrame:
    p = np.minimum(1.0, 2 * np.minimum(found.p_more, found.p_fewer))
    status = week_codes(table["n"].to_numpy(), found)
    falls = np.isin(status, ["somewhat fewer than usual", "clear decrease"])
    status[falls & ~table["complete"].to_numpy()] = USUAL
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
            status="too few weeks",
            dispersion=np.nan,
            weeks=weeks,
            expected_last_year=np.nan,
            p_last_year=np.nan,
        )
    )
