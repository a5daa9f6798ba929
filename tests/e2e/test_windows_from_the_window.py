"""The page of the two windows with real browsers: opened, proven separate, erased; and what a crash leaves."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from secinfo_desktop.browsers.adopted import AdoptedSessions
from secinfo_desktop.browsers.states import SessionChanged
from tests.e2e.browser_bench import BrowserBench, traces

HEADLESS = {"chromium": "--headless=new --disable-gpu", "firefox-esr": "--headless"}
TOLD_WITHIN_S = 60.0
TOP = Path(__file__).parents[2]
BROWSERS = [
    pytest.param("chromium", marks=pytest.mark.real_part("chromium")),
    pytest.param("firefox-esr", marks=pytest.mark.real_part("firefox")),
]
Told = dict[str, Any]


class App:
    """The window's process; ``told`` is what it said last."""

    def __init__(self, bench: BrowserBench) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.window_app", bench.name],
            cwd=TOP,
            env={**bench.environment, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.told: list[Told] = []

    def until(self, condition: Callable[[Told], bool]) -> Told:
        """Reads on until something is said. Raises AssertionError if it ends before."""
        stop = threading.Timer(TOLD_WITHIN_S, self._process.kill)
        stop.start()
        try:
            assert self._process.stdout is not None
            while line := self._process.stdout.readline():
                self.told.append(json.loads(line))
                if condition(self.told[-1]):
                    return self.told[-1]
        finally:
            stop.cancel()
        raise AssertionError(self.told)

    def does(self, word: str) -> None:
        """Presses a button."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()

    def opens(self) -> Told:
        """Opens the windows; what came of it."""
        self.until(lambda told: bool(told["ready"]))
        self.does("open")
        return self.until(lambda told: told["verdict"] is not None)

    def kill(self) -> None:
        """As the system does it when it must."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture(params=BROWSERS)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> BrowserBench:
    made = BrowserBench(tmp_path, request.param)
    made.wrap(f'exec "$real" {HEADLESS[request.param]} "$@"')
    return made


@pytest.fixture
def apps(bench: BrowserBench) -> Iterator[list[App]]:
    """What a test has started ends with it, browsers that outlive their app included."""
    started: list[App] = []
    yield started
    for app in started:
        app.kill()
    left = AdoptedSessions([bench.root])
    left.close()
    assert [event for event in left if not isinstance(event, SessionChanged)] == []


def test_the_page_opens_two_separate_windows_and_erases_them(bench: BrowserBench, apps: list[App]) -> None:
    apps.append(app := App(bench))
    told = app.opens()
    assert (told["verdict"], told["states"]) == ("separate", {"first": "open", "second": "open"})
    assert len(bench.left) == 2
    assert traces(bench.root, ["account.live.com", "login.live.com"]) == []
    app.does("close")
    told = app.until(lambda told: told["work"] == "NOTHING")
    assert told["states"] == {"first": "erased", "second": "erased"}
    assert bench.left == []


def test_windows_that_outlive_a_crash_are_taken_on_and_erased(bench: BrowserBench, apps: list[App]) -> None:
    apps.append(crashed := App(bench))
    crashed.opens()
    crashed.kill()
    assert len(bench.left) == 2
    apps.append(again := App(bench))
    told = again.until(lambda told: told["states"] == {"first": "open", "second": "open"} and bool(told["ready"]))
    assert told["before"] is True
    again.does("close")
    told = again.until(lambda told: told["work"] == "NOTHING" and told["states"].get("second") == "erased")
    assert told["states"] == {"first": "erased", "second": "erased"}
    assert bench.left == []
