"""Which zones are neighbors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import lazy_loader
import numpy as np
import pandas as pd
import shapely

from .._checks import (
    check_choice,
    check_not_negative,
    check_positive,
    check_whole,
    sentence,
    warn_user,
)
from .._frame_checks import check_geoframe, check_projected, check_unique_labels
from ..words.hot_spots import gap_words
from ._adjacency import (
    as_metres,
    border_pairs,
    both_pairs,
    check_lines,
    grid_pairs,
    junction_pairs,
    nearest_gaps,
)
from ._grid_index import find_grid
from ._lattice import TOLERANCE
from ._locating import outlines

if TYPE_CHECKING:
    import geopandas as gpd
    from libpysal.graph import Graph
    from numpy.typing import NDArray

    from ._adjacency import Pairs

libpysal = lazy_loader.load("libpysal")

# A zone without neighbors is looked at twice when another lies as near as this.
_NEAR = 1.0


def neighbors(
    zones: gpd.GeoDataFrame,
    *,
    contiguity: Literal["queen", "rook"] = "queen",
    tolerance: float = 0.01,
    radius: float | None = None,
    k: int | None = None,
) -> Graph:
    """Return which zones, or which streets, are neighbors.

    Parameters
    ----------
    zones : GeoDataFrame
        One row a zone (polygons) or a street (lines); the labels are unique.
    contiguity : {"queen", "rook"}, default "queen"
        Zones that share a border point (queen) or a stretch of border (rook): more
        than a metre of it, or a hundredth of the shorter perimeter in small zones.
        Zones that overlap are neighbors by queen. Hexagons are the same by both.
        Streets are neighbors if they share an end.
    tolerance : float, default 0.01
        How far apart, in metres, borders (or ends of streets) may lie and still be
        the same.
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
        If labels are repeated, a zone is no polygon, both ``radius`` and ``k`` are
        given, or a distance is asked for in a CRS that is not in metres.

    Warns
    -----
    UserWarning
        If a zone has no neighbor although another lies within a metre.

    Notes
    -----
    Real layers are drawn by hand, simplified, taken to another CRS and back: borders
    that are the same in the world differ by a hair on the map. Therefore the
    distance counts, not equal corners. Zones in degrees are compared both as drawn
    and in the UTM zone of their middle, and neighbors in one are neighbors.

    Grids are known by ``estgeo.space_time.grids.grid_positions`` and handled by row
    and column, also when cells are missing. Streets must be split where they meet:
    two lines that cross without an end there are not neighbors.

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
    tolerance = check_not_negative("tolerance", tolerance)
    if _are_lines(zones):
        check_lines("zones", zones)
        check_projected("zones", zones)
        return _graph(zones, junction_pairs(zones, tolerance / _metres_of(zones)))
    grid = find_grid(zones)
    if grid is not None:
        return _graph(zones, grid_pairs(grid, rook=contiguity == "rook"))
    return _graph(zones, _contiguous(zones, tolerance, rook=contiguity == "rook"))


def _contiguous(zones: gpd.GeoDataFrame, tolerance: float, *, rook: bool) -> Pairs:
    """Return the pairs of zones that share a border, and warn of near misses."""
    polygons = outlines("zones", zones)
    in_degrees = zones.crs is not None and zones.crs.is_geographic
    unit = 1.0 if in_degrees else _metres_of(zones)
    if in_degrees:
        projected = zones.set_geometry(polygons, crs=zones.crs)
        projected = projected.to_crs(projected.estimate_utm_crs())
        polygons = as_metres(polygons)
    pairs = border_pairs(polygons, tolerance, unit=unit, rook=rook)
    if in_degrees:
        in_plane = outlines("zones", projected)
        others = border_pairs(in_plane, tolerance, unit=1.0, rook=rook)
        pairs = both_pairs(pairs, others, len(zones))
    alone = np.setdiff1d(np.arange(len(zones)), pairs[0])
    near, gaps = nearest_gaps(polygons, alone, _NEAR / unit)
    apart = gaps * unit > tolerance  # zones that only meet in a corner have no gap
    if apart.any():
        _warn_of_gaps(zones, near[apart], gaps[apart] * unit)
    return pairs


def _warn_of_gaps(
    zones: gpd.GeoDataFrame, near: NDArray[np.int64], gaps: NDArray[np.float64]
) -> None:
    first, widest = str(zones.index[near[0]]), float(gaps.max())
    warn_user(gap_words(len(near), len(zones), first, widest, "en"))


def _metres_of(zones: gpd.GeoDataFrame) -> float:
    """Return the length of the unit of the CRS in metres."""
    if zones.crs is None or not zones.crs.axis_info:
        return 1.0
    return float(zones.crs.axis_info[0].unit_conversion_factor)


def _within(zones: gpd.GeoDataFrame, radius: float) -> Graph:
    check_projected("zones", zones)
    return libpysal.graph.Graph.build_distance_band(
        zones.centroid, radius + TOLERANCE, binary=True
    )


def _nearest(zones: gpd.GeoDataFrame, k: int) -> Graph:
    check_projected("zones", zones)
    if k >= len(zones):
        rule = f"less than the number of zones ({len(zones)})"
        raise ValueError(sentence("k", rule, k))
    return libpysal.graph.Graph.build_knn(zones.centroid, k)


def _are_lines(zones: gpd.GeoDataFrame) -> bool:
    shapes = zones.geometry.to_numpy()
    if len(shapes) == 0 or shapely.get_dimensions(shapes[0]) != 1:
        return False
    return bool((shapely.get_dimensions(shapes) == 1).all())


def _graph(zones: gpd.GeoDataFrame, pairs: Pairs) -> Graph:
    zone, neighbor = pairs
    weight = np.ones(len(zone), dtype=np.int64)
    alone = np.flatnonzero(np.bincount(zone, minlength=len(zones)) == 0)
    if len(alone):
        zone, neighbor = np.r_[zone, alone], np.r_[neighbor, alone]
        weight = np.r_[weight, np.zeros_like(alone)]
    # Faster than a sort, and nothing to do where pairs come in order.
    place = zone * len(zones) + neighbor
    if (place[1:] < place[:-1]).any():
        order = np.argsort(place)
        zone, neighbor, weight = zone[order], neighbor[order], weight[order]
    # By place in the index: no label is looked up again.
    labels = zones.index
    if type(labels) is not pd.Index:
        labels = pd.Index(labels.to_numpy(), tupleize_cols=False)
    index = pd.MultiIndex(
        levels=[labels, labels],
        codes=[zone, neighbor],  # type: ignore[list-item]
        names=["focal", "neighbor"],
        verify_integrity=False,
    )
    adjacency = pd.Series(weight, name="weight", index=index)
    return libpysal.graph.Graph(adjacency, is_sorted=True)
