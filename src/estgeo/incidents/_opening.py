"""From a source of any format to a table, and from its headers to their roles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from .._checks import sentence
from . import _coordinates as coordinates
from ._clocks import is_clock_column
from ._headers import columns_of, date_beside, find_roles, plain
from ._table_csv import read_csv
from ._table_vector import read_frame, read_parquet, read_vector
from ._table_xlsx import read_xlsx
from ._tables import cannot_read
from ._where import find_pair

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._headers import Column
    from ._tables import Table

_TEXT = (".csv", ".txt", ".tsv", ".gz")
_VECTOR = (".gpkg", ".geojson", ".json", ".shp", ".fgb")
_PARQUET = (".parquet", ".geoparquet")


def open_table(
    source: str | Path | pd.DataFrame,
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
