"""The sheet of keys (F1)."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from secinfo_desktop.gui.helpdesk.keys import ANSWERS, BUTTONS, CTRL, PLACES
from secinfo_desktop.gui.helpdesk.sheets import Sheet, close_button
from secinfo_desktop.gui.parts import MIDDLE, Columns, Item, Text, column, holder, row
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.parts.text import PlainLabel
from secinfo_desktop.gui.parts.typesetting import width_of
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type, current
from secinfo_desktop.texts.words import Words


class KeyCap(PlainLabel):
    """A key as it stands on buttons."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The words with their air."""
        return QSize(int(max(width_of(self.text(), Type.LABEL) + 14, current().px(26))), current().px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        with Canvas(self) as canvas:
            canvas.key_cap(self.text(), QRectF(0, 0, self.width(), self.height()), Color.INK2)


def keys_sheet(words: Words, parent: QWidget) -> Sheet:
    """All keys with what they do, in two columns where there is room."""
    say = words.say
    lines = [(ANSWERS, say("helpdesk_window.keys.answer"))]
    ctrl = say("helpdesk_window.key.ctrl")
    lines += [
        (key.replace(CTRL, ctrl), say(f"helpdesk_window.keys.{what}")) for what, key in {**BUTTONS, **PLACES}.items()
    ]
    close = close_button(words)
    hint = Text(say("helpdesk_window.keys.hint"), Type.SMALL, Color.INK2, max_chars=84)
    items: list[Item] = [hint, 14, Columns(*[_line(*one) for one in lines], most=2, gap=8)]
    sheet = Sheet(say("helpdesk_window.keys.title"), items, [close], parent, width=680)
    close.clicked.connect(sheet.reject)
    return sheet


def _line(key: str, what: str) -> QWidget:
    cap = holder(column(KeyCap(key)))
    cap.setFixedWidth(current().px(84))
    line = row((cap, MIDDLE), (Text(what, Type.SMALL, max_chars=40), MIDDLE), gap=8)
    line.setStretch(1, 1)
    return holder(line)
