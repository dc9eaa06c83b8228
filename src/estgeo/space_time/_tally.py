"""Counts by zone, period and value of a column, in three steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .._checks import sentence
from ._batches import Needs, PointBatch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._clock import PeriodFinder
    from ._locating import Locator

    Cells = NDArray[np.int32]
    Integers = NDArray[np.int64]

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
