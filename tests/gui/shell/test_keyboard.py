"""Everything goes with the keyboard, and nothing happens by accident."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import CodeField
from secinfo_desktop.gui.shell import Dock, Window
from tests.gui.shell.conftest import AROUND, LIGHT, Form, Question, Waiting, press, write

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def _question(window: Window) -> Question:
    assert isinstance(window.page, Question)
    return window.page


def _form(window: Window) -> Form:
    window.show_page(Form, AROUND)
    assert isinstance(window.page, Form)
    return window.page


def _dock_field(window: Window) -> CodeField:
    assert window.body.dock is not None
    return window.body.dock.field


def test_digits_typed_anywhere_go_to_the_dock_and_answer_nothing(window: Window) -> None:
    write(window, "481906")
    assert (_dock_field(window).code(), _question(window).heard) == ("481906", [])
    assert _dock_field(window).hasFocus()


def test_digits_go_to_the_pages_own_code_field_first(window: Window) -> None:
    window.show_page(Waiting, replace(AROUND, dock=None))
    window.setFocus()
    write(window, "481906")
    assert isinstance(window.page, Waiting)
    assert window.page.completed == ["481906"]


def test_digits_typed_in_a_field_stay_there(window: Window) -> None:
    page = _form(window)
    page.field.setFocus()
    write(window, "0142")
    assert (page.field.text(), _dock_field(window).code()) == ("0142", "")


def test_a_message_pasted_anywhere_gives_up_its_code(window: Window) -> None:
    QGuiApplication.clipboard().setText("Your code is 481 906. KF. It works until 14:17.")
    press(window, Qt.Key.Key_V, CTRL)
    assert _dock_field(window).code() == "481906"


def test_where_no_code_may_enter_the_clipboard_is_left_alone(window: Window) -> None:
    window.surround(replace(AROUND, dock=Dock(by_hand=True)))
    QGuiApplication.clipboard().setText("481906")
    press(window, Qt.Key.Key_V, CTRL)
    write(window, "48")
    assert window.findChildren(QLineEdit) == []


def test_enter_in_the_dock_uses_its_code_and_not_the_pages_button(qtbot: QtBot, window: Window) -> None:
    page = _form(window)
    write(window, "481906")
    with qtbot.waitSignal(window.code_given) as signal:
        press(window, Qt.Key.Key_Return)
    assert (signal.args, page.heard) == (["481906"], [])


def test_enter_with_half_a_code_gives_nothing(qtbot: QtBot, window: Window) -> None:
    page = _form(window)
    write(window, "481")
    with qtbot.assertNotEmitted(window.code_given):
        press(window, Qt.Key.Key_Return)
    assert page.heard == []


@pytest.mark.parametrize(("key", "answer"), [(Qt.Key.Key_A, "No"), (Qt.Key.Key_B, "Yes"), (Qt.Key.Key_C, "Not sure")])
def test_letters_answer(window: Window, key: Qt.Key, answer: str) -> None:
    press(window, key)
    assert _question(window).heard == [answer]


def test_letters_are_silent_in_fields(window: Window) -> None:
    press(window, Qt.Key.Key_C, ALT)
    write(window, "b")
    assert (_question(window).heard, _dock_field(window).text()) == ([], "")


def test_letters_can_be_switched_off_and_leave_the_answers(window: Window) -> None:
    window.prefer(replace(LIGHT, letters=False))
    press(window, Qt.Key.Key_A)
    assert _question(window).heard == []
    assert {answer.key for answer in _question(window).answers} == {""}


def test_a_held_letter_answers_once(window: Window) -> None:
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", autorep=True)
    press(window, Qt.Key.Key_A)
    QApplication.sendEvent(window, held)
    assert _question(window).heard == ["No"]


def test_letters_with_a_modifier_are_no_answer(window: Window) -> None:
    press(window, Qt.Key.Key_A, CTRL)
    assert _question(window).heard == []


def test_enter_presses_the_button_with_the_focus_else_the_primary_one(window: Window) -> None:
    page = _form(window)
    page.field.setFocus()
    press(window, Qt.Key.Key_Return)
    page.other.setFocus()
    press(window, Qt.Key.Key_Return)
    assert page.heard == ["send", "other"]


def test_enter_presses_an_answer(window: Window) -> None:
    press(window, Qt.Key.Key_Return)
    assert _question(window).heard == ["No"]


def test_a_radio_button_sends_with_enter_and_chooses_with_space(window: Window) -> None:
    """On a form, Enter goes on: the choice that has the focus stands already."""
    page = _form(window)
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert (page.choices.index(), page.heard) == (1, ["send"])


def test_the_other_keys(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.went_back):
        press(window, Qt.Key.Key_Left, ALT)
    with qtbot.waitSignal(window.asked_for_help):
        press(window, Qt.Key.Key_F1)
    with qtbot.waitSignal(window.wants_to_leave):
        press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_C, ALT)
    assert _dock_field(window).hasFocus()
    press(window, Qt.Key.Key_W, ALT)
    why = _question(window).why()
    assert why is not None
    assert why.is_open


def test_back_is_silent_where_there_is_no_way_back(qtbot: QtBot, window: Window) -> None:
    window.surround(replace(AROUND, can_go_back=False))
    with qtbot.assertNotEmitted(window.went_back):
        press(window, Qt.Key.Key_Left, ALT)


def test_the_text_size_goes_up_down_and_back(window: Window) -> None:
    sizes = []
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_Minus):
        press(window, key, CTRL)
        sizes.append(window.preferences.scale)
    assert sizes == [1.25, 1.5, 1.25, 1.0, 1.0]


def test_the_menu_of_the_look_offers_every_size_scheme_and_language(window: Window) -> None:
    window.body.open_look_menu()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    texts = [action.text() for action in menu.actions() if action.isCheckable()]
    assert texts == [
        *("100 %", "125 %", "150 %", "175 %", "200 %"),
        *("As on this computer", "Light", "Dark", "High contrast"),
        *("English", "Deutsch"),
        "Letter keys answer questions",
    ]
    next(action for action in menu.actions() if action.text() == "150 %").trigger()
    assert window.preferences.scale == 1.5
    menu.close()
