"""What a widget looks like, in pixels: a test can ask for a colour and for where it is."""

from collections import Counter

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import current


def picture(widget: QWidget) -> QImage:
    """The widget as it is painted now, on the canvas of the look that is worn."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(current().color(Color.CANVAS))
    widget.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return image


def color_at(widget: QWidget, x: int, y: int) -> str:
    """The colour of one pixel, ``#RRGGBB``."""
    return picture(widget).pixelColor(x, y).name().upper()


def colors(widget: QWidget, place: QRect | None = None) -> Counter[str]:
    """How many pixels have which colour, in a place or in all of it."""
    image, inside = picture(widget), place or widget.rect()
    return Counter(
        image.pixelColor(x, y).name().upper()
        for x in range(inside.left(), inside.right() + 1)
        for y in range(inside.top(), inside.bottom() + 1)
    )


def shows(widget: QWidget, color: Color, place: QRect | None = None) -> bool:
    """True if a token's colour is seen there, in more pixels than a blurred edge would have by chance."""
    return colors(widget, place)[current().hex(color)] > 3
