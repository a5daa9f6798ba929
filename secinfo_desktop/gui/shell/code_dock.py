"""The dock below the page: wherever the person is, the code can be typed as soon as it comes."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    DOCK_CELL,
    MIDDLE,
    Bar,
    Button,
    CodeField,
    Edge,
    Item,
    Kind,
    Tag,
    Text,
    column,
    holder,
    isolated,
    row,
)
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.surroundings import Dock
from secinfo_desktop.gui.theme import Space, Type, current
from secinfo_desktop.texts.words import Words

HEIGHT: Final = 80
_NARROW_MARGIN: Final = 28


class CodeDock(Holder):
    """What to look for, the field, and one button. With large text it is folded until the person wants to type."""

    code_given = Signal(str)

    def __init__(self, dock: Dock, words: Words) -> None:
        super().__init__()
        self._words = words
        self.field = CodeField(name=words.say("page.shell.dock.field"), cell=DOCK_CELL)
        self.use = Button(words.say("page.shell.dock.use"))
        self.use.setEnabled(False)
        self.unfold = Button(words.say("page.shell.dock.short"), Kind.PRIMARY, icon=Glyph.PASSWORD)
        self._entry = holder(row(self.field, self.use, gap=Space.M))
        self.setLayout(column(self._bar(dock)))
        self._set_folded(folded=current().one_column)
        self._connect()

    @Slot()
    def open(self) -> None:
        """Show the field, and type in it from now on."""
        self._set_folded(folded=False)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def give(self) -> None:
        """Hand the code over and keep nothing of it."""
        if self.field.is_full:
            code = self.field.code()
            self.field.clear()
            self.code_given.emit(code)

    def _bar(self, dock: Dock) -> Bar:
        edge = _NARROW_MARGIN if current().one_column else Space.XXL
        margins = (edge, Space.S, edge, Space.S)
        line = row(*self._told(dock), None, self._entry, self.unfold, gap=Space.M, margins=margins)
        return Bar(line, line=Edge.TOP, fill=Color.SURFACE, height=HEIGHT)

    def _told(self, dock: Dock) -> list[Item]:
        tag = [Tag(isolated(dock.tag))] if dock.tag else []
        if current().one_column:
            return [*tag]
        lines: list[Item] = [Text(self._words.say("page.shell.dock.title"), Type.STRONG)]
        if tag:
            hint = Text(self._words.say("page.shell.dock.hint"), Type.SMALL, Color.INK2, max_chars=60)
            lines += [row((hint, MIDDLE), (tag[0], MIDDLE), None, gap=Space.XS)]
        return [column(*lines)]

    def _set_folded(self, *, folded: bool) -> None:
        """Hide first: with both shown for a moment the window would grow to hold both."""
        shown, hidden = (self.unfold, self._entry) if folded else (self._entry, self.unfold)
        hidden.hide()
        shown.show()

    def _connect(self) -> None:
        self.use.clicked.connect(self.give)
        self.unfold.clicked.connect(self.open)
        self.field.textChanged.connect(self._judge)

    @Slot()
    def _judge(self) -> None:
        self.use.setEnabled(self.field.is_full)
