"""From what a user gives to one table: a path, several, a zip, a stream, a frame."""

from __future__ import annotations

import hashlib
import struct
import tempfile
import zipfile
import zlib
from dataclasses import replace
from glob import glob
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from ..._checks import sentence
from .._headers import columns_of, plain
from .._mended import with_mended
from ._encodings import check_encoding
from ._table import (
    Facts,
    Input,
    Table,
    cannot_read,
    check_layer,
    read_frame,
    refuse_bomb,
    unpack_gzip,
)
from .json import read_json
from .parquet import read_arrow, read_parquet
from .spreadsheet import read_workbook
from .text import read_text
from .vector import ENDINGS, read_vector

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .._headers import Column

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_BLANK = b"\xef\xbb\xbf \r\n\t"
_READERS: dict[str, Callable[[Input], Table]] = {
    **dict.fromkeys((".csv", ".txt", ".tsv"), read_text),
    **dict.fromkeys(_WORKBOOKS, read_workbook),
    **dict.fromkeys((".geojson", ".json", ".geojsonl", ".jsonl", ".ndjson"), read_json),
    **dict.fromkeys((".parquet", ".geoparquet"), read_parquet),
    **dict.fromkeys(ENDINGS, read_vector),
}
_FORMS = (
    "csv, xlsx, xls, xlsb, ods, gpkg, geojson, json, shp, parquet, kml, gpx, gml, zip "
    "or gz"
)
# What zipfile raises for damage: OSError where a part begins before the file does.
_BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError),
    *(UnicodeDecodeError, struct.error),
)
_OLE = b"\xd0\xcf\x11\xe0"
# How the first bytes tell a file that has no ending, or a wrong one.
_BEGINNINGS = (
    (b"PAR1", ".parquet"),
    (b"SQLite format 3", ".gpkg"),
    (_OLE, ".xls"),
    (b"\x1f\x8b", ".gz"),
)


def open_table(
    source: Any,
    *,
    layer: str | Sequence[str] | None = None,
    columns: Mapping[str, Column | None] | None = None,
    encoding: str | None = None,
) -> Table:
    """Return the table of a source of any kind, or of several as one set."""
    check_encoding(encoding)
    given = [name for column in (columns or {}).values() for name in columns_of(column)]
    asked = Input("", "", known=frozenset(map(plain, given)), encoding=encoding)
    layers = [layer] if layer is None or isinstance(layer, str) else list(layer)
    sources = list(source) if isinstance(source, list | tuple) else [source]
    sources = [each for one in sources for each in _expanded(one)]
    if not sources or not layers:
        rule = "at least one file or table"
        raise ValueError(sentence("source", rule, f"{len(sources)}"))
    tables = [
        _one(each, replace(asked, layer=name)) for each in sources for name in layers
    ]
    tables = with_mended(tables)
    return tables[0] if len(tables) == 1 else together(tables)


def _expanded(source: Any) -> list[Any]:
    """Return the files that a pattern such as "reports/*.csv" stands for."""
    is_pattern = isinstance(source, str) and any(sign in source for sign in "*?[")
    if not is_pattern or Path(source).exists():
        return [source]
    return sorted(glob(source)) or [source]  # noqa: PTH207 - from any folder


def _one(source: Any, asked: Input) -> Table:
    if isinstance(source, pd.DataFrame):
        return read_frame(source)
    if isinstance(source, str | Path):
        path = Path(source)
        is_folder = path.is_dir() and path.suffix.casefold() == ".gdb"
        if not path.is_file() and not is_folder:
            raise ValueError(sentence("source", "a file that exists", str(path)))
        suffix = path.suffix.casefold()
        return _read(replace(asked, name=path.name, suffix=suffix, path=path))
    if hasattr(source, "__arrow_c_stream__"):
        return read_arrow(source)
    if hasattr(source, "read"):
        return _read(_of_stream(source, asked))
    rule = "a path, a file, a DataFrame or a list of them"
    raise TypeError(sentence("source", rule, type(source).__name__))


