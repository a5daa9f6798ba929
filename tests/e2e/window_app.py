"""The real window in a process of its own, before the page of the two browser windows.

Tells each change as a JSON line; reads one word a line: ``open`` and ``close`` press the buttons of the page.
"""

import json
import os
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QAbstractButton, QApplication

from secinfo_desktop.commands.window import Rest, outside
from secinfo_desktop.desktop import computer, log
from secinfo_desktop.gui import app
from secinfo_desktop.gui.apart import Windows
from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.shell import Window
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.apart import ApartAnswer
from secinfo_desktop.recovery.ports import SIGN_IN_APART
from secinfo_desktop.recovery.said import SeenContact, Start

WAY: tuple[said.Said, ...] = (
    said.Began(Start.FORGOT_PASSWORD),
    said.ChoseAccount("microsoft"),
    said.SawContact(SeenContact.OWN_MAIL),
    said.AskedThere(),
    said.DidNotCome(),
    said.ChoseStep(SIGN_IN_APART),
    said.Answered(ApartAnswer.NEEDS_SIGN_IN),
    said.Answered(ApartAnswer.WAITS_NO_MORE),
)


class Led(QObject):
    """The person: goes the way to the page, then does what a line says, and tells what changes."""

    def __init__(self, window: Window, browser: str) -> None:
        super().__init__(window)
        self._window, self._browser, self._left = window, browser, list(WAY)
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
        if self._left and not self._conductor.is_busy:
            self._conductor.say(self._left.pop(0))

    @Slot()
    def _tell(self) -> None:
        now = self._windows.now
        chosen = next((one for one in now.browsers or () if one.family.value == self._browser), None)
        if chosen is not None and now.browser != chosen and not now.is_open:
            self._windows.choose(chosen)
            return
        states = {which.value: state.value for which, state in now.states.items()}
        told = {"work": now.work.name, "states": states, "verdict": now.verdict, "ready": chosen is not None}
        print(json.dumps({**told, "before": now.from_before}), flush=True)  # noqa: T201 - to the test

    @Slot()
    def _hear(self) -> None:
        word = sys.stdin.readline().strip()
        if word == "quit":
            self._window.leave()
            return
        button = self._window.findChild(QAbstractButton, f"{word}-windows")
        assert isinstance(button, QAbstractButton), word
        button.click()


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
