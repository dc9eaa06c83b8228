"""Move points for inside use, so that a map shows about where and not exactly where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import geopandas as gpd
import numpy as np
import shapely
from scipy import sparse, spatial

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
    Whole = NDArray[np.int64]

Mask = Literal["grid", "donut", "voronoi"]
MASKS: tuple[Mask, ...] = ("grid", "donut", "voronoi")
MOST_DRAWS = 100  # of a donut, until k addresses may be the place
LARGEST_LEVEL = 20  # times that a square is doubled
_ONE_PLACE = 1.0  # metres


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
    """Move every place so that it cannot be read off a map exactly.

    For inside use only: a masked point map is still a point map, and readers take it
    for the truth. What is to be spread is made by :func:`estgeo.publish`. Not protected
    is a place that stands alone, such as the only house in a field, nor one whose
    masked maps are drawn several times with different ``rng``.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points in a projected CRS in metres.
    method : {"donut", "grid", "voronoi"}, default "donut"
        "donut" [1]_ moves each point a random distance, evenly by area, between
        ``at_least`` and ``at_most``; "grid" moves it to the middle of its square;
        "voronoi" [2]_ to the nearest place that lies as close to another address.
    at_least, at_most : float, default 50 and 150
        Metres, for "donut". With ``addresses``, ``at_most`` grows for a place until
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
        ``incidents`` with moved points and two columns: ``mask_distance`` (metres, how
        far points were moved at most: the same for all, since each one's own would
        lead back to its place) and ``k_reached`` (addresses that the place is lost
        among, at most ``k``; NaN without ``addresses``).

    Raises
    ------
    ValueError
        If the CRS is not projected, or a distance is out of its range.

    Notes
    -----
    Reports at one place (within a metre) move together, so that their middle tells no
    more than one of them. With ``addresses`` a donut is drawn anew until ``k`` of them
    could have been moved to the same point, and a square that holds fewer than ``k`` is
    joined with the three others of the square twice as wide. ``k_reached`` below ``k``
    tells where that did not help. "voronoi" is no draw: who has the addresses can often
    turn it back.

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
    places, of_place = np.unique(true.round(2), axis=0, return_inverse=True)
    k = check_whole("k", k, at_least=1)
    homes = _homes(addresses, incidents)
    if method == "grid":
        size = check_positive("cell_size", cell_size)
        moved, reached, most = _to_middles(places, size, homes, k)
    elif method == "voronoi":
        moved = _to_voronoi_edges(places, homes)
        steps = np.hypot(*(moved - places).T)
        reached, most = _as_near(moved, steps, homes), float(steps.max(initial=0.0))
    else:
        bounds = _bounds(at_least, at_most)
        first, group = _as_one_place(places)
        moved, reached, most = _within_donuts(
            places[first], bounds, homes, k, random_generator(rng)
        )
        moved = places + (moved - places[first])[group]
        reached = reached[group]
    # Exact numbers above k would tell how far a point was moved.
    reached = np.minimum(reached, k)
    at = of_place.ravel()
    return incidents.set_geometry(
        gpd.GeoSeries.from_xy(*moved[at].T, index=incidents.index, crs=incidents.crs)
    ).assign(mask_distance=most, k_reached=reached[at])


def _as_one_place(places: Floats) -> tuple[Whole, Whole]:
    """Return the first of each group of places that lie together, and each's group.

    Two ways to one house, or two programs' decimals, are one place: moved apart, their
    middle would tell it.
    """
    near = spatial.cKDTree(places).query_pairs(_ONE_PLACE, output_type="ndarray")
    links = sparse.coo_array(
        (np.ones(len(near)), (near[:, 0], near[:, 1])), shape=(len(places),) * 2
    )
    group = sparse.csgraph.connected_components(links, directed=False)[1]
    return np.unique(group, return_index=True)[1], group


def _homes(addresses: gpd.GeoDataFrame | None, incidents: gpd.GeoDataFrame) -> Floats:
    if addresses is None:
        return np.empty((0, 2))
    check_points("addresses", addresses)
    placed = in_crs_of("addresses", addresses, incidents)
    return np.unique(shapely.get_coordinates(placed.geometry.to_numpy()), axis=0)


def _to_middles(
    places: Floats, cell_size: float, homes: Floats, k: int
) -> tuple[Floats, Floats, float]:
    """Return the middles of the squares, the addresses in each, the longest way."""
    if len(homes) < max(k, 1):
        size = np.full(len(places), cell_size)
        reached = _in_squares(places, size, homes)
    else:
        size = _grown(np.vstack([homes, places]), cell_size, len(homes), k)[
            len(homes) :
        ]
        reached = _in_squares(places, size, homes)
    middles = (np.floor(places / size[:, None]) + 0.5) * size[:, None]
    most = float(size.max(initial=cell_size) / np.sqrt(2))
    return middles, reached if len(homes) else np.full(len(places), np.nan), most


