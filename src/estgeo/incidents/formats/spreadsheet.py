"""Workbooks of Excel and LibreOffice: the sheet, its header row and its cells."""

from __future__ import annotations

import itertools
import zipfile
import zlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import lazy_loader
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .._headers import join_header_rows, known_in
from .._values import as_text_column
from ._binary_guard import guard_xls, guard_xlsb
from ._table import (
    Facts,
    Table,
    cannot_read,
    check_layer,
    one_kind,
    unique_headers,
    without_controls,
)
from ._workbook_guard import (
    OPEN_AND_SAVE,
    SheetFacts,
    guard_ods,
    guard_xlsx,
    says_1904,
)

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from ._table import Input

python_calamine = lazy_loader.load("python_calamine")

_HEADER_WITHIN = 20
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_DATEMODE_1904 = b"\x22\x00\x02\x00\x01\x00"  # the record that says so in xls

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, KeyError, ET.ParseError, OSError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)
Rows = list[list[Any]]


def read_workbook(source: Input) -> Table:
    """Read one sheet of a workbook into a table."""
    with source.on_disk() as path:
        facts, epoch = _guarded(source, path)
        rows = _rows_of(source, path)
    name = source.layer or _only_sheet(rows, source)
    if not any(map(_filled_width, rows[name])):
        raise cannot_read(source.name, f"its sheet {name!r} is empty")
    return _table(source, name, rows[name], facts.get(name, SheetFacts()), epoch)


def _guarded(source: Input, path: Path) -> tuple[dict[str, SheetFacts], date | None]:
    """Return what is known of the sheets before they are read, and day 0 of dates."""
    form = source.suffix[1:]
    try:
        if form in ("xlsx", "xlsm"):
            facts = guard_xlsx(source.name, path)
            return facts, _EPOCH_1904 if says_1904(path) else _EPOCH
        if form == "ods":
            return guard_ods(source.name, path), None
        if form == "xlsb":
            return {}, _EPOCH_1904 if guard_xlsb(source.name, path) else _EPOCH
    except ValueError as error:
        if str(error).startswith("'source'"):
            raise
        raise _not_whole(source) from error
    except _BROKEN as error:
        raise _not_whole(source) from error
    guard_xls(source.name, source.content())
    return {}, _EPOCH_1904 if _DATEMODE_1904 in source.content() else _EPOCH


def _not_whole(source: Input) -> ValueError:
    why = f"it is not a whole {source.suffix[1:]} workbook"
    return cannot_read(source.name, why, OPEN_AND_SAVE)


def _rows_of(source: Input, path: Path) -> dict[str, Rows]:
    """Return the rows of the sheets that may be meant."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        names = list(book.sheet_names)
    except python_calamine.PasswordError as error:
        remedy = "Open it, take the password away and save it again."
        raise cannot_read(source.name, "it is locked by a password", remedy) from error
    except BaseException as error:  # calamine's own kinds, and panics are no Exception
        _reraise_if_ours(error)
        raise _not_whole(source) from error
    check_layer(source.layer, names, source.name)
    try:
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in ([source.layer] if source.layer else _visible(book))
        }
    except BaseException as error:
        _reraise_if_ours(error)
        raise _not_whole(source) from error


def _reraise_if_ours(error: BaseException) -> None:
    if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
        raise error


def _visible(book: Any) -> list[str]:
    shown = [
        sheet.name
        for sheet in book.sheets_metadata
        if "WorkSheet" in str(sheet.typ) and str(sheet.visible).endswith("Visible")
    ]
    return shown or list(book.sheet_names)


def _only_sheet(rows: dict[str, Rows], source: Input) -> str:
    """Return the one sheet that can be meant; raise if there are several."""
    filled = [name for name, sheet in rows.items() if any(map(_filled_width, sheet))]
    likely = [
        name
        for name in filled
        if max(known_in(row, source.known) for row in rows[name][:_HEADER_WITHIN]) >= 2
    ]
    for candidates in (likely, filled):
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            has = ", ".join(repr(each) for each in candidates)
            remedy = f"Pass layer=. Sheets that belong together: layer=[{has}]."
            raise cannot_read(source.name, f"it has the sheets {has}", remedy)
    raise cannot_read(source.name, "it is empty")


def _table(
    source: Input, name: str, rows: Rows, known: SheetFacts, epoch: date | None
) -> Table:
    headers, below, notes = _headers(rows, source.known)
    if epoch == _EPOCH_1904:
        notes["dates_from_1904"] = ""
    names = unique_headers(headers)
    cells, kept = _cells(rows, below, names, known)
    cells, n_odd = without_controls(cells)
    if n_odd:
        notes["control_characters"] = str(n_odd)
    return Table(
        cells=cells,
        est_row=kept + 1,
        facts=Facts(
            name=source.name,
            format="xlsx" if source.suffix == ".xlsm" else source.suffix[1:],
            layer=name,
            header_row=below,
            hidden_rows=known.hidden_rows,
            n_blank=len(rows) - below - len(kept),
            sha256=source.sha256(),
            notes=notes,
        ),
        cell_faults=_masks(known, names, kept),
        serial_epoch=epoch,
    )


def _cells(
    rows: Rows, below: int, names: list[str], known: SheetFacts
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the columns of the rows that hold anything, and where those rows stand."""
    n, width = len(rows) - below, len(rows[0])
    every = itertools.chain.from_iterable(rows[below:])
    flat = np.fromiter(every, object, count=n * width).reshape(n, width)
    columns = np.ascontiguousarray(flat.T)
    data = {name: _column(columns[at]) for at, name in enumerate(names)}
    holds = np.zeros(n, bool)
    for column in data.values():
        holds |= column.notna().to_numpy(bool)
    faulty = [row - below for row, column in known.faults if column is None]
    holds[[row for row in faulty if 0 <= row < n]] = True
    kept = np.flatnonzero(holds)
    cells = pd.DataFrame(data, index=pd.RangeIndex(n))
    if len(kept) < n:
        cells = cells.iloc[kept].reset_index(drop=True)
    return cells, kept.astype(np.int64) + below


