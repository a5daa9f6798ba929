"""One browser window on the page: its mark and name, how it stands, and what can be done with it."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal, SignalInstance

from secinfo_desktop.browsers import told
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.states import State
from secinfo_desktop.gui.apart import Now, Work
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    TOP,
    Button,
    Card,
    Chip,
    Flow,
    Item,
    Link,
    SessionMark,
    Spread,
    Tag,
    Text,
    Tone,
    column,
    holder,
    isolated,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.texts.words import Words

_OPEN: Final = {
    Which.FIRST: (Tone.GOOD, Glyph.CLOCK_FILL),
    Which.SECOND: (Tone.OTHER, Glyph.ENVELOPE_FILL),
}
_STATES: Final = {
    State.OPENING: (Tone.NEUTRAL, Glyph.HOURGLASS),
    State.DID_NOT_START: (Tone.BAD, Glyph.X_CIRCLE_FILL),
    State.CLOSED: (Tone.NEUTRAL, Glyph.HOURGLASS),
    State.ERASED: (Tone.NEUTRAL, Glyph.CHECK_CIRCLE_FILL),
    State.COULD_NOT_ERASE: (Tone.WARN, Glyph.WARNING_FILL),
}
_NOT_OPEN: Final = (Tone.NEUTRAL, Glyph.CIRCLE)


class WindowCard(Card):
    """One account: its mark, its name, how its window stands, what is done there, and what can be done with it."""

    wants_front = Signal(object)
    wants_closing = Signal(object)

    def __init__(self, which: Which, frame: Frame, words: Words) -> None:
        self.which, self._words = which, words
        is_second = which is Which.SECOND
        self.said = told.state(which, None, words)
        self._chip = Chip(self.said, *_NOT_OPEN)
        name = Text(words.say(f"apart.card.{which}.name"), Type.HEADING, max_chars=40)
        who = self._who(frame)
        head = row((SessionMark(second=is_second), TOP), column(name, *who, gap=2), None, gap=14)
        body: list[Item] = [holder(Spread(holder(head), self._chip)), 10]
        body += [Text(words.say(f"apart.card.{which}.body"), Type.BODY, max_chars=46)]
        if is_second and frame.code is not None:
            hint = Text(words.say("apart.card.tag"), Type.BODY)
            body += [10, holder(Flow(hint, Tag(isolated(frame.code.tag)), gap=8))]
        self._make_buttons()
        body += [None, self._buttons]
        super().__init__(column(*body), edge=Color.OTHER if is_second else Color.ACCENT, pad=22)
        self._show.clicked.connect(partial(self._tell, self.wants_front))
        self._close.clicked.connect(partial(self._tell, self.wants_closing))

    def _make_buttons(self) -> None:
        """They keep their line while anything is open, so that nothing jumps when one comes or goes."""
        say, which = self._words.say, self.which
        show_name, self._close_name = say(f"apart.card.{which}.show"), say(f"apart.card.{which}.close")
        self._show = Button(say("apart.card.show"), icon=Glyph.BROWSER, height=SMALL_HEIGHT, name=show_name)
        self._close = Link(say("apart.card.close"), name=self._close_name)
        self._show.setObjectName(f"show-{which}")
        self._close.setObjectName(f"close-{which}")
        keeps = self._close.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._close.setSizePolicy(keeps)
        self._buttons = holder(column(12, Flow(self._show, self._close, gap=20)))

    def _tell(self, signal: SignalInstance, *_checked: bool) -> None:
        signal.emit(self.which)

    def offer(self, now: Now) -> None:
        """What can be done with its window."""
        is_open = now.states.get(self.which) is State.OPEN and now.work is Work.WATCHING
        self._show.setVisible(is_open and self.which in now.can_show)
        self._close.setVisible(is_open)
        self._buttons.setVisible(now.is_open)
        if self.which in now.closing:
            self._close.set_working(self._words.say("apart.closing"))
        elif self._close.is_working:
            self._close.set_idle()
            self._close.setAccessibleName(self._close_name)

    def _who(self, frame: Frame) -> list[Item]:
        account = frame.contact.mask if self.which is Which.SECOND and frame.contact else None
        if self.which is Which.FIRST:
            account = frame.account_name
        return [Text(isolated(account), Type.SMALL, Color.INK2, max_chars=50)] if account else []

    def show_state(self, state: State | None) -> bool:
        """Says how the window stands; True if that is news."""
        words = told.state(self.which, state, self._words)
        if words == self.said:
            return False
        look = _OPEN[self.which] if state is State.OPEN else _NOT_OPEN if state is None else _STATES[state]
        self.said = words
        self._chip.show_other(words, *look)
        return True
