"""Excel workbooks: guards before reading, then the sheet, header row and cells."""

from __future__ import annotations

import re
import zipfile
import zlib
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import python_calamine

from ._headers import join_header_rows, known_in
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
    from collections.abc import Iterator
    from pathlib import Path

# A workbook that unpacks to more than this, or 200 times its own size, is no export.
MOST_UNPACKED = 400_000_000
MOST_RATIO = 200
MOST_CELLS = 60_000_000
# A far corner: the box around the cells is this many times the cells in it.
MOST_EMPTY = 50
_SMALL_BOX = 2_000_000
_STEP = 4_000_000  # bytes searched at a time
_LONGEST_CELL = 200  # bytes from "<c" to the end of its place
_HEADER_WITHIN = 20
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_SAYS_1904 = re.compile(rb'<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"')

_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ET.ParseError, OSError, EOFError)

_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_FULL_CELL = re.compile(
    rb'<(?:\w+:)?c\b([^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)',
    re.DOTALL,
)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[^>]*>([^<]*)<")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')


def read_xlsx(path: Path, layer: str | None, known: frozenset[str]) -> Table:
    """Read one sheet of a workbook into a table."""
    try:
        sheets = guard_workbook(path)
    except _BROKEN as error:
        why = f"it is not a whole xlsx workbook ({error})"
        raise cannot_read(path.name, why) from error
    check_layer(layer, list(sheets), path)
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        rows = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in ([layer] if layer else _visible(book))
        }
    except Exception as error:  # calamine raises its own kinds, all are "unreadable"
        raise cannot_read(path.name, f"{error}") from error
    name = layer or _only_sheet(rows, path, known)
    if not any(map(_filled_width, rows[name])):
        raise cannot_read(path.name, f"its sheet {name!r} is empty")
    return _table(path, name, rows[name], sheets[name], known)


def _table(
    path: Path, name: str, rows: list[list[Any]], xml: bytes, known: frozenset[str]
) -> Table:
    faults = dict(_faulty_cells(xml))
    epoch = _epoch(path)
    headers, below, notes = _headers(rows, known)
    if epoch == _EPOCH_1904:
        notes["dates_from_1904"] = ""
    names = unique_headers(headers)
    kept = [
        at
        for at in range(below, len(rows))
        if _filled_width(rows[at]) or (at, None) in faults
    ]
    data = {
        column: one_kind([_or_none(rows[at][place]) for at in kept])
        for place, column in enumerate(names)
    }
    return Table(
        cells=pd.DataFrame(data),
        est_row=np.array(kept, np.int64) + 1,
        facts=Facts(
            name=path.name,
            format="xlsx",
            layer=name,
            header_row=below,
            hidden_rows=len(_HIDDEN_ROW.findall(xml)),
            n_blank=len(rows) - below - len(kept),
            sha256=sha256_of(path),
            notes=notes,
        ),
        cell_faults=_masks(faults, names, kept),
        serial_epoch=epoch,
    )


