"""Plain words with a line height, at most so many characters wide; and ornaments that keep silent."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import Icon, PlainLabel, Text
from secinfo_desktop.gui.parts.typesetting import paragraph, width_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import TEXT_SIZES, Theme, Type, current
from tests.gui.conftest import Wear
from tests.helpers.pixels import colors, shows

LONG = "A few words that only you would put together are easy to keep. " * 4


def _text(qtbot: QtBot, words: str, role: Type = Type.BODY, *, width: int = 900) -> Text:
    text = Text(words, role)
    qtbot.addWidget(text)
    text.resize(width, text.heightForWidth(width))
    text.show()
    return text


@pytest.mark.parametrize("scale", TEXT_SIZES)
@pytest.mark.parametrize("role", [Type.DISPLAY, Type.TITLE, Type.BODY, Type.SMALL])
def test_each_line_is_as_high_as_its_role_says(qtbot: QtBot, wear: Wear, role: Type, scale: float) -> None:
    wear(Theme(scale=scale))
    one, two = _text(qtbot, "One line", role), _text(qtbot, "One line\nand another", role)
    step = current().line_height(role)
    assert one.height() == pytest.approx(step, abs=1)
    assert two.height() == pytest.approx(2 * step, abs=1)


def test_a_line_is_not_longer_than_one_can_read(qtbot: QtBot) -> None:
    text = _text(qtbot, LONG)
    ink = current().hex(Color.INK)
    beyond = QRect(660, 0, 240, text.height())
    assert colors(text)[ink] > 100
    assert colors(text, beyond)[ink] == 0


@pytest.mark.parametrize("markup", ["<b>bold</b>", "<img src='file:///etc/passwd'>", "a<br>b", "&lt;"])
def test_markup_is_shown_and_not_obeyed(qtbot: QtBot, markup: str) -> None:
    text = _text(qtbot, markup)
    assert (text.textFormat(), text.text()) == (Qt.TextFormat.PlainText, markup)
    assert PlainLabel(markup).textFormat() is Qt.TextFormat.PlainText


def test_other_words_take_the_height_that_they_need(qtbot: QtBot) -> None:
    text = _text(qtbot, "Short", width=300)
    low = text.height()
    text.set_words(LONG)
    assert text.height() >= 4 * low


def test_it_gets_as_narrow_as_its_widest_word(qtbot: QtBot) -> None:
    narrow, wide = _text(qtbot, "a b c d e f"), _text(qtbot, "a Telefonnummer b c d")
    assert narrow.minimumSizeHint().width() < wide.minimumSizeHint().width() < wide.sizeHint().width()


@pytest.mark.parametrize(("word", "first"), [("e-mail", "e-"), ("E-Mail-Adresse", "E-"), ("well-known", "well-")])
def test_no_line_ends_after_one_letter_and_a_hyphen(qapp: QApplication, word: str, first: str) -> None:
    del qapp
    its_width = width_of(f"All of this is {first}", Type.BODY)
    layout = paragraph(f"All of this is {word}", Type.BODY, its_width).layout
    broken = layout.lineAt(0).textLength() == len(f"All of this is {first}")
    assert broken == (word == "well-known")


def test_an_icon_is_an_ornament_that_grows_and_keeps_silent(qtbot: QtBot, wear: Wear) -> None:
    icon = Icon(Glyph.CLOCK, Color.WARN_FILL, 22)
    qtbot.addWidget(icon)
    assert icon.width() == 22
    assert shows(icon, Color.WARN_FILL)
    assert QAccessible.queryAccessibleInterface(icon).text(QAccessible.Text.Name) == ""
    wear(Theme(scale=2.0))
    assert Icon(Glyph.CLOCK, size=22).width() == 44
