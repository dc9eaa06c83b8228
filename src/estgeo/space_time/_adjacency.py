"""Pairs of neighbors, as positions.

Grids by whole numbers, polygons by the distance between them, streets by junctions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from .._frame_checks import raise_for_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd
    from numpy.typing import NDArray

    from ._grid_index import GridPositions

    Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]

# (row step, column step) to the neighbors of a square.
_ROOK = ((-1, 0), (0, -1), (0, 1), (1, 0))
_QUEEN = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))

# (row step, column step) to the neighbors of a hexagon, in even rows and in odd.
_EVEN_ROW = ((-1, -1), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 0))
_ODD_ROW = ((-1, 0), (-1, 1), (0, -1), (0, 1), (1, 0), (1, 1))

# A table with a place for each cell may be this many times larger than the grid.
_ROOMIEST = 50

# How much border two zones share at least to be neighbors by "rook": a metre, and in
# zones of a few metres a hundredth of the way round. Two borders that meet in a corner
# run within the tolerance of each other for twice as long, or more if it is acute.
_COMMON = 1.0
_PART = 0.01
_CORNER = 4.0
_DEGREE = 111_195.0  # metres on a sphere of the mean radius of the earth


def grid_pairs(grid: GridPositions, *, rook: bool) -> Pairs:
    """Return (zone, neighbor) for all neighbors in a grid, ascending."""
    if grid.kind == "square":
        return _stepped(grid, _ROOK if rook else _QUEEN, _ROOK if rook else _QUEEN)
    return _stepped(grid, _EVEN_ROW, _ODD_ROW)


def junction_pairs(streets: gpd.GeoDataFrame, tolerance: float) -> Pairs:
    """Return (street, neighbor) for all streets with an end in common."""
    lines = shapely.line_merge(streets.geometry.to_numpy())
    parts, street = shapely.get_parts(lines, return_index=True)
    ends = np.concatenate([shapely.get_point(parts, at) for at in (0, -1)])
    at, other = _within(ends, ends, tolerance)
    street = np.tile(street, 2)
    return _distinct(street[at], street[other], len(streets))


def border_pairs(
    polygons: NDArray[np.object_], tolerance: float, *, unit: float, rook: bool
) -> Pairs:
    """Return (zone, neighbor) for polygons within ``tolerance`` metres of each other.

    ``unit`` is that of the coordinates, in metres. Where zones overlap the distance is
    nought. With ``rook`` only those are left that
    run along each other, within the tolerance, for more than a corner.
    """
    first, second = _within(polygons, polygons, tolerance / unit)
    once = first < second
    first, second = first[once], second[once]
    if rook:
        along = _run_along(polygons, first, second, tolerance / unit, _COMMON / unit)
        first, second = first[along], second[along]
    return np.r_[first, second], np.r_[second, first]


def both_pairs(one: Pairs, other: Pairs, n: int) -> Pairs:
    """Return the pairs that are in one of two lists, each once."""
    return _distinct(np.r_[one[0], other[0]], np.r_[one[1], other[1]], n)


def as_metres(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return polygons in degrees, stretched to metres at their middle latitude.

    Straight lines stay straight, as they would not in a projection, so that a corner
    on a neighbor's border stays on it.
    """
    _, south, _, north = shapely.total_bounds(polygons)
    stretch = np.array([np.cos(np.radians((south + north) / 2)), 1.0]) * _DEGREE
    return np.asarray(shapely.transform(polygons, lambda xy: xy * stretch))


