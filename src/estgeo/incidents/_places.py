"""Where each incident happened: which columns or geometries, in which CRS."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from .._centres import look_like_centres, may_be_centres
from .._checks import sentence
from .._frame_checks import crs_name
from .._strays import FLAG, find_strays, middle
from .._sweden import in_sweden
from ._geometry_texts import (
    find_geometry_texts,
    holds_positions,
    read_geometry_texts,
    split_pair,
    with_degrees,
)
from ._headers import columns_of, crs_in_header, plain
from ._values import read_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from ._headers import Column
    from ._reasons import Marks
    from .formats._table import Table

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


_CROWDED, _CROWDED_SHARE = 20, 0.05  # incidents on one coordinate

# One column that holds "latitude,longitude".
_PAIR_NAMES = (
    "location gps",
    "gps",
    "koordinater",
    "koordinat",
    "position",
    "lat long",
    "lat lon",
    "latlong",
    "latlon",
    "coordinates",
)


@dataclass(frozen=True, slots=True)
class Where:
    """Coordinates of all rows as the source gives them and in degrees."""

    x: Floats
    y: Floats
    lon: Floats
    lat: Floats
    crs: pyproj.CRS
    crs_from: str
    decimal_sign: str
    share_outside: float | None


def read_where(
    table: Table,
    roles: dict[str, Column],
    crs: object,
    area: Any,
    marks: tuple[Marks, Marks],
) -> Where:
    """Read all places of a table; ``marks`` are the reasons and the flags."""
    reasons, flags = marks
    use_columns = "x" in roles and "y" in roles
    text_column = find_geometry_texts(list(table.cells.columns))
    column = roles.get("x") if use_columns else None
    if use_columns:
        both = roles["x"] == roles["y"]
        known_crs, source = _crs_of_columns(crs, column, both=both)
        degrees = known_crs is not None and known_crs.is_geographic
        x, y, sign = _of_columns(table, roles, reasons, degrees=degrees)
    elif table.geometry is not None:
        known_crs, source = _crs_of_geometry(table, crs, table.crs, table.facts.format)
        x, y = xy_of_geometry(table.geometry, reasons, flags)
        sign = ""
    elif text_column is not None:
        geometry, stated = read_geometry_texts(table.cells[text_column], reasons)
        known_crs, source = _crs_of_geometry(
            table, crs, stated, f"column {text_column}"
        )
        x, y = xy_of_geometry(geometry, reasons, flags)
        sign = ""
    else:
        has = ", ".join(table.cells.columns)
        rule = "{'x': column, 'y': column}, since no known header names a place"
        remedy = _names_instead(roles)
        raise ValueError(sentence("columns", rule, f"the columns {has}", remedy))
    if known_crs is None:
        hint = suggest_words(x, y, area, roles=roles)
        rule = f"given, since nothing in {table.facts.name} states it"
        remedy = f"Suggestions, never applied unasked: {hint}" if hint else ""
        raise ValueError(sentence("crs", rule, "None", remedy))
    lon, lat, share = mark_places(x, y, known_crs, area, reasons)
    return Where(x, y, lon, lat, known_crs, source, sign, share)


def _names_instead(roles: Mapping[str, Column]) -> str:
    """Return what columns of areas and addresses could be read with."""
    given = {"area": "zones=", "address": "addresses="}
    return " ".join(
        f"'{roles[role]}' names the {role}: pass {argument}..."
        for role, argument in given.items()
        if role in roles
    )


def has_places(table: Table, roles: Mapping[str, Column]) -> bool:
    """Return whether a table has points, or columns of them, that say anything."""
    if "x" in roles and "y" in roles:
        x = read_numbers(_cells_xy(table.cells, dict(roles))[0])
        return not bool(x.missing.all())
    if table.geometry is not None:
        return not bool(shapely.is_missing(table.geometry).all())
    return find_geometry_texts(list(table.cells.columns)) is not None


def flag_shared_points(x: Floats, y: Floats, accepted: Mask, flags: Marks) -> None:
    """Flag centres of areas, and coordinates that strikingly many incidents share.

    ``x``, ``y``: metres, of the rows in ``accepted``.
    """
    x, y = x.round(2), y.round(2)
    # One whole number a point: centimetres east and north, 32 bits each.
    east, north = (np.rint(axis * 100).astype(np.int64) for axis in (x, y))
    place = (east << 32) + north
    inorder = np.sort(place)
    begins = np.flatnonzero(np.diff(inorder, prepend=inorder[:1] - 1))
    counts = np.diff(begins, append=len(inorder))
    if may_be_centres(counts) and look_like_centres(x, y):
        code, fewest = "area_centre", 2.0
    else:
        code, fewest = "crowded_point", max(_CROWDED, _CROWDED_SHARE * len(place))
    flagged = np.zeros(len(accepted), bool)
    flagged[accepted] = np.isin(place, inorder[begins[counts >= fewest]])
    flags.add(code, flagged)


def flag_strays(where: Where, placed: Mask, flags: Marks) -> None:
    """Flag points far from all others."""
    flagged = np.zeros(len(placed), bool)
    flagged[placed] = find_strays(where.lon[placed], where.lat[placed])[0]
    flags.add(FLAG, flagged)


def find_pair(cells: pd.DataFrame) -> str | None:
    """Return a column that holds both coordinates, by its name or by what it says."""
    headers = list(cells.columns)
    named = [h for h in headers if plain(h) in _PAIR_NAMES]
    if named:
        return str(named[0])
    if find_geometry_texts(headers) is not None:
        return None
    return next((str(h) for h in headers if holds_positions(cells[h])), None)


def _of_columns(
    table: Table, roles: dict[str, Column], reasons: Marks, *, degrees: bool
) -> tuple[Floats, Floats, str]:
    cells_x, cells_y = _cells_xy(table.cells, roles)
    x = read_numbers(cells_x, degrees=degrees)
    y = read_numbers(cells_y, degrees=degrees)
    excused = reasons.has("cell_error", "formula_without_value")
    reasons.add("missing_geometry", (x.missing | y.missing) & ~excused)
    reasons.add("bad_number", (x.bad | y.bad) & ~excused)
    reasons.add("ambiguous_number", (x.ambiguous | y.ambiguous) & ~excused)
    return x.values, y.values, x.decimal_sign or y.decimal_sign


def _cells_xy(
    cells: pd.DataFrame, roles: dict[str, Column]
) -> tuple[pd.Series, pd.Series]:
    x, y = str(roles["x"]), str(roles["y"])
    if x == y:
        return split_pair(cells[x])
    return with_degrees(cells[x]), with_degrees(cells[y])


def _crs_of_columns(
    given: object, column: Column | None, *, both: bool
) -> tuple[pyproj.CRS | None, str]:
    if given is not None:
        return as_crs("crs", given), "crs="
    if both:
        return pyproj.CRS("EPSG:4326"), f"column {column}"
    stated = crs_in_header(column)
    if stated is not None:
        return pyproj.CRS(stated), f"column {column}"
    return None, ""


def _crs_of_geometry(
    table: Table, given: object, stated: pyproj.CRS | None, source: str
) -> tuple[pyproj.CRS | None, str]:
    if given is None:
        return stated, source
    wanted = as_crs("crs", given)
    # GeoJSON without a crs member says degrees whatever it holds.
    may_differ = stated is None or table.facts.format == "geojson"
    if stated is not None and not may_differ and stated != wanted:
        rule = f"the CRS that the source states ({crs_name(stated)})"
        remedy = "Leave it out, or correct the source: frame.set_crs(...)."
        raise ValueError(sentence("crs", rule, crs_name(wanted), remedy))
    return wanted, "crs="
