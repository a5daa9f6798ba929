"""Gauges: painted, and spoken as progress bars."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar

from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type, current

_PEN: Final = 4


class Countdown(QProgressBar):
    """A ring that empties. The number inside is the truth, the ring only its picture. It keeps no time itself.

    ``spoken`` makes the sentence that a screen reader hears from the seconds that are left.
    """

    def __init__(self, left: int, total: int, *, spoken: Callable[[int], str], size: int = 56) -> None:
        super().__init__()
        self._spoken = spoken
        self.setTextVisible(False)
        self.setRange(0, max(total, 1))
        self.setFixedSize(current().px(size), current().px(size))
        self.tick(left)

    def tick(self, left: int) -> None:
        """Show the seconds that are left now; never less than none."""
        self.setValue(min(max(left, 0), self.maximum()))
        self.setAccessibleName(self._spoken(self.value()))
        self.update()

    def clock_face(self) -> str:
        """The seconds that are left as minutes and seconds."""
        minutes, seconds = divmod(self.value(), 60)
        return f"{minutes}:{seconds:02d}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The rest as an arc, the number in the middle."""
        with Canvas(self) as canvas:
            inset = current().px(_PEN) / 2 + 1
            ring = canvas.rect.adjusted(inset, inset, -inset, -inset)
            self._arc(canvas, ring, Color.TRACK, 1.0)
            self._arc(canvas, ring, Color.ACCENT, self.value() / self.maximum())
            face = current().font(Type.SMALL_STRONG)
            canvas.centred(self.clock_face(), face, current().color(Color.INK), canvas.rect)

    def _arc(self, canvas: Canvas, ring: QRectF, color: Color, share: float) -> None:
        if share > 0:
            pen = QPen(current().color(color), current().px(_PEN), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            canvas.painter.setPen(pen)
            canvas.painter.drawArc(ring, 90 * 16, int(share * 360 * 16))
