"""Whether the screen that the environment names is there: asked before Qt is loaded, which would end the process.

Only a door that is shut is believed. Behind an open one a screen may still refuse this program: the window finds out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import PurePosixPath

ALWAYS_THERE = ("win32", "darwin")
"""Platforms (``sys.platform``) whose screen has no door to knock at."""
NAMED_BY = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Environment variables that name a screen; the last is Qt's own and said on purpose."""
FIRST_PORT = 6000
WITHIN = 1.0
"""Seconds."""

_X11 = r"(?P<host>[^/:]*):(?P<number>\d{1,4})(\.\d+)?"
_HERE = ("", "unix")
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

Door = str | tuple[str, int]
"""A socket's path, or a port of this computer."""


def is_named(environment: Mapping[str, str]) -> bool:
    """True if the environment names any screen."""
    return any(environment.get(name) for name in NAMED_BY)


def answers(platform: str, environment: Mapping[str, str], knock: Callable[[Door], bool] | None = None) -> bool:
    """False if no screen is named, or behind none of the named ones anybody listens.

    What can't be tried from here (another computer's screen) counts as there.
    """
    if platform in ALWAYS_THERE or not is_named(environment):
        return platform in ALWAYS_THERE
    wanted = [name for name in environment.get("QT_QPA_PLATFORM", "").lower().split(";") if name]
    if any(not name.startswith(("xcb", "wayland")) for name in wanted):
        return True
    return any(door is None or (knock or _listens)(door) for door in _doors(environment))


def x11_socket(number: int) -> str:
    """The place that X itself has fixed for a display's socket, whatever the folder for temporary files is."""
    return str(PurePosixPath("/", "tmp", ".X11-unix", f"X{number}"))


def _doors(environment: Mapping[str, str]) -> Iterator[Door | None]:
    """Where the named screens listen; None for one that can't be tried."""
    if wayland := environment.get("WAYLAND_DISPLAY"):
        yield str(PurePosixPath(environment.get("XDG_RUNTIME_DIR", "/"), wayland))
    if display := environment.get("DISPLAY"):
        found = re.fullmatch(_X11, display)
        number, host = (int(found["number"]), found["host"]) if found else (0, None)
        if host in _HERE:
            yield x11_socket(number)
            yield f"\0{x11_socket(number)}"
        else:
            yield (host.strip("[]"), FIRST_PORT + number) if host in _LOOPBACK else None


def _listens(door: Door) -> bool:
    import socket  # not before the first paint, where no screen has to be looked for

    with suppress(OSError, ValueError):
        if isinstance(door, tuple):
            socket.create_connection(door, WITHIN).close()
            return True
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(WITHIN)
            client.connect(door)
            return True
    return False
