"""The mark that a file saved alone carries: estgeo wrote it, for whom, and its hash.

A folder of several files has a list of them (``estgeo-files.json``). A single page,
workbook, table or layer would only leave a second file beside it by that, so the same
is told inside it, where its format has room for a note: a comment behind a page, the
comment of a zip archive, a member of a JSON object, the description of a layer, the
metadata of a Parquet file. The hash is that of the whole file with noughts in the
place of the hash and of the stamp, by which a ledger knows its last line again.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Audience = Literal["internal", "public", "either"]

_NAME = "estgeo-file"
_NOTHING = "0" * 64
NO_STAMP = "00000000-00000000-0000000000000000"
STAMP = re.compile(r"\d{8}-[0-9a-f]{8}-[0-9a-f]{16}")
_MARK = re.compile(
    f"estgeo-file (internal|public|either) ({STAMP.pattern}) ([0-9a-f]{{64}})".encode()
)
_SQLITE = b"SQLite format 3\0"
_PARQUET = b"PAR1"
_ZIP = b"PK\3\4"
_NO_COMMENT = b"\0\0"  # the last bytes of an archive: how long its comment is
_TAIL = 1 << 16  # bytes at the end of a file, where its mark stands
_CHANGED_BY_LOOKING = ((18, 20), (24, 28), (92, 100))  # bytes of a database's head
_BLOCK = 1 << 20
_LONGEST = 128  # bytes: no mark is longer


@dataclass(frozen=True, slots=True)
class Mark:
    """What a file tells of itself."""

    audience: Audience
    stamp: str
    hash: str

    def __str__(self) -> str:
        """Return the mark as it stands in a file."""
        return f"{_NAME} {self.audience} {self.stamp} {self.hash}"


def empty_mark(audience: Audience) -> str:
    """Return the text of a mark before the hash is known, for a writer's own place."""
    return str(Mark(audience, NO_STAMP, _NOTHING))


def give_mark(path: Path, audience: Audience) -> bool:
    """Write the mark into a file; False if its format has no room for one."""
    mark = read_mark(path)
    if mark is not None and mark.audience == audience and is_as_marked(path, mark):
        return True
    empty = empty_mark(audience).encode()
    if not _make_room(path, empty):
        return False
    digest = file_hash(path).encode()
    with path.open("r+b") as file:
        text = file.read()
        # What is written last is ours; a database has its notes anywhere.
        for found in reversed(list(re.finditer(re.escape(empty), text))):
            for content in (digest, _NOTHING.encode()):
                file.seek(found.end() - len(content))
                file.write(content)
                file.flush()
                mark = read_mark(path)
                if mark is not None and mark.hash == digest.decode():
                    return True
    return False


def read_mark(path: Path) -> Mark | None:
    """Return what a file tells of itself, None where it tells nothing."""
    with path.open("rb") as file:
        head = file.read(len(_SQLITE))
        if head == _SQLITE:
            text = _description(path)
        elif head.startswith((b"<", b"{", _ZIP, _PARQUET)):
            text = _tail(file)
        else:
            return None
    # A text from the reports stands before the mark, which is written last.
    found = list(_MARK.finditer(text))
    if not found:
        return None
    audience, stamp, digest = (part.decode() for part in found[-1].groups())
    return Mark(cast("Audience", audience), stamp, digest)


def stamp_mark(path: Path, stamp: str) -> None:
    """Write the stamp of a ledger into the mark of a file."""
    mark = read_mark(path)
    if mark is not None:
        at = path.read_bytes().rindex(str(mark).encode())
        with path.open("r+b") as file:
            file.seek(at)
            file.write(str(replace(mark, stamp=stamp)).encode())


def is_as_marked(path: Path, mark: Mark) -> bool:
    """Return whether nobody changed a file since it got its mark."""
    return file_hash(path, but=mark) == mark.hash


def file_hash(path: Path, *, but: Mark | None = None) -> str:
    """Return the SHA-256 of a file, with noughts for what stands in its own mark.

    Nor do those bytes count that looking at a database changes: QGIS counts up the
    changes in a GeoPackage's first bytes by opening it.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in _blocks(file, but):
            digest.update(block)
    return digest.hexdigest()


def is_database(path: Path) -> bool:
    """Return whether a file is an SQLite database, such as a GeoPackage."""
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _blocks(file: BinaryIO, but: Mark | None) -> Iterator[bytes]:
    """Give a file in blocks, noughts where the mark stands, also across two blocks."""
    head = bytearray(file.read(100))
    if head.startswith(_SQLITE):
        for first, end in _CHANGED_BY_LOOKING:
            head[first:end] = bytes(end - first)
    held = bytes(head)
    while block := file.read(_BLOCK):
        held = _without(held + block, but)
        yield held[:-_LONGEST]
        held = held[-_LONGEST:]
    yield _without(held, but)


def _without(block: bytes, but: Mark | None) -> bytes:
    if but is None:
        return block
    empty = replace(but, stamp=NO_STAMP, hash=_NOTHING)
    return block.replace(str(but).encode(), str(empty).encode())


def _make_room(path: Path, empty: bytes) -> bool:
    """Write a mark with noughts behind or into a file, by what the file is."""
    with path.open("r+b") as file:
        head = file.read(len(_SQLITE))
        tail = _tail(file)
        if head.startswith(b"<"):
            file.write(b"<!-- " + empty + b" -->\n")
        elif head.startswith(_ZIP) and tail.endswith(_NO_COMMENT):
            file.seek(-len(_NO_COMMENT), os.SEEK_END)
            file.write(len(empty).to_bytes(2, "little") + empty)
        elif head.startswith(b"{") and tail.rstrip().endswith(b"}"):
            members = tail.rstrip()[:-1].rstrip()
            if members.endswith(b"{"):  # an object without any
                return False
            file.seek(len(members) - len(tail), os.SEEK_END)
            file.write(b',\n "' + _NAME.encode() + b'": "' + empty + b'"\n}\n')
        elif head.startswith(_PARQUET):  # has its notes from its writer
            return empty in tail
        elif head != _SQLITE:
            return False
    return head != _SQLITE or _describe(path, empty.decode())


def _tail(file: BinaryIO) -> bytes:
    file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
    return file.read()


def _describe(path: Path, empty: str) -> bool:
    """Write a mark with noughts into the description of a GeoPackage's first layer."""
    first = "(SELECT min(rowid) FROM gpkg_contents)"
    change = (
        f"UPDATE gpkg_contents SET description = description || ? WHERE rowid = {first}"
    )
    try:
        with closing(sqlite3.connect(path)) as database, database:
            return database.execute(change, (f" ({empty})",)).rowcount == 1
    except sqlite3.Error:
        return False


def _description(path: Path) -> bytes:
    address = path.absolute().as_uri() + "?mode=ro&immutable=1"
    ask = "SELECT description FROM gpkg_contents ORDER BY rowid LIMIT 1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            return str(*database.execute(ask).fetchone()).encode()
    except (sqlite3.Error, TypeError):  # no GeoPackage, or one without layers
        return b""
