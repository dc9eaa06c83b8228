"""Files that are whole: after a save all of it stands in its folder, or none of it.

What is saved is first written into a folder beside its place. Then the old files get a
second name there, a journal says what is going to happen, the new files take their
places by renames, and last of all the list of files with their hashes
(``estgeo-files.json``). A save that was broken off before the journal has changed
nothing; one that was broken off after it is finished by the next save into the same
folder. What fails is undone at once. Folders in it may be part of the save: the journal
tells of their files, too. A file that is saved alone has no list beside it:
it carries its own mark.

List and mark are also the memory of what estgeo wrote: a file without either, or that
was changed since, belongs to somebody else and is never overwritten.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import sys
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._checks import sentence
from ._locks import NotSavedError, locked
from ._marks import (
    NO_STAMP,
    STAMP,
    file_hash,
    give_mark,
    is_as_marked,
    is_database,
    read_mark,
    stamp_mark,
)
from ._provenance import MADE_BY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ._marks import Audience, Mark

MANIFEST = "estgeo-files.json"
STAGE = ".estgeo-saving"
LOCK = ".estgeo-lock"

_FORWARD, _BACK = "forward.json", "back.json"
_STAMP = "ledger"
_LONGEST_NAME = 80  # characters: paths of 260 are the most that Windows opens
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
_XML_ERROR = "SerialisationError"  # lxml need not be there, so it is known by name

_OURS = "a place with no file but estgeo's own"
_AS_WRITTEN = "a file that is as estgeo wrote it"
_AS_LEFT = "a file that is as it was when a save was broken off"
_NO_LINK = "a place without a link"
_NO_FOLDER = "a place without a folder of that name"


@contextmanager
def saving(
    folder: str | Path,
    *names: str,
    audience: Audience = "internal",
    below: Sequence[str] = (),
) -> Iterator[Path]:
    """Give a folder to write into; what is in it afterwards takes its place whole.

    Parameters
    ----------
    folder : path
        Where the files go; made when it is not there.
    *names : str
        Files that will be written, so that a save that may not be stops before it
        begins. Files beside these may be written, too.
    audience : {"internal", "public", "either"}, default "internal"
        Who the files are for. No folder holds both internal and public ones.
    below : sequence of str, default ()
        Folders in it that get files of the same names, each with a list of its own.
        All the files of all folders take their places together.

    Yields
    ------
    Path
        The folder to write into.

    Raises
    ------
    NotSavedError
        If a file there is not estgeo's or was changed, if the folder holds files for
        the other audience, if it cannot be written or another program holds it. All
        is then as before.
    """
    target = Path(folder)
    try:
        os.fsencode("".join((str(folder), *names)))
    except UnicodeEncodeError:
        rule = "a name that a file can have"
        raise NotSavedError(sentence("path", rule, ascii(str(folder)))) from None
    made = [path for path in _folders(target, below) if not path.exists()]
    with _in_our_words(target):
        target.mkdir(parents=True, exist_ok=True)
        try:
            _finish_above(target)
            with ExitStack() as held:
                held.enter_context(locked(target / LOCK, "folder"))
                known = {"": _mended(target)}
                for name in below:
                    _make_below(target, name)
                    held.enter_context(locked(target / name / LOCK, "folder"))
                    known[name] = _mended(target / name)
                for inner, listed in known.items():
                    _refuse_other_audience(target / inner, listed, audience)
                    for name in names:
                        _refuse_foreign(target / inner, name, listed)
                try:
                    yield _fresh_stage(target, below)
                    _move_in(target, known, audience)
                finally:
                    _clear(target)
        finally:
            for path in reversed(made):
                with suppress(OSError):
                    path.rmdir()


def _folders(target: Path, below: Sequence[str]) -> list[Path]:
    return [target, *(target / name for name in below)]


def _make_below(target: Path, name: str) -> None:
    """Make a folder in a folder, unless a link would lead out of it."""
    if Path(name).name != name or name in ("", "..", STAGE):
        raise NotSavedError(sentence("path", "the name of a folder", repr(name)))
    if (target / name).is_symlink():
        raise _foreign(target / name, _NO_LINK)
    (target / name).mkdir(exist_ok=True)


def _finish_above(target: Path) -> None:
    """Mend a save of several folders that this folder is one of."""
    above = target.resolve().parent
    if (above / STAGE / _FORWARD).exists() or (above / STAGE / _BACK).exists():
        with locked(above / LOCK, "folder"):
            _mended(above)


@contextmanager
def saving_file(path: str | Path, *, audience: Audience = "internal") -> Iterator[Path]:
    """Give a place to write one file; it then takes the place of ``path`` whole."""
    path = Path(path)
    with saving(path.parent, path.name, audience=audience) as draft:
        yield draft / path.name


def write_text(path: str | Path, text: str, *, audience: Audience = "internal") -> Path:
    """Write a text file whole; what UTF-8 has no place for becomes a question mark."""
    with saving_file(path, audience=audience) as draft:
        draft.write_bytes(text.encode("utf-8", "replace"))
    return Path(path)


def stamp(draft: Path, text: str) -> None:
    """Keep with a file that is being saved how far its ledger was when it went out."""
    if read_mark(draft) is not None:
        stamp_mark(draft, text)
    else:
        (draft.parent.parent / _STAMP).write_text(text, encoding="utf-8")


def stamps_in(folder: Path) -> set[str]:
    """Return the stamps of ledgers on the list of a folder and in its marked files."""
    found = {mark.stamp for mark in _marks_in(folder).values()} | {
        _listed_stamp(folder)
    }
    return found - {NO_STAMP, ""}


def _listed_stamp(folder: Path) -> str:
    with suppress(OSError, ValueError, AttributeError):
        told = str(json.loads((folder / MANIFEST).read_bytes()).get("ledger"))
        return told if STAMP.fullmatch(told) else ""
    return ""


def file_name(text: str, suffix: str, taken: Sequence[str] = ()) -> str:
    """Return a name that every file system takes, unlike those that are taken.

    >>> file_name("../Park & torg", ".csv"), file_name("CON", ".csv", ["_con.csv"])
    ('Park_torg.csv', '_CON_2.csv')
    """
    plain = re.sub(r"\W+", "_", text).strip("_")[:_LONGEST_NAME]
    stem = f"_{plain}" if not plain or _DEVICES.fullmatch(plain) else plain
    known = {name.casefold() for name in taken}
    name, copy = f"{stem}{suffix}", 2
    while name.casefold() in known:
        name, copy = f"{stem}_{copy}{suffix}", copy + 1
    return name


@dataclass(frozen=True, slots=True)
class _Journal:
    """What a save is about to do: files in order, hashes before and after."""

    names: list[str]
    before: dict[str, str]
    after: dict[str, str]


def _fresh_stage(target: Path, below: Sequence[str]) -> Path:
    draft = target / STAGE / "new"
    draft.mkdir(parents=True, mode=0o700)
    for path in _folders(draft, below)[1:]:
        path.mkdir()
    return draft


def _move_in(
    target: Path, known: dict[str, dict[str, Any]], audience: Audience
) -> None:
    """Put the staged files in their places, or leave everything as it was."""
    stage = target / STAGE
    new, old = stage / "new", stage / "old"
    names = []
    for inner, listed in known.items():
        found = _staged(target, inner, listed, audience)
        names += [f"{inner}/{name}" if inner else name for name in found]
    for path in _folders(old, list(known)[1:]):
        path.mkdir()
    there = [name for name in names if (target / name).exists()]
    for name in there:
        _name_twice(target / name, old / name)
    journal = _Journal(
        names,
        {name: _hash(target / name) for name in there},
        {name: _hash(new / name) for name in names},
    )
    for name in names:
        _sync(new / name)
    _write(stage / "journal", asdict(journal))
    for folder in (*_folders(new, list(known)[1:]), *_folders(old, list(known)[1:])):
        _sync(folder)
    _sync(stage)
    (stage / "journal").replace(stage / _FORWARD)
    _sync(stage)
    try:
        _forward(target, journal)
    except BaseException:
        (stage / _FORWARD).replace(stage / _BACK)
        _back(target, journal)
        raise


def _staged(
    target: Path, inner: str, known: dict[str, Any], audience: Audience
) -> list[str]:
    """Return the names of the files for one folder, with their list last of all."""
    stage = target / STAGE
    new = stage / "new" / inner
    names = sorted(path.name for path in new.iterdir() if path.is_file())
    for name in names:
        _refuse_foreign(target / inner, name, known)
    if len(names) == 1 and give_mark(new / names[0], audience):
        return names
    files = known | {name: _entry(new / name, audience) for name in names}
    listed = {"made_by": MADE_BY, "files": dict(sorted(files.items()))}
    note = stage / _STAMP
    at = (
        note.read_text(encoding="utf-8")
        if note.exists()
        else _listed_stamp(target / inner)
    )
    _write(new / MANIFEST, listed | ({"ledger": at} if at else {}))
    return [*names, MANIFEST]


def _forward(target: Path, journal: _Journal) -> None:
    new = target / STAGE / "new"
    for name in journal.names:
        if (new / name).exists():
            _refuse_changed(target, name, journal)
            _replace(new / name, target / name)
    _sync_folders(target, journal)
    (target / STAGE / _FORWARD).unlink()


def _back(target: Path, journal: _Journal) -> None:
    old = target / STAGE / "old"
    for name in journal.names:
        if name not in journal.before:
            _refuse_changed(target, name, journal)
            (target / name).unlink(missing_ok=True)
        elif (old / name).exists() and _hash(target / name) != journal.before[name]:
            _refuse_changed(target, name, journal)
            _replace(old / name, target / name)
    _sync_folders(target, journal)
    (target / STAGE / _BACK).unlink()


def _sync_folders(target: Path, journal: _Journal) -> None:
    for folder in sorted({(target / name).parent for name in journal.names}):
        _sync(folder)


def _mended(target: Path) -> dict[str, Any]:
    """Finish or undo what a save left undone; return what estgeo wrote here."""
    stage = target / STAGE
    for path in (stage, target / MANIFEST):
        if path.is_symlink():
            raise _foreign(path, _NO_LINK)
    for name, act in ((_BACK, _back), (_FORWARD, _forward)):
        if (stage / name).exists():
            act(target, _Journal(**json.loads((stage / name).read_bytes())))
    _clear(target)
    return _listed(target)


def _listed(target: Path) -> dict[str, Any]:
    """Return {name: facts} of the files on the list that are still there."""
    path = target / MANIFEST
    if not path.exists():
        return {}
    try:
        files = json.loads(path.read_bytes())["files"]
        return {
            str(name): {key: str(facts[key]) for key in facts}
            for name, facts in files.items()
            if (target / name).exists()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _foreign(path, _AS_WRITTEN) from None


def _clear(target: Path) -> None:
    """Take the stage away, unless a journal tells that it is needed."""
    stage = target / STAGE
    if not any((stage / name).exists() for name in (_FORWARD, _BACK)):
        shutil.rmtree(stage, ignore_errors=True)


def _refuse_other_audience(
    target: Path, known: dict[str, Any], audience: Audience
) -> None:
    kind = {"internal": "public", "public": "internal"}.get(audience)
    told = {name: facts["audience"] for name, facts in known.items()}
    told |= {name: mark.audience for name, mark in _marks_in(target).items()}
    others = [name for name, readers in told.items() if readers == kind]
    if others:
        rule = f"a folder without {kind} files"
        got = f"{target} with {', '.join(sorted(others)[:3])}"
        remedy = f"Save what is {audience} into a folder of its own."
        raise NotSavedError(sentence("folder", rule, got, remedy))


def _marks_in(target: Path) -> dict[str, Mark]:
    """Return {name: mark} of the files in a folder that carry one."""
    found = {}
    for path in target.iterdir() if target.is_dir() else ():
        with suppress(OSError):  # what cannot be read is nobody's to judge
            mark = read_mark(path) if path.is_file() else None
            if mark is not None:
                found[path.name] = mark
    return found


def _refuse_foreign(target: Path, name: str, known: dict[str, Any]) -> None:
    """Raise unless the place of a file is free or holds what estgeo wrote there."""
    if Path(name).name != name or name in ("", "..", MANIFEST, STAGE, LOCK):
        raise NotSavedError(sentence("path", "the name of a file", repr(name)))
    path = target / name
    if path.is_symlink():
        raise _foreign(path, _NO_LINK)
    if not path.exists():
        return
    if not path.is_file():
        raise _foreign(path, _NO_FOLDER)
    if path.stat().st_size == 0:  # a place kept free, with nothing to lose
        return
    mark = read_mark(path)
    if not _is_as_written(path, mark, known.get(name, {})):
        is_theirs = mark is None and name not in known
        raise _foreign(path, _OURS if is_theirs else _AS_WRITTEN)


def _is_as_written(path: Path, mark: Mark | None, listed: dict[str, str]) -> bool:
    """Return whether a file is as its mark or the list says."""
    if mark is not None and is_as_marked(path, mark):
        return True
    if listed and _hash(path) == listed["sha256"]:
        return True
    return "core" in listed and _core(path) == listed["core"]


def _refuse_changed(target: Path, name: str, journal: _Journal) -> None:
    """Raise if somebody changed a file after the save that is now mended."""
    path = target / name
    if path.is_symlink() or (path.parent != target and path.parent.is_symlink()):
        raise _foreign(path, _NO_LINK)
    path.parent.mkdir(exist_ok=True)  # a folder that was taken away since
    known = (journal.before.get(name), journal.after[name])
    if path.exists() and _hash(path) not in known:
        raise _foreign(path, _AS_LEFT)


def _foreign(path: Path, rule: str) -> NotSavedError:
    remedy = "Nothing was changed. Move or rename that file, or save somewhere else."
    return NotSavedError(sentence("path", rule, str(path), remedy))


def _entry(path: Path, audience: Audience) -> dict[str, str]:
    core = _core(path)
    entry = {"sha256": _hash(path), "audience": audience}
    return entry | ({"core": core} if core else {})


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _core(path: Path) -> str:
    """Return the hash of a database without what looking at it changes, else ""."""
    return file_hash(path) if is_database(path) else ""


def _write(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    _sync(path)


def _name_twice(path: Path, second: Path) -> None:
    try:
        second.hardlink_to(path)
    except OSError:  # a drive without second names
        shutil.copy2(path, second)
        _sync(second)


def _replace(source: Path, path: Path) -> None:
    try:
        source.replace(path)
    except PermissionError as error:
        rule = "a file that no other program holds and that may be replaced"
        remedy = "Nothing was changed. Close it there, and save again."
        raise NotSavedError(sentence("path", rule, str(path), remedy)) from error


def _sync(path: Path) -> None:
    """Make the disk keep a file, or the names in a folder."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _in_our_words(target: Path) -> Iterator[None]:
    """Say what a full disk or a folder without permission means."""
    try:
        yield
    except NotSavedError:
        raise
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise _no_room(target, error) from error
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            remedy = "Nothing was changed. Save somewhere else."
            rule = "a folder that you may write in"
            raise NotSavedError(
                sentence("folder", rule, str(target), remedy)
            ) from error
        if error.errno in (errno.EEXIST, errno.ENOTDIR, errno.ELOOP):
            got = f"{target}, where a file or link is in the way"
            raise NotSavedError(sentence("folder", "a folder", got)) from error
        raise
    except Exception as error:
        # GDAL tells of a full disk in its own words, and lxml inside a workbook too.
        if isinstance(error, RuntimeError) or type(error).__name__ == _XML_ERROR:
            raise _no_room(target, error) from error
        raise


def _no_room(target: Path, error: Exception) -> NotSavedError:
    remedy = "Nothing was changed. Make room, or save somewhere else."
    rule = "on a disk with room"
    got = f"{target}: {getattr(error, 'strerror', None) or error}"
    return NotSavedError(sentence("folder", rule, got, remedy))
