"""The step of the two windows with real browsers: opened, proven separate, erased; and what a crash leaves."""

import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("these browsers are started as on Linux", allow_module_level=True)

import xcffib
from xcffib import xproto

from secinfo_desktop.browsers.adopted import AdoptedSessions
from tests.e2e.browser_bench import BrowserBench, traces
from tests.e2e.led_app import ERASED, OPEN, LedApp, without_screen
from tests.helpers.x_server import managed_x_server

CHROMIUM = pytest.param("chromium", marks=pytest.mark.real_part("chromium"))
FIREFOX = pytest.param("firefox-esr", marks=pytest.mark.real_part("firefox"))
FIREFOX_LATER = pytest.param("firefox-esr", marks=(pytest.mark.real_part("firefox"), pytest.mark.long))


class Home:
    """A person's computer, and the windows that a test has opened on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.bench: BrowserBench | None = None
        self._screen: dict[str, str] = {}
        self._started: list[LedApp] = []

    def with_browser(self, name: str, display: str = "") -> BrowserBench:
        bench = BrowserBench(self._folder, name)
        self._screen = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display} if display else {}
        self.bench = bench if display else without_screen(bench)
        return self.bench

    def starts(self) -> LedApp:
        assert self.bench is not None
        self._started.append(LedApp(self.bench, self._screen))
        return self._started[-1]

    def ends(self) -> None:
        """What a test has started ends with it, browsers that outlive their app included."""
        for app in self._started:
            app.kill()
        left = AdoptedSessions([self.bench.root] if self.bench is not None else [])
        left.close()
        list(left)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    somebody = Home(tmp_path)
    yield somebody
    somebody.ends()


@pytest.mark.parametrize("browser", [CHROMIUM, FIREFOX_LATER])
def test_from_the_questions_to_the_code_two_windows_are_opened_proven_and_erased(home: Home, browser: str) -> None:
    bench, app = home.with_browser(browser), home.starts()
    app.opens_two()
    told = app.until(lambda told: told["verdict"] is not None)
    assert (told["verdict"], told["states"], told["can_show"]) == ("separate", OPEN, [])
    assert told["chips"] == ["Open, waits for the code", "Open, look for the code here"]
    assert len(bench.left) == 2
    assert traces(bench.root, ["account.live.com", "login.live.com"]) == []
    app.presses("Close and erase the window of the second account")
    app.until(lambda told: told["states"] == {"first": "open", "second": "erased"})
    assert len(bench.left) == 1
    app.presses("I found it")
    app.until_page("Type the code on Microsoft’s page")
    app.presses("It worked")
    app.until_page("You are back in")
    app.presses("Close and erase it")
    assert app.until(lambda told: told["work"] == "NOTHING")["states"] == ERASED
    assert bench.left == []


@pytest.mark.long
@pytest.mark.parametrize("browser", [CHROMIUM, FIREFOX])
def test_windows_that_outlive_a_crash_are_taken_on_and_erased(home: Home, browser: str) -> None:
    bench, crashed = home.with_browser(browser), home.starts()
    crashed.opens_two()
    crashed.until(lambda told: told["states"] == OPEN)
    crashed.kill()
    assert len(bench.left) == 2
    again = home.starts()
    again.until(lambda told: told["states"] == OPEN and told["before"])
    again.until_page("Can you read that mailbox on another device?")
    again.presses("No, I have to sign in here")
    again.until_page("Is the page that waits for the code still open?")
    again.presses("No, it is gone")
    again.until(lambda told: told["chips"] == ["Open, waits for the code", "Open, look for the code here"])
    again.presses("Done: close and erase both")
    again.until(lambda told: told["work"] == "NOTHING" and told["states"] == ERASED)
    assert bench.left == []


class InFront:
    """Tells which window a screen has in front."""

    def __init__(self, display: str) -> None:
        self._connection = xcffib.connect(display=display)
        self._root = self._connection.get_setup().roots[0].root
        changes = [xproto.EventMask.PropertyChange]
        self._connection.core.ChangeWindowAttributesChecked(self._root, xproto.CW.EventMask, changes).check()

    def until(self, beginning: str) -> None:
        """Waits until it is a window whose title begins so."""
        while not self._title().startswith(beginning):
            self._connection.wait_for_event()

    def _title(self) -> str:
        active = self._property(self._root, "_NET_ACTIVE_WINDOW").to_atoms()
        with suppress(xproto.WindowError):
            return bytes(self._property(active[0], "_NET_WM_NAME").raw).decode() if active and active[0] else ""
        return ""

    def _property(self, window: int, name: str) -> "xcffib.List":
        only_if_exists = delete = False
        atom = self._connection.core.InternAtom(only_if_exists, len(name), name).reply().atom
        wanted = (window, atom, xproto.GetPropertyType.Any, 0, 1024)
        return self._connection.core.GetProperty(delete, *wanted).reply().value

    def close(self) -> None:
        self._connection.disconnect()


@pytest.mark.long
@pytest.mark.real_part("xvfb", "window manager")
@pytest.mark.parametrize("browser", [CHROMIUM, FIREFOX])
def test_on_a_screen_each_window_has_its_name_and_comes_to_the_front(home: Home, browser: str) -> None:
    with managed_x_server() as display, closing(InFront(display)) as in_front:
        bench, app = home.with_browser(browser, display), home.starts()
        app.opens_two()
        app.until(lambda told: told["verdict"] is not None and told["can_show"] == ["first", "second"])
        for which, title in (("first", "1 – First account"), ("second", "2 – Second account")):
            app.presses(f"Show the window of the {which} account")
            in_front.until(title)
        app.presses("Done: close and erase both")
        app.until(lambda told: told["work"] == "NOTHING" and told["states"] == ERASED)
        assert bench.left == []
