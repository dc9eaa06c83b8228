"""GeoJSON, ArcGIS JSON and plain records, read without GDAL: features in = rows out.

Each feature or record is one row, whatever is wrong with it. Objects inside objects
become columns with dots between the names ("location.gps").
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyproj
import shapely

from ._encodings import UNDECODED, as_cp1252, decode
from ._table import (
    Facts,
    Table,
    cannot_read,
    check_layer,
    one_kind,
    unique_headers,
    without_controls,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ._table import Input

_MOST_DIGITS = 18  # longer whole numbers are kept as text: they are identities
_DEEPEST = 3  # objects around the list of records
_WGS84 = "EPSG:4326"
_KINDS = frozenset(
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon"]
    + ["MultiPolygon", "GeometryCollection"]
)
_NOWHERE = shapely.Point(np.nan, np.nan)


def read_json(source: Input) -> Table:
    """Read features or records into a table, one row each."""
    text, encoding = decode(source.content(), source.encoding)
    if not text.strip("\ufeff\x00 \r\n\t"):
        raise cannot_read(source.name, "it is empty")
    document, broken = _parsed(source, text.lstrip("\ufeff"))
    items, crs = _items(source, document)
    is_geo = crs is not None or any(map(_is_feature, items))
    rows = [_properties(item) for item in items]
    shapes, bad = _geometries(items, rows)
    cells, undecoded = _columns(rows)
    cells, n_odd = without_controls(cells)
    has_shapes = is_geo or any(shape is not None for shape in shapes)
    return Table(
        cells=cells,
        est_row=np.arange(1, len(items) + 1),
        facts=Facts(
            name=source.name,
            format="geojson" if is_geo else "json",
            encoding=encoding if encoding != "utf-8" else "",
            sha256=source.sha256(),
            notes={"control_characters": str(n_odd)} if n_odd else {},
        ),
        geometry=np.array([*shapes, None], object)[:-1] if has_shapes else None,
        crs=(crs or pyproj.CRS(_WGS84)) if has_shapes else None,
        row_faults={
            "bad_number": bad,
            "bad_encoding": undecoded,
            "bad_row_width": np.isin(np.arange(len(items)), broken),
        },
    )


def _parsed(source: Input, text: str) -> tuple[Any, list[int]]:
    """Return the document, or its lines where each is one; and those that are none."""
    try:
        return _loads(text), []
    except (ValueError, RecursionError) as error:
        lines = [line.strip("\x1e \t\r") for line in text.split("\n")]
        lines = [line for line in lines if line]
        found = [_line(line) for line in lines]
        whole = sum(isinstance(each, dict) for each in found)
        if len(lines) < 2 or whole * 2 < len(lines):
            at = f" at line {error.lineno}" if hasattr(error, "lineno") else ""
            why = f"it is not whole JSON: it breaks off or has a fault{at}"
            raise cannot_read(source.name, why) from error
        return found, [at for at, each in enumerate(found) if each is None]


def _loads(text: str) -> Any:
    return json.loads(
        text, parse_int=lambda said: int(said) if len(said) <= _MOST_DIGITS else said
    )


def _line(line: str) -> Any:
    try:
        return _loads(line)
    except (ValueError, RecursionError):
        return None


def _items(source: Input, document: Any) -> tuple[list[Any], Any]:
    """Return the features or records of a document, and the CRS it states."""
    if isinstance(document, list):
        return document, None
    if isinstance(document, dict):
        if isinstance(document.get("features"), list):
            return document["features"], _stated_crs(source, document)
        if _is_feature(document):
            return [document], _stated_crs(source, document)
        lists = dict(_lists(document, "", _DEEPEST))
        check_layer(source.layer if lists else None, list(lists), source.name)
        if source.layer or len(lists) == 1:
            return lists[source.layer or next(iter(lists))], None
        if lists:
            has = ", ".join(map(repr, lists))
            raise cannot_read(source.name, f"it has the lists {has}", "Pass layer=.")
        if document and not any(isinstance(v, list) for v in document.values()):
            return [document], None
    raise cannot_read(source.name, "it holds no features and no list of records")


def _lists(document: dict[str, Any], path: str, deep: int) -> Iterator[tuple[str, Any]]:
    """Yield (name, list) of every list of objects inside a document."""
    for key, value in document.items():
        name = f"{path}{key}"
        if isinstance(value, list) and any(isinstance(each, dict) for each in value):
            yield name, value
        elif isinstance(value, dict) and deep > 1:
            yield from _lists(value, f"{name}.", deep - 1)


def _is_feature(item: Any) -> bool:
    """Return whether an object is a feature, be its "type" there or not."""
    if not isinstance(item, dict) or "geometry" not in item:
        return False
    inside = item.get("properties", item.get("attributes", ()))
    return inside is None or isinstance(inside, dict)


def _stated_crs(source: Input, document: dict[str, Any]) -> pyproj.CRS:
    said = document.get("crs")
    properties = said.get("properties") if isinstance(said, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else said
    reference = document.get("spatialReference")
    if isinstance(reference, dict):
        name = reference.get("latestWkid") or reference.get("wkid")
    if name is None or "CRS84" in str(name):
        return pyproj.CRS(_WGS84)
    try:
        return pyproj.CRS.from_user_input(name)
    except (pyproj.exceptions.CRSError, TypeError, ValueError) as error:
        why = f"it states the CRS {str(name)[:80]!r}, which is not known"
        raise cannot_read(source.name, why) from error


def _properties(item: Any) -> dict[str, Any]:
    """Return {column: cell} of a feature or record; an identity beside them is one."""
    if not isinstance(item, dict):
        return {"value": _cell(item)} if item is not None else {}
    if not _is_feature(item):
        return dict(_flat(item, ""))
    said = item.get("properties", item.get("attributes")) or {}
    row = dict(_flat(said, ""))
    own = item.get("id")
    if own is not None and not isinstance(own, dict | list):
        same = str(row.get("id")) == str(own)
        row = {"feature id" if "id" in row and not same else "id": own, **row}
    return row


def _flat(item: dict[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for key, value in item.items():
        name = f"{path}{key}"
        if isinstance(value, dict) and not _is_shape(value):
            yield from _flat(value, f"{name}.")
        else:
            yield name, value if _is_shape(value) else _cell(value)


def _is_shape(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.get("type") in _KINDS
        and ("coordinates" in value or "geometries" in value)
    )


def _cell(value: Any) -> Any:
    """Return one cell; several values are joined, lists of objects stay JSON."""
    if isinstance(value, list):
        if any(isinstance(each, dict | list) for each in value):
            return json.dumps(value, ensure_ascii=False)
        return ";".join(str(each) for each in value if each is not None) or None
    return value


def _geometries(
    items: list[Any], rows: list[dict[str, Any]]
) -> tuple[list[Any], NDArray[np.bool_]]:
    """Return a geometry or None for each row, and which rows have one that is none.

    A record may hold its place as GeoJSON in one of its values.
    """
    shapes: list[Any] = []
    bad = np.zeros(len(items), bool)
    for at, (item, row) in enumerate(zip(items, rows, strict=True)):
        said = item.get("geometry") if _is_feature(item) else None
        for name in [key for key, value in row.items() if isinstance(value, dict)]:
            inside = row.pop(name)
            said = inside if said is None else said
        shape = _shape(said)
        bad[at] = shape is _NOWHERE
        shapes.append(shape)
    return shapes, bad


def _shape(said: Any) -> Any:
    """Return a geometry, None where there is none, a place nowhere for a broken one."""
    if said is None or said == {}:
        return None
    if not isinstance(said, dict):
        return _NOWHERE
    try:
        if "type" not in said and "x" in said:
            place = (said["x"], said.get("y"))
            return None if None in place else shapely.Point(*map(_number, place))
        if said.get("type") == "Point":
            numbers = said.get("coordinates")
            return shapely.Point(*map(_number, numbers[:3])) if numbers else None
        return shapely.from_geojson(json.dumps(said))
    except (TypeError, ValueError, KeyError, shapely.errors.ShapelyError):
        return _NOWHERE


def _number(value: Any) -> float:
    """Return a coordinate; text is none, and truth values are not 0 and 1."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    return float(value)


def _columns(
    rows: list[dict[str, Any]],
) -> tuple[pd.DataFrame, NDArray[np.bool_]]:
    """Return all cells by column, and the rows with bytes that fit no encoding."""
    names: dict[str, None] = {}
    for row in rows:
        names.update(dict.fromkeys(row))
    undecoded = np.zeros(len(rows), bool)
    columns = []
    for name in names:
        cells = [row.get(name) for row in rows]
        for at, cell in enumerate(cells):
            if isinstance(cell, str) and UNDECODED.search(cell):
                undecoded[at], cells[at] = True, as_cp1252(cell)
        columns.append(one_kind([None if cell == "" else cell for cell in cells]))
    headers = unique_headers([as_cp1252(name) for name in names])
    table = dict(zip(headers, columns, strict=True))
    return pd.DataFrame(table, index=pd.RangeIndex(len(rows))), undecoded
