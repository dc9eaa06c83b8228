"""Find the cell of each point in a grid of squares or hexagons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ._coordinates import check_all_finite
from ._grid_index import describe
from ._lattice import TOLERANCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._grid_index import GridPositions

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# Points a piece: its arrays stay in the processor's cache.
PIECE = 1 << 16

# A table of positions may be this many times larger than the grid itself.
SPARSEST = 64
LEAST_ROOM = 4_000_000


class GridLocator:
    """Knows the cells of a grid by row and column."""

    def __init__(self, grid: GridPositions) -> None:
        self.n_zones = len(grid.row)
        self.description = describe(grid, self.n_zones)
        self._lattice = grid.lattice
        self._row_from = int(grid.row.min()) - 1
        self._column_from = int(grid.column.min()) - 1
        self._rows = int(grid.row.max()) - self._row_from + 2
        self._columns = int(grid.column.max()) - self._column_from + 2
        flat = (grid.row - self._row_from) * self._columns
        flat += grid.column - self._column_from
        self._table = np.full(self._rows * self._columns, -1, dtype=np.int32)
        self._table[flat] = np.arange(self.n_zones, dtype=np.int32)

    @staticmethod
    def is_sparse(grid: GridPositions) -> bool:
        """Tell whether the cells lie too scattered to be held in one table."""
        room = (np.ptp(grid.row) + 3.0) * (np.ptp(grid.column) + 3.0)
        return bool(room > max(SPARSEST * len(grid.row), LEAST_ROOM))

    def locate(self, x: Floats, y: Floats) -> NDArray[np.int32]:
        """Return the position of each point's cell, -1 outside the grid."""
        if len(x) <= PIECE:
            return self._locate_piece(x, y)
        found = np.empty(len(x), dtype=np.int32)
        for start in range(0, len(x), PIECE):
            piece = slice(start, start + PIECE)
            found[piece] = self._locate_piece(x[piece], y[piece])
        return found

    def count(self, x: Floats, y: Floats) -> NDArray[np.int64]:
        """Return the number of points in each cell."""
        if self._lattice.kind != "square" or len(self._table) > PIECE:
            return np.bincount(self.locate(x, y) + 1, minlength=self.n_zones + 1)[1:]
        # By place in the table, which takes less than looking up each point's cell.
        places = np.zeros(len(self._table), dtype=np.int64)
        counts = np.zeros(self.n_zones, dtype=np.int64)
        nowhere = np.flatnonzero(self._table < 0)
        for start in range(0, len(x), PIECE):
            piece = slice(start, start + PIECE)
            flat = self._straight(x[piece], y[piece])
            if flat is not None:
                more = np.bincount(flat, minlength=len(places))
                if not more[nowhere].any():
                    places += more
                    continue
            zone = self._locate_piece(x[piece], y[piece])
            counts += np.bincount(zone + 1, minlength=self.n_zones + 1)[1:]
        filled = self._table >= 0
        counts[self._table[filled]] += places[filled]
        return counts

    def _locate_piece(self, x: Floats, y: Floats) -> NDArray[np.int32]:
        flat = self._straight(x, y) if self._lattice.kind == "square" else None
        if flat is None:
            check_all_finite(x, y)
            found = self._look_up(*self._lattice.locate(x, y))
        else:
            found = self._table.take(flat)
        lost = np.flatnonzero(found < 0)
        if len(lost):
            found[lost] = self._closed(x[lost], y[lost])
        return found

    def _straight(self, x: Floats, y: Floats) -> NDArray[np.int32] | None:
        """Return the places in the table of squares, None if some lie beyond it."""
        size = self._lattice.cell_size
        column = self._steps(x, self._lattice.x + self._column_from * size)
        row = self._steps(y, self._lattice.y + self._row_from * size)
        # As unsigned numbers those below zero are large, so one bound is enough.
        if column.view(np.uint32).max() >= self._columns:
            return None
        if row.view(np.uint32).max() >= self._rows:
            return None
        row *= self._columns
        row += column
        return row

    def _steps(self, along: Floats, start: float) -> NDArray[np.int32]:
        """Return how many cells from ``start`` points lie, rounded towards it.

        What lies less than a cell before ``start`` comes out as 0, the margin of the
        table, where no cell is. What is too large for a whole number of 32 bits comes
        out as one that is beyond the table, and so does what is no number.
        """
        steps = along - (start - TOLERANCE)
        steps *= 1 / self._lattice.cell_size
        with np.errstate(invalid="ignore"):
            return steps.astype(np.int32)

    def _look_up(self, row: Integers, column: Integers) -> NDArray[np.int32]:
        row = row - self._row_from
        column = column - self._column_from
        inside = (row >= 0) & (row < self._rows)
        inside &= (column >= 0) & (column < self._columns)
        flat = np.where(inside, row * self._columns + column, 0)
        return self._table[flat]

    def _closed(self, x: Floats, y: Floats) -> NDArray[np.int32]:
        """Look up points on the outer border, which belong to the cell within."""
        found = np.full(len(x), -1, dtype=np.int32)
        # West of it, south of it, both: the sides where a half-open cell is open.
        for east, north in ((2, 0), (0, 2), (2, 2), (2, -2), (-2, 2)):
            left = np.flatnonzero(found < 0)
            moved = self._lattice.locate(
                x[left] - east * TOLERANCE, y[left] - north * TOLERANCE
            )
            found[left] = self._look_up(*moved)
        return found
