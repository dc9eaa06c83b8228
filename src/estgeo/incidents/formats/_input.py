"""A file as a reader takes it: on disk, in memory, packed or not."""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ._table import cannot_read

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

BIGGEST = 4_000_000_000  # bytes of one unpacked file
# Reading a workbook takes some four times its unpacked XML, so it must leave room.
_ROOM = 4.0
_ROOM_UNKNOWN = 4_000_000_000  # bytes, where the system does not say what is free
# No export packs better than this; a sheet of one repeated cell does by 100.
MOST_RATIO = 200
_MOST_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class Input:
    """One file.

    ``name``: as it is told. ``suffix``: what decides its format. ``layer``: sheet,
    layer or part asked for. ``known``: names of columns that were given.
    """

    name: str
    suffix: str
    path: Path | None = None
    data: bytes | None = None
    layer: str | None = None
    known: frozenset[str] = frozenset()
    encoding: str | None = None

    def content(self) -> bytes:
        """Return all bytes of the file."""
        if self.data is not None:
            return self.data
        assert self.path is not None
        return self.path.read_bytes()

    def head(self) -> bytes:
        """Return the first bytes, which tell what kind of file it is."""
        if self.data is not None:
            return self.data[:4000]
        assert self.path is not None
        with self.path.open("rb") as stream:
            return stream.read(4000)

    def sha256(self) -> str:
        """Return the SHA-256 of the file."""
        if self.data is not None:
            return hashlib.sha256(self.data).hexdigest()
        assert self.path is not None
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """Give a path of the file, for libraries that read nothing else."""
        if self.path is not None:
            yield self.path
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"file{self.suffix}"
            path.write_bytes(self.content())
            yield path


def unpack_gzip(packed: Input) -> bytes:
    """Return what a gzip file holds; refuse one that would fill the memory."""
    try:
        with packed.on_disk() as path, gzip.open(path) as stream:
            data = stream.read(BIGGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise cannot_read(packed.name, "it is not a whole gzip file") from error
    if len(data) > BIGGEST:
        raise cannot_read(packed.name, f"it unpacks to more than {BIGGEST:,} bytes")
    return data


def refuse_bomb(name: str, archive: zipfile.ZipFile) -> None:
    """Raise if an archive would fill the memory, or packs as no export does."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    ratio = max(
        (e.file_size / max(e.compress_size, 1) for e in entries if e.file_size > 1e6),
        default=0.0,
    )
    free = free_memory()
    if ratio > MOST_RATIO or len(entries) > _MOST_PARTS or unpacked * _ROOM > free:
        why = (
            f"it unpacks to {unpacked / 1e6:,.0f} MB, {ratio:,.0f} times its size, in "
            f"{len(entries):,} parts; {free / 1e6:,.0f} MB of memory are free"
        )
        remedy = "Save the table as csv if it is what you meant to read."
        raise cannot_read(name, why, remedy)


def free_memory() -> float:
    """Return bytes of memory that are free to use."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return float(line.split()[1]) * 1024
    except OSError:
        pass  # no such file outside Linux
    try:
        return float(os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    except (AttributeError, ValueError, OSError):
        return _ROOM_UNKNOWN
