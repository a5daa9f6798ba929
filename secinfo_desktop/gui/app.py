"""The window face, put together. Who starts it says where flows, accounts and settings come from."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from secinfo_desktop.gui import icons
from secinfo_desktop.gui.appearance import STYLE, Appearance
from secinfo_desktop.gui.one_window import OneWindow
from secinfo_desktop.gui.opening import Opening
from secinfo_desktop.gui.preferences import Preferences
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.gui.turns import Turns
from secinfo_desktop.texts.words import Words

if TYPE_CHECKING:
    from secinfo_desktop.gui.behind import Behind
    from secinfo_desktop.recovery.start import StartPage

NAME = "secinfo-desktop"
ALREADY_OPEN = 3
"""Exit status of a second start whose first window does not answer."""
BROKEN = 1
"""Exit status of an app of which something can't be loaded."""
_LOG = logging.getLogger(__name__)


class Outside(NamedTuple):
    """What the window needs from outside. ``load`` may take a while, and is called on a thread."""

    words: Words
    preferences: Preferences
    save_preferences: Callable[[Preferences], bool]
    """False if they could not be kept."""
    window_lock: Path
    load: "Callable[[], Behind]"
    first_page: "StartPage | None" = None
    """None: it tells of kept cases that have to be read before."""
    after_first_paint: Callable[[], object] = lambda: None
    """Called once the first page is painted and everything is loaded; may start what takes time."""
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
    appearance = Appearance(application, hurries=True)
    window = Window(appearance, outside.words, outside.preferences)
    window.preferred.connect(lambda preferred: keep_preferences(window, preferred, outside.save_preferences))
    one.wanted.connect(window.come_to_front)
    turns = Turns(window)

    def show_icon() -> None:
        application.setWindowIcon(icons.of_the_program())

    opening = Opening(window, turns, outside.load, outside.after_first_paint, page=outside.first_page)
    opening.failed.connect(lambda: application.exit(BROKEN))
    later = (appearance.load_rest, lambda: paint_anew(window), one.listen, show_icon)
    window.painted.connect(lambda: turns.add(*later))
    window.show()
    status = application.exec()
    opening.close()
    return status


def keep_preferences(window: Window, preferred: Preferences, save: Callable[[Preferences], bool]) -> None:
    """Keeps what the person prefers; says so above the page if it can't be kept."""
    if save(preferred):
        return
    from secinfo_desktop.gui.parts import Notice, Tone

    say = window.words.say
    window.show_banner(lambda: Notice(say("page.shell.look.not_kept"), say("page.shell.look.not_kept.now"), Tone.WARN))


def paint_anew(window: QWidget) -> None:
    """Paint a window again with all that is in it: its own ``update`` leaves out what lies on a filled ground."""
    for part in (window, *window.findChildren(QWidget)):
        part.update()


def _application(arguments: Sequence[str], if_no_screen: Callable[[], object]) -> QApplication:
    """Qt, once it has its screen. What it says until then goes into the log."""

    def heard(kind: QtMsgType, _where: QMessageLogContext, what: str) -> None:
        _LOG.info("qt: %s", what)
        if kind is QtMsgType.QtFatalMsg:
            if_no_screen()

    before = qInstallMessageHandler(heard)
    application = QApplication([NAME, "-style", STYLE, *arguments])  # setStyle would load all of QStyle (4 ms)
    qInstallMessageHandler(before)
    return application


def _point_to_first(one: OneWindow, words: Words) -> int:
    """The first window comes to the front; if it hangs, a message says that it is there."""
    if one.show_first():
        return 0
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Information, words.say("page.shell.app"), words.say("page.shell.already_open"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()
    return ALREADY_OPEN
