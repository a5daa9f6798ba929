"""The pages that are about the code itself: waiting for it, and typing what a step has brought to light."""

from datetime import datetime
from math import ceil

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import FlowPage, field_problem
from secinfo_desktop.gui.parts import (
    MIDDLE,
    Button,
    Card,
    CodeField,
    Countdown,
    Flow,
    Item,
    Kind,
    Link,
    Pips,
    Tag,
    Text,
    column,
    isolated,
    labelled,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.ports import CodeSent
from secinfo_desktop.recovery.sentences import CodePage, code_words, waiting_way, whose_limit
from secinfo_desktop.recovery.step_words import step_words
from secinfo_desktop.texts.words import Words

TICK_MS = 1000


class CodeView(FlowPage):
    """The field is the page; below it what asking again costs, and the way to finding out why."""

    def __init__(self, title: str, head: list[Item], why_not: str, page: CodePage, frame: Frame, words: Words) -> None:
        self._words = words
        self._label = code_words("page.code.label", page, words)
        self.field = CodeField(name=self._label)
        self._use = Button(words.say("page.code.use"), Kind.PRIMARY)
        self._use.setEnabled(False)
        self._again = AskAgain(page, words)
        find_out = Button(why_not, trailing=Glyph.ARROW_RIGHT)
        elsewhere = Link(words.say("page.code.elsewhere"), height=44)
        content = column(
            *head, 18, self._code_card(page, frame), 12, self._again, 18, Flow(find_out, elsewhere, gap=24), None
        )
        super().__init__(title, content)
        self.says(find_out, said.DidNotCome())
        self.says(elsewhere, said.Elsewhere())
        self.says(self._again.button, said.AskedAgain())
        self._use.clicked.connect(self._give)
        self.field.textChanged.connect(self._typed)

    def _code_card(self, page: CodePage, frame: Frame) -> Card:
        sent = page.sent
        says = code_words("page.code.tag", page, self._words)
        tag = Flow(Text(says, Type.SMALL, Color.INK2), Tag(isolated(sent.tag)), gap=8)
        rule = Text(self._rule(sent), Type.SMALL, Color.INK2, max_chars=80)
        form = labelled(self._label, self.field, problem=field_problem(frame.problem, self._words))
        return Card(column(form, 12, tag, 6, rule, 16, row(self._use, None)), pad=24)

    def _rule(self, sent: CodeSent) -> str:
        """How long the code works, and which other codes to leave alone."""
        ends = self._words.time(sent.ends_at)
        if self._words.clock() >= sent.ends_at:
            return self._words.say("page.code.ended", time=ends)
        return " ".join((self._words.say("page.code.until", time=ends), self._words.say("page.code.other_messages")))

    def first_focus(self) -> QWidget:
        """The field."""
        return self.field

    @Slot()
    def _typed(self) -> None:
        self._use.setEnabled(self.field.is_full)

    @Slot()
    def _give(self) -> None:
        if self.field.is_full:
            code = self.field.code()
            self.field.clear()
            self.said.emit(said.GaveCode(code))


class WaitingView(CodeView):
    """Look at your phone or mailbox now."""

    def __init__(self, page: pages.WaitingPage, frame: Frame, words: Words) -> None:
        sent, mask = page.sent, isolated(page.contact.mask)
        way = waiting_way(page)
        title = words.say(f"page.waiting.title.{way}")
        head: list[Item] = []
        if page.step is not None:
            done = words.say("page.waiting.after_step", step=step_words(frame, words).title(page.step))
            head += [Text(done, Type.LABEL, Color.ACCENT_INK, max_chars=90), 8]
        address = isolated(frame.pack.sender_address) if frame.pack else ""
        lead = words.say(f"page.waiting.lead.{way}", mask=mask, address=address)
        if words.clock() >= sent.ends_at:
            lead = words.say("page.waiting.lead.ended", time=words.time(sent.ends_at))
        head += [Text(title, Type.TITLE), 6, Text(lead, Type.BODY, Color.INK2)]
        again = self._type_again(frame, words)
        if again is not None:
            typed = Text(words.say("page.waiting.typed", typed=isolated(frame.typed or "")), Type.SMALL, Color.INK2)
            head += [4, Flow(typed, again, gap=16)]
        super().__init__(title, head, words.say("page.code.did_not_come"), page, frame, words)
        if again is not None:
            self.says(again, said.Elsewhere())

    @staticmethod
    def _type_again(frame: Frame, words: Words) -> Link | None:
        """Offered while nothing else has to be put right: a refused code came to the right place."""
        is_offered = frame.typed is not None and frame.problem is None
        return Link(words.say("page.waiting.type_again")) if is_offered else None


class EnterCodeView(CodeView):
    """Type the code."""

    def __init__(self, page: pages.EnterCodePage, frame: Frame, words: Words) -> None:
        sent, mask = page.sent, isolated(page.contact.mask)
        title = words.say("page.enter_code.title")
        lead = words.say(f"page.enter_code.lead.{sent.channel}", mask=mask, tag=isolated(sent.tag))
        head: list[Item] = [Text(title, Type.TITLE), 6, Text(lead, Type.BODY, Color.INK2)]
        super().__init__(title, head, words.say("page.enter_code.did_not_come"), page, frame, words)


class AskAgain(Card):
    """What asking again costs: the seconds until then, and how many requests are left."""

    def __init__(self, page: CodePage, words: Words) -> None:
        self._sent, self._words = (sent := page.sent), words
        total = max(ceil((sent.next_at - sent.asked_at).total_seconds()), 1)
        self._ring = Countdown(self.left(), total, spoken=self._spoken)
        self._title = Text("", Type.STRONG, max_chars=60)
        self.button = Button(code_words("page.code.again", page, words))
        budget = words.say("page.code.left", n=sent.left, most=sent.most)
        pips = (Pips(sent.left, sent.most, spoken=budget), MIDDLE)
        left = row(pips, Text(budget, Type.SMALL, Color.INK2), None, gap=8)
        limit = whose_limit(sent, words)
        side = column(self._title, left, *([Text(limit, Type.SMALL, Color.INK2)] if limit else []), gap=2)
        line = row(self._ring, 4, side, self.button, gap=14)
        line.setStretch(2, 1)
        super().__init__(line, pad=18)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._tick()

    def left(self) -> int:
        """Seconds until another code can be asked for, by the service's clock."""
        return max(ceil((self._sent.next_at - self._now()).total_seconds()), 0)

    def _now(self) -> datetime:
        return self._words.clock()

    def _spoken(self, left: int) -> str:
        return self._words.say("page.code.again.in", n=left) if left else self._words.say("page.code.again.now")

    @Slot()
    def _tick(self) -> None:
        left = self.left()
        self._ring.tick(left)
        self._ring.setVisible(left > 0)
        if self._title.text() != self._what(left):
            self._title.set_words(self._what(left))
        self.button.setEnabled(left == 0)
        self.button.setAccessibleDescription(self._what(left))

    def _what(self, left: int) -> str:
        """Seconds where they can be counted, the time of day where the wait is long."""
        if left <= 120:
            return self._spoken(left)
        return self._words.say("page.code.again.at", time=self._words.moment(self._sent.next_at))
