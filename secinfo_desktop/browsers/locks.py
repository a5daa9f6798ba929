"""Whether a browser is at work in a profile folder, by the locks that it takes itself."""

import os
import socket
import sys
from pathlib import Path

_CHROMIUM = "SingletonLock"
_GECKO = ".parentlock"


def holder(folder: Path) -> int | None:
    """The process that uses a profile, 0 if it can't be named; None if none does."""
    if (process := _chromium(folder)) is not None:
        return process
    return _gecko(folder)


def _chromium(folder: Path) -> int | None:
    """A link to "host-process"; a clean end removes it, a crash leaves it. An id that was given anew looks in use."""
    try:
        host, _, process = str((folder / _CHROMIUM).readlink()).rpartition("-")
    except OSError:
        return None
    if host != socket.gethostname() or not process.isdecimal():
        return None
    return int(process) if _lives(int(process)) else None


def _lives(process: int) -> bool:
    import psutil  # not before a profile is looked at

    try:
        return bool(psutil.Process(process).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True


def _gecko(folder: Path) -> int | None:
    """A record lock; Firefox's own link stays after a clean end and says nothing."""
    lock = folder / _GECKO
    if not lock.exists():
        return None
    if sys.platform == "win32":
        return _held_on_windows(lock)
    return _held_on_posix(lock)


def _held_on_windows(lock: Path) -> int | None:
    """It can't be opened for writing while it is held."""
    try:
        with lock.open("r+b"):
            return None
    except OSError:
        return 0


if sys.platform != "win32":
    import fcntl
    import struct

    _FLOCK = "hhqqixxxx" if sys.platform == "linux" else "qqihh"
    """struct flock: type, whence, start, length, process (Linux); start, length, process, type, whence (macOS)."""

    def _held_on_posix(lock: Path) -> int | None:
        """Asks the system who holds the lock; asking takes nothing away."""
        order = (fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0) if sys.platform == "linux" else (0, 0, 0, fcntl.F_WRLCK, 0)
        try:
            with lock.open("r+b") as file:
                answer = fcntl.fcntl(file, fcntl.F_GETLK, struct.pack(_FLOCK, *order))
        except OSError:
            return None
        fields = struct.unpack(_FLOCK, answer)
        kind, process = (fields[0], fields[4]) if sys.platform == "linux" else (fields[3], fields[2])
        return None if kind == fcntl.F_UNLCK else int(process)
