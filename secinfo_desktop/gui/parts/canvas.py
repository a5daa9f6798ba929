"""What parts paint with: boxes, icons and text in the theme's colours.

All places are given for left-to-right: x grows away from the side where reading begins. The canvas mirrors them for a
part that is laid out right-to-left (``QStyle.visualRect`` takes whole pixels only, and text then sits 1 px high).
"""

from types import TracebackType
from typing import Self

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui import icons
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts.typesetting import paragraph
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type, current


class Canvas:
    """A painter on a part. Use it as a context, so that painting ends before the event does."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._rtl = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.painter = QPainter(widget)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.painter.end()

    @property
    def rect(self) -> QRectF:
        """The whole part."""
        return QRectF(self._widget.rect())

    def placed(self, rect: QRectF) -> QRectF:
        """Where a place is on the screen: mirrored if the part reads right-to-left."""
        if not self._rtl:
            return rect
        return QRectF(self._widget.width() - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())

    def box(
        self, rect: QRectF, fill: Color | None, edge: Color | None = None, radius: float = 0.0, width: float = 1.0
    ) -> None:
        """A rounded box whose edge lies wholly inside, so that hairlines stay crisp."""
        width = max(width, 2.0) if edge and current().scheme.bold_edges else width
        inset = width / 2 if edge else 0.0
        inner = self.placed(rect).adjusted(inset, inset, -inset, -inset)
        corner = min(radius, inner.height() / 2)
        self.painter.setPen(QPen(current().color(edge), width) if edge else Qt.PenStyle.NoPen)
        self.painter.setBrush(current().color(fill) if fill else Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(inner, corner, corner)

    def fill(self, rect: QRectF, color: Color) -> None:
        """A sharp rectangle. Erased, not filled: the same pixels, but fillRect first loads all gradients (1.3 ms)."""
        self.painter.setBackground(current().color(color))
        self.painter.eraseRect(self.placed(rect))

    def disc(self, rect: QRectF, fill: Color | None, edge: Color | None = None, width: float = 1.0) -> None:
        """A circle whose edge lies wholly inside."""
        self.box(rect, fill, edge, rect.height() / 2, width)

    def icon(self, glyph: Glyph, color: Color, rect: QRectF) -> None:
        """An icon; those that point along the line of reading are mirrored."""
        if icons.are_awaited():
            return
        mirrored = self._rtl and glyph in icons.MIRRORED
        ratio = self.painter.device().devicePixelRatio()
        picture = icons.pixmap(glyph, current().hex(color), round(rect.width()), ratio, mirrored=mirrored)
        self.painter.drawPixmap(self.placed(rect).topLeft(), picture)

    def paragraph(self, words: str, role: Type, color: Color, rect: QRectF) -> float:
        """Wrapped text from the top of a place; returns its height."""
        text = paragraph(words, role, rect.width())
        self.painter.setPen(current().color(color))
        text.layout.draw(self.painter, self.placed(rect).topLeft())
        return text.height

    def line(self, words: str, role: Type, color: Color, rect: QRectF) -> None:
        """One line that never breaks, at the start of a place and in the middle of its height."""
        text, spot = paragraph(words, role, rect.width(), wrap=False), self.placed(rect)
        self.painter.setPen(current().color(color))
        text.layout.draw(self.painter, QPointF(spot.x(), spot.center().y() - text.height / 2))

    def centred(self, words: str, font: QFont, color: QColor, rect: QRectF) -> None:
        """Digits, letters and tags in the middle of a place, always left-to-right."""
        self.painter.setFont(font)
        self.painter.setPen(color)
        self.painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.painter.drawText(self.placed(rect), Qt.AlignmentFlag.AlignCenter, words)

    def key_cap(
        self, key: str, rect: QRectF, ink: Color, *, on_color: bool = False, ground: Color = Color.SUNKEN
    ) -> None:
        """What to press; always beside its action. ``on_color`` draws it as an outline in the action's own ink."""
        bold = current().scheme.bold_edges
        if on_color:
            self.box(rect, None, ink, Radius.KEY)
        else:
            self.box(rect, ground, Color.EDGE if bold else None, Radius.KEY)
        self.centred(key, current().font(Type.LABEL), current().color(ink), rect)
