"""Count incidents by series and ISO week, weeks as whole numbers since 1970."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from .._frame_checks import (
    check_columns,
    check_enough,
    check_frame,
    check_geoframe,
    check_times,
    check_unique_labels,
    key_columns,
)
from .._language import say
from .._periods import first_day, period_bounds, period_kind
from .._reports import covered_times, one_row_a_report
from ..space_time.areas import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

_DAY = 86_400
# Of a period with a smaller share of its reports in, nothing is called a fall.
FILLED = 0.95
_LEAST = 20
_ONE_DAY = pd.Timedelta("1D")
# Delays are those of a year of reports.
_LOOK_BACK = pd.Timedelta("365D")
_MONDAY = first_day("1970-W01")


def week_number(week: str) -> int:
    """Return how many weeks an ISO week begins after the first of 1970."""
    return (first_day(week) - _MONDAY).days // 7


def check_week(argument: str, week: object) -> None:
    """Raise ValueError unless ``week`` is the label of an ISO week."""
    try:
        good = period_kind(str(week)) == "week"
    except ValueError:
        good = False
    if not good:
        raise ValueError(sentence(argument, "an ISO week such as 2018-W10", week))


def series_of(
    incidents: pd.DataFrame,
    by: str | Sequence[str] | None,
    zones: gpd.GeoDataFrame | None,
    time: str,
    *,
    taken: Iterable[str] = (),
) -> tuple[pd.DataFrame, Integers, pd.DataFrame]:
    """Return the key of each series, the series of each incident, and those counted.

    No column of ``by`` may have a name in ``taken``, which are the result's own.
    """
    check_frame("incidents", incidents)
    check_times("incidents", incidents, time)
    taken = taken if zones is None else (*taken, "zone")
    columns = key_columns("incidents", incidents, by, taken=taken)
    incidents = one_row_a_report(incidents, columns)
    kept = incidents[time].notna()
    frame = incidents[kept.to_numpy() & _knows_week(incidents)]
    places = np.zeros(len(frame), dtype=np.int64)
    if zones is not None:
        check_geoframe("incidents", incidents)
        check_geoframe("zones", zones)
        check_enough("zones", zones, 1)
        check_unique_labels("zones", zones)
        places = zone_of(frame, zones)
        frame, places = frame[places >= 0], places[places >= 0]
    if not columns:
        keys = pd.DataFrame(index=range(1 if zones is None else len(zones)))
        kinds, code = 1, places
    else:
        grouped = frame.groupby(columns, observed=True, sort=True, dropna=False)
        kind = grouped.ngroup().to_numpy().astype(np.int64)
        values = frame.iloc[_firsts(kind)][columns].reset_index(drop=True)
        kinds = len(values)
        n_zones = 1 if zones is None else len(zones)
        keys = values.iloc[np.tile(np.arange(kinds), n_zones)].reset_index(drop=True)
        code = places * kinds + kind
    if zones is not None:
        keys.insert(0, "zone", zones.index.repeat(kinds))
    return keys, code, frame


def _knows_week(incidents: pd.DataFrame) -> NDArray[np.bool_]:
    """Say which incidents are known to the week; warn of the others."""
    if "time_precision" not in incidents.columns:
        return np.ones(len(incidents), dtype=np.bool_)
    vague = (incidents["time_precision"].astype(str) == "month").to_numpy()
    if vague.any():
        told = say("weeks-month-only", "en", n=int(vague.sum()), n_all=len(vague))
        warnings.warn(told, UserWarning, stacklevel=5)
    return ~vague


def _firsts(kind: Integers) -> Integers:
    return np.unique(kind, return_index=True)[1]


def week_numbers(times: pd.Series) -> Integers:
    """Return the week of each time, by the clock of its time zone."""
    wall = pd.DatetimeIndex(times).tz_localize(None).as_unit("s").asi8
    offset = (_MONDAY - first_day("1970")).days
    numbers: Integers = (wall // _DAY - offset) // 7
    return numbers


def weekly_counts(
    when: Integers, code: Integers, n_series: int, last: int, weeks: int
) -> NDArray[np.float64]:
    """Return counts (series, weeks + 1) up to week ``last``."""
    column = when - (last - weeks)
    inside = (column >= 0) & (column <= weeks)
    flat = code[inside] * (weeks + 1) + column[inside]
    counts = np.bincount(flat, minlength=n_series * (weeks + 1))
    return counts.reshape(n_series, weeks + 1).astype(np.float64)


def count_between(
    when: Integers, code: Integers, n_series: int, first: int, last: int
) -> Integers:
    """Return the counts of each series from week ``first`` to ``last``."""
    inside = (when >= first) & (when <= last)
    counts: Integers = np.bincount(code[inside], minlength=n_series)
    return counts


def first_week(incidents: pd.DataFrame, time: str, now: int) -> int:
    """Return the week of the first of all incidents, wherever they belong.

    Warns if the last of them lies more than a week before ``now``.
    """
    known = covered_times(incidents, time)
    if not len(known):
        return now
    weeks = week_numbers(pd.Series(known))
    beyond = now - int(weeks.max())
    if beyond > 1:
        told = say("weeks-beyond", "en", last=str(known.max().date()), weeks=beyond)
        warnings.warn(told, UserWarning, stacklevel=4)
    return int(weeks.min())


def reaches_end(incidents: pd.DataFrame, time: str, week: str) -> bool:
    """Return whether there are incidents on the last day of the week or later."""
    times = covered_times(incidents, time)
    if not len(times):
        return False
    last = times.max()
    return bool((last.date() - first_day(week)).days >= 6)


def is_complete(incidents: pd.DataFrame, week: str) -> bool:
    """Return whether a week is over and 95 % of its reports, by the delays, are in."""
    if not reaches_end(incidents, "start", week):
        return False
    bounds = period_bounds(week, str(incidents["start"].dt.tz))
    return share_reported(incidents, *bounds) >= FILLED


def check_reporter(incidents: pd.DataFrame, reporter: str | None) -> None:
    """Refuse a column of reporters that is not there or names nobody."""
    if reporter is None:
        return
    if not isinstance(reporter, str):
        raise TypeError(sentence("reporter", "the name of a column", repr(reporter)))
    check_columns("incidents", incidents, [reporter])
    if len(incidents) and incidents[reporter].isna().all():
        rule = "a column that says who reported"
        raise ValueError(sentence("reporter", rule, f"'{reporter}', which is empty"))


def active_reporters_by_week(
    incidents: pd.DataFrame, reporter: str, now: int, weeks: int
) -> NDArray[np.float64]:
    """Return how many different people reported in each of the weeks up to ``now``."""
    known = incidents[incidents[["start", reporter]].notna().all(axis=1).to_numpy()]
    who = known[reporter].astype("category").cat.codes.to_numpy()
    pairs = np.unique(np.column_stack([week_numbers(known["start"]), who]), axis=0)
    everyone = np.zeros(len(pairs), dtype=np.int64)
    active: NDArray[np.float64] = weekly_counts(
        pairs[:, 0], everyone, 1, now, weeks - 1
    )[0]
    return active


def share_reported(
    incidents: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp
) -> float:
    """Return the share of the reports of [start, end) that usually are in by now.

    Now is the last ``reported_at``; the delays are those of the year before the
    period. 1 where they are not known.

    Reports that all come two days late, and a week read on its last evening:

    >>> days = pd.date_range("2018-01-01", "2018-03-09", tz="UTC")
    >>> late = pd.DataFrame({"start": days, "reported_at": days + pd.Timedelta("2D")})
    >>> bounds = [pd.Timestamp(d, tz="UTC") for d in ("2018-03-05", "2018-03-12")]
    >>> round(share_reported(late, *bounds), 2)
    0.57
    """
    delays, now = _delays(incidents, start)
    if now is None or len(delays) < _LEAST:
        return 1.0
    middles = np.arange(0.5, (end - start) / _ONE_DAY)
    waited = (now - start) / _ONE_DAY - middles
    return float(np.searchsorted(delays, waited, side="right").mean() / len(delays))


def _delays(
    incidents: pd.DataFrame, start: pd.Timestamp
) -> tuple[NDArray[np.float64], pd.Timestamp | None]:
    """Return the sorted delays in days of the reports before ``start``, and now."""
    none = np.empty(0)
    if "reported_at" not in incidents or incidents["reported_at"].dtype == object:
        return none, None
    told = incidents["reported_at"]
    if not isinstance(told.dtype, pd.DatetimeTZDtype) or told.isna().all():
        return none, None
    began = incidents["start"]
    chosen = (began >= start - _LOOK_BACK) & (began < start) & told.notna()
    delays = (told[chosen] - began[chosen]).to_numpy() / _ONE_DAY.to_numpy()
    return np.sort(delays.astype(float)), told.max()
