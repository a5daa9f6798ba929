"""The ways out: the hand-over to a person, the end, and trouble outside."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.pages.steps import window_words
from secinfo_desktop.gui.parts import (
    TOP,
    Button,
    Card,
    Chip,
    Disclosure,
    Event,
    Flow,
    Icon,
    Item,
    Kind,
    Link,
    Rule,
    State,
    Text,
    Timeline,
    Tone,
    announce,
    column,
    holder,
    isolated,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type, current
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.sentences import Line, consequences, done_lead, summary, tried
from secinfo_desktop.texts.words import Words

LABEL_WIDTH = 150
_DONE_SIGNS = {
    Outcome.GOT_IN: (Glyph.CHECK_CIRCLE_FILL, Color.ACCENT),
    Outcome.SECURED: (Glyph.CHECK_CIRCLE_FILL, Color.ACCENT),
    Outcome.REPLACEMENT_STARTED: (Glyph.CLOCK_FILL, Color.WARN_FILL),
    Outcome.STOPPED_UNTIL: (Glyph.CLOCK_FILL, Color.WARN_FILL),
    Outcome.HANDED_OVER: (Glyph.HEADSET, Color.ACCENT),
}


class HandOverView(FlowPage):
    """A sheet that says what happened, with nothing secret in it, to take to a person."""

    def __init__(self, page: pages.HandOverPage, frame: Frame, words: Words) -> None:
        title = words.say("page.hand_over.title")
        self._words = words
        self._facts, self._tried = summary(page, frame, words), tried(page, frame, words)
        self._copied = Text("", Type.SMALL, Color.ACCENT_INK)
        copy = Button(words.say("page.hand_over.copy"), icon=Glyph.COPY)
        copy.setObjectName("copy-summary")
        finish = Button(words.say("page.hand_over.finish"), Kind.PRIMARY)
        head: list[Item] = [Text(title, Type.TITLE), 8, Text(words.say("page.hand_over.lead"), Type.BODY, Color.INK2)]
        if frame.pack is not None:
            who = words.say("page.hand_over.who", name=frame.pack.help_name, hours=frame.pack.help_hours)
            head += [4, Text(who, Type.STRONG)]
        never = Text(words.say("page.hand_over.never_ask"), Type.SMALL, Color.INK2)
        meanwhile = Text(words.say("page.hand_over.meanwhile.body"), Type.SMALL, Color.INK2)
        content = column(
            *head, 18, self._sheet(), 16, Flow(finish, copy, gap=12), 6, self._copied, 10, meanwhile, 2, never, None
        )
        super().__init__(title, content)
        self.says(finish, said.Finished())
        copy.clicked.connect(self._copy)

    def _sheet(self) -> Card:
        say = self._words.say
        chip = Chip(say("page.hand_over.nothing_secret"), Tone.GOOD, Glyph.SHIELD_CHECK)
        items: list[Item] = [row(Text(say("page.hand_over.summary"), Type.HEADING), None, chip), 14]
        for line in self._facts:
            items += [_fact(line), 6]
        items += [8, Rule(), 14, Text(say("page.hand_over.tried"), Type.SMALL_STRONG), 10]
        events = [Event(State.NOTE, line.text, line.detail) for line in self._tried]
        nothing = Text(say("page.hand_over.tried.none"), Type.SMALL, Color.INK2)
        items.append(Timeline(events, gap=8) if events else nothing)
        return Card(column(*items), pad=24)

    def as_text(self) -> str:
        """The sheet as plain text."""
        facts = [f"{line.text}: {line.detail}" for line in self._facts]
        rows = [f"- {line.text}: {line.detail}" for line in self._tried]
        return "\n".join(
            [self._words.say("page.hand_over.summary"), *facts, self._words.say("page.hand_over.tried"), *rows]
        )

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.as_text())
        self._copied.set_words(self._words.say("page.hand_over.copied"))
        announce(self._copied, self._copied.text())


def _fact(line: Line) -> QWidget:
    label = Text(line.text, Type.SMALL, Color.INK2, max_chars=30)
    value = Text(isolated(line.detail), Type.SMALL, max_chars=56)
    if current().one_column:
        return holder(column(label, value))
    label.setFixedWidth(current().px(LABEL_WIDTH))
    return holder(row((label, TOP), value, None, gap=12))


class DoneView(FlowPage):
    """How it ended, the reason, what happened with it, and what helps next time."""

    left = Signal()
    """The person wants to close the app."""

    def __init__(self, page: pages.DonePage, frame: Frame, words: Words) -> None:
        title = words.say(f"page.done.{page.outcome}.title")
        glyph, color = _DONE_SIGNS[page.outcome]
        lead = Text(done_lead(page, frame, words), Type.LEAD, Color.INK2)
        head = row((Icon(glyph, color, 32), TOP), column(Text(title, Type.TITLE), 6, lead), gap=16)
        head.setStretch(1, 1)
        again, close = Button(words.say("page.done.start_over")), Button(words.say("page.done.leave"), Kind.PRIMARY)
        items = [*self._reason(page, frame, words), *self._what_happened(page, words)]
        super().__init__(title, column(head, 22, *items, 8, Flow(close, again, gap=12), None))
        self.says(again, said.StartsOver())
        close.clicked.connect(self.left)

    @staticmethod
    def _reason(page: pages.DonePage, frame: Frame, words: Words) -> list[Item]:
        if page.cause is None:
            return []
        said_words, base = window_words(frame, words), f"checklist.cause.{page.cause}"
        rows: list[Item] = [Text(words.say("page.done.reason", cause=said_words.say(base)), Type.STRONG)]
        next_time = said_words.say_if_any(f"{base}.next")
        if next_time:
            title = Text(words.say("page.done.next_time"), Type.SMALL_STRONG, Color.INK2)
            rows += [12, title, 4, Text(next_time, Type.BODY)]
        return [Card(column(*rows)), 14]

    @staticmethod
    def _what_happened(page: pages.DonePage, words: Words) -> list[Item]:
        if page.consequences is None:
            return []
        events = [Event(State.DONE, sentence) for sentence in consequences(page.consequences, words)]
        return [
            Card(column(Text(words.say("page.done.consequences"), Type.SMALL_STRONG), 10, Timeline(events, gap=8))),
            16,
        ]


class TroubleView(FlowPage):
    """What happened, what is safe, what to do now; details folded."""

    def __init__(self, page: pages.TroublePage, frame: Frame, words: Words) -> None:
        title, *rest = words.failure(page.failure)
        retry = Button(words.say("page.trouble.retry"), Kind.PRIMARY, icon=Glyph.RETRY)
        back = Link(words.say("page.trouble.back"), height=44)
        head = row((Icon(Glyph.PLUGS, Color.WARN, 32), TOP), Text(title, Type.TITLE), gap=16)
        head.setStretch(1, 1)
        sentences: list[Item] = [Text(sentence, Type.BODY) for sentence in rest]
        details = words.say("page.trouble.details.body", failure=page.failure.value)
        content = column(
            head,
            12,
            column(*sentences, gap=6),
            *self._meanwhile(frame, words),
            20,
            Flow(retry, back, gap=24),
            18,
            Disclosure(words.say("page.trouble.details"), details),
            None,
        )
        super().__init__(title, content)
        retry.setVisible(page.can_retry)
        self.says(retry, said.TriesAgain())
        self.says(back, said.WentBack())

    @staticmethod
    def _meanwhile(frame: Frame, words: Words) -> list[Item]:
        """The code that was asked for lives on while the service is away."""
        code = frame.code
        if code is None or words.clock() >= code.ends_at:
            return []
        until = words.say("page.trouble.code_until", asked=words.time(code.asked_at), time=words.time(code.ends_at))
        look = words.say("page.trouble.meanwhile.body", tag=isolated(code.tag))
        title = Text(words.say("page.trouble.meanwhile"), Type.SMALL_STRONG)
        return [18, Card(column(title, 6, Text(until, Type.SMALL), 4, Text(look, Type.SMALL)))]
