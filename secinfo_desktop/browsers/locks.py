"""Whether a browser is at work in a profile folder, by the locks that it takes itself."""

import os
import socket
import sys
from pathlib import Path

_CHROMIUM = "SingletonLock"
_GECKO = ".parentlock"
_ON_WINDOWS = ("lockfile", "parent.lock")
"""Chromium's and Firefox's: `ChromeProcessSingleton` and `nsProfileLock` name them so there. Not run here."""


def holder(folder: Path) -> int | None:
    """The process that uses a profile, 0 if it can't be named; None if none does."""
    if sys.platform == "win32":
        return held_on_windows(folder)
    if (process := _chromium(folder)) is not None:
        return process
    return _gecko(folder)


def held_on_windows(folder: Path) -> int | None:
    """0 if a browser holds its lock, for then it can't be opened for writing; Windows does not say by whom."""
    for lock in (folder / name for name in _ON_WINDOWS):
        try:
            lock.open("r+b").close()
        except FileNotFoundError:
            continue
        except OSError:
            return 0
    return None


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


if sys.platform != "win32":
    import fcntl
    import struct

    _FLOCK = "hhqqixxxx" if sys.platform == "linux" else "qqihh"
    """struct flock: type, whence, start, length, process (Linux); start, length, process, type, whence (macOS)."""

    def _gecko(folder: Path) -> int | None:
        """A record lock; Firefox's own link stays after a clean end and says nothing. Asking takes nothing away."""
        order = (fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0) if sys.platform == "linux" else (0, 0, 0, fcntl.F_WRLCK, 0)
        try:
            with (folder / _GECKO).open("r+b") as file:
                answer = fcntl.fcntl(file, fcntl.F_GETLK, struct.pack(_FLOCK, *order))
        except OSError:
            return None
        fields = struct.unpack(_FLOCK, answer)
        kind, process = (fields[0], fields[4]) if sys.platform == "linux" else (fields[3], fields[2])
        return None if kind == fcntl.F_UNLCK else int(process)
