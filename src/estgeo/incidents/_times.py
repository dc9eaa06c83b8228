"""When each incident happened: start, end, how exactly known, when reported.

Columns of times are put on a time zone, where skipped and doubled hours are told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ._clocks import (
    clocks_after,
    is_clock_column,
    join_clock,
    join_day,
    join_hours,
    join_year,
)
from ._dates import AMBIGUOUS, BAD
from ._headers import columns_of, is_year, part_of_year
from ._time_texts import DATE, EXACT, INTERVAL, PROBLEMS, Wall, read_texts
from ._values import time_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from ._headers import Column
    from ._reasons import Marks

    Mask = NDArray[np.bool_]

# In a column of times at least this share of midnights means "no time known".
_TOO_MANY_MIDNIGHTS = 0.10
# ... unless the hours beside it have half as many: it is nights, or whole hours.
_TIMES_BESIDE = 2
_LOOKED_AT, _MOST = 200, 0.8
_HOUR = np.timedelta64(1, "h")
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True)
class Times:
    """A column read as times.

    ``start`` and ``end`` are time-zone-aware, NaT where a mask says why; ``end`` is
    NaT for exact times. ``precision``: places in ``TIME_PRECISIONS``. ``vague``: only
    the date of an uncertain clock time was taken. ``forms`` counts the forms found.
    """

    start: pd.Series
    end: pd.Series
    precision: NDArray[np.int8]
    missing: Mask
    bad: Mask
    ambiguous_date: Mask
    nonexistent: Mask
    ambiguous_clock: Mask
    midnight_as_date: Mask
    vague: Mask
    forms: dict[str, int]


@dataclass(frozen=True, slots=True)
class Clock:
    """The time zone of the results, that of bare times, and how times are written.

    ``epoch``: day 0 of Excel's day numbers, for the cells of a workbook.
    """

    time_zone: str
    source_time_zone: str
    epoch: date | None = None
    date_format: str | None = None


def read_times(
    cells: pd.Series, clock: Clock, *, midnights_are_dates: bool | None = None
) -> Times:
    """Read a column of times; times without a zone are on ``source_time_zone``.

    ``midnights_are_dates``: what a column beside this one showed; None: this one says.
    """
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        wall = _typed(cells)
    else:
        wall = read_texts(
            time_text(cells), epoch=clock.epoch, date_format=clock.date_format
        )
    midnight = _midnights_to_dates(wall, clock, midnights_are_dates)
    return _on_zone(wall, clock, midnight)


def holds_times(cells: pd.Series) -> bool:
    """Return whether the first cells of a column, unnamed as such, are times.

    >>> holds_times(pd.Series(["2024-03-01T07:30:00.000", None]))
    True
    >>> holds_times(pd.Series(["41235", "70211"]))  # postal codes, or days of Excel
    False
    """
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        return bool(cells.notna().any())
    text = time_text(cells.head(_LOOKED_AT)).dropna()
    if not len(text) or text.str.fullmatch(r"\d{1,8}(?:\.\d+)?").any():
        return False
    read = read_times(text.reset_index(drop=True), Clock("UTC", "UTC"))
    return bool(read.start.notna().mean() > _MOST)


def _typed(cells: pd.Series) -> Wall:
    """Return a column of real times."""
    is_utc = isinstance(cells.dtype, pd.DatetimeTZDtype)
    naive = cells.dt.tz_convert("UTC").dt.tz_localize(None) if is_utc else cells
    start = np.array(naive.to_numpy(dtype="datetime64[us]"))
    n = len(start)
    return Wall(
        start=start,
        end=np.full(n, np.datetime64("NaT", "us")),
        offset=np.full(n, 0.0 if is_utc else np.nan),
        precision=np.full(n, EXACT, np.int8),
        problem=np.zeros(n, np.int8),
        missing=np.isnat(start),
        vague=np.zeros(n, bool),
        midnight=np.zeros(n, bool),
        forms=Counter({"time cell": int((~np.isnat(start)).sum())}),
    )


def _midnights_to_dates(wall: Wall, clock: Clock, known: bool | None) -> Mask:  # noqa: FBT001
    """Make midnights dates where a column has too many; return which were some of it.

    The same rule for cells of text, of times and of times in UTC: the column decides.
    Times with an offset may be the midnights of Greenwich or of the wall.
    """
    exact = (wall.precision == EXACT) & ~np.isnat(wall.start)
    changed: Mask = np.zeros(len(exact), bool)
    bare = exact & np.isnan(wall.offset)
    changed |= _as_dates(wall, wall.start, bare, known)
    zoned = exact & ~bare
    if not zoned.any():
        return _if_some(changed, exact)
    on_wall = wall.start.copy()
    on_wall[zoned] = _wall_of(wall.start[zoned], clock.time_zone)
    written = wall.start.copy()
    written[zoned] += (wall.offset[zoned] * 60).astype("timedelta64[s]")
    for days in (written, on_wall):
        as_dates = _as_dates(wall, days, zoned & ~changed, known)
        # A date is the whole day of the wall, wherever its midnight was written.
        for ends in (wall.start, wall.end):
            ends[as_dates] = _utc_of(ends[as_dates], clock.time_zone)
        changed |= as_dates
    return _if_some(changed, exact)


def _if_some(changed: Mask, exact: Mask) -> Mask:
    """Return what was changed where that is not the whole column."""
    return changed if changed.sum() < exact.sum() else np.zeros(len(exact), bool)


def _as_dates(
    wall: Wall,
    clocks: NDArray[np.datetime64],
    rows: Mask,
    known: bool | None,  # noqa: FBT001
) -> Mask:
    """Make dates of midnights on some clock, if the column has too many of them."""
    midnight: Mask = rows & ~wall.midnight & (clocks == clocks.astype("datetime64[D]"))
    n, of = int(midnight.sum()), int(rows.sum())
    since = (clocks - clocks.astype("datetime64[D]"))[rows] if n else np.empty(0)
    beside = max((int((since == k * _HOUR).sum()) for k in (1, 23)), default=0)
    many = n > _TOO_MANY_MIDNIGHTS * of and n > _TIMES_BESIDE * beside
    if not n or not (n == of or (many if known is None else known)):
        return np.zeros(len(rows), bool)
    wall.start[midnight] = clocks[midnight]
    wall.end[midnight] = clocks[midnight] + _DAY
    wall.precision[midnight] = DATE
    if wall.forms["time cell"]:
        wall.forms["time cell"] -= n
        wall.forms["date cell"] += n
    return midnight


def _wall_of(utc: NDArray[np.datetime64], zone: str) -> NDArray[np.datetime64]:
    local = pd.DatetimeIndex(utc, tz="UTC").tz_convert(zone).tz_localize(None)
    return np.asarray(local.to_numpy(dtype="datetime64[us]"))


def _utc_of(midnights: NDArray[np.datetime64], zone: str) -> NDArray[np.datetime64]:
    # Where midnight does not exist the day starts at the first moment after.
    local = pd.DatetimeIndex(midnights).tz_localize(
        zone, nonexistent="shift_forward", ambiguous=np.ones(len(midnights), bool)
    )
    utc = local.tz_convert("UTC").tz_localize(None)
    return np.asarray(utc.to_numpy(dtype="datetime64[us]"))


def _on_zone(wall: Wall, clock: Clock, midnight: Mask) -> Times:
    """Put wall clocks on the source's zone; a skipped hour is nonexistent."""
    problem = wall.problem
    zoned = ~np.isnan(wall.offset)
    zones = (clock.time_zone, clock.source_time_zone)
    start, twice = _localized(wall.start, zoned, *zones)
    end, _ = _localized(wall.end, zoned, *zones)
    said = ~np.isnat(wall.start)
    lost_end = ~np.isnat(wall.end) & end.isna().to_numpy() & said
    nonexistent = said & (start.isna().to_numpy() | lost_end)
    has_clock = (wall.precision == EXACT) | (wall.precision == INTERVAL)
    forms = {form: n for form, n in wall.forms.most_common() if n}
    return Times(
        start=start,
        end=end,
        precision=wall.precision,
        missing=wall.missing,
        bad=problem == PROBLEMS.index(BAD),
        ambiguous_date=problem == PROBLEMS.index(AMBIGUOUS),
        nonexistent=nonexistent,
        ambiguous_clock=twice & has_clock & said,
        midnight_as_date=midnight,
        vague=wall.vague,
        forms=forms,
    )


