"""The list of cases, painted row by row: ten thousand of them scroll as a dozen does."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from secinfo_desktop.gui.helpdesk.cases import Cases, Section
from secinfo_desktop.gui.helpdesk.wording import age, caller, sign, since, what_about
from secinfo_desktop.gui.parts.bases import Focusable
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.parts.layouts import thin_bar
from secinfo_desktop.gui.parts.typesetting import width_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type, current
from secinfo_desktop.helpdesk.records import CaseLine
from secinfo_desktop.texts.words import Words

_ROW: Final = 60
_WORDS_AT: Final = 42
"""px from the start of a row to its words at 100 %."""
_EDGE: Final = 14
_BATCH: Final = 500
"""Rows that Qt lays out in one turn: it asks about each of them."""
_TICK_MS: Final = 20_000
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowCanvas(Canvas):
    """Paints one row of a list with the list's own painter."""

    def __init__(self, painter: QPainter, place: QRect, *, rtl: bool) -> None:
        self.painter, self._place, self._rtl = painter, place, rtl
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def rect(self) -> QRectF:
        """The whole row."""
        return QRectF(0, 0, self._place.width(), self._place.height())

    def placed(self, rect: QRectF) -> QRectF:
        """Where a place of the row is in the list."""
        x = self._place.width() - rect.x() - rect.width() if self._rtl else rect.x()
        return QRectF(self._place.x() + x, self._place.y() + rect.y(), rect.width(), rect.height())

    def cut_line(self, words: str, role: Type, color: Color, rect: QRectF) -> None:
        """One line that ends with three dots where it is too long."""
        metrics = QFontMetricsF(current().font(role))
        self.line(metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width()), role, color, rect)


class CaseDelegate(QStyledItemDelegate):
    """A case: its sign, who, since when, number and what about."""

    def __init__(self, cases: Cases, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._cases, self._words = cases, words

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are of one height: the list knows its own without asking each."""
        return QSize(100, row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a row."""
        painter.save()
        canvas = RowCanvas(painter, option.rect, rtl=option.direction is Qt.LayoutDirection.RightToLeft)
        match self._cases.row(index.row()):
            case CaseLine() as line:
                self._draw_ground(canvas, line, option)
                self._draw(canvas, line)
            case Section() as section:
                high = current().line_height(Type.LABEL)
                place = QRectF(0, canvas.rect.height() - high - 4, canvas.rect.width(), high)
                canvas.line(self._cases.heading(section), Type.LABEL, Color.INK2, place)
        painter.restore()

    def _draw_ground(self, canvas: RowCanvas, line: CaseLine, option: QStyleOptionViewItem) -> None:
        bold = current().scheme.bold_edges
        if line.id == self._cases.shown:
            canvas.box(canvas.rect, Color.ACCENT_SOFT, Color.ACCENT if bold else None, Radius.SMALL)
            canvas.box(QRectF(0, 10, 3, canvas.rect.height() - 20), Color.ACCENT, None, 2)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            canvas.box(canvas.rect, Color.HOVER, None, Radius.SMALL)

    def _draw(self, canvas: RowCanvas, line: CaseLine) -> None:
        px, words, wide = current().px, self._words, canvas.rect.width()
        start, upper, lower = (
            px(_WORDS_AT),
            current().line_height(Type.SMALL_STRONG),
            current().line_height(Type.CAPTION),
        )
        top = (canvas.rect.height() - upper - lower) / 2
        side = px(18)
        glyph, ink = sign(line, is_mine=self._cases.is_mine(line))
        canvas.icon(glyph, ink, QRectF(_EDGE, top + (upper - side) / 2, side, side))
        old = age(since(line), words)
        tail = width_of(old, Type.CAPTION)
        canvas.line(old, Type.CAPTION, Color.INK2, QRectF(wide - _EDGE - tail, top, tail, upper))
        who = QRectF(start, top, wide - start - _EDGE - tail - 8, upper)
        canvas.cut_line(caller(line, words), Type.SMALL_STRONG, Color.INK, who)
        what = words.say("helpdesk_window.line.detail", number=line.number, what=what_about(line, words))
        canvas.cut_line(what, Type.CAPTION, Color.INK2, QRectF(start, top + upper, wide - start - _EDGE, lower))


def row_height() -> int:
    """The height of a row in px: two lines of text with their air."""
    lines = current().line_height(Type.SMALL_STRONG) + current().line_height(Type.CAPTION)
    return max(current().px(_ROW), int(lines) + 20)


class CaseListView(Focusable, QListView):
    """Arrows move, Enter opens; letters are left to the window. Ages go on by themselves, nothing is built anew."""

    chosen = Signal(str)
    """The id of a case that the agent wants to see."""
    section_seen = Signal(str)
    """The heading of the section that the upper end shows; "" for none."""
    ring_radius = Radius.SMALL

    def __init__(self, cases: Cases, words: Words) -> None:
        super().__init__()
        self._cases = cases
        self._left = QPersistentModelIndex()
        """The row to come back to; without the keyboard none is current: a screen reader takes that for the focus."""
        self.setAccessibleName(words.say("helpdesk_window.list"))
        self.setVerticalScrollBar(QScrollBar())
        self.verticalScrollBar().setStyleSheet(thin_bar(current(), Color.SUNKEN))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, current().color(Color.SUNKEN))
        self.setPalette(palette)
        self.setModel(cases)
        self._rows = CaseDelegate(cases, words, self)  # held: a view does not keep its delegate
        self.setItemDelegate(self._rows)
        self.clicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self.tell_section)
        cases.modelReset.connect(self.tell_section)
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self.viewport().update)
        self._ticks.start()

    def follow(self) -> None:
        """Bring the case that is shown into sight, and put the place of the keyboard there."""
        at = self._cases.place_of(self._cases.shown)
        if at is not None and at != (self.currentIndex().row() if self.hasFocus() else self._left.row()):
            self._go_to(self._cases.index(at))
        self.viewport().update()
        self.tell_section()

    def _go_to(self, index: QModelIndex) -> None:
        if self.hasFocus():
            self.setCurrentIndex(index)
            return
        self._left = QPersistentModelIndex(index)
        if self.isVisible():
            self.scrollTo(index)

    def showEvent(self, event: QShowEvent) -> None:
        """What was to be brought into sight before there was a list is there now."""
        super().showEvent(event)
        if self._left.isValid():
            self.scrollTo(self._cases.index(self._left.row()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard comes back to the row that it left."""
        if self._left.isValid():
            self.setCurrentIndex(self._cases.index(self._left.row()))
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No row has the keyboard any more."""
        super().focusOutEvent(event)
        self._left = QPersistentModelIndex(self.currentIndex())
        self.setCurrentIndex(QModelIndex())

    @Slot()
    def tell_section(self) -> None:
        """Say which section is at the upper end."""
        section = self._cases.section_at(self.verticalScrollBar().value() // row_height())
        self.section_seen.emit(self._cases.heading(section) if section is not None else "")

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if isinstance(line := self._cases.row(index.row()), CaseLine):
            self.chosen.emit(line.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits mean something in the whole window: they search nothing here."""
        if event.key() in _ENTER:
            self._open(self.currentIndex())
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def ring_rect(self, window: QWidget) -> QRectF:
        """The ring is around the row that has the keyboard."""
        row = self.visualRect(self.currentIndex()).intersected(self.viewport().rect())
        if row.isEmpty():
            return super().ring_rect(window)
        return QRectF(QRect(self.viewport().mapTo(window, row.topLeft()), row.size()))
