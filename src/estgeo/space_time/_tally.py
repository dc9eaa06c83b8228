"""Counts by zone and period: the local clock, the sums and the days covered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._checks import sentence
from .._columns import COARSE_PRECISIONS
from .._periods import first_day_of, label_of, midnights, number_of_day
from .._spans import Span, read_span, span_of_days
from ._batches import NANOSECONDS, Needs, PointBatch
from ._engines import run
from ._parquet import find_files, has_column, stated_times

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .._columns import Every
    from .._spans import Moment, Span
    from ._batches import Instants
    from ._locating import Locator

    Integers = NDArray[np.int64]
    Cells = NDArray[np.int32]

_QUARTER_HOUR = 900 * 10**9


def period_table(span: Span, every: Every) -> tuple[pd.DataFrame, PeriodFinder]:
    """Return one row for each period that a span touches, and what finds them.

    The columns are period, start, end and complete (wholly in the span).
    """
    last_instant = span.end - pd.Timedelta(1, unit="ns")
    first = number_of_day(span.start.date(), every)
    last = number_of_day(last_instant.date(), every)
    days = [first_day_of(number, every) for number in range(first, last + 2)]
    bounds = midnights(days, str(span.start.tz))
    start, end = bounds[:-1], bounds[1:]
    table = pd.DataFrame(
        {
            "period": [label_of(number, every) for number in range(first, last + 1)],
            "start": start,
            "end": end,
            "complete": (start >= span.start) & (end <= span.end),
        }
    )
    return table, PeriodFinder(bounds, span.start, span.end)


class PeriodFinder:
    """Finds the place of instants among periods that follow on each other."""

    def __init__(
        self, bounds: pd.DatetimeIndex, start: pd.Timestamp, end: pd.Timestamp
    ) -> None:
        self.n_periods = len(bounds) - 1
        self._bounds = bounds.as_unit("ns").asi8
        self._start, self._end = start.as_unit("ns").value, end.as_unit("ns").value
        self._table = self._quarter_hours()

    def _quarter_hours(self) -> NDArray[np.int32] | None:
        """Return the period of each quarter of an hour, from the first bound on.

        Midnight has been at a whole quarter of an hour by UTC in all time zones since
        the days of railways; before that None is returned.
        """
        if (self._bounds % _QUARTER_HOUR).any():
            return None
        quarters = np.diff(self._bounds // _QUARTER_HOUR)
        return np.repeat(np.arange(self.n_periods, dtype=np.int32), quarters)

    def find(self, times: Instants, piece: slice = slice(None)) -> NDArray[np.int32]:
        """Return the position of each instant's period, -1 outside the span."""
        return self._find(times.stamps[piece], NANOSECONDS[times.unit])

    def _find(self, stamps: Integers, nanoseconds: int) -> NDArray[np.int32]:
        # Rounded up, whole stamps compare with a bound as the bound itself does.
        start, end = -(-self._start // nanoseconds), -(-self._end // nanoseconds)
        if len(stamps) and stamps.min() >= start and stamps.max() < end:
            return self._place(stamps, nanoseconds)
        inside = (stamps >= start) & (stamps < end)
        found = np.full(len(stamps), -1, dtype=np.int32)
        found[inside] = self._place(stamps[inside], nanoseconds)
        return found

    def _place(self, stamps: Integers, nanoseconds: int) -> NDArray[np.int32]:
        if self._table is None:
            places = np.searchsorted(self._bounds, stamps * nanoseconds, side="right")
            return places.astype(np.int32) - np.int32(1)
        quarter = stamps // (_QUARTER_HOUR // nanoseconds)
        quarter -= self._bounds[0] // _QUARTER_HOUR
        return self._table.take(quarter)


# First and last time (None without rows) and the time zone.
Bounds = tuple[pd.Timestamp | None, pd.Timestamp | None, str]


def covered_span(source: Any, span: tuple[Moment, Moment] | None) -> Span:
    """Return the span that was asked for, else the days that the incidents cover.

    One known to its week or month covers all of it. The span's time zone is that of
    ``start``, whose clock says what a day is.
    """
    first, last, zone = _bounds(source)
    if span is not None:
        return read_span(span, zone)
    if first is None or last is None:
        remedy = "Give a 'span' to count none in it."
        raise ValueError(sentence("incidents", "at least one row", "none", remedy))
    return span_of_days(first, last)


def _bounds(source: Any) -> Bounds:
    if isinstance(source, str | Path):
        # What the files say of themselves spares a pass over their times.
        files = find_files(source)
        stated = stated_times(files, "start")
        if stated is not None and not has_column(files, "time_precision"):
            return (*stated, str(stated[0].tz))
    return run(source, _TimeBounds()) or (None, None, "UTC")


class _TimeBounds:
    """The aggregation that finds the first and the last time."""

    needs = Needs(
        points=False,
        columns=("time_precision",),
        times=("start", "end"),
        optional=("time_precision", "end"),
    )

    def partial(self, batch: PointBatch) -> Bounds:
        times = batch.times["start"]
        if not batch.n:
            return None, None, times.zone
        first, last = times.at(times.stamps.min()), times.at(times.stamps.max())
        if {"time_precision", "end"} <= {*batch.columns, *batch.times}:
            coarse = batch.columns["time_precision"].isin(COARSE_PRECISIONS)
            stamps = batch.times["end"].stamps[coarse.to_numpy(dtype=bool)]
            if len(stamps):  # an end is the first instant after
                last = max(last, batch.times["end"].at(int(stamps.max()) - 1))
        return first, last, times.zone

    def combine(self, total: Bounds | None, part: Bounds) -> Bounds:
        if total is None:
            return part
        known = [time for time in (*total[:2], *part[:2]) if time is not None]
        if not known:
            return total
        return min(known), max(known), total[2]


# Cells of a cube that is still held as it is: 8 GB of counts.
MOST_CELLS = 1_000_000_000

# Cubes of more cells hold 32-bit counts, to need half the memory. A cell of such a
# cube can count two thousand million incidents.
LARGE = 20_000_000

# Incidents a piece: its arrays stay in the processor's cache.
PIECE = 1 << 16


@dataclass(slots=True)
class Part:
    """Counts of one batch: of all cells, or (if None) the cell of each incident."""

    cells: Cells
    counts: Integers | None
    values: list[Any]
    n: int
    n_outside_zones: int
    n_outside_span: int


@dataclass(slots=True)
class Total:
    """Counts of all batches so far, (value, zone, period)."""

    counts: Integers
    values: list[Any]
    n: int = 0
    n_outside_zones: int = 0
    n_outside_span: int = 0

    def add(self, cells: Cells) -> None:
        """Add one incident to each of ``cells``, as often as it is named."""
        # The indexed loop of numpy is fast where the added number has the dtype of
        # the counts, and waits for memory much less than sorting first would cost.
        counts, one = self.counts.reshape(-1), self.counts.dtype.type(1)
        for at in range(0, len(cells), PIECE):
            np.add.at(counts, cells[at : at + PIECE].astype(np.intp), one)


class Tally:
    """The aggregation that counts by zone, period and value."""

    def __init__(
        self,
        finder: PeriodFinder,
        *,
        locator: Locator | None = None,
        crs: Any = None,
        by: str | None = None,
    ) -> None:
        columns = () if by is None else (by,)
        self.needs = Needs(
            points=locator is not None,
            finite=False,
            crs=crs,
            columns=columns,
            times=("start",),
        )
        self._finder, self._locator, self._by = finder, locator, by
        n_zones = 1 if locator is None else locator.n_zones
        self.shape = (n_zones, finder.n_periods)
        self._check_size(1)

    def partial(self, batch: PointBatch) -> Part:
        """Return the counts of one batch."""
        codes, values = self._codes(batch)
        cells = np.empty(batch.n, dtype=np.int32)
        n_kept = n_outside_zones = 0
        # Piece by piece through all steps, so that what lies between stays in the
        # processor's cache.
        for at in range(0, batch.n, PIECE):
            piece = slice(at, at + PIECE)
            cell, n_outside = self._cells(batch, piece, codes)
            cells[n_kept : n_kept + len(cell)] = cell
            n_kept += len(cell)
            n_outside_zones += n_outside
        n_outside_span = batch.n - n_kept - n_outside_zones
        n_cells = self.shape[0] * self.shape[1] * len(values)
        kept, counts = _counted(cells[:n_kept], n_cells)
        return Part(kept, counts, values, batch.n, n_outside_zones, n_outside_span)

    def combine(self, total: Total | None, part: Part) -> Total:
        """Add the counts of one batch to the total, in place."""
        if total is None:
            total = empty_total(self.shape, self._by)
        self._make_room(total, part.values)
        size = self.shape[0] * self.shape[1]
        places = np.array([total.values.index(v) for v in part.values], dtype=np.intp)
        if part.counts is not None:
            counts = part.counts.reshape(-1, *self.shape)
            total.counts[places] += counts.astype(total.counts.dtype, copy=False)
        else:
            cells = part.cells
            if len(total.values) > 1:
                value, cell = np.divmod(cells, size)
                cells = (places[value] * size + cell).astype(np.int32)
            total.add(cells)
        total.n += part.n
        total.n_outside_zones += part.n_outside_zones
        total.n_outside_span += part.n_outside_span
        return total

    def _cells(
        self, batch: PointBatch, piece: slice, codes: Cells | None
    ) -> tuple[Cells, int]:
        """Return the cells of those that have one, and how many lie in no zone."""
        cell = self._finder.find(batch.times["start"], piece)
        inside = cell >= 0 if cell.min() < 0 else None
        n_outside = 0
        if self._locator is not None:
            zone = self._locator.locate(batch.x[piece], batch.y[piece])
            if zone.min() < 0:
                in_zone = zone >= 0
                n_outside = len(zone) - int(np.count_nonzero(in_zone))
                inside = in_zone if inside is None else inside & in_zone
            zone *= self.shape[1]
            cell += zone
        if codes is not None:
            cell += codes[piece]
        return cell if inside is None else cell[inside], n_outside

    def _codes(self, batch: PointBatch) -> tuple[Cells | None, list[Any]]:
        """Return where each incident's value has its cells, and the values."""
        if self._by is None:
            return None, [None]
        codes, values = pd.factorize(batch.columns[self._by], use_na_sentinel=False)
        plain = [None if pd.isna(value) else value for value in values]
        self._check_size(len(plain))
        return codes.astype(np.int32) * (self.shape[0] * self.shape[1]), plain

    def _make_room(self, total: Total, values: list[Any]) -> None:
        new = [value for value in values if value not in total.values]
        if new:
            self._check_size(len(total.values) + len(new))
            more = np.zeros((len(new), *self.shape), dtype=total.counts.dtype)
            # One value is the rule: no copy of the whole cube then.
            total.counts = (
                np.concatenate([total.counts, more]) if total.values else more
            )
            total.values += new

    def _check_size(self, n_values: int) -> None:
        cells = self.shape[0] * self.shape[1] * n_values
        if cells > MOST_CELLS:
            got = f"{self.shape[0]} zones x {self.shape[1]} periods x {n_values} values"
            remedy = "Give a 'span', longer periods or fewer zones."
            raise ValueError(
                sentence("zones", f"at most {MOST_CELLS} counts in all", got, remedy)
            )


def empty_total(shape: tuple[int, int], by: str | None) -> Total:
    """Return the total of no incidents."""
    values = [None] if by is None else []
    large = shape[0] * shape[1] > LARGE
    dtype = np.int32 if large else np.int64
    return Total(np.zeros((len(values), *shape), dtype=dtype), values)


def in_order(total: Total) -> tuple[Integers, list[Any]]:
    """Return the counts with the values sorted, a missing value last."""
    known = [value for value in total.values if value is not None]
    try:
        known.sort()
    except TypeError:
        known.sort(key=str)
    values = known + [None] * (len(known) < len(total.values))
    order = [total.values.index(value) for value in values]
    if order == list(range(len(order))):
        return total.counts, values
    return total.counts[order], values


def _counted(cells: Cells, n_cells: int) -> tuple[Cells, Integers | None]:
    """Return what is smaller: the cell of each incident, or the count of each cell."""
    if n_cells <= len(cells):
        return cells[:0], np.bincount(cells, minlength=n_cells)
    return cells, None