def _localized(
    naive: NDArray[np.datetime64], zoned: Mask, time_zone: str, source_time_zone: str
) -> tuple[pd.Series, Mask]:
    """Return aware times and which wall clocks occur twice (the first one is taken)."""
    times = pd.Series(naive)
    twice = np.zeros(len(times), bool)
    plain = times.mask(zoned) if zoned.any() else times
    local = plain.dt.tz_localize(source_time_zone, ambiguous="NaT", nonexistent="NaT")
    odd = np.flatnonzero(local.isna() & plain.notna())  # said twice or never
    if len(odd):
        first = plain.iloc[odd].dt.tz_localize(
            source_time_zone, ambiguous=np.ones(len(odd), bool), nonexistent="NaT"
        )
        local.iloc[odd] = first
        twice[odd] = first.notna()
    local = local.dt.tz_convert(time_zone)
    if zoned.any():
        utc = times.where(zoned).dt.tz_localize("UTC").dt.tz_convert(time_zone)
        local = local.where(~zoned, utc)
    return local, twice


# Before this a date is almost always an empty cell that some program filled in.
OLDEST = pd.Timestamp("1980-01-01", tz="UTC")
LONGEST = pd.Timedelta(days=366)
# From a week on, every hour of the week is equally possible: the hour is unknown.
WEEK = pd.Timedelta(days=7)
_DATE_AND_CLOCK = 2  # columns
_SOME_DATES = 0.1
# A heap is so many rows at one full hour, of all exact times, times the other hours.
_LEAST_HEAP, _HEAP_SHARE, _HEAP_TIMES = 20, 0.05, 5
_COARSENESS = np.array([0, 0, 1, 2, 3])  # of exact, interval, date, week, month


