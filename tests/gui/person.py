"""A person before the window: presses keys only, and waits for signals."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.desktop.flows import how_tos
from secinfo_desktop.gui.apart import Windows
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.parts import PlainLabel
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.presenter import Presenter
from secinfo_desktop.gui.shell.page_view import PageView
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.said import Said
from secinfo_desktop.texts.words import Words
from tests.helpers.fake_accounts import FakeAccounts
from tests.helpers.fake_desk import FakeDesk
from tests.helpers.walk import checklist

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Person:
    """The whole window over a service in memory; everything is done with the keyboard."""

    def __init__(self, qtbot: QtBot, appearance: Appearance) -> None:
        self._qtbot = qtbot
        self.accounts = FakeAccounts()
        self.flow = Flow(checklist(), self.accounts.choices(), self.accounts.clock, lambda: "case-0001", how_tos)
        self.jobs = Jobs()
        self.window = Window(appearance, Words(self.accounts.clock))
        self.conductor = Conductor(self.flow, self.accounts, self.jobs, self.window)
        self.viewer = WorldViewer(self.accounts, self.jobs, self.window)
        self.desk = FakeDesk()
        self.windows = Windows(self.desk, self.accounts, self.jobs, self.accounts.clock, self.window)
        self.presenter = Presenter(self.window, self.conductor, self.viewer, self.windows)
        qtbot.addWidget(self.window, before_close_func=lambda _: self.jobs.shutdown())
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses a key where the keyboard is."""
        QTest.keyClick(self.focus, key, modifier)

    def types(self, text: str) -> None:
        """Types where the keyboard is."""
        QTest.keyClicks(self.focus, text)

    @property
    def focus(self) -> QWidget:
        """Where the keyboard is."""
        return QApplication.focusWidget() or self.window

    @property
    def page(self) -> PageView:
        """The page that is seen."""
        assert self.window.page is not None
        return self.window.page

    def until(self, heading: str) -> None:
        """Waits until the page with this heading is there and nothing more is awaited."""
        self._qtbot.waitUntil(lambda: self.page.heading == heading and not self.conductor.is_busy)

    def until_true(self, condition: Callable[[], bool]) -> None:
        """Waits until something is so and nothing more is awaited."""
        self._qtbot.waitUntil(lambda: condition() and not self.conductor.is_busy)

    def says(self, *words: Said) -> None:
        """Says one thing after the other in a way that has no key here, and each is answered."""
        for word in words:
            self.conductor.say(word)
            self._qtbot.waitUntil(lambda: not self.conductor.is_busy)

    def sees_the_practice_world(self) -> None:
        """Waits until the made-up person's things stand beside the page."""
        self._qtbot.waitUntil(lambda: self.window.findChild(QWidget, "clock-wait") is not None)

    def tab_to(self, name: str) -> None:
        """Goes on with Tab until a control of this name has the keyboard."""
        for _ in range(60):
            if self.focus.accessibleName().startswith(name):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {name!r}")

    def chooses(self, name: str) -> None:
        """Goes to a control and presses it."""
        self.tab_to(name)
        self.press(Qt.Key.Key_Space)

    def reads(self, sentence: str) -> bool:
        """True if the sentence stands somewhere in the window."""
        labels = [label for label in self.window.findChildren(PlainLabel) if label.isVisible()]
        return any(sentence in label.text() or sentence in label.accessibleName() for label in labels)

    def waits_for_code(self, typed: str = "+49 1512 3456742") -> None:
        """Goes the straight way up to the waiting page."""
        self.chooses("I asked for a code")
        self.until("Whose account is it?")
        self.chooses("Example Organisation")
        self.until("What is the name of the account?")
        self.types(self.accounts.account("example").name)
        self.press(Qt.Key.Key_Return)
        self.until("Where shall the code go?")
        self.tab_to("Type this phone number in full")
        self.types(typed)
        self.press(Qt.Key.Key_Return)
