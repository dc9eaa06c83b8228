"""Records as plain rows, and rows as the files that people edit.

A row is {code of a column: text, number or None}; an area is text (WKT). Every file
says the same: a sheet, a csv, a layer or a list of objects in json.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pyproj
import shapely

from .._checks import sentence
from .._files import saving_file
from .._inert import (
    timeless_layers,
    unsafe_text,
    whole_characters,
    without_formulas,
    write_sheets,
)
from .._provenance import MADE_BY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

Row = dict[str, Any]

# {code: what the column may be called}; the first Swedish and English are written.
INSATS_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("nr", "id", "insats-id", "insats_id"),
    "name": ("insats", "name", "namn", "åtgärd"),
    "kind": ("typ av insats", "kind", "typ", "slag", "type"),
    "themes": ("teman", "themes", "theme", "tema"),
    "start": ("från", "start", "startdatum", "start_date", "from"),
    "end": ("till", "end", "slut", "slutdatum", "end_date", "to"),
    "status": ("status", "status", "läge"),
    "responsible": ("ansvarig", "responsible", "ansvar", "vem"),
    "purpose": ("syfte", "purpose", "mål"),
    "hours": ("tider", "hours", "tid", "klockslag"),
    "decided_on": ("beslutad", "decided_on", "beslutad den", "beslutsdatum"),
    "problem": ("problem", "problem", "problem_id", "problem-id"),
    "area": ("geometri", "area", "geometry", "wkt", "yta"),
}
PROBLEM_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("nr", "id", "problem-id", "problem_id"),
    "theme": ("tema", "theme"),
    "zone": ("område", "zone", "plats"),
    "what": ("vad", "what", "problembild", "problem"),
    "how": ("hur", "how", "tillvägagångssätt"),
    "cause": ("troliga orsaker", "cause", "orsak", "orsaker", "trolig orsak"),
    "goal": ("mål", "goal"),
    "target": ("högst antal", "target", "målvärde"),
    "level": ("nivå", "level"),
    "since": ("sedan", "since"),
    "status": ("status", "status", "läge"),
    "priority": ("prioritet", "priority", "prio"),
    "area": ("geometri", "area", "geometry", "wkt", "yta"),
}
# {name of a table: what its columns may be called}
SHEETS = {"problems": PROBLEM_NAMES, "insatser": INSATS_NAMES}
_DAYS = ("start", "end", "decided_on")
_LONGEST_CELL = 32_767  # characters: a sheet cuts what is longer


def rows_of(records: Sequence[Any], names: Mapping[str, tuple[str, ...]]) -> list[Row]:
    """Return records as plain rows; what their files said besides comes last."""
    rows = []
    for record in records:
        taken = sorted(set(names) & set(record.more))
        if taken:
            rule = "without the name of a column of its own in 'more'"
            raise ValueError(sentence("records", rule, repr(taken[0])))
        row = {code: _plain(getattr(record, code)) for code in names}
        row["area"] = _as_text(record.area, record.crs)
        rows.append(row | {str(key): _plain(v) for key, v in record.more.items()})
    return rows


def record_values(row: Row, names: Mapping[str, tuple[str, ...]]) -> Row:
    """Return the arguments that make a record of a plain row."""
    known = {code: row[code] for code in names if not _is_missing(row.get(code))}
    area, crs = from_wkt(known.pop("area", None))
    texts = {
        code: value if code in _DAYS else _told(code, value)
        for code, value in known.items()
    }
    if "themes" in texts:
        parts = [part.strip() for part in str(texts["themes"]).split(";")]
        texts["themes"] = tuple(part for part in parts if part) or None
    more = {
        key: value
        for key, value in row.items()
        if key not in names and not _is_missing(value)
    }
    return texts | {"area": area, "crs": crs, "more": more}


def _told(code: str, value: Any) -> Any:
    if code in ("target", "level") and not isinstance(value, str):
        return float(value)
    if code == "target":
        return float(value.strip().replace(",", "."))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a sheet makes a number of the text "1"
    return str(value).strip()


def with_codes(row: Row, names: Mapping[str, tuple[str, ...]]) -> Row:
    """Return a row under the codes of its columns, whatever the file calls them."""
    found: Row = {}
    for column, value in row.items():
        plain = str(column).strip().lower()
        code = next((c for c in names if c == plain), None)
        code = code or next((c for c, known in names.items() if plain in known), None)
        taken = code is None or code in found
        found[str(column) if taken or code is None else code] = value
    return found


def _as_text(area: BaseGeometry | None, crs: Any) -> str | None:
    if area is None:
        return None
    text = _exact_wkt(area)
    if crs is None:
        return text
    known = pyproj.CRS.from_user_input(crs)
    code = known.to_epsg(min_confidence=100)
    return f"SRID={code};{text}" if code else f"CRS={known.to_wkt()};{text}"


def _exact_wkt(area: BaseGeometry) -> str:
    """Return WKT with every digit; GEOS writes sixteen, a number may have seventeen."""

    def ring(line: BaseGeometry) -> str:
        points = shapely.get_coordinates(line, include_z=area.has_z).tolist()
        return f"({', '.join(' '.join(map(repr, point)) for point in points)})"

    def rings(polygon: Any) -> str:
        lines = [polygon.exterior, *polygon.interiors]
        return f"({', '.join(ring(line) for line in lines)})"

    parts = [rings(polygon) for polygon in shapely.get_parts(area)]
    many = area.geom_type == "MultiPolygon"
    told = f"({', '.join(parts)})" if many else parts[0]
    return f"{area.geom_type.upper()} {'Z ' * area.has_z}{told}"


def from_wkt(value: Any) -> tuple[Any, Any]:
    """Return the geometry of (E)WKT and its CRS; what cannot be read stays as it is."""
    if not isinstance(value, str):
        return value, None
    head, _, body = value.strip().rpartition(";")
    kind, _, stated = head.partition("=")
    geometry = shapely.from_wkt(body.strip(), on_invalid="ignore")
    crs = None
    if kind.upper() == "SRID" and stated.strip().isdigit():
        crs = pyproj.CRS.from_epsg(int(stated))
    elif kind.upper() == "CRS":
        crs = pyproj.CRS.from_wkt(stated)
    return (value if geometry is None else geometry), crs


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if _is_missing(value):
        return None
    if hasattr(value, "isoformat"):
        stamp = pd.Timestamp(value)
        whole_day = stamp == stamp.normalize()
        return str(stamp.date()) if whole_day else stamp.isoformat()
    return value.item() if hasattr(value, "item") else value


def _is_missing(value: Any) -> bool:
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def write_tables(path: Path, tables: Mapping[str, list[Row]]) -> None:
    """Write tables of rows as the end of the name says; one table only into a csv."""
    suffix = path.suffix.lower()
    if suffix not in (".json", ".xlsx", ".csv", ".gpkg"):
        rule = "a path that ends with .json, .xlsx, .csv or .gpkg"
        raise ValueError(sentence("path", rule, str(path)))
    if suffix == ".csv" and len(tables) > 1:
        rule = "a path that ends with .json, .xlsx or .gpkg for several tables"
        remedy = "A csv holds one: write_records(path, records)."
        raise ValueError(sentence("path", rule, str(path), remedy))
    with saving_file(path) as draft:
        if suffix == ".json":
            text = json.dumps(tables, ensure_ascii=False, indent=1)
            draft.write_text(text + "\n", encoding="utf-8")
        elif suffix == ".xlsx":
            _check_fits(tables)
            write_sheets(draft, _sheets(tables), is_exact=True)
        elif suffix == ".csv":
            frame = pd.DataFrame(next(iter(tables.values())), dtype=object)
            table = without_formulas(frame)
            # This end of a line has a lone carriage return in a cell put in quotes.
            table.to_csv(
                draft,
                index=False,
                sep=";",
                encoding="utf-8-sig",
                lineterminator="\r\n",
            )
        else:
            _write_layers(draft, tables)


def _sheets(tables: Mapping[str, list[Row]]) -> dict[str, pd.DataFrame]:
    """Return the sheets people edit: columns under their Swedish headings."""
    sheets = {}
    for name, rows in tables.items():
        known = SHEETS.get(name, {})
        frame = pd.DataFrame(rows, dtype=object)
        heads = [known.get(str(code), (str(code),))[0].capitalize() for code in frame]
        own = [str(code) not in known for code in frame]
        frame.columns = pd.Index(
            [c if mine else h for c, h, mine in zip(frame, heads, own, strict=True)]
        )
        sheets[name] = frame
    return sheets


def _check_fits(tables: Mapping[str, list[Row]]) -> None:
    cells = [
        value for rows in tables.values() for row in rows for value in row.values()
    ]
    longest = max((len(value) for value in cells if isinstance(value, str)), default=0)
    if longest > _LONGEST_CELL:
        rule = f"records whose texts and areas take at most {_LONGEST_CELL} characters"
        remedy = "A sheet cuts longer ones: save as .gpkg or .json."
        raise ValueError(sentence("records", rule, f"one of {longest}", remedy))


def _write_layers(path: Path, tables: Mapping[str, list[Row]]) -> None:
    for name, rows in tables.items():
        parsed = [from_wkt(row.get("area")) for row in rows]
        known = [crs for area, crs in parsed if crs]
        crs = known[0] if known else None
        if any(other != crs for other in known):
            got = ", ".join(sorted(set(map(str, known))))
            raise ValueError(sentence("records", "in one CRS for a GeoPackage", got))
        frame = pd.DataFrame(rows, dtype=object).drop(columns="area", errors="ignore")
        plain = pd.DataFrame({column: _as_column(frame[column]) for column in frame})
        areas = [area for area, _ in parsed]
        layer = gpd.GeoDataFrame(plain, geometry=areas, crs=crs) if known else plain
        with timeless_layers():
            pyogrio.write_dataframe(
                layer, path, layer=name, driver="GPKG", DESCRIPTION=MADE_BY
            )


def _as_column(values: pd.Series) -> pd.Series:
    """Return a column of one type: whole numbers, numbers, or text."""
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, bool) for value in known):
        return values.astype("boolean")
    if known and all(isinstance(value, int) for value in known):
        return values.astype("Int64")
    if known and all(isinstance(value, int | float) for value in known):
        return values.astype("float64")
    return values.map(lambda value: None if value is None else str(value))


def read_tables(path: Path, *, layer: str | None = None) -> dict[str, list[Row]]:
    """Return the tables of a file, each a list of rows under the file's own names."""
    suffix = path.suffix.lower()
    if suffix == ".json":
        return _from_json(path)
    if suffix in (".xlsx", ".xlsm", ".xls", ".ods"):
        sheets = pd.read_excel(
            path,
            sheet_name=None,
            dtype=object,
            keep_default_na=False,
            na_values=[""],
            engine="calamine",
        )
        return {str(name): _rows(frame) for name, frame in sheets.items()}
    if suffix in (".csv", ".txt"):
        return {path.stem: _from_csv(path)}
    names = [layer] if layer else list(gpd.list_layers(path)["name"])
    return {str(name): _from_layer(path, str(name)) for name in names}


