"""The two dialogs: help, and the question before leaving in the middle."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QDialog, QLayout, QVBoxLayout, QWidget

from secinfo_desktop.gui.parts import Button, Flow, FocusRing, Item, Kind, Scroll, Text, column, holder
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type, current
from secinfo_desktop.texts.words import Words

_HELP: Final = ("how", "code", "safe")
_HELP_BY_HAND: Final = ("how", "code_there", "safe")
_KEYS: Final = ("answer", "digits", "back", "code", "why", "known", "size", "leave")
_KEYS_OF_CODE: Final = ("digits", "code")
_PAD: Final = 28
_EDGE: Final = 1


class Dialog(QDialog):
    """Words on one sheet, and buttons below them; the first button is the safe one and has the keyboard."""

    def __init__(self, title: str, words: list[Item], buttons: list[Button], parent: QWidget, *, width: int) -> None:
        """``width`` in px at 100 %; the height is what the words need, and both stay within the parent."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette = current().palette()
        palette.setColor(QPalette.ColorRole.Window, current().color(Color.SURFACE))
        self.setPalette(palette)
        margins = (_PAD, _PAD, _PAD, 12)
        content = column(Text(title, Type.TITLE), 14, *words, None, margins=margins)
        sheet = Scroll(holder(content), Color.SURFACE)
        line = column(Flow(*buttons, gap=12), margins=(_PAD, 12, _PAD, _PAD))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.setSpacing(0)
        layout.addWidget(sheet, 1)
        layout.addLayout(line)
        self.resize(_fitting(width, (content, line), parent.size()))
        self._ring = FocusRing(self)
        buttons[0].setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet, and a hairline around it: not every desktop gives a dialog a shadow."""
        super().paintEvent(event)
        with Canvas(self) as canvas:
            canvas.box(canvas.rect, None, Color.EDGE)


def _fitting(width: int, parts: tuple[QLayout, ...], room: QSize) -> QSize:
    wide = min(current().px(width), room.width() - 2 * _PAD)
    high = sum(part.totalHeightForWidth(wide - 2 * _EDGE) for part in parts) + 2 * _EDGE
    return QSize(wide, min(high, room.height() - 2 * _PAD))


def help_dialog(words: Words, parent: QWidget, *, by_hand: bool) -> Dialog:
    """How it works, when the code comes, what keeps the person safe, and the keys; by hand no code is typed here."""
    items: list[Item] = []
    for part in _HELP_BY_HAND if by_hand else _HELP:
        title, body = words.say(f"page.help.{part}"), words.say(f"page.help.{part}.body")
        items += [Text(title, Type.STRONG), 2, Text(body, Type.BODY, Color.INK2), 14]
    items += [Text(words.say("page.help.keys"), Type.STRONG), 4]
    for key in (key for key in _KEYS if not by_hand or key not in _KEYS_OF_CODE):
        items += [Text(words.say(f"page.help.keys.{key}"), Type.SMALL, Color.INK2), 2]
    close = Button(words.say("page.help.close"), Kind.PRIMARY)
    dialog = Dialog(words.say("page.help.title"), items, [close], parent, width=600)
    close.clicked.connect(dialog.accept)
    return dialog


def leave_dialog(words: Words, leave: Callable[[], object], parent: QWidget, *, code_is_out: bool) -> Dialog:
    """Asks before leaving in the middle, and says what is lost."""
    body = words.say("page.leave.body.code" if code_is_out else "page.leave.body")
    stay, go = Button(words.say("page.leave.stay"), Kind.PRIMARY), Button(words.say("page.leave.leave"))
    dialog = Dialog(words.say("page.leave.title"), [Text(body, Type.BODY)], [stay, go], parent, width=480)
    stay.clicked.connect(dialog.reject)
    go.clicked.connect(dialog.accept)
    dialog.accepted.connect(leave)
    return dialog
