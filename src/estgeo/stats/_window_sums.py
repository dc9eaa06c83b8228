"""Sums over windows: on a grid by row and column, elsewhere by a sparse matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]  # whole or real
    Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class GridWindows:
    """Windows of cells by integer row and column, without any weights object.

    Attributes
    ----------
    rows, columns : (n,) arrays of int
        Place of each zone, from zero.
    half_widths : tuple of int
        How many cells the window reaches sideways in its rows from the own row
        outwards: (1, 1) is queen, (1, 0) is rook.
    n_neighbors : (n,) array of int
        Zones in the window, itself not counted.
    """

    rows: Integers
    columns: Integers
    half_widths: tuple[int, ...]
    n_neighbors: Integers

    def sums(self, values: Numbers) -> Numbers:
        """Return own value and neighbours summed; further axes, as time, are kept."""
        return _grid_sums(self.rows, self.columns, self.half_widths, values)


@dataclass(frozen=True, slots=True)
class SparseWindows:
    """Windows by a sparse 0/1 matrix whose diagonal is 1.

    Attributes
    ----------
    matrix : (n, n) sparse array
        Row i marks the zones of window i.
    n_neighbors : (n,) array of int
        Zones in the window, itself not counted.
    """

    matrix: Any
    n_neighbors: Integers

    def sums(self, values: Numbers) -> Numbers:
        """Return own value and neighbours summed; further axes, as time, are kept."""
        sums: Numbers = np.asarray(self.matrix @ values)
        return sums


@dataclass(frozen=True, slots=True)
class CubeWindows:
    """Windows in space and time: this period and the ones just before it.

    Values, sums and ``n_neighbors`` are flat, zone by zone and period by period.

    Attributes
    ----------
    space : GridWindows or SparseWindows
        Windows of the zones.
    n_periods, time_lag : int
        Periods of the cube, and how many steps back the window reaches.
    n_neighbors : (zones x periods,) array of int
        Fewer in the first ``time_lag`` periods.
    """

    space: GridWindows | SparseWindows
    n_periods: int
    time_lag: int
    n_neighbors: Integers

    def sums(self, values: Numbers) -> Numbers:
        """Return own value and neighbours of this and earlier periods summed."""
        in_space = self.space.sums(values.reshape(-1, self.n_periods))
        summed = in_space.copy()
        for back in range(1, min(self.time_lag, self.n_periods - 1) + 1):
            summed[:, back:] += in_space[:, :-back]
        return summed.ravel()


Windows = GridWindows | SparseWindows | CubeWindows


def cube_windows(
    space: GridWindows | SparseWindows, n_periods: int, time_lag: int
) -> CubeWindows:
    """Return windows that reach ``time_lag`` periods back and never ahead."""
    steps = np.minimum(np.arange(n_periods), time_lag) + 1
    n_neighbors = (space.n_neighbors[:, None] + 1) * steps - 1
    return CubeWindows(space, n_periods, time_lag, n_neighbors.ravel())


def grid_windows(
    rows: Integers, columns: Integers, half_widths: tuple[int, ...]
) -> GridWindows:
    """Return the windows of grid cells that need not fill a rectangle."""
    rows, columns = rows - rows.min(), columns - columns.min()
    ones = np.ones(rows.size, dtype=np.int64)
    filled = _grid_sums(rows, columns, half_widths, ones)
    n_neighbors = filled.astype(np.int64) - 1
    return GridWindows(rows, columns, half_widths, n_neighbors)


def disc_half_widths(radius: float) -> tuple[int, ...]:
    """Return the half widths of a disc of ``radius`` cells, centre to centre.

    >>> disc_half_widths(1.5)
    (1, 1)
    >>> disc_half_widths(2.0)
    (2, 1, 0)
    """
    # A distance that should equal the radius must not fall out by rounding.
    reach = radius * (1 + 1e-9)
    away = np.arange(int(reach) + 1)
    return tuple(int(width) for width in np.sqrt(reach**2 - away**2))


def sparse_windows(matrix: Any) -> SparseWindows:
    """Return the windows of a sparse adjacency; only which entries are set matters."""
    windows = matrix.tocsr().astype(bool).astype(np.int64)
    windows.setdiag(1)
    windows.eliminate_zeros()
    windows.sum_duplicates()
    n_neighbors = np.diff(windows.indptr).astype(np.int64) - 1
    return SparseWindows(windows, n_neighbors)


def _grid_sums(
    rows: Integers, columns: Integers, half_widths: tuple[int, ...], values: Numbers
) -> Numbers:
    tall, wide = len(half_widths) - 1, max(half_widths)
    shape = (int(rows.max()) + 1 + 2 * tall, int(columns.max()) + 1 + 2 * wide)
    dense = np.zeros(shape + values.shape[1:], dtype=values.dtype)
    dense[rows + tall, columns + wide] = values
    if len(set(half_widths)) == 1:
        summed = _moving_sum(_moving_sum(dense, tall, axis=0), wide, axis=1)
    else:
        summed = _disc_sum(dense, half_widths)
    return summed[rows, columns]


def _moving_sum(dense: Numbers, reach: int, *, axis: int) -> Numbers:
    """Return sums of 2 reach + 1 cells along an axis, which loses 2 reach cells."""
    length = dense.shape[axis] - 2 * reach
    along = np.moveaxis(dense, axis, 0)
    summed = along[:length].copy()
    for step in range(1, 2 * reach + 1):
        summed += along[step : step + length]
    return np.moveaxis(summed, 0, axis)


def _disc_sum(dense: Numbers, half_widths: tuple[int, ...]) -> Numbers:
    """Return sums over rows of different widths, from running totals of each row."""
    tall, wide = len(half_widths) - 1, max(half_widths)
    height, width = dense.shape[0] - 2 * tall, dense.shape[1] - 2 * wide
    totals = np.zeros(
        (dense.shape[0], dense.shape[1] + 1) + dense.shape[2:], dense.dtype
    )
    np.cumsum(dense, axis=1, out=totals[:, 1:])
    summed = np.zeros((height, width) + dense.shape[2:], dense.dtype)
    for away, half in enumerate(half_widths):
        left, right = wide - half, wide + half + 1
        strip = totals[:, right : right + width] - totals[:, left : left + width]
        summed += strip[tall + away : tall + away + height]
        if away:
            summed += strip[tall - away : tall - away + height]
    return summed
