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

    Integers = NDArray[np.int64]

# Cells of a cube that is still held as it is: 8 GB of counts.
MOST_CELLS = 1_000_000_000


@dataclass(slots=True)
class Part:
    """Counts of one batch: of the cells in ``cells``, or of all if that is None."""

    cells: Integers | None
    counts: Integers
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
            points=locator is not None, crs=crs, columns=columns, times=("start",)
        )
        self._finder, self._locator, self._by = finder, locator, by
        n_zones = 1 if locator is None else locator.n_zones
        self.shape = (n_zones, finder.n_periods)
        self._check_size(1)

    def partial(self, batch: PointBatch) -> Part:
        """Return the counts of one batch."""
        period = self._finder.find(batch.times["start"])
        cell = period.astype(np.int64)
        lost = period < 0
        n_outside_zones = 0
        if self._locator is not None:
            zone = self._locator.locate(batch.x, batch.y)
            outside = zone < 0
            n_outside_zones = int(outside.sum())
            lost |= outside
            cell += zone.astype(np.int64) * self.shape[1]
        n_lost = int(lost.sum())
        codes, values = self._codes(batch)
        if codes is not None:
            cell += codes * (self.shape[0] * self.shape[1])
        if n_lost:
            cell = cell[~lost]
        cells, counts = _counted(cell, self.shape[0] * self.shape[1] * len(values))
        return Part(
            cells, counts, values, batch.n, n_outside_zones, n_lost - n_outside_zones
        )

    def combine(self, total: Total | None, part: Part) -> Total:
        """Add the counts of one batch to the total, in place."""
        if total is None:
            total = Total(np.zeros((0, *self.shape), dtype=np.int64), [])
        self._make_room(total, part.values)
        size = self.shape[0] * self.shape[1]
        places = np.array([total.values.index(value) for value in part.values])
        if part.cells is None:
            total.counts[places] += part.counts.reshape(-1, *self.shape)
        else:
            cells = part.cells
            if len(total.values) > 1:
                value, cell = np.divmod(cells, size)
                cells = places[value] * size + cell
            # The cells of a part are distinct, so this adds each count once.
            total.counts.reshape(-1)[cells] += part.counts
        total.n += part.n
        total.n_outside_zones += part.n_outside_zones
        total.n_outside_span += part.n_outside_span
        return total

    def _codes(self, batch: PointBatch) -> tuple[Integers | None, list[Any]]:
        if self._by is None:
            return None, [None]
        codes, values = pd.factorize(batch.columns[self._by], use_na_sentinel=False)
        plain = [None if pd.isna(value) else value for value in values]
        return codes.astype(np.int64), plain

    def _make_room(self, total: Total, values: list[Any]) -> None:
        new = [value for value in values if value not in total.values]
        if new:
            self._check_size(len(total.values) + len(new))
            more = np.zeros((len(new), *self.shape), dtype=np.int64)
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
    return Total(np.zeros((len(values), *shape), dtype=np.int64), values)


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


def _counted(cell: Integers, n_cells: int) -> tuple[Integers | None, Integers]:
    """Return the distinct cells and how often each occurs."""
    if n_cells <= len(cell):
        return None, np.bincount(cell, minlength=n_cells)
    cell = np.sort(cell)
    first = np.flatnonzero(np.diff(cell, prepend=-1))
    return cell[first], np.diff(first, append=len(cell))
