"""The dialogs: help, and the questions before leaving in the middle and before something is deleted."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QDialog, QLayout, QVBoxLayout, QWidget

from secinfo_desktop.gui.parts import Button, Flow, FocusRing, Item, Kind, Rule, Scroll, Text, column, holder
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.keys import Meaning, meaning
from secinfo_desktop.gui.theme import Type, current
from secinfo_desktop.texts.words import Words

_HELP: Final = ("how", "code", "safe")
_HELP_BY_HAND: Final = ("how", "code_there", "safe")
_KEYS: Final = ("answer", "digits", "back", "code", "why", "known", "size", "leave")
_KEYS_OF_CODE: Final = ("digits", "code")
_PAD: Final = 28
_EDGE: Final = 1
_HELD: Final[dict[int, QDialog]] = {}
"""Dialogs that Qt has not destroyed yet."""


class Dialog(QDialog):
    """Words on one sheet, and buttons below them; the first button is the safe one and has the keyboard."""

    def __init__(self, title: str, words: list[Item], buttons: list[Button], parent: QWidget, *, width: int) -> None:
        """``width`` in px at 100 %; the height is what the words need, and both stay within the parent."""
        super().__init__(parent)
        self._stay_until_destroyed()
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette = current().palette()
        palette.setColor(QPalette.ColorRole.Window, current().color(Color.SURFACE))
        self.setPalette(palette)
        margins = (_PAD, _PAD, _PAD, 12)
        content = column(Text(title, Type.TITLE), 14, *words, None, margins=margins)
        self._sheet = sheet = Scroll(holder(content), Color.SURFACE)
        line = column(Flow(*buttons, gap=12), margins=(_PAD, 12, _PAD, _PAD))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.setSpacing(0)
        layout.addWidget(sheet, 1)
        layout.addWidget(self._edge_below(sheet))
        layout.addLayout(line)
        self.resize(_fitting(width, (content, line), parent.size()))
        self._ring = FocusRing(self)
        buttons[0].setFocus()

    @staticmethod
    def _edge_below(sheet: Scroll) -> Rule:
        """A hairline where words go on below the buttons' edge, and none where all of them are seen."""
        edge = Rule()
        edge.hide()
        sheet.verticalScrollBar().rangeChanged.connect(lambda _, most: edge.setVisible(most > 0))
        return edge

    def _stay_until_destroyed(self) -> None:
        """With a screen reader at work PySide 6.11 lets go of a dialog before Qt does, and the program crashes."""
        key = id(self)
        _HELD[key] = self
        self.destroyed.connect(lambda: _HELD.pop(key, None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard: Qt itself would press only buttons of its own kind."""
        focused = self.focusWidget()
        if meaning(event) is Meaning.ENTER and isinstance(focused, Button):
            focused.click()
        else:
            super().keyPressEvent(event)

    def turn_page(self, pages: int) -> None:
        """Read on, or back."""
        bar = self._sheet.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

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


Do = Callable[[], object]


def leave_dialog(words: Words, parent: QWidget, keep: Do, forget: Do, *, code_until: datetime | None) -> Dialog:
    """Asks before leaving in the middle what becomes of the answers; Esc stays."""
    if code_until is not None:
        body = words.say("page.leave.body.code", time=words.time(code_until))
    else:
        body = words.say("page.leave.body")
    later, stay = Button(words.say("page.leave.keep"), Kind.PRIMARY), Button(words.say("page.leave.stay"))
    gone = Button(words.say("page.leave.forget"), Kind.DANGER)
    dialog = Dialog(words.say("page.leave.title"), [Text(body, Type.BODY)], [later, stay, gone], parent, width=520)
    _on(later, dialog, keep)
    _on(gone, dialog, forget)
    stay.clicked.connect(dialog.reject)
    return dialog


def lose_dialog(words: Words, parent: QWidget, leave: Do) -> Dialog:
    """Asks before leaving where the answers could not be saved."""
    body = Text(words.say("page.leave.body.not_kept"), Type.BODY)
    stay, go = Button(words.say("page.leave.stay"), Kind.PRIMARY), Button(words.say("page.leave.leave"))
    dialog = Dialog(words.say("page.leave.leave"), [body], [stay, go], parent, width=480)
    _on(go, dialog, leave)
    stay.clicked.connect(dialog.reject)
    return dialog


def windows_dialog(words: Words, parent: QWidget, close: Do, keep: Do) -> Dialog:
    """Asks before leaving what becomes of the browser windows that are open; Esc stays."""
    erase = Button(words.say("apart.leave.close"), Kind.PRIMARY)
    leave, stay = Button(words.say("apart.leave.keep")), Button(words.say("page.leave.stay"))
    body = Text(words.say("apart.leave.body"), Type.BODY)
    dialog = Dialog(words.say("apart.leave.title"), [body], [erase, leave, stay], parent, width=580)
    _on(erase, dialog, close)
    _on(leave, dialog, keep)
    stay.clicked.connect(dialog.reject)
    return dialog


def forget_dialog(words: Words, parent: QWidget, forget: Do, *, everything: bool = False) -> Dialog:
    """Asks before answers are deleted: nothing brings them back."""
    base = "page.forget.all" if everything else "page.forget"
    keep, gone = Button(words.say(f"{base}.no"), Kind.PRIMARY), Button(words.say(f"{base}.yes"), Kind.DANGER)
    body = Text(words.say(f"{base}.body"), Type.BODY)
    dialog = Dialog(words.say(f"{base}.title"), [body], [keep, gone], parent, width=480)
    _on(gone, dialog, forget)
    keep.clicked.connect(dialog.reject)
    return dialog


def _on(button: Button, dialog: Dialog, do: Do) -> None:
    """The dialog is gone before it is done: what follows may open another one."""
    button.clicked.connect(dialog.accept)
    button.clicked.connect(do)
