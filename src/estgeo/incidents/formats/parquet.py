"""Columns that are typed already: (Geo)Parquet, and whatever gives Arrow."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely

from ._table import Facts, Table, cannot_read, from_frame

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from ._table import Input

_WGS84 = ("OGC:CRS84", "OGC:CRS83")


def read_parquet(source: Input) -> Table:
    """Read a Parquet file, with or without geometry."""
    file = source.path if source.path is not None else io.BytesIO(source.content())
    try:
        with pq.ParquetFile(file) as opened:
            is_geo = b"geo" in (opened.metadata.metadata or {})
            native = None if is_geo else _native_geometry(opened.schema)
        if hasattr(file, "seek"):
            file.seek(0)
        frame = gpd.read_parquet(file) if is_geo else _frame(pq.read_table(file))
        broken = np.zeros(len(frame), bool)
        if native is not None:
            frame, broken = _with_geometry(frame, *native)
    except Exception as error:  # arrow has many kinds of error, all mean "unreadable"
        why = "it is not a whole Parquet file, or is of a kind that is not known"
        raise cannot_read(source.name, why) from error
    has_geometry = is_geo or native is not None
    form = "geoparquet" if has_geometry else "parquet"
    table = from_frame(frame, Facts(source.name, form, sha256=source.sha256()))
    table.row_faults["bad_number"] = broken
    return table


def read_arrow(source: Any) -> Table:
    """Take anything that gives an Arrow stream, such as a DuckDB or polars table."""
    facts = Facts(type(source).__name__, "arrow")
    try:
        table = pa.RecordBatchReader.from_stream(source).read_all()
        kinds = [(field.metadata or {}) for field in table.schema]
        is_geo = any(
            kind.get(b"ARROW:extension:name", b"").startswith(b"geoarrow.")
            for kind in kinds
        )
        frame = gpd.GeoDataFrame.from_arrow(table) if is_geo else _frame(table)
    except Exception as error:  # as above
        raise cannot_read(facts.name, "its Arrow stream cannot be read") from error
    return from_frame(frame, facts)


def _frame(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a frame; fields inside a column get dots."""
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    for at, field in enumerate(table.schema):
        if field.type in (pa.string_view(), pa.binary_view()):
            plain = pa.string() if field.type == pa.string_view() else pa.binary()
            table = table.set_column(at, field.name, table.column(at).cast(plain))
    frame: pd.DataFrame = table.to_pandas()
    return frame


def _native_geometry(schema: Any) -> tuple[str, str] | None:
    """Return (column, CRS) of the first column of Parquet's own kind GEOMETRY."""
    for at in range(len(schema.names)):
        column = schema.column(at)
        kind = json.loads(column.logical_type.to_json())
        if kind.get("Type") in ("Geometry", "Geography"):
            return column.path, str(kind.get("crs") or _WGS84[0])
    return None


def _with_geometry(
    frame: pd.DataFrame, column: str, crs: str
) -> tuple[gpd.GeoDataFrame, NDArray[np.bool_]]:
    """Return a frame with points, and the rows whose bytes are no geometry."""
    said = crs.removeprefix("srid:") if crs.startswith("srid:") else crs
    known = pyproj.CRS("EPSG:4326" if said in _WGS84 else said)
    values = shapely.from_wkb(frame[column].to_numpy(object), on_invalid="ignore")
    broken = frame[column].notna().to_numpy() & shapely.is_missing(values)
    values[broken] = shapely.Point(np.nan, np.nan)
    points = gpd.GeoSeries(values, index=frame.index, crs=known)
    rest = frame.drop(columns=column)
    return gpd.GeoDataFrame(rest, geometry=points), broken
