"""Several lines to type in or to read: plain text, whatever it looks like."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollBar

from secinfo_desktop.gui.parts.bases import Focusable
from secinfo_desktop.gui.parts.layouts import thin_bar
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type, current

_HIGH: Final = 132


class TextArea(Focusable, QPlainTextEdit):
    """Tab leaves it. ``longest`` bounds what can be typed."""

    ring_always = True

    def __init__(self, name: str, text: str = "", *, longest: int = 100_000, read_only: bool = False) -> None:
        super().__init__()
        self._longest = longest
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setReadOnly(read_only)
        if read_only:  # a keyboard reads on in it, too
            flags = Qt.TextInteractionFlag
            self.setTextInteractionFlags(flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
        self.setFont(current().font(Type.SMALL))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBar(QScrollBar())
        self.verticalScrollBar().setStyleSheet(thin_bar(current(), Color.SUNKEN))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, current().color(Color.SUNKEN if read_only else Color.CANVAS))
        self.setPalette(palette)
        self.document().setDocumentMargin(12)
        self.setFixedHeight(current().px(_HIGH))
        self.setPlainText(text)
        self.textChanged.connect(self._cut)

    def sizeHint(self) -> QSize:
        """As wide as its sheet."""
        return QSize(400, current().px(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's text, and an edge around it."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(current().color(Color.EDGE), 1.5))
        painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _cut(self) -> None:
        text = self.toPlainText()
        if len(text) > self._longest:
            self.setPlainText(text[: self._longest])
