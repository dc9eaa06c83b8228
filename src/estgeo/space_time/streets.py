"""Count incidents along streets, each at the nearest street and once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._checks import check_positive
from .._frame_checks import check_geoframe, check_projected
from .._reports import one_row_a_report
from ..stats._street_graph import nearest_line
from ._adjacency import check_lines
from ._batches import coordinates

if TYPE_CHECKING:
    import geopandas as gpd


def count_along_streets(
    incidents: gpd.GeoDataFrame, streets: gpd.GeoDataFrame, *, max_distance: float
) -> gpd.GeoDataFrame:
    """Count the incidents along each street.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points. In another CRS than ``streets`` they are reprojected.
    streets : GeoDataFrame
        Lines, one row a street or stretch of street, in a projected CRS in metres.
    max_distance : float
        Incidents farther than this many metres from every street are left out.

    Returns
    -------
    GeoDataFrame
        ``streets`` with these columns added (or replaced):

        - ``n`` : int, incidents whose nearest street this is
        - ``length`` : float, metres
        - ``n_per_km`` : float, ``n`` by kilometre of street

    Raises
    ------
    ValueError
        If an incident is not a point, a street not a line with a length, or the CRS
        of ``streets`` is not in metres.

    Notes
    -----
    Each incident is counted at most once. One that is as near to several streets, as
    at a junction, belongs to the street that begins farthest to the west (then
    south), whatever the order of rows. Long streets collect more: compare by
    ``n_per_km``. Which streets are hot is asked by ``hot_spots(counted,
    neighbors=neighbors(counted), exposure="length")``; a short street between two
    full ones is then hot without incidents of its own: keep those whose ``n_per_km``
    is above that of the whole network.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import LineString, Point
    >>> import estgeo as eg
    >>> lines = [LineString([(0, 0), (500, 0)]), LineString([(0, 90), (250, 90)])]
    >>> streets = gpd.GeoDataFrame(geometry=lines, crs=3006)
    >>> points = [Point(10, 5), Point(20, 80), Point(30, 300)]
    >>> incidents = gpd.GeoDataFrame(geometry=points, crs=3006)
    >>> eg.count_along_streets(incidents, streets, max_distance=30).drop(
    ...     columns="geometry"
    ... )
       n  length  n_per_km
    0  1   500.0       2.0
    1  1   250.0       4.0
    """
    check_geoframe("streets", streets)
    check_lines("streets", streets)
    check_projected("streets", streets)
    reach = check_positive("max_distance", max_distance)
    x, y = coordinates("incidents", one_row_a_report(incidents), streets.crs)
    street = nearest_line(x, y, streets.geometry.to_numpy(), reach)
    n = np.bincount(street[street >= 0], minlength=len(streets))
    length = streets.length.to_numpy()
    return streets.assign(n=n, length=length, n_per_km=1000 * n / length)
