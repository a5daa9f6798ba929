"""How menus look: rows of the height of a button, a check for what is chosen, headings in small letters.

Qt's Fusion draws them closer than a finger can hit. A style of a menu's own leaves every other control as it is.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QStyleOptionMenuItem, QWidget

from secinfo_desktop.gui import icons
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts.typesetting import width_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type, current

_ROW: Final = 36
_PAD: Final = 8
_SIGN: Final = 18
_START: Final = _PAD + _SIGN + 10
"""Where words begin at 100 %: behind the sign of what is chosen."""
_FRAME: Final = 6


class MenuStyle(QProxyStyle):
    """Paints one menu from the tokens of the look that is worn now."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """A little air between the edge and the rows."""
        if metric in (QStyle.PixelMetric.PM_MenuHMargin, QStyle.PixelMetric.PM_MenuVMargin):
            return _FRAME
        if metric is QStyle.PixelMetric.PM_MenuPanelWidth:
            return 1
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """A menu that is higher than the screen scrolls: a second column would not be found."""
        is_scrolling = hint is QStyle.StyleHint.SH_Menu_Scrollable
        return 1 if is_scrolling else super().styleHint(hint, option, widget, returned)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """A row as high as a button, with room for its words and the sign before them."""
        if kind is not QStyle.ContentsType.CT_MenuItem or not isinstance(option, QStyleOptionMenuItem):
            return self.baseStyle().sizeFromContents(kind, option, size, widget)
        role = Type.LABEL if _is_heading(option) else Type.SMALL
        high = int(current().line_height(role)) + (2 * _PAD if role is Type.SMALL else _PAD)
        if not option.text:
            return QSize(size.width(), 2 * _FRAME + 1)
        start = current().px(_START) if role is Type.SMALL else _PAD
        return QSize(int(start + width_of(option.text, role) + 3 * _PAD), max(high, 0 if _is_heading(option) else _ROW))

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """The sheet and its hairline."""
        if element is QStyle.PrimitiveElement.PE_PanelMenu:
            painter.fillRect(option.rect, current().color(Color.SURFACE))
        elif element is QStyle.PrimitiveElement.PE_FrameMenu:
            painter.setPen(QPen(current().color(Color.EDGE), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """A row: a heading, a hairline, or something to choose."""
        if element is not QStyle.ControlElement.CE_MenuItem or not isinstance(option, QStyleOptionMenuItem):
            super().drawControl(element, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not option.text:
            middle = option.rect.center().y()
            painter.fillRect(QRect(option.rect.x(), middle, option.rect.width(), 1), current().color(Color.LINE))
        elif _is_heading(option):
            _draw_words(painter, option, Type.LABEL, Color.INK2, _PAD)
        else:
            _draw_choice(painter, option)
        painter.restore()


def _is_heading(option: QStyleOptionMenuItem) -> bool:
    return option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator


def _draw_choice(painter: QPainter, option: QStyleOptionMenuItem) -> None:
    if option.state & QStyle.StateFlag.State_Selected:
        bold = current().scheme.bold_edges
        painter.setBrush(current().color(Color.HOVER))
        painter.setPen(QPen(current().color(Color.FOCUS), 2) if bold else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), Radius.SMALL, Radius.SMALL)
    if option.checked:
        side = current().px(_SIGN)
        spot = QRect(option.rect.x() + _PAD, option.rect.y() + (option.rect.height() - side) // 2, side, side)
        ratio = painter.device().devicePixelRatio()
        sign = icons.pixmap(Glyph.CHECK, current().hex(Color.ACCENT), side, ratio)
        painter.drawPixmap(QPointF(QStyle.visualRect(option.direction, option.rect, spot).topLeft()), sign)
    _draw_words(painter, option, Type.SMALL, Color.INK, current().px(_START))


def _draw_words(painter: QPainter, option: QStyleOptionMenuItem, role: Type, ink: Color, start: int) -> None:
    painter.setFont(current().font(role))
    painter.setPen(current().color(ink))
    place = QStyle.visualRect(option.direction, option.rect, option.rect.adjusted(start, 0, -_PAD, 0))
    painter.setLayoutDirection(option.direction)
    at_start = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
    painter.drawText(place, at_start | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, option.text)
