"""A window with simple pages, and what it says aloud."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import (
    Answer,
    Button,
    Choice,
    Choices,
    CodeField,
    Disclosure,
    Event,
    Field,
    Flow,
    Kind,
    Link,
    State,
    Text,
    column,
    labelled,
)
from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.gui.shell import Dock, PageView, Surroundings, Window
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.texts.words import Words
from tests.gui.conftest import Show

NOTES = (Event(State.DONE, "You asked for a code", "14:07"), Event(State.UNKNOWN, "Shown on your phone"))
AROUND = Surroundings(can_go_back=True, account="karin@example.org", dock=Dock("KF"), notes=NOTES, has_help=True)
LIGHT = Preferences(Colours.LIGHT)


class Question(PageView):
    """Three answers, why, and a way round."""

    def __init__(self) -> None:
        self.answers = [Answer(words, "Help", key=key) for words, key in (("No", "A"), ("Yes", "B"), ("Not sure", "C"))]
        self.heard: list[str] = []
        for answer in self.answers:
            answer.clicked.connect(partial(self._hear, answer.words))
        title = "Does your phone accept texts from unknown numbers?"
        ways = Flow(Link("Skip this question"), Link("Choose another step"))
        why = Disclosure("Why this question?", "It tells most.")
        super().__init__(title, column(Text(title, Type.TITLE), 20, *self.answers, 14, why, None, ways))

    def _hear(self, words: str, *_checked: bool) -> None:
        self.heard.append(words)


class Form(PageView):
    """A field, choices and a primary button."""

    def __init__(self) -> None:
        self.field = Field(left_to_right=True)
        self.choices = Choices([Choice("Phone", chosen=True), Choice("E-mail")], name="Way")
        self.send = Button("Send the code", Kind.PRIMARY)
        self.other = Button("Somewhere else")
        self.heard: list[str] = []
        self.send.clicked.connect(lambda: self.heard.append("send"))
        self.other.clicked.connect(lambda: self.heard.append("other"))
        typed = labelled("Phone number in full", self.field, hint="It must end in 42.")
        buttons = Flow(self.send, self.other)
        super().__init__("Where shall the code go?", column(self.choices, 16, typed, 20, buttons, None))


class Waiting(PageView):
    """The code field is the page."""

    def __init__(self) -> None:
        self.code = CodeField(name="Type the code from the message")
        self.use = Button("Use this code", Kind.PRIMARY)
        self.completed: list[str] = []
        self.code.completed.connect(self.completed.append)
        super().__init__("Look at your phone now", column(labelled("Code", self.code), 12, self.use, None))


@dataclass
class Aloud:
    """What was said to a screen reader."""

    words: list[str] = field(default_factory=list)

    def __call__(self, _widget: QWidget, words: str) -> None:
        self.words.append(words)


@pytest.fixture
def aloud() -> Aloud:
    return Aloud()


@pytest.fixture
def window(appearance: Appearance, aloud: Aloud, show: Show) -> Iterator[Window]:
    """A window in plain light with a question on it."""
    made = Window(appearance, Words(lambda: datetime(2026, 11, 22, 14, 7, tzinfo=UTC)), LIGHT, say_aloud=aloud)
    made.show_page(Question, AROUND)
    show(made)
    yield made
    QApplication.clipboard().clear()


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def write(window: Window, text: str) -> None:
    """Type where the keyboard is, also if it moves on the way."""
    for character in text:
        QTest.keyClicks(QApplication.focusWidget() or window, character)
