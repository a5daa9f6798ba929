"""Answers and choices, to the eye, the keyboard and a screen reader."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import Answer, Button, Choice, Choices, column
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Theme, current
from tests.gui.conftest import Show, Wear
from tests.helpers.audit import spoken_name, tab_stops
from tests.helpers.pixels import color_at, shows


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


def _drawn(qtbot: QtBot, answer: Answer | Choice) -> Answer | Choice:
    qtbot.addWidget(answer)
    answer.resize(480, answer.heightForWidth(480))
    return answer


def test_the_pointer_and_a_press_show_on_an_answer(qtbot: QtBot) -> None:
    answer = _drawn(qtbot, Answer("No", "Or a filter is on", key="A"))
    assert (color_at(answer, 240, 5), color_at(answer, 240, 0)) == _hexes(Color.SURFACE, Color.LINE)
    answer.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    assert (color_at(answer, 240, 5), color_at(answer, 240, 0)) == _hexes(Color.HOVER, Color.EDGE)
    answer.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
    answer.setDown(True)
    assert color_at(answer, 240, 5) == current().hex(Color.HOVER)


def _hexes(*wanted: Color) -> tuple[str, ...]:
    return tuple(current().hex(color) for color in wanted)


def test_a_chosen_one_has_dot_edge_and_ground(qtbot: QtBot) -> None:
    chosen, other = _drawn(qtbot, Choice("Phone", chosen=True)), _drawn(qtbot, Choice("E-mail"))
    middle = chosen.height() // 2
    assert (color_at(chosen, 240, 6), color_at(chosen, 240, 0)) == _hexes(Color.ACCENT_SOFT, Color.ACCENT)
    assert (color_at(other, 240, 6), color_at(other, 240, 0)) == _hexes(Color.SURFACE, Color.LINE)
    radio = QRect(20, middle - 11, 32, 22)
    assert (shows(chosen, Color.ACCENT, radio), shows(other, Color.ACCENT, radio)) == (True, False)


def test_its_key_stands_at_the_side_where_reading_begins(qtbot: QtBot) -> None:
    answer = _drawn(qtbot, Answer("No", key="A"))
    start, end = QRect(20, 0, 32, 68), QRect(480 - 52, 0, 32, 68)
    assert (shows(answer, Color.SUNKEN, start), shows(answer, Color.SUNKEN, end)) == (True, False)
    answer.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert (shows(answer, Color.SUNKEN, start), shows(answer, Color.SUNKEN, end)) == (False, True)


def test_its_key_goes_with_the_letters(qtbot: QtBot, wear: Wear) -> None:
    wear(Theme(letters=False))
    assert not shows(_drawn(qtbot, Answer("No", key="A")), Color.SUNKEN)
