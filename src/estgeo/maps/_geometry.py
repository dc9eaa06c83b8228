"""Shapes as few numbers: millionths of a degree, each point a step from the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from .._checks import sentence

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

SCALE = 1_000_000  # a millionth of a degree: 0.11 m from north to south

_KINDS = {
    shapely.GeometryType.POINT: "point",
    shapely.GeometryType.MULTIPOINT: "point",
    shapely.GeometryType.LINESTRING: "line",
    shapely.GeometryType.LINEARRING: "line",
    shapely.GeometryType.MULTILINESTRING: "line",
    shapely.GeometryType.POLYGON: "polygon",
    shapely.GeometryType.MULTIPOLYGON: "polygon",
}


def geometry_kinds(geometry: gpd.GeoSeries) -> NDArray[np.str_]:
    """Return "point", "line", "polygon" or "" (empty, missing) for each shape."""
    types = shapely.get_type_id(geometry.to_numpy())
    kinds = np.array([_KINDS.get(int(kind), "") for kind in types], dtype="U7")
    kinds[(geometry.is_empty | geometry.isna()).to_numpy()] = ""
    return kinds


def to_degrees(argument: str, geometry: gpd.GeoSeries) -> NDArray[Any]:
    """Return the shapes in longitude and latitude."""
    if geometry.crs is None:
        remedy = "State it: frame.set_crs(epsg=3006)."
        raise ValueError(sentence(argument, "in a known CRS", "none", remedy))
    shapes: NDArray[Any] = geometry.to_crs(4326).to_numpy()
    return shapes


def encode(shapes: NDArray[Any], kind: str) -> dict[str, Any]:
    """Return shapes of one kind, in degrees, as the page's script reads them.

    >>> import numpy as np, shapely
    >>> square = np.array([shapely.box(15.0, 58.0, 15.001, 58.001)])
    >>> encode(square, "polygon")["points"]
    4
    """
    parts, part_of = shapely.get_parts(shapes, return_index=True)
    rings, ring_of = _rings(parts, kind)
    points, point_of = shapely.get_coordinates(rings, return_index=True)
    if kind == "polygon":  # the last point of a ring is its first once more
        last = np.append(point_of[1:] != point_of[:-1], len(point_of) > 0)
        points, point_of = points[~last], point_of[~last]
    whole = np.round(points * SCALE).astype(np.int64)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return {
        "kind": kind,
        "size": len(shapes),
        "parts": _counts(part_of, len(shapes)),
        "rings": _counts(ring_of, len(parts)),
        "points": _counts(point_of, len(rings)),
        "xy": steps.ravel().tolist(),
    }


def _rings(
    parts: NDArray[Any], kind: str
) -> tuple[NDArray[Any], NDArray[np.integer[Any]]]:
    if kind == "polygon":
        rings, ring_of = shapely.get_rings(parts, return_index=True)
        return rings, ring_of
    return parts, np.arange(len(parts))


def _counts(owner: NDArray[np.integer[Any]], size: int) -> int | list[int]:
    """Return how many each of ``size`` owners has, one number if all have the same."""
    counts = np.bincount(owner, minlength=size)
    if size and (counts == counts[0]).all():
        return int(counts[0])
    return [int(count) for count in counts]
