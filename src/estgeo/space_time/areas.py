"""Which area each incident lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._frame_checks import check_geoframe, check_points, in_crs_of
from .._zone_names import place_in_areas
from ._locating import make_locator

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray


def zone_of(incidents: gpd.GeoDataFrame, zones: gpd.GeoDataFrame) -> NDArray[np.int64]:
    """Return the position of each incident's zone, -1 outside all of them.

    The rule for borders is that of :func:`estgeo.count_in_zones`. Incidents known to
    their area only lie in the zone of that name.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import Point, box
    >>> zones = gpd.GeoDataFrame(geometry=[box(0, 0, 9, 9), box(9, 0, 18, 9)], crs=3006)
    >>> points = gpd.GeoDataFrame(geometry=[Point(12, 3), Point(30, 3)], crs=3006)
    >>> zone_of(points, zones)
    array([ 1, -1])
    """
    check_geoframe("zones", zones)
    check_geoframe("incidents", incidents)
    incidents = place_in_areas("incidents", incidents, zones)
    check_points("incidents", incidents)
    placed = in_crs_of("incidents", incidents, zones).geometry
    locator = make_locator(zones, n_points=len(incidents))
    found = locator.locate(placed.x.to_numpy(), placed.y.to_numpy())
    return np.asarray(found, dtype=np.int64)
