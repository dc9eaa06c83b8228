"""Sums over windows: on a grid by row and column, elsewhere by a sparse matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]  # whole or real
    Integers = NDArray[np.int64]

# Counts from which on there is no table of their sums, and the smallest table made.
_WIDEST_COUNT, _FEWEST_PLACES = 1 << 20, 1 << 16
# Numbers that are summed at a time.
_CACHED = 1 << 15


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
    fills : bool
        The cells fill their rectangle, row by row.
    """

    rows: Integers
    columns: Integers
    half_widths: tuple[int, ...]
    n_neighbors: Integers
    fills: bool

    def sums(self, values: Numbers) -> Numbers:
        """Return own value and neighbours summed; further axes, as time, are kept."""
        return _grid_sums(
            self.rows, self.columns, self.half_widths, values, fills=self.fills
        )


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
        if self.time_lag == 0:
            return in_space.ravel()
        summed = in_space.copy()
        for back in range(1, min(self.time_lag, self.n_periods - 1) + 1):
            summed[:, back:] += in_space[:, :-back]
        return summed.ravel()


Windows = GridWindows | SparseWindows | CubeWindows


@dataclass(frozen=True, slots=True)
class WindowCases:
    """The windows that differ in size or sum, of a map of whole numbers.

    A map of a million zones has some hundreds of them: what is found of one holds for
    all that are like it.

    Attributes
    ----------
    sums, n_neighbors : (m,) arrays
        Of each case.
    times : (m,) array of int
        Windows that are like it.
    which : (n,) array of int
        The case of each window.
    """

    sums: NDArray[np.float64]
    n_neighbors: Integers
    times: Integers
    which: Integers


def window_cases(values: NDArray[np.float64], windows: Windows) -> WindowCases | None:
    """Return the cases of windows, None where values are no counts or sums too many."""
    if values.min() < 0 or values.max() >= _WIDEST_COUNT:
        return None
    counts = values.astype(np.int32)
    if not np.array_equal(counts, values) or values.sum() >= 1 << 31:
        return None
    sums, neighbors = windows.sums(counts).ravel(), windows.n_neighbors.ravel()
    wide = int(sums.max()) + 1
    n_places = (int(neighbors.max()) + 1) * wide
    if n_places > max(_FEWEST_PLACES, values.size):
        return None
    place = neighbors * wide
    place += sums
    times = np.bincount(place, minlength=n_places)
    cases = np.flatnonzero(times)
    number = np.empty(n_places, dtype=np.int64)
    number[cases] = np.arange(cases.size)
    n_neighbors, of_sum = np.divmod(cases, wide)
    return WindowCases(
        of_sum.astype(np.float64), n_neighbors, times[cases], number.take(place)
    )


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
    height, width = int(rows.max()) + 1, int(columns.max()) + 1
    place = rows * width + columns
    fills = place.size == height * width and bool((place[1:] > place[:-1]).all())
    ones = np.ones_like(rows)
    filled = _grid_sums(rows, columns, half_widths, ones, fills=fills)
    return GridWindows(rows, columns, half_widths, filled - 1, fills)


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
    windows = matrix.tocsr().astype(bool)
    windows.sum_duplicates()  # while they are bool: set twice is set
    windows = windows.astype(np.int64)
    windows.setdiag(1)
    windows.eliminate_zeros()
    n_neighbors = np.diff(windows.indptr).astype(np.int64) - 1
    return SparseWindows(windows, n_neighbors)


def _grid_sums(
    rows: Integers,
    columns: Integers,
    half_widths: tuple[int, ...],
    values: Numbers,
    *,
    fills: bool,
) -> Numbers:
    tall, wide = len(half_widths) - 1, max(half_widths)
    height, width = int(rows.max()) + 1, int(columns.max()) + 1
    shape = (height + 2 * tall, width + 2 * wide)
    dense = np.zeros(shape + values.shape[1:], dtype=values.dtype)
    if fills:  # no looking up is needed
        filled = values.reshape((height, width) + values.shape[1:])
        dense[tall : tall + height, wide : wide + width] = filled
    else:
        dense[rows + tall, columns + wide] = values
    if len(set(half_widths)) == 1:
        summed = _box_sum(dense, tall, wide)
    else:
        summed = _disc_sum(dense, half_widths)
    return summed.reshape(values.shape) if fills else summed[rows, columns]


def _box_sum(dense: Numbers, tall: int, wide: int) -> Numbers:
    """Return sums over 2 tall + 1 rows and 2 wide + 1 columns.

    Some rows at a time: their sums down stay in the processor's cache for those across.
    """
    height, width = dense.shape[0] - 2 * tall, dense.shape[1] - 2 * wide
    summed = np.empty((height, width) + dense.shape[2:], dense.dtype)
    step = max(1, _CACHED // max(1, dense[:1].size))
    for start in range(0, height, step):
        part = summed[start : start + step]
        down = dense[start : start + len(part)].copy()
        for row in range(start + 1, start + 2 * tall + 1):
            down += dense[row : row + len(part)]
        part[...] = down[:, :width]
        for column in range(1, 2 * wide + 1):
            part += down[:, column : column + width]
    return summed


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
