"""What stands in the sheets of a workbook, before a reader gives them memory.

A reader fills the box around all cells, so a single cell far away takes the memory of
millions. The cells are therefore counted first, in the XML itself. Sheets as all
programs write them are looked through by where their references stand; any other
spelling that XML allows (prefixes, quotes, cells without a reference) is parsed.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.parsers import expat

import numpy as np

from ._table import cannot_read, refuse_bomb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

    from numpy.typing import NDArray

    Codes = NDArray[np.uint8]
    Places = NDArray[np.int64]
    Mask = NDArray[np.bool_]
    Numbers = NDArray[np.int32]

OPEN_AND_SAVE = "Open it in Excel or LibreOffice and save it again as xlsx."
MOST_CELLS = 60_000_000
# A far corner: the box around the cells is this many times the cells in it.
MOST_EMPTY = 50
_SMALL_BOX = 2_000_000
_STEP = 500_000  # bytes looked at together
_LETTERS_AND_DIGITS = 11  # "XFD1048576" and the quote after it

_FULL_CELL = re.compile(
    rb'<c\b([^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL
)
_VALUE = re.compile(rb"<v>([^<]+)<")
_FORMULA = re.compile(rb"<f[^>]*>([^<]*)<")
_HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
_AFTER_NAME = np.isin(np.arange(256), list(b" \t\r\n/>"))
_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")

_REFERENCE_FIRST = b' r="'

Faults = dict[tuple[int, int | None], str]


@dataclass(slots=True)
class SheetFacts:
    """The cells of a sheet: how many, how far, and those with a fault.

    ``faults``: {(row, column): reason} from 0; a row also stands as (row, None), so
    that one with nothing else in it is kept.
    """

    n_cells: int = 0
    last_row: int = 0
    last_column: int = 0
    hidden_rows: int = 0
    faults: Faults = field(default_factory=dict)

    def add_fault(self, row: int, column: int, reason: str) -> None:
        """Note a cell, and its row."""
        self.faults[(row, column)] = reason
        self.faults[(row, None)] = ""


def guard_xlsx(name: str, path: Path) -> dict[str, SheetFacts]:
    """Return the facts of each worksheet; raise before one would fill the memory."""
    with zipfile.ZipFile(path) as archive:
        refuse_bomb(name, archive)
        found = {}
        for sheet, part in _worksheets(archive):
            found[sheet] = _facts_of(archive, part)
            refuse_far_corner(name, sheet, found[sheet])
    return found


def refuse_far_corner(name: str, sheet: str, facts: SheetFacts) -> None:
    """Raise if the box around the cells of a sheet is far larger than they are."""
    box = facts.last_row * facts.last_column
    far = box > _SMALL_BOX and box > MOST_EMPTY * max(facts.n_cells, 1)
    if box > MOST_CELLS or far:
        why = (
            f"sheet {sheet!r} spans {box:,} cells but only {facts.n_cells:,} are filled"
        )
        remedy = "Delete the stray cells far away, or save the sheet as csv."
        raise cannot_read(name, why, remedy)


def says_1904(path: Path) -> bool:
    """Return whether a workbook counts its days from 1904, as old Macs did."""
    with zipfile.ZipFile(path) as archive:
        tree = xml_tree(archive, "xl/workbook.xml")
    settings = [each for each in tree.iter() if _local(each.tag) == "workbookPr"]
    return any(each.get("date1904") in ("1", "true") for each in settings)


def xml_tree(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """Return a small part of a workbook; one that defines entities is refused."""
    data = archive.read(name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        message = "it holds XML entities"
        raise zipfile.BadZipFile(message)
    return ET.fromstring(data)


def _worksheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield (sheet name, part) of the worksheets in the order of the workbook.

    Names are compared without their namespace: Strict Open XML has another.
    """
    targets = {}
    for link in xml_tree(archive, "xl/_rels/workbook.xml.rels"):
        target = link.get("Target", "")
        full = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        targets[link.get("Id")] = full
    for sheet in xml_tree(archive, "xl/workbook.xml").iter():
        ids = [value for key, value in sheet.items() if _local(key) == "id"]
        target = targets.get(ids[0], "") if ids else ""
        if _local(sheet.tag) == "sheet" and "worksheets/" in target:
            yield sheet.get("name", ""), target


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _facts_of(archive: zipfile.ZipFile, part: str) -> SheetFacts:
    with archive.open(part) as stream:
        quick = _looked_through(stream)
    if quick is not None:
        return quick
    with archive.open(part) as stream:
        return parsed(stream)


