"""Sets of incidents written so that reading gives the same set back.

A csv or Parquet file has two companions: ``NAME.rejected.*`` and ``NAME.summary.json``.
A GeoPackage or workbook holds all three as layers or sheets.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import lazy_loader
import numpy as np
import pandas as pd

from .._checks import sentence
from .._files import saving
from .._inert import safe_text, timeless_layers, unsafe_text, write_sheets
from .formats._workbook_guard import guard_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


__all__ = ["safe_text", "unsafe_text"]


def stored_names(names: list[str], reserved: tuple[str, ...]) -> dict[str, str]:
    """Return {name: name in the file}: none differ by case only, none is reserved.

    >>> stored_names(["Typ", "typ", "fid"], ("fid", "geom"))
    {'Typ': 'Typ', 'typ': 'typ_2', 'fid': 'fid_2'}
    """
    taken = {name.casefold() for name in reserved}
    result: dict[str, str] = {}
    for name in names:
        stored, copy = name, 2
        while stored.casefold() in taken:
            stored, copy = f"{name}_{copy}", copy + 1
        taken.add(stored.casefold())
        result[name] = stored
    return result


def offsets(times: pd.Series) -> pd.Series:
    """Return the offset from UTC of aware times as text such as "+01:00"."""
    text = times.dt.strftime("%z").astype("str")
    split: pd.Series = text.str.replace(r"(\d\d)$", r":\1", regex=True).astype("str")
    return split


def wall_clock(times: pd.Series) -> pd.Series:
    """Return aware times as the naive times that the clock on the wall showed."""
    naive: pd.Series = times.dt.tz_localize(None).astype("datetime64[ms]")
    return naive


def from_wall_clock(wall: pd.Series, offset: pd.Series, dtype: str) -> pd.Series:
    """Return aware times of a dtype from wall clock times and offsets."""
    text = pd.to_datetime(wall).dt.strftime("%Y-%m-%dT%H:%M:%S.%f").astype("str")
    return _aware(text + as_str(offset), dtype)


def as_text_column(column: pd.Series) -> pd.Series:
    """Return any column as text that ``from_stored`` can read."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        text = column.dt.strftime("%Y-%m-%dT%H:%M:%S.%f").astype("str")
        zoned: pd.Series = text + offsets(column)
        return zoned
    if pd.api.types.is_datetime64_dtype(column.dtype):
        naive: pd.Series = column.dt.strftime("%Y-%m-%dT%H:%M:%S.%f").astype("str")
        return naive
    if pd.api.types.is_float_dtype(column.dtype):
        # repr is the shortest text that gives the same number back.
        numbers = column.to_numpy(np.float64, na_value=np.nan).tolist()
        values = [None if np.isnan(number) else repr(number) for number in numbers]
        return pd.Series(values, index=column.index, dtype="str")
    return column.astype("str").where(column.notna())


def as_plain_column(column: pd.Series) -> pd.Series:
    """Return a column as text, number or truth value, the kinds every format has."""
    is_number = pd.api.types.is_numeric_dtype(column.dtype)
    if is_number and isinstance(column.dtype, np.dtype):
        return column
    if is_number and not column.isna().any():
        return column.astype(
            "float64" if "float" in str(column.dtype).lower() else "int64"
        )
    if is_number:
        return column.astype("float64")
    return as_text_column(column)


def from_stored(column: pd.Series, dtype: str) -> pd.Series:
    """Return a stored column as the dtype it had."""
    if dtype.startswith("datetime64") and "," in dtype:
        return _aware(column.astype("str"), dtype)
    if dtype.startswith("datetime64"):
        times: pd.Series = pd.to_datetime(column, format="ISO8601")
        return times.astype(_as_dtype(dtype))
    if dtype == "bool":
        return column.astype("str").str.casefold().isin(["true", "1", "1.0"])
    if dtype in ("str", "object", "string"):
        return as_str(column)
    return pd.Series(exact_floats(column), index=column.index).astype(_as_dtype(dtype))


def exact_floats(column: pd.Series) -> NDArray[np.float64]:
    """Return text or numbers as floats to the last digit; NaN where missing."""
    values = column.astype(object).where(column.notna(), np.nan)
    return np.array([float(value) for value in values], np.float64)


def _as_dtype(dtype: str) -> Any:
    return pd.api.types.pandas_dtype(dtype)


def as_str(column: pd.Series) -> pd.Series:
    """Return a column as text, missing where it is missing."""
    return column.astype("str").where(column.notna())


def _aware(text: pd.Series, dtype: str) -> pd.Series:
    zone = dtype.split(",")[1].strip(" ]")
    times = pd.to_datetime(text, format="ISO8601", utc=True)
    aware: pd.Series = times.dt.tz_convert(zone).astype(_as_dtype(dtype))
    return aware


pyogrio = lazy_loader.load("pyogrio")

