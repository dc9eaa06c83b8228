"""GeoPackage, GeoJSON, Shapefile, (Geo)Parquet and frames from anywhere."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyogrio

from ..words.reading import note
from ._geometry_texts import as_geometry_text
from ._tables import (
    Facts,
    Table,
    cannot_read,
    check_layer,
    one_kind,
    sha256_of,
    unique_headers,
)

if TYPE_CHECKING:
    from pathlib import Path


def read_vector(path: Path, layer: str | None) -> Table:
    """Read one layer of a GeoPackage, a GeoJSON file or a Shapefile."""
    try:
        layers = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
    except Exception as error:  # GDAL has many kinds of error, all mean "unreadable"
        raise cannot_read(path.name, str(error)) from error
    check_layer(layer, layers, path)
    if layer is None and len(layers) > 1:
        has = ", ".join(repr(name) for name in layers)
        raise cannot_read(path.name, f"it has the layers {has}", "Pass layer=.")
    name = layer or layers[0]
    try:
        with warnings.catch_warnings():
            # Times with an offset, which GeoPackage does not foresee, are read right.
            warnings.filterwarnings("ignore", message="Non-conformant content")
            frame = gpd.read_file(path, layer=name, engine="pyogrio")
    except Exception as error:
        raise cannot_read(path.name, str(error)) from error
    ending = path.suffix[1:].casefold()
    form = {"shp": "shapefile", "json": "geojson"}.get(ending, ending)
    notes = {"shapefile_cuts": ""} if form == "shapefile" else {}
    if notes:
        warnings.warn(f"{path.name}: {note('shapefile_cuts', '', 'en')}", stacklevel=5)
    return _from_frame(
        frame,
        Facts(path.name, form, layer=name, sha256=sha256_of(path), notes=notes),
    )


def read_parquet(path: Path) -> Table:
    """Read a Parquet or GeoParquet file."""
    try:
        is_geo = b"geo" in (pq.read_schema(path).metadata or {})
        frame = gpd.read_parquet(path) if is_geo else pd.read_parquet(path)
    except Exception as error:  # arrow has many kinds of error, all mean "unreadable"
        raise cannot_read(path.name, str(error)) from error
    form = "geoparquet" if is_geo else "parquet"
    return _from_frame(frame, Facts(path.name, form, sha256=sha256_of(path)))


def read_frame(frame: pd.DataFrame) -> Table:
    """Take a DataFrame or GeoDataFrame; the frame itself is never changed."""
    return _from_frame(frame, Facts(type(frame).__name__, "frame"))


def _from_frame(frame: pd.DataFrame, facts: Facts) -> Table:
    geometry, crs = None, None
    if isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name is not None:
        geometry, crs = frame.geometry.to_numpy(), frame.crs
        frame = frame.drop(columns=frame.active_geometry_name)
    cells = pd.DataFrame(frame).reset_index(drop=_says_nothing(frame.index))
    cells.columns = pd.Index(unique_headers(list(cells.columns)))
    plain: dict[str, Any] = {str(name): _plain(cells[name]) for name in cells}
    return Table(
        cells=pd.DataFrame(plain),
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
