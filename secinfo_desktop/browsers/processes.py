"""Starts and ends browser processes. No shell sees the argument list, and nothing is read of what they say."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import psutil

ENDS_WITHIN_S = 8.0
_NOT_INHERITED = ("SNAP", "SNAP_NAME", "SNAP_INSTANCE_NAME", "XRE_PROFILE_PATH", "XRE_PROFILE_LOCAL_PATH")
"""Of a Snap that started this program: another Snap must not take them for its own. And Firefox takes the profile that
``XRE_PROFILE_PATH`` names before the one of its command line, which would be one for all sessions."""
_OURS = "SECINFO_"
"""So begin this program's own settings; one of them can hold a password."""
_LIBRARIES = "LD_LIBRARY_PATH"
_OF_A_BUNDLE = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")


class Process(Protocol):
    """A browser that was started."""

    @property
    def pid(self) -> int:
        """Its process."""

    @property
    def is_alive(self) -> bool:
        """True until it has ended."""

    def ask_to_end(self) -> None:
        """Asks it to end and returns at once, so that several can end at the same time."""

    def end(self) -> None:
        """Asks it to end, and makes it end after a while. Returns when it is gone."""


class Started:
    """A child of this process."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """True until it has ended."""
        return self._process.poll() is None

    def ask_to_end(self) -> None:
        """Asks it to end and returns at once."""
        if self.is_alive:
            ask(self.pid)

    def end(self) -> None:
        """Asks it to end, and makes it end after a while."""
        if self.is_alive:
            end_tree(self._process.pid)
        try:
            self._process.wait(ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Adopted:
    """A browser that outlived the app that started it; known by process and starting time, so that no other is hit."""

    def __init__(self, pid: int, started_at: float) -> None:
        self.pid, self._started_at = pid, started_at

    @property
    def is_alive(self) -> bool:
        """True until it has ended."""
        return started_at(self.pid) == self._started_at

    def ask_to_end(self) -> None:
        """Asks it to end and returns at once."""
        if self.is_alive:
            ask(self.pid)

    def end(self) -> None:
        """Asks it to end, and makes it end after a while."""
        if self.is_alive:
            end_tree(self.pid)


def start(command: Sequence[str], environment: Mapping[str, str]) -> Started:
    """Starts a browser that goes on when this program ends.

    Raises:
        OSError: it can't be started.
    """
    quiet = subprocess.DEVNULL
    return Started(
        subprocess.Popen(
            list(command),
            env=dict(environment),
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            start_new_session=os.name == "posix",
        )
    )


def environment_for_browsers(
    own: Mapping[str, str], *, is_frozen: bool = getattr(sys, "frozen", False)
) -> dict[str, str]:
    """This process's environment without what is meant for this program alone.

    A frozen bundle puts its own libraries first and keeps the value from before, if there was one (PyInstaller,
    "LD_LIBRARY_PATH_ORIG").
    """
    clean = {name: value for name, value in own.items() if name not in _NOT_INHERITED and not name.startswith(_OURS)}
    before = clean.pop(f"{_LIBRARIES}_ORIG", None)
    if is_frozen:
        clean = {name: value for name, value in clean.items() if name not in (_LIBRARIES, *_OF_A_BUNDLE)}
    if before is not None:
        clean[_LIBRARIES] = before
    return clean | {"MOZ_CRASHREPORTER_DISABLE": "1"}


def started_at(pid: int) -> float | None:
    """When a process was started, in seconds since 1970; None if there is none."""
    import psutil

    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else float(process.create_time())
    except psutil.Error:
        return None


def family_of(pid: int) -> frozenset[int]:
    """A process and all that come from it: in some packagings another one than the first has the window."""
    import psutil

    try:
        return frozenset({pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))})
    except psutil.Error:
        return frozenset({pid})


def ask(pid: int, *, its_children: bool = os.name == "nt") -> None:
    """Asks a process to end and returns at once.

    On Windows asking is ending, and a Firefox that was started with ``-wait-for-browser`` is a child that would go on.
    """
    processes = _tree(pid)
    _each(processes if its_children else processes[:1], "terminate")


def _tree(pid: int) -> "list[psutil.Process]":
    import psutil

    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return []


def end_tree(pid: int) -> None:
    """Ends a process and its children: first asks, then forces."""
    import psutil

    processes = _tree(pid)
    _each(processes[:1], "terminate")
    _gone, left = psutil.wait_procs(processes, timeout=ENDS_WITHIN_S / 2)
    _each(left, "kill")
    psutil.wait_procs(left, timeout=ENDS_WITHIN_S / 2)


def _each(processes: "Sequence[object]", order: str) -> None:
    import psutil

    for process in processes:
        try:
            getattr(process, order)()
        except psutil.Error:
            continue
