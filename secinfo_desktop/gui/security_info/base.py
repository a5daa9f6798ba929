"""What the pages of My security info have in common: the navigation at the start side, and what the person says."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from secinfo_desktop.gui.parts import SMALL_HEIGHT, Button, Notice, column, holder, row
from secinfo_desktop.gui.parts.bases import Pressable
from secinfo_desktop.gui.security_info.navigation import NarrowNavigation, Navigation
from secinfo_desktop.gui.shell.page_view import PageView, Template
from secinfo_desktop.gui.shell.slot import Slot
from secinfo_desktop.gui.theme import Space, current
from secinfo_desktop.security_info.pages import Section, SectionPage
from secinfo_desktop.security_info.said import Does, Opens, Said
from secinfo_desktop.texts.words import Words

_EDGE = 40
_TOP = 30


class SecurityView(PageView):
    """A page without navigation: something is typed or decided, and then one is back."""

    said = Signal(object)
    """What the person said, as ``security_info.said``."""
    asked = Signal(object)
    """An act that is to be asked about first, where nothing takes it back."""

    def __init__(self, heading: str, content: QLayout, *, template: Template = Template.STEP) -> None:
        self._notice_place = Slot()
        self._notice_gap = Slot()
        super().__init__(heading, self._below_notice(content), template=template)

    def _below_notice(self, content: QLayout) -> QLayout:
        """The page's own things, with a place above them for what has just become of something."""
        whole = column(self._notice_place, self._notice_gap, content)
        whole.setStretch(2, 1)
        return whole

    def show_notice(self, notice: Notice) -> None:
        """Say above everything else on the page what has become of something."""
        gap = QWidget()
        gap.setFixedHeight(Space.M)
        self._notice_place.put(notice)
        self._notice_gap.put(gap)

    def says(self, control: Pressable, what: Said) -> None:
        """Pressing the control says this."""
        control.clicked.connect(lambda: self.asked.emit(what.act) if isinstance(what, Does) else self.said.emit(what))


class SectionView(SecurityView):
    """A place of the navigation: beside it where there is room, else below a menu."""

    def __init__(self, heading: str, section: Section, content: QLayout, words: Words) -> None:
        beside = not current().one_column
        self._navigation = Navigation(section, words) if beside else NarrowNavigation(section, words)
        super().__init__(heading, content)
        if beside and (layout := self.layout()) is not None:
            layout.setContentsMargins(0, 0, 0, 0)
        self._navigation.opened.connect(self._open)

    def _below_notice(self, content: QLayout) -> QLayout:
        below = super()._below_notice(content)
        if isinstance(self._navigation, NarrowNavigation):
            return column(self._navigation, Space.L, below)
        below.setContentsMargins(_EDGE, _TOP, _EDGE, Space.L)
        both = row(self._navigation, holder(below))
        both.setStretch(1, 1)
        return both

    def first_focus(self) -> QWidget | None:
        """Where the person is: from there the arrow of Tab leads into the page."""
        return self._navigation.here

    def _open(self, section: Section) -> None:
        self.said.emit(Opens(SectionPage(section)))


def small_button(words: Words, text_id: str, mask: str = "", **values: object) -> Button:
    """A low button whose spoken name says which of several cards it belongs to."""
    said_words = words.say(text_id, n=None, **values)
    return Button(said_words, height=SMALL_HEIGHT, name=f"{said_words}, {mask}" if mask else "")
