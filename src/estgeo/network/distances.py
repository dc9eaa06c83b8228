"""What lies near what by walking distance: neighbors, distances, the K function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import lazy_loader
import numpy as np
import pandas as pd
import shapely

from .._checks import check_finite, check_positive, sentence
from .._frame_checks import check_geoframe, check_unique_labels
from .._reports import one_row_a_report
from ..stats._street_graph import place_pairs
from ..stats.street_k import street_k
from ._network import check_network, midpoints, places_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from libpysal.graph import Graph

    from ._network import Places, StreetNetwork

libpysal = lazy_loader.load("libpysal")

# Ways as long as the limit belong to it, whatever rounding does to their sum.
_ROUNDING = 1e-9


def network_neighbors(
    places: gpd.GeoDataFrame, network: StreetNetwork, *, radius: float
) -> Graph:
    """Return which places are neighbors along the streets.

    Parameters
    ----------
    places : GeoDataFrame
        Points, or lines such as ``network.edges`` or the stretches of
        :func:`network_density`, which stand for their midpoints. Unique labels.
    network : StreetNetwork
        The streets.
    radius : float
        Longest way in metres.

    Returns
    -------
    libpysal.graph.Graph
        Binary weights, labelled by the index of ``places`` and in its order. None is
        its own neighbor (``hot_spots`` adds it); one without neighbors, or without a
        place on the network, is kept.

    Raises
    ------
    ValueError
        If labels are repeated or ``radius`` is not positive.

    Warns
    -----
    UserWarning
        Where places lie too far from every street.

    Examples
    --------
    Two houses back to back, 40 m apart as the crow flies and 180 m by foot:

    >>> import geopandas as gpd
    >>> from shapely.geometry import LineString, Point
    >>> import estgeo as eg
    >>> street = gpd.GeoDataFrame(
    ...     geometry=[LineString([(70, 0), (0, 0), (0, 40), (70, 40)])], crs=3006
    ... )
    >>> network = eg.street_network(street)
    >>> houses = gpd.GeoDataFrame(geometry=[Point(70, 0), Point(70, 40)], crs=3006)
    >>> eg.network_neighbors(houses, network, radius=179).n_edges
    0
    >>> eg.network_neighbors(houses, network, radius=180).n_edges
    2
    """
    check_geoframe("places", places)
    check_unique_labels("places", places)
    check_network(network)
    reach = check_positive("radius", radius) + _ROUNDING
    on = _points_on("places", places, network)
    at = (on.edge, on.offset)
    first, second, _ = place_pairs(network.graph, at, at, reach)
    apart = first != second
    first, second = on.row[first[apart]], on.row[second[apart]]
    alone = np.setdiff1d(np.arange(len(places)), first)
    weight = np.r_[np.ones(len(first), dtype=np.int64), np.zeros_like(alone)]
    first, second = np.r_[first, alone], np.r_[second, alone]
    order = np.lexsort([second, first])
    labels = places.index.to_numpy()
    return libpysal.graph.Graph.from_arrays(
        labels[first[order]], labels[second[order]], weight[order]
    )


def network_distances(
    a: gpd.GeoDataFrame,
    b: gpd.GeoDataFrame | None = None,
    *,
    network: StreetNetwork,
    limit: float | None = None,
) -> pd.DataFrame:
    """Return the length of the shortest way along streets between points.

    Parameters
    ----------
    a : GeoDataFrame
        Points (or lines, which stand for their midpoints).
    b : GeoDataFrame or None, default None
        To where; None: among ``a``, each pair once.
    network : StreetNetwork
        The streets.
    limit : float or None, default None
        Longest way in metres; None: however far.

    Returns
    -------
    DataFrame
        One row a pair with a way between them, sorted by row of ``a`` and ``b``: the
        labels ``a`` and ``b``, and ``distance`` in metres.

    Raises
    ------
    ValueError
        If ``limit`` is not positive, or a geometry is neither a point nor a line.

    Warns
    -----
    UserWarning
        Where points lie too far from every street; they are in no pair.

    Notes
    -----
    A point counts from its nearest place on a street; the way to that place is not
    added. For a matrix: ``distances.pivot(index="a", columns="b", values="distance")``.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import LineString, Point
    >>> import estgeo as eg
    >>> street = gpd.GeoDataFrame(
    ...     geometry=[LineString([(70, 0), (0, 0), (0, 40), (70, 40)])], crs=3006
    ... )
    >>> network = eg.street_network(street)
    >>> houses = gpd.GeoDataFrame(geometry=[Point(70, 0), Point(70, 40)], crs=3006)
    >>> eg.network_distances(houses, network=network)
       a  b  distance
    0  0  1     180.0
    """
    check_network(network)
    reach = np.inf
    if limit is not None:
        reach = check_positive("limit", limit) + _ROUNDING
    on_a = _points_on("a", a, network)
    on_b = on_a if b is None else _points_on("b", b, network)
    first, second, metres = place_pairs(
        network.graph, (on_a.edge, on_a.offset), (on_b.edge, on_b.offset), reach
    )
    if b is None:
        once = first < second
        first, second, metres = first[once], second[once], metres[once]
    labels_a, labels_b = a.index, (a if b is None else b).index
    return pd.DataFrame(
        {
            "a": labels_a.take(on_a.row[first]),
            "b": labels_b.take(on_b.row[second]),
            "distance": metres,
        }
    )


def network_k(
    a: gpd.GeoDataFrame,
    b: gpd.GeoDataFrame | None = None,
    *,
    network: StreetNetwork,
    distances: Sequence[float],
) -> pd.DataFrame:
    """Estimate the K function along streets: how many lie within each distance.

    Parameters
    ----------
    a : GeoDataFrame
        Points.
    b : GeoDataFrame or None, default None
        Of ``b`` around ``a``; None: among ``a``.
    network : StreetNetwork
        The streets.
    distances : sequence of float
        Metres.

    Returns
    -------
    DataFrame
        One row a distance: ``distance``, ``k`` (the network K of Okabe and Yamada
        [1]_) and ``k_corrected`` (by the geometry of the network [2]_, which equals
        the distance where points are scattered at random along the streets).

    Raises
    ------
    ValueError
        If a distance is negative or not finite.

    References
    ----------
    .. [1] Okabe, A. and Yamada, I. (2001). The K-function method on a network and its
       computational implementation. Geographical Analysis 33(3), 271-290.
    .. [2] Ang, Q. W., Baddeley, A. and Nair, G. (2012). Geometrically corrected second
       order analysis of events on a linear network. Scandinavian Journal of
       Statistics 39(4), 591-617.

    Examples
    --------
    Two points 10 m apart on a street of 100 m: both see one of one within 20 m.

    >>> import geopandas as gpd
    >>> from shapely.geometry import LineString, Point
    >>> import estgeo as eg
    >>> street = gpd.GeoDataFrame(geometry=[LineString([(0, 0), (100, 0)])], crs=3006)
    >>> points = gpd.GeoDataFrame(geometry=[Point(50, 0), Point(60, 0)], crs=3006)
    >>> eg.network_k(points, network=eg.street_network(street), distances=[5, 20])
       distance      k  k_corrected
    0       5.0    0.0          0.0
    1      20.0  100.0         50.0
    """
    check_network(network)
    radii = check_finite("distances", distances)
    if (radii < 0).any() or not len(radii):
        raise ValueError(sentence("distances", "zero or more", distances))
    on_a = _points_on("a", one_row_a_report(a), network)
    on_b = None if b is None else _points_on("b", one_row_a_report(b), network)
    k, corrected = street_k(
        network.graph,
        (on_a.edge, on_a.offset),
        None if on_b is None else (on_b.edge, on_b.offset),
        radii,
    )
    return pd.DataFrame({"distance": radii, "k": k, "k_corrected": corrected})


def _points_on(
    argument: str, places: gpd.GeoDataFrame, network: StreetNetwork
) -> Places:
    """Return the places of points, and of lines by their midpoints."""
    check_geoframe(argument, places)
    geometry = places.geometry
    dimension = shapely.get_dimensions(geometry.to_numpy())
    if len(geometry) and (dimension == 1).all():
        geometry = geometry.set_axis(places.index)
        middle = midpoints(geometry.to_numpy())
        geometry = gpd.GeoSeries(middle, index=places.index, crs=places.crs)
    return places_on(argument, geometry, network)
