"""Paper: what a sheet says can be read back from the file, as plain text, on every page what belongs on every page."""

import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui import paper
from secinfo_desktop.gui.schemes import DARK
from secinfo_desktop.gui.theme import Theme
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.recovery.sheet import Section, Sheet
from tests.gui.conftest import Wear
from tests.helpers.clock import FrozenClock
from tests.helpers.pseudo_words import plain_words

WORDS = plain_words(FrozenClock())
STEPS = tuple(Line(f"Open “Settings {number}”", "A sentence below it. " * (number % 7)) for number in range(1, 31))
SHEET = Sheet(
    "Let messages through",
    (Section((Line("First read <b>all</b> of it & then begin."),)), Section(STEPS, "What to do", numbered=True)),
    footer="Checked in November 2026.",
    practice=True,
)
BANNER = "Practice: nobody in here is real"


def read_back(content: bytes, folder: Path) -> list[str]:
    """The text of each page, as a PDF reader copies it."""
    file = folder / "sheet.pdf"
    file.write_bytes(content)
    return _text(file)


def _text(file: Path) -> list[str]:
    said = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, text=True)
    return said.stdout.rstrip("\f").split("\f")


@pytest.mark.real_part("poppler")
def test_all_that_a_sheet_says_can_be_copied_from_the_file(tmp_path: Path) -> None:
    text = "\n".join(read_back(paper.pdf(SHEET, WORDS), tmp_path))
    assert all(line.text in text for line in STEPS)
    assert [f"{number:>2}. Open" in text for number in range(1, 31)] == [True] * 30
    assert "Let messages through" in text
    assert "What to do" in text


@pytest.mark.real_part("poppler")
def test_mark_up_in_a_sheet_is_plain_text(tmp_path: Path) -> None:
    assert "First read <b>all</b> of it & then begin." in read_back(paper.pdf(SHEET, WORDS), tmp_path)[0]


@pytest.mark.real_part("poppler")
def test_practice_the_footer_and_the_number_stand_on_every_page(tmp_path: Path) -> None:
    pages = read_back(paper.pdf(SHEET, WORDS), tmp_path)
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert BANNER in page
        assert "Checked in November 2026." in page
        assert f"Page {number} of {len(pages)}" in page


@pytest.mark.real_part("poppler")
def test_no_step_is_torn_in_two_by_the_end_of_a_page(tmp_path: Path) -> None:
    pages = read_back(paper.pdf(SHEET, WORDS), tmp_path)
    for number, line in enumerate(STEPS, 1):
        holding = [page for page in pages if f"{number:>2}. {line.text}" in page]
        assert len(holding) == 1, line
    firsts = [page.split(BANNER)[1].split()[0] for page in pages[1:]]
    assert all(first.rstrip(".").isdecimal() for first in firsts), firsts


@pytest.mark.real_part("poppler")
def test_a_sheet_that_is_not_practice_does_not_say_so(tmp_path: Path) -> None:
    sheet = Sheet("Real", (Section((Line("A line."),)),))
    assert BANNER not in read_back(paper.pdf(sheet, WORDS), tmp_path)[0]


@pytest.mark.real_part("poppler")
def test_paper_is_white_and_ink_dark_whatever_the_window_wears(wear: Wear, tmp_path: Path) -> None:
    plain = as_seen(paper.pdf(SHEET, WORDS), tmp_path)
    wear(Theme(DARK, scale=2.0))
    in_the_dark = as_seen(paper.pdf(SHEET, WORDS), tmp_path)
    assert in_the_dark.size() == plain.size()
    for page in (plain, in_the_dark):
        shades = [page.pixelColor(x, y).lightness() for x in range(page.width()) for y in range(page.height())]
        assert page.pixelColor(2, 2).lightness() == 255
        assert min(shades) < 120
        assert sum(shade > 240 for shade in shades) > len(shades) * 0.8


def as_seen(content: bytes, folder: Path) -> QImage:
    """The first page as it is printed, small and grey."""
    (folder / "sheet.pdf").write_bytes(content)
    drawn = ["pdftoppm", "-r", "40", "-gray", "-f", "1", "-l", "1", "-png", "-singlefile", "sheet.pdf", "page"]
    subprocess.run(drawn, cwd=folder, check=True)
    return QImage(str(folder / "page.png"))


def test_a_sheet_does_not_show_what_is_on_it() -> None:
    assert "Settings" not in repr(SHEET)


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    assert paper.save_as_pdf(SHEET, WORDS, str(tmp_path / "sheet.pdf"))
    content = (tmp_path / "sheet.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")


def test_where_no_file_can_be_written_it_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    assert not paper.save_as_pdf(SHEET, WORDS, str(tmp_path / "missing" / "sheet.pdf"))
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.mark.real_part("poppler")
def test_printing_asks_first_and_then_prints_the_same(parent: QWidget, tmp_path: Path) -> None:
    file = tmp_path / "printed.pdf"
    dialog = paper.print_document(SHEET, WORDS, parent)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(file))
    assert not file.exists()
    dialog.accepted.emit(dialog.printer())
    dialog.close()
    assert all(line.text in "".join(_text(file)) for line in STEPS)
