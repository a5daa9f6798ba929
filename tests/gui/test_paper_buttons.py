"""Print and save, from the window."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.paper_buttons import PaperButtons, TakeAlong
from secinfo_desktop.gui.parts import Button, PlainLabel
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.recovery.sheet import Section, Sheet
from tests.gui.conftest import Show
from tests.helpers.clock import FrozenClock
from tests.helpers.pseudo_words import plain_words


@pytest.fixture
def buttons(show: Show) -> PaperButtons:
    sheet = Sheet("Let messages through", (Section((Line("Open “Settings”"),)),))
    made = PaperButtons(lambda: sheet, "let-through", plain_words(FrozenClock()), Button("Go on"))
    show(made)
    return made


def _reads(buttons: PaperButtons) -> list[str]:
    return [label.text() for label in buttons.findChildren(PlainLabel) if label.isVisible()]


def test_saving_asks_where_and_says_that_it_is_done(buttons: PaperButtons, tmp_path: Path) -> None:
    buttons.save.click()
    (dialog,) = buttons.findChildren(QFileDialog)
    assert dialog.windowTitle() == "Save as a file"
    dialog.fileSelected.emit(str(tmp_path / "let-through.pdf"))
    dialog.close()
    assert (tmp_path / "let-through.pdf").read_bytes().startswith(b"%PDF-")
    assert _reads(buttons) == ["It is saved."]


def test_what_can_not_be_saved_is_said(buttons: PaperButtons, tmp_path: Path) -> None:
    buttons.save.click()
    (dialog,) = buttons.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "missing" / "let-through.pdf"))
    dialog.close()
    assert _reads(buttons) == ["It can’t be saved there. Choose another folder."]


def test_nothing_is_written_when_nobody_says_where(buttons: PaperButtons, tmp_path: Path) -> None:
    buttons.save.click()
    (dialog,) = buttons.findChildren(QFileDialog)
    dialog.reject()
    assert list(tmp_path.iterdir()) == []
    assert _reads(buttons) == []


def test_printing_asks_for_the_printer(buttons: PaperButtons, qtbot: QtBot) -> None:
    buttons.print.click()
    (dialog,) = buttons.findChildren(QPrintDialog)
    qtbot.waitUntil(dialog.isVisible)
    dialog.reject()


# -- as text


def test_a_text_file_holds_the_same_words(buttons: PaperButtons, tmp_path: Path) -> None:
    buttons.save.click()
    (dialog,) = buttons.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "let-through.txt"))
    dialog.close()
    assert (tmp_path / "let-through.txt").read_text() == "Let messages through\n\nOpen “Settings”\n"
    assert _reads(buttons) == ["It is saved."]


@pytest.fixture
def along(show: Show) -> TakeAlong:
    sheet = Sheet("Let messages through", (Section((Line("Open “Settings”", "It is grey."),), numbered=True),))
    made = TakeAlong("steps", lambda: sheet, plain_words(FrozenClock()))
    show(made)
    return made


def test_the_ways_to_take_steps_along_are_folded_at_first(along: TakeAlong) -> None:
    shown = [button.accessibleName() for button in along.findChildren(QAbstractButton) if button.isVisible()]
    assert shown == ["Send these steps to myself"]
    along.link.click()
    shown = [button.accessibleName() for button in along.findChildren(QAbstractButton) if button.isVisible()]
    assert shown == ["Send these steps to myself", "Copy as text", "Print", "Save as a file"]
    along.link.click()
    assert not along.link.expanded


def test_steps_are_copied_as_text_and_that_is_said(along: TakeAlong) -> None:
    along.link.click()
    along.findChild(QAbstractButton, "copy-text").click()  # type: ignore[union-attr]  # it is there
    assert QGuiApplication.clipboard().text() == "Let messages through\n\n1. Open “Settings”\n   It is grey."
    assert "It is copied. Paste it into a message to yourself." in [
        label.text() for label in along.findChildren(PlainLabel) if label.isVisible()
    ]
    QGuiApplication.clipboard().clear()
