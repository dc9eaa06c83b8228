"""Delimited text: encoding, separator, header row, and every physical row."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from .._headers import known_in
from .._values import arrow_text, letters
from ._encodings import as_cp1252, as_utf8
from ._records import Dialect, cut, read_records
from ._table import Facts, Table, cannot_read, unique_headers, without_controls

if TYPE_CHECKING:
    import pandas as pd

    from ._table import Input

SEPARATORS = (";", "\t", "|", ",")
_SAMPLE = 60  # lines looked at to find separator and header
_HEADER_WITHIN = 20


def read_text(source: Input) -> Table:
    """Read delimited text into a table of text cells."""
    data = source.content()
    nothing = b"\x00\r\n\t \xef\xbb\xbf\xff\xfe\x1a"
    if not data[:1000].strip(nothing) and not data.strip(nothing):
        raise cannot_read(source.name, "it is empty")
    digest = hashlib.sha256(data).hexdigest()
    body, encoding = as_utf8(data, source.encoding)
    body = _with_plain_ends(body)
    del data
    dialect = find_dialect(first_lines(body), source.known)
    records = read_records(body, dialect, _names(body, dialect))
    has_controls = _has_controls(records.cells, body)
    del body
    cells, n_odd = (
        without_controls(records.cells) if has_controls else (records.cells, 0)
    )
    notes = {"control_characters": str(n_odd)} if n_odd else {}
    if encoding in ("mac_roman", "cp850") and source.encoding is None:
        notes["encoding_by_letters"] = encoding
    return Table(
        cells=cells,
        est_row=records.first_lines + 1,
        facts=Facts(
            name=source.name,
            format="csv",
            encoding=encoding,
            separator=dialect.separator,
            header_row=dialect.header + 1,
            n_blank=records.n_blank,
            sha256=digest,
            notes=notes,
        ),
        row_faults={
            "bad_row_width": records.bad_width,
            "bad_encoding": records.undecoded,
        },
    )


def _has_controls(cells: pd.DataFrame, body: bytes) -> bool:
    """Return whether control characters may stand in the cells of a text."""
    lowest = (letters(arrow_text(cells[name]))[0].min(initial=32) for name in cells)
    return min(lowest, default=32) < 32 or b"\x7f" in body


def _with_plain_ends(body: bytes) -> bytes:
    """Return text whose lines all end in a newline; DOS marks the end of a file."""
    if b"\r" in body:
        body = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return body.rstrip(b"\x1a")


def _names(body: bytes, dialect: Dialect) -> list[str]:
    line = first_lines(body, dialect.header + 1)[dialect.header]
    header = cut(line, dialect.separator)[: dialect.width]
    header += [""] * (dialect.width - len(header))
    return unique_headers([re.sub(r"[\x00-\x1f\x7f]+", " ", cell) for cell in header])


def first_lines(body: bytes, most: int = _SAMPLE + 1) -> list[str]:
    r"""Return the first lines of a text, undecoded bytes read as Windows would.

    >>> first_lines(b"Omr\xe5de;E\n1;2\n")
    ['Område;E', '1;2']
    """
    end = -1
    for _ in range(most):
        end = body.find(b"\n", end + 1)
        if end < 0:
            break
    lines = (body if end < 0 else body[: end + 1]).split(b"\n", most)
    if len(lines) > most or not lines[-1]:
        lines.pop()  # what is left, or nothing after the last end of a line
    return [as_cp1252(each.decode("utf-8", "surrogateescape")) for each in lines]


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
    scored: list[tuple[tuple[float, ...], Dialect]] = []
    for rank, separator in enumerate([stated] if stated else SEPARATORS):
        parsed = [cut(line, separator) for line in sample]
        header = _header_of(parsed, known)
        widths = Counter(len(row) for row in parsed[header + 1 :] if any(row))
        share = max(widths.values()) / sum(widths.values()) if widths else 0.0
        width = _width(parsed[header]) if parsed else 1
        score = (known_in(parsed[header], known) if parsed else 0, share * (width > 1))
        key = (*score, float(width), -float(rank))
        scored.append((key, Dialect(separator, first + header, width)))
    return max(scored, key=lambda pair: pair[0])[1]


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
