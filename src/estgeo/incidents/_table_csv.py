"""Delimited text: encoding, separator, header row, and every physical row."""

from __future__ import annotations

import csv
import gc
import gzip
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from ._headers import known_in
from ._tables import Facts, Table, cannot_read, sha256_of, unique_headers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SEPARATORS = (";", "\t", "|", ",")
_SAMPLE = 60  # lines looked at to find separator and header
_HEADER_WITHIN = 20
_LONGEST_RECORD = 200  # lines that one quoted cell may run over
_BLOCK = 10_000  # few rows at once: the collector of garbage has less to look at
_BIGGEST = 4_000_000_000  # bytes of unpacked text


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text is cut into cells; ``header`` is the line number of the header."""

    separator: str
    header: int
    width: int


def read_csv(path: Path, known: frozenset[str]) -> Table:
    """Read delimited text (plain or gzip) into a table of text cells."""
    data = _bytes_of(path)
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise cannot_read(path.name, "it is empty")
    text, encoding = decode(data)
    lines = split_lines(text)
    dialect = find_dialect(lines, known)
    header = next(csv.reader([lines[dialect.header]], delimiter=dialect.separator))
    names = unique_headers(header[: dialect.width])
    rows = _Rows(lines, dialect)
    with _no_collector():
        cells = _frame(iter(rows), names)
    faults = {
        "bad_row_width": np.array(rows.bad_width, bool),
        "bad_encoding": _undecoded_rows(lines, rows.first_lines),
    }
    return Table(
        cells=cells,
        est_row=np.array(rows.first_lines, np.int64) + 1,
        facts=Facts(
            name=path.name,
            format="csv",
            encoding=encoding,
            separator=dialect.separator,
            header_row=dialect.header + 1,
            n_blank=rows.n_blank,
            sha256=sha256_of(path),
        ),
        row_faults=faults,
    )


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    UTF-8 is tried first since cp1252 never fails on it. Bytes that fit neither stay
    as lone surrogates, so that their rows can be told.

    >>> decode("å".encode("cp1252")), decode("å".encode("utf-16"))
    (('å', 'cp1252'), ('å', 'utf-16'))
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "utf-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "surrogateescape"), "utf-8-sig"
    head = data[:4000]
    if head.count(0) > len(head) // 4:
        order = "le" if head[1::2].count(0) >= head[::2].count(0) else "be"
        return data.decode(f"utf-16-{order}", "replace"), f"utf-16-{order}"
    text = data.decode("utf-8", "surrogateescape")
    broken = _lone_surrogates(text)
    if broken == 0:
        return text, "utf-8"
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    if beyond_ascii > 2 * broken:
        return text, "utf-8"
    return data.decode("cp1252", "surrogateescape"), "cp1252"


def split_lines(text: str) -> list[str]:
    """Return physical lines; a last line without an end counts, an empty one not."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def find_dialect(lines: list[str], known: frozenset[str] = frozenset()) -> Dialect:
    """Return separator and header row of a text.

    The separator that gives the most headers we know wins, then the one that gives
    the most lines the same number of cells, then the one with the most cells.

    >>> find_dialect(["Datum;N;E", "2018-03-07;6570000,5;512000,5"])
    Dialect(separator=';', header=0, width=3)
    """
    first = 1 if lines and re.fullmatch(r"sep=.", lines[0].strip("\ufeff ")) else 0
    stated = lines[0].strip("\ufeff ")[4] if first else ""
    sample = lines[first : first + _SAMPLE]
    best: tuple[tuple[float, ...], Dialect] | None = None
    for rank, separator in enumerate([stated] if stated else SEPARATORS):
        parsed = [_cut(line, separator) for line in sample]
        header = _header_of(parsed, known)
        widths = Counter(len(row) for row in parsed[header + 1 :] if any(row))
        share = max(widths.values()) / sum(widths.values()) if widths else 0.0
        width = _width(parsed[header]) if parsed else 1
        score = (known_in(parsed[header], known) if parsed else 0, share * (width > 1))
        key = (*score, float(width), -float(rank))
        if best is None or key > best[0]:
            best = (key, Dialect(separator, first + header, width))
    return best[1] if best else Dialect(",", 0, 1)


def _cut(line: str, separator: str) -> list[str]:
    """Return the cells of one line; a line that csv cannot read is cut plainly."""
    if '"' not in line:
        return line.split(separator)
    return _strict(line, separator) or line.split(separator)