SUFFIXES = (".csv", ".xlsx", ".gpkg", ".parquet")
TIMES = ("start", "end", "reported_at")
SHEETS = ("incidents", "rejected", "estgeo")
X, Y, OFFSET = "est_x", "est_y", "_offset"
RESERVED = ("fid", "geom", "ogc_fid", X, Y, *(time + OFFSET for time in TIMES))


def write_set(
    path: Path,
    incidents: gpd.GeoDataFrame,
    rejected: pd.DataFrame,
    facts: dict[str, Any],
) -> None:
    """Write both tables and the facts in the format that the path's ending names."""
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        rule = "a file that ends in " + ", ".join(SUFFIXES)
        raise ValueError(sentence("path", rule, str(path)))
    tables = {"incidents": incidents, "rejected": rejected}
    names = {
        key: stored_names([str(c) for c in table.columns if c != "geometry"], RESERVED)
        for key, table in tables.items()
    }
    document = facts | {
        "names": names,
        "dtypes": {
            key: table.dtypes.astype(str).to_dict() for key, table in tables.items()
        },
        "crs": incidents.crs.to_string(),
    }
    text = json.dumps(document, ensure_ascii=False)
    write = {
        ".csv": _write_csv,
        ".xlsx": _write_xlsx,
        ".gpkg": _write_gpkg,
        ".parquet": _write_parquet,
    }[suffix]
    with saving(path.parent, path.name) as draft:
        write(draft / path.name, incidents, rejected, names, text)


def companions(path: Path) -> tuple[Path, Path]:
    """Return the files beside a csv or Parquet file: rejected rows and facts."""
    stem = path.name.removesuffix(path.suffix)
    rejected = path.with_name(f"{stem}.rejected{path.suffix}")
    return rejected, path.with_name(f"{stem}.summary.json")


_Names = dict[str, dict[str, str]]


def _write_csv(
    path: Path,
    incidents: gpd.GeoDataFrame,
    rejected: pd.DataFrame,
    names: _Names,
    text: str,
) -> None:
    beside, facts = companions(path)
    table = _with_xy(incidents)
    for target, frame, key in (
        (path, table, "incidents"),
        (beside, rejected, "rejected"),
    ):
        cells = pd.DataFrame(
            {
                names[key].get(str(c), str(c)): safe_text(as_text_column(frame[c]))
                for c in frame.columns
            }
        )
        cells.columns = pd.Index(safe_text(pd.Series(cells.columns, dtype="str")))
        # Ends of rows as in RFC 4180: cells with either sign are then quoted.
        cells.to_csv(
            target, sep=";", index=False, encoding="utf-8-sig", lineterminator="\r\n"
        )
    facts.write_text(text, encoding="utf-8")


def _write_parquet(
    path: Path,
    incidents: gpd.GeoDataFrame,
    rejected: pd.DataFrame,
    names: _Names,  # noqa: ARG001 - Parquet takes any name
    text: str,
) -> None:
    beside, facts = companions(path)
    incidents.to_parquet(path)
    rejected.to_parquet(beside)
    facts.write_text(text, encoding="utf-8")


def _write_gpkg(
    path: Path,
    incidents: gpd.GeoDataFrame,
    rejected: pd.DataFrame,
    names: _Names,
    text: str,
) -> None:
    plain = _on_the_wall(incidents.drop(columns="geometry"), names["incidents"])
    layer = incidents[["geometry"]].join(plain)
    rows = _on_the_wall(rejected, names["rejected"])
    facts = pd.DataFrame({"json": [text]})
    with timeless_layers():
        pyogrio.write_dataframe(layer, path, layer="incidents", geometry_type="Point")
        for name, table in (("rejected", rows), ("estgeo", facts)):
            pyogrio.write_dataframe(table, path, layer=name)


def _write_xlsx(
    path: Path,
    incidents: gpd.GeoDataFrame,
    rejected: pd.DataFrame,
    names: _Names,
    text: str,
) -> None:
    table = _on_the_wall(_with_xy(incidents), names["incidents"])
    rows = _on_the_wall(rejected, names["rejected"])
    # A cell holds 32,767 characters; the facts of a set are far fewer as a rule.
    parts = [text[i : i + 30_000] for i in range(0, len(text), 30_000)]
    facts = pd.DataFrame({"json": parts})
    sheets = dict(zip(SHEETS, (table, rows, facts), strict=True))
    write_sheets(path, sheets, is_exact=True)


def _with_xy(incidents: gpd.GeoDataFrame) -> pd.DataFrame:
    table = pd.DataFrame(incidents.drop(columns="geometry"))
    return table.assign(**{X: incidents.geometry.x, Y: incidents.geometry.y})


