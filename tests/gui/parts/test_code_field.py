"""The code arrives whole, and does not stay."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import DOCK_CELL, CodeField
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Theme, current
from tests.gui.conftest import Wear
from tests.helpers.audit import spoken_name
from tests.helpers.pixels import color_at, shows

NAME = "Code from the message"


@pytest.fixture
def field(qtbot: QtBot) -> CodeField:
    shown = CodeField(name=NAME)
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    shown.setFocus()
    qtbot.waitUntil(shown.hasFocus)
    return shown


def _paste(field: CodeField, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_six_typed_digits_complete_it_once(field: CodeField) -> None:
    heard: list[str] = []
    field.completed.connect(heard.append)
    QTest.keyClicks(field, "481906")
    assert (field.code(), field.is_full, heard) == ("481906", True, ["481906"])
    QTest.keyClicks(field, "7")
    assert (field.code(), heard) == ("481906", ["481906"])


def test_only_digits_stay(field: CodeField) -> None:
    QTest.keyClicks(field, "4a8-1 x9")
    assert field.code() == field.text() == "4819"


@pytest.mark.parametrize(
    "text", ["481906", "481 906", " 481-906\n", "Your code is 481 906.\nKF. It works until 14:17.", "٤٨١٩٠٦"]
)
@pytest.mark.parametrize("typed_before", ["", "4", "48", "77221"])
def test_a_paste_arrives_whole_whatever_was_typed_before(
    qtbot: QtBot, field: CodeField, text: str, typed_before: str
) -> None:
    QTest.keyClicks(field, typed_before)
    with qtbot.waitSignal(field.completed) as signal:
        _paste(field, text)
    assert (field.code(), signal.args) == ("481906", ["481906"])


@pytest.mark.parametrize("text", ["481906 or 772210", "No code came", "+49 30 5550142", ""])
def test_a_paste_without_one_code_changes_nothing(field: CodeField, text: str) -> None:
    QTest.keyClicks(field, "48")
    _paste(field, text)
    assert field.code() == "48"


def test_a_code_put_in_by_another_way_arrives_whole_too(field: CodeField) -> None:
    field.setText("48")
    field.insert("481 906")  # as the context menu, a drop or an input method does
    assert field.code() == "481906"


def test_the_keyboard_goes_on_where_the_digits_end(field: CodeField) -> None:
    QTest.keyClicks(field, "481")
    field.clearFocus()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field, Qt.Key.Key_Home)
    QTest.keyClicks(field, "9")
    assert field.code() == "4819"


def test_all_of_it_can_be_replaced(field: CodeField) -> None:
    QTest.keyClicks(field, "481906")
    field.selectAll()
    QTest.keyClicks(field, "7")
    assert field.code() == "7"


def test_the_same_code_typed_again_is_complete_again(field: CodeField) -> None:
    heard: list[str] = []
    field.completed.connect(heard.append)
    for _ in range(2):
        QTest.keyClicks(field, "481906")
        field.clear()
    assert heard == ["481906", "481906"]


def test_a_cleared_code_can_not_be_brought_back(field: CodeField) -> None:
    QTest.keyClicks(field, "481906")
    field.clear()
    assert not field.isUndoAvailable()
    field.undo()
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.code() == field.text() == ""


def test_keyboards_are_told_that_it_is_a_secret_number(field: CodeField) -> None:
    hints = Qt.InputMethodHint
    for hint in (hints.ImhSensitiveData, hints.ImhDigitsOnly, hints.ImhNoPredictiveText):
        assert field.inputMethodHints() & hint


def test_its_name_is_spoken_and_its_code_is_in_no_name(field: CodeField) -> None:
    QTest.keyClicks(field, "481906")
    spoken = QAccessible.queryAccessibleInterface(field)
    assert spoken_name(field) == NAME
    assert spoken.role() is QAccessible.Role.EditableText
    assert "481906" not in repr(field) + field.accessibleDescription() + field.objectName() + field.toolTip()


def test_it_reads_left_to_right_in_every_window(field: CodeField) -> None:
    assert field.layoutDirection() is Qt.LayoutDirection.LeftToRight


MIDDLES = [index * 54 + (8 if index >= 3 else 0) + 23 for index in range(6)]
"""The middle of each of the six cells: 46 px wide, 8 apart, and 8 more between the halves."""


def test_it_is_drawn_as_three_cells_and_three(field: CodeField) -> None:
    surface, canvas = current().hex(Color.SURFACE), current().hex(Color.CANVAS)
    assert [color_at(field, x, 6) for x in MIDDLES] == [surface] * 6
    between = (MIDDLES[2] + MIDDLES[3]) // 2
    assert [color_at(field, x, 6) for x in (between - 4, between, between + 4)] == [canvas] * 3


def test_the_next_cell_has_a_caret_and_a_strong_edge(field: CodeField) -> None:
    QTest.keyClicks(field, "48")
    edges = [color_at(field, x, 1) for x in MIDDLES]
    ink = current().hex(Color.INK)
    assert edges.index(ink) == 2
    assert edges.count(ink) == 1
    assert color_at(field, MIDDLES[2], field.height() // 2) == ink


def test_digits_stand_in_their_cells_left_to_right_in_every_window(field: CodeField) -> None:
    QTest.keyClicks(field, "481")
    for index, middle in enumerate(MIDDLES):
        cell = QRect(middle - 15, 10, 30, field.height() - 20)
        assert shows(field, Color.INK, cell) is (index <= 3), index  # the fourth has the caret


def test_cells_in_the_dock_are_smaller_and_grow_with_the_text(qtbot: QtBot, wear: Wear) -> None:
    widths = []
    for scale in (1.0, 2.0):
        wear(Theme(scale=scale))
        dock = CodeField(name=NAME, cell=DOCK_CELL)
        qtbot.addWidget(dock)
        widths.append(dock.sizeHint().width())
    assert widths[0] < CodeField(name=NAME).sizeHint().width()
    assert widths[1] > 1.6 * widths[0]
