"""Which face fits: the window where there is a screen, else the terminal, else none."""

from collections.abc import Mapping
from enum import StrEnum

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Environment variables that name a screen; the last is Qt's own and said on purpose."""
ALWAYS_WITH_SCREEN = ("win32", "darwin")


class Face(StrEnum):
    """The faces that can be started without being asked for, by the command that starts them."""

    WINDOW = "window"
    TERMINAL = "terminal"


def fitting(platform: str, environment: Mapping[str, str], *, has_terminal: bool) -> Face | None:
    """The face for a computer (``platform`` as in ``sys.platform``); None where nobody would see any."""
    if platform in ALWAYS_WITH_SCREEN or any(environment.get(screen) for screen in SCREENS):
        return Face.WINDOW
    return Face.TERMINAL if has_terminal else None
