"""The pages that are about the code itself: waiting for it, and typing what a step has brought to light."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.pages.price import Price, PriceCard
from secinfo_desktop.gui.pages.problems import field_problem
from secinfo_desktop.gui.parts import (
    Button,
    Card,
    CodeField,
    Flow,
    Item,
    Kind,
    Link,
    Tag,
    Text,
    announce,
    column,
    holder,
    isolated,
    labelled,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.sender import offers_check
from secinfo_desktop.recovery.sentences import CodePage, code_words, waiting_way, whose_limit
from secinfo_desktop.recovery.step_words import step_words
from secinfo_desktop.texts.words import Words


class CodeView(FlowPage):
    """The field is the page; below it what asking again costs, and the way to finding out why."""

    def __init__(
        self, title: str, head: list[Item], lead: Text, why_not: str, page: CodePage, frame: Frame, words: Words
    ) -> None:
        """``lead`` is the part of the head that says something else once the code has ended."""
        self._words, self._ends_at, self._lead = words, page.sent.ends_at, lead
        self._label = code_words("page.code.label", page, words)
        self.field = CodeField(name=self._label)
        self._use = Button(words.say("page.code.use"), Kind.PRIMARY)
        self._use.setEnabled(False)
        self._again = _ask_again(page, words)
        find_out = Button(why_not, trailing=Glyph.ARROW_RIGHT)
        elsewhere = Link(words.say("page.code.elsewhere"), height=44)
        self._sender = Link(words.say("sender.link"))
        ways = Flow(find_out, elsewhere, gap=24)
        content = column(*head, 18, self._code_card(page, frame), 12, self._again, 18, ways, None)
        super().__init__(title, content)
        self.says(find_out, said.DidNotCome())
        self.says(elsewhere, said.Elsewhere())
        self.says(self._sender, said.WantsSenderCheck())
        self._sender.setVisible(offers_check(frame.page))
        self.says(self._again.button, said.AskedAgain())
        self._use.clicked.connect(self._give)
        self.field.textChanged.connect(self._typed)
        self._again.ticked.connect(self._tell_end)
        self._tell_end()

    def _code_card(self, page: CodePage, frame: Frame) -> Card:
        sent = page.sent
        says = code_words("page.code.tag", page, self._words)
        tag = Flow(Text(says, Type.SMALL, Color.INK2), Tag(isolated(sent.tag)), gap=8)
        right = Flow(holder(tag), self._sender, gap=20)
        rule = self._words.say("page.code.until", time=self._words.time(sent.ends_at))
        rule = f"{rule} {self._words.say('page.code.other_messages')}"
        self._rule = Text(rule, Type.SMALL, Color.INK2, max_chars=80)
        form = labelled(self._label, self.field, problem=field_problem(frame.problem, self._words))
        return Card(column(form, 12, right, 6, self._rule, 16, row(self._use, None)), pad=24)

    @Slot()
    def _tell_end(self) -> None:
        """A code that has ended is not waited for: from that second on the way forward is another one."""
        has_ended = self._words.clock() >= self._ends_at
        if not has_ended or self._rule.isHidden():
            return
        self._rule.hide()
        self._again.button.kind = Kind.PRIMARY
        self._again.button.update()
        self._lead.set_words(self._words.say("page.waiting.lead.ended", time=self._words.time(self._ends_at)))
        announce(self._lead, self._lead.text())

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
        mask, way = isolated(page.contact.mask), waiting_way(page)
        title = words.say(f"page.waiting.title.{way}")
        head: list[Item] = []
        if page.step is not None:
            done = words.say("page.waiting.after_step", step=step_words(frame, words).title(page.step))
            head += [Text(done, Type.LABEL, Color.ACCENT_INK, max_chars=90), 8]
        address = isolated(frame.pack.sender_address) if frame.pack else ""
        lead = Text(words.say(f"page.waiting.lead.{way}", mask=mask, address=address), Type.BODY, Color.INK2)
        head += [Text(title, Type.TITLE), 6, lead]
        again = self._type_again(frame, words)
        if again is not None:
            typed = Text(words.say("page.waiting.typed", typed=isolated(frame.typed or "")), Type.SMALL, Color.INK2)
            head += [4, Flow(typed, again, gap=16)]
        super().__init__(title, head, lead, words.say("page.code.did_not_come"), page, frame, words)
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
        where = words.say(f"page.enter_code.lead.{sent.channel}", mask=mask, tag=isolated(sent.tag))
        lead = Text(where, Type.BODY, Color.INK2)
        head: list[Item] = [Text(title, Type.TITLE), 6, lead]
        super().__init__(title, head, lead, words.say("page.enter_code.did_not_come"), page, frame, words)


def _ask_again(page: CodePage, words: Words) -> PriceCard:
    sent = page.sent
    budget = words.say("page.code.left", n=sent.left, most=sent.most)
    price = Price(sent.asked_at, sent.next_at, sent.left, sent.most, budget, whose_limit(sent, words))
    return PriceCard(price, words, button=code_words("page.code.again", page, words))
