"""Where each incident happened: which columns or geometries, in which CRS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyproj
import shapely

from .._centres import look_like_centres, may_be_centres
from .._checks import sentence
from .._frame_checks import crs_name
from .._strays import FLAG, find_strays
from . import _coordinates as coordinates
from ._geometry_texts import (
    find_geometry_texts,
    holds_positions,
    read_geometry_texts,
    split_pair,
    with_degrees,
)
from ._headers import crs_in_header, plain
from ._numbers import read_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from ._headers import Column
    from ._reasons import Marks
    from .formats._table import Table

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

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
        x, y = coordinates.xy_of_geometry(table.geometry, reasons, flags)
        sign = ""
    elif text_column is not None:
        geometry, stated = read_geometry_texts(table.cells[text_column], reasons)
        known_crs, source = _crs_of_geometry(
            table, crs, stated, f"column {text_column}"
        )
        x, y = coordinates.xy_of_geometry(geometry, reasons, flags)
        sign = ""
    else:
        has = ", ".join(table.cells.columns)
        rule = "{'x': column, 'y': column}, since no known header names a place"
        remedy = _names_instead(roles)
        raise ValueError(sentence("columns", rule, f"the columns {has}", remedy))
    if known_crs is None:
        hint = coordinates.suggest_words(x, y, area, roles=roles)
        rule = f"given, since nothing in {table.facts.name} states it"
        remedy = f"Suggestions, never applied unasked: {hint}" if hint else ""
        raise ValueError(sentence("crs", rule, "None", remedy))
    lon, lat, share = coordinates.mark_places(x, y, known_crs, area, reasons)
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
        return coordinates.as_crs("crs", given), "crs="
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
    wanted = coordinates.as_crs("crs", given)
    # GeoJSON without a crs member says degrees whatever it holds.
    may_differ = stated is None or table.facts.format == "geojson"
    if stated is not None and not may_differ and stated != wanted:
        rule = f"the CRS that the source states ({crs_name(stated)})"
        remedy = "Leave it out, or correct the source: frame.set_crs(...)."
        raise ValueError(sentence("crs", rule, crs_name(wanted), remedy))
    return wanted, "crs="