@dataclass(frozen=True, slots=True)
class When:
    """Times of all rows, rejected ones included; NaT where they cannot be read."""

    start: pd.Series
    end: pd.Series
    precision: NDArray[np.int8]
    reported_at: pd.Series
    forms: dict[str, int]


def read_when(
    cells: pd.DataFrame,
    roles: Mapping[str, Column],
    clock: Clock,
    marks: tuple[Marks, Marks],
) -> When:
    """Read all times of a table; ``marks`` are the reasons and the flags."""
    reasons, flags = marks
    starts = read_times(_cells_of(cells, roles["start"]), clock)
    excused = reasons.has("cell_error", "formula_without_value")
    _mark_unreadable(starts, reasons, excused)
    reasons.add("missing_time", starts.missing & ~excused)
    flags.add("ambiguous_time", starts.ambiguous_clock)
    flags.add("midnight_as_date", starts.midnight_as_date)
    flags.add("vague_time", starts.vague)
    forms = dict(starts.forms)
    if "end" in roles:
        # An end at midnight is a time where the starts are times.
        dates = bool((starts.precision == DATE).mean() > _SOME_DATES)
        end_cells = _end_cells(cells, roles["end"], starts, clock)
        ends = read_times(end_cells, clock, midnights_are_dates=dates)
        flags.add("vague_time", ends.vague)
        _mark_unreadable(ends, reasons, excused)
        flags.add(
            "missing_end", ends.missing & ~starts.missing & starts.end.isna().to_numpy()
        )
        end, precision = _joined(starts, ends)
    else:
        end, precision = starts.end.fillna(starts.start), starts.precision.copy()
    start = starts.start
    _mark_impossible(start, end, precision, reasons, flags)
    flags.add("heaped_time", _heaped(start, precision))
    reported = _reported(cells, roles, clock, start, flags)
    return When(start, end, precision, reported, forms)


def _cells_of(cells: pd.DataFrame, column: Column) -> pd.Series:
    names = columns_of(column)
    if len(names) == 1:
        return cells[names[0]]
    first, *rest = (cells[name] for name in names)
    if len(names) > _DATE_AND_CLOCK and is_year(names[0]):
        return join_day([first, *rest])
    if (part := part_of_year(names[1])) is not None:
        return join_year(first, rest[0], part)
    return join_clock(first, rest[0] if len(rest) == 1 else join_hours(*rest[:2]))


