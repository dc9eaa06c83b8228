"""What every reader of a format takes and gives: an input; cells, rows and facts."""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.compute as pc

from ..._checks import sentence
from ..._inert import whole_characters
from .._geometry_texts import as_geometry_text
from .._values import arrow_text, as_text_column, letters

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray


_EXACT = 2**53  # the largest whole number that a float keeps
_SEPARATORS = "[\x0b\x0c\x1c-\x1f]"
_FIRST_SHOWN, _DELETE = 32, 127
_CONTROLS = "[\x01-\x08\x0b-\x1f\x7f]"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a source before any column is understood."""

    name: str
    format: str
    encoding: str = ""
    separator: str = ""
    layer: str = ""
    header_row: int | None = None
    hidden_rows: int = 0
    n_blank: int = 0
    sha256: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as they stand in a source, one a record, none left out.

    Attributes
    ----------
    cells : DataFrame
        RangeIndex; columns are text, numbers, times or truth values, never mixed.
    est_row : ndarray of int
        1-based row of the source: the row a spreadsheet shows for csv and xlsx,
        the record number for the other formats.
    facts : Facts
    geometry : ndarray of shapely geometries or None
    crs : pyproj CRS or None
    row_faults : dict of reason -> mask
        Faults of whole rows.
    cell_faults : dict of (reason, column) -> mask
        Faults that matter only if the column is used.
    serial_epoch : date or None
        Day 0 of Excel's day numbers; None where a number is never a date.
    """

    cells: pd.DataFrame
    est_row: NDArray[np.int64]
    facts: Facts
    geometry: Any = None
    crs: Any = None
    row_faults: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    cell_faults: dict[tuple[str, str], NDArray[np.bool_]] = field(default_factory=dict)
    serial_epoch: date | None = None


def unique_headers(cells: Sequence[object]) -> list[str]:
    """Return headers as different names; an empty one becomes "column 3".

    >>> unique_headers(["a", "", "a"])
    ['a', 'column 2', 'a 2']
    """
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        text = "" if cell is None else whole_characters(str(cell))
        base = text.strip().lstrip("\ufeff") or f"column {place}"
        name, copy = base, 2
        while name in names:
            name, copy = f"{base} {copy}", copy + 1
        names.append(name)
    return names


def cannot_read(name: str, why: str, remedy: str = "") -> ValueError:
    """Return the error for a source that cannot be read at all."""
    return ValueError(sentence("source", "a readable file", f"{name}: {why}", remedy))


def check_layer(layer: str | None, names: Sequence[str], file: str) -> None:
    """Raise KeyError if a layer or sheet was named that is not there."""
    if layer is not None and layer not in names:
        has = ", ".join(repr(name) for name in names)
        raise KeyError(sentence("layer", f"one of {has} in {file}", repr(layer)))


def _as_text(column: pd.Series) -> pd.Series:
    """Return text; half a character, which none can hold, is told as bad encoding."""
    try:
        return column.astype("str")
    except UnicodeEncodeError:
        return column.map(whole_characters, na_action="ignore").astype("str")


def one_kind(column: list[Any]) -> pd.Series:
    """Return mixed cells as one kind: all times, all numbers, all truth or all text.

    Text of whole numbers carries no ".0", text of times is ISO 8601.
    """
    series = pd.Series(column, dtype=object)
    kind = pd.api.types.infer_dtype(series, skipna=True)
    if kind in ("string", "empty"):
        return _as_text(series)
    if kind in ("datetime", "datetime64"):
        return series.astype("datetime64[us]")
    days_among_times = kind == "date" and any(isinstance(c, datetime) for c in column)
    if (kind == "mixed" or days_among_times) and all(
        isinstance(each, date) for each in series.dropna()
    ):
        return series.astype("datetime64[us]")  # days among times
    if kind in ("floating", "integer", "mixed-integer-float"):
        whole = () if kind == "floating" else (n for n in column if type(n) is int)
        if all(abs(n) <= _EXACT for n in whole):
            return series.astype("float64")
    if kind == "boolean" and not series.isna().any():
        return series.astype(bool)
    return series.map(_cell_text, na_action="ignore").astype("str")


