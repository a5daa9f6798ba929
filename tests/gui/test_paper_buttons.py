"""Print and save, from the window."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.paper_buttons import PaperButtons
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