def _end_cells(
    cells: pd.DataFrame, column: Column, starts: Times, clock: Clock
) -> pd.Series:
    """Return the cells of the end; clock times alone are put after the start."""
    if isinstance(column, str) and is_clock_column(cells[column]):
        return clocks_after(cells[column], starts.start, clock.source_time_zone)
    return _cells_of(cells, column)


def _mark_unreadable(times: Times, reasons: Marks, excused: Mask) -> None:
    reasons.add("bad_time", times.bad & ~excused)
    reasons.add("ambiguous_date", times.ambiguous_date & ~excused)
    reasons.add("nonexistent_time", times.nonexistent)


def _joined(starts: Times, ends: Times) -> tuple[pd.Series, NDArray[np.int8]]:
    """Return the end of each incident and how exactly its time is known.

    The end column decides where it says something; an end known by the day, week or
    month means the end of that day, week or month.
    """
    own_end = starts.end.fillna(starts.start)
    last = ends.end.fillna(ends.start)
    known = (last.notna() & starts.start.notna()).to_numpy()
    end = last.where(known, own_end)
    precision = starts.precision.copy()
    rank_start, rank_end = _COARSENESS[starts.precision], _COARSENESS[ends.precision]
    some_clock = known & ((rank_start == 0) | (rank_end == 0))
    same = (end == starts.start).to_numpy()
    precision[some_clock & same] = EXACT
    precision[some_clock & ~same] = INTERVAL
    coarser = known & (rank_start > 0) & (rank_end > rank_start)
    precision[coarser] = ends.precision[coarser]
    return end, precision


def _mark_impossible(
    start: pd.Series,
    end: pd.Series,
    precision: NDArray[np.int8],
    reasons: Marks,
    flags: Marks,
) -> None:
    now = pd.Timestamp.now("UTC")
    length = end - start
    reasons.add("end_before_start", (length < pd.Timedelta(0)).to_numpy(bool))
    reasons.add("interval_too_long", (length > LONGEST).to_numpy(bool))
    reasons.add("time_too_old", (start < OLDEST).to_numpy(bool))
    # A day of grace, for clocks that differ and for events planned for tonight.
    reasons.add("time_in_future", (start > now + pd.Timedelta(days=1)).to_numpy(bool))
    is_interval = precision == INTERVAL
    flags.add("long_interval", is_interval & (length > WEEK).to_numpy(bool))


def _heaped(start: pd.Series, precision: NDArray[np.int8]) -> Mask:
    """Return rows at a full hour that far more rows have than the other full hours.

    Such a time often stands for "unknown" (midnight and noon above all). What happens
    is spread: the hours before and after a busy one are busy too, those of a heap not.
    """
    exact = (precision == EXACT) & start.notna().to_numpy()
    wall = start.dt.tz_localize(None).to_numpy(dtype="datetime64[s]").astype(np.int64)
    on_hour = exact & (wall % 3600 == 0)
    hours = wall // 3600 % 24
    counts = np.bincount(hours[on_hour], minlength=24)
    heaped = np.zeros(len(start), bool)
    for hour in range(24):
        n = counts[hour]
        usual = float(np.median(np.delete(counts, hour)))
        beside = max(counts[hour - 1], counts[(hour + 1) % 24])
        many = n >= _LEAST_HEAP and n >= _HEAP_SHARE * exact.sum()
        if many and n >= _HEAP_TIMES * max(usual, beside):
            heaped |= on_hour & (hours == hour)
    return heaped


def _reported(
    cells: pd.DataFrame,
    roles: Mapping[str, Column],
    clock: Clock,
    start: pd.Series,
    flags: Marks,
) -> pd.Series:
    if "reported_at" not in roles:
        return pd.Series(pd.NaT, index=start.index, dtype=start.dtype)
    times = read_times(_cells_of(cells, roles["reported_at"]), clock)
    flags.add("bad_reported_at", times.bad | times.ambiguous_date | times.nonexistent)
    # A report known by its day counts to the end of that day.
    latest = times.end.fillna(times.start)
    flags.add("reported_before_start", (latest < start).to_numpy(bool))
    return times.start
