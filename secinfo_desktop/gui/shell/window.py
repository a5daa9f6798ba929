"""The window: one page, and what stands around it. It knows parts and keys, but no case, no backend, no network."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import FocusRing, announce
from secinfo_desktop.gui.preferences import Preferences
from secinfo_desktop.gui.shell.body import Body
from secinfo_desktop.gui.shell.look import Look
from secinfo_desktop.gui.shell.page_view import PageView
from secinfo_desktop.gui.shell.shown import PANEL_WIDTH, Shown
from secinfo_desktop.gui.shell.surroundings import InCompany, Surroundings
from secinfo_desktop.gui.shell.top_level import PRACTICE_FRAME, TopLevel
from secinfo_desktop.gui.shell.waiting import Waiting
from secinfo_desktop.texts.words import Words

if TYPE_CHECKING:
    from secinfo_desktop.gui.parts import Notice

SIZE: Final = (1080, 720)
Announce = Callable[[QWidget, str], None]


class Window(TopLevel):
    """Shows one page at a time. Pages and panels are handed over as makers, so that they can be built again."""

    went_back = Signal()
    asked_for_help = Signal()
    wants_to_forget = Signal()
    cancelled = Signal()
    """Stop waiting for what is being done outside."""
    code_given = Signal(str)
    """Six digits from the dock; they are not kept."""
    way_taken = Signal(str)
    """Something that can be said at any time: the id of a way, or what became of a code by hand."""
    company_heard = Signal(str)
    """What was pressed beside who looks on."""
    preferred = Signal(Preferences)
    """The person changed the look, and the window wears it already."""
    spoke = Signal()
    """The language changed. The window has said everything again, but for words that it was handed ready."""

    def __init__(
        self,
        appearance: Appearance,
        words: Words,
        preferences: Preferences | None = None,
        *,
        say_aloud: Announce = announce,
    ) -> None:
        super().__init__(SIZE)
        self._appearance, self._words, self._say_aloud = appearance, words, say_aloud
        self._look = Look(appearance, preferences or Preferences())
        self._shown = Shown()
        self._waiting = Waiting(self, self._tell_working)
        self._look.wear(words.language)
        self._body = Body(words, self.preferences)
        self._layout = QVBoxLayout(self)
        self._ring = FocusRing(self)
        self._place_body()
        self.painted.connect(self._body.begin_in_sight)
        if appearance.hurries:
            self.painted.connect(self._listen)
        else:
            self._listen()

    # -- what is shown

    @property
    def page(self) -> PageView | None:
        """The page that is shown."""
        return self._body.page

    @property
    def body(self) -> Body:
        """What is inside the window now; another look makes another one."""
        return self._body

    @property
    def company(self) -> InCompany | None:
        """Who looks on."""
        return self._shown.company

    @property
    def around(self) -> Surroundings:
        """What stands around the page."""
        return self._shown.around

    @property
    def appearance(self) -> Appearance:
        """What makes the application wear a look; other windows of it need the same."""
        return self._appearance

    @property
    def words(self) -> Words:
        """How the window says things."""
        return self._words

    def show_page(self, make: Callable[[], PageView], around: Surroundings) -> None:
        """Show another page from its top; its heading is announced and its first control gets the keyboard."""
        self.set_busy(busy=False)
        self.paint_later()
        self._let_go_of_the_keyboard()
        self._shown = self._shown._replace(page=make, banner=None)
        with self._body.one_change():
            self.surround(around)
            self._body.show_banner(None)
            page = make()
            self._body.show_page(page)
        self._say_aloud(page, page.heading)
        self._ring.raise_()
        if (first := page.first_focus() or page.first_stop()) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            if self.is_painted:  # its place is known after the next layout; the first page's after the first paint
                QTimer.singleShot(0, self._body.begin_in_sight)

    def _let_go_of_the_keyboard(self) -> None:
        """Else Qt would give the focus to some other control on the way, and a screen reader would read that."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()

    def surround(self, around: Surroundings) -> None:
        """Change what stands around the page: news arrives in the panel at once, while the page stays as it is."""
        self._shown = self._shown._replace(around=around)
        self._body.surround(around)
        self._show_mode()
        self._ring.raise_()

    def show_company(self, company: InCompany | None) -> None:
        """Say who looks on below every page, until None takes it away; what is new is announced."""
        if company == self._shown.company:
            return
        self._shown = self._shown._replace(company=company)
        self._body.show_company(company)
        self._ring.raise_()
        if company is not None:
            offer = (company.offer[0],) if company.offer is not None else ()
            self._say_aloud(self, " ".join((*company.lines, *offer)))

    def show_side(self, make: Callable[[], QWidget] | None, *, width: int = PANEL_WIDTH) -> None:
        """Show a panel in place of the notes, until None takes it away. The window scrolls it; ``width`` at 100 %."""
        self._shown = self._shown._replace(side=make, side_width=width)
        self._body.show_side(make() if make is not None else None, width)
        self._ring.raise_()

    def show_banner(self, make: "Callable[[], Notice] | None") -> None:
        """Show a notice above the page, until None or another page takes it away; its title is announced."""
        self._shown = self._shown._replace(banner=make)
        banner = make() if make is not None else None
        self._body.show_banner(banner)
        self._ring.raise_()
        if banner is not None:
            self._say_aloud(banner, banner.accessibleName())

    def one_change(self) -> AbstractContextManager[None]:
        """Several changes as one: what stands around the page is arranged once, at the end."""
        return self._body.one_change()

    @Slot()
    def order_tab(self) -> None:
        """Tab follows reading again, after a panel has built something anew."""
        self._body.order_tab()

    # -- work outside

    @property
    def is_busy(self) -> bool:
        """True while something is done outside that the page waits for."""
        return self._waiting.is_on

    def set_busy(self, *, busy: bool) -> None:
        """Say that the page waits for something outside, or no longer. The page stays; Esc or a link cancels."""
        self._waiting.set(on=busy)

    def _tell_working(self, words: str) -> None:
        self._say_aloud(self, words)
        self._ring.raise_()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear the keys that no control has taken."""
        from secinfo_desktop.gui.shell import hearing

        self._ring.keyboard_used()
        if not hearing.hear(self, event):
            super().keyPressEvent(event)

    @Slot()
    def _listen(self) -> None:
        from secinfo_desktop.gui.shell import hearing

        hearing.listen(self)
        self._appearance.when_system_changes(self._follow_system)

    @Slot()
    def type_code(self) -> None:
        """Put the keyboard where the code is typed: on the page, or in the dock below it."""
        from secinfo_desktop.gui.shell import keyboard

        keyboard.focus_code_field(self._body)

    # -- look and language

    @property
    def preferences(self) -> Preferences:
        """What the window wears."""
        return self._look.preferences

    @Slot(Preferences)
    def prefer(self, preferences: Preferences) -> None:
        """Wear another look; what the person typed, chose and opened stays."""
        if preferences != self.preferences:
            self._look.preferences = preferences
            if preferences.language in {None, self._words.language}:
                self._build_again()
            else:
                self.speak(replace(self._words, language=preferences.language))
            self.preferred.emit(preferences)

    def speak(self, words: Words) -> None:
        """Say everything in another way: another language, another clock."""
        self._words = words
        self._build_again()
        self.spoke.emit()

    @Slot()
    def _follow_system(self) -> None:
        if self._look.follows_system:
            self._build_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up the second column where there is no room for it, and take it again."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self._fit_columns)

    @Slot()
    def _fit_columns(self) -> None:
        if not self._look.fits(self.width()):
            self._build_again()

    def _build_again(self) -> None:
        from secinfo_desktop.gui.shell.carry_over import WindowDoings

        doings = WindowDoings.of(self._body, self.focusWidget())
        self._look.fit(self.width())
        self._look.wear(self._words.language)
        before, self._body = self._body, Body(self._words, self.preferences)
        self._place_body()
        before.setParent(None)
        before.deleteLater()
        self._shown.fill(self._body)
        self._body.show()  # else it would be shown with the next layout, and can't have the focus before
        doings.put_into(self._body)
        self._waiting.move()
        self._ring.raise_()
        QTimer.singleShot(0, self.bring_focus_into_view)  # its place is known after the next layout

    def _place_body(self) -> None:
        self._layout.addWidget(self._body)
        self._body.went_back.connect(self.went_back)
        self._body.asked_for_help.connect(self.asked_for_help)
        self._body.wants_to_forget.connect(self.wants_to_forget)
        self._body.cancelled.connect(self.cancelled)
        self._body.code_given.connect(self.code_given)
        self._body.way_taken.connect(self.way_taken)
        self._body.company_heard.connect(self.company_heard)
        self._body.preferred.connect(self.prefer)
        self._show_mode()
        self._ring.raise_()

    @Slot()
    def bring_focus_into_view(self) -> None:
        """Scroll the page so far that what has the keyboard is seen. Layouts that have waited are done before that."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        focused = self.focusWidget()
        if focused is not None and focused is not self.page:
            self._body.middle.bring_into_view(focused)

    def _show_mode(self) -> None:
        """Practice is unmistakable: a striped frame, and the word in the title."""
        around = self._shown.around
        before, practice = self.practice, around.practice
        self.practice, self.asks_before_closing = practice, around.asks_before_closing
        name = self._words.say("page.shell.app")
        self.setWindowTitle(self._words.say("page.shell.title.practice", app=name) if practice else name)
        edge = PRACTICE_FRAME if practice else 0
        self._layout.setContentsMargins(edge, edge, edge, edge)
        if practice is not before:
            self.update()
