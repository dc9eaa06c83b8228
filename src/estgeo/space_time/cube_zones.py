"""The zones of a cube, as a frame again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

if TYPE_CHECKING:
    import xarray as xr


def zones_of_cube(cube: xr.Dataset) -> gpd.GeoDataFrame:
    """Return the zones with their labels, shapes and CRS.

    A cube made by hand has no index over its geometry; its CRS then stands among the
    attributes of the geometry.

    Examples
    --------
    >>> import numpy as np, xarray as xr
    >>> from shapely.geometry import box
    >>> from estgeo.space_time.cube_zones import zones_of_cube
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
