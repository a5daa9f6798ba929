"""One at a time: what several windows of the same person change together."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from secinfo_desktop.desktop.files import open_private, private_folder


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """For the length of a block no other process is alone in this folder; a killed process lets go.

    Raises:
        OSError: the folder can't be made, or written to.
    """
    private_folder(folder)
    descriptor = open_private(str(folder / ".lock"), os.O_RDWR | os.O_CREAT)
    try:
        _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Waits for the lock; it ends with the descriptor."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