def without_controls(cells: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    r"""Return cells without control characters, and how many cells held any.

    Those that separate become a space. NUL is left, since it tells a broken file.

    >>> without_controls(pd.DataFrame({"a": ["Brand\x07", "a\x0bb"]}))[0]["a"].tolist()
    ['Brand', 'a b']
    """
    found = 0
    kept = dict(cells.items())
    for name, column in kept.items():
        if not pd.api.types.is_string_dtype(column.dtype):
            continue
        text = arrow_text(column)
        codes, _ = letters(text)
        if ((codes >= _FIRST_SHOWN) & (codes != _DELETE)).all():
            continue
        bad = pc.match_substring_regex(text, _CONTROLS)
        n = pc.sum(bad).as_py() or 0
        if n:
            found += n
            text = pc.replace_substring_regex(text, _SEPARATORS, " ")
            text = pc.replace_substring_regex(text, _CONTROLS, "")
            bare = pc.utf8_trim_whitespace(text)
            text = pc.if_else(pc.fill_null(bad, fill_value=False), bare, text)
            kept[name] = as_text_column(pc.if_else(pc.equal(text, ""), None, text))
    return (pd.DataFrame(kept, index=cells.index) if found else cells), int(found)


def _cell_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell if isinstance(cell, str) else str(cell)


BIGGEST = 4_000_000_000  # bytes of one unpacked file
# Reading a workbook takes some four times its unpacked XML, so it must leave room.
_ROOM = 4.0
_ROOM_UNKNOWN = 4_000_000_000  # bytes, where the system does not say what is free
# No export packs better than this; a sheet of one repeated cell does by 100.
MOST_RATIO = 200
_MOST_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class Input:
    """One file.

    ``name``: as it is told. ``suffix``: what decides its format. ``layer``: sheet,
    layer or part asked for. ``known``: names of columns that were given.
    """

    name: str
    suffix: str
    path: Path | None = None
    data: bytes | None = None
    layer: str | None = None
    known: frozenset[str] = frozenset()
    encoding: str | None = None

    def content(self) -> bytes:
        """Return all bytes of the file."""
        if self.data is not None:
            return self.data
        assert self.path is not None
        return self.path.read_bytes()

    def head(self) -> bytes:
        """Return the first bytes, which tell what kind of file it is."""
        if self.data is not None:
            return self.data[:4000]
        assert self.path is not None
        with self.path.open("rb") as stream:
            return stream.read(4000)

    def sha256(self) -> str:
        """Return the SHA-256 of the file."""
        if self.data is not None:
            return hashlib.sha256(self.data).hexdigest()
        assert self.path is not None
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """Give a path of the file, for libraries that read nothing else."""
        if self.path is not None:
            yield self.path
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"file{self.suffix}"
            path.write_bytes(self.content())
            yield path


def unpack_gzip(packed: Input) -> bytes:
    """Return what a gzip file holds; refuse one that would fill the memory."""
    try:
        with packed.on_disk() as path, gzip.open(path) as stream:
            data = stream.read(BIGGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise cannot_read(packed.name, "it is not a whole gzip file") from error
    if len(data) > BIGGEST:
        raise cannot_read(packed.name, f"it unpacks to more than {BIGGEST:,} bytes")
    return data


def refuse_bomb(name: str, archive: zipfile.ZipFile) -> None:
    """Raise if an archive would fill the memory, or packs as no export does."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    ratio = max(
        (e.file_size / max(e.compress_size, 1) for e in entries if e.file_size > 1e6),
        default=0.0,
    )
    free = free_memory()
    if ratio > MOST_RATIO or len(entries) > _MOST_PARTS or unpacked * _ROOM > free:
        why = (
            f"it unpacks to {unpacked / 1e6:,.0f} MB, {ratio:,.0f} times its size, in "
            f"{len(entries):,} parts; {free / 1e6:,.0f} MB of memory are free"
        )
        remedy = "Save the table as csv if it is what you meant to read."
        raise cannot_read(name, why, remedy)


def free_memory() -> float:
    """Return bytes of memory that are free to use."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return float(line.split()[1]) * 1024
    except OSError:
        pass  # no such file outside Linux
    try:
        return float(os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    except (AttributeError, ValueError, OSError):
        return _ROOM_UNKNOWN


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
