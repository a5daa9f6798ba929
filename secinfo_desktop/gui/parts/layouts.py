"""Columns, rows, lines that break, and the scrolling page."""

from typing import Final, TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)

from secinfo_desktop.gui.parts.bases import Holder, Pressable
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Theme, current

Box = TypeVar("Box", bound=QBoxLayout)
Margins = tuple[int, int, int, int]
Item = QWidget | QLayout | int | tuple[QWidget, Qt.AlignmentFlag] | None
"""A part, a layout, extra px, a part with its alignment, or None for all the room that is left."""

TOP: Final = Qt.AlignmentFlag.AlignTop
MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
START: Final = Qt.AlignmentFlag.AlignLeft  # Qt mirrors it inside layouts
NO_MARGINS: Final[Margins] = (0, 0, 0, 0)


def column(*items: Item, gap: int = 0, margins: Margins = NO_MARGINS) -> QVBoxLayout:
    """Items below each other. Equal margins left and right: Qt does not mirror them."""
    return _fill(QVBoxLayout(), items, gap, margins)


def row(*items: Item, gap: int = 0, margins: Margins = NO_MARGINS) -> QHBoxLayout:
    """Items beside each other, from the side where reading begins."""
    return _fill(QHBoxLayout(), items, gap, margins)


def _fill(layout: Box, items: tuple[Item, ...], gap: int, margins: Margins) -> Box:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for item in items:
        _append(layout, item)
    return layout


def _append(layout: QBoxLayout, item: Item) -> None:
    match item:
        case None:
            layout.addStretch(1)
        case int():
            layout.addSpacing(item)
        case (QWidget() as widget, Qt.AlignmentFlag() as alignment):
            if isinstance(widget, Pressable) and isinstance(layout, QVBoxLayout):
                widget.give_way()
            layout.addWidget(widget, 0, alignment)
        case QLayout():
            layout.addLayout(item)
        case QWidget():
            layout.addWidget(item)


def holder(layout: QLayout) -> QWidget:
    """A bare widget around a layout, where Qt takes widgets only."""
    widget = Holder()
    widget.setLayout(layout)
    return widget


class Flow(QLayout):
    """A row that breaks into lines where it no longer fits, 12 px apart at most; mirrored with its widget."""

    def __init__(self, *widgets: QWidget, gap: int = 12) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, min(gap, 12)
        self._placed: dict[int, list[list[tuple[QLayoutItem, QRect]]]] = {}
        self._hints: list[tuple[QLayoutItem, QSize]] | None = None
        self._least: QSize | None = None
        self.setContentsMargins(*NO_MARGINS)
        for widget in widgets:
            if isinstance(widget, Pressable):
                widget.give_way()
            self.addChildWidget(widget)
            self.addItem(QWidgetItem(widget))  # Python can mistake one that Qt made for a dead one at its address

    def addItem(self, item: QLayoutItem) -> None:
        """Hold one more item."""
        self._items.append(item)
        self.invalidate()

    def invalidate(self) -> None:
        """Something in it wants another size."""
        self._placed, self._hints, self._least = {}, None, None
        super().invalidate()

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item, or None behind the last: Qt asks for it."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """True: fewer px make more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        lines = self._lines_in(width)
        high = sum(max((place.height() for _, place in line), default=0) for line in lines)
        return high + self._line_gap * (len(lines) - 1)

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        hints = [hint for _, hint in self._shown()]
        gaps = self._gap * max(0, len(hints) - 1)
        return QSize(sum(hint.width() for hint in hints) + gaps, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The widest item alone; worked out once until something in it wants another: layouts around it ask often."""
        if self._least is None:
            width = max((item.minimumSize().width() for item, _ in self._shown()), default=0)
            self._least = QSize(width, max((hint.height() for _, hint in self._shown()), default=0))
        return self._least

    def setGeometry(self, rect: QRect) -> None:
        """Put every item where it belongs."""
        super().setGeometry(rect)
        self._place(rect)

    def _shown(self) -> list[tuple[QLayoutItem, QSize]]:
        """What is not hidden, and the sizes that it would like."""
        if self._hints is None:
            self._hints = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
        return self._hints

    def _lines_in(self, width: int) -> list[list[tuple[QLayoutItem, QRect]]]:
        """Worked out once for each width: layouts around it ask many times."""
        if width not in self._placed:
            self._placed[width] = self._lines(width)
        return self._placed[width]

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QRect]]]:
        """The items of each line, with their x, width and height."""
        lines: list[list[tuple[QLayoutItem, QRect]]] = [[]]
        x = 0
        for item, hint in self._shown():
            wide = min(hint.width(), width)
            if lines[-1] and x + wide > width:
                lines.append([])
                x = 0
            lines[-1].append(_placed(item, hint, x, wide))
            x += wide + self._gap
        return lines

    def _place(self, rect: QRect) -> None:
        y, parent = 0, self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for line in self._lines_in(rect.width()):
            tall = max((place.height() for _, place in line), default=0)
            for item, place in line:
                spot = place.translated(rect.topLeft() + QPoint(0, y + (tall - place.height()) // 2))
                if mirrored:
                    spot.moveLeft(rect.left() + rect.right() - spot.right())
                item.setGeometry(spot)
            y += tall + self._line_gap


_COMFORTABLE: Final = 0.8


class Spread(Flow):
    """Two parts at the ends of a line: the first takes the room that is left, and wraps in it.

    Where that leaves it less than most of the width that it would like, the second stands below.
    """

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QRect]]]:
        shown = self._shown()
        if len(shown) != 2:
            return super()._lines(width)
        first, second = shown
        wide = second[1].width()
        room = width - self._gap - wide
        if room < _COMFORTABLE * first[1].width():
            return [[_placed(*first, 0, width)], [_placed(*second, 0, min(wide, width))]]
        return [[_placed(*first, 0, room), _placed(*second, room + self._gap, wide)]]


def _placed(item: QLayoutItem, hint: QSize, x: int, wide: int) -> tuple[QLayoutItem, QRect]:
    high = item.heightForWidth(wide) if item.hasHeightForWidth() else hint.height()
    return item, QRect(x, 0, wide, high)


class Scroll(QScrollArea):
    """A page that scrolls when it must, without a frame.

    Viewport and bar are made here: of widgets that Qt makes itself Python first finds out the kind, and for that it
    loads every kind of widget that there is (measured: 6 ms before the first paint).
    """

    def __init__(self, content: QWidget, ground: Color = Color.CANVAS) -> None:
        super().__init__()
        self.setViewport(_ground(ground))
        self.setVerticalScrollBar(QScrollBar())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.verticalScrollBar().setStyleSheet(thin_bar(current(), ground))


def _ground(color: Color) -> QWidget:
    ground = QWidget()
    palette = ground.palette()
    palette.setColor(QPalette.ColorRole.Window, current().color(color))
    ground.setPalette(palette)
    ground.setAutoFillBackground(True)
    return ground


def thin_bar(theme: Theme, ground: Color) -> str:
    """The only style sheet of the product, set on the bar itself: on a parent it would stop palettes and fonts."""
    edge = theme.hex(Color.EDGE)
    return (
        f"QScrollBar:vertical{{background:{theme.hex(ground)};width:12px;margin:0}}"
        f"QScrollBar::handle:vertical{{background:{edge};border-radius:2px;min-height:32px;margin:2px 4px}}"
        "QScrollBar::add-line,QScrollBar::sub-line{height:0}"
        "QScrollBar::add-page,QScrollBar::sub-page{background:transparent}"
    )
