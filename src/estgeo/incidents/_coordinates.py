"""Where the points are: which CRS, which coordinates cannot be, what to suggest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from .._checks import sentence
from .._strays import middle
from .._sweden import in_sweden
from ._headers import columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ._headers import Column
    from ._reasons import Marks

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

# Degrees about 0/0, off the coast of Africa, and metres about the origin of a CRS, that
# are nobody's place: what an unknown place becomes on its way through other CRSs.
_NULL_ISLAND = 0.01
_ORIGIN = 1.0
SWEREF_TM = "EPSG:3006"
# What Swedish coordinates may be in: degrees, SWEREF 99 TM, RT90, the local zones.
CANDIDATES = ("EPSG:4326", "EPSG:3006", "EPSG:3021") + tuple(
    f"EPSG:{code}" for code in range(3007, 3019)
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A reading of the coordinates that would put them where they should be."""

    crs: str
    swapped: bool
    share: float


def as_crs(argument: str, value: object) -> pyproj.CRS:
    """Return a CRS from what a user may pass."""
    try:
        return pyproj.CRS.from_user_input(value)
    except pyproj.exceptions.CRSError as error:
        rule = "a coordinate reference system such as 3006 or 'EPSG:4326'"
        raise ValueError(sentence(argument, rule, repr(value))) from error


def to_degrees(x: Floats, y: Floats, crs: pyproj.CRS) -> tuple[Floats, Floats]:
    """Return longitude and latitude; infinite where a point is not in the CRS."""
    transformer = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    lon, lat = transformer.transform(x, y, errcheck=False)
    lon, lat = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    impossible = ~(np.abs(lat) <= 90) | ~(np.abs(lon) <= 180)
    impossible &= np.isfinite(x) & np.isfinite(y)
    lon[impossible] = lat[impossible] = np.inf
    return lon, lat


def is_swedish(crs: pyproj.CRS) -> bool:
    """Return whether a CRS is one of the Swedish grids."""
    return bool(re.search(r"sweref|rt ?90", crs.name, re.IGNORECASE))


def suggestions(x: Floats, y: Floats, area: Any = None) -> list[Suggestion]:
    """Return CRSs, swapped or not, that put most points in the area, best first.

    ``area``: a polygon in degrees; None means Sweden. A suggestion is
    never applied: the local zones all look alike in numbers.
    """
    finite = np.isfinite(x) & np.isfinite(y)
    x, y = x[finite][:5000], y[finite][:5000]
    found = []
    for crs in CANDIDATES if len(x) else ():
        for swapped in (False, True):
            pair = (y, x) if swapped else (x, y)
            lon, lat = to_degrees(*pair, pyproj.CRS(crs))
            share = float(_within(lon, lat, area).mean())
            if share >= 0.5:
                found.append(Suggestion(crs, swapped, share))
    return sorted(found, key=lambda each: -each.share)


def suggest_words(
    x: Floats,
    y: Floats,
    area: Any = None,
    *,
    roles: Mapping[str, Column] | None = None,
) -> str:
    """Return suggestions as a sentence in English, "" where there are none.

    ``roles``: with the columns of x and y, to say how they are swapped.
    """
    found = suggestions(x, y, area)
    if not found:
        return ""
    place = "Sweden" if area is None else "the area"
    texts = [
        f"crs={each.crs}{' with x and y swapped' if each.swapped else ''} puts "
        f"{100 * each.share:.0f} % of the rows in {place}"
        for each in found[:3]
    ]
    more = f" ({len(found) - 3} more fit as well" if len(found) > 3 else ""
    if more:
        more += ")" if area is not None else "; a study_area tells them apart)"
    axes = {axis: columns_of((roles or {}).get(axis)) for axis in ("x", "y")}
    swap = ""
    if any(each.swapped for each in found[:3]) and all(axes.values()):
        swap = (
            f" Swap them with columns={{'x': {axes['y'][0]!r}, 'y': {axes['x'][0]!r}}}."
        )
    return "; ".join(texts) + more + "." + swap


def polygon_in_degrees(study_area: object) -> Any:
    """Return the union of a study area in degrees, None for None."""
    if study_area is None:
        return None
    if not isinstance(study_area, gpd.GeoDataFrame | gpd.GeoSeries):
        rule = "a GeoDataFrame or GeoSeries of polygons"
        raise TypeError(sentence("study_area", rule, type(study_area).__name__))
    if study_area.crs is None:
        remedy = "State it: study_area.set_crs(...)."
        raise ValueError(sentence("study_area", "in a known CRS", "none", remedy))
    shape = study_area.geometry.to_crs("EPSG:4326").make_valid().union_all()
    if shape.is_empty or shape.area == 0:
        raise ValueError(sentence("study_area", "polygons with an area", "none"))
    return shape


