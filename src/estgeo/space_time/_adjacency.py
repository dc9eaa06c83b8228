"""Pairs of neighbors, as positions; grids by whole numbers, streets by junctions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from .._frame_checks import raise_for_rows

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from ._grid_index import GridPositions

    Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]

# (row step, column step) to the neighbors of a square.
_ROOK = ((-1, 0), (0, -1), (0, 1), (1, 0))
_QUEEN = (*_ROOK, (-1, -1), (-1, 1), (1, -1), (1, 1))

# (row step, column step) to the neighbors of a hexagon, in even rows and in odd.
_EVEN_ROW = ((-1, -1), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 0))
_ODD_ROW = ((-1, 0), (-1, 1), (0, -1), (0, 1), (1, 0), (1, 1))

# Ends of streets within a millimetre are the same junction.
_JUNCTION = 1e-3


def grid_pairs(grid: GridPositions, *, rook: bool) -> Pairs:
    """Return (zone, neighbor) for all neighbors in a grid."""
    if grid.kind == "square":
        return _stepped(grid, _ROOK if rook else _QUEEN, _ROOK if rook else _QUEEN)
    return _stepped(grid, _EVEN_ROW, _ODD_ROW)


def junction_pairs(streets: gpd.GeoDataFrame) -> Pairs:
    """Return (street, neighbor) for all streets that share an end."""
    lines = shapely.line_merge(streets.geometry.to_numpy())
    parts, street = shapely.get_parts(lines, return_index=True)
    ends = np.concatenate([shapely.get_point(parts, at) for at in (0, -1)])
    xy = np.rint(shapely.get_coordinates(ends) / _JUNCTION).astype(np.int64)
    _, junction = np.unique(xy, axis=0, return_inverse=True)
    meets = pd.DataFrame({"junction": junction, "street": np.tile(street, 2)})
    both = meets.merge(meets, on="junction", suffixes=("", "_other"))
    both = both[both["street"] != both["street_other"]]
    pairs = both[["street", "street_other"]].drop_duplicates().to_numpy()
    return pairs[:, 0], pairs[:, 1]


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
    order = np.argsort(cell)
    is_odd = grid.row % 2 == 1
    pairs = []
    for (even_row, even_column), (odd_row, odd_column) in zip(even, odd, strict=True):
        step = np.where(
            is_odd, odd_row * width + odd_column, even_row * width + even_column
        )
        place = np.searchsorted(cell, cell + step, sorter=order)
        other = order[np.minimum(place, len(cell) - 1)]
        meets = np.flatnonzero(cell[other] == cell + step)
        pairs.append(np.stack([meets, other[meets]]))
    zone, neighbor = np.concatenate(pairs, axis=1)
    return zone, neighbor
