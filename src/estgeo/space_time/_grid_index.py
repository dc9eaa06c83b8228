"""Recognise zones that are cells of a regular grid."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ._lattice import TOLERANCE, CellKind, Lattice, parse_names

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

# Zones looked at before all of them are: most layers that are no grid fail at once.
_SAMPLE = 32
_SAME_AREA = 1e-6  # of the area of a square
# A table with a place for each cell may be this many times larger than the grid.
_ROOMIEST = 8


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class GridPositions:
    """Where each zone stands in a regular grid.

    Attributes
    ----------
    kind : {"square", "hexagon"}
        Shape of the cells. Odd rows of hexagons are shifted half a cell to the east.
    cell_size : float
        Side of a square, or width of a hexagon between opposite sides, in metres.
    row, column : ndarray of int
        Row (counted northwards) and column (counted eastwards) of each zone, in the
        order of the zones; negative south and west of the origin.
    x, y : float
        Corner of the square, or centre of the hexagon, of row 0 and column 0.
    is_whole : bool
        Every zone is a whole cell. False for grids that were clipped or reprojected
        and are known by their ids alone: good for neighbors, not for finding points.
    """

    kind: CellKind
    cell_size: float
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    x: float
    y: float
    is_whole: bool

    @property
    def lattice(self) -> Lattice:
        """The endless lattice that the cells are taken from."""
        return Lattice(self.kind, self.cell_size, self.x, self.y)


@dataclass(frozen=True, slots=True)
class _Remembered:
    """What was found for an array of zones, and what it held when that was found.

    ``held`` are the same geometries: while they live, no other can have their address.
    ``owner`` lets go of all this when the array itself is let go of.
    """

    held: NDArray[np.object_]
    index: pd.Index
    grid: GridPositions | None
    owner: weakref.ref[NDArray[np.object_]]


# By address, length and stride of the array of geometries; the latest few.
_MEMORY: dict[tuple[int, int, int], _Remembered] = {}
_MOST_REMEMBERED = 16


def find_grid(zones: gpd.GeoDataFrame) -> GridPositions | None:
    """Return the place of each zone in a regular grid, or None if there is none.

    What was found is remembered with the array of geometries, which frames made from
    each other by ``assign``, ``join`` or ``reset_index`` share.
    """
    if len(zones) == 0:
        return None
    polygons = np.asarray(zones.geometry.array)
    known = _MEMORY.get(_key(polygons))
    if known is not None and _holds_for(known, zones, polygons):
        return known.grid
    grid = _by_bounds(polygons) or _by_names(zones, polygons)
    remember(zones, grid)
    return grid


def remember(zones: gpd.GeoDataFrame, grid: GridPositions | None) -> None:
    """Keep what is known of ``zones`` for as long as their geometries are in memory."""
    polygons = np.asarray(zones.geometry.array)
    key, owner = _key(polygons), polygons
    while isinstance(owner.base, np.ndarray):
        owner = owner.base
    forget = _MEMORY.pop
    gone = weakref.ref(owner, lambda _: forget(key, None))
    _MEMORY[key] = _Remembered(polygons.copy(), zones.index, grid, gone)
    for oldest in list(_MEMORY)[:-_MOST_REMEMBERED]:
        forget(oldest, None)


def _key(polygons: NDArray[np.object_]) -> tuple[int, int, int]:
    address: int = polygons.__array_interface__["data"][0]
    return address, polygons.size, polygons.strides[0]


def _holds_for(
    known: _Remembered, zones: gpd.GeoDataFrame, polygons: NDArray[np.object_]
) -> bool:
    """Tell whether the array still holds the same, and the ids if they were needed."""
    if not np.array_equal(_addresses(known.held), _addresses(polygons)):
        return False
    grid = known.grid
    by_shape = grid is not None and grid.kind == "square" and grid.is_whole
    return by_shape or known.index.is_(zones.index)


class _Addresses:
    """The same memory as an array of objects, as the whole numbers that it holds."""

    def __init__(self, objects: NDArray[np.object_]) -> None:
        self.__array_interface__: dict[str, Any] = dict(objects.__array_interface__)
        self.__array_interface__ |= {"typestr": "<i8", "descr": [("", "<i8")]}


def _addresses(objects: NDArray[np.object_]) -> NDArray[np.int64]:
    """Return where in memory each object lies: equal if and only if it is the same."""
    return np.asarray(_Addresses(objects))


def describe(grid: GridPositions | None, n_zones: int) -> str:
    """Return what zones are in a few words, such as "900 squares of 200 m"."""
    if grid is None:
        return f"{n_zones} zones"
    return f"{n_zones} {grid.kind}s of {grid.cell_size:g} m"


def _by_names(
    zones: gpd.GeoDataFrame, polygons: NDArray[np.object_]
) -> GridPositions | None:
    parsed = parse_names(zones.index[:1]) and parse_names(zones.index)
    if parsed is None:
        return None
    lattice, row, column = parsed
    if _has_twins(row, column):
        return None
    expected = lattice.polygons(row, column)
    slack = 1e3 * TOLERANCE
    same_bounds = np.abs(shapely.bounds(polygons) - shapely.bounds(expected)) <= slack
    same_area = np.isclose(shapely.area(polygons), shapely.area(expected), rtol=1e-6)
    whole = bool(same_bounds.all() and same_area.all())
    return GridPositions(
        lattice.kind, lattice.cell_size, row, column, lattice.x, lattice.y, whole
    )


def _by_bounds(polygons: NDArray[np.object_]) -> GridPositions | None:
    few = polygons[:_SAMPLE]
    if _size_of_squares(few, shapely.bounds(few)) is None:
        return None
    bounds = shapely.bounds(polygons)
    size = _size_of_squares(polygons, bounds)
    if size is None:
        return None
    column, row = (_steps(bounds[:, axis], size) for axis in (0, 1))
    if column is None or row is None or _has_twins(row, column):
        return None
    x, y = (_tidy(float(bounds[:, axis].min())) for axis in (0, 1))
    if abs(x - size * round(x / size)) + abs(y - size * round(y / size)) <= TOLERANCE:
        # Anchored at the origin of the CRS, as the grids of estgeo are.
        row, column = row + round(y / size), column + round(x / size)
        x = y = 0.0
    return GridPositions("square", size, row, column, x, y, is_whole=True)


def _size_of_squares(
    polygons: NDArray[np.object_], bounds: NDArray[np.float64]
) -> float | None:
    """Return the side of squares of one size, None if they are not."""
    west, south, east, north = bounds.T
    size = float(east[0] - west[0])
    # The bounds of large coordinates carry some 1e-9 of rounding each; what is empty
    # or missing has none, and no comparison with it is true.
    for low, high in ((west, east), (south, north)):
        sides = high - low
        if not (size > 0 and sides.max() - size <= TOLERANCE):
            return None
        if not size - sides.min() <= TOLERANCE:
            return None
    away = shapely.area(polygons)
    away -= size**2
    np.abs(away, out=away)
    return _tidy(size) if away.max() <= _SAME_AREA * size**2 else None


def _steps(starts: NDArray[np.float64], size: float) -> NDArray[np.int64] | None:
    """Return how many cells from the first each starts, None if not in line with it."""
    places = starts - starts.min()
    places /= size
    steps = np.rint(places)
    places -= steps
    np.abs(places, out=places)
    return None if places.max() * size > TOLERANCE else steps.astype(np.int64)


def _has_twins(row: NDArray[np.int64], column: NDArray[np.int64]) -> bool:
    row, column = row - row.min(), column - column.min()
    wide = int(column.max()) + 1
    places = row * wide + column
    room = (int(row.max()) + 1) * wide
    if room <= _ROOMIEST * places.size:
        taken = np.zeros(room, dtype=np.bool_)
        taken[places] = True
        return bool(np.count_nonzero(taken) < places.size)
    places.sort()
    return bool((np.diff(places) == 0).any())


def _tidy(value: float) -> float:
    """Return the whole number that ``value`` is but for rounding, else itself."""
    whole = round(value)
    return float(whole) if abs(value - whole) <= TOLERANCE else value