def nearest_gaps(
    polygons: NDArray[np.object_], alone: NDArray[np.int64], reach: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return which of ``alone`` have another zone within ``reach``, and how far off."""
    at, other = _within(polygons[alone], polygons, reach)
    at, other = at[alone[at] != other], other[alone[at] != other]
    distance = shapely.distance(polygons[alone[at]], polygons[other])
    zones, place = np.unique(alone[at], return_inverse=True)
    nearest = np.full(len(zones), np.inf)
    np.minimum.at(nearest, place, distance)
    return zones, nearest


def _within(
    places: NDArray[np.object_], others: NDArray[np.object_], distance: float
) -> Pairs:
    found = shapely.STRtree(others).query(
        places, predicate="dwithin", distance=distance
    )
    return found[0].astype(np.int64), found[1].astype(np.int64)


def _distinct(first: NDArray[np.int64], second: NDArray[np.int64], n: int) -> Pairs:
    apart = first != second
    pairs = np.unique(first[apart] * n + second[apart])
    return pairs // n, pairs % n


def _run_along(
    polygons: NDArray[np.object_],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    tolerance: float,
    common: float,
) -> NDArray[np.bool_]:
    """Return which pairs have a stretch of border in common."""
    borders = shapely.boundary(polygons)
    round_each = shapely.length(borders)
    shorter = np.minimum(round_each[first], round_each[second])
    least = np.maximum(np.minimum(common, _PART * shorter), _CORNER * tolerance)
    # Borders drawn through the same nodes are seen without the tolerance, which
    # takes the longer.
    along = np.asarray(_common(borders[first], borders[second]) > least)
    left = np.flatnonzero(~along)
    if tolerance and len(left):
        wide = borders.copy()
        needed = np.unique(second[left])
        wide[needed] = shapely.buffer(borders[needed], tolerance, quad_segs=2)
        along[left] = _common(borders[first[left]], wide[second[left]]) > least[left]
    return along


def _common(
    borders: NDArray[np.object_], others: NDArray[np.object_]
) -> NDArray[np.float64]:
    return np.asarray(shapely.length(shapely.intersection(borders, others)))


def check_lines(argument: str, streets: gpd.GeoDataFrame) -> None:
    """Raise ValueError unless every geometry is a line with a length."""
    geometry = streets.geometry.to_numpy()
    lines = [shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING]
    bad = ~np.isin(shapely.get_type_id(geometry), lines) | (
        np.nan_to_num(shapely.length(geometry)) <= 0
    )
    raise_for_rows(argument, streets, bad, "lines with a length")


def _stepped(
    grid: GridPositions,
    even: tuple[tuple[int, int], ...],
    odd: tuple[tuple[int, int], ...],
) -> Pairs:
    # A frame of one empty cell around keeps steps from running into the next row.
    row = grid.row - grid.row.min() + 1
    column = grid.column - grid.column.min() + 1
    width = int(column.max()) + 2
    cell = row * width + column
    zone_of = _finder(cell, (int(row.max()) + 2) * width)
    is_odd = grid.row % 2 == 1
    others = np.empty((len(cell), len(even)), dtype=np.int64)
    for at, (one, other) in enumerate(zip(even, odd, strict=True)):
        steps = (one[0] * width + one[1], other[0] * width + other[1])
        step = steps[0] if one == other else np.where(is_odd, steps[1], steps[0])
        others[:, at] = zone_of(cell + step)
    # Steps go from south-west to north-east, as the cells of most grids do.
    if not (cell[1:] > cell[:-1]).all():
        others.sort(axis=1)
    there = others >= 0
    return np.repeat(np.arange(len(cell)), there.sum(axis=1)), others[there]


def _finder(
    cell: NDArray[np.int64], room: int
) -> Callable[[NDArray[np.int64]], NDArray[np.int64]]:
    """Return a function that finds which zone is a cell, -1 where none is."""
    if room <= _ROOMIEST * len(cell):
        zone = np.full(room, -1, dtype=np.int64)
        zone[cell] = np.arange(len(cell))
        return zone.take
    order = np.argsort(cell)

    def found(wanted: NDArray[np.int64]) -> NDArray[np.int64]:
        place = np.searchsorted(cell, wanted, sorter=order)
        other = order[np.minimum(place, len(cell) - 1)]
        return np.where(cell[other] == wanted, other, -1)

    return found
