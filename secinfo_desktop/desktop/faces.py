"""Which face fits: the window where there is a screen, else the terminal, else none."""

from enum import StrEnum


class Face(StrEnum):
    """The faces that can be started without being asked for, by the command that starts them."""

    WINDOW = "window"
    TERMINAL = "terminal"


def fitting(*, has_screen: bool, has_terminal: bool) -> Face | None:
    """The face for a computer; None where nobody would see any."""
    if has_screen:
        return Face.WINDOW
    return Face.TERMINAL if has_terminal else None
