"""Batches of incidents out of Parquet and GeoParquet files, in bounded memory."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import shapely

from .._checks import sentence
from ._batches import (
    NO_COORDINATES,
    PointBatch,
    check_all_finite,
    check_all_known,
    instants_of_arrow,
    reproject,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ._batches import Needs

    Floats = NDArray[np.float64]

# Rows a batch. Larger is no faster, smaller pays for each batch's own cost.
BATCH_ROWS = 1 << 18

# Rows for which a file is held open. It is mapped into memory, which saves a copy, and
# what has been looked at stays mapped until it is closed.
OPEN_ROWS = 1 << 20

_WKB_POINT = 21  # bytes: order (1), kind (4), x (8), y (8)
_RULE = "a path or glob of Parquet files"


@dataclass(frozen=True, slots=True)
class GeometryColumn:
    """Where a GeoParquet file keeps its points."""

    name: str
    encoding: str
    crs: Any


def find_files(source: str | Path) -> list[Path]:
    """Return the Parquet files that a path, a folder or a glob stands for, sorted."""
    path = Path(source)
    if path.is_dir():
        files = sorted(path.rglob("*.parquet"))
    elif path.exists():
        files = [path]
    else:
        files = _matches(path)
    if not files:
        raise ValueError(sentence("incidents", _RULE, f"{source}, which is none"))
    return files


def parquet_batches(
    files: list[Path], needs: Needs, *, rows: int = BATCH_ROWS
) -> Iterator[PointBatch]:
    """Yield the rows of files, batch by batch; the next is read meanwhile."""
    made = _batches(files, needs, rows)
    with ThreadPoolExecutor(1, thread_name_prefix="read") as reader:
        coming = reader.submit(next, made, None)
        while (batch := coming.result()) is not None:
            coming = reader.submit(next, made, None)
            yield batch


def _batches(files: list[Path], needs: Needs, rows: int) -> Iterator[PointBatch]:
    for path in files:
        with _open(path) as file:
            metadata, schema = file.metadata, file.schema_arrow
        geometry = _geometry_column(schema)
        there = needs.among(schema.names)
        wanted = _wanted(path, schema, geometry, there)
        for groups in _row_groups(metadata):
            with _open(path, metadata) as file:
                # One thread that reads ahead takes less than one a column.
                for batch in file.iter_batches(rows, groups, wanted, use_threads=False):
                    yield _batch(batch, geometry, there)


def count_rows(files: list[Path]) -> int:
    """Return the number of rows as the files themselves state it."""
    return sum(pq.read_metadata(path).num_rows for path in files)


def _row_groups(metadata: pq.FileMetaData) -> Iterator[list[int]]:
    """Yield the row groups of a file, as many at a time as it is held open for."""
    groups: list[int] = []
    rows = 0
    for group in range(metadata.num_row_groups):
        groups.append(group)
        rows += metadata.row_group(group).num_rows
        if rows >= OPEN_ROWS:
            yield groups
            groups, rows = [], 0
    if groups:
        yield groups


def _matches(path: Path) -> list[Path]:
    parts = path.parts
    wild = [at for at, part in enumerate(parts) if set(part) & set("*?[")]
    if not wild:
        return []
    folder, pattern = Path(*parts[: wild[0]]), "/".join(parts[wild[0] :])
    return sorted(match for match in folder.glob(pattern) if match.is_file())


def _open(path: Path, metadata: pq.FileMetaData | None = None) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path, metadata=metadata, memory_map=True)
    except pa.ArrowInvalid as error:
        got = f"{path}, which is not Parquet"
        raise ValueError(sentence("incidents", _RULE, got)) from error


def _geometry_column(schema: pa.Schema) -> GeometryColumn | None:
    raw = (schema.metadata or {}).get(b"geo")
    if raw is None:
        return None
    geo = json.loads(raw)
    name = geo["primary_column"]
    column = geo["columns"][name]
    # A CRS left out is longitude and latitude; one that is null is unknown.
    crs = column.get("crs", "OGC:CRS84")
    return GeometryColumn(
        name,
        column["encoding"],
        None if crs is None else pyproj.CRS.from_user_input(crs),
    )


def _wanted(
    path: Path, schema: pa.Schema, geometry: GeometryColumn | None, needs: Needs
) -> list[str]:
    wanted = [*needs.columns, *needs.times]
    if needs.points:
        wanted += [geometry.name] if geometry else ["x", "y"]
    missing = [column for column in wanted if column not in schema.names]
    if missing:
        rule = "tables with " + ", ".join(f"'{column}'" for column in missing)
        got = f"{path.name} with the columns {', '.join(schema.names)}"
        raise KeyError(sentence("incidents", rule, got))
    return list(dict.fromkeys(wanted))


def _batch(
    batch: pa.RecordBatch, geometry: GeometryColumn | None, needs: Needs
) -> PointBatch:
    x = y = NO_COORDINATES
    if needs.points and geometry is None:
        x, y = _floats(batch.column("x")), _floats(batch.column("y"))
    elif needs.points and geometry is not None:
        x, y = _decode(batch.column(geometry.name))
        check_all_finite(x, y)
        x, y = reproject("incidents", x, y, source=geometry.crs, target=needs.crs)
    if needs.points and needs.finite:
        check_all_finite(x, y)
    times = {name: instants_of_arrow(name, batch.column(name)) for name in needs.times}
    for name in needs.times:
        if name not in needs.optional and batch.column(name).null_count:
            check_all_known(name, times[name])
    columns = {name: batch.column(name).to_pandas() for name in needs.columns}
    return PointBatch(batch.num_rows, x, y, columns, times)


def _floats(column: pa.Array) -> Floats:
    numbers = column.to_numpy(zero_copy_only=False)
    return np.asarray(numbers, dtype=np.float64)


def _decode(column: pa.Array) -> tuple[Floats, Floats]:
    """Return x and y of points written as WKB or as pairs of numbers."""
    if column.null_count:
        got = f"{column.null_count} of {len(column)} without a point"
        raise ValueError(sentence("incidents", "points with finite coordinates", got))
    if pa.types.is_struct(column.type):
        return _floats(column.field("x")), _floats(column.field("y"))
    if pa.types.is_binary(column.type):
        plain = _plain_wkb(column)
        if plain is not None:
            return plain
    points = shapely.from_wkb(column.to_numpy(zero_copy_only=False))
    is_point = shapely.get_type_id(points) == shapely.GeometryType.POINT
    if not is_point.all():
        got = f"{int((~is_point).sum())} of {len(points)} that are not"
        raise ValueError(sentence("incidents", "points", got))
    return shapely.get_x(points), shapely.get_y(points)


def _plain_wkb(column: pa.Array) -> tuple[Floats, Floats] | None:
    """Read 2-D points straight out of the bytes; None if some are something else."""
    _, offsets, data = column.buffers()
    n, skip = len(column), column.offset
    bounds = np.frombuffer(offsets, dtype=np.int32)[skip : skip + n + 1]
    if n == 0 or (np.diff(bounds) != _WKB_POINT).any():
        return None
    raw = np.frombuffer(data, dtype=np.uint8)[bounds[0] : bounds[-1]]
    kind = np.dtype(
        {
            "names": ["order", "kind", "x", "y"],
            "formats": ["u1", "<u4", "<f8", "<f8"],
            "offsets": [0, 1, 5, 13],
            "itemsize": _WKB_POINT,
        }
    )
    points = raw.view(kind)
    if (points["order"] != 1).any() or (points["kind"] != 1).any():
        return None
    return np.ascontiguousarray(points["x"]), np.ascontiguousarray(points["y"])


def stated_times(
    files: list[Path], column: str
) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return the first and last time as the files state them, None if they do not."""
    found: list[pd.Timestamp] = []
    zone = None
    for path in files:
        metadata = pq.read_metadata(path)
        schema = metadata.schema.to_arrow_schema()
        at = _column_number(metadata, column)
        if at is None or not pa.types.is_timestamp(schema.field(column).type):
            return None
        zone = zone or schema.field(column).type.tz or "UTC"
        for group in range(metadata.num_row_groups):
            statistics = metadata.row_group(group).column(at).statistics
            if statistics is None or not statistics.has_min_max:
                return None
            found += [pd.Timestamp(statistics.min), pd.Timestamp(statistics.max)]
    if not found:
        return None
    stamps = [s.tz_localize("UTC") if s.tz is None else s for s in found]
    return min(stamps).tz_convert(zone), max(stamps).tz_convert(zone)


def has_column(files: list[Path], column: str) -> bool:
    """Return whether any of the files has a column."""
    return any(column in pq.read_schema(path).names for path in files)


def _column_number(metadata: pq.FileMetaData, column: str) -> int | None:
    numbers = range(metadata.num_columns)
    found = [at for at in numbers if metadata.schema.column(at).path == column]
    return found[0] if found else None
