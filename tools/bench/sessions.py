"""Separate sessions against a plain launch of the same browser, by turns; what two of them cost; how soon they go.

And how long the app's own thread works at a stretch meanwhile.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import psutil

from secinfo_desktop.browsers import linux, processes
from secinfo_desktop.browsers.desk import Wanted
from secinfo_desktop.browsers.landing import LandingServer
from secinfo_desktop.browsers.landing_page import Landing
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.policies import Policy
from secinfo_desktop.browsers.profiles import create
from secinfo_desktop.browsers.sessions import Sessions, Surroundings
from secinfo_desktop.browsers.states import Judged, SessionChanged, State
from tests.e2e.browser_bench import BrowserBench
from tests.e2e.led_app import LedApp, without_screen
from tools.bench.rows import NotMeasured, Row

if TYPE_CHECKING:
    from secinfo_desktop.browsers.browser import Browser

ROUNDS: Final = 5
STARTS_WITHIN_S: Final = 60.0
TARGET: Final = "https://accounts.example.org/"
MEBIBYTE: Final = 1 << 20
_PLAIN = {
    "chromium": ("--no-first-run", "--no-default-browser-check", "--headless=new", "--disable-gpu"),
    "firefox-esr": ("-no-remote", "--headless"),
}


def sessions() -> Iterator[Row]:
    """For each real browser that is here."""
    if os.name != "posix" or not (names := [name for name in _PLAIN if shutil.which(name)]):
        raise NotMeasured("neither Chromium nor Firefox is installed")
    for name in names:
        with tempfile.TemporaryDirectory(prefix="secinfo-bench-", ignore_cleanup_errors=True) as folder:
            yield from _Bench(Path(folder), name).rows()


class _Bench:
    def __init__(self, folder: Path, name: str) -> None:
        self._name, self._desk = name, BrowserBench(folder, name)
        self._environment = processes.environment_for_browsers(self._desk.environment)
        found = (one for one in linux.find(self._desk.environment) if one.family.value == name)
        self._browser: Browser = next(found)
        self._warm = folder / "warm"
        self._warm.mkdir()

    def rows(self) -> Iterator[Row]:
        self._plain()  # so that the plain launch finds a profile that it knows
        plain, ours = [], []
        for _ in range(ROUNDS):
            plain.append(self._plain())
            ours.append(self._one_session())
        how = f"{median(ours):.2f} s against {median(plain):.2f} s plainly, {ROUNDS} times by turns"
        yield Row(f"{self._name}: start to first request", median(ours) / median(plain), "x", 1.15, how)
        memory, erased = self._two_sessions()
        yield Row(f"{self._name}: memory of two sessions", memory / MEBIBYTE, "MiB", 1100, "PSS")
        yield Row(f"{self._name}: closed and erased", erased, "s", 8, "from the order to both being gone")
        with tempfile.TemporaryDirectory(prefix="secinfo-bench-", ignore_cleanup_errors=True) as folder:
            turn = _longest_turn(BrowserBench(Path(folder), self._name))
        how = "processor time between two waits, while two windows are opened, proven and erased"
        yield Row(f"{self._name}: the app's own thread, longest turn", turn, "ms", 16, how)

    def _plain(self) -> float:
        """The same browser with a profile of its own that it knows already, not private."""
        pages = LandingServer()
        ticket = pages.add(Landing(Which.FIRST, TARGET))
        profile = f"--user-data-dir={self._warm}" if self._name == "chromium" else "-profile"
        words = [profile] if self._name == "chromium" else [profile, str(self._warm)]
        begun = time.perf_counter()
        process = processes.start([*self._browser.launch, *_PLAIN[self._name], *words, ticket.url], self._environment)
        arrived = pages.wait(ticket.token, STARTS_WITHIN_S)
        taken = time.perf_counter() - begun
        process.end()
        pages.close()
        if arrived is None:
            raise NotMeasured(f"{self._name} does not start")
        return taken

    def _open(self, *whiches: Which) -> Sessions:
        surroundings = Surroundings(
            pages=LandingServer(),
            make=lambda: create(self._desk.root),
            start=lambda command: processes.start(command, self._environment),
            policy=Policy(),
            headless=True,
        )
        return Sessions(self._browser, [Wanted(which, TARGET) for which in whiches], surroundings)

    def _one_session(self) -> float:
        """From the order to open, as a press on the button gives it, to the browser's first request."""
        with ExitStack() as ends:
            begun = time.perf_counter()
            opened = self._open(Which.FIRST)
            events = iter(opened)
            ends.callback(lambda: _finish(opened, events))
            if not any(event == SessionChanged(Which.FIRST, State.OPEN) for event in events):
                raise NotMeasured(f"{self._name} does not start")
            return time.perf_counter() - begun

    def _two_sessions(self) -> tuple[int, float]:
        opened = self._open(*Which)
        events = iter(opened)
        if not any(isinstance(event, Judged) for event in events):
            raise NotMeasured(f"{self._name} does not start")
        memory = _memory(self._desk.root)
        begun = time.perf_counter()
        _finish(opened, events)
        return memory, time.perf_counter() - begun


def _longest_turn(bench: BrowserBench) -> float:
    """Of the real window, from the press on the button until everything is erased."""
    app = LedApp(without_screen(bench))
    try:
        app.until_before_opening()
        app.longest_turn_ms()
        app.presses("Open the two windows")
        app.until(lambda told: told["verdict"] is not None)
        app.presses("Done: close and erase both")
        app.until(lambda told: told["work"] == "NOTHING")
        return app.longest_turn_ms()
    finally:
        app.kill()


def _finish(opened: Sessions, events: Iterator[object]) -> None:
    opened.close()
    for _ in events:
        pass


def _memory(root: Path) -> int:
    """Of all browsers that were started with a folder below this one, and their children."""
    started = [process for process in psutil.process_iter() if any(str(root) in word for word in _words(process))]
    children = chain.from_iterable(_children(process) for process in started)
    return sum(_pss(process) for process in {*started, *children})


def _words(process: psutil.Process) -> Sequence[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return ()


def _children(process: psutil.Process) -> Sequence[psutil.Process]:
    try:
        return list(process.children(recursive=True))
    except psutil.Error:
        return ()


def _pss(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0
