"""The hours of the week at which incidents happen, by the clock on the wall."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._checks import sentence
from .._columns import CLOCK_PRECISIONS
from .._frame_checks import check_frame, check_times, raise_for_rows
from .._reports import one_row_a_report
from ..stats.aoristic import HOURS, aoristic_sums, hour_of_week_of, one_hour
from ._batches import Needs
from ._engines import run

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from ._batches import PointBatch

    Integers = NDArray[np.int64]
    Floats = NDArray[np.float64]

# Clocks are put on or back at whole quarters of an hour by UTC, and never back again
# within a quarter of a day.
QUARTER = 900
_WATCH = 6 * 3600


def offsets_at(seconds: Integers, time_zone: str) -> Integers:
    """Return what to add to UTC for the clock on the wall, in seconds.

    Examples
    --------
    An hour before and just when Sweden's clocks are put on in 2018:

    >>> change = 1_521_939_600  # 2018-03-25 01:00 by UTC
    >>> offsets_at(np.array([change - 3600, change]), "Europe/Stockholm")
    array([3600, 7200])
    """
    if not len(seconds):
        return np.empty(0, dtype=np.int64)
    first, last = (_year_of(int(end)) for end in (seconds.min(), seconds.max()))
    years = [_changes(time_zone, year) for year in range(first, last + 1)]
    since = np.concatenate([since for since, _ in years])
    offsets = np.concatenate([offsets for _, offsets in years])
    found: Integers = offsets[np.searchsorted(since, seconds, side="right") - 1]
    return found


@lru_cache(maxsize=1024)
def _changes(time_zone: str, year: int) -> tuple[Integers, Integers]:
    """Return from when each offset of a year holds; the first from its beginning."""
    begin, end = _start_of(year), _start_of(year + 1)
    watched = np.append(np.arange(begin, end, _WATCH), end - QUARTER)
    offsets = _offsets(watched, time_zone)
    since, found = [np.array([begin])], [offsets[:1]]
    for at in np.flatnonzero(np.diff(offsets)):
        quarters = np.arange(watched[at], watched[at + 1] + QUARTER, QUARTER)
        near = _offsets(quarters, time_zone)
        new = 1 + np.flatnonzero(np.diff(near))
        since.append(quarters[new])
        found.append(near[new])
    return np.concatenate(since), np.concatenate(found)


def _offsets(seconds: Integers, time_zone: str) -> Integers:
    utc = pd.DatetimeIndex(seconds.astype("M8[s]"), tz="UTC")
    wall = utc.tz_convert(time_zone).tz_localize(None).as_unit("s").asi8
    offsets: Integers = wall - seconds
    return offsets


def _year_of(seconds: int) -> int:
    return int(np.datetime64(seconds, "s").astype("M8[Y]").astype(np.int64)) + 1970


def _start_of(year: int) -> int:
    return int(np.datetime64(year - 1970, "Y").astype("M8[s]").astype(np.int64))


_WEEK = 168 * 3600
# Far below the share of a second in an interval of a week.
_RESIDUE = 1e-9


def hour_of_week(
    incidents: pd.DataFrame | str | Path | Any,
    *,
    start: str = "start",
    end: str = "end",
) -> pd.DataFrame:
    """Return how many incidents fall in each of the 168 hours of the week.

    An incident known only as between two times counts with a share in every hour of
    the interval; each incident counts with exactly 1 in all.

    Parameters
    ----------
    incidents : DataFrame, str, Path or Dask frame
        One row an incident, with times known to the hour or better. A path, folder or
        glob of Parquet files is read in bounded memory; a Dask frame is summed where
        it lies.
    start, end : str, default "start", "end"
        Columns of time-zone-aware times, whose clock the hours are of; files that
        state no time zone are in UTC. A missing end, or no such column, is an exact
        time.

    Returns
    -------
    DataFrame
        168 rows indexed by ``weekday`` (0 = Monday) and ``hour``:

        - ``n`` : float, aoristic sum; all together the number of incidents
        - ``n_exact`` : int, incidents known to that very hour
        - ``share`` : float, ``n`` over the number of incidents; NaN if there are none

    Raises
    ------
    ValueError
        If a start is missing, an end is before its start, or a ``time_precision``
        says that only the date, week or month is known: such a record has no hour,
        and its 00:00 is no midnight.

    Notes
    -----
    The aoristic method [1]_. Lengths are elapsed time; hours are those on the wall. The
    hour that is skipped in spring gets nothing, the one that comes twice in autumn gets
    both. An interval of a week or more gives 1/168 to each hour. Long intervals smear a
    peak.

    References
    ----------
    .. [1] Ratcliffe, J. H. (2000). Aoristic analysis: the spatial interpretation of
       unspecific temporal events. International Journal of Geographical Information
       Science 14(7), 669-679.

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> times = pd.to_datetime(["2018-03-05 23:30", "2018-03-06 01:15"])
    >>> times = times.tz_localize("Europe/Stockholm")
    >>> incidents = pd.DataFrame({"start": times[:1], "end": times[1:]})
    >>> hours = eg.hour_of_week(incidents)
    >>> hours.loc[[(0, 23), (1, 0), (1, 1)], "share"].round(3).to_list()
    [0.286, 0.571, 0.143]
    """
    if isinstance(incidents, pd.DataFrame):
        check_frame("incidents", incidents)
        return finish_hours(_sums_of(one_row_a_report(incidents), start, end))
    sums = run(incidents, _HourSums(start, end))
    return finish_hours(np.zeros((2, HOURS)) if sums is None else sums)


class _HourSums:
    """The aggregation that sums over the hours of the week."""

    def __init__(self, start: str, end: str) -> None:
        self._start, self._end = start, end
        self.needs = Needs(
            points=False,
            columns=("time_precision",),
            times=(start, end),
            optional=("time_precision", end),
        )

    def partial(self, batch: PointBatch) -> Floats:
        """Return the sums of one batch."""
        times = {name: times.on_the_clock() for name, times in batch.times.items()}
        frame = pd.DataFrame({**batch.columns, **times}, index=pd.RangeIndex(batch.n))
        return _sums_of(frame, self._start, self._end)

    def combine(self, total: Floats | None, part: Floats) -> Floats:
        """Return the total with the sums of one batch added."""
        return part if total is None else total + part


def _sums_of(incidents: pd.DataFrame, start: str, end: str) -> Floats:
    check_times("incidents", incidents, start)
    remedy = "Keep those whose 'time_precision' is 'exact' or 'interval'."
    unknown = ~knows_hour(incidents)
    raise_for_rows("incidents", incidents, unknown, "known to the hour", remedy)
    return hour_sums(*clock_intervals(incidents, start=start, end=end))


def knows_hour(incidents: pd.DataFrame) -> NDArray[np.bool_]:
    """Return whether the time of each incident is known to the hour or better.

    In a frame that does not say so, starts that are all midnights are dates.
    """
    if "time_precision" not in incidents.columns:
        return np.full(len(incidents), not _are_dates(incidents), dtype=np.bool_)
    known: NDArray[np.bool_] = (
        incidents["time_precision"].astype(str).isin(CLOCK_PRECISIONS).to_numpy()
    )
    return known


def _are_dates(incidents: pd.DataFrame) -> bool:
    if "start" not in incidents.columns:
        return False
    times = incidents["start"].dropna()
    if times.empty or not isinstance(times.dtype, pd.DatetimeTZDtype):
        return False
    return bool((times == times.dt.normalize()).all())


def is_heaped(incidents: pd.DataFrame) -> NDArray[np.bool_]:
    """Return whether the time of each incident was flagged as a heap on one hour.

    Midnight or noon of hundreds of rows often stands for a time that is not known.
    """
    if "flags" not in incidents.columns:
        return np.zeros(len(incidents), dtype=np.bool_)
    flags = incidents["flags"].astype("str").fillna("")
    heaped: NDArray[np.bool_] = flags.str.contains("heaped_time").to_numpy(bool)
    return heaped


def clock_intervals(
    incidents: pd.DataFrame, *, start: str = "start", end: str = "end"
) -> tuple[Integers, Integers, str]:
    """Return starts and ends in seconds by UTC, and the time zone of the clock."""
    check_times("incidents", incidents, start)
    starts = pd.DatetimeIndex(incidents[start])
    absent = np.asarray(starts.isna())
    if absent.any():
        got = f"{int(absent.sum())} of {len(starts)} that are missing"
        raise ValueError(
            sentence("incidents", f"a frame whose '{start}' is there", got)
        )
    ends = starts
    if end in incidents.columns:
        check_times("incidents", incidents, end)
        given = pd.DatetimeIndex(incidents[end])
        ends = given.where(np.asarray(given.notna()), starts.tz_convert(given.tz))
    begin, finish = _seconds(starts), _seconds(ends)
    if (finish < begin).any():
        first = incidents.index[int(np.flatnonzero(finish < begin)[0])]
        rule = f"a frame whose '{end}' is not before '{start}'"
        got = f"{int((finish < begin).sum())} of {len(begin)} (first: row {first!r})"
        raise ValueError(sentence("incidents", rule, got))
    return begin, finish, str(starts.tz)


def hour_sums(start: Integers, end: Integers, time_zone: str) -> NDArray[np.float64]:
    """Return the sums of a batch: row 0 aoristic, row 1 known to the very hour.

    Batches are combined by adding. ``start`` and ``end`` are seconds by UTC.
    """
    wall, wall_end, weight = wall_pieces(start, end, time_zone)
    steady = weight == 1
    sums = np.zeros((2, HOURS))
    sums[0] = aoristic_sums(wall[steady], wall_end[steady])
    inside = one_hour(wall[steady], wall_end[steady])
    exact = hour_of_week_of(wall[steady][inside])
    sums[1] = np.bincount(exact, minlength=HOURS)
    hours = hour_of_week_of(wall[~steady])
    sums[0] += np.bincount(hours, weights=weight[~steady], minlength=HOURS)
    return sums


def finish_hours(sums: NDArray[np.float64]) -> pd.DataFrame:
    """Return the table of the 168 hours from the sums of all batches."""
    index = pd.MultiIndex.from_product([range(7), range(24)], names=["weekday", "hour"])
    total = round(sums[0].sum())
    # What adding and taking off leaves where nothing lies.
    n = np.where(sums[0] < _RESIDUE, 0.0, sums[0])
    share = n / total if total else np.full(HOURS, np.nan)
    columns = {"n": n, "n_exact": sums[1].astype(np.int64), "share": share}
    return pd.DataFrame(columns, index=index)


def wall_pieces(
    start: Integers, end: Integers, time_zone: str
) -> tuple[Integers, Integers, NDArray[np.float64]]:
    """Return intervals by the wall clock, cut where the clock is put on or back.

    An interval that lies wholly in one offset stays one piece with weight 1; one that
    crosses a change is cut into quarters of an hour, each with its share.
    """
    offset, end_offset = offsets_at(start, time_zone), offsets_at(end, time_zone)
    crosses = (offset != end_offset) & (end - start < _WEEK)
    wall, wall_end = (start + offset)[~crosses], (end + offset)[~crosses]
    pieces = [
        _quarters(a, e) for a, e in zip(start[crosses], end[crosses], strict=True)
    ]
    if not pieces:
        return wall, wall_end, np.ones(len(wall))
    cut = np.concatenate([begin for begin, _ in pieces])
    share = np.concatenate([share for _, share in pieces])
    cut = cut + offsets_at(cut, time_zone)
    weights = np.concatenate([np.ones(len(wall)), share])
    return np.concatenate([wall, cut]), np.concatenate([wall_end, cut]), weights


def _quarters(start: int, end: int) -> tuple[Integers, NDArray[np.float64]]:
    inner = np.arange(start // QUARTER + 1, -(-end // QUARTER)) * QUARTER
    edges = np.concatenate([[start], inner, [end]]).astype(np.int64)
    return edges[:-1], np.diff(edges) / (end - start)


def _seconds(times: pd.DatetimeIndex) -> Integers:
    seconds: Integers = times.as_unit("s").asi8
    return seconds
