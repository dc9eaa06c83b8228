"""Places by name: the area of a report, or its address in a register."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj

from .._checks import sentence
from .._frame_checks import check_geoframe
from .._zone_names import NOT_FOUND, SEVERAL, ZoneLookup, zone_labels
from ._headers import bare, columns_of, find_roles, plain
from ._places import Where, as_crs, has_places, metric_crs, to_degrees
from ._values import NOTHING, as_text, read_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ._headers import Column
    from ._reasons import Marks
    from .formats._table import Table

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

_HALF = 0.5
_NO_PLACE = ("missing_geometry", "zero_coordinate")
_STREETS = ("gatunamn", "gata", "adressområde", "street", "street name", "name", "namn",
            "adress", "address", "gatuadress", "vägnamn")  # fmt: skip
_NUMBERS = ("nummer", "nr", "gatunummer", "husnummer", "adressplats", "adressnummer",
            "number", "house number", "housenumber", "street number")  # fmt: skip
_LETTERS = ("bokstav", "littera", "letter", "bokstavstillägg")


@dataclass(frozen=True, slots=True)
class Named:
    """What names of areas and addresses say of all rows.

    Attributes
    ----------
    zone : ndarray of str or None
        Label of the area of each row, None where it names none.
    in_area : ndarray of bool
        Where it names one.
    lon, lat : ndarray
        The address of each row in degrees, NaN where it names none.
    around : (lon, lat) or None
        A point in the areas, for the CRS of reports without any point.
    unknown : dict
        {name of an area that is not there: rows}, the commonest first.
    """

    zone: NDArray[np.object_]
    in_area: Mask
    lon: Floats
    lat: Floats
    around: tuple[float, float] | None
    unknown: Mapping[str, int]

    @property
    def has_address(self) -> Mask:
        """Rows whose address is in the register."""
        return np.isfinite(self.lon)

    @property
    def any(self) -> Mask:
        """Rows that are placed by a name."""
        return self.has_address | self.in_area


def read_named(
    table: Table,
    roles: dict[str, Column],
    zones: gpd.GeoDataFrame | None,
    addresses: Register | None,
    marks: Marks,
) -> Named:
    """Read the areas and addresses that rows name; a point of their own comes first."""
    n = len(table.cells)
    if addresses is None and (zones is None or "area" not in roles):
        none, nan = np.zeros(n, bool), np.full(n, np.nan)
        return Named(np.full(n, None, object), none, nan, nan, None, {})
    without = _without_point(table, roles)
    lon, lat, strangers = _read_addresses(table, roles, addresses, without)
    without = without & ~np.isfinite(lon)
    zone = np.full(n, None, object)
    around, unknown = None, dict[str, int]()
    if zones is not None and "area" in roles:
        around = _middle(zones)
        zone, unknown = _read_areas(table, roles["area"], zones, without, marks)
    in_area = ~pd.isna(zone)
    for code, rows, told in strangers:
        marks.add(code, rows & ~in_area, told)
    found = Named(zone, in_area, lon, lat, around, unknown)
    marks.excuse(found.any | marks.has("unknown_area", "ambiguous_area"), *_NO_PLACE)
    marks.excuse(marks.has("unknown_address", "ambiguous_address"), *_NO_PLACE)
    return found


def without_other_areas(
    table: Table,
    roles: dict[str, Column],
    given: Mapping[str, Column | None] | None,
    zones: gpd.GeoDataFrame | None,
) -> tuple[Table, dict[str, Column]]:
    """Leave out a column that only its header makes one of areas, and say so.

    Where rows have places of their own, the values have to be names of the zones:
    some of them, or half of them where they are numbers, which fit by accident.
    """
    asked = (given or {}).get("area") is not None
    if zones is None or asked or "area" not in roles or not has_places(table, roles):
        return table, roles
    check_geoframe("zones", zones)
    column = columns_of(roles["area"])[0]
    every = _whole(table.cells[column]).unique()
    said = [str(text) for text in every if str(text).casefold() not in NOTHING]
    known = np.asarray(ZoneLookup(zones).find(said)) != NOT_FOUND
    numbers = all(text.isdecimal() for text in said)
    if not said or (known.mean() >= _HALF if numbers else known.any()):
        return table, roles
    notes = {"area_not_in_zones": column}
    facts = replace(table.facts, notes=dict(table.facts.notes) | notes)
    left = {role: each for role, each in roles.items() if role != "area"}
    return replace(table, facts=facts), left


def placed_by_name(where: Where, named: Named) -> Where:
    """Return the places with those of addresses filled in."""
    rows = named.has_address
    if not rows.any():
        return where
    lon, lat = where.lon.copy(), where.lat.copy()
    lon[rows], lat[rows] = named.lon[rows], named.lat[rows]
    x, y = where.x.copy(), where.y.copy()
    to_source = pyproj.Transformer.from_crs("EPSG:4326", where.crs, always_xy=True)
    x[rows], y[rows] = to_source.transform(lon[rows], lat[rows])
    return replace(where, x=x, y=y, lon=lon, lat=lat)


def nowhere(n: int, named: Named) -> Where:
    """Return the places of a table without any column of coordinates."""
    unknown = np.full(n, np.nan)
    near = named.around or (named.lon[named.has_address], named.lat[named.has_address])
    crs = metric_crs(np.atleast_1d(near[0]), np.atleast_1d(near[1]))
    return Where(unknown, unknown, unknown, unknown, crs, "zones", "", None)


@dataclass(frozen=True, slots=True)
class Register:
    """Addresses on disk with their places in degrees."""

    places: Mapping[str, tuple[float, float] | None]

    @classmethod
    def of(cls, table: Table, crs: object) -> Register:
        """Return a register; an address with two places is there without any."""
        headers = list(table.cells.columns)
        lon, lat = _places_of(table, crs)
        found = _first_of(_STREETS, headers)
        if found is None:
            rule = "a register with a column of street names (gatunamn, adress, name)"
            raise ValueError(sentence("addresses", rule, ", ".join(headers)))
        parts = [_first_of(names, headers) for names in (_NUMBERS, _LETTERS)]
        text = as_text(table.cells[found]).fillna("")
        for name in parts:
            if name is not None and name != found:
                text = text + " " + _whole(table.cells[name])
        places: dict[str, tuple[float, float] | None] = {}
        for key, *place in zip(map(address_key, text), lon, lat, strict=True):
            if not key or not np.isfinite(place).all():
                continue
            at = (round(float(place[0]), 7), round(float(place[1]), 7))
            places[key] = at if places.get(key, at) == at else None
        return cls(places)


def address_key(address: str) -> str:
    """Return an address as it is compared: street, number and letter alone.

    >>> (
    ...     address_key(" Storgatan 12 B, 703 61 Örebro"),
    ...     address_key("STORGATAN 12b lgh 3"),
    ... )
    ('storgatan 12b', 'storgatan 12b')
    """
    text = unicodedata.normalize("NFC", address).casefold().split(",")[0]
    text = re.sub(r"\b(?:lgh|lägenhet|vån|våning|port|uppg|uppgång)\b.*$", "", text)
    text = re.sub(r"\b\d{3} ?\d{2}\b.*$", "", " ".join(text.split()))
    text = re.sub(r"(\d)\s+([a-zåäö])$", r"\1\2", text.strip(" ."))
    return text.strip()


def _without_point(table: Table, roles: Mapping[str, Column]) -> Mask:
    """Return the rows whose own place is empty or, of columns, zero."""
    if "x" in roles and "y" in roles:
        empty = np.zeros(len(table.cells), bool)
        zero = np.ones(len(table.cells), bool)
        for axis in ("x", "y"):
            read = read_numbers(table.cells[columns_of(roles[axis])[0]], degrees=True)
            empty |= read.missing
            zero &= read.values == 0
        return empty | zero
    if table.geometry is not None:
        shapes = gpd.GeoSeries(table.geometry)
        return np.asarray(shapes.isna() | shapes.is_empty, bool)
    return np.ones(len(table.cells), bool)


def _read_areas(
    table: Table,
    column: Column,
    zones: gpd.GeoDataFrame,
    without: Mask,
    marks: Marks,
) -> tuple[NDArray[np.object_], dict[str, int]]:
    check_geoframe("zones", zones)
    text = _whole(table.cells[columns_of(column)[0]])
    codes, distinct = pd.factorize(text)
    position = ZoneLookup(zones).find(distinct)
    nothing = np.array([str(each).casefold() in NOTHING for each in distinct], bool)
    position[nothing] = NOT_FOUND
    names = zone_labels(zones).to_numpy(object)
    labels = np.full(len(distinct), None, object)
    labels[position >= 0] = names[position[position >= 0]]
    told = text.to_numpy(object)
    said = without & ~nothing[codes]
    marks.add("unknown_area", said & (position == NOT_FOUND)[codes], told)
    marks.add("ambiguous_area", said & (position == SEVERAL)[codes], told)
    zone = labels[codes]
    zone[~without] = None
    unknown = Counter(told[marks.has("unknown_area", "ambiguous_area")].tolist())
    return zone, dict(unknown.most_common())


def _read_addresses(
    table: Table,
    roles: Mapping[str, Column],
    register: Register | None,
    without: Mask,
) -> tuple[Floats, Floats, list[tuple[str, Mask, NDArray[np.object_]]]]:
    """Return degrees, and (reason, rows, address) of addresses that have no place."""
    lon, lat = np.full(len(table.cells), np.nan), np.full(len(table.cells), np.nan)
    if register is None:
        return lon, lat, []
    if "address" not in roles:
        rule = "{'address': column}, since no known header names an address"
        has = ", ".join(table.cells.columns)
        raise ValueError(sentence("columns", rule, f"the columns {has}"))
    names = columns_of(roles["address"])
    text = _whole(table.cells[names[0]])
    for name in names[1:]:
        text = text + " " + _whole(table.cells[name])
    codes, distinct = pd.factorize(text.map(address_key))
    places = [register.places.get(key, ()) for key in distinct]
    several = np.array([place is None for place in places], bool)[codes]
    known = np.array([bool(place) for place in places], bool)[codes] & without
    said = without & np.array([bool(key) for key in distinct], bool)[codes]
    at = np.array([place or (np.nan, np.nan) for place in places], float).reshape(-1, 2)
    lon[known], lat[known] = at[codes[known]].T
    told = text.to_numpy(object)
    return (
        lon,
        lat,
        [
            ("ambiguous_address", said & several, told),
            ("unknown_address", said & ~several & ~known, told),
        ],
    )


def _places_of(table: Table, crs: object) -> tuple[Floats, Floats]:
    """Return the places of a register in degrees."""
    if table.geometry is not None:
        points = gpd.GeoSeries(table.geometry, crs=crs or table.crs).to_crs(4326)
        return points.x.to_numpy(), points.y.to_numpy()
    roles = find_roles(list(table.cells.columns), None)
    if "x" not in roles or "y" not in roles:
        has = ", ".join(table.cells.columns)
        raise ValueError(sentence("addresses", "a register with 'x' and 'y'", has))
    x, y = (
        read_numbers(table.cells[columns_of(roles[axis])[0]], degrees=True).values
        for axis in ("x", "y")
    )
    if crs is None and np.nanmax(np.abs(np.r_[x, y, 0])) <= 180:
        crs = "EPSG:4326"
    if crs is None:
        remedy = "Give it: crs=3006 for SWEREF 99 TM, the same as of the reports."
        raise ValueError(sentence("crs", "known for the addresses", "None", remedy))
    return to_degrees(x, y, as_crs("crs", crs))


def _middle(zones: gpd.GeoDataFrame) -> tuple[float, float] | None:
    if zones.crs is None or not len(zones):
        return None
    west, south, east, north = zones.to_crs(4326).total_bounds
    return float(west + east) / 2, float(south + north) / 2


def _first_of(names: Sequence[str], headers: Sequence[str]) -> str | None:
    known = {name_of(h): h for name_of in (bare, plain) for h in reversed(headers)}
    return next((known[name] for name in names if name in known), None)


def _whole(cells: pd.Series) -> pd.Series:
    """Return cells as text, whole numbers without decimals and "" for nothing."""
    column: Any = cells
    if pd.api.types.is_float_dtype(column.dtype) and (column.dropna() % 1 == 0).all():
        column = column.astype("Int64")
    return as_text(column).fillna("")
