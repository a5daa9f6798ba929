"""Answers and choices, to the eye, the keyboard and a screen reader."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import Answer, Button, Choice, Choices, column
from secinfo_desktop.gui.theme import Theme
from tests.gui.conftest import Show, Wear
from tests.helpers.audit import spoken_name, tab_stops


def test_an_answer_is_a_button_with_its_help_as_description(qtbot: QtBot) -> None:
    answer = Answer("No, it may block them", "Or a spam filter is switched on", key="A")
    qtbot.addWidget(answer)
    spoken = QAccessible.queryAccessibleInterface(answer)
    assert spoken.role() is QAccessible.Role.Button
    assert spoken_name(answer) == "No, it may block them"
    assert spoken.text(QAccessible.Text.Description) == "Or a spam filter is switched on"


def test_an_answer_is_high_enough_for_its_words(qtbot: QtBot, wear: Wear) -> None:
    short, long = Answer("Yes"), Answer("Yes " * 60, "And this is why " * 20)
    for answer in (short, long):
        qtbot.addWidget(answer)
    assert short.heightForWidth(480) == 68
    assert long.heightForWidth(480) > 200
    wear(Theme(scale=2.0))
    assert Answer("Yes", "Help").heightForWidth(480) > 100


def _choices() -> Choices:
    return Choices([Choice("By text message", chosen=True), Choice("By e-mail"), Choice("By post")], name="Way")


def test_choices_are_radio_buttons_with_one_tab_stop(show: Show) -> None:
    page, choices, after = QWidget(), _choices(), Button("Go on")
    page.setLayout(column(choices, after))
    show(page)
    buttons = choices.findChildren(Choice)
    assert {QAccessible.queryAccessibleInterface(choice).role() for choice in buttons} == {QAccessible.Role.RadioButton}
    assert tab_stops(buttons[0]) == [buttons[0], after]
    assert choices.accessibleName() == "Way"


def test_arrow_keys_move_the_choice(qtbot: QtBot, show: Show) -> None:
    choices = _choices()
    show(choices)
    first, second, _ = choices.findChildren(Choice)
    first.setFocus()
    with qtbot.waitSignal(choices.chosen) as signal:
        QTest.keyClick(first, Qt.Key.Key_Down)
    assert (signal.args, choices.index(), second.hasFocus()) == ([1], 1, True)


def test_nothing_is_chosen_for_the_person(qtbot: QtBot) -> None:
    choices = Choices([Choice("One"), Choice("Two")], name="Which")
    qtbot.addWidget(choices)
    assert choices.index() is None
    choices.choose(1)
    assert choices.index() == 1