def mark_places(
    x: Floats, y: Floats, crs: pyproj.CRS, area: Any, marks: Marks
) -> tuple[Floats, Floats, float | None]:
    """Mark coordinates that cannot be; return degrees and the share outside the area.

    The share is of the rows that have coordinates at all; None without an area.
    """
    known = ~np.isnan(x) & ~np.isnan(y)
    lon, lat = to_degrees(x, y, crs)
    zero = known & _is_nowhere(x, y, lon, lat, crs)
    marks.add("zero_coordinate", zero)
    infinite = known & ~zero & ~(np.isfinite(lon) & np.isfinite(lat))
    marks.add("nonfinite_coordinate", infinite)
    placed = known & ~zero & ~infinite
    if area is not None:
        outside = placed & ~_within(lon, lat, area)
        marks.add("outside_study_area", outside)
        return lon, lat, float(outside.sum() / max(placed.sum(), 1))
    if _belongs_in_sweden(lon, lat, placed, crs):
        marks.add("outside_sweden", placed & ~in_sweden(lon, lat))
    return lon, lat, None


def _is_nowhere(
    x: Floats, y: Floats, lon: Floats, lat: Floats, crs: pyproj.CRS
) -> Mask:
    """Return which coordinates are 0, or what 0 has become in another CRS."""
    null_island = (np.abs(lon) <= _NULL_ISLAND) & (np.abs(lat) <= _NULL_ISLAND)
    if crs.is_geographic:
        return np.asarray(null_island)
    origin = (np.abs(x) <= _ORIGIN) & (np.abs(y) <= _ORIGIN)
    return np.asarray(null_island | origin | (x == 0) | (y == 0))


def _belongs_in_sweden(lon: Floats, lat: Floats, placed: Mask, crs: pyproj.CRS) -> bool:
    """Return whether points outside Sweden must be faults.

    So when the grid is Swedish, when most points lie in Sweden, or when most would if
    x and y were swapped.
    """
    if is_swedish(crs):
        return True
    inside, swapped = in_sweden(lon, lat)[placed], in_sweden(lat, lon)[placed]
    return bool(placed.any() and (inside | swapped).mean() >= 0.5)


def metric_crs(lon: Floats, lat: Floats) -> pyproj.CRS:
    """Return SWEREF 99 TM when most points lie in Sweden, else the UTM zone.

    The zone is that of the median point: some points astray do not move it.
    """
    if not len(lon) or in_sweden(lon, lat).mean() >= 0.5:
        return pyproj.CRS(SWEREF_TM)
    x, y = middle(lon, lat)
    return gpd.GeoSeries.from_xy([x], [y], crs="EPSG:4326").estimate_utm_crs()


def in_target(
    x: Floats, y: Floats, crs: pyproj.CRS, target: pyproj.CRS
) -> tuple[Floats, Floats]:
    """Return coordinates in the target CRS."""
    if crs == target:
        return x, y
    transformer = pyproj.Transformer.from_crs(crs, target, always_xy=True)
    return transformer.transform(x, y)  # type: ignore[no-any-return]


def xy_of_geometry(
    geometry: NDArray[np.object_], reasons: Marks, flags: Marks
) -> tuple[Floats, Floats]:
    """Return coordinates of points; mark missing and other geometries."""
    geometry = np.asarray(geometry, dtype=object)
    missing = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    kind = shapely.get_type_id(geometry)
    parts = shapely.get_num_geometries(geometry)
    single = ~missing & (kind == shapely.GeometryType.MULTIPOINT) & (parts == 1)
    many = ~missing & (kind == shapely.GeometryType.MULTIPOINT) & (parts > 1)
    other = ~missing & (kind != shapely.GeometryType.POINT) & ~single & ~many
    reasons.add("missing_geometry", missing)
    reasons.add("multipoint", many)
    reasons.add("not_a_point", other)
    flags.add("single_part", single)
    flags.add("dropped_z", ~missing & shapely.has_z(geometry))
    point = np.where(single, shapely.get_geometry(geometry, 0), geometry)
    point[missing] = None  # shapely raises when asked where an empty point is
    x = np.asarray(shapely.get_x(point), np.float64)
    y = np.asarray(shapely.get_y(point), np.float64)
    is_point = ~missing & ~many & ~other
    # A point made of NaN is neither missing nor empty to shapely.
    nowhere = is_point & ~(np.isfinite(x) & np.isfinite(y))
    reasons.add("nonfinite_coordinate", nowhere & ~reasons.has("bad_number"))
    x[~np.isfinite(x)] = np.nan
    y[~np.isfinite(y)] = np.nan
    return x, y


def _within(lon: Floats, lat: Floats, area: Any) -> Mask:
    if area is None:
        return in_sweden(lon, lat)
    shapely.prepare(area)
    return np.asarray(shapely.intersects_xy(area, lon, lat), bool)