def _grown(points: Floats, cell_size: float, n_homes: int, k: int) -> Floats:
    """Return the width of each point's square: no square holds 1 to k - 1 addresses.

    A square that is too poor takes the three others of the next wider one with it, so
    that the squares never overlap and which one it is tells nothing more.
    """
    level = np.zeros(len(points), dtype=np.int64)
    for _ in range(LARGEST_LEVEL):
        size = cell_size * 2.0**level
        square = np.floor(points / size[:, None]).astype(np.int64)
        keys = np.column_stack([level, square])
        _, of, count = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
        homes_in = np.bincount(of.ravel()[:n_homes], minlength=len(count))
        poor = homes_in[of.ravel()] < k
        if not poor.any():
            break
        for at in np.unique(level[poor]):
            wide = cell_size * 2.0 ** (at + 1)
            of_wide = np.floor(points / wide).astype(np.int64)
            taken = set(map(tuple, of_wide[poor & (level == at)].tolist()))
            joins = np.array([tuple(each) in taken for each in of_wide.tolist()])
            level = np.where(joins, np.maximum(level, at + 1), level)
    return np.asarray(cell_size * 2.0**level)


def _in_squares(places: Floats, size: Floats, homes: Floats) -> Floats:
    found = np.zeros(len(places))
    for width in np.unique(size):
        own = size == width
        squares = np.floor(places[own] / width)
        of_homes = np.floor(homes / width)
        found[own] = [(of_homes == square).all(axis=1).sum() for square in squares]
    return found


def _bounds(at_least: float, at_most: float) -> tuple[float, float]:
    check_not_negative("at_least", at_least)
    if check_positive("at_most", at_most) <= at_least:
        raise ValueError(sentence("at_most", f"above at_least ({at_least})", at_most))
    return at_least, at_most


def _within_donuts(
    places: Floats,
    bounds: tuple[float, float],
    homes: Floats,
    k: int,
    rng: np.random.Generator,
) -> tuple[Floats, Floats, float]:
    """Return moved places, the addresses that may be each, and the longest way."""
    inner, outer = bounds
    reach, reach_of_home = (np.full(len(at), outer) for at in (places, homes))
    tree = spatial.cKDTree(homes) if len(homes) >= k else None
    if tree is not None:
        reach = np.maximum(outer, tree.query(places, k=[k])[0][:, 0])
        reach_of_home = np.maximum(outer, tree.query(homes, k=[k])[0][:, 0])
    moved = _drawn(places, inner, reach, rng)
    if not len(homes):
        return moved, np.full(len(places), np.nan), outer
    reached = _may_be(moved, inner, homes, reach_of_home)
    for _ in range(MOST_DRAWS if tree is not None else 0):
        poor = np.flatnonzero(reached < k)
        if not len(poor):
            break
        again = _drawn(places[poor], inner, reach[poor], rng)
        found = _may_be(again, inner, homes, reach_of_home)
        better = found > reached[poor]
        moved[poor[better]] = again[better]
        reached[poor[better]] = found[better]
    return moved, reached, float(reach.max(initial=outer))


def _drawn(
    places: Floats, inner: float, reach: Floats, rng: np.random.Generator
) -> Floats:
    radius = np.sqrt(rng.uniform(inner**2, reach**2))
    angle = rng.uniform(0, 2 * np.pi, len(places))
    step = np.column_stack([np.cos(angle), np.sin(angle)])
    return np.asarray(places + radius[:, None] * step)


def _may_be(moved: Floats, inner: float, homes: Floats, reach: Floats) -> Floats:
    """Return how many addresses the method could have moved to each point."""
    near = spatial.cKDTree(homes).query_ball_point(moved, float(reach.max()))
    found = np.zeros(len(moved))
    for at, candidates in enumerate(near):
        distance = np.hypot(*(homes[candidates] - moved[at]).T)
        found[at] = ((distance >= inner) & (distance <= reach[candidates])).sum()
    return found


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


def _as_near(moved: Floats, steps: Floats, homes: Floats) -> Floats:
    """Return how many addresses are at least as near to a point as its place is."""
    # A hair wider, so that an address exactly as far as the true place counts.
    near = spatial.cKDTree(homes).query_ball_point(
        moved, steps * (1 + 1e-9), return_length=True
    )
    return np.asarray(near, dtype=float)
