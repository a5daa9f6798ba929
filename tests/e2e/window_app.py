"""The real window in a process of its own, before the step that signs in apart.

Tells each change as a JSON line; reads one order a line: ``press WORDS`` presses what has these words on it, or for a
name, as a person does; ``turns`` asks how long the longest turn of the window's own thread was since the last time.
"""

import json
import os
import sys
import time

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication

from secinfo_desktop.commands.window import Rest, outside
from secinfo_desktop.desktop import computer, log
from secinfo_desktop.gui import app
from secinfo_desktop.gui.apart import Windows
from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.parts import Chip
from secinfo_desktop.gui.parts.bases import Pressable
from secinfo_desktop.gui.shell import Window
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.ports import SIGN_IN_APART
from secinfo_desktop.recovery.said import SeenContact, Start

WAY: tuple[said.Said, ...] = (
    said.Began(Start.FORGOT_PASSWORD),
    said.ChoseAccount("microsoft"),
    said.SawContact(SeenContact.OWN_MAIL),
    said.AskedThere(),
    said.DidNotCome(),
    said.ChoseStep(SIGN_IN_APART),
)


class Turns(QObject):
    """The processor time of each turn of the window's thread: between two waits, while it waits it uses none."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._begun: float | None = None
        self._longest = 0.0
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._end)

    @Slot()
    def _end(self) -> None:
        now = time.thread_time()
        if self._begun is not None:
            self._longest = max(self._longest, now - self._begun)
        self._begun = now

    def take(self) -> float:
        """The longest one so far, in seconds; the next count begins after this turn."""
        longest, self._longest, self._begun = self._longest, 0.0, None
        return longest


class Led(QObject):
    """The person: goes the way to the step, then does what a line says, and tells what changes."""

    def __init__(self, window: Window, browser: str) -> None:
        super().__init__(window)
        self._window, self._browser, self._left, self._turns = window, browser, list(WAY), Turns(self)
        conductor, windows = window.findChild(Conductor), window.findChild(Windows)
        assert isinstance(conductor, Conductor)
        assert isinstance(windows, Windows)
        self._conductor, self._windows = conductor, windows
        self._lines = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._lines.activated.connect(self._hear)
        windows.changed.connect(self._tell)
        conductor.changed.connect(self._go_on)
        self._go_on()

    @Slot()
    def _go_on(self) -> None:
        if self._conductor.is_busy:
            return
        if self._left:
            self._conductor.say(self._left.pop(0))
        else:
            self._tell()

    @Slot()
    def _tell(self) -> None:
        now, page = self._windows.now, self._window.page
        chosen = next((one for one in now.browsers or () if one.family.value == self._browser), None)
        if chosen is not None and now.browser != chosen and not now.is_open:
            self._windows.choose(chosen)
            return
        states = {which.value: state.value for which, state in now.states.items()}
        chips = [chip.text() for chip in self._window.findChildren(Chip) if chip.isVisible()]
        told = {"work": now.work.name, "states": states, "verdict": now.verdict, "ready": chosen is not None}
        around = {"before": now.from_before, "page": page.heading if page is not None else "", "chips": chips}
        say(told | around | {"can_show": sorted(now.can_show)})

    @Slot()
    def _hear(self) -> None:
        order, _, words = sys.stdin.readline().strip().partition(" ")
        if order == "turns":
            say({"longest_turn_ms": 1000 * self._turns.take()})
            return
        shown = [button for button in self._window.findChildren(Pressable) if button.isVisible()]
        fitting = [button for button in shown if words in (button.words, button.accessibleName())]
        assert fitting, (words, [button.accessibleName() for button in shown])
        fitting[0].click()


def say(told: dict[str, object]) -> None:
    """A line to whoever has started this."""
    print(json.dumps(told), flush=True)  # noqa: T201 - to the test


def run(browser: str) -> int:
    """The app, as it is started by its command."""
    here = computer.find(os.environ)
    log.start_log(here.folders.log_file)
    stands_on = outside(here.folders, Rest(lambda: here))

    def painted() -> None:
        Led(next(one for one in QApplication.topLevelWidgets() if isinstance(one, Window)), browser)

    return app.run((), stands_on._replace(after_first_paint=painted))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1]))
