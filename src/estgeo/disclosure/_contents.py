"""Open a file of any kind that estgeo writes and return all that can be read in it."""

from __future__ import annotations

import base64
import binascii
import codecs
import gzip
import html
import io
import json
import re
import sqlite3
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Piece = tuple[str, str]  # where in the file, what stands there

_DATA_URI = re.compile(r"data:[\w/+.-]*;base64,([A-Za-z0-9+/=\s]+)")
_NOTEBOOK_IMAGE = re.compile(r'"image/\w+":\s*"([A-Za-z0-9+/=\\n]+)"')
_WHOLE_NUMBERS = re.compile(r"\[(-?\d+(?:,-?\d+)+)\]")
_CODED = re.compile(r"[\"']([A-Za-z0-9+/]{32,}={0,2})[\"']")
_TAG = re.compile(r"<[^>]*>")
_SCALES = (1e5, 1e6, 1e7)  # whole parts of a degree that maps are written in
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
# What the page that answers (explorer) keeps its reports in, and tells of them.
_COLUMN = re.compile(r"id=\"packed-([\w-]+)\">([A-Za-z0-9+/=]+)<")
_META = re.compile(r"id=\"meta\">(\{.*?\})</script>", re.DOTALL)

# A broken or locked archive, and what its packed bytes say of themselves.
_BROKEN = (
    *(zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError),
    *(EOFError, zlib.error, pa.ArrowInvalid),
)
_PICTURES = (b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"II*\x00", b"MM\x00*")
_GPKG_ENVELOPES = (0, 32, 48, 48, 64)  # bytes after the eight of the header


class Unread(str):
    """Says in place of a text that a part of a file cannot be read, and why."""

    __slots__ = ()


def pieces(path: Path) -> Iterator[Piece]:
    """Yield (where, text) for everything readable in a file, Unread for the rest."""
    yield "name", path.name
    raw = path.read_bytes()
    if raw[:16] == b"SQLite format 3\x00":
        yield from _sqlite(path)
        return
    yield from _read(path.suffix[1:].lower(), raw)


def _read(where: str, raw: bytes) -> Iterator[Piece]:
    try:
        yield from _opened(where, raw)
    except _BROKEN as error:
        yield where, Unread(str(error))


def _opened(where: str, raw: bytes) -> Iterator[Piece]:
    if raw[:4] == b"PK\x03\x04":
        yield from _zip(where, raw)
    elif raw[:4] == b"PAR1":
        yield from _parquet(raw)
    elif raw[:8] == b"\x89PNG\r\n\x1a\n":
        yield from _png(where, raw)
    elif raw[:5] == b"%PDF-":
        yield from _pdf(raw)
    elif raw[:2] == b"\x1f\x8b":
        yield from _read(where, gzip.decompress(raw))
    else:
        yield from _plain_or_unread(where, raw)


def _plain_or_unread(where: str, raw: bytes) -> Iterator[Piece]:
    if raw[:4] == b"GIF8":  # its comments stand in it as they are
        yield where, raw.decode("latin-1")
    elif raw[:4] in _PICTURES or (raw[:4] == b"RIFF" and raw[8:12] == b"WEBP"):
        yield where, Unread("a picture of a kind that is not opened")
    elif _is_binary(raw):
        yield where, Unread("bytes of an unknown kind")
    else:
        yield from _text(where, raw)


def _is_binary(raw: bytes) -> bool:
    is_wide = raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return not is_wide and raw[:65_536].count(b"\x00") > len(raw[:65_536]) / 100


def _text(where: str, raw: bytes) -> Iterator[Piece]:
    text = _decoded(raw)
    yield where, text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), html.unescape(text))
    if plain != text:
        yield f"{where}, unescaped", plain
    yield from _packed(where, plain)
    yield from _columns(where, text)
    if raw[:5] == b"<?xml":  # words of a document stand in pieces between tags
        yield f"{where}, words", html.unescape(_TAG.sub("", text))
    inner = [*_DATA_URI.findall(plain), *_NOTEBOOK_IMAGE.findall(text)]
    for number, coded in enumerate(inner):
        try:
            content = base64.b64decode(coded.replace("\\n", ""))
        except binascii.Error:
            continue
        yield from _read(f"{where}, embedded {number + 1}", content)


