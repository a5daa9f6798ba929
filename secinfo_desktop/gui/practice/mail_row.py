"""One message in a list: who sent it, when, and what it is about."""

from math import ceil
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from secinfo_desktop.gui.parts.bases import Pressable, Reflow
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.parts.typesetting import height_of, width_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type, current

_PAD: Final = 10
_GAP: Final = 8


class MailRow(Reflow, Pressable):
    """Pressing it opens the message; the open one is marked. ``spoken`` is all of it as one sentence."""

    ring_radius = Radius.SMALL

    def __init__(self, sender: str, subject: str, time: str, *, spoken: str, opened: bool) -> None:
        super().__init__(sender, name=spoken)
        self._subject, self._time, self._opened = subject, time, opened
        self.follow_width(QSizePolicy.Policy.Expanding)

    def height_in(self, width: int) -> int:
        """Sender and subject below each other, with their air."""
        words = height_of(self.words, Type.SMALL_STRONG, self._sender_width(width))
        return ceil(words + height_of(self._subject, Type.CAPTION, width - 2 * _PAD) + 2 * _PAD)

    def sizeHint(self) -> QSize:
        """A panel's width."""
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        """Still readable in a narrow panel."""
        return QSize(current().px(160), self.sizeHint().height())

    def _sender_width(self, width: float) -> float:
        return width - 2 * _PAD - _GAP - width_of(self._time, Type.CAPTION)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, sender, time, subject."""
        inner = self.width() - 2 * _PAD
        with Canvas(self) as canvas:
            self._draw_ground(canvas)
            wide = width_of(self._time, Type.CAPTION)
            canvas.paragraph(self._time, Type.CAPTION, Color.INK2, QRectF(_PAD + inner - wide, _PAD + 1, wide, 0))
            place = QRectF(_PAD, _PAD, self._sender_width(self.width()), 0)
            used = canvas.paragraph(self.words, Type.SMALL_STRONG, Color.INK, place)
            canvas.paragraph(self._subject, Type.CAPTION, Color.INK2, QRectF(_PAD, _PAD + used, inner, 0))

    def _draw_ground(self, canvas: Canvas) -> None:
        if self._opened:
            canvas.box(canvas.rect, Color.ACCENT_SOFT, Color.ACCENT, Radius.SMALL)
            return
        pointed = self.pointed_at or self.isDown()
        edge = Color.EDGE if pointed or current().scheme.bold_edges else None
        canvas.box(canvas.rect, Color.HOVER if pointed else Color.SURFACE, edge, Radius.SMALL)
