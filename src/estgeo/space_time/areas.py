"""Which area each incident lies in, the area that incidents span, a cube's zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from .._frame_checks import check_geoframe, check_points, in_crs_of
from .._strays import find_strays
from .._zone_names import place_in_areas
from ._locating import make_locator

if TYPE_CHECKING:
    import xarray as xr
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
    if not len(incidents):
        return np.empty(0, dtype=np.int64)
    placed = in_crs_of("incidents", incidents, zones).geometry
    locator = make_locator(zones, n_points=len(incidents))
    found = locator.locate(placed.x.to_numpy(), placed.y.to_numpy())
    return np.asarray(found, dtype=np.int64)


def area_of_reports(incidents: gpd.GeoDataFrame, *, around: float) -> gpd.GeoSeries:
    """Return the ground that incidents span, for maps made without zones.

    The convex hull of the points and ``around`` metres about it. Points far from all
    others are left out: one wrong digit would make the cells of a whole town coarser.

    Examples
    --------
    >>> import geopandas as gpd
    >>> x, y = [500_000.0 + 100 * i for i in range(30)] + [900_000.0], 6_500_000.0
    >>> points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, [y] * 31), crs=3006)
    >>> area_of_reports(points, around=100).total_bounds.round().tolist()
    [499900.0, 6499900.0, 503000.0, 6500100.0]
    """
    points = incidents.geometry.dropna()  # who knows the area only has no point
    degrees = points.to_crs(4326)
    astray, _ = find_strays(degrees.x.to_numpy(), degrees.y.to_numpy())
    hull = points[~astray].union_all().convex_hull.buffer(around)
    return gpd.GeoSeries([hull], crs=incidents.crs)


def zones_of_cube(cube: xr.Dataset) -> gpd.GeoDataFrame:
    """Return the zones with their labels, shapes and CRS.

    A cube made by hand has no index over its geometry; its CRS then stands among the
    attributes of the geometry.

    Examples
    --------
    >>> import numpy as np, xarray as xr
    >>> from shapely.geometry import box
    >>> from estgeo.space_time.areas import zones_of_cube
    >>> squares = np.array([box(0, 0, 9, 9)])
    >>> coords = {"geometry": ("zone", squares, {"crs": "EPSG:3006"})}
    >>> zones_of_cube(xr.Dataset(coords=coords)).crs.to_epsg()
    3006
    """
    geometry = cube["geometry"]
    crs = getattr(cube.xindexes.get("geometry"), "crs", None)
    return gpd.GeoDataFrame(
        geometry=geometry.to_numpy(),
        index=cube.indexes.get("zone"),
        crs=crs or geometry.attrs.get("crs"),
    )
