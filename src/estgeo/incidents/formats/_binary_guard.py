"""What stands in binary workbooks (xlsb, and xls of Excel 97 to 2003), before reading.

Damage can put a cell where none can be, and a reader would make room for all between.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import numpy as np

from ._table import cannot_read, refuse_bomb
from ._workbook_guard import OPEN_AND_SAVE, SheetFacts, refuse_far_corner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def guard_xlsb(name: str, path: Path) -> bool:
    """Raise if a binary workbook would fill the memory; return whether it says 1904."""
    with zipfile.ZipFile(path) as archive:
        refuse_bomb(name, archive)
        for part in archive.namelist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.bin", part):
                refuse_far_corner(name, part, _binary_facts(archive.read(part)))
        properties = [
            body
            for kind, body in _records(archive.read("xl/workbook.bin"))
            if kind == _WORKBOOK_PROPERTIES
        ]
    return any(body[:1] and body[0] & 1 for body in properties)


_ROW_HEADER, _LAST_CELL_KIND, _WORKBOOK_PROPERTIES = 0, 11, 153


def _binary_facts(data: bytes) -> SheetFacts:
    facts = SheetFacts()
    for kind, body in _records(data):
        if kind <= _LAST_CELL_KIND and len(body) >= 4:
            number = int.from_bytes(body[:4], "little") + 1
            if kind == _ROW_HEADER:
                facts.last_row = max(facts.last_row, number)
            else:
                facts.n_cells += 1
                facts.last_column = max(facts.last_column, number)
    return facts


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, body) of binary records: both numbers have seven bits a byte."""
    at = 0
    while at < len(data):
        kind, at = data[at], at + 1
        if kind & 0x80 and at < len(data):
            kind, at = (kind & 0x7F) | (data[at] & 0x7F) << 7, at + 1
        size = shift = 0
        while at < len(data) and shift < 28:
            byte, at = data[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, data[at : at + size]
        at += size


def guard_xls(name: str, data: bytes) -> None:
    """Raise if a workbook of Excel 97 to 2003 is damaged so that it would fill memory.

    A sheet of these has at most 65,536 rows and 256 columns; numbers beyond are damage,
    and a reader would make room for them.
    """
    for kind, body in _old_records(_old_stream(name, data)):
        if kind in _OLD_CELLS and len(body) >= 4:
            far = int.from_bytes(body[2:4], "little") > _OLD_COLUMNS
        elif kind == _OLD_DIMENSIONS:
            width, at = (4, 8) if len(body) >= 14 else (2, 4)
            rows = int.from_bytes(body[width : 2 * width], "little")
            columns = int.from_bytes(body[at + 2 : at + 4], "little")
            far = rows > _OLD_ROWS or columns > _OLD_COLUMNS
        else:
            continue
        if far:
            raise cannot_read(name, "it is not a whole xls workbook", OPEN_AND_SAVE)


_OLD_ROWS, _OLD_COLUMNS = 65_536, 256
_OLD_DIMENSIONS = 0x200
# NUMBER, LABEL, BOOLERR, FORMULA, RK, LABELSST, RSTRING, MULRK and the blank ones.
_OLD_CELLS = frozenset(
    (0x203, 0x204, 0x205, 0x06, 0x206, 0x406, 0x27E, 0xFD, 0xD6, 0xBD, 0x201, 0xBE)
)


def _old_records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind = int.from_bytes(stream[at : at + 2], "little")
        size = int.from_bytes(stream[at + 2 : at + 4], "little")
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _old_stream(name: str, data: bytes) -> bytes:
    """Return the part of a compound file that holds the workbook.

    Sectors are chained by a table of which follows which (MS-CFB); short parts lie in
    small sectors inside the one of the root, with a table of their own.
    """

    def number(at: int) -> int:
        return int.from_bytes(data[at : at + 4], "little")

    def numbers(part: bytes) -> np.ndarray:
        return np.frombuffer(part[: len(part) // 4 * 4], "<u4")

    def chained(first: int, table: np.ndarray, pool: bytes, size: int) -> bytes:
        pieces: list[bytes] = []
        while first < len(table) and len(pieces) <= len(table):
            pieces.append(pool[first * size : (first + 1) * size])
            first = int(table[first])
        return b"".join(pieces)

    size = 1 << min(int.from_bytes(data[30:32], "little"), 16)
    sectors = data[size:]
    tables = numbers(data[76:512]).tolist()
    after = number(68)
    while after < len(sectors) // size and len(tables) <= len(sectors) // size + 109:
        more = numbers(sectors[after * size : (after + 1) * size]).tolist()
        tables, after = tables + more[:-1], more[-1] if more else len(data)
    pieces = [sectors[each * size : (each + 1) * size] for each in tables]
    fat = numbers(b"".join(each for each in pieces if len(each) == size))
    folder = chained(number(48), fat, sectors, size)
    entries = [folder[at : at + 128] for at in range(0, len(folder) - 127, 128)]
    parts = {
        each[: max(int.from_bytes(each[64:66], "little") - 2, 0)]: each
        for each in entries
    }
    names = [each.encode("utf-16-le") for each in ("Workbook", "Book", "WORKBOOK")]
    entry = next((parts[each] for each in names if each in parts), None)
    if entry is None or not entries:
        raise cannot_read(name, "it is not a whole xls workbook", OPEN_AND_SAVE)
    first, length = (int.from_bytes(entry[at : at + 4], "little") for at in (116, 120))
    if length >= number(56):
        return chained(first, fat, sectors, size)[:length]
    root = int.from_bytes(entries[0][116:120], "little")
    small = numbers(chained(number(60), fat, sectors, size))
    return chained(first, small, chained(root, fat, sectors, size), 64)[:length]
