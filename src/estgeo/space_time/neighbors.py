"""Which zones are neighbors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from libpysal.graph import Graph

from .._checks import check_choice, check_positive, check_whole, sentence
from .._frame_checks import check_geoframe, check_projected

if TYPE_CHECKING:
    import geopandas as gpd


def neighbors(
    zones: gpd.GeoDataFrame,
    *,
    contiguity: Literal["queen", "rook"] = "queen",
    radius: float | None = None,
    k: int | None = None,
) -> Graph:
    """Return which zones are neighbors.

    Parameters
    ----------
    zones : GeoDataFrame
        One row a zone.
    contiguity : {"queen", "rook"}, default "queen"
        Zones that share a border point (queen) or a stretch of border (rook).
    radius : float or None, default None
        Instead: zones whose centroids lie at most this many metres apart.
    k : int or None, default None
        Instead: the ``k`` zones with the nearest centroids.

    Returns
    -------
    libpysal.graph.Graph
        Binary weights, labelled by the index of ``zones``. A zone is not its own
        neighbor; ``hot_spots`` adds it.

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
    if not zones.index.is_unique:
        raise ValueError(sentence("zones", "a frame with unique labels", "repeated"))
    if radius is not None:
        check_projected("zones", zones)
        threshold = check_positive("radius", radius)
        return Graph.build_distance_band(zones.centroid, threshold, binary=True)
    if k is not None:
        check_projected("zones", zones)
        return Graph.build_knn(zones.centroid, check_whole("k", k, at_least=1))
    return Graph.build_contiguity(zones, rook=contiguity == "rook", strict=True)