def _packed(where: str, text: str) -> Iterator[Piece]:
    """Yield the places that a page of our own carries as whole numbers or bytes.

    Whole numbers are parts of a degree, each the step from the last point or not.
    """
    found = []
    for match in _WHOLE_NUMBERS.finditer(text):
        numbers = np.array(match[1].split(","), dtype=np.float64)
        if len(numbers) < 2 or np.abs(numbers).max() < 1e5:
            continue
        pairs = numbers[: len(numbers) // 2 * 2].reshape(-1, 2)
        halves = numbers[: len(numbers) // 2 * 2].reshape(2, -1).T
        for points in (pairs, pairs.cumsum(axis=0), halves, halves.cumsum(axis=0)):
            found += [_as_degrees(points, scale) for scale in _SCALES]
    if any(found):
        yield f"{where}, packed", "\n".join(filter(None, found))
    coded = [_as_numbers(match[1]) for match in _CODED.finditer(text)]
    if any(coded):
        yield f"{where}, coded", "\n".join(filter(None, coded))


def _columns(where: str, text: str) -> Iterator[Piece]:
    """Yield the texts and the places of the reports in a page of :func:`explorer`."""
    coded = dict(_COLUMN.findall(text))
    told = _META.search(text)
    if not coded or told is None:
        return
    try:
        meta = json.loads(told[1])
        raw = {name: zlib.decompress(base64.b64decode(coded[name])) for name in coded}
        west, south = meta["origin"]
        x, y = (_widened(raw[name], **meta["packed"][name]) for name in ("x", "y"))
    except (ValueError, KeyError, TypeError, zlib.error):
        yield where, Unread("columns of an explorer that is not whole")
        return
    for name, content in raw.items():
        if name.startswith("text-"):
            yield f"{where}, {name}", content.decode("utf-8", errors="replace")
    # Whole metres below the place: it rounds to them or to the next.
    lines = [
        f"{west + across + one:.0f} {south + along + other:.0f}"
        for across, along in zip(x.tolist(), y.tolist(), strict=True)
        for one in (0, 1)
        for other in (0, 1)
    ]
    yield f"{where}, reports", "\n".join(dict.fromkeys(lines))


def _widened(raw: bytes, *, planes: int, steps: bool, **_: int) -> np.ndarray:
    """Return whole numbers of bytes in planes, the low ones first."""
    parts = np.frombuffer(raw, np.uint8).astype(np.int64).reshape(planes, -1)
    numbers = np.asarray((parts << (8 * np.arange(planes))[:, None]).sum(axis=0))
    changes = np.where(numbers & 1, -((numbers + 1) >> 1), numbers >> 1)
    return np.cumsum(changes) if steps else numbers


def _as_degrees(points: np.ndarray, scale: float) -> str:
    """Return points as degrees, "" where they are none on the ground."""
    degrees = points / scale
    inside = (np.abs(degrees) <= 180).all(axis=1)
    if not inside.any() or np.abs(degrees[inside]).max() < 1:
        return ""
    digits = round(np.log10(scale))
    lines = [f"{x:.{digits}f} {y:.{digits}f}" for x, y in degrees[inside].tolist()]
    return "\n".join(lines)


def _as_numbers(coded: str) -> str:
    """Return what bytes in base64 are as numbers of the usual kinds."""
    try:
        raw = base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError):
        return ""
    lines = []
    for kind, digits in (("<f8", 6), ("<f4", 4)):
        size = np.dtype(kind).itemsize
        values = np.frombuffer(raw[: len(raw) // size * size], dtype=kind)
        usual = np.isfinite(values) & (np.abs(values) > 0.01) & (np.abs(values) < 1e7)
        if len(values) >= 2 and usual.mean() > 0.9:
            halves = values[: len(values) // 2 * 2].reshape(2, -1).T.ravel()
            lines += [
                " ".join(f"{v:.{digits}f}" for v in each.tolist())
                for each in (values, halves)
            ]
    whole = np.frombuffer(raw[: len(raw) // 8 * 8], dtype="<i4").astype(float)
    if len(whole) >= 2:
        pairs = whole.reshape(-1, 2)
        for points in (pairs, pairs.cumsum(axis=0), whole.reshape(2, -1).T):
            lines += [_as_degrees(points, scale) for scale in _SCALES]
    return "\n".join(filter(None, lines))


def _decoded(raw: bytes) -> str:
    """Return bytes as text; what is not UTF-8 is read as Windows writes it, too."""
    if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return raw.decode("utf-16", errors="replace")
    text = raw.decode("utf-8", errors="replace")
    if "\N{REPLACEMENT CHARACTER}" not in text:
        return text
    return text + "\n" + raw.decode("cp1252", errors="replace")


def _zip(where: str, raw: bytes) -> Iterator[Piece]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        yield f"{where}, comment", _decoded(archive.comment)
        for member in archive.infolist():
            notes = b" ".join((member.comment, member.extra))
            yield where, f"{member.filename} {_decoded(notes)}"
            yield from _read(f"{where}: {member.filename}", archive.read(member))


def _png(where: str, raw: bytes) -> Iterator[Piece]:
    at = 8
    while at + 8 <= len(raw):
        size, kind = struct.unpack(">I4s", raw[at : at + 8])
        body = raw[at + 8 : at + 8 + size]
        if kind in (b"tEXt", b"iTXt", b"eXIf", b"zTXt"):
            yield f"{where} {kind.decode()}", _decoded(_inflated(kind, body))
        at += 12 + size


def _inflated(kind: bytes, body: bytes) -> bytes:
    """Return a chunk of a png with its text unpacked, if it was packed and is whole."""
    if kind == b"zTXt":
        keyword, _, packed = body.partition(b"\x00\x00")
    elif kind == b"iTXt" and b"\x00\x01\x00" in body:
        keyword, _, rest = body.partition(b"\x00\x01\x00")
        packed = rest.partition(b"\x00")[2].partition(b"\x00")[2]
    else:
        return body
    try:
        return keyword + b" " + zlib.decompress(packed)
    except zlib.error:
        return body


def _pdf(raw: bytes) -> Iterator[Piece]:
    yield "pdf", raw.decode("latin-1")
    for number, match in enumerate(_PDF_STREAM.finditer(raw)):
        try:
            content = zlib.decompress(match[1])
        except zlib.error:
            continue
        yield f"pdf stream {number + 1}", content.decode("latin-1")


def _sqlite(path: Path) -> Iterator[Piece]:
    # Deleted rows may linger in free pages, so the raw bytes are searched too.
    yield "bytes", path.read_bytes().decode("utf-8", errors="ignore")
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        names = connection.execute("select name from sqlite_master where type='table'")
        for (name,) in names.fetchall():
            quoted = '"' + name.replace('"', '""') + '"'
            rows = connection.execute(f"select * from {quoted}").fetchall()
            lines = [" ".join(_value(value) for value in row) for row in rows]
            yield f"table {name}", "\n".join(lines)
    finally:
        connection.close()


def _value(value: object) -> str:
    return _coordinates(value) if isinstance(value, bytes) else str(value)


def _coordinates(blob: bytes) -> str:
    """Return the coordinates of a geometry in (GeoPackage) WKB, "" for other bytes."""
    if blob[:2] == b"GP":
        kind = (blob[3] >> 1) & 7
        blob = blob[8 + _GPKG_ENVELOPES[min(kind, 4)] :]
    try:
        geometry = shapely.from_wkb(blob, on_invalid="ignore")
    except (NotImplementedError, shapely.errors.GEOSException):
        geometry = None  # other bytes, such as an index, may look like a curve
    if geometry is None:
        return blob.decode("utf-8", errors="replace")
    pairs = shapely.get_coordinates(geometry)
    return " ".join(f"{x!r} {y!r}" for x, y in pairs.tolist())


def _parquet(raw: bytes) -> Iterator[Piece]:
    table = pq.read_table(io.BytesIO(raw))
    for key, value in (table.schema.metadata or {}).items():
        name = key.decode("utf-8", errors="replace")
        text = value.decode("utf-8", errors="replace")
        yield f"metadata {name}", f"{name} {text}"
    lines = []
    for name in table.column_names:
        column = table[name]
        if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
            lines.append("\n".join(_value(value) for value in column.to_pylist()))
    if lines:
        yield "geometry", "\n".join(lines)
    columns = [table[name].to_pylist() for name in table.column_names]
    rows = zip(*columns, strict=True)
    text = "\n".join(
        " ".join(_plain(value) for value in row if not isinstance(value, bytes))
        for row in rows
    )
    yield "rows", text


def _plain(value: object) -> str:
    if isinstance(value, float) and np.isfinite(value):
        return repr(value)
    return str(value)
