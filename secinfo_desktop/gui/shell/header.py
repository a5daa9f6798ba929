"""The bar above the page: the way back, where one is, the look, help."""

from typing import Final

from PySide6.QtCore import Signal, Slot

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import Bar, Button, Edge, Item, Kind, Margins, Text, column, isolated, row
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.preferences import Preferences
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.surroundings import Surroundings
from secinfo_desktop.gui.theme import Space, Type, current
from secinfo_desktop.texts.words import Words

HEIGHT: Final = 56
_CONTROL: Final = 40
_PAD: Final = 12
"""Inside a quiet button: so its words, not its edge, stand at the margin."""


class Header(Holder):
    """One state of the bar; the window builds another when something in it changes."""

    went_back = Signal()
    asked_for_help = Signal()
    asked_for_notes = Signal()
    wants_to_forget = Signal()
    preferred = Signal(Preferences)

    def __init__(
        self, around: Surroundings, preferences: Preferences, words: Words, *, notes_button: bool, notes_open: bool
    ) -> None:
        """``notes_button`` puts the notes behind a button; ``notes_open`` says that they are shown."""
        super().__init__()
        self._around, self._preferences, self._words = around, preferences, words
        self._look = Button("", Kind.QUIET, icon=Glyph.TEXT_SIZE, height=_CONTROL, name=words.say("page.shell.look"))
        self._look.clicked.connect(self.open_look_menu)
        notes = [self._notes_button(is_open=notes_open)] if notes_button else []
        tools = [*self._where(), *notes, *self._forget(), self._look, *self._help()]
        line = row(self._start(), None, *tools, gap=Space.XS, margins=self._margins())
        self.setLayout(column(Bar(line, line=Edge.BOTTOM, height=HEIGHT)))

    def _margins(self) -> Margins:
        edge = Space.M if current().one_column else Space.XXL - _PAD
        return edge, Space.XS, edge, Space.XS

    def _start(self) -> Item:
        if not self._around.can_go_back:
            name = Text(self._words.say("page.shell.app"), Type.STRONG, max_chars=80)
            return row(_PAD, name)
        back = Button(self._words.say("page.shell.back"), Kind.QUIET, icon=Glyph.ARROW_LEFT, height=_CONTROL)
        back.clicked.connect(self.went_back)
        return back

    def _where(self) -> list[Item]:
        items: list[Item] = []
        if self._around.practice:
            from secinfo_desktop.gui.parts import Chip

            items += [Chip(self._words.say("page.shell.practice"), icon=Glyph.GRADUATION_CAP)]
        if self._around.account and not current().one_column:
            account = self._account(isolated(self._around.account))
            items += [Space.XXS, Text(account, Type.SMALL, Color.INK2, max_chars=60)]
        if self._around.not_affiliated and not current().one_column:
            items += [Space.XXS, Text(self._around.not_affiliated, Type.SMALL, Color.INK2, max_chars=60)]
        return items

    def _account(self, name: str) -> str:
        if not self._around.host:
            return self._words.say("page.shell.account", name=name)
        return self._words.say("page.shell.account.host", name=name, host=isolated(self._around.host))

    def _notes_button(self, *, is_open: bool) -> Item:
        """Fewer words where the sign of practice stands beside it in large text."""
        kind = Kind.SELECTED if is_open else Kind.QUIET
        title = self._words.say("page.shell.notes.title")
        is_narrow = current().one_column and self._around.practice
        words = self._words.say("page.shell.notes.short") if is_narrow else title
        button = Button(words, kind, icon=Glyph.LIST_CHECKS, height=_CONTROL, name=title)
        button.clicked.connect(self.asked_for_notes)
        return button

    def _forget(self) -> list[Item]:
        if not self._around.can_forget:
            return []
        name = self._words.say("page.forget.button")
        words = "" if current().one_column else name
        button = Button(words, Kind.QUIET, icon=Glyph.TRASH, height=_CONTROL, name=name)
        button.clicked.connect(self.wants_to_forget)
        return [button]

    def _help(self) -> list[Item]:
        if not self._around.has_help:
            return []
        name = self._words.say("page.shell.help")
        button = Button("", Kind.QUIET, icon=Glyph.QUESTION, height=_CONTROL, name=name)
        button.clicked.connect(self.asked_for_help)
        return [button]

    @Slot()
    def open_look_menu(self) -> None:
        """Show the menu of text sizes and colours. It is made when it is wanted."""
        from secinfo_desktop.gui.shell.look_menu import LookMenu

        menu = LookMenu(self._preferences, self._words, self._look)
        menu.preferred.connect(self.preferred)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.open_below(self._look)
