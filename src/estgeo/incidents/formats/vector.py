"""Map layers that GDAL reads: GeoPackage, Shapefile, KML, GPX and their like."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import lazy_loader
import numpy as np
import pandas as pd

from ._encodings import UNDECODED, as_cp1252, check_encoding, decode
from ._table import Facts, Table, cannot_read, check_layer, from_frame, without_controls

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

    from ._table import Input

pyogrio = lazy_loader.load("pyogrio")

ENDINGS = (
    *(".gpkg", ".shp", ".fgb", ".kml", ".kmz", ".gpx", ".gml", ".mif", ".tab"),
    *(".sqlite", ".gdb", ".topojson", ".jml", ".gmt"),
)
# Layers of styles and projects that QGIS writes beside the data.
_NO_DATA = ("layer_styles", "qgis_projects")
_POINTS = ("Point", "MultiPoint", "Unknown", "GeometryCollection")
# Formats with a list of fields that are there even if no one filled them in.
_WITH_FIXED_FIELDS = ("kml", "kmz", "gpx")
_RAW = "ISO-8859-1"  # a letter for each byte, so that nothing is lost before we look
_CLOCK = r"^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?"
_WITH_OFFSET = _CLOCK + r"(?:Z|[+-]\d\d(?::?\d\d)?)$"


def read_vector(source: Input) -> Table:
    """Read one layer into a table."""
    with source.on_disk() as path:
        layer = _layer(source, path)
        if source.suffix == ".shp":
            return _shapefile(source, path, layer)
        frame = _frame(source, path, layer)
    form = source.suffix[1:]
    if form in _WITH_FIXED_FIELDS:
        empty = [c for c in frame if c != "geometry" and frame[c].isna().all()]
        frame = frame.drop(columns=empty)
    facts = Facts(source.name, form, layer=layer, sha256=_sha256(source))
    return _bare(from_frame(frame, facts))


def _sha256(source: Input) -> str:
    folder = source.path is not None and source.path.is_dir()
    return "" if folder else source.sha256()


def _layer(source: Input, path: Path) -> str:
    """Return the layer that is asked for, or the only one that can be meant."""
    try:
        found = {str(name): kind for name, kind in pyogrio.list_layers(path)}
    except Exception as error:  # GDAL has many kinds of error, all mean "unreadable"
        why = f"it is not a whole {source.suffix[1:]} file"
        raise cannot_read(source.name, why) from error
    check_layer(source.layer, list(found), source.name)
    if source.layer is not None:
        return source.layer
    data = {name: kind for name, kind in found.items() if name not in _NO_DATA}
    pointed = [name for name, kind in data.items() if _may_hold_points(kind)]
    for names in (list(data), pointed, _filled(path, pointed)):
        if len(names) == 1:
            return names[0]
    has = ", ".join(map(repr, pointed or data)) or "nothing"
    raise cannot_read(source.name, f"it has the layers {has}", "Pass layer=.")


def _may_hold_points(kind: Any) -> bool:
    return str(kind).removeprefix("2.5D ").split(" ")[0] in _POINTS


def _filled(path: Path, layers: list[str]) -> list[str]:
    """Return the layers that hold anything."""
    return [
        layer
        for layer in layers
        if pyogrio.read_info(path, layer=layer, force_feature_count=True)["features"]
    ]


def _frame(
    source: Input, path: Path, layer: str, encoding: str | None = None
) -> gpd.GeoDataFrame:
    """Return a layer as a frame. Times come as text, so that none moves another."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what GDAL says of a file is not for users
            frame = pyogrio.read_dataframe(
                path, layer=layer, encoding=encoding, datetime_as_string=True,
                on_invalid="ignore",
            )  # fmt: skip
            dtypes = pyogrio.read_info(path, layer=layer)
    except Exception as error:  # as above
        why = f"layer {layer!r} is damaged"
        raise cannot_read(source.name, why) from error
    kinds = zip(dtypes["fields"], dtypes["dtypes"], strict=True)
    for name, kind in kinds:
        if "datetime" in str(kind) and name in frame:
            frame[name] = _times(frame[name].astype("str"))
    return frame


