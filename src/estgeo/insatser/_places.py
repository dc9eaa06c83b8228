"""The areas of an evaluation on the ground: insats, rings, control, its own rings.

An event belongs to one area only. Rings leave out the insats area, other insatser and
each other; controls may not touch what they are compared with.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from .._checks import check_positive, sentence
from .._frame_checks import check_polygons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from ._insats import Insats

# Overlap that is only rounding along a shared border, in square metres.
_SLIVER = 1.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What does not change with the choice of control."""

    area: BaseGeometry
    rings: tuple[float, ...]
    others: BaseGeometry
    study_area: BaseGeometry | None
    crs: Any

    @property
    def reach(self) -> BaseGeometry:
        """The insats area with everything its outermost ring covers."""
        return self.area.buffer(self.rings[-1]) if self.rings else self.area

    @property
    def taken(self) -> BaseGeometry:
        """Everything that the insats or another one reaches: no place to compare."""
        return self.reach.union(self.others)


def lay_ground(
    insats: Insats,
    others: Sequence[Insats],
    rings: Sequence[float],
    study_area: gpd.GeoDataFrame | gpd.GeoSeries | BaseGeometry | None,
    crs: Any,
) -> Ground:
    """Return the insats area, ring distances and other insatser in one CRS."""
    radii = tuple(check_positive("rings", radius) for radius in rings)
    if any(inner >= outer for inner, outer in pairwise(radii)):
        raise ValueError(sentence("rings", "distances that grow", tuple(rings)))
    elsewhere = [in_crs(other.area, other.crs, crs) for other in others]
    whole = None if study_area is None else as_geometry("study_area", study_area, crs)
    area = in_crs(insats.area, insats.crs, crs)
    if whole is not None and area.intersection(whole).area <= 0:
        rule = "an area that holds the insats"
        raise ValueError(sentence("study_area", rule, "one without it"))
    return Ground(area, radii, shapely.union_all(elsewhere), whole, crs)


def in_crs(geometry: BaseGeometry, source: Any, target: Any) -> BaseGeometry:
    """Return a geometry in the CRS of the incidents; without a CRS it is in it."""
    if source is None or target is None or source == target:
        return geometry
    return gpd.GeoSeries([geometry], crs=source).to_crs(target).iloc[0]


def as_geometry(argument: str, value: Any, crs: Any) -> BaseGeometry:
    """Return polygons given in any form as one geometry in ``crs``."""
    return shapely.union_all(as_zones(argument, value, crs).geometry.array)


def as_zones(argument: str, value: Any, crs: Any) -> gpd.GeoDataFrame:
    """Return polygons given in any form as a frame with ``name``, in ``crs``."""
    if isinstance(value, gpd.GeoDataFrame):
        zones = value.copy()
    elif isinstance(value, gpd.GeoSeries):
        zones = gpd.GeoDataFrame(geometry=value)
    elif isinstance(value, shapely.Geometry):
        zones = gpd.GeoDataFrame(geometry=[value], crs=crs)
    else:
        rule = "a GeoDataFrame, a GeoSeries or a polygon"
        raise TypeError(sentence(argument, rule, type(value).__name__))
    if zones.active_geometry_name != "geometry":
        zones = zones.rename_geometry("geometry")
    check_polygons(argument, zones)
    if not len(zones):
        raise ValueError(sentence(argument, "at least one area", "none"))
    if zones.crs is not None and crs is not None and zones.crs != crs:
        zones = zones.to_crs(crs)
    if "name" not in zones.columns:
        zones["name"] = [str(label) for label in zones.index]
    return zones


def ring_areas(ground: Ground) -> gpd.GeoDataFrame:
    """Return one row a ring: role, name, radius_from, radius_to, geometry."""
    return _rings(ground, ground.area, ground.others, "ring")


def control_rings(ground: Ground, control: BaseGeometry) -> gpd.GeoDataFrame:
    """Return the rings around the control, clear of everything the insats reaches."""
    return _rings(ground, control, ground.taken, "control ring")


def control_areas(ground: Ground, control: Any) -> gpd.GeoDataFrame:
    """Return the control areas: role, name, geometry; none may touch the insats."""
    zones = as_zones("control", control, ground.crs)
    clash = overlaps(zones, ground.reach)
    if clash.any():
        first = zones["name"].iloc[int(np.flatnonzero(clash)[0])]
        rule = "clear of the insats area and its rings"
        got = f"{clash.sum()} of {len(zones)} areas that overlap them (first: {first})"
        remedy = "Choose areas further away, or smaller 'rings'."
        raise ValueError(sentence("control", rule, got, remedy))
    frame = zones[["name", "geometry"]].reset_index(drop=True)
    return frame.assign(role="control")


def overlaps(zones: gpd.GeoDataFrame, taken: BaseGeometry) -> NDArray[np.bool_]:
    """Tell which zones have more than a border in common with what is taken."""
    shared = zones.geometry.intersection(taken).area.to_numpy()
    return np.asarray(shared > _SLIVER)


def place_of(points: gpd.GeoSeries, areas: Sequence[BaseGeometry]) -> NDArray[np.int64]:
    """Return the position of the first area that holds each point, -1 for none."""
    place = np.full(len(points), -1, dtype=np.int64)
    if not len(areas) or not len(points):
        return place
    area, point = points.sindex.query(np.asarray(areas), predicate="intersects")
    # Last to first: an area earlier in the list wins on a shared border.
    order = np.argsort(-area, kind="stable")
    place[point[order]] = area[order]
    return place


def _rings(
    ground: Ground, around: BaseGeometry, taken: BaseGeometry, role: str
) -> gpd.GeoDataFrame:
    inner, rows, outline = 0.0, [], around
    for radius in ground.rings:
        reach = around.buffer(radius)
        ring = reach.difference(outline).difference(taken)
        if ground.study_area is not None:
            ring = ring.intersection(ground.study_area)
        name = f"{inner:g}–{radius:g} m"
        rows.append((role, name, inner, radius, ring))
        inner, outline = radius, reach
    columns = ["role", "name", "radius_from", "radius_to", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=ground.crs)