def _of_stream(stream: Any, asked: Input) -> Input:
    """Return what an open file holds; its format is told by its name or content."""
    data = stream.read()
    encoding = asked.encoding
    if isinstance(data, str):
        data, encoding = data.encode("utf-8", "surrogateescape"), "utf-8"
    name = getattr(stream, "name", None)
    name = Path(name).name if isinstance(name, str | Path) else type(stream).__name__
    suffix = Path(name).suffix.casefold()
    return replace(asked, name=name, suffix=suffix, data=data, encoding=encoding)


def _read(file: Input) -> Table:
    suffix = _true_suffix(file)
    if suffix == ".gz":
        inner = Path(file.name).stem
        data = unpack_gzip(file)
        inside = replace(
            file, suffix=Path(inner).suffix.casefold(), path=None, data=data
        )
        table = _read(inside)
        return replace(table, facts=replace(table.facts, sha256=file.sha256()))
    if suffix in (".zip", ".shz"):
        return _read_zip(file)
    if suffix not in _READERS:
        why = f"{suffix or 'no ending'} is not {_FORMS}"
        raise cannot_read(file.name, why)
    return _READERS[suffix](replace(file, suffix=suffix))


def _true_suffix(file: Input) -> str:
    """Return what a file is: by its ending, or its content where that says otherwise.

    Many systems give text, or a page, the ending .xls.
    """
    is_known = file.suffix in (*_READERS, ".gz", ".zip", ".shz")
    is_folder = file.path is not None and file.path.is_dir()
    if is_folder or (is_known and file.suffix not in _WORKBOOKS):
        return file.suffix
    head = file.head()
    if head.startswith(b"PK"):
        return _packed_suffix(file)
    told = [suffix for start, suffix in _BEGINNINGS if head.startswith(start)]
    if told:  # a locked xlsx is inside what an xls is
        return file.suffix if told[0] == ".xls" and is_known else told[0]
    if is_known:
        return _of_no_workbook(file, head)
    if file.suffix and file.data is None:
        return file.suffix
    return ".json" if head.lstrip(_BLANK)[:1] in (b"{", b"[") else ".csv"


def _of_no_workbook(file: Input, head: bytes) -> str:
    """Return what a file is that has the ending of a workbook and is none."""
    if head.lstrip(_BLANK)[:1] == b"<":
        why = "it is a web page or XML with the ending of a workbook"
        remedy = "Open it in Excel and save it as xlsx."
        raise cannot_read(file.name, why, remedy)
    is_text = file.suffix == ".xls" and b"\0" not in head and b"\n" in head
    return ".csv" if is_text else file.suffix


def _packed_suffix(file: Input) -> str:
    """Return which of the formats that are zip files a file is."""
    try:
        with file.on_disk() as path, zipfile.ZipFile(path) as archive:
            parts = set(archive.namelist())
    except _BROKEN_ZIP:
        return file.suffix or ".zip"
    if "xl/workbook.xml" in parts:
        return ".xlsx"
    if "xl/workbook.bin" in parts:
        return ".xlsb"
    return ".ods" if "content.xml" in parts else file.suffix or ".zip"


def _read_zip(file: Input) -> Table:
    """Read the table in a zip file: the only one, or those that ``layer`` names."""
    try:
        with file.on_disk() as path, zipfile.ZipFile(path) as archive:
            refuse_bomb(file.name, archive)
            member = _member(file, archive)
            with tempfile.TemporaryDirectory() as folder:
                target = _extracted(archive, member, Path(folder))
                inner = replace(
                    file,
                    name=f"{file.name}/{target.name}",
                    suffix=target.suffix.casefold(),
                    path=target,
                    data=None,
                    layer=None,
                )
                table = _read(inner)
    except _BROKEN_ZIP as error:
        raise cannot_read(file.name, "it is not a whole zip file") from error
    except RuntimeError as error:  # what zipfile raises for a password
        remedy = "Unpack it first."
        raise cannot_read(file.name, "it is locked by a password", remedy) from error
    return replace(table, facts=replace(table.facts, sha256=file.sha256()))


