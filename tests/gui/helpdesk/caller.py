"""An agent who does not touch the mouse, at a console whose cases lie in a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from secinfo_desktop.desktop import checklists
from secinfo_desktop.desktop.case_ids import new_case_id
from secinfo_desktop.desktop.help_cases import LocalCases
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.helpdesk.app import open_console
from secinfo_desktop.gui.helpdesk.conductor import ConsoleConductor
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.helpdesk.acts import Ports
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.helpdesk.pages import Call, Step
from secinfo_desktop.helpdesk.ports import CaseBook, HelpdeskService
from secinfo_desktop.helpdesk.standing import Desk
from tests.gui.awaiting import until
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import example_pack
from tests.helpers.pseudo_words import plain_words

NO_MODIFIER: Final = Qt.KeyboardModifier.NoModifier


class AgentAtKeys:
    """Presses keys where the keyboard is; reads what is on the screen."""

    def __init__(
        self,
        appearance: Appearance,
        folder: Path,
        wrap: Callable[[LocalCases], CaseBook] = lambda book: book,
        service: Callable[[FrozenClock], HelpdeskService] | None = None,
    ) -> None:
        """``wrap`` puts something between the console and its cases; a ``service`` takes their place."""
        self.clock, self.jobs = FrozenClock(), Jobs()
        words, known = plain_words(self.clock), {name: checklists.shipped(name) for name in checklists.names()}
        self.book = LocalCases(folder, self.clock, "Ada", known.__getitem__, new_case_id)
        console = Console(Desk(known, example_pack()), words, new_case_id)
        there = service(self.clock) if service is not None else None
        ports = Ports(there or wrap(self.book), there)
        self.window = open_console(appearance, console, ports, words, Preferences(Colours.LIGHT), self.jobs)
        conductor = self.window.findChild(ConsoleConductor)
        assert isinstance(conductor, ConsoleConductor)
        self.conductor = conductor
        self.window.show()
        self.window.activateWindow()
        until(self.window.isActiveWindow)
        until(lambda: bool(self.window.frame.me.name))

    @property
    def call(self) -> Call:
        """The case in the middle."""
        assert self.window.frame.call is not None
        return self.window.frame.call

    @property
    def step(self) -> Step:
        """What is asked now."""
        assert self.call.step is not None
        return self.call.step

    @property
    def sheet(self) -> QDialog | None:
        """The sheet that is open."""
        return next((one for one in self.window.findChildren(QDialog) if one.isVisible()), None)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self._focus(), key, modifier)

    def types(self, text: str) -> None:
        """Type where the keyboard is."""
        QTest.keyClicks(self._focus(), text)

    def _focus(self) -> QWidget:
        active = QApplication.activeModalWidget() or self.window
        return QApplication.focusWidget() or active

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the window live until something is so."""
        until(condition)

    def reads(self) -> str:
        """Everything that is written in the window."""
        return "\n".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())

    def close(self) -> None:
        """Hang up."""
        self.jobs.shutdown()
        self.window.leave()
        self.window.deleteLater()
