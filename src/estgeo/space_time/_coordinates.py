"""Coordinates of points in the CRS of the zones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyproj
import shapely

from .._checks import sentence
from .._frame_checks import check_geoframe, check_points, crs_name

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


# Farther than any zone, in metres or degrees.
FAR = 1e30


def coordinates(
    argument: str, incidents: gpd.GeoDataFrame, crs: Any
) -> tuple[Floats, Floats]:
    """Return x and y of points in ``crs``."""
    check_geoframe(argument, incidents)
    points = incidents.geometry.to_numpy()
    # GEOS raises an error of its own on an empty point.
    if shapely.is_empty(points).any():
        check_points(argument, incidents)
    x, y = shapely.get_x(points), shapely.get_y(points)
    # What is no point, or missing, gives NaN: a finite sum has none of them.
    with np.errstate(invalid="ignore"):
        total = x.sum() + y.sum()
    if not np.isfinite(total):
        check_points(argument, incidents)
    return reproject(argument, x, y, source=incidents.crs, target=crs)


def reproject(
    argument: str, x: Floats, y: Floats, *, source: Any, target: Any
) -> tuple[Floats, Floats]:
    """Return coordinates of ``source`` in ``target``; raise if one is unknown."""
    if source is None and target is None:
        return x, y
    if source is None or target is None:
        got = f"{_name(source)} beside zones in {_name(target)}"
        remedy = "State it: frame.set_crs(...)."
        raise ValueError(sentence(argument, "in a known CRS", got, remedy))
    if source == target:
        return x, y
    transformer = pyproj.Transformer.from_crs(source, target, always_xy=True)
    moved_x, moved_y = transformer.transform(x, y)
    nowhere = ~(np.isfinite(moved_x) & np.isfinite(moved_y))
    if nowhere.any():
        # What has no place in the target lies outside all zones in it.
        moved_x[nowhere] = moved_y[nowhere] = FAR
    return moved_x, moved_y


def check_all_finite(x: Floats, y: Floats) -> None:
    """Raise ValueError if some coordinates are missing or infinite."""
    # A sum is finite only if all its terms are (or the terms cancel, never here).
    with np.errstate(invalid="ignore"):
        total = x.sum() + y.sum()
    if not np.isfinite(total):
        bad = int((~(np.isfinite(x) & np.isfinite(y))).sum())
        got = f"{bad} of {len(x)} that are not"
        raise ValueError(sentence("incidents", "points with finite coordinates", got))


def _name(crs: Any) -> str:
    return "no CRS" if crs is None else crs_name(crs)
