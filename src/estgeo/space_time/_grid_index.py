"""Recognise zones that are cells of a regular grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ._lattice import TOLERANCE, CellKind, Lattice, parse_names

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
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


def find_grid(zones: gpd.GeoDataFrame) -> GridPositions | None:
    """Return the place of each zone in a regular grid, or None if there is none."""
    if len(zones) == 0:
        return None
    polygons = zones.geometry.to_numpy()
    return _by_bounds(polygons) or _by_names(zones, polygons)


def describe(grid: GridPositions | None, n_zones: int) -> str:
    """Return what zones are in a few words, such as "900 squares of 200 m"."""
    if grid is None:
        return f"{n_zones} zones"
    return f"{n_zones} {grid.kind}s of {grid.cell_size:g} m"


def _by_names(
    zones: gpd.GeoDataFrame, polygons: NDArray[np.object_]
) -> GridPositions | None:
    parsed = parse_names(zones.index)
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
    bounds = shapely.bounds(polygons)
    if not np.isfinite(bounds).all():
        return None
    sides = bounds[:, 2:] - bounds[:, :2]
    size = float(sides[0, 0])
    # The bounds of large coordinates carry some 1e-9 of rounding each.
    if size <= 0 or np.abs(sides - size).max() > TOLERANCE:
        return None
    if not np.allclose(shapely.area(polygons), size**2, rtol=1e-6, atol=0):
        return None
    size = _tidy(size)
    corner = bounds[:, :2].min(axis=0)
    places = (bounds[:, :2] - corner) / size
    steps = np.rint(places)
    if np.abs(places - steps).max() * size > TOLERANCE:
        return None
    column, row = steps.astype(np.int64).T
    if _has_twins(row, column):
        return None
    x, y = (_tidy(float(value)) for value in corner)
    if abs(x - size * round(x / size)) + abs(y - size * round(y / size)) <= TOLERANCE:
        # Anchored at the origin of the CRS, as the grids of estgeo are.
        row, column = row + round(y / size), column + round(x / size)
        x = y = 0.0
    return GridPositions("square", size, row, column, x, y, is_whole=True)


def _has_twins(row: NDArray[np.int64], column: NDArray[np.int64]) -> bool:
    places = np.sort((row - row.min()) * (np.ptp(column) + 1) + column - column.min())
    return bool((np.diff(places) == 0).any())


def _tidy(value: float) -> float:
    """Return the whole number that ``value`` is but for rounding, else itself."""
    whole = round(value)
    return float(whole) if abs(value - whole) <= TOLERANCE else value
