"""The pages of finding out why: a question, an instruction, and the choice of another step."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import LETTERS, FlowPage
from secinfo_desktop.gui.pages.by_hand import ProviderDoor
from secinfo_desktop.gui.pages.live import ask_link
from secinfo_desktop.gui.paper_buttons import TakeAlong
from secinfo_desktop.gui.parts import (
    START,
    Answer,
    Button,
    Disclosure,
    Flow,
    Item,
    Kind,
    Link,
    NumberedStep,
    Text,
    column,
    holder,
    isolated,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.slot import Slot as Place
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import pages, said, taken_along
from secinfo_desktop.recovery.howto import Topic
from secinfo_desktop.recovery.pages import Frame, StepPage
from secinfo_desktop.recovery.provider_links import page_of_step
from secinfo_desktop.recovery.sender import offers_check
from secinfo_desktop.recovery.sentences import answers, numbered_steps, overline, step_base
from secinfo_desktop.recovery.step_words import StepWords, step_words
from secinfo_desktop.texts.words import Words

REPLACES = "replace_all_info"
"""The step that begins the waiting period."""
SEEN_AT_FIRST = 6
"""More steps than these at once are no help to choose."""


def window_words(frame: Frame, words: Words) -> StepWords:
    """The sentences of the checklist, with the mask kept in its order in right-to-left text."""
    found = step_words(frame, words)
    return replace(found, mask=isolated(found.mask))


class StepView(FlowPage):
    """What questions and instructions share: overline, title, lead, why, the ways round."""

    lead_chars = 64
    """The longest line of the lead."""

    def __init__(self, page: StepPage, body: list[Item], frame: Frame, words: Words) -> None:
        said_words, base = window_words(frame, words), step_base(page)
        kind = "question" if isinstance(page, pages.QuestionPage) else "instruction"
        title, lead = said_words.say(f"{base}.title"), said_words.say_if_any(f"{base}.lead")
        head: list[Item] = [Text(overline(page, words), Type.LABEL, Color.ACCENT_INK, max_chars=90), 8]
        head += [Text(title, Type.TITLE)]
        head += [8, Text(lead, Type.BODY, Color.INK2, max_chars=self.lead_chars)] if lead else []
        why = " ".join(said_words.why(page.why, page.why_cause))
        door = ProviderDoor(frame, page_of_step(page.step), words)
        body = [*door.items, *([18] if door.items else []), *body]
        ways = self._ways(kind, words)
        sender = [Link(words.say("sender.link"))] if offers_check(page) else []
        reason = Disclosure(words.say(f"page.step.why.{kind}"), why, beside=self.beside_why())
        self._last_line = Place()
        ask = ask_link(frame, words)
        helped = [ask] if ask is not None else []
        ends = Flow(*sender, *ways, *helped, self._last_line, gap=28)
        content = column(*head, 20, *body, 14, reason, 8, None, ends)
        super().__init__(title, content)
        door.let_through(self)
        skip, other, person = ways
        self.says(skip, said.Skipped())
        self.says(other, said.WantsOtherStep())
        self.says(person, said.WantsPerson())
        for link in sender:
            self.says(link, said.WantsSenderCheck())
        for link in helped:
            self.says(link, said.WantsHelp(words.language))

    def beside_why(self) -> QWidget | None:
        """What stands in one line with the reason, where there is room."""
        return None

    @staticmethod
    def _ways(kind: str, words: Words) -> tuple[Link, Link, Link]:
        return (
            Link(words.say(f"page.step.skip.{kind}")),
            Link(words.say("page.step.other")),
            Link(words.say("page.step.person")),
        )


class QuestionView(StepView):
    """A question with large answers; one press answers and goes on."""

    def __init__(self, page: StepPage, frame: Frame, words: Words) -> None:
        offered = answers(page, window_words(frame, words))
        self._answers = [
            Answer(line.text, line.detail, key=letter) for (_, line), letter in zip(offered, LETTERS, strict=False)
        ]
        super().__init__(page, [column(*self._answers, gap=10)], frame, words)
        for control, (answer, _) in zip(self._answers, offered, strict=True):
            self.says(control, said.Answered(answer))

    def first_focus(self) -> QWidget:
        """The first answer."""
        return self._answers[0]


class InstructionView(StepView):
    """Numbered things to do, and what came of them."""

    wants_replacement = Signal()
    """The person wants to begin the replacement right here (B9)."""

    def __init__(self, page: pages.InstructionPage | pages.SessionsPage, frame: Frame, words: Words) -> None:
        said_words = window_words(frame, words)
        offered = answers(page, said_words)
        self._buttons = [
            Button(line.text, Kind.SECONDARY if index else Kind.PRIMARY, key=LETTERS[index])
            for index, (_, line) in enumerate(offered)
        ]
        lines = numbered_steps(step_base(page), said_words)
        steps = [NumberedStep(number, line.text, line.detail) for number, line in enumerate(lines, 1)]
        how = show_me(frame.how_to, words)
        self._here = Place()
        self._step = page.step
        body: list[Item] = [column(*steps, gap=16), self._here]
        body += [10, TakeAlong("steps", lambda: taken_along.sheet(frame, words), words, beside=how)]
        body += self.below_steps(words)
        body += [24, Flow(*self._buttons, gap=12)]
        super().__init__(page, body, frame, words)
        if how is not None and frame.how_to is not None:
            self.says(how, said.WantsHowTo(frame.how_to))
        for button, (answer, _) in zip(self._buttons, offered, strict=True):
            self.says(button, said.Answered(answer))

    def offer_replacement(self, frame: Frame, words: Words) -> None:
        """Where a service stands behind the account, everything can be replaced in this window."""
        if self._step != REPLACES or frame.by_hand or frame.choice is None:
            return
        start = Button(words.say("security_info.start_here"), icon=Glyph.SHIELD_CHECK)
        start.setObjectName("replace-here")
        start.clicked.connect(self.wants_replacement)
        self._here.put(holder(column(18, (start, START))))

    def below_steps(self, _words: Words) -> list[Item]:
        """What stands between the steps and the buttons."""
        return []

    def first_focus(self) -> QWidget:
        """The button that says that it is done."""
        return self._buttons[0]


def show_me(topic: Topic | None, words: Words) -> Link | None:
    """The way to the steps on the person's own phone or mail program, if there is one."""
    if topic is None:
        return None
    link = Link(words.say(f"howto.link.{topic}"), icon=Glyph.LIST_CHECKS)
    link.setObjectName("show-me-how")
    return link


