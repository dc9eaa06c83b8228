"""Which zones are neighbors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely
from libpysal.graph import Graph

from .._checks import check_choice, check_positive, check_whole, sentence
from .._frame_checks import check_geoframe, check_projected, check_unique_labels
from ._adjacency import check_lines, grid_pairs, junction_pairs
from ._grid_index import find_grid
from ._lattice import TOLERANCE
from ._outlines import outlines

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray


def neighbors(
    zones: gpd.GeoDataFrame,
    *,
    contiguity: Literal["queen", "rook"] = "queen",
    radius: float | None = None,
    k: int | None = None,
) -> Graph:
    """Return which zones, or which streets, are neighbors.

    Parameters
    ----------
    zones : GeoDataFrame
        One row a zone (polygons) or a street (lines); the labels are unique.
    contiguity : {"queen", "rook"}, default "queen"
        Zones that share a border point (queen) or a stretch of border (rook).
        Hexagons are the same by both. Streets are neighbors if they share an end.
    radius : float or None, default None
        Instead: those whose centroids lie at most this many metres apart.
    k : int or None, default None
        Instead: for each the ``k`` with the nearest centroids. In a regular grid
        many are equally near and which of them are taken is arbitrary.

    Returns
    -------
    libpysal.graph.Graph
        Binary weights, labelled by the index of ``zones`` and in its order. None is
        its own neighbor (``hot_spots`` adds it); one without neighbors is kept.

    Raises
    ------
    ValueError
        If labels are repeated, both ``radius`` and ``k`` are given, or a distance is
        asked for in a CRS that is not in metres.

    Notes
    -----
    Grids are known by ``estgeo.space_time.grids.grid_positions`` and handled by row
    and column, also when cells are missing. Streets must be split where they meet:
    two lines that cross without an end there are not neighbors. Ends within a
    millimetre are one.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> import estgeo as eg
    >>> squares = [box(0, 0, 1, 1), box(1, 0, 2, 1), box(2, 1, 3, 2)]
    >>> zones = gpd.GeoDataFrame(geometry=squares, index=["a", "b", "c"], crs=3006)
    >>> eg.neighbors(zones)["b"].index.to_list()
    ['a', 'c']
    >>> eg.neighbors(zones, contiguity="rook")["b"].index.to_list()
    ['a']
    """
    check_geoframe("zones", zones)
    check_choice("contiguity", contiguity, ["queen", "rook"])
    if radius is not None and k is not None:
        raise ValueError(sentence("k", "None when 'radius' is given", k))
    check_unique_labels("zones", zones)
    if radius is not None:
        return _within(zones, check_positive("radius", radius))
    if k is not None:
        return _nearest(zones, check_whole("k", k, at_least=1))
    if _are_lines(zones):
        check_lines("zones", zones)
        check_projected("zones", zones)
        return _graph(zones, *junction_pairs(zones))
    grid = find_grid(zones)
    if grid is not None:
        return _graph(zones, *grid_pairs(grid, rook=contiguity == "rook"))
    polygons = zones.geometry.set_axis(zones.index).copy()
    polygons[:] = outlines("zones", zones)
    return Graph.build_contiguity(polygons, rook=contiguity == "rook", strict=True)


def _within(zones: gpd.GeoDataFrame, radius: float) -> Graph:
    check_projected("zones", zones)
    return Graph.build_distance_band(zones.centroid, radius + TOLERANCE, binary=True)


def _nearest(zones: gpd.GeoDataFrame, k: int) -> Graph:
    check_projected("zones", zones)
    if k >= len(zones):
        rule = f"less than the number of zones ({len(zones)})"
        raise ValueError(sentence("k", rule, k))
    return Graph.build_knn(zones.centroid, k)


def _are_lines(zones: gpd.GeoDataFrame) -> bool:
    dimension = shapely.get_dimensions(zones.geometry.to_numpy())
    return bool(len(zones) and (dimension == 1).all())


def _graph(
    zones: gpd.GeoDataFrame, zone: NDArray[np.int64], neighbor: NDArray[np.int64]
) -> Graph:
    alone = np.setdiff1d(np.arange(len(zones)), zone)
    weight = np.r_[np.ones(len(zone), dtype=np.int64), np.zeros_like(alone)]
    zone, neighbor = np.r_[zone, alone], np.r_[neighbor, alone]
    order = np.lexsort([neighbor, zone])
    labels = zones.index.to_numpy()
    return Graph.from_arrays(
        labels[zone[order]], labels[neighbor[order]], weight[order]
    )
