"""Brings a browser's window before the others, where the desktop lets one program do that for another.

X11 does. Wayland and macOS do not; on Windows it was not tried. There nobody is promised it.
"""

from collections.abc import Mapping
from typing import Final, Protocol


class Front(Protocol):
    """Both take a browser's first process, ask the desktop, and take a moment."""

    def can_show(self, pid: int) -> bool:
        """True if the browser has a window that can be brought to the front."""

    def show(self, pid: int) -> bool:
        """Brings it there; False if there is none."""


class NoFront:
    """Where no window can be brought to the front."""

    def can_show(self, _pid: int) -> bool:
        """Never."""
        return False

    def show(self, _pid: int) -> bool:
        """Never."""
        return False


NO_FRONT: Final = NoFront()


def find_front(environment: Mapping[str, str], platform: str) -> Front:
    """What this desktop offers. ``platform`` as ``sys.platform`` has it."""
    if platform != "linux" or not (display := environment.get("DISPLAY")):
        return NO_FRONT
    from secinfo_desktop.browsers.x11 import X11Front  # loads a library that only Linux has

    return X11Front(display)
