"""From a frame of any origin to a table: columns of one kind, geometry apart."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from .._geometry_texts import as_geometry_text
from ._table import Facts, Table, one_kind, unique_headers


def read_frame(frame: pd.DataFrame) -> Table:
    """Take a DataFrame or GeoDataFrame; the frame itself is never changed."""
    return from_frame(frame, Facts(type(frame).__name__, "frame"))


def from_frame(frame: pd.DataFrame, facts: Facts) -> Table:
    """Return the table of a frame: columns of one kind, geometry apart."""
    geometry, crs = None, None
    if isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name is not None:
        geometry, crs = frame.geometry.to_numpy(), frame.crs
        frame = frame.drop(columns=frame.active_geometry_name)
    cells = pd.DataFrame(frame).reset_index(drop=_says_nothing(frame.index))
    cells.columns = pd.Index(unique_headers(list(cells.columns)))
    plain: dict[str, Any] = {str(name): _plain(cells[name]) for name in cells}
    return Table(
        cells=pd.DataFrame(plain, index=cells.index),
        est_row=np.arange(1, len(cells) + 1),
        facts=facts,
        geometry=geometry,
        crs=crs,
    )


def _says_nothing(index: pd.Index) -> bool:
    """Return whether an index only counts rows; one with a name is a column."""
    return all(name is None for name in index.names)


def _plain(column: pd.Series) -> pd.Series:
    """Return a column of objects as one kind; categories become their values."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(column.cat.categories.dtype)
    if column.dtype != object:
        return column
    return one_kind([as_geometry_text(cell) for cell in column])
