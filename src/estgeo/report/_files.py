"""The files of a lägesbild: page, workbook, layers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._provenance import MADE_BY
from .._timeless import timeless_layers, timeless_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd

# Text that a spreadsheet would run as a formula begins with one of these.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_workbook(path: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write one sheet a table; text never becomes a formula, times lose their zone."""
    written = io.BytesIO()
    with pd.ExcelWriter(written, engine="openpyxl") as writer:
        for name, table in tables.items():
            safe = table.apply(_as_cells)
            safe.to_excel(writer, sheet_name=name[:31], index=False)
            sheet = writer.sheets[name[:31]]
            sheet.freeze_panes = "A2"
            for position, column in enumerate(safe.columns, start=1):
                longest = max([len(str(column)), *(len(str(v)) for v in safe[column])])
                letter = sheet.cell(1, position).column_letter
                sheet.column_dimensions[letter].width = min(longest + 2, 60)
    timeless_workbook(written, path)


def write_layers(path: Path, layers: Mapping[str, gpd.GeoDataFrame]) -> None:
    """Write one layer a frame into a new GeoPackage."""
    path.unlink(missing_ok=True)
    for name, layer in layers.items():
        plain = layer.copy()
        for column in plain.select_dtypes("category").columns:
            plain[column] = plain[column].astype(str)
        with timeless_layers():
            plain.to_file(path, layer=name, driver="GPKG", DESCRIPTION=MADE_BY)


def _as_cells(column: Any) -> Any:
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return column.dt.tz_localize(None)
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return column
    return column.map(_as_cell, na_action="ignore")


def _as_cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    if isinstance(value, pd.Timestamp) and value.tzinfo is not None:
        return value.tz_localize(None)
    return value if isinstance(value, int | float | str) else str(value)
