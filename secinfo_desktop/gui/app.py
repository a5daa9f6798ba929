"""The window face, put together. Who starts it says where flows, accounts and settings come from."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

from secinfo_desktop.browsers.desk import SessionDesk
from secinfo_desktop.gui import icons
from secinfo_desktop.gui.apart import Windows
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.one_window import OneWindow
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.preferences import Preferences
from secinfo_desktop.gui.presenter import Presenter
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.ports import Accounts, Cases
from secinfo_desktop.texts.words import Words

NAME = "secinfo-desktop"
ALREADY_OPEN = 3
"""Exit status of a second start whose first window does not answer."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outside:
    """What the window needs from outside. ``after_first_paint`` may start what takes time."""

    new_flow: Callable[[], Flow]
    accounts: Accounts
    cases: Cases
    words: Words
    preferences: Preferences
    save_preferences: Callable[[Preferences], object]
    window_lock: Path
    after_first_paint: Callable[[], object]
    tidy: Callable[[], object]
    """Takes time, and nobody waits for it."""
    desk: SessionDesk
    """Where separate browser windows are opened."""
    if_no_screen: Callable[[], object] = lambda: None
    """Called where Qt finds no screen, or may not use it, and is about to end the process."""


def run(arguments: Sequence[str], outside: Outside) -> int:
    """Shows the window until it is closed; returns the exit status of the process."""
    application = _application(arguments, outside.if_no_screen)
    application.setApplicationName(NAME)
    application.setDesktopFileName(NAME)
    one = OneWindow(outside.window_lock)
    if not one.is_first():
        return _point_to_first(one, outside.words)
    appearance = Appearance(application)
    jobs = Jobs()
    window = Window(appearance, outside.words, outside.preferences)
    conductor = Conductor(outside.new_flow(), outside.accounts, jobs, window, outside.cases)
    windows = Windows(outside.desk, outside.accounts, jobs, outside.words.clock, window)
    presenter = Presenter(window, conductor, WorldViewer(outside.accounts, jobs, window), windows)
    presenter.left.connect(window.leave)
    window.preferred.connect(outside.save_preferences)
    one.wanted.connect(window.come_to_front)
    window.painted.connect(appearance.load_rest)
    window.painted.connect(lambda: application.setWindowIcon(icons.of_the_program()))
    window.painted.connect(outside.after_first_paint)
    window.painted.connect(one.listen)
    window.painted.connect(windows.look_after)
    window.painted.connect(lambda: jobs.run(outside.tidy, lambda _: None, _report))
    window.show()
    status = application.exec()
    jobs.shutdown()
    return status


def _application(arguments: Sequence[str], if_no_screen: Callable[[], object]) -> QApplication:
    """Qt, once it has its screen. What it says until then goes into the log."""

    def heard(kind: QtMsgType, _where: QMessageLogContext, what: str) -> None:
        _LOG.info("qt: %s", what)
        if kind is QtMsgType.QtFatalMsg:
            if_no_screen()

    before = qInstallMessageHandler(heard)
    application = QApplication([NAME, *arguments])
    qInstallMessageHandler(before)
    return application


def _point_to_first(one: OneWindow, words: Words) -> int:
    """The first window comes to the front; if it hangs, a message says that it is there."""
    if one.show_first():
        return 0
    box = QMessageBox(QMessageBox.Icon.Information, words.say("page.shell.app"), words.say("page.shell.already_open"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()
    return ALREADY_OPEN


def _report(error: Exception) -> None:
    _LOG.error("tidying up failed", exc_info=error)
