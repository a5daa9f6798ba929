"""The places of My security info: a list at the start side, or a menu where there is no room for it."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRectF, Signal, Slot
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QScrollArea

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import START, Button, SectionLink, Text, column, row
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.parts.canvas import Canvas
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type, current
from secinfo_desktop.security_info.pages import Section
from secinfo_desktop.texts.words import Words

_WIDTH: Final = 232
_TOP: Final = 24
_ICONS: Final = {
    Section.OVERVIEW: Glyph.SHIELD_CHECK,
    Section.CONTACTS: Glyph.ENVELOPE,
    Section.OPTIONS: Glyph.SIGN_IN,
    Section.DEVICES: Glyph.LAPTOP,
    Section.ACTIVITY: Glyph.PULSE,
    Section.PASSWORD: Glyph.PASSWORD,
    Section.RECOVERY_CODE: Glyph.KEY,
}


def name_of(section: Section, words: Words) -> str:
    """What a place is called."""
    return words.say(f"security_info.section.{section}")


class Navigation(Holder):
    """The list, on a ground of its own; it stays in sight while the page beside it scrolls."""

    opened = Signal(object)

    def __init__(self, here: Section, words: Words) -> None:
        super().__init__()
        self.setAccessibleName(words.say("security_info.navigation"))
        self.setFixedWidth(round(_WIDTH * min(current().scale, 1.25)))
        links = [self._link(section, words, is_here=section is here) for section in Section]
        self.here = links[list(Section).index(here)]
        title = Text(words.say("security_info.title"), Type.SMALL_STRONG, Color.INK2)
        self._column = column(row(14, title), 8, *links, None, gap=4, margins=(16, _TOP, 16, _TOP))
        self.setLayout(self._column)

    def _link(self, section: Section, words: Words, *, is_here: bool) -> SectionLink:
        name = name_of(section, words)
        spoken = words.say("security_info.section.here", name=name) if is_here else name
        link = SectionLink(name, _ICONS[section], is_here=is_here, name=spoken)
        link.setObjectName(f"section-{section}")
        link.clicked.connect(partial(self._open, section))
        return link

    def _open(self, section: Section, *_checked: bool) -> None:
        self.opened.emit(section)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground, and the hairline at its end."""
        with Canvas(self) as canvas:
            canvas.fill(canvas.rect, Color.SUNKEN)
            canvas.fill(QRectF(self.width() - 1, 0, 1, self.height()), Color.LINE)

    def showEvent(self, _event: QShowEvent) -> None:
        """From now on the list follows the scrolling."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.verticalScrollBar().valueChanged.connect(self._follow)

    @Slot(int)
    def _follow(self, scrolled: int) -> None:
        room = max(0, self.height() - self._column.minimumSize().height() + self._column.contentsMargins().top() - _TOP)
        self._column.setContentsMargins(16, _TOP + min(scrolled, room), 16, _TOP)


class NarrowNavigation(Holder):
    """A button that names the place and opens the menu of all places."""

    opened = Signal(object)

    def __init__(self, here: Section, words: Words) -> None:
        super().__init__()
        self._words, self._here = words, here
        name = name_of(here, words)
        spoken = words.say("security_info.section.menu", name=name)
        self._button = Button(name, icon=_ICONS[here], trailing=Glyph.CARET_DOWN, name=spoken)
        self._button.setObjectName("section-menu")
        self._button.clicked.connect(self.open_menu)
        self.here = self._button
        self.setLayout(column((self._button, START)))

    @Slot()
    def open_menu(self) -> None:
        """Show the menu below the button."""
        from secinfo_desktop.gui.shell.menu_style import MenuStyle

        menu = QMenu(self._button)
        self._style = MenuStyle()  # held: a widget does not keep its style
        menu.setStyle(self._style)
        menu.setFont(current().font(Type.SMALL))
        for section in Section:
            action = menu.addAction(name_of(section, self._words))
            action.setCheckable(True)
            action.setChecked(section is self._here)
            action.triggered.connect(partial(self._open, section))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))

    def _open(self, section: Section, *_checked: bool) -> None:
        self.opened.emit(section)
