"""Rejected rows that were mended, put in the place of the rows they were."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ._values import time_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .formats._table import Table

_OWN = ("est_row", "reasons", "explanation", "explanation_sv", "explanation_en")
_FORMULA = r"^'(?=[=+\-@\t\r])"  # what keeps a spreadsheet from running a text


def with_mended(tables: Sequence[Table]) -> list[Table]:
    """Return tables in which mended rows stand for the rejected rows they were.

    A table of rejected rows (``rejected.csv``) says with ``est_row`` which row of the
    table before it each one was; that row is left out there. Rows that no one mended
    are read, and rejected, again: none is lost.
    """
    found: list[Table] = []
    for table in tables:
        if not _is_rejected(table) or not found:
            found.append(table)
            continue
        rows = pd.to_numeric(table.cells["est_row"], errors="coerce")
        left = _without(found[-1], rows.to_numpy(np.float64))
        found[-1] = _in_their_places(left, _as_they_were(table, rows, left))
    return found


def _is_rejected(table: Table) -> bool:
    return {"est_row", "reasons"} <= set(table.cells.columns)


def _without(table: Table, rows: NDArray[np.float64]) -> Table:
    keep = ~np.isin(table.est_row, rows[np.isfinite(rows)])
    geometry = None if table.geometry is None else table.geometry[keep]
    return replace(
        table,
        cells=table.cells[keep].reset_index(drop=True),
        est_row=table.est_row[keep],
        geometry=geometry,
        row_faults={code: mask[keep] for code, mask in table.row_faults.items()},
        cell_faults={code: mask[keep] for code, mask in table.cell_faults.items()},
    )


def _as_they_were(table: Table, rows: pd.Series, source: Table) -> Table:
    """Return rejected rows with the columns of their source and its row numbers."""
    cells = table.cells.drop(columns=[c for c in _OWN if c in table.cells])
    cells = cells.rename(columns=lambda name: _first_name(str(name), source))
    for name in cells:
        if pd.api.types.is_string_dtype(cells[name].dtype):
            cells[name] = cells[name].str.replace(_FORMULA, "", regex=True)
    geometry = None
    if source.geometry is not None and "geometry" in cells:
        texts = cells.pop("geometry").to_numpy(object)
        geometry = shapely.from_wkt(texts, on_invalid="ignore")
    known = rows.notna() & (rows % 1 == 0)
    number = rows.where(known, pd.Series(table.est_row, index=rows.index))
    return replace(
        table,
        cells=cells,
        est_row=number.to_numpy(np.int64),
        geometry=geometry,
        crs=source.crs,
        cell_faults={k: m for k, m in table.cell_faults.items() if k[1] in cells},
    )


def _first_name(name: str, source: Table) -> str:
    """Return what a column was called before a name of our own took its place."""
    while name not in source.cells and name.endswith("_original"):
        name = name.removesuffix("_original")
    return name


def _in_their_places(left: Table, mended: Table) -> Table:
    """Return both as one table of text, in the order of their rows."""
    tables = (left, mended)
    cells = [table.cells.apply(time_text) for table in tables]
    rows = np.concatenate([table.est_row for table in tables])
    order = np.argsort(rows, kind="stable")
    faults = {code for table in tables for code in table.row_faults}
    geometry = None
    if left.geometry is not None and mended.geometry is not None:
        geometry = np.concatenate([left.geometry, mended.geometry])[order]
    return replace(
        left,
        cells=pd.concat(cells, ignore_index=True).iloc[order].reset_index(drop=True),
        est_row=rows[order],
        geometry=geometry,
        row_faults={
            code: np.concatenate(
                [t.row_faults.get(code, np.zeros(len(t.cells), bool)) for t in tables]
            )[order]
            for code in faults
        },
        cell_faults={},
    )
