"""Read back what ``IncidentSet.save`` wrote: the same rows, times and reasons."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import lazy_loader
import numpy as np
import pandas as pd

from ._storing import exact_floats, from_stored, from_wall_clock, unsafe_text
from ._writing import OFFSET, SHEETS, TIMES, X, Y, companions
from .formats._workbook_guard import guard_xlsx

if TYPE_CHECKING:
    from pathlib import Path

python_calamine = lazy_loader.load("python_calamine")
pyogrio = lazy_loader.load("pyogrio")


@dataclass(frozen=True, slots=True)
class Stored:
    """Both tables of a saved set and the facts that were saved with them."""

    incidents: gpd.GeoDataFrame
    rejected: pd.DataFrame
    facts: dict[str, Any]


def read_stored(path: Path) -> Stored | None:
    """Return the set that estgeo saved at a path, None if it was not saved by it."""
    suffix = path.suffix.casefold()
    reader = {".csv": _csv, ".parquet": _parquet, ".gpkg": _gpkg, ".xlsx": _xlsx}
    return reader[suffix](path) if suffix in reader else None


def _csv(path: Path) -> Stored | None:
    beside, facts_path = companions(path)
    facts = _facts_beside(facts_path)
    if facts is None or not beside.is_file():
        return None
    tables = []
    for each in (path, beside):
        cells = pd.read_csv(
            each, sep=";", dtype="str", encoding="utf-8-sig",
            keep_default_na=False, na_values=[""],
        )  # fmt: skip
        cells.columns = pd.Index(unsafe_text(pd.Series(cells.columns, dtype="str")))
        tables.append(cells.apply(unsafe_text))
    return _stored(tables[0], tables[1], facts)


def _parquet(path: Path) -> Stored | None:
    beside, facts_path = companions(path)
    facts = _facts_beside(facts_path)
    if facts is None or not beside.is_file():
        return None
    return Stored(gpd.read_parquet(path), pd.read_parquet(beside), facts)


def _gpkg(path: Path) -> Stored | None:
    try:
        layers = {str(name) for name in pyogrio.list_layers(path)[:, 0]}
    except pyogrio.errors.DataSourceError:
        return None
    if not set(SHEETS) <= layers:
        return None
    facts = json.loads(pyogrio.read_dataframe(path, layer="estgeo")["json"].iloc[0])
    incidents = pyogrio.read_dataframe(path, layer="incidents")
    rejected = pyogrio.read_dataframe(path, layer="rejected")
    return _stored(incidents, rejected, facts)


def _xlsx(path: Path) -> Stored | None:
    if not _has_own_sheets(path):
        return None
    guard_xlsx(path.name, path)
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    tables = []
    for name in SHEETS:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        head, body = rows[0], rows[1:]
        cells = [[None if cell == "" else cell for cell in row] for row in body]
        tables.append(pd.DataFrame(cells, columns=pd.Index(head), dtype=object))
    facts = json.loads("".join(tables[2]["json"]))
    return _stored(tables[0], tables[1], facts)


def _has_own_sheets(path: Path) -> bool:
    """Return whether the list of sheets is ours; a broken file is not."""
    try:
        with zipfile.ZipFile(path) as archive:
            entry = archive.getinfo("xl/workbook.xml")
            text = archive.read(entry) if entry.file_size < 1_000_000 else b""
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError):
        return False
    return tuple(re.findall(rb'<sheet [^>]*?name="(\w+)"', text)) == tuple(
        name.encode() for name in SHEETS
    )


def _facts_beside(path: Path) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    facts = json.loads(path.read_text(encoding="utf-8"))
    return facts if isinstance(facts, dict) and "summary" in facts else None


def _stored(
    cells: pd.DataFrame, rejected: pd.DataFrame, facts: dict[str, Any]
) -> Stored:
    table = _typed(cells, facts, "incidents")
    for name in table:
        # "" is what the vocabulary says for "nothing"; files have no such text.
        if name in _TEXTS:
            table[name] = table[name].fillna("")
    if isinstance(cells, gpd.GeoDataFrame):
        geometry = cells.geometry
    else:
        x, y = (exact_floats(cells[axis]) for axis in (X, Y))
        geometry = gpd.GeoSeries(gpd.points_from_xy(x, y), crs=facts["crs"])
        geometry[np.isnan(x)] = None  # known to its area only
    place = list(facts["dtypes"]["incidents"]).index("geometry")
    table.insert(place, "geometry", geometry.array)
    incidents = gpd.GeoDataFrame(table, geometry="geometry")
    return Stored(incidents, _typed(rejected, facts, "rejected"), facts)


_TEXTS = (
    "incident_id",
    "category",
    "theme",
    "source",
    "reporter",
    "flags",
)


def _typed(cells: pd.DataFrame, facts: dict[str, Any], key: str) -> pd.DataFrame:
    columns = {}
    for name, dtype in facts["dtypes"][key].items():
        if dtype == "geometry":
            continue
        stored = facts["names"][key].get(name, name)
        if name in TIMES and stored + OFFSET in cells:
            offset = cells[stored + OFFSET]
            columns[name] = from_wall_clock(cells[stored], offset, dtype)
        else:
            columns[name] = from_stored(cells[stored], dtype)
    return pd.DataFrame(columns)
