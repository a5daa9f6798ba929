"""Type the code that was sent, for whatever it is."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.pages.price import Price, PriceCard
from secinfo_desktop.gui.parts import (
    Button,
    Card,
    CodeField,
    Flow,
    Kind,
    Tag,
    Text,
    column,
    holder,
    isolated,
    labelled,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.base import SecurityView
from secinfo_desktop.gui.security_info.problems import field_problem
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.acts import GiveCode, SendCode
from secinfo_desktop.security_info.pages import CodePage, Frame
from secinfo_desktop.security_info.said import Does
from secinfo_desktop.texts.words import Words


class CodeView(SecurityView):
    """The field is the page; below it what asking again costs."""

    def __init__(self, page: CodePage, frame: Frame, words: Words) -> None:
        self._page, self._words = page, words
        title = words.say(f"security_info.code.title.{page.contact.kind}")
        where = words.say(f"security_info.code.lead.{page.purpose}", mask=isolated(page.contact.mask))
        self.field = CodeField(name=words.say("security_info.code.label"))
        self._use = Button(words.say("security_info.code.use"), Kind.PRIMARY)
        self._use.setEnabled(False)
        self._again = self._price()
        lead = Text(where, Type.BODY, Color.INK2)
        super().__init__(title, column(Text(title, Type.TITLE), 6, lead, 18, self._card(frame), 12, self._again, None))
        self.says(self._again.button, Does(SendCode(page.purpose, page.contact)))
        self._use.clicked.connect(self._give)
        self.field.textChanged.connect(self._typed)

    def _card(self, frame: Frame) -> Card:
        words, sent = self._words, self._page.sent
        tag = Flow(Text(words.say("security_info.code.tag"), Type.SMALL, Color.INK2), Tag(isolated(sent.tag)), gap=8)
        until = words.say("security_info.code.until", time=words.time(sent.ends_at))
        form = labelled(words.say("security_info.code.label"), self.field, problem=field_problem(frame, words))
        rule = Text(until, Type.SMALL, Color.INK2, max_chars=80)
        return Card(column(form, 12, holder(tag), 6, rule, 16, row(self._use, None)), pad=24)

    def _price(self) -> PriceCard:
        words, sent = self._words, self._page.sent
        budget = words.say("page.code.left", n=sent.left, most=sent.most)
        return PriceCard(
            Price(sent.asked_at, sent.next_at, sent.left, sent.most, budget), words, button=words.say("page.code.again")
        )

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
            self.said.emit(Does(GiveCode(self._page.purpose, code)))
