"""When each incident happened: start, end, how exactly known, when reported."""

from __future__ import annotations

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
from ._headers import columns_of, is_year, part_of_year
from ._time_texts import DATE, EXACT, INTERVAL
from ._times import Clock, Times, read_times

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ._headers import Column
    from ._reasons import Marks

    Mask = NDArray[np.bool_]

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
        return clocks_after(cells[column], starts, clock.source_time_zone)
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
