"""One of the two real windows in a process of its own, led by keys line by line from outside.

``python -m tests.e2e.keyed_app console`` is the helpdesk's console, ``window`` the person's own window. Each line of
the standard input is an order as a JSON list; each is answered with what is seen then. Nothing waits but ``until``.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QElapsedTimer, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from secinfo_desktop.client.helpdesk import BackendHelpdesk
from secinfo_desktop.commands.practice_callers import Callers
from secinfo_desktop.commands.window import Rest, outside
from secinfo_desktop.desktop import clock, computer, log
from secinfo_desktop.desktop.workplaces import DesktopWorkplaces
from secinfo_desktop.gui import app
from secinfo_desktop.gui.appearance import STYLE, Appearance
from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.helpdesk.app import open_console
from secinfo_desktop.gui.helpdesk.presenter import Presenter
from secinfo_desktop.gui.helpdesk.window import ConsoleWindow
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.parts.bases import Pressable
from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.gui.shell import Window
from secinfo_desktop.recovery.shared_log import SharedLog
from secinfo_desktop.texts.words import Words
from tests.e2e.crash_app import DOES, _said, here
from tests.gui.awaiting import until
from tests.helpers.file_keyring import FileKeyring

LANGUAGE: Final = "SECINFO_TEST_LANGUAGE"
COLOURS: Final = "SECINFO_TEST_COLOURS"
KEYRING: Final = "SECINFO_TEST_KEYRING"
"""The file that stands for the keyring of the person's computer."""
WITHIN_MS: Final = 20_000
LOOKS_EVERY_MS: Final = 5
_ALT: Final = {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Alt": Qt.KeyboardModifier.AltModifier}


class Led(QObject):
    """Does what a line says, and tells what is seen."""

    def __init__(self, window: QWidget, of_side: "Callable[[], dict[str, Any]]", say: Callable[..., None]) -> None:
        super().__init__(window)
        self._window, self._of_side, self._say = window, of_side, say
        self._wanted = ""
        self._since = QElapsedTimer()
        self._lines = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._lines.activated.connect(self._hear)
        self._look = QTimer(self, interval=LOOKS_EVERY_MS)
        self._look.timeout.connect(self._tell_once_seen)
        self._tell()

    def _hear(self) -> None:
        name, *values = json.loads(sys.stdin.readline() or '["leave"]')
        match name:
            case "leave":
                QApplication.quit()
                return
            case "key":
                for key in values:
                    self._press(key)
            case "types":
                QTest.keyClicks(self._focus(), values[0])
            case "press":
                is_there = self._click(values[0])
                QTimer.singleShot(0, lambda: self._tell(seen=is_there))
                return
            case "picture":
                self._picture().save(values[0])
            case "size":
                self._window.resize(*values)
            case "pause":
                QTimer.singleShot(LOOKS_EVERY_MS, self._tell)
                return
            case "until":
                self._wanted = values[0]
                self._since.start()
                self._look.start()
                return
            case _:
                self._say(name, *values)
        QTimer.singleShot(0, self._tell)

    def _press(self, key: str) -> None:
        *held, last = key.split("+")
        modifier = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifier |= _ALT[one]
        sequence: Any = QKeySequence.fromString(last)
        QTest.keyClick(self._focus(), sequence[0].key(), modifier)

    def _focus(self) -> QWidget:
        """What has the keyboard; on a real screen it comes to a new window after a moment."""
        top = QApplication.activeModalWidget() or self._window
        if not top.isActiveWindow():
            top.activateWindow()
            until(top.isActiveWindow, WITHIN_MS)
        return QApplication.focusWidget() or QApplication.activeModalWidget() or self._window

    def _click(self, words: str) -> bool:
        """False if nothing that can be pressed says this now."""
        top = QApplication.activeModalWidget() or self._window
        for one in top.findChildren(Pressable):
            if one.isVisible() and one.isEnabled() and words in (one.words, one.accessibleName()):
                one.setFocus()
                QTest.keyClick(one, Qt.Key.Key_Space)
                return True
        return False

    def _picture(self) -> QPixmap:
        """On a real screen what that shows where the window is, with whatever is over it."""
        if QGuiApplication.platformName() != "xcb":
            return self._window.grab()
        at = self._window.geometry()
        return self._window.screen().grabWindow(0, at.x(), at.y(), at.width(), at.height())

    def _reads(self) -> str:
        """Everything that is written, with its no-break and direction signs as people read them."""
        top: list[QWidget] = [self._window]
        text = "\n".join(
            label.text() for one in top for label in one.findChildren(QLabel) if label.isVisible() and label.text()
        )
        pressables = "\n".join(one.words for one in self._window.findChildren(Pressable) if one.isVisible())
        return f"{text}\n{pressables}".translate({0xA0: " ", **dict.fromkeys(range(0x2066, 0x206A))})

    def _tell_once_seen(self) -> None:
        is_seen = self._wanted in self._reads()
        if is_seen or self._since.elapsed() > WITHIN_MS:
            self._look.stop()
            self._tell(seen=is_seen)

    def _tell(self, *, seen: bool = True) -> None:
        print(json.dumps({"seen": seen, "reads": self._reads(), **self._of_side()}), flush=True)  # noqa: T201 - the test


def told(log: SharedLog | None) -> list[str]:
    """What a side has of a shared log: place, id and event."""
    return [f"{its.seq} {its.id} {its.by} {its.event}" for its in log.known] if log is not None else []


class Console:
    """The console's side, as the test asks for it."""

    def __init__(self, window: ConsoleWindow) -> None:
        presenter = window.findChild(Presenter)
        assert isinstance(presenter, Presenter)
        self._window, self._presenter = window, presenter

    def seen(self) -> dict[str, Any]:
        """The step, the log, and whether anything is left to be done."""
        call, at_work = self._window.frame.call, self._presenter._now
        step = call.step.step if call is not None and call.step is not None else None
        busy = at_work is not None and not at_work.conductor.is_settled
        kept = call is None or call.is_kept
        return {"step": step, "log": self._log(), "busy": busy or not kept, "problem": self._window.frame.problem}

    def _log(self) -> list[str]:
        call, at_work = self._window.frame.call, self._presenter._now
        service = at_work.workplace.ports.service if at_work is not None else None
        if call is None or not isinstance(service, BackendHelpdesk):
            return []
        known = service._cases.get(call.line.id)
        return told(known.log if known is not None else None)


def console(side: type[Console] = Console) -> int:
    """The console, put together as ``helpdesk`` does it, but for the picture that it has of the screen."""
    found = computer.find(os.environ)
    log.start_log(found.folders.log_file)
    words = Words(clock.now, os.environ.get(LANGUAGE, "en"))
    places = DesktopWorkplaces(found.folders, lambda: found, "Ada", Callers())
    application = QApplication(["secinfo-desktop", "-style", STYLE])
    appearance = Appearance(application)
    appearance.load_rest()
    jobs, liked = Jobs(), Preferences(Colours(os.environ.get(COLOURS, "light")))
    its = open_console(appearance, places.here.console(words), places.here.ports, words, liked, jobs, places)
    its.show()
    its.activateWindow()
    QTimer.singleShot(0, lambda: Led(its, side(its).seen, lambda *_: None))
    status = application.exec()
    jobs.shutdown()
    places.stop()
    return status


def window(more: Callable[[Window, Conductor], dict[str, Any]] = lambda *_: {}) -> int:
    """The person's window, as it is started by its command; ``more`` tells more of what is seen."""
    log.start_log(here.folders.log_file)
    stands_on = outside(here.folders, Rest(lambda: here))
    own = here.accounts._own_secrets
    if own is not None and (file := os.environ.get(KEYRING)):
        own.find_keyring = lambda: FileKeyring(Path(file))

    def lead() -> None:
        its = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Window))
        conductor = its.findChild(Conductor)
        assert isinstance(conductor, Conductor)

        def say(name: str, *values: Any) -> None:
            what = DOES[name](conductor, *values) if name in DOES else _said(name, list(values))
            assert isinstance(its.page, FlowPage)
            its.page.said.emit(what)

        def side() -> dict[str, Any]:
            frame = conductor.frame()
            live = conductor._flow.live
            told_all = live.is_on and not live.is_lost and live.errand() is None
            busy = conductor.is_busy or (live.is_followed and not told_all)
            step, problem = getattr(frame.page, "step", None), frame.problem.failure if frame.problem else None
            page = type(frame.page).__name__
            log = told(live.log)
            seen = {"step": step, "page": page, "log": log, "busy": busy, "problem": problem}
            return {**seen, **more(its, conductor)}

        Led(its, side, say)

    def painted() -> None:
        stands_on.after_first_paint()
        lead()

    try:
        return app.run((), stands_on._replace(after_first_paint=painted))
    finally:
        here.backend.stop()


if __name__ == "__main__":
    sys.exit(console() if sys.argv[1] == "console" else window())
