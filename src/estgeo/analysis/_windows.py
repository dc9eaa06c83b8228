"""Which zones make up the window of each zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from weakref import WeakKeyDictionary

import lazy_loader
import numpy as np
import scipy

from .._checks import check_positive, sentence
from .._frame_checks import check_geoframe, check_projected
from ..space_time._adjacency import grid_pairs
from ..space_time.grids import grid_positions
from ..space_time.neighbors import neighbors as linked
from ..stats._window_sums import (
    GridWindows,
    SparseWindows,
    disc_half_widths,
    grid_windows,
    sparse_windows,
)

if TYPE_CHECKING:
    import geopandas as gpd
    from libpysal.graph import Graph
    from libpysal.weights import W

    from ..space_time.grids import GridPositions

libpysal = lazy_loader.load("libpysal")

_CONTIGUITY: dict[str, tuple[int, ...]] = {"queen": (1, 1), "rook": (1, 0)}
# A grid may fill little of its rectangle, but not so little that memory runs out.
_EMPTIEST_RECTANGLE = 50

# Windows of the grids that are remembered, for as long as they are.
_MADE: WeakKeyDictionary[GridPositions, dict[tuple[int, ...], GridWindows]]
_MADE = WeakKeyDictionary()

Neighbors: TypeAlias = "str | float | Graph | W"


def windows_of(
    zones: gpd.GeoDataFrame, neighbors: Neighbors
) -> GridWindows | SparseWindows:
    """Return the window of each zone: itself and its neighbours.

    Parameters
    ----------
    zones : GeoDataFrame
        One row a zone.
    neighbors : {"queen", "rook"}, float, libpysal Graph or W
        Zones that share a corner or a side, a side, or whose centroids lie within a
        radius in metres; of a Graph only who is linked matters, not the weights.

    Raises
    ------
    ValueError
        If ``neighbors`` is none of these, or the Graph is about other zones.
    """
    check_geoframe("zones", zones)
    if not isinstance(neighbors, str | int | float | np.number):
        given = _given_windows(zones, neighbors)
        if given is not None:
            return given
    check_projected("zones", zones)
    radius = 0.0
    if not isinstance(neighbors, str):
        radius = check_positive("neighbors", neighbors)
    elif neighbors not in _CONTIGUITY:
        rule = "'queen', 'rook', a radius in metres, a Graph or a W"
        raise ValueError(sentence("neighbors", rule, repr(neighbors)))
    grid = grid_positions(zones)
    if grid is not None and _is_dense(grid) and (grid.is_whole or not radius):
        cells = radius / grid.cell_size
        widths = disc_half_widths(cells) if radius else _CONTIGUITY[str(neighbors)]
        made = _MADE.setdefault(grid, {})
        if widths not in made:
            made[widths] = grid_windows(grid.row, grid.column, widths)
        return made[widths]
    plain = zones[[zones.geometry.name]].reset_index(drop=True)
    if radius:
        return sparse_windows(linked(plain, radius=radius).sparse)
    sides: Literal["queen", "rook"] = "queen" if neighbors == "queen" else "rook"
    return sparse_windows(linked(plain, contiguity=sides).sparse)


def _given_windows(
    zones: gpd.GeoDataFrame, neighbors: Graph | W
) -> SparseWindows | None:
    """Return the windows of links made by libpysal, None of anything else."""
    if isinstance(neighbors, libpysal.weights.W):
        if _is_numbered(neighbors, zones):
            return sparse_windows(neighbors.sparse)
        neighbors = libpysal.graph.Graph.from_W(neighbors)
    if isinstance(neighbors, libpysal.graph.Graph):
        return sparse_windows(_matrix_of(neighbors, zones))
    return None


def neighbors_named(neighbors: Neighbors) -> str | float:
    """Return what provenance says of the neighbours that were asked for."""
    return neighbors if isinstance(neighbors, str | int | float) else "Graph"


def graph_of(zones: gpd.GeoDataFrame, neighbors: Neighbors) -> Graph:
    """Return the links of :func:`windows_of`, labelled 0, 1, ... by position."""
    windows = windows_of(zones, neighbors)
    if isinstance(windows, GridWindows):
        rule: Literal["queen", "rook"] = "rook" if neighbors == "rook" else "queen"
        radius = None if isinstance(neighbors, str) else float(neighbors)
        plain = zones[[zones.geometry.name]].reset_index(drop=True)
        return linked(plain, contiguity=rule, radius=radius)
    matrix = windows.matrix.copy()
    matrix.setdiag(0)
    matrix.eliminate_zeros()
    return libpysal.graph.Graph.from_sparse(matrix)


def links_of(zones: gpd.GeoDataFrame, neighbors: Neighbors) -> Any:
    """Return the same links as a sparse matrix of ones, without a Graph of a grid."""
    windows = windows_of(zones, neighbors)
    if isinstance(windows, SparseWindows):
        matrix = windows.matrix.copy()
        matrix.setdiag(0)
        matrix.eliminate_zeros()
        return scipy.sparse.csr_array(matrix.astype(np.float64))
    grid = grid_positions(zones)
    if grid is None or not isinstance(neighbors, str):
        return graph_of(zones, neighbors).sparse.tocsr()
    pairs = grid_pairs(grid, rook=neighbors == "rook")
    ones = np.ones(len(pairs[0]))
    return scipy.sparse.csr_array((ones, pairs), shape=(len(zones), len(zones)))


def _is_numbered(weights: W, zones: gpd.GeoDataFrame) -> bool:
    """Return whether a W knows zones by their place only, not by their labels."""
    places = range(len(zones))
    return list(weights.id_order) == list(places) and set(zones.index) != set(places)


def _matrix_of(graph: Graph, zones: gpd.GeoDataFrame) -> object:
    """Return the graph's adjacency in the order of ``zones``."""
    if not zones.index.is_unique:
        remedy = "Number them anew: zones.reset_index()."
        rule = "indexed by labels that occur once, to go with a Graph"
        raise ValueError(sentence("zones", rule, "repeated labels", remedy))
    order = graph.unique_ids.get_indexer(zones.index)
    if len(graph.unique_ids) != len(zones) or (order < 0).any():
        got = f"{graph.n} zones, {(order >= 0).sum()} of them among these"
        rule = f"a Graph of the same {len(zones)} zones"
        raise ValueError(sentence("neighbors", rule, got))
    return graph.sparse.tocsr()[order][:, order]


def _is_dense(grid: GridPositions) -> bool:
    """Tell whether squares fill enough of their rectangle to be handled as one."""
    height, width = np.ptp(grid.row) + 1, np.ptp(grid.column) + 1
    roomy = int(height) * int(width) <= _EMPTIEST_RECTANGLE * grid.row.size + 10_000
    return grid.kind == "square" and roomy