def _strict(line: str, separator: str) -> list[str] | None:
    try:
        rows = list(csv.reader([line], delimiter=separator, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _header_of(parsed: list[list[str]], known: frozenset[str]) -> int:
    """Return the row with the most headers we know, else the first with two cells."""
    scores = [known_in(row, known) for row in parsed[:_HEADER_WITHIN]]
    if scores and max(scores) >= 2:
        return scores.index(max(scores))
    filled = [sum(bool(c.strip()) for c in row) > 1 for row in parsed[:_HEADER_WITHIN]]
    return filled.index(True) if True in filled else 0


def _width(header: list[str]) -> int:
    """Return the number of columns; empty headers at the end are no columns."""
    width = len(header)
    while width > 1 and not header[width - 1].strip():
        width -= 1
    return width


class _Rows:
    """The records of a text, in order, each with where it begins and whether it fits.

    A record may run over several lines inside quotes. When a quote swallows what look
    like whole rows, its first line is a faulty row and the others are read as rows.
    """

    def __init__(self, lines: list[str], dialect: Dialect) -> None:
        self.lines = lines
        self.dialect = dialect
        self.first_lines: list[int] = []
        self.bad_width: list[bool] = []
        self.n_blank = 0

    def __iter__(self) -> Iterator[list[str]]:
        separator, width = self.dialect.separator, self.dialect.width
        blank = re.compile(rf"[\s\"{re.escape(separator)}]*")
        lines, at = self.lines, self.dialect.header + 1
        while at < len(lines):
            line, first = lines[at], at
            at += 1
            if '"' in line:
                cells, at = self._quoted(first)
            else:
                cells = line.split(separator)
            broken = at == first  # a quote that is never closed
            at = max(at, first + 1)
            if not any(cells) or (len(line) < 4 * width and blank.fullmatch(line)):
                self.n_blank += 1
                continue
            while len(cells) > width and not cells[-1].strip():
                cells.pop()
            self.first_lines.append(first)
            self.bad_width.append(broken or len(cells) != width)
            yield self._fit(cells)

    def _quoted(self, first: int) -> tuple[list[str], int]:
        """Return the cells of a record that has quotes and the line after it.

        The line itself comes back where its quote is never closed.
        """
        separator, width = self.dialect.separator, self.dialect.width
        alone = _strict(self.lines[first], separator)
        if alone is not None:
            return alone, first + 1
        last = min(first + _LONGEST_RECORD, len(self.lines))
        for end in range(first + 1, last):
            if self.lines[end].count(separator) >= max(width - 1, 1) and not (
                _ends_a_cell(self.lines[end])
            ):
                break  # a whole row inside the quotes: the quote was never closed
            if '"' in self.lines[end]:
                cells = _strict("\n".join(self.lines[first : end + 1]), separator)
                if cells is not None and len(cells) == width:
                    return cells, end + 1
        return self.lines[first].split(separator), first

    def _fit(self, cells: list[str]) -> list[str]:
        """Return exactly as many cells as there are columns; nothing is lost."""
        width = self.dialect.width
        if len(cells) == width:
            return cells
        if len(cells) < width:
            return cells + [""] * (width - len(cells))
        rest = self.dialect.separator.join(cells[width - 1 :])
        return [*cells[: width - 1], rest]


def _ends_a_cell(line: str) -> bool:
    """Return whether a line closes a quote that was opened before it."""
    return line.count('"') % 2 == 1


def _frame(rows: Iterator[list[str]], names: list[str]) -> pd.DataFrame:
    """Return rows of text as a frame; built in blocks, so memory stays low."""
    chunks: list[list[pa.Array]] = [[] for _ in names]
    block: list[list[str]] = []

    def close() -> None:
        columns = list(zip(*block, strict=True)) if block else [()] * len(names)
        for chunk, column in zip(chunks, columns, strict=True):
            chunk.append(pa.array(_cleaned(column), type=pa.large_string()))
        block.clear()

    for row in rows:
        block.append(row)
        if len(block) == _BLOCK:
            close()
    close()
    arrays = [pa.chunked_array(chunk) for chunk in chunks]
    return pd.DataFrame(
        {
            name: pd.Series(pd.array(array, dtype="str"), dtype="str")
            for name, array in zip(names, arrays, strict=True)
        }
    )


def _cleaned(column: Sequence[str]) -> list[str | None]:
    """Return cells that can be stored: blank is missing, stray bytes are cp1252."""
    if _LONE.search("".join(column)):
        column = [_LONE.sub(_as_cp1252, cell) for cell in column]
    return [cell or None for cell in column]


_LONE = re.compile("[\ud800-\udfff]")


def _as_cp1252(match: re.Match[str]) -> str:
    byte = ord(match.group()) - 0xDC00
    return bytes([byte & 0xFF]).decode("cp1252", "replace")


def _lone_surrogates(text: str) -> int:
    return 0 if text.isascii() else len(_LONE.findall(text))


@contextmanager
def _no_collector() -> Iterator[None]:
    """Rest the garbage collector, which would look at every row again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _undecoded_rows(lines: list[str], first_lines: list[int]) -> np.ndarray:
    """Return the rows that hold bytes which fit no encoding."""
    undecoded = [bool(_LONE.search(lines[first])) for first in first_lines]
    return np.array(undecoded, bool)


def _bytes_of(path: Path) -> bytes:
    if path.suffix.casefold() != ".gz":
        return path.read_bytes()
    try:
        with gzip.open(path) as stream:
            data = stream.read(_BIGGEST + 1)
    except (OSError, EOFError) as error:
        raise cannot_read(path.name, str(error)) from error
    if len(data) > _BIGGEST:
        raise cannot_read(path.name, f"it unpacks to more than {_BIGGEST:,} bytes")
    return data
