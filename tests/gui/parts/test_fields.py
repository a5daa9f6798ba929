"""No field without label, hint and place for a problem; and a password that its owner can read."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import CodeField, Field, PasswordField, labelled
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import current
from tests.gui.conftest import Show
from tests.helpers.audit import audit, spoken_name
from tests.helpers.pixels import color_at

HINT = "It must end in 42."
PROBLEM = "This number ends in 43. Check the last digits."


def test_the_label_is_the_buddy_and_the_name(qtbot: QtBot) -> None:
    field = Field()
    form = labelled("Phone number in full", field, hint=HINT)
    qtbot.addWidget(form)
    assert [label.text() for label in form.findChildren(QLabel) if label.buddy() is field] == ["Phone number in full"]
    assert spoken_name(field) == "Phone number in full"
    assert field.accessibleDescription() == HINT


def test_a_problem_stands_above_the_field_and_in_its_description(show: Show) -> None:
    field = Field("+49 30 5550143")
    form = labelled("Phone number in full", field, hint=HINT)
    show(form)
    form.set_problem(PROBLEM)
    shown = next(label for label in form.findChildren(QLabel) if label.text() == PROBLEM)
    assert shown.isVisible()
    assert shown.mapTo(form, shown.rect().bottomLeft()).y() < field.y()
    assert field.accessibleDescription() == f"{PROBLEM} {HINT}"
    assert audit(form) == []
    form.set_problem("")
    assert not shown.isVisible()
    assert field.accessibleDescription() == HINT


def test_the_code_fields_own_name_stays(qtbot: QtBot) -> None:
    code = CodeField(name="Code from the message")
    form = labelled("Code", code)
    qtbot.addWidget(form)
    assert spoken_name(code) == "Code from the message"


def test_a_phone_number_reads_left_to_right(qtbot: QtBot) -> None:
    field = Field(left_to_right=True)
    qtbot.addWidget(field)
    assert field.layoutDirection() is Qt.LayoutDirection.LeftToRight


def _password() -> PasswordField:
    return PasswordField(show="Show the password", hide="Hide the password")


def test_a_password_is_hidden_until_its_owner_wants_to_see_it(show: Show) -> None:
    field = _password()
    show(field)
    QTest.keyClicks(field.field, "correct horse")
    assert (field.is_shown, field.password(), field.field.echoMode()) == (
        False,
        "correct horse",
        QLineEdit.EchoMode.Password,
    )
    QTest.mouseClick(field.button, Qt.MouseButton.LeftButton)
    assert (field.is_shown, spoken_name(field.button)) == (True, "Hide the password")
    QTest.mouseClick(field.button, Qt.MouseButton.LeftButton)
    assert (field.is_shown, spoken_name(field.button)) == (False, "Show the password")


def test_a_hidden_password_is_no_text_to_a_screen_reader(show: Show) -> None:
    field = _password()
    show(field)
    QTest.keyClicks(field.field, "correct horse")
    spoken = QAccessible.queryAccessibleInterface(field.field)
    assert spoken.state().passwordEdit
    assert "correct" not in spoken.text(QAccessible.Text.Value)


def test_a_password_may_be_pasted(show: Show) -> None:
    field = _password()
    show(field)
    QGuiApplication.clipboard().setText("from the password safe")
    QTest.keyClick(field.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.password() == "from the password safe"


def test_a_cleared_password_can_not_be_brought_back(show: Show) -> None:
    field = _password()
    show(field)
    field.toggle()
    QTest.keyClicks(field.field, "correct horse")
    field.clear()
    field.field.undo()
    assert (field.password(), field.is_shown) == ("", False)


def test_a_field_is_48_px_high_and_its_problem_has_a_strong_edge(show: Show) -> None:
    field = Field("+49 30 5550143")
    form = labelled("Phone number in full", field)
    show(form)
    assert field.height() == 48
    assert color_at(field, 100, 0) == current().hex(Color.EDGE)
    form.set_problem(PROBLEM)
    assert [color_at(field, 100, y) for y in (0, 1)] == [current().hex(Color.BAD)] * 2


def test_what_can_not_be_changed_lies_on_a_sunken_ground(show: Show) -> None:
    field = Field("mara@example.org")
    field.setReadOnly(True)
    show(field)
    assert color_at(field, 200, 5) == current().hex(Color.SUNKEN)
