"""From the headers of a table to their roles, and columns that need their role."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
)
from ._where import find_pair

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._headers import Column
    from .formats._table import Table


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
