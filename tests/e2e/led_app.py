"""A person before the real window, which runs in a process of its own over real browsers (``window_app``)."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.e2e.browser_bench import BrowserBench

HEADLESS = {"chromium": "--headless=new --disable-gpu", "firefox-esr": "--headless"}
"""What a browser needs to work without a screen; the product itself never says so to a person's browser."""
TOLD_WITHIN_S = 60.0
TOP = Path(__file__).parents[2]
OPEN = {"first": "open", "second": "open"}
ERASED = {"first": "erased", "second": "erased"}
Told = dict[str, Any]


def without_screen(bench: BrowserBench) -> BrowserBench:
    """A computer whose browser runs without a screen, whoever starts it."""
    bench.wrap(f'exec "$real" {HEADLESS[bench.name]} "$@"')
    return bench


class LedApp:
    """The window's process; ``told`` is what it said so far."""

    def __init__(self, bench: BrowserBench, environment: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.window_app", bench.name],
            cwd=TOP,
            env={**bench.environment, "QT_QPA_PLATFORM": "offscreen", **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.told: list[Told] = []

    def until(self, condition: Callable[[Told], object]) -> Told:
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

    def until_page(self, heading: str) -> Told:
        """Reads on until a page is shown, if it is not there already."""
        if self.told and self.told[-1].get("page") == heading:
            return self.told[-1]
        return self.until(lambda told: told.get("page") == heading)

    def presses(self, words: str) -> None:
        """Presses what has these words on it, or for a name."""
        self._order(f"press {words}")

    def longest_turn_ms(self) -> float:
        """Of the window's own thread, since the last time."""
        self._order("turns")
        return float(self.until(lambda told: "longest_turn_ms" in told)["longest_turn_ms"])

    def opens_two(self) -> None:
        """Answers the two questions, and opens both windows."""
        self.until_before_opening()
        self.presses("Open the two windows")

    def until_before_opening(self) -> None:
        """Answers the two questions."""
        self.until_page("Can you read that mailbox on another device?")
        self.presses("No, I have to sign in here")
        self.until_page("Is the page that waits for the code still open?")
        self.presses("No, it is gone")
        self.until(lambda told: told.get("page") == TWO and told["ready"])

    def kill(self) -> None:
        """As the system does it when it must."""
        self._process.kill()
        self._process.communicate()

    def _order(self, words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{words}\n")
        self._process.stdin.flush()


TWO = "Your code goes to a second account at the same provider"
