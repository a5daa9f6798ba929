"""The live page of the step that signs in apart: its windows, what there is to say of them, and what comes next."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLayout, QWidget

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.states import OVER, Verdict
from secinfo_desktop.gui.apart import Now, Work
from secinfo_desktop.gui.pages.base import LETTERS
from secinfo_desktop.gui.pages.code_pasting import CodePasting
from secinfo_desktop.gui.pages.steps import StepView, window_words
from secinfo_desktop.gui.pages.window_card import WindowCard
from secinfo_desktop.gui.pages.windows_buttons import WindowsButtons
from secinfo_desktop.gui.pages.windows_notices import WindowsNotices
from secinfo_desktop.gui.parts import (
    Button,
    Flow,
    Item,
    Link,
    Spread,
    announce,
    column,
    holder,
    row,
)
from secinfo_desktop.gui.shell.slot import Slot as Place
from secinfo_desktop.gui.theme import current
from secinfo_desktop.recovery import apart, pages, said
from secinfo_desktop.recovery.apart import ApartAnswer, Target
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.sentences import answers
from secinfo_desktop.texts.words import Words


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
        self._make_parts(several=len(whiches) > 1)
        self.show_now(now)

    def _make_parts(self, *, several: bool) -> None:
        """What fills the places."""
        self._notices = WindowsNotices(self._words, self, several=several)
        self._notices.wants_written.connect(lambda: self.said.emit(said.Answered(ApartAnswer.WRITTEN)))
        self._notices.tries.connect(self._try)
        self._buttons = WindowsButtons(self._words, self)
        self._buttons.opens.connect(self._open)
        self._buttons.wants_closing.connect(self.wants_closing)
        self._buttons.chose_browser.connect(self.chose_browser)
        self._pasting: CodePasting | None = None
        if self._frame.code is not None and not self._frame.by_hand:
            self._pasting = CodePasting(self._paste, self._words, self)
            self._pasting.pasted.connect(lambda text: self.said.emit(said.GaveCode(text)))
            self._pasting.rebuilt.connect(self.rebuilt)

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
        if self._pasting is not None:
            self._pasting.show_now(is_open=now.is_open)
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
        notice = next(self._notices.of(now, has_page=bool(self._targets())), None)
        focused = self.window().focusWidget()
        had_focus = focused is not None and self._notice.isAncestorOf(focused)
        _put(self._notice, notice)
        self._is_rebuilt = True
        if had_focus and (first := self.first_focus()) is not None:
            first.setFocus()
        if notice is not None and now.verdict is not None:
            announce(self, notice.accessibleName())

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
        opening = list(self._buttons.opening(now, self._number)) if self._targets() and not is_live else []
        closing = [self._buttons.closing(now, self._number)] if is_live else []
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

    @Slot()
    def _open(self) -> None:
        self.wants_windows.emit(self._targets())

    def _try(self, browser: Browser) -> None:
        self.chose_browser.emit(browser)
        self._open()

    def first_focus(self) -> QWidget | None:
        """What opens the windows, or the next way. Once they are open a slip of Enter must not close them."""
        if self._now.is_open:
            return self._first
        ways_on = self._notice.findChildren(Button) if self._has_failed else []
        return next(iter([*ways_on, *self._actions()]), self._first)


def _put(place: Place, widget: QWidget | None) -> None:
    """Shows something in place of what was there, which is gone."""
    before = [child for child in place.children() if isinstance(child, QWidget)]
    place.put(widget)
    for one in before:
        one.deleteLater()
