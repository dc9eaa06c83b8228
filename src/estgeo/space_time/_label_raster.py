"""A raster whose cells know their zone, or that a border crosses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
import scipy
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# Cells on the longer side: more make fewer points unsure and cost more to build.
FINEST = 4096
UNKNOWN = 2048  # when no one knows how many points will come
COARSEST = 256

# Cells on the longer side, for each square root of the points.
PER_ROOT = 2.0
PIECE = 1 << 15


class LabelRaster:
    """Square cells over all zones, each with the position of its zone.

    A cell that some border crosses or touches is UNSURE. Cells next to each other
    that are sure have no border between them, so each patch of sure cells lies in one
    zone, or outside all, and one test a patch tells which.
    """

    UNSURE: ClassVar[int] = -2

    def __init__(
        self,
        polygons: NDArray[np.object_],
        tolerance: float,
        *,
        n_points: int | None,
    ) -> None:
        west, south, east, north = shapely.total_bounds(polygons)
        cells = UNKNOWN if n_points is None else int(PER_ROOT * np.sqrt(n_points))
        cells = min(max(cells, COARSEST), FINEST)
        # One cell of margin all around keeps the outer border inside the raster.
        self._size = max(east - west, north - south, 1e3 * tolerance) / cells
        self._west, self._south = west - self._size, south - self._size
        self._columns = int((east - west) / self._size) + 3
        self._rows = int((north - south) / self._size) + 3
        border = self._crossed(polygons, margin=1e-6 + 2 * tolerance / self._size)
        self._labels = self._patches(border, polygons)

    def look_up(self, x: Floats, y: Floats) -> NDArray[np.int32]:
        """Return each point's zone, -1 outside all, UNSURE where borders are near."""
        found = np.empty(len(x), dtype=np.int32)
        for at in range(0, len(x), PIECE):
            piece = slice(at, at + PIECE)
            column = np.floor((x[piece] - self._west) / self._size)
            row = np.floor((y[piece] - self._south) / self._size)
            # All beyond the raster share the margin's cells, which are outside.
            np.clip(column, 0, self._columns - 1, out=column)
            np.clip(row, 0, self._rows - 1, out=row)
            flat = (row * self._columns + column).astype(np.int64)
            found[piece] = self._labels[flat]
        return found

    def _crossed(
        self, polygons: NDArray[np.object_], margin: float
    ) -> NDArray[np.bool_]:
        """Tell which cells some border runs through, or within ``margin`` of."""
        border = np.zeros((self._rows, self._columns), dtype=bool)
        start, end = _segments(polygons)
        origin = np.array([self._west, self._south])
        start, end = (start - origin) / self._size, (end - origin) / self._size
        swap = start[:, 0] > end[:, 0]
        start[swap], end[swap] = end[swap], start[swap]
        first = np.floor(start[:, 0] - margin).astype(np.int64)
        last = np.floor(end[:, 0] + margin).astype(np.int64)
        segment, column = _ranges(first, last)
        low, high = _between(start[segment], end[segment], column, margin)
        piece, row = _ranges(low, high)
        border.reshape(-1)[row * self._columns + column[piece]] = True
        return border

    def _patches(
        self, border: NDArray[np.bool_], polygons: NDArray[np.object_]
    ) -> NDArray[np.int32]:
        patch, n_patches = scipy.ndimage.label(~border)
        patch = patch.reshape(-1)
        # The last cell that writes is the patch's witness; any one will do.
        witness = np.zeros(n_patches + 1, dtype=np.int32)
        witness[patch] = np.arange(len(patch), dtype=np.int32)
        row, column = np.divmod(witness[1:], self._columns)
        centres = shapely.points(
            self._west + (column + 0.5) * self._size,
            self._south + (row + 0.5) * self._size,
        )
        zone = np.full(n_patches + 1, -1, dtype=np.int32)
        zone[0] = self.UNSURE
        holder, found = shapely.STRtree(centres).query(polygons, predicate="contains")
        zone[found + 1] = holder
        # Where slivers overlap a patch may lie in two zones: test its points.
        zone[1:][np.bincount(found, minlength=n_patches) > 1] = self.UNSURE
        labels: NDArray[np.int32] = zone[patch]
        return labels


def _segments(polygons: NDArray[np.object_]) -> tuple[Floats, Floats]:
    """Return the ends of all straight pieces of all borders."""
    rings = shapely.get_rings(shapely.get_parts(polygons))
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    return corners[:-1][same], corners[1:][same]


def _ranges(first: Integers, last: Integers) -> tuple[Integers, Integers]:
    """Return (which range, number) for all whole numbers of all ranges."""
    lengths = last - first + 1
    which = np.repeat(np.arange(len(first)), lengths)
    starts = np.cumsum(lengths) - lengths
    return which, np.arange(len(which)) - starts[which] + first[which]


def _between(
    start: Floats, end: Floats, column: Integers, margin: float
) -> tuple[Integers, Integers]:
    """Return the first and last row that a segment has in a column of cells."""
    run = end[:, 0] - start[:, 0]
    rise = end[:, 1] - start[:, 1]
    slope = np.divide(rise, run, out=np.zeros_like(run), where=run > 0)
    left = np.clip(column - margin, start[:, 0], end[:, 0])
    right = np.clip(column + 1 + margin, start[:, 0], end[:, 0])
    # A steep segment has all of its rise in one column: its own ends then hold.
    upright = run <= 2 * margin
    y_left = np.where(upright, start[:, 1], start[:, 1] + (left - start[:, 0]) * slope)
    y_right = np.where(upright, end[:, 1], start[:, 1] + (right - start[:, 0]) * slope)
    low = np.floor(np.minimum(y_left, y_right) - margin).astype(np.int64)
    high = np.floor(np.maximum(y_left, y_right) + margin).astype(np.int64)
    return low, high
