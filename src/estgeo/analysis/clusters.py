"""Clusters: places where incidents lie close together, whatever the zones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from shapely import MultiPoint
from sklearn.cluster import DBSCAN, HDBSCAN

from .._centres import warn_of_centres
from .._checks import check_choice, check_positive, check_whole, sentence
from .._frame_checks import check_points, check_projected
from .._reports import one_row_a_report
from ..network._network import check_network, places_on, walking_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..network._network import StreetNetwork

ClusterMethod = Literal["dbscan", "hdbscan"]
FEWEST_IN_A_CLUSTER = 3


def incident_clusters(
    incidents: gpd.GeoDataFrame,
    *,
    radius: float,
    min_incidents: int,
    method: ClusterMethod = "dbscan",
    network: StreetNetwork | None = None,
) -> gpd.GeoDataFrame:
    """Outline places where incidents lie close together.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points in a projected CRS in metres, at least ``min_incidents``.
    radius : float
        Incidents within this distance are close, in metres. For "hdbscan": clusters
        nearer to each other than this are not split.
    min_incidents : int
        Fewest close incidents that make the core of a cluster, itself counted; at
        least 3.
    method : {"dbscan", "hdbscan"}, default "dbscan"
        One density for the whole map, or one that follows the surroundings.
    network : StreetNetwork or None, default None
        Streets along which ``radius`` is measured, for "dbscan"; None: as the crow
        flies. Incidents too far from every street are in no cluster, with a warning
        that counts them.

    Returns
    -------
    GeoDataFrame
        One row a cluster, most incidents first, indexed by ``cluster`` from 1:

        - ``n`` : incidents of the cluster
        - ``n_places`` : distinct coordinates among them
        - ``area`` : square metres of the outline
        - ``n_per_hectare`` : ``n`` by that area
        - ``geometry`` : convex hull of the incidents, widened by half the radius so
          that it is a surface also when all lie on a line or a point

        No rows where no incidents are so close.

    Raises
    ------
    ValueError
        If there are fewer incidents than ``min_incidents``, ``min_incidents`` is below
        3, or ``radius`` is not positive.

    Warns
    -----
    UserWarning
        If most incidents are flagged as centres of areas.

    Notes
    -----
    A description, not a test: enough incidents at random always have clusters, and
    where more people are there are more reports. A chain of close incidents becomes
    one long cluster. Outlines show where few incidents were: do not publish them.

    References
    ----------
    Ester, M. et al. (1996). A density-based algorithm for discovering clusters. KDD-96.
    Campello, R., Moulavi, D. and Sander, J. (2013). Density-based clustering based on
    hierarchical density estimates. PAKDD 2013.

    Examples
    --------
    Four incidents around a corner, three at one door, one far off:

    >>> import geopandas as gpd
    >>> incidents = gpd.GeoDataFrame(
    ...     geometry=gpd.points_from_xy(
    ...         [0, 10, 0, 10, 500, 500, 500, 9000],
    ...         [0, 0, 10, 10, 0, 0, 0, 0],
    ...         crs="EPSG:3006",
    ...     )
    ... )
    >>> incident_clusters(incidents, radius=50, min_incidents=3)[["n", "n_places"]]
             n  n_places
    cluster
    1        4         4
    2        3         1
    """
    check_choice("method", method, get_args(ClusterMethod))
    metres = check_positive("radius", radius)
    fewest = check_whole("min_incidents", min_incidents, at_least=FEWEST_IN_A_CLUSTER)
    check_points("incidents", incidents)
    check_projected("incidents", incidents)
    warn_of_centres(incidents, "A clustering")
    incidents = one_row_a_report(incidents)
    if len(incidents) < fewest:
        rule = f"at least {fewest} incidents ('min_incidents')"
        raise ValueError(sentence("incidents", rule, f"{len(incidents)}"))
    geometry = incidents.geometry
    points = np.column_stack([geometry.x.to_numpy(), geometry.y.to_numpy()])
    # A border incident can belong to two clusters: the order decides, not the rows.
    points = points[np.lexsort((points[:, 1], points[:, 0]))]
    if network is None:
        label = _labels(points, metres, fewest, method)
    else:
        if method != "dbscan":
            raise ValueError(sentence("method", '"dbscan" along streets', method))
        label = _labels_on_foot(points, incidents.crs, (network, metres, fewest))
    found = pd.DataFrame({"x": points[:, 0], "y": points[:, 1], "label": label})
    rows = [
        _outline(members[["x", "y"]].to_numpy(), metres / 2)
        for _, members in found[label >= 0].groupby("label")
    ]
    kinds = {"n": int, "n_places": int, "area": float, "n_per_hectare": float}
    clusters = gpd.GeoDataFrame(rows, columns=[*kinds, "geometry"], crs=incidents.crs)
    clusters = clusters.astype(kinds).sort_values(
        ["n", "area"], ascending=[False, True], kind="stable"
    )
    clusters.index = pd.RangeIndex(1, len(clusters) + 1, name="cluster")
    return clusters


def _labels(
    points: NDArray[np.float64], radius: float, fewest: int, method: ClusterMethod
) -> NDArray[np.int64]:
    if method == "dbscan":
        # A place counts for all its incidents: memory grows with places, not incidents.
        places, at, n = np.unique(
            points, axis=0, return_inverse=True, return_counts=True
        )
        model = DBSCAN(eps=radius, min_samples=fewest).fit(places, sample_weight=n)
        return np.asarray(model.labels_[at.ravel()], dtype=np.int64)
    hierarchy = HDBSCAN(
        min_cluster_size=fewest, cluster_selection_epsilon=radius, copy=True
    )
    return np.asarray(hierarchy.fit_predict(points), dtype=np.int64)


def _labels_on_foot(
    points: NDArray[np.float64], crs: Any, rule: tuple[StreetNetwork, float, int]
) -> NDArray[np.int64]:
    network, radius, fewest = rule
    check_network(network)
    on = places_on("incidents", gpd.GeoSeries.from_xy(*points.T, crs=crs), network)
    within = np.nextafter(radius, np.inf)  # at the radius is within it, as in DBSCAN
    first, second, metres = walking_pairs(on, network, within)
    n = len(on.row)
    # An absent entry is no neighbor, so that what lies at one place needs its own.
    apart = csr_array((np.maximum(metres, 1e-9), (first, second)), shape=(n, n))
    model = DBSCAN(eps=within, min_samples=fewest, metric="precomputed")
    label = np.full(len(points), -1, dtype=np.int64)
    label[on.row] = model.fit(apart + apart.T).labels_
    return label


def _outline(points: NDArray[np.float64], margin: float) -> dict[str, object]:
    hull = MultiPoint(points).convex_hull.buffer(margin)
    return {
        "n": len(points),
        "n_places": len(np.unique(points, axis=0)),
        "area": hull.area,
        "n_per_hectare": len(points) / hull.area * 10_000,
        "geometry": hull,
    }