def _member(file: Input, archive: zipfile.ZipFile) -> str:
    """Return the one part of an archive that is a table."""
    parts = [each.filename for each in archive.infolist() if not each.is_dir()]
    parts = [name for name in parts if not _is_litter(name)]
    suffix_of = {name: PurePosixPath(name).suffix.casefold() for name in parts}
    tables = [name for name in parts if suffix_of[name] in {*_READERS, ".gz"}]
    likely = [name for name in tables if suffix_of[name] != ".txt"]
    if file.layer is not None:
        check_layer(file.layer, tables, file.name)
        return file.layer
    for names in (tables, likely):
        if len(names) == 1:
            return names[0]
    if not tables:
        raise cannot_read(file.name, f"it holds no file of {_FORMS}")
    has = ", ".join(map(repr, (likely or tables)[:5]))
    more = "" if len(tables) <= 5 else f" and {len(tables) - 5} more"
    remedy = f"Pass layer=, or several as one set: layer=[{has}]."
    raise cannot_read(file.name, f"it holds the files {has}{more}", remedy)


def _is_litter(name: str) -> bool:
    """Return whether a part is what Macs and Windows leave behind, or no data."""
    path = PurePosixPath(name)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return hidden or path.stem.casefold() in ("readme", "läsmig", "license", "licens")


def _extracted(archive: zipfile.ZipFile, member: str, folder: Path) -> Path:
    """Unpack one part, with those of the same name beside it (a Shapefile has many)."""
    path = PurePosixPath(member)
    whole = path.suffix.casefold() in (".shp", ".mif", ".tab", ".gml")
    for name in archive.namelist():
        each = PurePosixPath(name)
        beside = whole and each.parent == path.parent and each.stem == path.stem
        if name == member or beside:
            ending = each.suffix.casefold() if whole else each.suffix
            (folder / f"{each.stem}{ending}").write_bytes(archive.read(name))
    return folder / f"{path.stem}{path.suffix.casefold() if whole else path.suffix}"


def together(tables: list[Table]) -> Table:
    """Return several tables as one set; two columns say file and row of each record.

    Columns are the same where their names differ in case and signs only.
    """
    named = [_renamed(tables, at) for at in range(len(tables))]
    said = [
        cells.assign(
            source_file=pd.Series(_place(table), index=cells.index, dtype="str"),
            source_row=table.est_row,
        )
        for cells, table in zip(named, tables, strict=True)
    ]
    lengths = [len(table.cells) for table in tables]
    geometry, crs = _geometries(tables)
    epochs = {table.serial_epoch for table in tables}
    return Table(
        cells=_stacked(said),
        est_row=np.arange(1, sum(lengths) + 1),
        facts=_facts(tables),
        geometry=geometry,
        crs=crs,
        row_faults=_masks([table.row_faults for table in tables], lengths),
        cell_faults=_cell_masks(tables, named, lengths),
        serial_epoch=epochs.pop() if len(epochs) == 1 else None,
    )


def _place(table: Table) -> str:
    layer = table.facts.layer if table.facts.format in _LAYERED else ""
    return f"{table.facts.name}/{layer}" if layer else table.facts.name


_LAYERED = ("xlsx", "xls", "xlsb", "ods", "gpkg", "kml", "gpx", "gml", "gdb", "sqlite")


def _renamed(tables: list[Table], at: int) -> pd.DataFrame:
    """Return the cells of a table under the names the tables before it gave them."""
    first: dict[str, str] = {}
    for table in tables[: at + 1]:
        for name in table.cells:
            first.setdefault(plain(name), str(name))
    cells = tables[at].cells
    names = [first[plain(name)] for name in cells]
    return cells.set_axis(names, axis=1) if len(set(names)) == len(names) else cells


def _stacked(parts: list[pd.DataFrame]) -> pd.DataFrame:
    names = list(dict.fromkeys(str(name) for part in parts for name in part))
    columns = {}
    for name in names:
        have = [part[name] for part in parts if name in part]
        same = len({str(column.dtype) for column in have if column.notna().any()}) <= 1
        kind: Any = next((c.dtype for c in have if c.notna().any()), have[0].dtype)
        if not same or (str(kind) == "bool" and len(have) < len(parts)):
            kind = "str"
        pieces = [
            _as_kind(part[name], kind)
            if name in part
            else pd.Series(None, index=part.index, dtype=_nullable(kind))
            for part in parts
        ]
        columns[name] = pd.concat(pieces, ignore_index=True)
    return pd.DataFrame(columns)


