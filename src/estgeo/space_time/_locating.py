"""Which zone each point lies in: the way that suits the zones.

Squares of a grid are found by arithmetic, polygons by a raster of labels, whose cells
on a border are asked of the polygons themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import numpy as np
import scipy
import shapely

from .._checks import sentence
from .._frame_checks import check_geoframe, raise_for_rows
from ..stats._street_graph import rank_of
from ._batches import check_all_finite
from ._grid_index import describe, find_grid
from ._lattice import TOLERANCE

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from ._grid_index import GridPositions

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

# Cells on the longer side: more make fewer points unsure and cost more to build.
FINEST = 4096

UNKNOWN = 2048  # when no one knows how many points will come

COARSEST = 256

# Cells on the longer side, for each square root of the points.
PER_ROOT = 2.0

_RASTER_PIECE = 1 << 15


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
        for at in range(0, len(x), _RASTER_PIECE):
            piece = slice(at, at + _RASTER_PIECE)
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


def outlines(argument: str, zones: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return the polygons of ``zones``, mended where a border crosses itself.

    A border that crosses itself is read by the even-odd rule: inside is what one
    crosses an odd number of lines to reach. The zones themselves are not changed.
    """
    return mended(areas_of(argument, zones))


def areas_of(argument: str, zones: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return the geometries of ``zones`` as they are; raise if one is no polygon."""
    check_geoframe(argument, zones)
    polygons: NDArray[np.object_] = zones.geometry.to_numpy()
    is_polygon = np.isin(
        shapely.get_type_id(polygons),
        [shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON],
    )
    bad = ~is_polygon | shapely.is_empty(polygons)
    raise_for_rows(argument, zones, bad, "polygons")
    return polygons


def mended(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return polygons whose borders do not cross themselves."""
    crossed = ~shapely.is_valid(polygons)
    if crossed.any():
        polygons = polygons.copy()
        polygons[crossed] = shapely.make_valid(polygons[crossed], method="linework")
    return polygons


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


# Official borders overlap by slivers: up to 0.2 % of a zone in those of Göteborg.
# More than this share of the smaller zone is no sliver.
LARGEST_SLIVER = 0.01

# Fewer points than this are found sooner without a raster.
LEAST_FOR_RASTER = 20_000

EARTH_RADIUS = 6_371_000.0


class PolygonLocator:
    """Knows polygons that do not overlap."""

    def __init__(
        self,
        labels: pd.Index,
        polygons: NDArray[np.object_],
        crs: Any,
        *,
        n_points: int | None = None,
        description: str = "",
    ) -> None:
        self._tolerance = tolerance_in(crs)
        check_no_overlap(labels, polygons, step=1e3 * self._tolerance)
        self.n_zones = len(polygons)
        self.description = description
        self._polygons = polygons
        self._rank = rank_of(polygons)
        self._frames = shapely.STRtree(_frames(polygons, 2 * self._tolerance))
        many = n_points is None or n_points >= LEAST_FOR_RASTER
        self._raster = (
            LabelRaster(polygons, self._tolerance, n_points=n_points)
            if many and len(polygons)
            else None
        )

    def locate(self, x: Floats, y: Floats) -> NDArray[np.int32]:
        """Return the position of each point's zone, -1 outside all of them."""
        check_all_finite(x, y)
        if self._raster is None:
            return self._test(x, y)
        found = self._raster.look_up(x, y)
        unsure = np.flatnonzero(found == LabelRaster.UNSURE)
        if len(unsure):
            found[unsure] = self._test(x[unsure], y[unsure])
        return found

    def count(self, x: Floats, y: Floats) -> NDArray[np.int64]:
        """Return the number of points in each zone."""
        # Those outside (-1) are counted before all others, and left out.
        return np.bincount(self.locate(x, y) + 1, minlength=self.n_zones + 1)[1:]

    def _test(self, x: Floats, y: Floats) -> NDArray[np.int32]:
        found = np.full(len(x), -1, dtype=np.int32)
        if not len(x) or not self.n_zones:
            return found
        row, zone = self._touching(x, y)
        found[row] = zone
        shared = np.flatnonzero(np.bincount(row, minlength=len(x)) > 1)
        if len(shared):
            tied = np.isin(row, shared)
            found[shared] = self._settle(x, y, row[tied], zone[tied])
        return found

    def _touching(
        self, x: Floats, y: Floats
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return (point, zone) where a point lies in a zone or on its border."""
        points = shapely.points(x, y)
        row, zone = self._frames.query(points)
        # Zone by zone, each with the index over its border that is made once.
        order = np.argsort(zone, kind="stable")
        row, zone = row[order], zone[order]
        shapely.prepare(self._polygons)
        near = shapely.dwithin(self._polygons[zone], points[row], self._tolerance)
        return row[near], zone[near]

    def _settle(
        self,
        x: Floats,
        y: Floats,
        row: NDArray[np.int64],
        zone: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """Give points on a border to the zone to the east of them, if there is one."""
        nudge = 1e3 * self._tolerance
        holds = shapely.contains_xy(
            self._polygons[zone], x[row] + nudge, y[row] + nudge / 2
        )
        order = np.lexsort([self._rank[zone], ~holds, row])
        first = np.flatnonzero(np.diff(row[order], prepend=-1))
        return zone[order][first]


def tolerance_in(crs: Any) -> float:
    """Return a micrometre in the units of ``crs``."""
    if crs is None:
        return TOLERANCE
    factor = crs.axis_info[0].unit_conversion_factor
    metres = factor * EARTH_RADIUS if crs.is_geographic else factor
    return float(TOLERANCE / metres)


def _frames(polygons: NDArray[np.object_], margin: float) -> NDArray[np.object_]:
    """Return the bounds of polygons as boxes with a margin around them."""
    west, south, east, north = shapely.bounds(polygons).T
    frames: NDArray[np.object_] = shapely.box(
        west - margin, south - margin, east + margin, north + margin
    )
    return frames


def check_no_overlap(
    labels: pd.Index, polygons: NDArray[np.object_], *, step: float
) -> None:
    """Raise ValueError naming two zones that overlap by more than a sliver."""
    # Zones that share corners to the millimetre need no pair of them intersected.
    rounded = shapely.transform(polygons, lambda xy: (xy / step).round() * step)
    if shapely.coverage_is_valid(rounded):
        return
    first, second = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    first, second = first[first < second], second[first < second]
    common = shapely.area(shapely.intersection(polygons[first], polygons[second]))
    area = shapely.area(polygons)
    share = common / np.minimum(area[first], area[second])
    if (share > LARGEST_SLIVER).any():
        worst = int(np.argmax(share))
        pair = f"{labels[first[worst]]!r} and {labels[second[worst]]!r}"
        got = f"{int((share > LARGEST_SLIVER).sum())} pairs that do (such as {pair})"
        remedy = "Count in one of them at a time, or cut one out of the other."
        raise ValueError(sentence("zones", "zones that do not overlap", got, remedy))


class Locator(Protocol):
    """Knows some zones and finds the one that each point lies in.

    ``description`` says what the zones are, such as "900 squares of 200 m".
    """

    n_zones: int
    description: str

    def locate(self, x: Floats, y: Floats) -> NDArray[np.int32]:
        """Return the position of each point's zone, -1 outside all of them."""

    def count(self, x: Floats, y: Floats) -> NDArray[np.int64]:
        """Return the number of points in each zone."""


def make_locator(zones: gpd.GeoDataFrame, *, n_points: int | None = None) -> Locator:
    """Return the locator for ``zones``; it can be sent to other processes.

    ``n_points`` says how much work is coming (None: much) and never changes a result.
    """
    polygons = areas_of("zones", zones)
    grid = find_grid(zones)
    if grid is not None and grid.is_whole and not GridLocator.is_sparse(grid):
        return GridLocator(grid)
    return PolygonLocator(
        zones.index,
        mended(polygons),
        zones.crs,
        n_points=n_points,
        description=describe(grid, len(zones)),
    )


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
