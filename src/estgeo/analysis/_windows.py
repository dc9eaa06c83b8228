"""Which zones make up the window of each zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import shapely
from libpysal.graph import Graph

from .._checks import check_positive, sentence
from .._frame_checks import check_geoframe, check_projected
from ..stats._window_sums import disc_half_widths, grid_windows, sparse_windows

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from ..stats._window_sums import Windows

    Integers = NDArray[np.int64]

_CONTIGUITY = {"queen": (1, 1), "rook": (1, 0)}
# A grid may fill little of its rectangle, but not so little that memory runs out.
_EMPTIEST_RECTANGLE = 50

Neighbors: TypeAlias = str | float | Graph


def windows_of(zones: gpd.GeoDataFrame, neighbors: Neighbors) -> Windows:
    """Return the window of each zone: itself and its neighbours.

    Parameters
    ----------
    zones : GeoDataFrame
        One row a zone.
    neighbors : {"queen", "rook"}, float or libpysal Graph
        Zones that share a corner or a side, a side, or whose centroids lie within a
        radius in metres; of a Graph only who is linked matters, not the weights.

    Raises
    ------
    ValueError
        If ``neighbors`` is none of these, or the Graph is about other zones.
    """
    check_geoframe("zones", zones)
    if isinstance(neighbors, Graph):
        return sparse_windows(_matrix_of(neighbors, zones))
    check_projected("zones", zones)
    radius = 0.0
    if not isinstance(neighbors, str):
        radius = check_positive("neighbors", neighbors)
    elif neighbors not in _CONTIGUITY:
        rule = "'queen', 'rook', a radius in metres or a Graph"
        raise ValueError(sentence("neighbors", rule, repr(neighbors)))
    places = _grid_places(zones)
    if places is not None:
        rows, columns, size = places
        widths = _CONTIGUITY.get(str(neighbors)) or disc_half_widths(radius / size)
        return grid_windows(rows, columns, widths)
    plain = zones.geometry.reset_index(drop=True)
    if radius > 0:
        graph = Graph.build_distance_band(plain.centroid, radius, binary=True)
    else:
        graph = Graph.build_contiguity(plain, rook=neighbors == "rook")
    return sparse_windows(graph.sparse)


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


def _grid_places(zones: gpd.GeoDataFrame) -> tuple[Integers, Integers, float] | None:
    """Return row, column and cell size of equal squares on a grid, else None."""
    if len(zones) < 2 or not (zones.geom_type == "Polygon").all():
        return None
    west, south, east, north = zones.bounds.to_numpy().T
    size = float(east[0] - west[0])
    sides = np.concatenate([east - west, north - south])
    slack = 1e-6 * size
    if size <= 0 or (np.abs(sides - size) > slack).any():
        return None
    areas = shapely.area(zones.geometry.to_numpy())
    columns, rows = (west - west.min()) / size, (south - south.min()) / size
    whole = np.stack([np.rint(rows), np.rint(columns)])
    if (
        (np.abs(areas - size**2) > 1e-6 * size**2).any()
        or (np.abs(whole[0] - rows) > 1e-6).any()
        or (np.abs(whole[1] - columns) > 1e-6).any()
    ):
        return None
    rows, columns = whole.astype(np.int64)
    place = rows * (columns.max() + 1) + columns
    rectangle = (rows.max() + 1) * (columns.max() + 1)
    if rectangle > _EMPTIEST_RECTANGLE * len(zones) + 10_000:
        return None
    if np.bincount(place).max() > 1:
        return None
    return rows, columns, size