class OtherStepsView(FlowPage):
    """The steps that are left, the most promising first; where there are many, the others wait behind a link."""

    def __init__(self, page: pages.OtherStepsPage, frame: Frame, words: Words) -> None:
        title, said_words = words.say("page.other_steps.title"), window_words(frame, words)
        lead = words.say("page.other_steps.lead" if page.steps else "page.other_steps.empty")
        answers = [Answer(said_words.title(step), low=True) for step in page.steps]
        self._others = holder(column(*answers[SEEN_AT_FIRST:], gap=8, margins=(0, 8, 0, 0)))
        self._more = Link(words.say("page.other_steps.more"), trailing=Glyph.CARET_DOWN)
        self._more.setObjectName("more-steps")
        person = Link(words.say("page.other_steps.person"))
        content = column(
            Text(title, Type.TITLE),
            6,
            Text(lead, Type.BODY, Color.INK2),
            20,
            column(*answers[:SEEN_AT_FIRST], gap=8),
            self._others,
            12,
            Flow(self._more, person, gap=28),
            None,
        )
        super().__init__(title, content)
        self._others.hide()
        self._more.setVisible(len(answers) > SEEN_AT_FIRST)
        self._more.clicked.connect(self._show_others)
        for answer, step in zip(answers, page.steps, strict=True):
            self.says(answer, said.ChoseStep(step))
        self.says(person, said.WantsPerson())

    @Slot()
    def _show_others(self) -> None:
        self._others.show()
        self._more.hide()
        if (first := next(iter(self._others.findChildren(Answer)), None)) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
