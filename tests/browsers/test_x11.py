"""Windows are brought to the front by asking the window manager: a real X server, and a manager of cardboard."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from secinfo_desktop.browsers.front import NO_FRONT, find_front

if sys.platform != "linux":
    pytest.skip("X11 is asked on Linux only", allow_module_level=True)

import xcffib
from xcffib import xproto

from secinfo_desktop.browsers.x11 import X11Front
from tests.helpers.x_server import x_server

pytestmark = pytest.mark.real_part("xvfb")
NOBODY = 2**22 + 7


class Desktop:
    """Keeps the lists that window managers keep, and hears what it is asked for."""

    def __init__(self, display: str) -> None:
        self._connection = xcffib.connect(display=display)
        self._core = self._connection.core
        self._root = self._connection.get_setup().roots[0].root
        events = xproto.EventMask.SubstructureRedirect | xproto.EventMask.SubstructureNotify
        self._core.ChangeWindowAttributesChecked(self._root, xproto.CW.EventMask, [events]).check()

    def atom(self, name: str) -> int:
        only_if_exists = False
        return int(self._core.InternAtom(only_if_exists, len(name), name).reply().atom)

    def window(self, pid: int) -> int:
        made: int = self._connection.generate_id()
        copied = xproto.WindowClass.CopyFromParent
        self._core.CreateWindowChecked(0, made, self._root, 0, 0, 9, 9, 0, copied, 0, 0, []).check()
        self.says("_NET_WM_PID", [pid], made)
        return made

    def says(self, name: str, numbers: list[int], window: int | None = None) -> None:
        words = (window or self._root, self.atom(name), xproto.Atom.CARDINAL, 32, len(numbers), numbers)
        self._core.ChangePropertyChecked(xproto.PropMode.Replace, *words).check()

    def asked_for(self) -> tuple[int, list[int]]:
        """The window that is to come to the front, and in whose name."""
        while not isinstance(event := self._connection.wait_for_event(), xproto.ClientMessageEvent):
            continue
        assert event.type == self.atom("_NET_ACTIVE_WINDOW")
        return event.window, list(event.data.data32)

    def close(self) -> None:
        self._connection.disconnect()


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_server("-screen", "0", "100x100x24") as name:
        yield name


@pytest.fixture
def desktop(display: str) -> Iterator[Desktop]:
    working = Desktop(display)
    working.says("_NET_SUPPORTED", [working.atom("_NET_ACTIVE_WINDOW")])
    yield working
    working.close()


def test_the_topmost_window_of_the_browser_is_asked_for(display: str, desktop: Desktop) -> None:
    below, above, other = desktop.window(os.getpid()), desktop.window(os.getpid()), desktop.window(NOBODY)
    desktop.says("_NET_CLIENT_LIST_STACKING", [below, above, other])
    front = X11Front(display)
    assert front.can_show(os.getpid())
    assert front.show(os.getpid())
    assert desktop.asked_for() == (above, [2, 0, 0, 0, 0])


def test_a_window_of_one_of_its_processes_counts(display: str, desktop: Desktop) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        desktop.says("_NET_CLIENT_LIST_STACKING", [desktop.window(child.pid)])
        assert X11Front(display).can_show(os.getpid())
        child.communicate(b"\n")
    assert not X11Front(display).can_show(os.getpid())


def test_a_window_of_nobody_that_is_known_is_left_alone(display: str, desktop: Desktop) -> None:
    desktop.says("_NET_CLIENT_LIST_STACKING", [desktop.window(os.getpid()), NOBODY])
    front = X11Front(display)
    assert (front.can_show(NOBODY + 1), front.show(NOBODY + 1)) == (False, False)
    assert front.can_show(os.getpid())  # although another one in the list is gone


def test_a_manager_that_brings_nothing_to_the_front_is_not_asked(display: str, desktop: Desktop) -> None:
    desktop.says("_NET_CLIENT_LIST_STACKING", [desktop.window(os.getpid())])
    desktop.says("_NET_SUPPORTED", [desktop.atom("_NET_WM_PID")])
    assert not X11Front(display).can_show(os.getpid())


def test_without_a_display_nothing_is_shown() -> None:
    front = X11Front(":6917")
    assert (front.can_show(os.getpid()), front.show(os.getpid())) == (False, False)


@pytest.mark.parametrize(("environment", "platform"), [({}, "linux"), ({"DISPLAY": ":0"}, "darwin"), ({}, "win32")])
def test_where_no_program_can_do_it_it_is_not_promised(environment: dict[str, str], platform: str) -> None:
    assert find_front(environment, platform) is NO_FRONT
    assert (NO_FRONT.can_show(1), NO_FRONT.show(1)) == (False, False)


def test_on_x11_it_is() -> None:
    assert isinstance(find_front({"DISPLAY": ":0"}, "linux"), X11Front)
