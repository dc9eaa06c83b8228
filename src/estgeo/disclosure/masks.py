"""Move points for inside use, so that a map shows about where and not exactly where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import geopandas as gpd
import numpy as np
import shapely
from scipy import spatial

from .._checks import (
    check_choice,
    check_not_negative,
    check_positive,
    check_whole,
    random_generator,
    sentence,
)
from .._frame_checks import check_points, check_projected, in_crs_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .._checks import RandomState

    Floats = NDArray[np.float64]

Mask = Literal["grid", "donut", "voronoi"]
MASKS: tuple[Mask, ...] = ("grid", "donut", "voronoi")


def mask_incidents(
    incidents: gpd.GeoDataFrame,
    *,
    method: Mask = "donut",
    at_least: float = 50,
    at_most: float = 150,
    cell_size: float = 100,
    addresses: gpd.GeoDataFrame | None = None,
    k: int = 5,
    rng: RandomState = None,
) -> gpd.GeoDataFrame:
    """Move every point so that its exact place cannot be read off a map.

    For inside use only: a masked point map is still a point map, and readers take it
    for the truth. What is to be spread is made by :func:`estgeo.publish`.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points in a projected CRS in metres.
    method : {"donut", "grid", "voronoi"}, default "donut"
        "donut" [1]_ moves each point a random distance, evenly by area, between
        ``at_least`` and ``at_most``; "grid" moves it to the middle of its square;
        "voronoi" [2]_ to the nearest place that lies as close to another address.
    at_least, at_most : float, default 50 and 150
        Metres, for "donut". With ``addresses``, ``at_most`` grows for a point until
        ``k`` of them lie within it.
    cell_size : float, default 100
        Metres, for "grid"; squares are anchored at multiples of it.
    addresses : GeoDataFrame, optional
        Points where people live. Required for "voronoi".
    k : int, default 5
        Addresses among which a point should be lost.
    rng : None, int or numpy.random.Generator, optional
        Source of random numbers for "donut".

    Returns
    -------
    GeoDataFrame
        ``incidents`` with moved points and two columns: ``mask_distance`` (metres) and
        ``k_reached`` (addresses at least as near to the moved point as the true place
        is; NaN without ``addresses``).

    Raises
    ------
    ValueError
        If the CRS is not projected, or a distance is out of its range.

    References
    ----------
    .. [1] Hampton, K. H. et al. (2010). Mapping health data: improved privacy
       protection with donut method geomasking. American Journal of Epidemiology
       172(9), 1062-1069.
    .. [2] Seidl, D. E. et al. (2015). Spatial obfuscation methods for privacy
       protection of household-level data. Applied Geography 63, 253-263.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import estgeo as eg
    >>> point = gpd.GeoDataFrame(
    ...     geometry=gpd.points_from_xy([512034.2], [6570121.8]), crs="EPSG:3006"
    ... )
    >>> eg.mask_incidents(point, method="grid", cell_size=100).geometry.iloc[0].wkt
    'POINT (512050 6570150)'
    """
    check_points("incidents", incidents)
    check_projected("incidents", incidents)
    check_choice("method", method, MASKS)
    true = shapely.get_coordinates(incidents.geometry.to_numpy())
    homes = _homes(addresses, incidents)
    if method == "grid":
        moved = (
            np.floor(true / check_positive("cell_size", cell_size)) + 0.5
        ) * cell_size
    elif method == "voronoi":
        moved = _to_voronoi_edges(true, homes)
    else:
        bounds = _bounds(at_least, at_most)
        k = check_whole("k", k, at_least=1)
        moved = _within_donuts(true, bounds, homes, k, random_generator(rng))
    return incidents.set_geometry(
        gpd.GeoSeries.from_xy(*moved.T, index=incidents.index, crs=incidents.crs)
    ).assign(
        mask_distance=np.hypot(*(moved - true).T),
        k_reached=_reached(true, moved, homes),
    )


def _homes(addresses: gpd.GeoDataFrame | None, incidents: gpd.GeoDataFrame) -> Floats:
    if addresses is None:
        return np.empty((0, 2))
    check_points("addresses", addresses)
    placed = in_crs_of("addresses", addresses, incidents)
    return np.unique(shapely.get_coordinates(placed.geometry.to_numpy()), axis=0)


def _bounds(at_least: float, at_most: float) -> tuple[float, float]:
    check_not_negative("at_least", at_least)
    if check_positive("at_most", at_most) <= at_least:
        raise ValueError(sentence("at_most", f"above at_least ({at_least})", at_most))
    return at_least, at_most


def _within_donuts(
    true: Floats,
    bounds: tuple[float, float],
    homes: Floats,
    k: int,
    rng: np.random.Generator,
) -> Floats:
    inner, outer = bounds
    widest = np.full(len(true), outer)
    if len(homes) >= k:
        distances = spatial.cKDTree(homes).query(true, k=[k])[0][:, 0]
        widest = np.maximum(widest, distances)
    radius = np.sqrt(rng.uniform(inner**2, widest**2))
    angle = rng.uniform(0, 2 * np.pi, len(true))
    step = np.column_stack([np.cos(angle), np.sin(angle)])
    return np.asarray(true + radius[:, None] * step)


def _to_voronoi_edges(true: Floats, homes: Floats) -> Floats:
    """Move each point to the nearest place that is as close to a second address."""
    if len(homes) < 2:
        got = f"{len(homes)} addresses"
        raise ValueError(sentence("addresses", "at least two points", got))
    edges = shapely.voronoi_polygons(
        shapely.multipoints(homes),
        extend_to=shapely.envelope(shapely.multipoints(true)),
        only_edges=True,
    )
    points = shapely.points(true)
    nearest = shapely.shortest_line(points, edges)
    return np.asarray(shapely.get_coordinates(shapely.get_point(nearest, -1)))


def _reached(true: Floats, moved: Floats, homes: Floats) -> Floats:
    if not len(homes):
        return np.full(len(true), np.nan)
    radius = np.hypot(*(moved - true).T)
    # A hair wider, so that an address exactly as far as the true place counts.
    near = spatial.cKDTree(homes).query_ball_point(
        moved, radius * (1 + 1e-9), return_length=True
    )
    return np.asarray(near, dtype=float)
