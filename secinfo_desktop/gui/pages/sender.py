"""Who sent the message: a field for the sender, and what came of comparing it."""

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.senders import Match
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.parts import (
    TOP,
    Button,
    Card,
    Event,
    Field,
    Flow,
    Icon,
    Item,
    Kind,
    Link,
    State,
    Text,
    Timeline,
    column,
    isolated,
    labelled,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import pages, said, sender_words
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.sender_words import Told
from secinfo_desktop.texts.words import Words

_VERDICTS: Final = {
    Match.EXACT: (Glyph.INFO_FILL, Color.INK2),
    Match.LOOK_ALIKE: (Glyph.X_CIRCLE_FILL, Color.BAD),
    Match.NOT_OURS: (Glyph.WARNING_FILL, Color.WARN_FILL),
}
"""A match has no sign of its own: it proves nothing."""


class SenderView(FlowPage):
    """Asks for the sender; after the comparison says what came of it, and what to do."""

    def __init__(self, page: pages.SenderPage, frame: Frame, words: Words) -> None:
        self._words = words
        self._first: QWidget
        told = sender_words.told(page, frame, words, isolated)
        if told is None or page.check is None:
            self._ask(sender_words.question(page, frame, words, isolated))
        else:
            self._tell(told, page.check.match, page)

    def _ask(self, asked: sender_words.Question) -> None:
        say, title = self._words.say, self._words.say("sender.title")
        self._field = Field(width=560, left_to_right=True)
        compare = Button(say("sender.compare"), Kind.PRIMARY)
        form = labelled(asked.label, self._field, hint=asked.hint, problem=asked.problem)
        kept = Text(say("sender.not_kept"), Type.SMALL, Color.INK2)
        head: list[Item] = [Text(title, Type.TITLE), 6, Text(asked.lead, Type.BODY, Color.INK2), 22]
        super().__init__(title, column(*head, form, 8, kept, 20, row(compare, None), None))
        self._first = self._field
        compare.clicked.connect(self._say_sender)

    def _tell(self, told: Told, match: Match, page: pages.SenderPage) -> None:
        say, (glyph, color) = self._words.say, _VERDICTS[match]
        meaning = Text(told.meaning, Type.LEAD, Color.INK2)
        head = row((Icon(glyph, color, 32), TOP), column(Text(told.title, Type.TITLE), 6, meaning), gap=16)
        head.setStretch(1, 1)
        back, again = Button(say("sender.back"), Kind.PRIMARY), Link(say("sender.again"), height=44)
        items = [_compared(told, self._words), 16, *_to_do(told, self._words), 20, Flow(back, again, gap=24)]
        super().__init__(told.title, column(head, 20, *items, *self._unasked(page), None))
        self._first = back
        self.says(back, said.WentBack())
        self.says(again, said.WantsSenderCheck())
        if page.may_be_unasked:
            self.says(self._stranger, said.NobodyAsked())

    def _unasked(self, page: pages.SenderPage) -> list[Item]:
        if not page.may_be_unasked:
            return []
        self._stranger = Button(self._words.say("sender.unasked.go"))
        return [24, Text(self._words.say("sender.unasked"), Type.BODY), 10, row(self._stranger, None)]

    def first_focus(self) -> QWidget:
        """The field, or the way back."""
        return self._first

    @Slot()
    def _say_sender(self) -> None:
        self.said.emit(said.GaveSender(self._field.text()))


def _compared(told: Told, words: Words) -> Card:
    """The senders below each other, so that the eye can go from one to the other; then what is wrong."""
    items: list[Item] = []
    for line in told.senders:
        items += [8] if items else []
        items += [Text(line.text, Type.SMALL, Color.INK2), 2, Text(line.detail, Type.STRONG, max_chars=72)]
    if told.signs:
        wrong = Timeline([Event(State.FAILED, sign) for sign in told.signs], gap=4)
        items += [12, Text(words.say("sender.signs"), Type.SMALL_STRONG), 8, wrong]
    return Card(column(*items), pad=20)


def _to_do(told: Told, words: Words) -> list[Item]:
    return [Text(words.say("sender.do"), Type.STRONG), 4, Text(" ".join(told.to_do), Type.BODY)]
