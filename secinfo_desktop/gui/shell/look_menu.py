"""The menu of the look: text size, colours, language, letters."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.gui.shell.menu_style import MenuStyle
from secinfo_desktop.gui.theme import TEXT_SIZES, Type, current
from secinfo_desktop.texts import LANGUAGES, say
from secinfo_desktop.texts.words import Words


class LookMenu(QMenu):
    """Changes one thing at a time, and then tells the whole of what is wanted."""

    preferred = Signal(Preferences)

    def __init__(self, preferences: Preferences, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._rows = MenuStyle()  # held: a widget does not keep its style
        self.setStyle(self._rows)
        self.setFont(current().font(Type.SMALL))
        self._add_group(words.say("page.shell.look.size"), self._sizes(words))
        self._add_group(words.say("page.shell.look.colours"), self._colours(words))
        self._add_group(words.say("page.shell.look.language"), self._languages(words))
        self.addSeparator()
        letters = replace(preferences, letters=not preferences.letters)
        self.addAction(self._action(words.say("page.shell.look.letters"), letters, chosen=preferences.letters))

    def open_below(self, control: QWidget) -> None:
        """Open at the control's lower end, towards the middle of the window."""
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = 0 if rtl else control.width() - self.sizeHint().width()
        self.popup(control.mapToGlobal(QPoint(x, control.height())))

    def _sizes(self, words: Words) -> list[QAction]:
        return [
            self._action(
                words.say("page.shell.look.percent", percent=round(scale * 100)),
                replace(self._preferences, scale=scale),
                chosen=self._preferences.scale == scale,
            )
            for scale in TEXT_SIZES
        ]

    def _colours(self, words: Words) -> list[QAction]:
        return [
            self._action(
                words.say(f"page.shell.look.colours.{colours}"),
                replace(self._preferences, colours=colours),
                chosen=self._preferences.colours is colours,
            )
            for colours in Colours
        ]

    def _languages(self, words: Words) -> list[QAction]:
        """Each by its own name, so that whoever reads no other finds it."""
        return [
            self._action(
                say("page.shell.look.language.own_name", language),
                replace(self._preferences, language=language),
                chosen=words.language == language,
            )
            for language in LANGUAGES
        ]

    def _add_group(self, title: str, actions: list[QAction]) -> None:
        self.addSection(title)
        group = QActionGroup(self)
        for action in actions:
            group.addAction(action)
            self.addAction(action)

    def _action(self, words: str, wanted: Preferences, *, chosen: bool) -> QAction:
        action = QAction(words, self, checkable=True, checked=chosen)
        action.triggered.connect(partial(self._tell, wanted))
        return action

    def _tell(self, wanted: Preferences, *_checked: bool) -> None:
        self.preferred.emit(wanted)
