"""While something is done outside, the page stays and the person can stop waiting."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.shell import Window
from tests.gui.shell.conftest import AROUND, Aloud, Form, Question, press
from tests.helpers.audit import audit


def _busy_form(qtbot: QtBot, window: Window) -> Form:
    window.show_page(Form, AROUND)
    page = window.page
    assert isinstance(page, Form)
    page.send.setFocus()
    window.set_busy(busy=True)
    qtbot.waitUntil(lambda: page.send.is_working)
    return page


def _stop(window: Window) -> QAbstractButton | None:
    buttons = [button for button in window.findChildren(QAbstractButton) if button.isVisible()]
    return next((button for button in buttons if button.accessibleName() == "Stop waiting"), None)


def test_nothing_flashes_when_the_answer_comes_at_once(window: Window) -> None:
    window.set_busy(busy=True)
    assert _stop(window) is None
    window.set_busy(busy=False)
    assert _stop(window) is None


def test_the_pressed_button_shows_it_and_nothing_moves(qtbot: QtBot, window: Window, aloud: Aloud) -> None:
    window.show_page(Form, AROUND)
    assert isinstance(window.page, Form)
    window.grab()
    before = window.page.geometry(), window.page.send.geometry(), window.page.other.geometry()
    page = _busy_form(qtbot, window)
    window.grab()
    assert (page.geometry(), page.send.geometry(), page.other.geometry()) == before
    assert page.send.words == "One moment"
    assert aloud.words[-1] == "One moment"
    assert page.send.hasFocus()
    assert audit(window, window.body.parts()) == []


def test_enter_and_letters_do_nothing_meanwhile(window: Window) -> None:
    assert isinstance(window.page, Question)
    window.set_busy(busy=True)
    press(window, Qt.Key.Key_A)
    press(window, Qt.Key.Key_Return)
    assert window.page.heard == []


def test_escape_and_the_link_stop_waiting(qtbot: QtBot, window: Window) -> None:
    _busy_form(qtbot, window)
    with qtbot.waitSignal(window.cancelled), qtbot.assertNotEmitted(window.wants_to_leave):
        press(window, Qt.Key.Key_Escape)
    stop = _stop(window)
    assert stop is not None
    with qtbot.waitSignal(window.cancelled):
        stop.click()


def test_afterwards_everything_is_as_before(qtbot: QtBot, window: Window) -> None:
    page = _busy_form(qtbot, window)
    window.set_busy(busy=False)
    assert (page.send.words, page.send.is_working, _stop(window)) == ("Send the code", False, None)
    press(window, Qt.Key.Key_Return)
    assert page.heard == ["send"]


def test_another_look_meanwhile_keeps_waiting(qtbot: QtBot, window: Window) -> None:
    _busy_form(qtbot, window)
    press(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: _stop(window) is not None)
    assert window.is_busy


def test_another_page_ends_it(qtbot: QtBot, window: Window) -> None:
    _busy_form(qtbot, window)
    window.show_page(Question, AROUND)
    assert not window.is_busy
    assert _stop(window) is None
