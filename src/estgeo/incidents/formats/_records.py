"""From the lines of a delimited text to its records: every physical row, none lost.

Most lines are plain: as many cells as there are columns, quotes only around whole
cells. They are found by where separators and quotes stand, and cut all at once; the
others are cut one by one, in their order.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from .._values import as_text_column, in_one_piece, letters
from ._encodings import UNDECODED, as_cp1252, is_utf8

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Places = NDArray[np.int64]

_LONGEST_RECORD = 200  # lines that one quoted cell may run over
_BLOCK = 1 << 20  # bytes cut at once, at least the longest line
_STEP = 1 << 22  # bytes looked through at once
_NEWLINE, _QUOTE, _BLANK, _LAST_ASCII = 10, 34, 32, 126
_KEPT_FROM_EXCEL = re.compile(r'^="([^"]*)"$')
_LEADS_TO_QUOTE = re.compile(r'(?:[ \t]+=?|=)"')


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text is cut into cells; ``header`` is the line number of the header."""

    separator: str
    header: int
    width: int


@dataclass(frozen=True, slots=True)
class Records:
    """The records below the header, in order.

    ``first_lines``: the line (from 0) on which each begins. ``bad_width``: not as many
    cells as columns, or a quote that is never closed. ``undecoded``: bytes that fit no
    encoding. ``n_blank``: lines left out since they hold nothing.
    """

    cells: pd.DataFrame
    first_lines: Places
    bad_width: Mask
    undecoded: Mask
    n_blank: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the physical lines of a text begin and end; a newline ends them."""

    body: bytes
    starts: Places
    ends: Places

    @classmethod
    def of(cls, body: bytes) -> Lines:
        """Find the lines; a last one without an end counts, an empty one not."""
        ends = _places_of(_NEWLINE, np.frombuffer(body, np.uint8))
        if body and body[-1] != _NEWLINE:
            ends = np.append(ends, len(body))
        starts = np.concatenate([[0], ends[:-1] + 1]).astype(np.int64)[: len(ends)]
        return cls(body, starts, ends)

    def __len__(self) -> int:
        return len(self.ends)

    def text(self, at: int) -> str:
        """Return one line; bytes that are no UTF-8 are lone surrogates."""
        line = self.body[int(self.starts[at]) : int(self.ends[at])]
        return line.decode("utf-8", "surrogateescape")


def read_records(body: bytes, dialect: Dialect, names: Sequence[str]) -> Records:
    """Cut the lines below the header into records with one cell for each name.

    ``body`` is UTF-8 with newlines between lines. A record may run over several lines
    inside quotes. Where a quote swallows what look like whole rows, its first line is a
    faulty row and the others are read as rows.
    """
    lines = Lines.of(body)
    plain = _plain_lines(lines, dialect)
    odd = _OddRecords()
    for first, after in _odd_lines(lines, plain, dialect, odd):
        plain[first:after] = False
    table, firsts = _cut_plain(lines, np.flatnonzero(plain), dialect, names)
    odd.n_blank += int(plain.sum()) - len(firsts)
    n_plain = len(firsts)
    firsts = np.concatenate([firsts, np.array(odd.firsts, np.int64)])
    order = np.argsort(firsts, kind="stable")
    columns = {}
    for place, name in enumerate(names):
        cells = [record[place] for record in odd.cells]
        columns[name] = _joined(table.column(0), cells, order)
        table = table.remove_column(0)  # its memory is free for the next
    return Records(
        cells=pd.DataFrame(columns, index=pd.RangeIndex(len(firsts))),
        first_lines=firsts[order],
        bad_width=_of_odd(odd.bad_width, n_plain)[order],
        undecoded=_of_odd(odd.undecoded, n_plain)[order],
        n_blank=odd.n_blank,
    )


def cut(line: str, separator: str) -> list[str]:
    """Return the cells of one line; a line that csv cannot read is cut plainly."""
    if '"' not in line:
        return line.split(separator)
    return _strict(line, separator) or line.split(separator)


def _strict(text: str, separator: str) -> list[str] | None:
    """Return the cells of quoted text, None where the quotes do not fit.

    Blanks between a separator and a quote, and ``="0012"`` (how some programs keep
    Excel from reading a number), are not part of a cell.
    """
    cells = _by_csv(text, separator)
    if cells is None or any(map(_LEADS_TO_QUOTE.match, cells)):
        blank = "[ ]" if separator == "\t" else "[ \t]"
        sign = re.escape(separator)
        closed = re.sub(rf'"{blank}+(?={sign}|$)', '"', text)
        lead = rf"(^|{sign}){blank}*=?\""
        opened = (re.sub(lead, r'\1"', each) for each in (text, closed))
        for each in (text, closed, *opened):
            for blanks_too in (False, True):
                tried = _by_csv(each, separator, blanks_too=blanks_too)
                if tried and not any(map(_LEADS_TO_QUOTE.match, tried)):
                    return [_KEPT_FROM_EXCEL.sub(r"\1", cell) for cell in tried]
    return cells and [_KEPT_FROM_EXCEL.sub(r"\1", cell) for cell in cells]


def _by_csv(text: str, separator: str, *, blanks_too: bool = False) -> list[str] | None:
    """Return the cells as csv has them; ``blanks_too``: leave out those in front."""
    reader = csv.reader(
        [text], delimiter=separator, strict=True, skipinitialspace=blanks_too
    )
    try:
        rows = list(reader)
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _plain_lines(lines: Lines, dialect: Dialect) -> Mask:
    """Return which lines are whole records that can be cut at every separator."""
    body, begins = lines.body, np.append(lines.starts, len(lines.body))
    codes = np.frombuffer(body, np.uint8)
    plain = np.ones(len(lines), bool)
    if b'"' not in body:
        n_separators = np.diff(_counts_before(begins, ord(dialect.separator), codes))
    else:
        separators = _places_of(ord(dialect.separator), codes)
        quotes = _places_of(_QUOTE, codes)
        plain &= _quoted_well(codes, quotes, begins, ord(dialect.separator))
        before = np.searchsorted(quotes, separators)
        line_of = np.searchsorted(begins, separators, side="right") - 1
        in_line = before - np.searchsorted(quotes, begins)[line_of]
        separators = separators[in_line % 2 == 0]
        n_separators = np.diff(np.searchsorted(separators, begins))
    plain &= n_separators == dialect.width - 1
    plain &= lines.ends - lines.starts > n_separators
    plain[: dialect.header + 1] = False
    return plain & ~_undecoded(lines)


def _places_of(sign: int, codes: NDArray[np.uint8]) -> Places:
    """Return where a sign stands."""
    found = [begin + here for begin, here in _in_steps(sign, codes)]
    return np.concatenate([np.empty(0, np.int64), *found])


def _counts_before(places: Places, sign: int, codes: NDArray[np.uint8]) -> Places:
    """Return how many of a sign stand before each of some places, in order."""
    counts = np.zeros(len(places), np.int64)
    for begin, here in _in_steps(sign, codes):
        first, after = np.searchsorted(places, [begin, begin + _STEP])
        counts[first:after] += np.searchsorted(here, places[first:after] - begin)
        counts[after:] += len(here)
    return counts


def _in_steps(sign: int, codes: NDArray[np.uint8]) -> Iterator[tuple[int, Places]]:
    """Yield where a step of the bytes begins and where a sign stands in it.

    A mask of the whole text would be as large as the text.
    """
    for begin in range(0, len(codes), _STEP):
        yield begin, np.flatnonzero(codes[begin : begin + _STEP] == sign)


def _quoted_well(
    codes: NDArray[np.uint8], quotes: Places, begins: Places, separator: int
) -> Mask:
    """Return which lines have quotes only around whole cells (or none)."""
    edges = np.array([separator, _NEWLINE], np.uint8)
    before = np.where(quotes > 0, codes[quotes - 1], _NEWLINE)
    after = np.append(codes, np.uint8(_NEWLINE))[quotes + 1]
    counts = np.searchsorted(quotes, begins)
    line_of = np.searchsorted(begins, quotes, side="right") - 1
    opens = (np.arange(len(quotes)) - counts[line_of]) % 2 == 0
    fits = np.isin(np.where(opens, before, after), edges)
    fine: Mask = np.diff(counts) % 2 == 0
    fine[line_of[~fits]] = False
    return fine


def _undecoded(lines: Lines) -> Mask:
    """Return the lines with bytes that are no UTF-8."""
    bad = np.zeros(len(lines), bool)
    if not is_utf8(lines.body):
        text = lines.body.decode("utf-8", "surrogateescape").split("\n")
        bad[:] = [bool(UNDECODED.search(each)) for each in text[: len(lines)]]
    return bad


@dataclass(slots=True)
class _OddRecords:
    """What was cut one by one."""

    firsts: list[int] = field(default_factory=list)
    bad_width: list[bool] = field(default_factory=list)
    undecoded: list[bool] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    n_blank: int = 0


def _odd_lines(
    lines: Lines, plain: Mask, dialect: Dialect, odd: _OddRecords
) -> Iterator[tuple[int, int]]:
    """Cut the lines that are not plain; yield which lines each record takes up."""
    width = dialect.width
    is_blank = re.compile(rf"[\s\"{re.escape(dialect.separator)}]*").fullmatch
    begin = after = dialect.header + 1
    for first in (np.flatnonzero(~plain[begin:]) + begin).tolist():
        if first < after:
            continue  # inside the quotes of the record before
        cells, after = _cells_of(lines, first, dialect)
        never_closed = after == first
        yield first, after
        record = [lines.text(at) for at in range(first, max(after, first + 1))]
        if not never_closed and all(map(is_blank, record)):
            odd.n_blank += 1
            continue
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        odd.firsts.append(first)
        odd.bad_width.append(never_closed or len(cells) != width)
        odd.undecoded.append(any(map(UNDECODED.search, record)))
        odd.cells.append(_fit(cells, dialect))


def _cells_of(lines: Lines, first: int, dialect: Dialect) -> tuple[list[str], int]:
    """Return the cells of the record that begins on a line, and the line after it.

    The line itself comes back where its quote is never closed.
    """
    line, separator, width = lines.text(first), dialect.separator, dialect.width
    if '"' not in line:
        return line.split(separator), first + 1
    alone = _strict(line, separator)
    goes_on = line.count('"') % 2 == 1 and len(alone or ()) < width
    if alone is not None and not goes_on:
        return alone, first + 1
    record = line
    for end in range(first + 1, min(first + _LONGEST_RECORD, len(lines))):
        line = lines.text(end)
        record = f"{record}\n{line}"
        closes = line.count('"') % 2 == 1
        if not closes and line.count(separator) >= max(width - 1, 1):
            break  # a whole row inside the quotes: the quote was never closed
        if '"' in line:
            cells = _strict(record, separator)
            if cells is not None and len(cells) == width:
                return cells, end + 1
    if alone is not None:
        return alone, first + 1
    return lines.text(first).split(separator), first


def _fit(cells: list[str], dialect: Dialect) -> list[str]:
    """Return exactly as many cells as there are columns; nothing is lost."""
    width = dialect.width
    if len(cells) <= width:
        return cells + [""] * (width - len(cells))
    return [*cells[: width - 1], dialect.separator.join(cells[width - 1 :])]


def _cut_plain(
    lines: Lines, places: Places, dialect: Dialect, names: Sequence[str]
) -> tuple[pa.Table, Places]:
    """Return the cells of the plain lines that hold anything, and those lines."""
    schema = pa.schema([(name, pa.large_string()) for name in names])
    if not len(places):
        return schema.empty_table(), places
    longest = int((lines.ends - lines.starts)[places].max())
    table = pa_csv.read_csv(
        pa.BufferReader(_text_of(lines, places)),
        read_options=pa_csv.ReadOptions(
            column_names=list(names),
            block_size=max(_BLOCK, 2 * longest + 2),
            use_threads=False,
        ),
        parse_options=pa_csv.ParseOptions(
            delimiter=dialect.separator, ignore_empty_lines=False
        ),
        convert_options=pa_csv.ConvertOptions(
            column_types=schema,
            strings_can_be_null=True,
            null_values=[""],
            check_utf8=False,
        ),
        # Arrow's own pool gives memory back and takes it again, block after block.
        memory_pool=pa.system_memory_pool(),
    )
    holds = ~_blank_rows(table)
    return (table, places) if holds.all() else (table.filter(holds), places[holds])


def _text_of(lines: Lines, places: Places) -> pa.Buffer:
    """Return some lines as one text; it is copied only where lines are left out."""
    breaks = np.flatnonzero(np.diff(places) != 1)
    firsts = places[np.concatenate([[0], breaks + 1])]
    lasts = places[np.concatenate([breaks, [len(places) - 1]])]
    view = memoryview(lines.body)
    runs = [
        view[begin:end]
        for begin, end in zip(
            lines.starts[firsts].tolist(), (lines.ends[lasts] + 1).tolist(), strict=True
        )
    ]
    return pa.py_buffer(runs[0] if len(runs) == 1 else b"".join(runs))


def _blank_rows(table: pa.Table) -> Mask:
    """Return the rows with nothing but white space; few columns need a look."""
    left = np.arange(table.num_rows)
    for column in table.columns:
        cells = column if len(left) == table.num_rows else column.take(left)
        blank_cells = [_blank_cells(each) for each in cells.chunks]
        left = left[np.concatenate([np.zeros(0, bool), *blank_cells])]
        if not len(left):
            break
    blank = np.zeros(table.num_rows, bool)
    blank[left] = True
    return blank


def _blank_cells(cells: pa.LargeStringArray) -> Mask:
    """Return the cells of white space; a sign of ASCII in front tells most of them."""
    codes, begins = letters(cells)
    first = np.append(codes, np.uint8(0))[begins[:-1]]
    blank: Mask = (first <= _BLANK) | (first > _LAST_ASCII) | (np.diff(begins) == 0)
    rows = np.flatnonzero(blank)
    bare = pc.utf8_trim_whitespace(cells.take(pa.array(rows)))
    blank[rows] = np.asarray(pc.fill_null(pc.equal(bare, ""), fill_value=True))
    return blank


def _joined(plain: pa.ChunkedArray, odd: list[str], order: Places) -> pd.Series:
    """Return all cells of a column in the order of the records; "" is missing."""
    if not odd:
        return as_text_column(in_one_piece(plain))
    cells = [as_cp1252(cell) or None for cell in odd]
    chunks = [*plain.chunks, pa.array(cells, type=pa.large_string())]
    whole = pa.chunked_array(chunks, type=pa.large_string()).combine_chunks()
    return as_text_column(whole.take(pa.array(order)))


def _of_odd(marks: list[bool], n_plain: int) -> Mask:
    return np.concatenate([np.zeros(n_plain, bool), np.array(marks, bool)])
