"""The ends: how it went, and trouble outside."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import FlowPage, as_heading
from secinfo_desktop.gui.pages.hand_over import SummaryButtons, help_links
from secinfo_desktop.gui.pages.steps import show_me, window_words
from secinfo_desktop.gui.paper_buttons import TakeAlong
from secinfo_desktop.gui.parts import (
    TOP,
    Button,
    Card,
    Disclosure,
    Event,
    Flow,
    Icon,
    Item,
    Kind,
    Link,
    Notice,
    State,
    Text,
    Timeline,
    Tone,
    column,
    isolated,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import pages, said, taken_along
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.sentences import consequences, done_lead, hints, hints_title, proven_cause
from secinfo_desktop.texts.words import Words

_DONE_SIGNS = {
    Outcome.GOT_IN: (Glyph.CHECK_CIRCLE_FILL, Color.ACCENT),
    Outcome.SECURED: (Glyph.CHECK_CIRCLE_FILL, Color.ACCENT),
    Outcome.REPLACEMENT_STARTED: (Glyph.CLOCK_FILL, Color.WARN_FILL),
    Outcome.STOPPED_UNTIL: (Glyph.CLOCK_FILL, Color.WARN_FILL),
    Outcome.HANDED_OVER: (Glyph.HEADSET, Color.ACCENT),
}


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
        another = [Button(words.say("page.done.another_story"))] if frame.persona is not None else []
        self._how = show_me(frame.how_to, words)
        self._links = help_links(frame, words) if page.hand_over is not None else []
        items = [*self._summary(page, frame, words), *self._reason(page, frame, words)]
        items += self._what_happened(page, words)
        keep = [] if page.hand_over else [TakeAlong("end", lambda: taken_along.sheet(frame, words), words)]
        never = Text(words.say("next_time.never_ask"), Type.SMALL, Color.INK2)
        ways = Flow(close, *another, again, gap=12)
        super().__init__(title, column(head, 22, *items, 8, ways, 4, *keep, 12, never, None))
        self.says(again, said.StartsOver())
        for button in another:
            self.says(button, said.WantsPractice())
        for page_there, link, _ in self._links:
            self.says(link, said.OpensHelp(page_there))
        if self._how is not None and frame.how_to is not None:
            self.says(self._how, said.WantsHowTo(frame.how_to))
        close.clicked.connect(self.left)
        self._close = close

    def first_focus(self) -> QWidget:
        """The end."""
        return self._close

    def _summary(self, page: pages.DonePage, frame: Frame, words: Words) -> list[Item]:
        """A case that was handed over is still at hand."""
        if page.hand_over is None:
            return []
        there = [Flow(link, Text(isolated(url), Type.SMALL, Color.INK2), gap=16) for _, link, url in self._links]
        return [*there, 8, SummaryButtons(page.hand_over, frame, words, kind=Kind.SECONDARY), 14]

    def _reason(self, page: pages.DonePage, frame: Frame, words: Words) -> list[Item]:
        """The reason, where it is proven, and what to do so that it works next time."""
        cause, said_words = proven_cause(page), window_words(frame, words)
        rows: list[Item] = []
        if cause is not None:
            reason = words.say("page.done.reason", cause=said_words.say(f"checklist.cause.{cause}"))
            rows += [Text(reason, Type.STRONG), 12]
        if told := hints(page, said_words):
            below_reason = Color.INK2 if rows else Color.INK
            rows += [Text(hints_title(page, words), Type.SMALL_STRONG, below_reason), 8]
            rows += self._hints(told)
        return [Card(column(*rows)), 14] if rows else []

    def _hints(self, told: tuple[str, ...]) -> list[Item]:
        """The way to do the first one stands right below it."""
        first, *others = (Event(State.NOTE, hint) for hint in told)
        if self._how is None:
            return [Timeline([first, *others], gap=6)]
        return [Timeline([first]), Flow(self._how), Timeline(others, gap=6)]

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
    """What happened, what is safe, what to do now; then what is worth doing meanwhile, and details folded."""

    def __init__(self, page: pages.TroublePage, frame: Frame, words: Words) -> None:
        happened, *rest = words.failure(page.failure)
        title = as_heading(happened)
        retry = Button(words.say("page.trouble.retry"), Kind.PRIMARY, icon=Glyph.RETRY)
        back = Link(words.say("page.trouble.back"), height=44)
        *safe, now = rest
        safe += self._code_lives(frame, words)
        content = column(
            Text(title, Type.TITLE),
            6,
            *(Text(sentence, Type.BODY, Color.INK2) for sentence in safe),
            20,
            Notice(now, "", Tone.BAD, icon=Glyph.PLUGS),
            18,
            Flow(retry, back, gap=24),
            *(self._meanwhile(frame, words) if self._code_lives(frame, words) else []),
            18,
            Disclosure(words.say("page.trouble.details"), self._details(page, frame, words)),
            None,
        )
        super().__init__(title, content)
        retry.setVisible(page.can_retry)
        self.says(retry, said.TriesAgain())
        self.says(back, said.WentBack())

    @staticmethod
    def _details(page: pages.TroublePage, frame: Frame, words: Words) -> str:
        """What somebody asks who is to help: which service, when, what."""
        host = [words.say("page.trouble.details.host", host=isolated(frame.host))] if frame.host else []
        at = words.say("page.trouble.details.at", time=words.time(words.clock()))
        tries = words.say("page.trouble.details.tries", n=page.tries)
        return "\n".join((*host, at, tries, words.say("page.trouble.details.body", failure=page.failure.value)))

    @staticmethod
    def _code_lives(frame: Frame, words: Words) -> list[str]:
        """The code that was asked for lives on while the service is away."""
        code = frame.code
        if code is None or words.clock() >= code.ends_at:
            return []
        asked, ends = words.time(code.asked_at), words.time(code.ends_at)
        return [words.say("page.trouble.code_until", asked=asked, time=ends)]

    @staticmethod
    def _meanwhile(frame: Frame, words: Words) -> list[Item]:
        tag = isolated(frame.code.tag) if frame.code is not None else ""
        look = Text(words.say("page.trouble.meanwhile.body", tag=tag), Type.BODY, Color.INK2)
        return [28, Text(words.say("page.trouble.meanwhile"), Type.HEADING), 6, look]
