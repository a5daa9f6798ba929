"""Find anything (Ctrl+K): everything that can be done at the console in one list, filtered while one types."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from secinfo_desktop.gui.dialogs import Dialog
from secinfo_desktop.gui.helpdesk.case_list import RowCanvas
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import Field, Scroll, announce
from secinfo_desktop.gui.parts.bases import Focusable
from secinfo_desktop.gui.parts.layouts import thin_bar
from secinfo_desktop.gui.parts.typesetting import width_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type, current
from secinfo_desktop.texts.words import Words

_ROW: Final = 44
_PAD: Final = 14
_MOST: Final = 200
"""Rows: who sees more types more."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES: Final = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Entry:
    """Something that can be done: its words, what kind it is, its sign and key, and the doing."""

    title: str
    kind: str
    do: Callable[[], object]
    glyph: Glyph
    key: str = ""

    def fits(self, wanted: list[str]) -> bool:
        """True if every word that was typed is somewhere in it."""
        text = f"{self.title} {self.kind}".casefold()
        return all(word in text for word in wanted)


Search = Callable[[str], Iterable[Entry]]


class Entries(QAbstractListModel):
    """What fits to what was typed."""

    def __init__(self, entries: list[Entry], search: Search, parent: QObject) -> None:
        """``search`` finds what there is too much of to be listed: cases."""
        super().__init__(parent)
        self._all, self._search = entries, search
        self.shown: list[Entry] = entries

    def filter(self, text: str) -> None:
        """Show what fits."""
        self.beginResetModel()
        wanted = text.casefold().split()
        fitting = [entry for entry in self._all if entry.fits(wanted)]
        self.shown = [*fitting, *(self._search(text.strip()) if wanted else ())][:_MOST]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """What is shown."""
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a screen reader says; the rest is painted."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(self.shown[index.row()])
        return None


def spoken(entry: Entry) -> str:
    """An entry as it is heard."""
    return ", ".join(part for part in (entry.title, entry.kind, entry.key) if part)


class _Delegate(QStyledItemDelegate):
    def __init__(self, entries: Entries, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries = entries

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, max(current().px(_ROW), int(current().line_height(Type.SMALL_STRONG)) + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        canvas = RowCanvas(painter, option.rect, rtl=option.direction is Qt.LayoutDirection.RightToLeft)
        if option.state & QStyle.StateFlag.State_Selected:
            canvas.box(canvas.rect, Color.ACCENT_SOFT, Color.ACCENT, Radius.SMALL, 2)
        entry, wide, high = self._entries.shown[index.row()], canvas.rect.width(), canvas.rect.height()
        side = current().px(18)
        canvas.icon(entry.glyph, Color.INK2, QRectF(_PAD, (high - side) / 2, side, side))
        end = wide - _PAD
        if entry.key:
            cap, tall = width_of(entry.key, Type.LABEL) + 14, current().px(24)
            canvas.key_cap(entry.key, QRectF(end - cap, (high - tall) / 2, cap, tall), Color.INK2)
            end -= cap + 12
        kind = min(width_of(entry.kind, Type.CAPTION), wide / 3)
        canvas.cut_line(entry.kind, Type.CAPTION, Color.INK2, QRectF(end - kind, 0, kind, high))
        start = _PAD + side + 12
        title = QRectF(start, 0, end - kind - 12 - start, high)
        canvas.cut_line(entry.title, Type.SMALL_STRONG, Color.INK, title)
        painter.restore()


class _Search(Field):
    """Arrows move in the list below, Enter does what is marked there."""

    def __init__(self, words: Words, view: QListView) -> None:
        super().__init__("", placeholder=words.say("helpdesk_window.find.hint"), width=4000)
        self.setAccessibleName(words.say("helpdesk_window.find"))
        self._view = view

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self._view.keyPressEvent(event)
        elif event.key() in _ENTER:
            self._view.activated.emit(self._view.currentIndex())
        else:
            super().keyPressEvent(event)


class _List(Focusable, QListView):
    """The list itself, which can have the keyboard as well."""

    ring_radius = Radius.SMALL

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is told by the list itself on every desktop."""
        if event.key() in _ENTER:
            self.activated.emit(self.currentIndex())
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)


class Palette(Dialog):
    """The field, what fits, and a sentence where nothing does."""

    def __init__(self, entries: list[Entry], search: Search, words: Words, parent: QWidget) -> None:
        from secinfo_desktop.gui.helpdesk.sheets import close_button

        close = close_button(words)
        super().__init__(words.say("helpdesk_window.find"), [], [close], parent, width=620)
        close.clicked.connect(self.reject)
        self._words = words
        self.entries = Entries(entries, search, self)
        self.view = _List()
        self.field = _Search(words, self.view)
        self._dress()
        self._place(parent)
        self.field.textChanged.connect(self._filter)
        self.view.clicked.connect(self._do)
        self.view.activated.connect(self._do)
        self.view.selectionModel().currentChanged.connect(self._say)
        self.view.setCurrentIndex(self.entries.index(0))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self) -> None:
        view = self.view
        view.setAccessibleName(self._words.say("helpdesk_window.find.list"))
        view.setVerticalScrollBar(QScrollBar())
        view.verticalScrollBar().setStyleSheet(thin_bar(current(), Color.SURFACE))
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setUniformItemSizes(True)
        palette = view.palette()
        palette.setColor(QPalette.ColorRole.Base, current().color(Color.SURFACE))
        view.setPalette(palette)
        view.setModel(self.entries)
        self._rows = _Delegate(self.entries, view)  # held: a view does not keep its delegate
        view.setItemDelegate(self._rows)

    def _place(self, parent: QWidget) -> None:
        """The list scrolls by itself: the sheet around it is not needed."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            sheet = self.findChild(Scroll)
            if sheet is not None:
                layout.removeWidget(sheet)
                sheet.hide()
                sheet.deleteLater()
            inner = QVBoxLayout()
            inner.setContentsMargins(20, 20, 20, 0)
            inner.setSpacing(10)
            inner.addWidget(self.field)
            inner.addWidget(self.view, 1)
            layout.insertLayout(0, inner, 1)
        self.resize(self.width(), min(current().px(560), parent.height() - 56))

    @Slot(str)
    def _filter(self, text: str) -> None:
        self.entries.filter(text)
        self.view.setCurrentIndex(self.entries.index(0))
        if not self.entries.shown:
            announce(self, self._words.say("helpdesk_window.find.nothing"))

    @Slot(QModelIndex, QModelIndex)
    def _say(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            announce(self, spoken(self.entries.shown[now.row()]))

    @Slot(QModelIndex)
    def _do(self, index: QModelIndex) -> None:
        if index.isValid():
            entry = self.entries.shown[index.row()]
            self.accept()
            entry.do()
