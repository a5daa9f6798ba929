"""Brings windows to the front on X11, by asking the window manager (Extended Window Manager Hints 1.5).

A browser that draws on Wayland has no window here, and then none is found.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from typing import Final

import xcffib
from xcffib import xproto

from secinfo_desktop.browsers import processes

_LISTS: Final = ("_NET_CLIENT_LIST_STACKING", "_NET_CLIENT_LIST")
"""The windows, the topmost last; by no means every manager keeps the first list."""
_ACTIVE: Final = "_NET_ACTIVE_WINDOW"
_FROM_PAGER: Final = 2
"""Source indication: a direct wish of the person, which managers obey."""
_LONGEST: Final = 4096
"""So many numbers of a property are read at most."""


class X11Front:
    """Fills the port ``front.Front``. Every call has a connection of its own: the display may have ended meanwhile."""

    def __init__(self, display: str) -> None:
        self._display = display

    def can_show(self, pid: int) -> bool:
        """True if the browser has a window, and the manager brings windows to the front."""
        with suppress(xcffib.ConnectionException, xcffib.XcffibException), _desktop(self._display) as desktop:
            return desktop.brings_to_front and desktop.window_of(processes.family_of(pid)) is not None
        return False

    def show(self, pid: int) -> bool:
        """Brings the browser's topmost window to the front, out of the taskbar if need be."""
        with suppress(xcffib.ConnectionException, xcffib.XcffibException), _desktop(self._display) as desktop:
            window = desktop.window_of(processes.family_of(pid))
            if window is not None:
                desktop.activate(window)
            return window is not None
        return False


class _Desktop:
    def __init__(self, connection: "xcffib.Connection") -> None:
        self._connection, self._core = connection, connection.core
        self._root: int = connection.get_setup().roots[connection.pref_screen].root

    @property
    def brings_to_front(self) -> bool:
        return self._atom(_ACTIVE) in self._numbers(self._root, "_NET_SUPPORTED")

    def window_of(self, pids: Collection[int]) -> int | None:
        """The topmost window of these processes."""
        windows = next((found for name in _LISTS if (found := self._numbers(self._root, name))), ())
        return next((window for window in reversed(windows) if self._pid(window) in pids), None)

    def activate(self, window: int) -> None:
        """Asks the manager; it raises the window and gives it the keyboard."""
        wish = xproto.ClientMessageData.synthetic([_FROM_PAGER, xproto.Time.CurrentTime, 0, 0, 0], "IIIII")
        said = xproto.ClientMessageEvent.synthetic(32, window, self._atom(_ACTIVE), wish).pack()
        to_manager = xproto.EventMask.SubstructureRedirect | xproto.EventMask.SubstructureNotify
        self._core.SendEventChecked(False, self._root, to_manager, said).check()  # noqa: FBT003 - X11's own word order

    def _pid(self, window: int) -> int | None:
        """None also for a window that has gone meanwhile."""
        with suppress(xproto.WindowError):
            return next(iter(self._numbers(window, "_NET_WM_PID")), None)
        return None

    def _numbers(self, window: int, name: str) -> tuple[int, ...]:
        wanted = (window, self._atom(name), xproto.GetPropertyType.Any, 0, _LONGEST)
        found = self._core.GetProperty(False, *wanted).reply()  # noqa: FBT003 - X11's own word order
        return tuple(found.value.to_atoms()) if found.format == 32 else ()

    def _atom(self, name: str) -> int:
        return int(self._core.InternAtom(False, len(name), name).reply().atom)  # noqa: FBT003 - X11's own word order


@contextmanager
def _desktop(display: str) -> Iterator[_Desktop]:
    connection = xcffib.connect(display=display)
    try:
        yield _Desktop(connection)
    finally:
        connection.disconnect()
