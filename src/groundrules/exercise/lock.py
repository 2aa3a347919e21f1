"""One writer at a time: a lock on a file beside the one that is written, held by this process until it is done."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from groundrules.errors import AnswerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

PATIENCE = 10.0
PAUSE = 0.01


@contextmanager
def held(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a file while the block runs; the system lets go of it if this process dies.

    Args:
        path: the file to be written. The lock is a hidden file of the same name beside it.
        patience: how many seconds to wait for another writer.

    Raises:
        AnswerError: another writer did not finish in time.
        OSError: the folder cannot be written.
    """
    with path.with_name(f".{path.name}.lock").open("a+b") as file:
        give_up = time.monotonic() + patience
        while not _take(file):
            if time.monotonic() > give_up:
                raise AnswerError(
                    "Another window is saving to this file and does not finish.",
                    where=str(path),
                    remedy="Close other windows of this exercise and try again.",
                )
            time.sleep(PAUSE)
        try:
            yield
        finally:
            _leave(file)


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _leave(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _leave(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
