"""From the lines of a delimited text to its records: every physical row, none lost.

Most lines are plain: no quote, and as many cells as there are columns. They are cut
many at once; the others are cut one by one, in their order.
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_LONGEST_RECORD = 200  # lines that one quoted cell may run over
_BLOCK = 50_000  # lines at once, so memory stays low
UNDECODED = re.compile("[\ud800-\udfff]")  # how bytes that fit no encoding are kept


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
    first_lines: NDArray[np.int64]
    bad_width: Mask
    undecoded: Mask
    n_blank: int


def read_records(lines: list[str], dialect: Dialect, names: Sequence[str]) -> Records:
    """Cut the lines below the header into records with one cell for each name.

    A record may run over several lines inside quotes. Where a quote swallows what look
    like whole rows, its first line is a faulty row and the others are read as rows.
    """
    plain = _plain_lines(lines, dialect)
    odd = _OddRecords()
    for first, after in _odd_lines(lines, plain, dialect, odd):
        plain[first:after] = False
    firsts = np.concatenate([np.flatnonzero(plain), np.array(odd.firsts, np.int64)])
    order = np.argsort(firsts)
    n_plain = len(firsts) - len(odd.firsts)
    cells = {
        name: _text(_merged(column, order, n_plain))
        for name, column in zip(
            names, _columns(lines, plain, odd, dialect), strict=True
        )
    }
    return Records(
        cells=pd.DataFrame(cells, index=pd.RangeIndex(len(firsts))),
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
    try:
        rows = list(csv.reader([text], delimiter=separator, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _plain_lines(lines: list[str], dialect: Dialect) -> Mask:
    """Return which lines are whole records that can be cut at every separator."""
    plain = np.zeros(len(lines), bool)
    for begin in range(dialect.header + 1, len(lines), _BLOCK):
        block = lines[begin : begin + _BLOCK]
        plain[begin : begin + len(block)] = _is_plain(_arrow(block), dialect)
    return plain


def _arrow(block: Sequence[str]) -> pa.Array:
    """Return lines as Arrow text; missing where a line holds undecoded bytes."""
    try:
        return pa.array(block, type=pa.large_string())
    except UnicodeEncodeError:
        whole = [None if UNDECODED.search(line) else line for line in block]
        return pa.array(whole, type=pa.large_string())


def _is_plain(text: pa.Array, dialect: Dialect) -> Mask:
    fits = pc.equal(pc.count_substring(text, dialect.separator), dialect.width - 1)
    quoted = pc.match_substring(text, '"')
    bare = pc.replace_substring(text, dialect.separator, "")
    blank = pc.equal(pc.utf8_trim_whitespace(bare), "")
    found = pc.and_not(pc.and_not(fits, quoted), blank)
    return np.asarray(found.fill_null(fill_value=False).to_numpy(zero_copy_only=False))


@dataclass(slots=True)
class _OddRecords:
    """What was cut one by one."""

    firsts: list[int] = field(default_factory=list)
    bad_width: list[bool] = field(default_factory=list)
    undecoded: list[bool] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    n_blank: int = 0


def _odd_lines(
    lines: list[str], plain: Mask, dialect: Dialect, odd: _OddRecords
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
        record = lines[first : max(after, first + 1)]
        if not never_closed and all(map(is_blank, record)):
            odd.n_blank += 1
            continue
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        odd.firsts.append(first)
        odd.bad_width.append(never_closed or len(cells) != width)
        odd.undecoded.append(any(map(UNDECODED.search, record)))
        odd.cells.append(_fit(cells, dialect))


def _cells_of(lines: list[str], first: int, dialect: Dialect) -> tuple[list[str], int]:
    """Return the cells of the record that begins on a line, and the line after it.

    The line itself comes back where its quote is never closed.
    """
    line, separator, width = lines[first], dialect.separator, dialect.width
    if '"' not in line:
        return line.split(separator), first + 1
    alone = _strict(line, separator)
    if alone is not None:
        return alone, first + 1
    for end in range(first + 1, min(first + _LONGEST_RECORD, len(lines))):
        closes = lines[end].count('"') % 2 == 1
        if not closes and lines[end].count(separator) >= max(width - 1, 1):
            break  # a whole row inside the quotes: the quote was never closed
        if '"' in lines[end]:
            cells = _strict("\n".join(lines[first : end + 1]), separator)
            if cells is not None and len(cells) == width:
                return cells, end + 1
    return line.split(separator), first


def _fit(cells: list[str], dialect: Dialect) -> list[str]:
    """Return exactly as many cells as there are columns; nothing is lost."""
    width = dialect.width
    if len(cells) <= width:
        return cells + [""] * (width - len(cells))
    return [*cells[: width - 1], dialect.separator.join(cells[width - 1 :])]


def _columns(
    lines: list[str], plain: Mask, odd: _OddRecords, dialect: Dialect
) -> list[pa.ChunkedArray]:
    """Return the columns: first all plain records, then the others."""
    chunks: list[list[pa.Array]] = [[] for _ in range(dialect.width)]
    places = np.flatnonzero(plain)
    for begin in range(0, len(places), _BLOCK):
        block = [lines[at] for at in places[begin : begin + _BLOCK].tolist()]
        flat = pc.split_pattern(_arrow(block), dialect.separator).flatten()
        for place, chunk in enumerate(chunks):
            every = pa.array(np.arange(place, len(flat), dialect.width))
            chunk.append(flat.take(every))
    for place, chunk in enumerate(chunks):
        cells = [UNDECODED.sub(_as_cp1252, record[place]) for record in odd.cells]
        chunk.append(pa.array(cells, type=pa.large_string()))
    return [pa.chunked_array(chunk, type=pa.large_string()) for chunk in chunks]


def _as_cp1252(match: re.Match[str]) -> str:
    return bytes([ord(match.group()) & 0xFF]).decode("cp1252", "replace")


def _merged(
    column: pa.ChunkedArray, order: NDArray[np.int64], n_plain: int
) -> pa.ChunkedArray:
    """Return the cells in the order of the records; blank ones are missing."""
    in_order = column if n_plain == len(order) else column.take(pa.array(order))
    return pc.if_else(pc.equal(in_order, ""), None, in_order)


def _text(column: pa.ChunkedArray) -> pd.Series:
    return pd.Series(pd.array(column, dtype="str"))


def _of_odd(marks: list[bool], n_plain: int) -> Mask:
    return np.concatenate([np.zeros(n_plain, bool), np.array(marks, bool)])
