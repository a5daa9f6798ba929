"""Plain text laid out with a line height of our own, which QLabel can't have. Nothing here is ever rich text.

Layouts ask for the same size many times, and so does each page for what stood on the one before: sizes are remembered
until texts may have other ones. So are the last texts as they were laid out, with the shapes of their letters.
"""

import atexit
import re
from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextOption

from secinfo_desktop.gui.theme import Type, current, measures

_LINE_SEPARATOR: Final = "\u2028"
_NO_BREAK_SPACE: Final = "\u00a0"
_WORD_JOINER: Final = "\u2060"
_AFTER_ONE_LETTER: Final = re.compile(r"(?<=\b[A-Za-z]-)(?=\w)")
"""In "e-mail" no line ends with the "e-"."""
_REMEMBERED: Final = 1024
"""Sizes of each sort."""
_LAID_OUT: Final = 256
"""Texts; a page and its surroundings have 20 to 60 of them."""


class Paragraph(NamedTuple):
    """Laid-out text, ready to be drawn; sizes in px."""

    layout: QTextLayout
    height: float
    lines: int


def isolated(words: str) -> str:
    """Masks, codes and addresses keep their order inside right-to-left text, and stay on one line (Unicode isolate)."""
    from secinfo_desktop.domain.plain_text import without_turns  # the first page isolates nothing

    return f"\u2066{without_turns(words).replace(' ', _NO_BREAK_SPACE)}\u2069"


def paragraph(words: str, role: Type, width: float, *, wrap: bool = True) -> Paragraph:
    """Text laid out at the reading side of ``width`` px, line under line at the role's line height. Don't change it."""
    return _laid_out(words, role, width, wrap, measures())


@lru_cache(_LAID_OUT)
def _laid_out(words: str, role: Type, width: float, wrap: bool, _measures: int) -> Paragraph:
    kept = _AFTER_ONE_LETTER.sub(_WORD_JOINER, words)
    layout = QTextLayout(kept.replace("\n", _LINE_SEPARATOR), current().font(role))
    layout.setTextOption(_option(current().rtl, wrap))
    layout.setCacheEnabled(True)  # else the letters are shaped again for each painting
    step, lines = current().line_height(role), 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, lines * step + (step - line.height()) / 2))
        lines += 1
    layout.endLayout()
    return Paragraph(layout, lines * step, lines)


atexit.register(_laid_out.cache_clear)  # what holds typefaces must not outlive the application, which ends after this


@lru_cache
def _option(rtl: bool, wrap: bool) -> QTextOption:
    """Qt mirrors the alignment of a label, but not of a text layout: right-to-left is said twice here."""
    option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    mode = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if wrap else QTextOption.WrapMode.ManualWrap
    option.setWrapMode(mode)
    return option


def height_of(words: str, role: Type, width: float) -> float:
    """How high a text becomes in ``width`` px; nothing has no height."""
    return _height(words, role, width, measures()) if words else 0.0


def width_of(words: str, role: Type) -> float:
    """How wide the text's longest line is when nothing breaks it."""
    return _width(words, role, measures())


def widest_word(words: str, role: Type) -> float:
    """How wide the longest of the words is; around what is isolated a line may break."""
    return _widest_word(words, role, measures())


def longest_line(role: Type, chars: int) -> float:
    """How wide a line of so many characters is, about."""
    return _longest_line(role, chars, measures())


def balanced_width(words: str, role: Type, width: float) -> float:
    """The narrowest width that needs no more lines: a heading's lines become about equally long."""
    return _balanced_width(words, role, width, measures())


@lru_cache(_REMEMBERED)
def _height(words: str, role: Type, width: float, _measures: int) -> float:
    if "\n" not in words and _width(words, role, _measures) <= width:
        return current().line_height(role)  # it fits: nothing has to be laid out to know that
    return paragraph(words, role, width).height


@lru_cache(_REMEMBERED)
def _width(words: str, role: Type, _measures: int) -> float:
    metrics = QFontMetricsF(current().font(role))
    return max((metrics.horizontalAdvance(line) for line in words.split("\n")), default=0.0) + 2


@lru_cache(_REMEMBERED)
def _widest_word(words: str, role: Type, _measures: int) -> float:
    separate = words.replace("\u2066", " ").replace("\u2069", " ").split()
    return max((width_of(word, role) for word in separate), default=0.0)


@lru_cache(_REMEMBERED)
def _longest_line(role: Type, chars: int, _measures: int) -> float:
    return QFontMetricsF(current().font(role)).averageCharWidth() * chars * 1.06


@lru_cache(_REMEMBERED)
def _balanced_width(words: str, role: Type, width: float, _measures: int) -> float:
    lines = paragraph(words, role, width).lines
    narrow, wide = width / 2, width
    while lines > 1 and wide - narrow > 4:
        middle = (narrow + wide) / 2
        fits = paragraph(words, role, middle).lines <= lines
        narrow, wide = (narrow, middle) if fits else (middle, wide)
    return wide
