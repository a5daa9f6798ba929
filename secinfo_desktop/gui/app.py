"""The window face, put together. Who starts it says where flows, accounts and settings come from."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.preferences import Preferences
from secinfo_desktop.gui.presenter import Presenter
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.ports import Accounts
from secinfo_desktop.texts.words import Words

NAME = "secinfo-desktop"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outside:
    """What the window needs from outside. ``after_first_paint`` may start what takes time."""

    new_flow: Callable[[], Flow]
    accounts: Accounts
    words: Words
    preferences: Preferences
    save_preferences: Callable[[Preferences], object]
    after_first_paint: Callable[[], object]
    if_no_screen: Callable[[], object] = lambda: None
    """Called where Qt finds no screen, or may not use it, and is about to end the process."""


def run(arguments: Sequence[str], outside: Outside) -> int:
    """Shows the window until it is closed; returns the exit status of the process."""
    application = _application(arguments, outside.if_no_screen)
    application.setApplicationName(NAME)
    application.setDesktopFileName(NAME)
    appearance = Appearance(application)
    jobs = Jobs()
    window = Window(appearance, outside.words, outside.preferences)
    conductor = Conductor(outside.new_flow(), outside.accounts, jobs, window)
    presenter = Presenter(window, conductor, WorldViewer(outside.accounts, jobs, window))
    presenter.left.connect(window.close)
    window.preferred.connect(outside.save_preferences)
    window.painted.connect(appearance.load_rest)
    window.painted.connect(outside.after_first_paint)
    window.show()
    status = application.exec()
    jobs.shutdown()
    return status


def _application(arguments: Sequence[str], if_no_screen: Callable[[], object]) -> QApplication:
    """Qt, once it has its screen. What it says until then goes into the log."""

    def heard(kind: QtMsgType, _where: QMessageLogContext, what: str) -> None:
        _log.info("qt: %s", what)
        if kind is QtMsgType.QtFatalMsg:
            if_no_screen()

    before = qInstallMessageHandler(heard)
    application = QApplication([NAME, *arguments])
    qInstallMessageHandler(before)
    return application
