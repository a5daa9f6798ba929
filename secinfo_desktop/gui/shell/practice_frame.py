"""The striped frame of practice: nobody takes a made-up person's account for their own."""

from typing import Final

from PySide6.QtCore import QLineF, QRect
from PySide6.QtGui import QPainter, QPen, QRegion
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import current

_STRIPE: Final = 8


def paint_practice_frame(window: QWidget, width: int) -> None:
    """Paint diagonal stripes into the outermost px of a window."""
    whole = window.rect()
    painter = QPainter(window)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRegion(QRegion(whole) - QRegion(whole.adjusted(width, width, -width, -width)))
    painter.fillRect(whole, current().color(Color.SURFACE))
    painter.setPen(QPen(current().color(Color.INK2), _STRIPE))
    painter.drawLines(_stripes(whole))
    painter.end()


def _stripes(rect: QRect) -> list[QLineF]:
    step, high = int(_STRIPE * 2 * 1.42), rect.height()
    return [QLineF(x, high, x + high, 0) for x in range(-high, rect.width(), step)]
