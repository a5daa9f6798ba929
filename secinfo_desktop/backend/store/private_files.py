"""Files and folders that only their owner can look into (R33), whatever the umask."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner can look into, and its parents; returns it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def private_file(file: Path) -> Path:
    """Make a file with rights for its owner alone, from its first moment on; one that is there is closed to others."""
    os.close(os.open(file, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
    file.chmod(0o600)
    return file


def sync_folder(folder: Path) -> None:
    """Make new names in a folder durable; not every system can (Windows does it by itself)."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def alone_with(file: Path) -> Iterator[None]:
    """For the length of a block nobody else, thread or process, is alone with that file; a killed process lets go.

    The lock lies in a file beside it, since what it guards may be replaced as a whole.
    """
    descriptor = os.open(private_file(file.with_suffix(".lock")), os.O_RDWR)
    try:
        _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Wait for the lock; it ends with the descriptor."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