def _column(cells: NDArray[np.object_]) -> pd.Series:
    """Return cells of one kind; those of blanks only hold nothing."""
    kind = pd.api.types.infer_dtype(cells, skipna=False)
    if kind == "string":
        text = pa.array(cells, pa.large_string())
        is_blank = pc.equal(pc.utf8_trim_whitespace(text), "")
        return as_text_column(pc.if_else(is_blank, None, text))
    if kind == "floating":
        return pd.Series(cells.astype(np.float64))
    values = cells.tolist()
    kinds = set(map(type, values))
    if str in kinds:
        values = [
            None if isinstance(cell, str) and not cell.strip() else cell
            for cell in values
        ]
    elif kinds <= {date, datetime}:  # days are what midnights are read as
        return pd.Series(cells).astype("datetime64[us]")
    return one_kind(values)


def _headers(
    rows: Rows, known: frozenset[str]
) -> tuple[list[Any], int, dict[str, str]]:
    """Return the headers, the first row below them, and what to note about them.

    A column without a header is one too if anything stands in it.
    """
    at, notes = _header_row(rows, known), {}
    headers = rows[at]
    if at + 1 < len(rows):
        joined = join_header_rows(headers, rows[at + 1], known)
        if joined is not None:
            headers, at, notes = joined, at + 1, {"two_header_rows": ""}
    width = _filled_width(headers)
    if width < len(headers):
        beyond = (_filled_width(row[width:]) for row in rows[at + 1 :])
        width += max(beyond, default=0)
    return headers[:width], at + 1, notes


def _header_row(rows: Rows, known: frozenset[str]) -> int:
    scores = [known_in(row, known) for row in rows[:_HEADER_WITHIN]]
    if scores and max(scores) >= 2:
        return scores.index(max(scores))
    texts = [
        sum(isinstance(c, str) and c != "" for c in row) > 1
        for row in rows[:_HEADER_WITHIN]
    ]
    return texts.index(True) if True in texts else 0


def _filled_width(row: list[Any]) -> int:
    """Return how many cells there are up to the last one that holds something."""
    for at in range(len(row), 0, -1):
        cell = row[at - 1]
        if cell is not None and not (isinstance(cell, str) and not cell.strip()):
            return at
    return 0


def _masks(
    known: SheetFacts, names: list[str], kept: np.ndarray
) -> dict[tuple[str, str], np.ndarray]:
    faulty = {row for row, _ in known.faults}
    place_of = {row: at for at, row in enumerate(kept.tolist()) if row in faulty}
    masks: dict[tuple[str, str], np.ndarray] = {}
    for (row, column), reason in known.faults.items():
        if column is None or column >= len(names) or row not in place_of:
            continue
        key = (reason, names[column])
        mask = masks.setdefault(key, np.zeros(len(kept), bool))
        mask[place_of[row]] = True
    return masks