def _on_the_wall(table: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return plain columns; the three times as wall clock with the offset beside it."""
    plain: dict[str, pd.Series] = {}
    for name in table.columns:
        column, stored = table[name], names.get(str(name), str(name))
        if name in TIMES and isinstance(column.dtype, pd.DatetimeTZDtype):
            plain[stored] = wall_clock(column)
            plain[stored + OFFSET] = offsets(column)
        else:
            plain[stored] = as_plain_column(column)
    return pd.DataFrame(plain)


python_calamine = lazy_loader.load("python_calamine")


@dataclass(frozen=True, slots=True)
class Stored:
    """Both tables of a saved set and the facts that were saved with them."""

    incidents: gpd.GeoDataFrame
    rejected: pd.DataFrame
    facts: dict[str, Any]


def read_stored(path: Path) -> Stored | None:
    """Return the set that estgeo saved at a path, None if it was not saved by it."""
    suffix = path.suffix.casefold()
    reader = {
        ".csv": _read_csv,
        ".parquet": _read_parquet,
        ".gpkg": _read_gpkg,
        ".xlsx": _read_xlsx,
    }
    return reader[suffix](path) if suffix in reader else None


def _read_csv(path: Path) -> Stored | None:
    beside, facts_path = companions(path)
    facts = _facts_beside(facts_path)
    if facts is None or not beside.is_file():
        return None
    tables = []
    for each in (path, beside):
        cells = pd.read_csv(
            each, sep=";", dtype="str", encoding="utf-8-sig",
            keep_default_na=False, na_values=[""],
        )  # fmt: skip
        cells.columns = pd.Index(unsafe_text(pd.Series(cells.columns, dtype="str")))
        tables.append(cells.apply(unsafe_text))
    return _stored(tables[0], tables[1], facts)


def _read_parquet(path: Path) -> Stored | None:
    beside, facts_path = companions(path)
    facts = _facts_beside(facts_path)
    if facts is None or not beside.is_file():
        return None
    return Stored(gpd.read_parquet(path), pd.read_parquet(beside), facts)


def _read_gpkg(path: Path) -> Stored | None:
    try:
        layers = {str(name) for name in pyogrio.list_layers(path)[:, 0]}
    except pyogrio.errors.DataSourceError:
        return None
    if not set(SHEETS) <= layers:
        return None
    facts = json.loads(pyogrio.read_dataframe(path, layer="estgeo")["json"].iloc[0])
    incidents = pyogrio.read_dataframe(path, layer="incidents")
    rejected = pyogrio.read_dataframe(path, layer="rejected")
    return _stored(incidents, rejected, facts)


def _read_xlsx(path: Path) -> Stored | None:
    if not _has_own_sheets(path):
        return None
    guard_xlsx(path.name, path)
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    tables = []
    for name in SHEETS:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        head, body = rows[0], rows[1:]
        cells = [[None if cell == "" else cell for cell in row] for row in body]
        tables.append(pd.DataFrame(cells, columns=pd.Index(head), dtype=object))
    facts = json.loads("".join(tables[2]["json"]))
    return _stored(tables[0], tables[1], facts)


def _has_own_sheets(path: Path) -> bool:
    """Return whether the list of sheets is ours; a broken file is not."""
    try:
        with zipfile.ZipFile(path) as archive:
            entry = archive.getinfo("xl/workbook.xml")
            text = archive.read(entry) if entry.file_size < 1_000_000 else b""
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError):
        return False
    return tuple(re.findall(rb'<sheet [^>]*?name="(\w+)"', text)) == tuple(
        name.encode() for name in SHEETS
    )


def _facts_beside(path: Path) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    facts = json.loads(path.read_text(encoding="utf-8"))
    return facts if isinstance(facts, dict) and "summary" in facts else None


def _stored(
    cells: pd.DataFrame, rejected: pd.DataFrame, facts: dict[str, Any]
) -> Stored:
    table = _typed(cells, facts, "incidents")
    for name in table:
        # "" is what the vocabulary says for "nothing"; files have no such text.
        if name in _TEXTS:
            table[name] = table[name].fillna("")
    if isinstance(cells, gpd.GeoDataFrame):
        geometry = cells.geometry
    else:
        x, y = (exact_floats(cells[axis]) for axis in (X, Y))
        geometry = gpd.GeoSeries(gpd.points_from_xy(x, y), crs=facts["crs"])
        geometry[np.isnan(x)] = None  # known to its area only
    place = list(facts["dtypes"]["incidents"]).index("geometry")
    table.insert(place, "geometry", geometry.array)
    incidents = gpd.GeoDataFrame(table, geometry="geometry")
    return Stored(incidents, _typed(rejected, facts, "rejected"), facts)


_TEXTS = (
    "incident_id",
    "category",
    "theme",
    "source",
    "reporter",
    "flags",
)


def _typed(cells: pd.DataFrame, facts: dict[str, Any], key: str) -> pd.DataFrame:
    columns = {}
    for name, dtype in facts["dtypes"][key].items():
        if dtype == "geometry":
            continue
        stored = facts["names"][key].get(name, name)
        if name in TIMES and stored + OFFSET in cells:
            offset = cells[stored + OFFSET]
            columns[name] = from_wall_clock(cells[stored], offset, dtype)
        else:
            columns[name] = from_stored(cells[stored], dtype)
    return pd.DataFrame(columns)
