"""An answer of the console: a key, what the caller says, where it leads, and how often it is so."""

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from secinfo_desktop.gui.parts.bases import Pressable, Reflow
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.parts.typesetting import height_of, width_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type, current

_PAD: Final = 14
_GAP: Final = 14
_LOWEST: Final = 52
_CAP: Final = 26


class ConsoleAnswer(Reflow, Pressable):
    """One press answers. ``leads`` is drawn below it, ``share`` at the end; ``spoken`` is heard in place of both."""

    ring_radius = Radius.CONTROL

    def __init__(self, title: str, leads: str, *, key: str, share: str = "", spoken: str = "") -> None:
        super().__init__(title, key=key)
        self._leads, self._share = leads, share
        self.setAccessibleDescription(spoken or leads)
        self.follow_width(QSizePolicy.Policy.Expanding)

    def height_in(self, width: int) -> int:
        """The wrapped words with their air."""
        return int(max(self._words_height(self._words_width(width)) + 16, current().px(_LOWEST)))

    def sizeHint(self) -> QSize:
        """A comfortable column."""
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        """Still readable in a narrow part."""
        return QSize(current().px(160), current().px(_LOWEST))

    def _start(self) -> float:
        return _PAD + (current().px(_CAP) + _GAP if self.key else 0)

    def _badge(self) -> float:
        return width_of(self._share, Type.LABEL) + 20 if self._share else 0.0

    def _words_width(self, width: float) -> float:
        return width - self._start() - _PAD - self._badge() - _GAP

    def _words_height(self, width: float) -> float:
        return height_of(self.words, Type.SMALL_STRONG, width) + height_of(self._leads, Type.CAPTION, width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, key, words, share."""
        with Canvas(self) as canvas:
            pointed = self.pointed_at or self.isDown()
            fill, edge = (Color.HOVER, Color.EDGE) if pointed else (Color.SURFACE, Color.LINE)
            canvas.box(canvas.rect, fill if self.isEnabled() else Color.SUNKEN, edge, Radius.CONTROL)
            if self.key:
                canvas.key_cap(self.key, self._middle(_PAD, current().px(_CAP)), Color.INK2)
            self._draw_words(canvas)
            if self._share:
                high = current().line_height(Type.LABEL) + 8
                wide = self._badge()
                place = QRectF(self.width() - _PAD - wide, (self.height() - high) / 2, wide, high)
                bold = current().scheme.bold_edges
                canvas.box(place, Color.SUNKEN, Color.EDGE if bold else None, high / 2)
                canvas.centred(self._share, current().font(Type.LABEL), current().color(Color.INK2), place)

    def _draw_words(self, canvas: Canvas) -> None:
        wide = self._words_width(self.width())
        place = QRectF(self._start(), (self.height() - self._words_height(wide)) / 2, wide, self.height())
        ink = Color.INK if self.isEnabled() else Color.INK3
        used = canvas.paragraph(self.words, Type.SMALL_STRONG, ink, place)
        if self._leads:
            under = Color.INK2 if self.isEnabled() else Color.INK3
            canvas.paragraph(self._leads, Type.CAPTION, under, place.adjusted(0, used, 0, 0))

    def _middle(self, x: float, side: float) -> QRectF:
        return QRectF(x, (self.height() - side) / 2, side, side)
