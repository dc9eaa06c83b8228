"""What every reader of a format gives: cells, row numbers, faults and facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow.compute as pc

from ..._checks import sentence
from .._texts import arrow_text, as_text_column, letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
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
        text = "" if cell is None else str(cell)
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


def one_kind(column: list[Any]) -> pd.Series:
    """Return mixed cells as one kind: all times, all numbers, all truth or all text.

    Text of whole numbers carries no ".0", text of times is ISO 8601.
    """
    series = pd.Series(column, dtype=object)
    kind = pd.api.types.infer_dtype(series, skipna=True)
    if kind in ("string", "empty"):
        return series.astype("str")
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