def _from_json(path: Path) -> dict[str, list[Row]]:
    found = json.loads(path.read_text(encoding="utf-8-sig"))
    # An escape such as \ud800 alone is half a character.
    found = json.loads(whole_characters(json.dumps(found, ensure_ascii=False)))
    if isinstance(found, list):
        return {path.stem: found}
    if isinstance(found, dict) and found.get("type") == "FeatureCollection":
        return {path.stem: _from_layer(path, None)}
    return {name: rows for name, rows in found.items() if isinstance(rows, list)}


def _from_csv(path: Path) -> list[Row]:
    text = path.read_bytes().decode("utf-8-sig")
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    lines = io.StringIO(text, newline="")
    rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
    head = rows[0] if rows else []
    for number, row in enumerate(rows[1:], start=1):
        if any(row[len(head) :]):
            rule = f"a csv whose rows have at most {len(head)} cells, as its head has"
            got = f"{len(row)} cells in row {number}"
            remedy = f"Put cells that hold {delimiter!r} in quotes."
            raise ValueError(sentence("path", rule, got, remedy))
    full = [[*row, *[""] * len(head)][: len(head)] for row in rows[1:]]
    table = pd.DataFrame(full, columns=head, dtype=str)
    return _rows(table.apply(unsafe_text) if len(table) else table)


def _from_layer(path: Path, name: str | None) -> list[Row]:
    options = {"layer": name} if name else {}
    layer = gpd.read_file(path, **options)
    if not isinstance(layer, gpd.GeoDataFrame):
        return _rows(layer)
    return rows_of_frame(layer)


def rows_of_frame(layer: gpd.GeoDataFrame) -> list[Row]:
    """Return the rows of a layer with its geometry as text under "area"."""
    column = layer.active_geometry_name
    areas = [_as_text(area, layer.crs) for area in layer.geometry]
    plain = pd.DataFrame(layer.drop(columns=column))
    rows = _rows(plain)
    return [row | {"area": area} for row, area in zip(rows, areas, strict=True)]


def _rows(table: pd.DataFrame) -> list[Row]:
    rows = table.astype(object).to_dict("records")
    return [{str(key): _plain(value) for key, value in row.items()} for row in rows]
