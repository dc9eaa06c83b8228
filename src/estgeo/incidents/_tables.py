"""What every reader of a format gives: cells, row numbers, faults and facts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .._checks import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray


# Text that was read with the wrong encoding once: utf-8 as cp1252, DOS as cp1252.
_GARBLED = re.compile(
    "Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u203a\u20ac\u2122]|ï»¿|ï¿½|\ufffd|\x00"
    "|(?<=[a-zåäö])[„”†](?=[a-zåäö])|^[„”†Ž™](?=[a-zåäö])"
)


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
        text = "" if cell is None else str(cell)
        base = text.strip().lstrip("\ufeff") or f"column {place}"
        name, copy = base, 2
        while name in names:
            name, copy = f"{base} {copy}", copy + 1
        names.append(name)
    return names


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def cannot_read(name: str, why: str, remedy: str = "") -> ValueError:
    """Return the error for a source that cannot be read at all."""
    return ValueError(sentence("source", "a readable file", f"{name}: {why}", remedy))


def check_layer(layer: str | None, names: Sequence[str], path: Path) -> None:
    """Raise KeyError if a layer or sheet was named that is not there."""
    if layer is not None and layer not in names:
        has = ", ".join(repr(name) for name in names)
        raise KeyError(sentence("layer", f"one of {has} in {path.name}", repr(layer)))


def one_kind(column: list[Any]) -> pd.Series:
    """Return mixed cells as one kind: all times, all numbers, all truth or all text.

    Text of whole numbers carries no ".0", text of times is ISO 8601.
    """
    series = pd.Series(column, dtype=object)
    kind = pd.api.types.infer_dtype(series, skipna=True)
    if kind in ("datetime", "datetime64"):
        return series.astype("datetime64[us]")
    if kind in ("floating", "integer", "mixed-integer-float"):
        return series.astype("float64")
    if kind == "boolean" and not series.isna().any():
        return series.astype(bool)
    return series.map(_cell_text, na_action="ignore").astype("str")


def _cell_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell if isinstance(cell, str) else str(cell)


def garbled_rows(cells: pd.DataFrame) -> NDArray[np.bool_]:
    """Return the rows that hold text which was once decoded wrongly.

    >>> garbled_rows(pd.DataFrame({"a": ["område", "omrÃ¥de", "Skadeg”relse"]}))
    array([False,  True,  True])
    """
    bad = np.zeros(len(cells), bool)
    for name in cells:
        if pd.api.types.is_string_dtype(cells[name].dtype):
            text = pa.array(cells[name], type=pa.large_string(), from_pandas=True)
            odd = pc.or_(
                pc.invert(pc.string_is_ascii(text)), pc.match_substring(text, "\x00")
            )
            places = np.flatnonzero(odd.fill_null(fill_value=False))
            codes, distinct = pd.factorize(cells[name].iloc[places])
            found = np.array([bool(_GARBLED.search(str(t))) for t in distinct], bool)
            bad[places] |= found[codes]
    return bad
