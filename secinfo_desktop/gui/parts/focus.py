"""The one focus ring of a window, and the order of Tab."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLayout, QScrollArea, QWidget

from secinfo_desktop.gui.parts.bases import Focusable
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import current

_OUT: Final = 3.5  # 2 px gap and half of the 3 px pen
_PEN: Final = 3
_FOLLOWED: Final = (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.UpdateRequest)
_BY_TAB: Final = (Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.WheelFocus)
"""Compared, not looked up: the enums of PySide hash and combine in Python."""
_KEYBOARD: Final = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)


def reading_order(widget: QWidget) -> Iterator[QWidget]:
    """The controls of a widget in the order in which they are laid out. Qt's own tab order is the order of creation."""
    if widget.focusPolicy() in _BY_TAB and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, (QAbstractButton, QLabel)):
        return  # they are most of a page, and there is nothing in them
    inner = widget.widget() if isinstance(widget, QScrollArea) else None
    layout = widget.layout()
    if inner is not None:
        yield from reading_order(inner)
    elif layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        widget, nested = item.widget(), item.layout()
        if widget is not None:
            yield from reading_order(widget)
        elif nested is not None:
            yield from _in_layout(nested)


def set_tab_order(parts: Iterable[QWidget]) -> None:
    """Make Tab follow the reading order through the given parts of a window, one after the other."""
    stops = [stop for part in parts for stop in reading_order(part)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


class FocusRing(QWidget):
    """A 3 px ring outside the control that has the focus, above everything. Blue is used for nothing else.

    It is shown for the keyboard, and always for fields. It repaints two small spots, not the window.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._target: QWidget | None = None
        self._by_keyboard = True
        self._drawn = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        window.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)

    @property
    def target(self) -> QWidget | None:
        """The control that the ring is around, or None while there is no ring."""
        target = self._target
        if target is None or not target.isVisible():
            return None
        always = isinstance(target, Focusable) and target.ring_always
        return target if always or self._by_keyboard else None

    def keyboard_used(self) -> None:
        """A key was pressed: from now on the person wants to see where the keyboard is."""
        if not self._by_keyboard:
            self._by_keyboard = True
            self._follow()

    @Slot("QWidget*", "QWidget*")
    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._target = new if isinstance(new, Focusable) and self.window().isAncestorOf(new) else None
        if isinstance(new, Focusable):
            self._by_keyboard = self._is_keyboard(new.focus_reason)
        self.raise_()
        self._follow()

    def _is_keyboard(self, reason: Qt.FocusReason) -> bool:
        """What the program itself focuses is shown in the way in which the person came."""
        if reason in _KEYBOARD:
            return True
        return self._by_keyboard and reason is not Qt.FocusReason.MouseFocusReason

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Whatever moves a control repaints its window: then see whether it was ours."""
        if event.type() in _FOLLOWED:
            self._follow()
        return False

    def _follow(self) -> None:
        if self.geometry() != self.window().rect():
            self.setGeometry(self.window().rect())
            self.raise_()
        spot = self._ring().adjusted(-_PEN, -_PEN, _PEN, _PEN).toAlignedRect()
        if spot != self._drawn:
            self.update(self._drawn)
            self.update(spot)
            self._drawn = spot

    def _ring(self) -> QRectF:
        target = self.target
        if not isinstance(target, Focusable):
            return QRectF()
        return target.ring_rect(self.window()).adjusted(-_OUT, -_OUT, _OUT, _OUT)

    def _visible_part(self, target: QWidget) -> QRect:
        """The whole window, or what a scrolled page shows of itself."""
        above: QWidget | None = target.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is None:
            return self.rect()
        return QRect(above.mapTo(self.window(), QPoint(0, 0)), above.size())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring, in the curve of its control."""
        target = self.target
        if not isinstance(target, Focusable):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._visible_part(target))
        painter.setPen(QPen(current().color(Color.FOCUS), _PEN))
        radius = target.ring_radius + _OUT
        painter.drawRoundedRect(self._ring(), radius, radius)
        painter.end()
