"""Grids of squares and hexagons that lie still from week to week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .._checks import check_positive, sentence
from .._frame_checks import check_geoframe, check_polygons, check_projected
from ._grid_index import GridPositions, find_grid, remember
from ._lattice import TOLERANCE, CellKind, Lattice

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["GridPositions", "grid_positions", "hexagon_grid", "square_grid"]

# A grid of more cells than this is a slip of the pen (0.1 m for 10 m).
MOST_CELLS = 20_000_000


def square_grid(area: gpd.GeoDataFrame, *, cell_size: float) -> gpd.GeoDataFrame:
    """Cover an area with squares whose sides are multiples of the cell size.

    The squares are anchored at the origin of the CRS and never at the data, so that
    next week's grid has the same cells. In SWEREF 99 TM they are those of the
    statistics of Sweden (SCB).

    Parameters
    ----------
    area : GeoDataFrame
        Polygons, in a projected CRS in metres.
    cell_size : float
        Side of a square, in metres.

    Returns
    -------
    GeoDataFrame
        The squares whose inside meets ``area``, whole (not clipped), from south to
        north and west to east. The index, ``cell_id``, holds size and south-west
        corner, such as ``100mN6570100E512300``.

    Raises
    ------
    ValueError
        If ``area`` is not made of polygons in a projected CRS in metres, or
        ``cell_size`` is not positive.

    Notes
    -----
    Cells are half open: a point on the border of two cells belongs to the one to the
    east or north. See ``count_in_zones``.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> import estgeo as eg
    >>> area = gpd.GeoDataFrame(geometry=[box(130, 80, 250, 190)], crs=3006)
    >>> eg.square_grid(area, cell_size=100).index.to_list()
    ['100mN0E100', '100mN0E200', '100mN100E100', '100mN100E200']
    """
    return _grid(area, "square", cell_size)


def hexagon_grid(area: gpd.GeoDataFrame, *, cell_size: float) -> gpd.GeoDataFrame:
    """Cover an area with hexagons that stand on a corner.

    Parameters
    ----------
    area : GeoDataFrame
        Polygons, in a projected CRS in metres.
    cell_size : float
        Width of a hexagon between two opposite sides, in metres. It is also the
        distance between the centres of two neighbors.

    Returns
    -------
    GeoDataFrame
        The hexagons whose inside meets ``area``, whole, from south to north and west
        to east. The index, ``cell_id``, holds size and centre (to the metre), such
        as ``hex100mN6570106E512350``.

    Raises
    ------
    ValueError
        If ``area`` is not made of polygons in a projected CRS in metres, or
        ``cell_size`` is not positive.

    Notes
    -----
    Rows lie ``cell_size * sqrt(3) / 2`` apart; odd rows are shifted half a width to
    the east. Row 0 and column 0 are centred on the origin of the CRS. The area of a
    cell is ``cell_size**2 * sqrt(3) / 2``.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> import estgeo as eg
    >>> area = gpd.GeoDataFrame(geometry=[box(60, 10, 140, 20)], crs=3006)
    >>> eg.hexagon_grid(area, cell_size=100).index.to_list()
    ['hex100mN0E100']
    """
    return _grid(area, "hexagon", cell_size)


def grid_positions(zones: gpd.GeoDataFrame) -> GridPositions | None:
    """Tell where each zone stands in a regular grid, if the zones are one.

    What is known to be a grid can be handled by whole numbers: points are found by
    arithmetic, neighbors are found without any geometry.

    Parameters
    ----------
    zones : GeoDataFrame
        Any polygons.

    Returns
    -------
    GridPositions or None
        Rows and columns in the order of ``zones``; None if the zones are no grid.
        Grids are known by the ids that ``square_grid`` and ``hexagon_grid`` give
        (also after some cells were dropped, clipped or reprojected), and squares of
        one size in line with each other by their geometry.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> from estgeo.space_time.grids import grid_positions
    >>> squares = gpd.GeoDataFrame(geometry=[box(0, 0, 5, 5), box(10, 5, 15, 10)])
    >>> found = grid_positions(squares)
    >>> found.cell_size, found.row.tolist(), found.column.tolist()
    (5.0, [0, 1], [0, 2])
    """
    check_geoframe("zones", zones)
    return find_grid(zones)


def _grid(area: gpd.GeoDataFrame, kind: CellKind, cell_size: float) -> gpd.GeoDataFrame:
    check_polygons("area", area)
    check_projected("area", area)
    lattice = Lattice(kind, check_positive("cell_size", cell_size))
    polygons = area.geometry.to_numpy()
    row, column = _rectangle(lattice, shapely.total_bounds(polygons))
    cells = lattice.polygons(row, column)
    kept = _meeting(cells, polygons, kind)
    row, column = row[kept], column[kept]
    index = pd.Index(lattice.names(row, column), name="cell_id")
    grid = gpd.GeoDataFrame(geometry=cells[kept], index=index, crs=area.crs)
    if len(grid) and _is_plain(lattice):
        positions = GridPositions(
            kind, lattice.cell_size, row, column, 0.0, 0.0, is_whole=True
        )
        remember(grid, positions)
    return grid


def _is_plain(lattice: Lattice) -> bool:
    """Tell whether outlines and ids give the cell size back without rounding."""
    size = lattice.cell_size
    return (
        size == round(size)
        if lattice.kind == "square"
        else size == float(f"{size:.12g}")
    )


def _rectangle(
    lattice: Lattice, bounds: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows and columns of all cells that may meet a rectangle."""
    rows, columns = lattice.locate(bounds[0::2], bounds[1::2])
    n_rows, n_columns = (int(v[1] - v[0]) + 3 for v in (rows, columns))
    if n_rows * n_columns > MOST_CELLS:
        got = f"a size that gives {n_rows} rows of {n_columns} cells"
        raise ValueError(
            sentence("cell_size", f"large enough for {MOST_CELLS} cells", got)
        )
    row, column = np.divmod(np.arange(n_rows * n_columns), n_columns)
    return row + rows[0] - 1, column + columns[0] - 1


def _meeting(
    cells: NDArray[np.object_], polygons: NDArray[np.object_], kind: CellKind
) -> NDArray[np.bool_]:
    """Tell which cells have more than a border in common with the polygons."""
    # Shrunk by the tolerance, a cell that only touches does not meet.
    shrunk = _shrunk(cells, kind)
    tree = shapely.STRtree(shrunk)
    found = tree.query(polygons, predicate="intersects")[1]
    kept = np.zeros(len(cells), dtype=bool)
    kept[found] = True
    return kept


def _shrunk(cells: NDArray[np.object_], kind: CellKind) -> NDArray[np.object_]:
    """Return cells whose corners are drawn a micrometre towards their centres."""
    bounds = shapely.bounds(cells)
    if kind == "square":
        west, south, east, north = bounds.T
        boxes: NDArray[np.object_] = shapely.box(
            west + TOLERANCE, south + TOLERANCE, east - TOLERANCE, north - TOLERANCE
        )
        return boxes
    corners, cell = shapely.get_coordinates(cells, return_index=True)
    centre = (bounds[:, :2] + bounds[:, 2:])[cell] / 2
    drawn: NDArray[np.object_] = shapely.polygons(
        shapely.linearrings(
            corners - TOLERANCE * np.sign(corners - centre), indices=cell
        )
    )
    return drawn
