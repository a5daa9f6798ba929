"""The pages of a case that is shared with the helpdesk: the number to say, who asks, what a number allows.

Nobody is let in by a key that was meant for something else: "Allow" has no default, and the keyboard starts at the
answer that changes nothing.
"""

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain import live_rules
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.pages.problems import field_problem
from secinfo_desktop.gui.parts import (
    Button,
    Card,
    Chip,
    Field,
    Flow,
    Item,
    Kind,
    Link,
    Notice,
    Text,
    Tone,
    announce,
    column,
    isolated,
    labelled,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import live_words, said
from secinfo_desktop.recovery.live_pages import AgentAsksPage, JoinNumberPage, ReadNumberPage
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.texts.words import Words

_FIELD_WIDTH: Final = 140


def ask_link(frame: Frame, words: Words) -> Link | None:
    """The quiet way to being helped; None where nobody can be let in."""
    if not frame.help.can_ask:
        return None
    link = Link(words.say("live_help.ask"), icon=Glyph.HEADSET)
    link.setObjectName("let-look-on")
    return link


class JoinNumberView(FlowPage):
    """The number, large, and what it is for."""

    def __init__(self, page: JoinNumberPage, words: Words) -> None:
        say = words.say
        title = say("live_help.number.title")
        number = Text(isolated(live_words.grouped(page.number)), Type.CODE)
        number.setAccessibleName(live_words.spelled(page.number, words))
        lead, until = live_words.number_lines(page, words)
        self.cancel = Button(say("live_help.cancel"), icon=Glyph.X)
        items: list[Item] = [
            Text(title, Type.TITLE),
            8,
            Text(lead, Type.BODY, Color.INK2),
            20,
            Card(column(number, 4, Text(until, Type.SMALL, Color.INK2)), pad=24),
            14,
            Chip(say("live_help.number.waits"), Tone.WARN, Glyph.HOURGLASS),
            20,
            Text(say("live_help.number.only_if"), Type.STRONG),
            4,
            Text(say("live_help.number.never"), Type.BODY),
            24,
            Flow(self.cancel),
            None,
        ]
        super().__init__(title, column(*items))
        self.says(self.cancel, said.EndsHelp())


class AgentAsksView(FlowPage):
    """Who wants to join, the two words to compare, and what they do not prove."""

    def __init__(self, page: AgentAsksPage, frame: Frame, words: Words) -> None:
        say = words.say
        title = live_words.asks_title(page, words, isolated)
        no_voice, hang_up = live_words.hang_up(frame, words, isolated)
        self.refuse = Button(say("live_help.asks.refuse"), icon=Glyph.X)
        self.allow = Button(say("live_help.asks.allow"), icon=Glyph.CHECK)
        self.allow.setObjectName("allow-helper")
        items: list[Item] = [
            Text(title, Type.TITLE),
            20,
            *_two_words(page, words),
            Notice(no_voice, hang_up, Tone.WARN, icon=Glyph.SHIELD_WARNING),
            18,
            Text(say("live_help.asks.sees"), Type.BODY, Color.INK2),
            22,
            Flow(self.refuse, self.allow, gap=12),
            None,
        ]
        super().__init__(title, column(*items))
        self.says(self.refuse, said.AnswersAgent(allow=False))
        self.says(self.allow, said.AnswersAgent(allow=True))

    def first_focus(self) -> QWidget:
        """What changes nothing."""
        return self.refuse


def _two_words(page: AgentAsksPage, words: Words) -> list[Item]:
    if page.word_pair is None:
        return []
    say, pair = words.say, " ".join(page.word_pair)
    compare = Text(say("live_help.asks.compare"), Type.STRONG)
    other = Text(say("live_help.asks.other_words"), Type.SMALL, Color.INK2)
    first = Text(say("live_help.asks.words"), Type.SMALL, Color.INK2)
    return [Card(column(first, 4, Text(pair, Type.CODE), 10, compare, other), pad=20), 14]


class ReadNumberView(FlowPage):
    """What the number allows, its field, and the way to end it all."""

    def __init__(self, page: ReadNumberPage, frame: Frame, words: Words) -> None:
        say, self._words = words.say, words
        title = live_words.give_title(page, words)
        self._field = Field(width=_FIELD_WIDTH, left_to_right=True)
        self._form = labelled(
            say("live_help.give.label"),
            self._field,
            hint=say("live_help.give.hint", time=words.time(page.until)),
            problem=field_problem(frame.problem, words),
        )
        self.use = Button(say("live_help.give.use"), Kind.PRIMARY)
        self.not_asked = Button(say("live_help.give.not_asked"), Kind.DANGER)
        self.not_asked.setObjectName("did-not-call")
        items: list[Item] = [
            Text(title, Type.TITLE),
            20,
            self._form,
            20,
            Flow(self.use, self.not_asked, gap=12),
            16,
            Text(say("live_help.give.not_asked.detail"), Type.SMALL, Color.INK2),
            4,
            Text(say("live_help.give.never"), Type.SMALL, Color.INK2),
            None,
        ]
        super().__init__(title, column(*items))
        self.use.clicked.connect(self._give)
        self.says(self.not_asked, said.DidNotCall())

    def first_focus(self) -> QWidget:
        """The field."""
        return self._field

    @Slot()
    def _give(self) -> None:
        """Too few digits, or a whole code, go nowhere."""
        number = live_rules.digits_of(self._field.text(), live_rules.NUMBER_DIGITS)
        self._field.clear()
        if number is None:
            self._form.set_problem(self._words.say("live_help.give.short"))
            announce(self._field, self._form.problem)
            self._field.setFocus()
            return
        self.said.emit(said.GivesReadNumber(number))