def _headers(
    rows: list[list[Any]], known: frozenset[str]
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
    beyond = max((_filled_width(row[width:]) for row in rows[at + 1 :]), default=0)
    return headers[: width + beyond], at + 1, notes


def _epoch(path: Path) -> date:
    """Return day 0 of the workbook's dates: 1904 where it was made on an old Mac."""
    with zipfile.ZipFile(path) as archive:
        head = archive.read("xl/workbook.xml")
    return _EPOCH_1904 if _SAYS_1904.search(head) else _EPOCH


def guard_workbook(path: Path) -> dict[str, bytes]:
    """Return {sheet: its XML}, after refusing what would fill the memory."""
    with zipfile.ZipFile(path) as archive:
        _refuse_bomb(path, archive)
        sheets = dict(_sheet_xml(archive))
    for name, xml in sheets.items():
        _refuse_far_corner(path, name, xml)
    return sheets


def _refuse_bomb(path: Path, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    ratio = max(
        (e.file_size / max(e.compress_size, 1) for e in entries if e.file_size > 1e6),
        default=0.0,
    )
    if unpacked > MOST_UNPACKED or ratio > MOST_RATIO or len(entries) > 10_000:
        why = f"it unpacks to {unpacked / 1e6:,.0f} MB, {ratio:,.0f} times its size"
        remedy = "Save the sheet as csv if it is what you meant to read."
        raise cannot_read(path.name, why, remedy)


def _sheet_xml(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield (sheet name, XML) of the worksheets in the order of the workbook."""
    space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    targets = {}
    for link in _tree(archive, "xl/_rels/workbook.xml.rels"):
        target = link.get("Target", "")
        full = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        targets[link.get("Id")] = full
    for sheet in _tree(archive, "xl/workbook.xml").iter():
        target = targets.get(sheet.get(f"{space}id"), "")
        if sheet.tag.endswith("}sheet") and "worksheets/" in target:
            yield sheet.get("name", ""), archive.read(target)


def _tree(archive: zipfile.ZipFile, name: str) -> ET.Element:
    data = archive.read(name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        message = "it holds XML entities"
        raise zipfile.BadZipFile(message)
    return ET.fromstring(data)


def _refuse_far_corner(path: Path, name: str, xml: bytes) -> None:
    columns: set[bytes] = set()
    last_row = n_cells = 0
    for begin in range(0, len(xml), _STEP):
        found = _CELL.findall(xml, begin, begin + _STEP + _LONGEST_CELL)
        n_cells += len(found)
        columns |= {column for column, _ in found}
        last_row = max(last_row, max((int(row) for _, row in found), default=0))
    last_column = max((_column_number(letters) for letters in columns), default=0) + 1
    box = last_row * last_column
    if box > MOST_CELLS or (box > _SMALL_BOX and box > MOST_EMPTY * max(n_cells, 1)):
        why = f"sheet {name!r} spans {box:,} cells but only {n_cells:,} are filled"
        remedy = "Delete the stray cells far away, or save the sheet as csv."
        raise cannot_read(path.name, why, remedy)


def _visible(book: Any) -> list[str]:
    shown = [
        sheet.name
        for sheet in book.sheets_metadata
        if "WorkSheet" in str(sheet.typ) and str(sheet.visible).endswith("Visible")
    ]
    return shown or list(book.sheet_names)


def _only_sheet(
    rows: dict[str, list[list[Any]]], path: Path, known: frozenset[str]
) -> str:
    """Return the one sheet that can be meant; raise if there are several."""
    filled = [name for name, sheet in rows.items() if any(map(_filled_width, sheet))]
    likely = [
        name
        for name in filled
        if max(known_in(row, known) for row in rows[name][:_HEADER_WITHIN]) >= 2
    ]
    for names in (likely, filled):
        if len(names) == 1:
            return names[0]
        if names:
            has = ", ".join(repr(each) for each in names)
            remedy = "Pass layer=. Sheets that belong together are read one by one."
            raise cannot_read(path.name, f"it has the sheets {has}", remedy)
    raise cannot_read(path.name, "it is empty")


def _header_row(rows: list[list[Any]], known: frozenset[str]) -> int:
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
    filled = (at for at, cell in enumerate(row, 1) if _or_none(cell) is not None)
    return max(filled, default=0)


def _or_none(cell: Any) -> Any:
    return None if isinstance(cell, str) and not cell.strip() else cell


def _faulty_cells(xml: bytes) -> Iterator[tuple[tuple[int, int | None], str]]:
    """Yield ((row, column), reason) of formulas without a value and of error cells.

    Rows also come as (row, None), so that a row with nothing else in it is kept.
    """
    if b"<f" not in xml and b":f" not in xml and b't="e"' not in xml:
        return
    for match in _FULL_CELL.finditer(xml):
        attributes, letters, row, body = match.groups()
        at = (int(row) - 1, _column_number(letters))
        if b't="e"' in attributes:
            yield at, "cell_error"
        elif body and _FORMULA.search(body) and not _VALUE.search(body):
            yield at, "formula_without_value"
        else:
            continue
        yield (at[0], None), ""


def _masks(
    faults: dict[tuple[int, int | None], str], names: list[str], kept: list[int]
) -> dict[tuple[str, str], np.ndarray]:
    place_of = {row: place for place, row in enumerate(kept)}
    masks: dict[tuple[str, str], np.ndarray] = {}
    for (row, column), reason in faults.items():
        if column is None or column >= len(names) or row not in place_of:
            continue
        key = (reason, names[column])
        mask = masks.setdefault(key, np.zeros(len(kept), bool))
        mask[place_of[row]] = True
    return masks


def _column_number(letters: bytes) -> int:
    """Return the 0-based number of a column such as b"AB"."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