def _looked_through(stream: IO[bytes]) -> SheetFacts | None:
    """Return the facts of a sheet in the usual spelling, None for any other."""
    facts, rest = SheetFacts(), b""
    while True:
        block = stream.read(_STEP)
        piece = rest + block
        end = piece.rfind(b"</row>") + len(b"</row>")
        if block and end < len(b"</row>"):
            rest = piece
            continue
        piece, rest = (piece[:end], piece[end:]) if block else (piece, b"")
        if not _add_piece(facts, piece):
            return None
        if not block:
            return facts if facts.n_cells else None


def _add_piece(facts: SheetFacts, piece: bytes) -> bool:
    """Add whole rows of a sheet; return False where their spelling is not the usual."""
    if _PREFIXED.search(piece) or piece[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    codes = np.frombuffer(piece + b'"' * (_LETTERS_AND_DIGITS + 4), np.uint8)
    begins, after = codes[:-3] == ord("<"), codes[1:-2]
    if (begins & (after == ord("!"))).any():  # entities, text as it is, comments
        return False
    names, n_cells = _cells_and_rows(codes, begins, after)
    at = names + len(_REFERENCE_FIRST)
    usual = all(
        (codes[names + step] == sign).all()
        for step, sign in enumerate(_REFERENCE_FIRST)
    )
    values = begins & (after == ord("v"))
    faulty = bool((begins & (after == ord("f"))).any())
    faulty = faulty or bool((values & (codes[3:] == ord("#"))).any())  # "<v>#N/A"
    if np.count_nonzero(values) < n_cells:  # an error may lack its value
        faulty = faulty or _says_error(codes)
    hidden = b"hidden" in piece
    if not usual or faulty or hidden:
        equals = np.flatnonzero(codes == ord("="))
        tight = (codes[equals + 1] == ord('"')) & (codes[equals - 1] > ord(" "))
        is_reference = (codes[equals - 1] == ord("r")) & (codes[equals - 2] == ord(" "))
        at = equals[is_reference] + 2
        if not tight.all() or len(at) != len(names):
            return False
    rows, columns = _references(codes, at)
    facts.n_cells += int((columns > 0).sum())
    facts.last_row = max(facts.last_row, int(rows.max(initial=0)))
    facts.last_column = max(facts.last_column, int(columns.max(initial=0)))
    facts.hidden_rows += len(_HIDDEN_ROW.findall(piece)) if hidden else 0
    if faulty:
        _add_faults(facts, piece)
    return True


def _says_error(codes: Codes) -> bool:
    """Return whether an "e" stands in quotes, as in the type of a cell."""
    quotes = (codes == ord('"')) | (codes == ord("'"))
    return bool((quotes[:-2] & (codes[1:-1] == ord("e")) & quotes[2:]).any())


def _cells_and_rows(codes: Codes, begins: Mask, after: Codes) -> tuple[Places, int]:
    """Return where the names of elements c and row end, and how many begin with c.

    ``begins``: where elements begin; ``after``: their first letters.
    """
    cells = np.flatnonzero(begins & (after == ord("c"))) + 2
    rows = np.flatnonzero(begins & (after == ord("r"))) + 4
    rows = rows[rows < len(codes)]
    rows = rows[(codes[rows - 2] == ord("o")) & (codes[rows - 1] == ord("w"))]
    ends = np.concatenate([cells, rows])
    named: Places = ends[_AFTER_NAME[codes[ends]]]
    return named, len(cells)


def _references(codes: Codes, at: Places) -> tuple[Numbers, Numbers]:
    """Return row and column, from 1, of references such as B12; column 0 of "12"."""
    rows, columns = np.zeros(len(at), np.int32), np.zeros(len(at), np.int32)
    inside = np.ones(len(at), bool)
    for step in range(_LETTERS_AND_DIGITS):
        code = codes[at + step]
        letter, digit = code - ord("A"), code - ord("0")  # beyond 25 and 9 if neither
        is_letter, is_digit = inside & (letter < 26), inside & (digit < 10)
        np.copyto(columns, columns * 26 + letter + 1, where=is_letter)
        np.copyto(rows, rows * 10 + digit, where=is_digit)
        inside = is_letter | is_digit
        if not inside.any():
            break
    return rows, columns


def _add_faults(facts: SheetFacts, piece: bytes) -> None:
    """Add formulas without a value and error cells."""
    for match in _FULL_CELL.finditer(piece):
        attributes, letters, row, body = match.groups()
        at = (int(row) - 1, column_number(letters.decode()))
        if b't="e"' in attributes:
            facts.add_fault(*at, "cell_error")
        elif body and _FORMULA.search(body) and not _VALUE.search(body):
            facts.add_fault(*at, "formula_without_value")


def column_number(letters: str) -> int:
    """Return the number, from 0, of a column such as "AB".

    >>> column_number("A"), column_number("AB")
    (0, 27)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def parsed(stream: IO[bytes]) -> SheetFacts:
    """Return the facts of a sheet in any spelling."""
    reader = _SheetReader()
    parse(stream, reader.start, reader.end, reader.text)
    return reader.facts


def parse(
    stream: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Parse XML piece by piece; names come without their prefix."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: start(
        name.rpartition(":")[2],
        {key.rpartition(":")[2]: value for key, value in attributes.items()},
    )
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_entities
    try:
        while block := stream.read(_STEP):
            parser.Parse(block)
        parser.Parse(b"", True)  # noqa: FBT003 - a positional argument of expat
    except expat.ExpatError as error:
        raise zipfile.BadZipFile(str(error)) from error


def _refuse_entities(*_: object) -> None:
    message = "it holds XML entities"
    raise zipfile.BadZipFile(message)


class _SheetReader:
    """Follows the cells of a sheet as the parser meets them."""

    def __init__(self) -> None:
        self.facts = SheetFacts()
        self.row = self.column = -1
        self.kind, self.inside = "", ""
        self.has_formula = self.has_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.inside = name
        if name == "row":
            said = attributes.get("r", "")
            self.row = int(said) - 1 if said.isdecimal() else self.row + 1
            self.column = -1
            self.facts.last_row = max(self.facts.last_row, self.row + 1)
            self.facts.hidden_rows += attributes.get("hidden") in ("1", "true")
        elif name == "c":
            self._place(attributes.get("r", ""))
            self.kind = attributes.get("t", "")
            self.has_formula = self.has_value = False
        elif name == "f":
            self.has_formula = True

    def _place(self, said: str) -> None:
        match = _REFERENCE.fullmatch(said)
        if match:
            self.column, self.row = column_number(match[1]), int(match[2]) - 1
        else:
            self.column += 1
        facts = self.facts
        facts.n_cells += 1
        facts.last_row = max(facts.last_row, self.row + 1)
        facts.last_column = max(facts.last_column, self.column + 1)

    def end(self, name: str) -> None:
        self.inside = ""
        if name == "c" and self.kind == "e":
            self.facts.add_fault(self.row, self.column, "cell_error")
        elif name == "c" and self.has_formula and not self.has_value:
            self.facts.add_fault(self.row, self.column, "formula_without_value")

    def text(self, said: str) -> None:
        if self.inside in ("v", "t") and said.strip():
            self.has_value = True


def guard_ods(name: str, path: Path) -> dict[str, SheetFacts]:
    """Return the facts of each sheet of an OpenDocument file."""
    reader = _OdsReader()
    with zipfile.ZipFile(path) as archive:
        refuse_bomb(name, archive)
        with archive.open("content.xml") as stream:
            parse(stream, reader.start, reader.end, lambda _: None)
    for sheet, facts in reader.sheets.items():
        refuse_far_corner(name, sheet, facts)
    return reader.sheets


class _OdsReader:
    """Follows rows and cells, each of which may say that it is repeated."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self.facts = SheetFacts()
        self.row = self.column = self.rows = self.in_row = self.last = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self.facts = self.sheets[attributes.get("name", "")] = SheetFacts()
            self.row = 0
        elif name == "table-row":
            self.rows = _repeats(attributes, "number-rows-repeated")
            self.column = self.in_row = self.last = 0
            if attributes.get("visibility") in ("collapse", "filter"):
                self.facts.hidden_rows += self.rows
        elif name in ("table-cell", "covered-table-cell"):
            n = _repeats(attributes, "number-columns-repeated")
            holds = "value-type" in attributes
            if holds:
                self.in_row += n
                self.last = self.column + n
            elif "formula" in attributes:
                self.facts.add_fault(self.row, self.column, "formula_without_value")
            self.column += n

    def end(self, name: str) -> None:
        if name != "table-row":
            return
        if self.in_row:
            self.facts.n_cells += self.in_row * self.rows
            self.facts.last_row = self.row + self.rows
            self.facts.last_column = max(self.facts.last_column, self.last)
        self.row += self.rows


def _repeats(attributes: dict[str, str], name: str) -> int:
    said = attributes.get(name, "1")
    return int(said) if said.isdecimal() else 1
