"""A smooth picture for the public, made of nothing but a public table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
from scipy import sparse, spatial

from .._checks import check_positive, sentence
from .._frame_checks import check_projected
from ..stats.kernel import kernel_height, kernel_reach
from ._public_table import PublicTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PER_KM2 = 1e6
DIGITS = 2  # shown; more would let differences of two pictures tell single events


def public_density(table: PublicTable, *, bandwidth: float) -> gpd.GeoDataFrame:
    """Smooth the shown counts of a public table.

    A density of the incidents themselves is a map of points: its tops stand where
    single incidents are. This one is made of the counts that may be shown and of
    nothing else, so it can tell no more than they do.

    Parameters
    ----------
    table : PublicTable
        By zone only, with polygons in a projected CRS in metres; squares or hexagons
        look best.
    bandwidth : float
        Radius of the quartic kernel in metres, at least the width of a zone.

    Returns
    -------
    GeoDataFrame
        ``to_frame()`` of the table with ``density`` (incidents per square kilometre,
        two digits; protected counts are left out of it) and ``bandwidth``.

    Raises
    ------
    TypeError
        If ``table`` is no PublicTable.
    ValueError
        If it has other keys than the zone or no geometry, or ``bandwidth`` is less than
        the width of a zone.

    Notes
    -----
    Every zone's shown count is spread by the quartic kernel [1]_ over the middles of
    the zones within the bandwidth. Where counts are protected the density is too low,
    never too high.

    References
    ----------
    .. [1] Silverman, B. W. (1986). Density Estimation for Statistics and Data
       Analysis, section 4.2.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import box
    >>> import estgeo as eg
    >>> squares = [box(x, 0, x + 100, 100) for x in (0, 100, 200)]
    >>> zones = gpd.GeoDataFrame({"n": [9, 12, 8]}, geometry=squares, crs="EPSG:3006")
    >>> public = eg.publish(zones, period="2018-03")
    >>> eg.public_density(public, bandwidth=150)["density"].tolist()
    [540.0, 730.0, 500.0]
    """
    if not isinstance(table, PublicTable):
        remedy = "Make one: publish(zones, period=...)."
        raise TypeError(
            sentence("table", "a PublicTable", type(table).__name__, remedy)
        )
    frame = table.to_frame()
    if len(table.by) != 1 or not isinstance(frame, gpd.GeoDataFrame):
        got = f"one by {', '.join(table.by)}"
        raise ValueError(sentence("table", "by zone only, with polygons", got))
    check_projected("table", frame)
    width = float(np.sqrt(frame.area.median()))
    if check_positive("bandwidth", bandwidth) < width:
        rule = f"at least the width of a zone ({width:.0f} m)"
        raise ValueError(sentence("bandwidth", rule, bandwidth))
    middles = np.column_stack([frame.centroid.x, frame.centroid.y])
    density = _smoothed(middles, frame["n"].fillna(0).to_numpy(float), bandwidth)
    return frame.assign(density=_rounded(density), bandwidth=bandwidth)


def _smoothed(middles: Floats, n: Floats, bandwidth: float) -> Floats:
    tree = spatial.cKDTree(middles)
    near = tree.sparse_distance_matrix(
        tree, kernel_reach(bandwidth, "quartic"), output_type="coo_matrix"
    )
    heights = kernel_height(near.data, bandwidth, "quartic")
    weights = sparse.csr_matrix((heights, (near.row, near.col)), shape=near.shape)
    own = float(kernel_height(np.zeros(1), bandwidth, "quartic")[0])
    weights.setdiag(own)
    return np.asarray(weights @ n) * PER_KM2


def _rounded(values: Floats) -> Floats:
    """Return values with two digits."""
    size = np.floor(np.log10(np.where(values > 0, values, 1)))
    step = 10.0 ** (size - DIGITS + 1)
    return np.asarray(np.round(values / step) * step)
