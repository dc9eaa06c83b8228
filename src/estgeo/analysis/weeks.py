"""The week against its history: is it unusual, and how often would that be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import check_whole, sentence
from .._frame_checks import check_columns, check_frame, check_geoframe, check_times
from .._periods import first_day, period_kind, same_period_last_year
from ..space_time.areas import zone_of
from ..stats.multiple_tests import adjust_p_values
from ..stats.week_alarm import Prediction, compare_with_earlier, predict_counts
from ._week_codes import NOMINAL, week_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

LEAST_WEEKS = 8
_DAY = 86_400
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
        Column that names who reported; adds what the count is per active reporter.

    Returns
    -------
    DataFrame
        One row a series: ``zone`` and the columns ``by``, then

        - ``week``, ``complete`` : whether the incidents reach the week's last day
        - ``n``, ``n_last_week``, ``n_week_before``, ``n_same_week_last_year``
        - ``expected``, ``low``, ``high`` : mean, and the counts that are not unusual
        - ``p_value`` : two-sided; ``p_more``, ``p_fewer`` : one-sided
        - ``q_value`` : ``p_value`` adjusted over the table (Benjamini-Hochberg)
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

    Notes
    -----
    The negative binomial predictive distribution of the last weeks has mean
    :math:`m = (\sum y + 1/2)/B` and variance :math:`\phi m (1 + 1/B)` with
    :math:`\phi = \max(1, s^2/m)`. Words need at least three reports for an increase
    and a complete week for a decrease. With many series some are unusual by chance:
    0.01 a series for a clear increase; order them by ``q_value``. Season is not in
    the 26 weeks: look at last year too, and at :func:`week_alarm_rates` for how often
    the words would have been said in your own history. Week 53 is set beside week 52.

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
    if period_kind(week) != "week":
        raise ValueError(sentence("week", "an ISO week such as 2018-W10", week))
    baseline_weeks = check_whole("baseline_weeks", baseline_weeks, at_least=LEAST_WEEKS)
    keys, code, frame = _series(incidents, by, zones, time)
    when = _week_numbers(frame, time)
    now = (first_day(week) - _MONDAY).days // 7
    counts, first = _table(when, code, len(keys), now, baseline_weeks)
    weeks = int(np.clip(now - first, 0, baseline_weeks))
    table = keys.assign(week=week, complete=_reaches(incidents, time, week))
    table = _with_counts(table, counts, when, code, week)
    if weeks < LEAST_WEEKS:
        return _without_history(table, weeks)
    history = counts[:, -1 - weeks : -1]
    found = predict_counts(counts[:, -1], history)
    table = _with_prediction(table, found, weeks)
    table = _with_last_year(table, when, code, week, first)
    return _with_reporters(
        table,
        frame,
        reporter,
        when=when,
        code=code,
        now=now,
        weeks=weeks,
        counts=counts,
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

    Notes
    -----
    A share far above the nominal one says that the series have seasons, bursts or
    changes of reporting that the 26 weeks do not carry; it includes true alarms.

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
    keys, code, frame = _series(incidents, by, zones, time)
    when = _week_numbers(frame, time)
    last = int(when.max()) if len(when) else 0
    span = last - (int(when.min()) if len(when) else 0) + 1
    if span < baseline_weeks + 2:
        rule = f"over at least {baseline_weeks + 2} weeks"
        raise ValueError(sentence("incidents", rule, f"{span} weeks"))
    counts, _ = _table(when, code, len(keys), last, span - 1)
    said = [
        week_codes(
            counts[:, at],
            predict_counts(counts[:, at], counts[:, at - baseline_weeks : at]),
        )
        for at in range(baseline_weeks, span)
    ]
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


_MONDAY = first_day("1970-W01")


def _series(
    incidents: pd.DataFrame,
    by: str | Sequence[str] | None,
    zones: gpd.GeoDataFrame | None,
    time: str,
) -> tuple[pd.DataFrame, Integers, pd.DataFrame]:
    """Return the key of each series, the series of each incident, and those counted."""
    check_frame("incidents", incidents)
    check_times("incidents", incidents, time)
    columns = [by] if isinstance(by, str) else list(by or ())
    check_columns("incidents", incidents, columns)
    kept = incidents[time].notna() & incidents[columns].notna().all(axis=1)
    frame = incidents[kept.to_numpy()]
    places = np.zeros(len(frame), dtype=np.int64)
    if zones is not None:
        check_geoframe("incidents", incidents)
        places = zone_of(frame, zones)
        frame, places = frame[places >= 0], places[places >= 0]
    if not columns:
        keys = pd.DataFrame(index=range(1 if zones is None else len(zones)))
        kinds, code = 1, places
    else:
        grouped = frame.groupby(columns, observed=True, sort=True)
        kind = grouped.ngroup().to_numpy().astype(np.int64)
        values = frame.iloc[_firsts(kind)][columns].reset_index(drop=True)
        kinds = len(values)
        n_zones = 1 if zones is None else len(zones)
        keys = values.iloc[np.tile(np.arange(kinds), n_zones)].reset_index(drop=True)
        code = places * kinds + kind
    if zones is not None:
        keys.insert(0, "zone", zones.index.repeat(kinds))
    return keys, code, frame


def _firsts(kind: Integers) -> Integers:
    return np.unique(kind, return_index=True)[1]


def _week_numbers(frame: pd.DataFrame, time: str) -> Integers:
    wall = pd.DatetimeIndex(frame[time]).tz_localize(None).as_unit("s").asi8
    offset = (_MONDAY - first_day("1970")).days
    numbers: Integers = (wall // _DAY - offset) // 7
    return numbers


def _table(
    when: Integers, code: Integers, n_series: int, last: int, weeks: int
) -> tuple[NDArray[np.float64], int]:
    """Return counts (series, weeks + 1) up to week ``last``, and the first week."""
    column = when - (last - weeks)
    inside = (column >= 0) & (column <= weeks)
    flat = code[inside] * (weeks + 1) + column[inside]
    counts = np.bincount(flat, minlength=n_series * (weeks + 1))
    first = int(when.min()) if len(when) else last
    return counts.reshape(n_series, weeks + 1).astype(np.float64), first


def _count_between(
    when: Integers, code: Integers, n_series: int, first: int, last: int
) -> Integers:
    inside = (when >= first) & (when <= last)
    counts: Integers = np.bincount(code[inside], minlength=n_series)
    return counts


def _reaches(incidents: pd.DataFrame, time: str, week: str) -> bool:
    times = pd.DatetimeIndex(incidents[time]).dropna()
    if not len(times):
        return False
    last = times.max()
    return bool((last.date() - first_day(week)).days >= 6)


def _with_counts(
    table: pd.DataFrame,
    counts: NDArray[np.float64],
    when: Integers,
    code: Integers,
    week: str,
) -> pd.DataFrame:
    year_ago = (first_day(same_period_last_year(week)) - _MONDAY).days // 7
    same = _count_between(when, code, len(table), year_ago, year_ago)
    whole = counts.astype(np.int64)
    return table.assign(
        n=whole[:, -1],
        n_last_week=whole[:, -2],
        n_week_before=whole[:, -3],
        n_same_week_last_year=same,
    )


def _with_prediction(
    table: pd.DataFrame, found: Prediction, weeks: int
) -> pd.DataFrame:
    p = np.minimum(1.0, 2 * np.minimum(found.p_more, found.p_fewer))
    status = week_codes(table["n"].to_numpy(), found)
    falls = np.isin(status, ["somewhat fewer than usual", "clear decrease"])
    status[falls & ~table["complete"].to_numpy()] = "within usual variation"
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
    year_ago = (first_day(same_period_last_year(week)) - _MONDAY).days // 7
    expected = p = np.full(len(table), np.nan)
    if first <= year_ago - _AROUND:
        span = 2 * _AROUND + 1
        begin, end = year_ago - _AROUND, year_ago + _AROUND
        around = _count_between(when, code, len(table), begin, end)
        p = compare_with_earlier(table["n"], around, periods=span)
        expected = around / span
    return table.assign(expected_last_year=expected, p_last_year=p)


def _with_reporters(
    table: pd.DataFrame,
    frame: pd.DataFrame,
    reporter: str | None,
    *,
    when: Integers,
    code: Integers,
    now: int,
    weeks: int,
    counts: NDArray[np.float64],
) -> pd.DataFrame:
    table = table.assign(
        n_reporters=np.nan,
        n_reporters_usual=np.nan,
        status_per_reporter=None,
        explained_by_reporting=False,
    )
    if reporter is None:
        return table
    check_columns("incidents", frame, [reporter])
    active = pd.DataFrame(
        {"code": code, "week": when, "who": frame[reporter].to_numpy()}
    )
    active = active.dropna().drop_duplicates()
    effort, _ = _table(
        active["week"].to_numpy(), active["code"].to_numpy(), len(table), now, weeks
    )
    usual = effort[:, :-1].mean(axis=1)
    known = usual > 0
    history = counts[known, -1 - weeks : -1]
    found = predict_counts(
        counts[known, -1],
        history,
        effort=np.maximum(effort[known, -1], 1),
        past_effort=np.maximum(effort[known, :-1], 1),
    )
    status = np.full(len(table), None, dtype=object)
    status[known] = week_codes(counts[known, -1], found)
    moved = (table["status"] != "within usual variation").to_numpy()
    return table.assign(
        n_reporters=effort[:, -1],
        n_reporters_usual=usual,
        status_per_reporter=status,
        explained_by_reporting=moved & (status == "within usual variation"),
    )


def _without_history(table: pd.DataFrame, weeks: int) -> pd.DataFrame:
    blank = ["expected", "low", "high", "p_value", "p_more", "p_fewer", "q_value"]
    return table.assign(
        **dict.fromkeys(blank, np.nan),
        status="too few weeks",
        dispersion=np.nan,
        weeks=weeks,
        expected_last_year=np.nan,
        p_last_year=np.nan,
        n_reporters=np.nan,
        n_reporters_usual=np.nan,
        status_per_reporter=None,
        explained_by_reporting=False,
    )
