"""From the headers of a table to their roles, and columns that need their role."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from .._checks import sentence
from . import _coordinates as coordinates
from ._clocks import is_clock_column
from ._headers import date_beside, find_roles
from ._where import find_pair

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._headers import Column
    from .formats._table import Table

# Milliseconds since 1970, of the years 1980 to 2099: no date is written as 12 or 13
# digits of this size.
_FIRST_MILLISECOND, _LAST_MILLISECOND = 315_532_800_000, 4_102_444_800_000
_TIME_ROLES = ("start", "end", "reported_at")


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


def with_times_of_milliseconds(table: Table, roles: Mapping[str, Column]) -> Table:
    """Return a table whose columns of times counted in milliseconds are times.

    ArcGIS and JavaScript keep times so, always in UTC. A column is read in this way
    if every cell of it can be.
    """
    columns = {roles[role] for role in _TIME_ROLES if isinstance(roles.get(role), str)}
    times = {str(name): _of_milliseconds(table.cells[str(name)]) for name in columns}
    known = {name: column for name, column in times.items() if column is not None}
    return replace(table, cells=table.cells.assign(**known)) if known else table


def _of_milliseconds(cells: pd.Series) -> pd.Series | None:
    is_text = pd.api.types.is_string_dtype(cells.dtype)
    if is_text and not cells.head(50).dropna().str.fullmatch(r"\s*\d{12,13}\s*").all():
        return None
    if not is_text and not pd.api.types.is_numeric_dtype(cells.dtype):
        return None
    if pd.api.types.is_bool_dtype(cells.dtype):
        return None
    numbers = pd.to_numeric(cells, errors="coerce")
    known = numbers[cells.notna()]
    fits = known.between(_FIRST_MILLISECOND, _LAST_MILLISECOND) & (known % 1 == 0)
    if not len(known) or not fits.all():
        return None
    times: pd.Series = pd.to_datetime(numbers, unit="ms", utc=True)
    return times
