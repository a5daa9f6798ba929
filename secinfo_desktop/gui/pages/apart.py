"""The pages of the step that signs in apart: what is asked first, the live windows, and how it is done by oneself."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QLayout, QMenu, QWidget

from secinfo_desktop.browsers import told
from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.states import OVER, State, Verdict
from secinfo_desktop.gui.apart import Now, Work
from secinfo_desktop.gui.copied_code import CopiedCode
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import LETTERS
from secinfo_desktop.gui.pages.steps import InstructionView, StepView, window_words
from secinfo_desktop.gui.pages.window_card import WindowCard
from secinfo_desktop.gui.parts import (
    TOP,
    Button,
    Card,
    Flow,
    Icon,
    Item,
    Kind,
    Link,
    Notice,
    Spread,
    Text,
    Tone,
    announce,
    column,
    holder,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.slot import Slot as Place
from secinfo_desktop.gui.theme import Type, current
from secinfo_desktop.recovery import apart, pages, said
from secinfo_desktop.recovery.apart import ApartAnswer, Target
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.sentences import answers
from secinfo_desktop.texts.words import Words

_notice = partial(Notice, max_chars=92)
"""There is room from side to side."""
_VERDICTS: Final = {
    Verdict.NOT_PRIVATE: Tone.WARN,
    Verdict.SHARED: Tone.BAD,
    Verdict.DID_NOT_START: Tone.WARN,
    Verdict.NO_PLACE: Tone.WARN,
}


class WrittenView(InstructionView):
    """Numbered steps for a browser of one's own, here or at another computer, each with its keys."""

    def __init__(self, page: pages.SessionsPage, frame: Frame, words: Words, now: Now) -> None:
        self._keys = told.keys(now.browser, words) if page.stage is pages.Stage.WRITTEN else ()
        super().__init__(page, frame, words)

    def below_steps(self, words: Words) -> list[Item]:
        """The keys, by browser and system."""
        if not self._keys:
            return []
        lines = [Text(line, Type.SMALL, Color.INK2, max_chars=80) for line in self._keys]
        return [18, Card(column(Text(words.say("apart.keys.title"), Type.STRONG), *lines, gap=4), pad=16)]


