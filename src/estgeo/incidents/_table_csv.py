"""Delimited text: encoding, separator, header row, and every physical row."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter
from typing import TYPE_CHECKING

from ._csv_records import UNDECODED, Dialect, cut, read_records
from ._headers import known_in
from ._tables import Facts, Table, cannot_read, sha256_of, unique_headers

if TYPE_CHECKING:
    from pathlib import Path

SEPARATORS = (";", "\t", "|", ",")
_SAMPLE = 60  # lines looked at to find separator and header
_HEADER_WITHIN = 20
_BIGGEST = 4_000_000_000  # bytes of unpacked text


def read_csv(path: Path, known: frozenset[str]) -> Table:
    """Read delimited text (plain or gzip) into a table of text cells."""
    lines, encoding = _lines_of(path)
    dialect = find_dialect(lines, known)
    header = next(csv.reader([lines[dialect.header]], delimiter=dialect.separator))
    names = unique_headers(header[: dialect.width])
    records = read_records(lines, dialect, names)
    return Table(
        cells=records.cells,
        est_row=records.first_lines + 1,
        facts=Facts(
            name=path.name,
            format="csv",
            encoding=encoding,
            separator=dialect.separator,
            header_row=dialect.header + 1,
            n_blank=records.n_blank,
            sha256=sha256_of(path),
        ),
        row_faults={
            "bad_row_width": records.bad_width,
            "bad_encoding": records.undecoded,
        },
    )


def _lines_of(path: Path) -> tuple[list[str], str]:
    """Return the lines of a file and its encoding; the bytes are not kept."""
    data = _bytes_of(path)
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise cannot_read(path.name, "it is empty")
    text, encoding = decode(data)
    return split_lines(text), encoding


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
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
    broken = len(UNDECODED.findall(text))
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
