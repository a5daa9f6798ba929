"""The bar above the three parts: whose helpdesk, practice, what can be found, keys, the look, who sits here."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from secinfo_desktop.gui.helpdesk.keys import BUTTONS
from secinfo_desktop.gui.helpdesk.part import Part, Wish
from secinfo_desktop.gui.helpdesk.wording import plain
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    Bar,
    Button,
    Chip,
    Edge,
    Icon,
    Item,
    Kind,
    Text,
    Tone,
    column,
    holder,
    row,
)
from secinfo_desktop.gui.preferences import Preferences
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.helpdesk.pages import ConsoleFrame
from secinfo_desktop.texts.words import Words

HEIGHT: Final = 56
APP: Final = "helpdesk_window.app"
_LONGEST_NAME: Final = 40
_OPEN: Final = "asked"
"""An approval that nobody has decided yet."""


class Header(Part):
    """One state of the bar. With little room it has signs in place of words."""

    preferred = Signal(Preferences)

    def __init__(self, frame: ConsoleFrame, preferences: Preferences, words: Words, *, narrow: bool) -> None:
        super().__init__(words.say("helpdesk_window.header"), Color.CANVAS)
        self._frame, self._preferences, self._words, self._narrow = frame, preferences, words, narrow
        self._look = Button(
            "", Kind.QUIET, icon=Glyph.TEXT_SIZE, height=SMALL_HEIGHT, name=words.say("page.shell.look")
        )
        self._look.clicked.connect(self.open_look_menu)
        self._busy = Chip(words.say("helpdesk_window.busy"), Tone.NEUTRAL, Glyph.HOURGLASS)
        self._busy.hide()
        edge = 8 if narrow else 16
        tools = [
            self._busy,
            *self._practice(),
            *self._approvals(),
            self._find(),
            *self._keys(),
            self._look,
            *self._me(),
        ]
        line = row(*self._where(), None, *tools, gap=4 if narrow else 8, margins=(edge, 8, edge, 8))
        self.setLayout(column(Bar(line, line=Edge.BOTTOM, height=HEIGHT)))

    def show_busy(self, *, busy: bool) -> None:
        """Say that something is being done."""
        self._busy.setVisible(busy)

    def _where(self) -> list[Item]:
        """Whose cases are shown, as the button that leads to others: nobody takes one book for the other."""
        its, say = self._frame.organisation, self._words.say
        name = say("helpdesk_window.local") if its is None else plain(its)[:_LONGEST_NAME]
        spoken = say("helpdesk_window.places.spoken", place=name)
        sign = Glyph.LAPTOP if its is None else Glyph.HEADSET
        words = "" if self._narrow else name
        trailing = None if self._narrow else Glyph.CARET_DOWN
        button = Button(
            words, Kind.SECONDARY, icon=sign, trailing=trailing, height=SMALL_HEIGHT, key=BUTTONS["places"], name=spoken
        )
        self.wishes(button, Wish.PLACES)
        return [button] if self._narrow else [Text(say(APP), Type.STRONG), 12, button]

    def _practice(self) -> list[Item]:
        if not self._frame.practice:
            return []
        return [Chip(self._words.say("page.shell.practice"), Tone.NEUTRAL, Glyph.GRADUATION_CAP)]

    def _approvals(self) -> list[Item]:
        waiting = sum(one.state == _OPEN and one.asked_by.id != self._frame.me.id for one in self._frame.approvals)
        if not self._frame.approvals:
            return []
        words = str(waiting) if self._narrow else self._words.say("helpdesk_window.approvals", number=waiting)
        spoken = self._words.say("helpdesk_window.approvals.spoken", n=waiting)
        button = Button(words, Kind.QUIET, icon=Glyph.USERS, height=SMALL_HEIGHT, name=spoken)
        self.wishes(button, Wish.APPROVALS)
        return [button]

    def _find(self) -> Button:
        name = self._words.say("helpdesk_window.find")
        words, key = ("", "") if self._narrow else (name, self._words.say("helpdesk_window.key.find"))
        button = Button(words, Kind.SECONDARY, icon=Glyph.SEARCH, height=SMALL_HEIGHT, name=name)
        button.show_shortcut(key)
        self.wishes(button, Wish.EVERYTHING)
        return button

    def _keys(self) -> list[Item]:
        name = self._words.say("helpdesk_window.keys")
        words = "" if self._narrow else name
        button = Button(
            words, Kind.QUIET, icon=Glyph.QUESTION if self._narrow else None, height=SMALL_HEIGHT, name=name
        )
        button.show_shortcut("" if self._narrow else "F1")
        self.wishes(button, Wish.KEYS)
        return [button]

    def _me(self) -> list[Item]:
        if self._narrow:
            return []
        role = self._words.say(f"helpdesk_window.role.{self._frame.me.role}")
        name = Text(plain(self._frame.me.name), Type.SMALL_STRONG, Color.ACCENT_INK, max_chars=24)
        name.setAccessibleName(self._words.say("helpdesk_window.me", name=plain(self._frame.me.name), role=role))
        me = holder(row(Icon(Glyph.USER_CIRCLE, Color.ACCENT, 18), name, gap=6, margins=(8, 0, 8, 0)))
        me.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        return [me]

    def open_look_menu(self) -> None:
        """Show the menu of text sizes, colours, language and letters."""
        from secinfo_desktop.gui.shell.look_menu import LookMenu

        menu = LookMenu(self._preferences, self._words, self._look)
        menu.preferred.connect(self.preferred)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.open_below(self._look)


class Tabs(Part):
    """Which of the three parts is shown, where there is room for one."""

    chosen = Signal(int)

    def __init__(self, names: tuple[str, ...], shown: int, words: Words) -> None:
        super().__init__(words.say("helpdesk_window.parts"), Color.CANVAS)
        self._words = words
        self._buttons = [Button(name, Kind.QUIET, height=SMALL_HEIGHT) for name in names]
        for number, button in enumerate(self._buttons):
            button.clicked.connect(lambda _=False, number=number: self.chosen.emit(number))
        for button in self._buttons:
            button.give_way()
        line = row(*self._buttons, None, gap=4, margins=(12, 4, 12, 4))
        self.setLayout(column(Bar(line, line=Edge.BOTTOM)))
        self.show_chosen(shown)

    def show_chosen(self, shown: int) -> None:
        """Mark the part that is shown."""
        for number, button in enumerate(self._buttons):
            words = button.words
            button.kind = Kind.SELECTED if number == shown else Kind.QUIET
            spoken = self._words.say("helpdesk_window.scope.spoken", scope=words) if number == shown else words
            button.setAccessibleName(spoken)
            button.refit()
