"""Zones as polygons that can be computed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from .._frame_checks import check_geoframe, raise_for_rows

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray


def outlines(argument: str, zones: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return the polygons of ``zones``, mended where a border crosses itself.

    A border that crosses itself is read by the even-odd rule: inside is what one
    crosses an odd number of lines to reach. The zones themselves are not changed.
    """
    return mended(areas_of(argument, zones))


def areas_of(argument: str, zones: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return the geometries of ``zones`` as they are; raise if one is no polygon."""
    check_geoframe(argument, zones)
    polygons: NDArray[np.object_] = zones.geometry.to_numpy()
    is_polygon = np.isin(
        shapely.get_type_id(polygons),
        [shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON],
    )
    bad = ~is_polygon | shapely.is_empty(polygons)
    raise_for_rows(argument, zones, bad, "polygons")
    return polygons


def mended(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return polygons whose borders do not cross themselves."""
    crossed = ~shapely.is_valid(polygons)
    if crossed.any():
        polygons = polygons.copy()
        polygons[crossed] = shapely.make_valid(polygons[crossed], method="linework")
    return polygons