def _times(said: pd.Series) -> pd.Series:
    """Return times as one kind: bare, with a zone, or as text where both stand."""
    known = said.dropna()
    zoned = known.str.match(_WITH_OFFSET)
    if zoned.any() and not zoned.all():
        return said
    times: pd.Series = pd.to_datetime(
        said, format="ISO8601", errors="coerce", utc=bool(zoned.any())
    )
    lost = times.isna() & said.notna()
    return said if lost.any() else times


def _bare(table: Table) -> Table:
    cells, n_odd = without_controls(table.cells)
    if n_odd:
        table.facts.notes["control_characters"] = str(n_odd)  # type: ignore[index]
    return Table(cells, table.est_row, table.facts, table.geometry, table.crs)


def _shapefile(source: Input, path: Path, layer: str) -> Table:
    """Read a Shapefile, whose texts say at best beside them how they are written."""
    encoding = source.encoding or _stated_encoding(path)
    frame = _frame(source, path, layer, _RAW)
    raw = {name: frame[name] for name in frame if _is_text(frame[name])}
    everything = "\n".join([*map(str, raw), *_distinct(raw.values())])
    if encoding is None:
        encoding = decode(everything.encode(_RAW, "replace"))[1]
    undecoded = np.zeros(len(frame), bool)
    for name, column in raw.items():
        frame[name], bad = _decoded(column, encoding)
        undecoded |= bad
    frame = frame.rename(columns={name: _text(str(name), encoding) for name in raw})
    facts = Facts(
        source.name,
        "shapefile",
        encoding="" if everything.isascii() else encoding,
        layer=layer,
        sha256=source.sha256(),
        notes={"shapefile_cuts": ""},
    )
    table = _bare(from_frame(frame, facts))
    table.row_faults["bad_encoding"] = undecoded
    return table


def _stated_encoding(path: Path) -> str | None:
    """Return what a .cpg file beside a Shapefile says, None if nothing known."""
    beside = [path.with_suffix(ending) for ending in (".cpg", ".CPG", ".cst")]
    said = next((each.read_bytes()[:40] for each in beside if each.is_file()), b"")
    name = said.decode("ascii", "ignore").strip().upper()
    digits = name.removeprefix("ANSI").removeprefix("CP").strip(" -")
    for each in (f"cp{digits}" if digits.isdecimal() else "", name.replace(" ", "")):
        try:
            check_encoding(each)
        except ValueError:
            continue
        return each.lower()
    return None


def _is_text(column: pd.Series) -> bool:
    return bool(pd.api.types.is_string_dtype(column.dtype))


def _distinct(columns: Any) -> list[str]:
    return [str(text) for column in columns for text in column.dropna().unique()]


def _text(raw: str, encoding: str) -> str:
    return as_cp1252(raw.encode(_RAW, "replace").decode(encoding, "surrogateescape"))


def _decoded(column: pd.Series, encoding: str) -> tuple[pd.Series, NDArray[np.bool_]]:
    """Return texts as they were meant, and the rows with bytes that are no text.

    A text that a Shapefile has cut in the middle of a letter ends before it.
    """
    codes, distinct = pd.factorize(column)
    texts, bad = [], []
    for raw in distinct:
        data = str(raw).encode(_RAW, "replace")
        text = data.decode(encoding, "surrogateescape")
        if UNDECODED.search(text) and encoding.startswith("utf") and len(data) > 9:
            cut = data.decode("utf-8", "ignore")
            text = cut if data.startswith(cut.encode()) else text
        bad.append(bool(UNDECODED.search(text)))
        texts.append(as_cp1252(text))
    whole = pd.Series(np.array([*texts, None], object)[codes], index=column.index)
    return whole.astype("str"), np.array([*bad, False], bool)[codes]