class WindowsView(StepView):
    """The live page. What changes is a chip, a sentence and the buttons; the cards and the answers stay."""

    lead_chars = 120
    wants_windows = Signal(object)
    """The windows to open (``recovery.apart.Target``)."""
    wants_closing = Signal()
    wants_one_closed = Signal(object)
    wants_front = Signal(object)
    """Of one window (``Which``)."""
    chose_browser = Signal(object)
    rebuilt = Signal()

    def __init__(self, page: pages.SessionsPage, frame: Frame, words: Words, now: Now) -> None:
        self._page, self._frame, self._words, self._now = page, frame, words, now
        whiches = (Which.SECOND,) if page.only_second else tuple(Which)
        self._cards = [WindowCard(which, frame, words) for which in whiches]
        self._notice, self._paste = Place(), Place()
        self._opening, self._closing = Place(), Place()
        self._copied: CopiedCode | None = None
        self._shown: object = None
        self._told: object = None
        self._is_rebuilt = False
        offered = answers(page, window_words(frame, words))
        self._answers = {
            answer: Button(line.text, key=LETTERS[index])
            for index, (answer, line) in enumerate(offered)
            if answer not in set(ApartAnswer)
        }
        self._ways_round = {
            answer: Link(line.text, height=44) for answer, line in offered if answer in set(ApartAnswer)
        }
        super().__init__(page, self._body(), frame, words)
        for card in self._cards:
            card.wants_front.connect(self.wants_front)
            card.wants_closing.connect(self.wants_one_closed)
        for answer, control in (self._answers | self._ways_round).items():
            self.says(control, said.Answered(answer))
        self._offer_pasting()
        self.show_now(now)

    def _body(self) -> list[Item]:
        return [
            self._side_by_side(),
            12,
            self._notice,
            12,
            self._opening,
            self._paste,
            12,
            holder(Spread(holder(Flow(*self._answers.values(), gap=12)), self._closing)),
        ]

    def beside_why(self) -> QWidget:
        """The ways round."""
        return holder(Flow(*self._ways_round.values(), gap=24))

    def ways_place(self) -> Place | None:
        """Its last line, so that the page is seen whole."""
        return None if current().one_column else self._last_line

    def _side_by_side(self) -> QLayout:
        if current().one_column:
            return column(*self._cards, gap=14)
        both = row(*self._cards, *([] if len(self._cards) > 1 else [None]), gap=20)
        for index in range(len(self._cards)):
            both.setStretch(index, 1)
        return both

    # -- what changes

    def show_now(self, now: Now) -> None:
        """Says how it stands; what is news is spoken."""
        self._now = now
        news = [card.which for card in self._cards if card.show_state(now.states.get(card.which))]
        for which in news if now.states else ():
            card = next(card for card in self._cards if card.which is which)
            name = self._words.say(f"apart.card.{which}.name")
            announce(self, self._words.say("sessions.state", name=name, state=card.said))
        self._offer_on_cards()
        self._show_notice()
        self._show_actions()
        self._show_pasting()
        if self._is_rebuilt:
            self._is_rebuilt = False
            self.rebuilt.emit()

    def _offer_on_cards(self) -> None:
        """A button that goes hands the keyboard on."""
        focused = self.window().focusWidget()
        for card in self._cards:
            card.offer(self._now)
        if focused is not None and not focused.isVisibleTo(self) and self.isAncestorOf(focused):
            self._first.setFocus()

    def _show_notice(self) -> None:
        now = self._now
        told_now = (
            *(now.verdict, now.tried, now.work, now.browsers),
            *(now.from_before, now.open_count, now.has_failed, now.judged_at),
        )
        if told_now == self._told:
            return
        self._told = told_now
        focused, notice = self.window().focusWidget(), next(self._notices(), None)
        had_focus = focused is not None and self._notice.isAncestorOf(focused)
        _put(self._notice, notice)
        self._is_rebuilt = True
        if had_focus and (first := self.first_focus()) is not None:
            first.setFocus()
        if notice is not None and now.verdict is not None:
            announce(self, notice.accessibleName())

    def _notices(self) -> Iterator[QWidget]:
        """What there is to say, the most important first; one of it is shown."""
        now, say = self._now, self._words.say
        if now.from_before:
            still_open = told.still_open(now.open_count, self._words, from_before=True)
            yield _notice(still_open.title, still_open.body)
        if State.COULD_NOT_ERASE in now.states.values() and not now.is_open:
            yield _notice(say("apart.could_not_erase"), say("apart.could_not_erase.now"), Tone.WARN)
        if now.has_failed:
            yield _notice(say("apart.failed"), say("apart.none.now"), Tone.WARN, self._written())
        if now.verdict is not None:
            yield from self._judged(now.verdict)
        elif now.work is Work.WATCHING and not now.from_before:
            yield Text(say("apart.checking"), Type.SMALL, Color.INK2, max_chars=92)
        if now.browsers == ():
            yield _notice(say("apart.none"), say("apart.none.now"), Tone.NEUTRAL, self._written())
        elif now.browsers is None:
            yield Text(say("apart.searching"), Type.SMALL, Color.INK2, max_chars=92)
        elif not self._targets() and not now.is_open:
            yield _notice(say("apart.no_page"), say("apart.no_page.now"), Tone.NEUTRAL, self._written())

    def _judged(self, verdict: Verdict) -> Iterator[QWidget]:
        now = self._now
        browser = now.tried[-1] if verdict is Verdict.DID_NOT_START and now.tried else now.browser
        at = now.judged_at or self._words.clock()
        found = told.verdict(verdict, at, browser.name if browser else "", self._words, several=len(self._cards) > 1)
        if verdict is not Verdict.SEPARATE:
            yield _notice(found.title, found.body, _VERDICTS[verdict], *self._way_on(verdict))
        elif now.is_open:
            sentence = Text(found.title, Type.SMALL, Color.INK, max_chars=110)
            line = holder(row((Icon(Glyph.CHECK_CIRCLE_FILL, Color.ACCENT, 20), TOP), sentence, None, gap=10))
            line.setAccessibleName(found.title)
            yield line

    def _way_on(self, verdict: Verdict) -> list[QWidget]:
        """Another browser; without one, with a browser of one's own."""
        if verdict is Verdict.NOT_PRIVATE or self._now.is_open:
            return []
        other = self._now.next_browser if verdict is Verdict.DID_NOT_START else None
        if other is None:
            return [self._written()]
        button = Button(self._words.say("apart.did_not_start.next", browser=other.name))
        button.clicked.connect(partial(self._try, other))
        return [button]

    def _written(self) -> Button:
        button = Button(self._words.say("apart.answer.written"), name=self._words.say("apart.written.title"))
        self.says(button, said.Answered(ApartAnswer.WRITTEN))
        return button

    def _targets(self) -> tuple[Target, ...]:
        return apart.targets(self._page, self._frame, self._now.packs)

    def _show_actions(self) -> None:
        """The buttons are made anew only where others are needed, so that the keyboard keeps its place."""
        now = self._now
        needed = (now.work, now.browser, now.browsers, bool(self._targets()), self._number)
        if needed == self._shown:
            return
        had_focus, self._shown = self._takes_focus(), needed
        is_live = now.work is not Work.NOTHING
        opening, closing = ([], [self._close_button()]) if is_live else (list(self._open_buttons()), [])
        for place, buttons in ((self._opening, opening), (self._closing, closing)):
            _put(place, holder(Flow(*buttons, gap=12)) if buttons else None)
        self._is_rebuilt = True
        if had_focus and (first := self.first_focus()) is not None:
            first.setFocus()

    def _takes_focus(self) -> bool:
        """True if the keyboard is on a button that goes, or where it was only put for want of another one."""
        focused = self.window().focusWidget()
        began_here = self._shown is not None and not self._actions()
        was_put = focused is self._first and (began_here or self._has_failed)
        return was_put or focused in self._actions()

    def _actions(self) -> list[Button]:
        return [*self._opening.findChildren(Button), *self._closing.findChildren(Button)]

    @property
    def _has_failed(self) -> bool:
        """True if nothing is open because it could not be."""
        return not self._now.is_open and self._now.verdict in {Verdict.SHARED, Verdict.DID_NOT_START, Verdict.NO_PLACE}

    @property
    def _first(self) -> Button:
        return next(iter(self._answers.values()))

    @property
    def _number(self) -> str:
        """How many windows there are to open or to close: of two that were opened one can be gone."""
        gone = sum(state in OVER for state in self._now.states.values()) if self._now.is_open else 0
        return "two" if len(self._cards) - gone > 1 else "one"

    def _open_buttons(self) -> Iterator[Button]:
        if self._now.browser is not None and self._targets():
            yield self._open_button(self._words.say(f"apart.open.{self._number}"))
            yield from self._browser_button(self._now.browser)

    def _close_button(self) -> Button:
        button = Button(self._words.say(f"apart.close.{self._number}"), icon=Glyph.TRASH)
        button.setObjectName("close-windows")
        button.clicked.connect(self.wants_closing)
        if self._now.work is Work.CLOSING:
            button.set_working(self._words.say("apart.closing"))
        return button

    def _open_button(self, words: str) -> Button:
        button = Button(words, Kind.PRIMARY, icon=Glyph.BROWSER)
        button.setObjectName("open-windows")
        button.clicked.connect(self._open)
        return button

    def _browser_button(self, browser: Browser) -> Iterator[Button]:
        if len(self._now.browsers or ()) < 2:
            return
        say = self._words.say
        words, name = say("apart.browser", browser=browser.name), say("apart.browser.other", browser=browser.name)
        self._menu_button = Button(words, Kind.QUIET, trailing=Glyph.CARET_DOWN, name=name)
        self._menu_button.setObjectName("choose-browser")
        self._menu_button.clicked.connect(self._open_menu)
        yield self._menu_button

    @Slot()
    def _open_menu(self) -> None:
        menu = BrowserMenu(self._now, self._menu_button)
        menu.chose.connect(self.chose_browser)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._menu_button.mapToGlobal(QPoint(0, self._menu_button.height())))

    @Slot()
    def _open(self) -> None:
        self.wants_windows.emit(self._targets())

    def _try(self, browser: Browser) -> None:
        self.chose_browser.emit(browser)
        self._open()

    # -- a code that was copied

    def _offer_pasting(self) -> None:
        """Only where the code is typed here; by hand the clipboard is not even looked at."""
        if self._frame.code is None or self._frame.by_hand:
            return
        self._copied = CopiedCode(QGuiApplication.clipboard(), self)
        self._copied.changed.connect(self._show_pasting)
        button = Button(self._words.say("apart.paste"), icon=Glyph.PASSWORD)
        button.setObjectName("paste-code")
        button.clicked.connect(self._take_copied)
        hint = Text(self._words.say("apart.pasted"), Type.SMALL, Color.INK2)
        self._offer = holder(column(holder(Flow(button)), hint, gap=4, margins=(0, 14, 0, 0)))

    @Slot()
    def _show_pasting(self) -> None:
        if self._copied is not None:
            is_offered = self._now.is_open and self._copied.is_there
            if is_offered is self._paste.isHidden():
                self._paste.put(self._offer if is_offered else None)
                self.rebuilt.emit()

    @Slot()
    def _take_copied(self) -> None:
        if self._copied is not None:
            self.said.emit(said.GaveCode(self._copied.take()))

    def first_focus(self) -> QWidget | None:
        """What opens the windows, or the next way. Once they are open a slip of Enter must not close them."""
        if self._now.is_open:
            return self._first
        ways_on = self._notice.findChildren(Button) if self._has_failed else []
        return next(iter([*ways_on, *self._actions()]), self._first)


class BrowserMenu(QMenu):
    """The browsers of this computer, to choose another one."""

    chose = Signal(object)

    def __init__(self, now: Now, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(current().font(Type.SMALL))
        group = QActionGroup(self)
        for browser in now.browsers or ():
            action = QAction(browser.name, self, checkable=True, checked=browser == now.browser)
            action.triggered.connect(partial(self._tell, browser))
            group.addAction(action)
            self.addAction(action)

    def _tell(self, browser: Browser, *_checked: bool) -> None:
        self.chose.emit(browser)


def _put(place: Place, widget: QWidget | None) -> None:
    """Shows something in place of what was there, which is gone."""
    before = [child for child in place.children() if isinstance(child, QWidget)]
    place.put(widget)
    for one in before:
        one.deleteLater()
