"""Chips, the request tag, the budget as marks: painted, and spoken as labels."""

from math import ceil
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts.bases import Reflow
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.parts.surfaces import Tone
from secinfo_desktop.gui.parts.text import PlainLabel
from secinfo_desktop.gui.parts.typesetting import height_of, width_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type, current

_TONES: Final = {
    Tone.NEUTRAL: (Color.SUNKEN, Color.INK2),
    Tone.PLAIN: (Color.SURFACE, Color.INK2),
    Tone.GOOD: (Color.ACCENT_SOFT, Color.ACCENT_INK),
    Tone.WARN: (Color.WARN_SOFT, Color.WARN),
    Tone.BAD: (Color.BAD_SOFT, Color.BAD),
    Tone.OTHER: (Color.OTHER_SOFT, Color.OTHER),
}
_PAD: Final = 10
_WIDEST_TAG: Final = 160
"""Pixels at 100 %: some five times what two letters need."""


class Chip(Reflow, PlainLabel):
    """A word with a sign; wraps where it is narrow."""

    def __init__(self, words: str, tone: Tone = Tone.NEUTRAL, icon: Glyph | None = None) -> None:
        super().__init__(words)
        self._tone, self._icon = tone, icon
        self.setAccessibleName(words)
        self.follow_width(QSizePolicy.Policy.Maximum)

    def show_other(self, words: str, tone: Tone, icon: Glyph | None = None) -> None:
        """Say something else in the same place."""
        self._tone, self._icon = tone, icon
        self.setText(words)
        self.setAccessibleName(words)
        self.refit()

    def _start(self) -> float:
        return _PAD + (current().px(16) + 6 if self._icon else 0.0)

    def height_in(self, width: int) -> int:
        """The wrapped words with their air: 26 px for one line."""
        return ceil(height_of(self.text(), Type.LABEL, width - self._start() - _PAD)) + 8

    def sizeHint(self) -> QSize:
        """One line."""
        width = int(width_of(self.text(), Type.LABEL) + self._start() + _PAD + 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Its widest word: it may wrap, but breaks none."""
        widest = max((width_of(word, Type.LABEL) for word in self.text().split()), default=0.0)
        return QSize(int(self._start() + widest + _PAD + 1), current().px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, sign, words."""
        fill, ink = _TONES[self._tone]
        with Canvas(self) as canvas:
            canvas.box(canvas.rect, fill, Color.EDGE if current().scheme.bold_edges else None, current().px(13))
            if self._icon:
                side = current().px(16)
                canvas.icon(
                    self._icon, ink, QRectF(_PAD, 4 + (current().line_height(Type.LABEL) - side) / 2, side, side)
                )
            place = QRectF(self._start(), 4, self.width() - self._start() - _PAD, self.height())
            canvas.paragraph(self.text(), Type.LABEL, ink, place)


class Tag(PlainLabel):
    """The two letters that bind page and message: the same stand in the message. Nothing else is framed like it.

    What a service sends in their place is cut where it is wider than any tag, and heard whole.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setAccessibleName(words)
        width = int(width_of(words, Type.TAG) + 2 * _PAD)
        self.setFixedSize(min(width, current().px(_WIDEST_TAG)), current().px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The frame and the letters, always left-to-right."""
        font = current().font(Type.TAG)
        words = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - _PAD)
        with Canvas(self) as canvas:
            canvas.box(canvas.rect, Color.SURFACE, Color.INK2, 6, 1.5)
            canvas.centred(words, font, current().color(Color.INK), canvas.rect)


class SessionMark(PlainLabel):
    """The first account: a disc with 1; the second: a square with 2. Shape, number and colour agree."""

    def __init__(self, *, second: bool) -> None:
        super().__init__("2" if second else "1")
        self._second = second
        self.setAccessibleName(self.text())
        self.setFixedSize(current().px(40), current().px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Shape and number."""
        fill, ink = (Color.OTHER, Color.ON_OTHER) if self._second else (Color.ACCENT, Color.ON_ACCENT)
        with Canvas(self) as canvas:
            if self._second:
                canvas.box(canvas.rect.adjusted(2, 2, -2, -2), fill, None, 7)
            else:
                canvas.disc(canvas.rect, fill)
            canvas.centred(self.text(), current().font(Type.HEADING), current().color(ink), canvas.rect)


class Pips(PlainLabel):
    """A budget as marks: filled is left, hollow is used. Words stand beside it; ``spoken`` is what a reader hears."""

    def __init__(self, left: int, total: int, *, spoken: str) -> None:
        super().__init__()
        self._left, self._total = left, total
        self.setAccessibleName(spoken)
        self.setFixedSize(total * current().px(16), current().px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A disc for each."""
        step, side = current().px(16), current().px(10)
        with Canvas(self) as canvas:
            for index in range(self._total):
                inset = (step - side) / 2
                place = QRectF(index * step + inset, inset, side, side)
                if index < self._left:
                    canvas.disc(place, Color.ACCENT, Color.ACCENT, 1.5)
                else:
                    canvas.disc(place, None, Color.EDGE, 1.5)
