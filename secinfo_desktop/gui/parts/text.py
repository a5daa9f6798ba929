"""Words and ornaments."""

from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts.bases import Reflow
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.parts.typesetting import balanced_width, height_of, longest_line, widest_word, width_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type, current

HEADINGS = frozenset({Type.DISPLAY, Type.TITLE, Type.HEADING})
_BALANCED = frozenset({Type.DISPLAY, Type.TITLE})
_WIDEST_WORD = 240
_WIDEST_AT_ALL = 400
"""px: longer words break. In a panel, and at 200 % in the smallest window, one must not hold all others wide."""


class PlainLabel(QLabel):
    """A label that never takes its text for markup. Every label of the window is one."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)


class Text(Reflow, PlainLabel):
    """Wrapping plain text in a role and a colour, at most ``max_chars`` characters wide; titles are balanced."""

    def __init__(
        self,
        words: str,
        role: Type = Type.BODY,
        color: Color = Color.INK,
        *,
        max_chars: int = 64,
        heading: bool = False,
    ) -> None:
        """``heading``: screen readers may jump to it, however small it is; to a title they always may."""
        super().__init__()  # without the words: a screen reader is told of them, and asks then whether it is a heading
        self.role, self._color, self._max_chars = role, color, max_chars
        self.is_heading = heading or role in HEADINGS
        self._natural = width_of(words, role)
        self.setText(words)
        self.setFont(current().font(role))
        self.follow_width(QSizePolicy.Policy.Preferred)

    def set_words(self, words: str) -> None:
        """Say something else in the same place."""
        self._natural = width_of(words, self.role)
        self.setText(words)
        self.refit()

    def _longest_line(self) -> float:
        return longest_line(self.role, self._max_chars)

    def _wrap_width(self, width: float) -> float:
        width = min(width, self._longest_line())
        if self._natural <= width or self.role not in _BALANCED:
            return width
        return balanced_width(self.text(), self.role, width)

    def height_in(self, width: int) -> int:
        """The height of the wrapped text, in whole px."""
        return ceil(height_of(self.text(), self.role, self._wrap_width(width)))

    def sizeHint(self) -> QSize:
        """One line, or the longest line that reads well."""
        width = int(min(self._natural, self._longest_line()) + 2)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The widest word on one line."""
        return QSize(
            int(min(widest_word(self.text(), self.role), current().px(_WIDEST_WORD), _WIDEST_AT_ALL)),
            ceil(current().line_height(self.role)),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines from the reading side."""
        with Canvas(self) as canvas:
            place = QRectF(0, 0, self._wrap_width(self.width()), self.height())
            canvas.paragraph(self.text(), self.role, self._color, place)


class Icon(QWidget):
    """An ornament beside words that say the same; silent.

    ``hang`` pulls the glyph over the edge by that share of its width, so that it aligns with the text optically.
    """

    def __init__(self, glyph: Glyph, color: Color = Color.INK2, size: int = 20, *, hang: float = 0.0) -> None:
        super().__init__()
        self._glyph, self._color, self._hang = glyph, color, hang
        side = current().px(size)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the glyph."""
        with Canvas(self) as canvas:
            canvas.icon(self._glyph, self._color, canvas.rect.translated(-self._hang * self.width(), 0))
