"""From a source of any format to a table, and from its headers to their roles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from . import _coordinates as coordinates
from ._clocks import is_clock_column
from ._geometry_texts import find_geometry_texts
from ._headers import (
    columns_of,
    date_beside,
    find_roles,
    looks_like_time_or_place,
    plain,
)
from ._mended import with_mended
from ._table_csv import read_csv
from ._table_vector import read_frame, read_parquet, read_vector
from ._table_xlsx import read_xlsx
from ._tables import cannot_read
from ._time_texts import time_text
from ._where import find_pair

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ._headers import Column
    from ._tables import Table

_TEXT = (".csv", ".txt", ".tsv", ".gz")
_VECTOR = (".gpkg", ".geojson", ".json", ".shp", ".fgb")
_PARQUET = (".parquet", ".geoparquet")


def open_table(
    source: str | Path | pd.DataFrame | Sequence[str | Path | pd.DataFrame],
    layer: str | None,
    columns: Mapping[str, Column | None] | None,
) -> Table:
    """Return the table of a source, or of a source and its rejected rows, mended."""
    if isinstance(source, str | Path | pd.DataFrame) or not isinstance(
        source, list | tuple
    ):
        return _open_one(source, layer, columns)
    return _together(with_mended([_open_one(s, layer, columns) for s in source]))


def _open_one(
    source: object,
    layer: str | None,
    columns: Mapping[str, Column | None] | None,
) -> Table:
    if isinstance(source, pd.DataFrame):
        return read_frame(source)
    if not isinstance(source, str | Path):
        rule = "a path or a DataFrame"
        raise TypeError(sentence("source", rule, type(source).__name__))
    path = Path(source)
    if not path.is_file():
        raise ValueError(sentence("source", "a file that exists", str(path)))
    given = [name for column in (columns or {}).values() for name in columns_of(column)]
    known = frozenset(plain(name) for name in given)
    suffix = path.suffix.casefold()
    if suffix in _TEXT:
        return read_csv(path, known)
    if suffix in (".xlsx", ".xlsm"):
        return read_xlsx(path, layer, known)
    if suffix in _VECTOR:
        return read_vector(path, layer)
    if suffix in _PARQUET:
        return read_parquet(path)
    forms = "csv, xlsx, gpkg, geojson, shp or parquet"
    raise cannot_read(path.name, f"{suffix or 'no ending'} is not {forms}")


def _together(tables: list[Table]) -> Table:
    """Return several tables of text as one, in the order of their rows."""
    first = tables[0]
    cells = [table.cells.apply(time_text) for table in tables]
    rows = np.concatenate([table.est_row for table in tables])
    order = np.argsort(rows, kind="stable")
    faults = {code for table in tables for code in table.row_faults}
    return replace(
        first,
        cells=pd.concat(cells, ignore_index=True).iloc[order].reset_index(drop=True),
        est_row=rows[order],
        row_faults={
            code: np.concatenate(
                [t.row_faults.get(code, np.zeros(len(t.cells), bool)) for t in tables]
            )[order]
            for code in faults
        },
        cell_faults={},
    )


def roles_of(
    table: Table, columns: Mapping[str, Column | None] | None, crs: object
) -> dict[str, Column]:
    headers = list(table.cells.columns)
    projected = crs is not None and coordinates.as_crs("crs", crs).is_projected
    cut = table.facts.format == "shapefile"
    roles = find_roles(headers, columns, projected=projected, cut=cut)
    given = columns or {}
    if table.geometry is not None and "x" not in given:
        roles = {role: c for role, c in roles.items() if role not in ("x", "y")}
    elif "x" not in roles and (pair := find_pair(table.cells)) is not None:
        roles |= {"x": pair, "y": pair}
    if "start" not in roles:
        has = ", ".join(headers)
        rule = "{'start': column}, since no known header names a time"
        remedy = "If the first row is no header row, add one."
        raise ValueError(sentence("columns", rule, f"the columns {has}", remedy))
    start = roles["start"]
    if "start" not in given and isinstance(start, str):
        date = date_beside(headers, roles, cut=cut)
        if date is not None and is_clock_column(table.cells[start]):
            roles["start"] = (date, start)
    return roles


def unused_note(table: Table, roles: Mapping[str, Column]) -> dict[str, str]:
    """Return the columns that look like a time or place and that no role rests on."""
    used = {name for column in roles.values() for name in columns_of(column)}
    if "x" not in roles and (text := find_geometry_texts(list(table.cells.columns))):
        used.add(text)
    unused = [
        str(name)
        for name in table.cells.columns
        if name not in used and _looks_useful(str(name), table.cells[name])
    ]
    return {"unused_columns": ", ".join(unused)} if unused else {}


def _looks_useful(name: str, cells: pd.Series) -> bool:
    if not cells.notna().any():
        return False
    is_time = pd.api.types.is_datetime64_any_dtype(cells.dtype)
    return is_time or looks_like_time_or_place(name) or is_clock_column(cells)