def _nullable(kind: Any) -> Any:
    return "float64" if str(kind).startswith(("int", "uint")) else kind


def _as_kind(column: pd.Series, kind: Any) -> pd.Series:
    """Return a column as a kind; times and numbers as people write them if as text."""
    if column.dtype == kind:
        return column
    if not column.notna().any():
        empty: pd.Series = pd.Series(None, index=column.index, dtype=_nullable(kind))
        return empty
    if kind == "str" and pd.api.types.is_float_dtype(column.dtype):
        text: pd.Series = column.map(lambda n: f"{n:.15g}", na_action="ignore")
        whole: pd.Series = text.astype("str")
        return whole
    if kind == "str" and pd.api.types.is_datetime64_any_dtype(column.dtype):
        zone = "%z" if isinstance(column.dtype, pd.DatetimeTZDtype) else ""
        said: pd.Series = column.dt.strftime(f"%Y-%m-%d %H:%M:%S{zone}")
        moments: pd.Series = said.astype("str")
        return moments
    other: pd.Series = column.astype(kind)
    return other


def _geometries(tables: list[Table]) -> tuple[Any, Any]:
    """Return all geometries in the CRS of the first."""
    have = [table.geometry is not None for table in tables]
    if not any(have):
        return None, None
    if not all(have):
        names = ", ".join(
            t.facts.name for t, has in zip(tables, have, strict=True) if not has
        )
        why = f"the others have points, it has columns at best ({names})"
        raise cannot_read(tables[have.index(False)].facts.name, why, "Read it alone.")
    crs = tables[0].crs
    if any((table.crs is None) != (crs is None) for table in tables):
        raise cannot_read(tables[0].facts.name, "only some of the files state a CRS")
    parts = [gpd.GeoSeries(table.geometry, crs=table.crs) for table in tables]
    if crs is not None:
        parts = [part if part.crs == crs else part.to_crs(crs) for part in parts]
    return np.concatenate([part.to_numpy() for part in parts]), crs


def _masks(parts: list[Any], lengths: list[int]) -> dict[Any, Any]:
    keys = dict.fromkeys(key for part in parts for key in part)
    return {
        key: np.concatenate(
            [
                part.get(key, np.zeros(n, bool))
                for part, n in zip(parts, lengths, strict=True)
            ]
        )
        for key in keys
    }


def _cell_masks(
    tables: list[Table], named: list[pd.DataFrame], lengths: list[int]
) -> dict[tuple[str, str], Any]:
    parts = []
    for table, cells in zip(tables, named, strict=True):
        new = dict(zip(map(str, table.cells), map(str, cells), strict=True))
        parts.append({(r, new[name]): m for (r, name), m in table.cell_faults.items()})
    return _masks(parts, lengths)


def _facts(tables: list[Table]) -> Facts:
    facts = [table.facts for table in tables]

    def each(values: list[str], most: int = 3) -> str:
        known = list(dict.fromkeys(value for value in values if value))
        more = f" + {len(known) - most}" if len(known) > most else ""
        return " + ".join(known[:most]) + more

    rows = {fact.header_row for fact in facts}
    hashes = "\n".join(fact.sha256 for fact in facts)
    counts = ", ".join(f"{_place(t)} ({len(t.cells)})" for t in tables)
    notes = {key: value for fact in facts for key, value in fact.notes.items()}
    return Facts(
        name=each([fact.name for fact in facts]),
        format=each([fact.format for fact in facts]),
        encoding=each([fact.encoding for fact in facts]),
        separator=each([fact.separator for fact in facts]),
        layer=each([fact.layer for fact in facts]),
        header_row=rows.pop() if len(rows) == 1 else None,
        hidden_rows=sum(fact.hidden_rows for fact in facts),
        n_blank=sum(fact.n_blank for fact in facts),
        sha256=hashlib.sha256(hashes.encode()).hexdigest(),
        notes=notes | {"several_sources": counts},
    )
