"""The console's window with a frame on it, for the eye and for the audit."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.helpdesk.window import ConsoleWindow
from secinfo_desktop.gui.parts import announce
from secinfo_desktop.gui.shell.window import Announce
from secinfo_desktop.helpdesk.pages import ConsoleFrame
from secinfo_desktop.helpdesk.papers import Papers, papers_of
from secinfo_desktop.helpdesk.standing import Desk, Standing
from secinfo_desktop.texts.words import Words
from tests.gui.awaiting import until
from tests.gui.looks import Look
from tests.helpdesk.cases import CAPABILITIES, CHECKLIST, case
from tests.helpers.clock import START

Deed = Callable[["ConsoleScene"], object]


def papers(words: Words) -> Papers | None:
    """The ticket and the steps of some case."""
    return papers_of(Standing(case=case()), Desk({CHECKLIST.id: CHECKLIST}, capabilities=CAPABILITIES), words)


def nothing(_scene: "ConsoleScene") -> None:
    """The frame is looked at as it comes up."""


class ConsoleScene:
    """The window alone: what is said is kept in a list."""

    def __init__(
        self, appearance: Appearance, look: Look, frame: ConsoleFrame, *, say_aloud: Announce = announce
    ) -> None:
        words = look.words(lambda: START)
        self.window = ConsoleWindow(appearance, words, look.preferences, frame, say_aloud=say_aloud)
        self.window.papers = lambda: papers(words)
        self.said: list[object] = []
        self.window.said.connect(self.said.append)
        self.window.show()
        self.window.activateWindow()
        until(self.window.isActiveWindow)

    @property
    def subject(self) -> QWidget:
        """What is looked at: the sheet or menu that is open, or the window."""
        over = [*self.window.findChildren(QDialog), *self.window.findChildren(QMenu)]
        return next((one for one in over if one.isVisible()), self.window)

    def parts(self) -> list[QWidget]:
        """What Tab goes through."""
        return list(self.window.desk.parts())

    def close(self) -> None:
        """Let everything go."""
        self.window.leave()
        self.window.deleteLater()


@dataclass(frozen=True)
class ConsoleSight:
    """A frame worth looking at: its file's name, the frame, and what the agent does."""

    name: str
    frame: Callable[[], ConsoleFrame]
    deed: Deed = nothing

    def open(self, appearance: Appearance, look: Look) -> ConsoleScene:
        """The frame in a look."""
        scene = ConsoleScene(appearance, look, self.frame())
        self.deed(scene)
        return scene


Open = Callable[[ConsoleFrame], ConsoleScene]
"""Opens the window with a frame."""


def press(scene: ConsoleScene, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or scene.window, key, modifier)


def texts(part: QWidget) -> list[str]:
    """What is written there."""
    return [label.text() for label in part.findChildren(QLabel) if label.isVisible()]
