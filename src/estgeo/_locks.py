"""One program at a time in a folder: a lock that the system gives back by itself."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ._checks import sentence

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_WAIT = 30.0  # seconds for another program that saves into the same folder

_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)  # of some network drives


class NotSavedError(OSError):
    """A save that could not be: everything is as it was before."""


@contextmanager
def locked(path: Path, what: str) -> Iterator[None]:
    """Hold a lock file; whoever else wants it waits, at most for half a minute.

    The system gives the lock back when its holder ends, however it ends.
    """
    end = time.monotonic() + LONGEST_WAIT
    while (handle := _take(path)) is None:
        if time.monotonic() > end:
            rule = f"a {what} that no other program writes in now"
            remedy = "Nothing was changed. Wait until that one is done, and save again."
            raise NotSavedError(sentence(what, rule, str(path.parent), remedy))
        time.sleep(0.02)
    try:
        yield
    finally:
        # Before it is given back: who waits for it sees that it is gone, and asks anew.
        with suppress(OSError):
            path.unlink(missing_ok=True)
        os.close(handle)
        with suppress(OSError):  # Windows takes away only what nobody holds
            path.unlink(missing_ok=True)


def _take(path: Path) -> int | None:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(path, flags, 0o600)
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(handle).st_ino != path.stat().st_ino:
                raise BlockingIOError
    except OSError as error:
        if error.errno in _NO_LOCKS:  # the renames are whole without it
            return handle
        os.close(handle)
        if isinstance(error, BlockingIOError | PermissionError | FileNotFoundError):
            return None
        raise
    return handle
