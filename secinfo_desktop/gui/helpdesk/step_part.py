"""The part in the middle: the step, what to say, what the caller answers, and why this step."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import StaffAction
from secinfo_desktop.gui.helpdesk.answers import ConsoleAnswer
from secinfo_desktop.gui.helpdesk.no_step import closed_case, helped, no_call, score_page
from secinfo_desktop.gui.helpdesk.part import Part, Wish
from secinfo_desktop.gui.helpdesk.say_card import SayCard
from secinfo_desktop.gui.helpdesk.timers import TimerChips
from secinfo_desktop.gui.helpdesk.why_card import why_card
from secinfo_desktop.gui.helpdesk.wording import caller, day, phrase_of, plain
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    Button,
    Chip,
    Flow,
    Item,
    Kind,
    Link,
    Notice,
    Scroll,
    Spread,
    Text,
    Tone,
    column,
    holder,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.guide.checklist_parts import StepKind
from secinfo_desktop.helpdesk.pages import Answer, Call, ConsoleFrame, Step
from secinfo_desktop.helpdesk.phrases import Phrase
from secinfo_desktop.helpdesk.said import Answered, ChoosesStep, CodeAskedFor, Skips, Takes, Undoes
from secinfo_desktop.helpdesk.scripts import ended
from secinfo_desktop.texts.words import Words

_MARGIN = 40
_NARROW_MARGIN = 20
_DIGITS = 9


class StepPart(Part):
    """One frame of the middle. Another frame makes another one."""

    def __init__(self, frame: ConsoleFrame, words: Words, *, narrow: bool) -> None:
        super().__init__(words.say("helpdesk_window.step"), Color.CANVAS)
        self._frame, self._words, self._narrow = frame, words, narrow
        self.answers: list[ConsoleAnswer] = []
        self._timers: TimerChips | None = None
        edge = _NARROW_MARGIN if narrow else _MARGIN
        foot = self._foot()
        inside: list[Item] = [16, foot] if narrow and foot is not None else []
        content = column(*self._problem(), *self._content(), *inside, margins=(edge, 24, edge, 16))
        self.area = Scroll(holder(content), Color.CANVAS)
        below = [] if narrow or foot is None else [holder(column(foot, margins=(edge, 8, edge, 20)))]
        layout = column(self.area, *below)
        layout.setStretchFactor(self.area, 1)
        self.setLayout(layout)
        self._seconds = QTimer(self, interval=1000)
        self._count()

    def _count(self) -> None:
        """Timers go on each second, while there are any."""
        if self._timers is not None:
            self._seconds.timeout.connect(self._timers.tick)
            self._seconds.start()

    @property
    def heading(self) -> str:
        """What is announced: the step and what to say."""
        call = self._frame.call
        if call is None:
            return self._words.say("helpdesk_window.empty.title")
        if call.step is None:
            is_closed = call.line.state is CaseState.CLOSED
            return self._words.say(f"helpdesk_window.{'closed' if is_closed else 'helped'}.title")
        if call.line.state is CaseState.WAITING and not call.is_mine:
            return self._waits(call)
        said = " ".join(part for part in (self._opening(call), call.step.script.say) if part)
        return f"{ended(call.step.title)} {said}"

    def first_focus(self) -> QWidget | None:
        """Where the keyboard begins: at the first answer, or at what the part offers instead."""
        shown: list[QWidget] = [answer for answer in self.answers if answer.isEnabled()]
        return shown[0] if shown else self.findChild(Button, "first")

    # -- what is shown

    def _problem(self) -> list[Item]:
        problem = self._frame.problem
        if problem is None:
            return []
        happened, *rest = self._words.failure(problem, self._frame.retry_at)
        actions: list[QWidget] = []
        if problem is Failure.NOT_STAFF:
            enter = Button(self._words.say("helpdesk_window.sign_in"), Kind.PRIMARY, height=SMALL_HEIGHT)
            self.wishes(enter, Wish.SIGN_IN)
            actions.append(enter)
        return [Notice(happened, " ".join(rest), Tone.WARN, *actions, small=True), 18]

    def _content(self) -> list[Item]:
        call = self._frame.call
        if self._frame.score is not None:
            return score_page(self, self._frame.score, self._words)
        if call is None:
            return no_call(self, self._frame, self._words)
        if call.step is None:
            without = closed_case if call.line.state is CaseState.CLOSED else helped
            return [*self._above(call), 6, *without(self, call, self._words), None]
        return [
            *self._above(call),
            6,
            Text(call.step.title, Type.TITLE),
            *self._below_title(call),
            *self._warnings(call, call.step),
            18,
            self._say(call, call.step),
            18,
            *self._answers(call, call.step),
            18,
            why_card(call.step.why, self._words),
            None,
        ]

    def _above(self, call: Call) -> list[Item]:
        say = self._words.say
        who = caller(call.line, self._words)
        number = (
            say("helpdesk_window.case", number=call.line.number, caller=who)
            if call.line.number
            else say("helpdesk_window.case.new", caller=who)
        )
        name = Text(number, Type.LABEL, Color.INK2, max_chars=80)
        if not call.caller.is_live:
            return [name]
        return [Spread(name, Chip(say("helpdesk_window.live"), Tone.GOOD, Glyph.USERS), gap=12)]

    def _below_title(self, call: Call) -> list[Item]:
        self._timers = TimerChips(call, self._words)
        shown: list[QWidget] = list(self._timers.chips)
        if call.troubles and call.is_mine:
            about = Button(self._words.say("helpdesk_window.trouble"), Kind.QUIET, height=SMALL_HEIGHT, key="B")
            self.wishes(about, Wish.TROUBLE)
            shown.append(about)
        return [10, Flow(*shown, gap=8)] if shown else []

    def _warnings(self, call: Call, step: Step) -> list[Item]:
        items: list[Item] = []
        if not call.is_mine:
            items += [16, self._take_it(call)]
        if not call.is_kept:
            kept = self._words.say("helpdesk_window.not_kept"), self._words.say("helpdesk_window.not_kept.body")
            items += [16, Notice(*kept, Tone.WARN, small=True)]
        if step.stands:
            items += [12, Text(self._words.say("helpdesk_window.stands", answer=step.stands), Type.SMALL, Color.INK2)]
        if step.better is not None:
            items += [16, self._better(*step.better)]
        if step.safe_first:
            items += [16, Notice(self._words.say("helpdesk_window.safe_first"), step.safe_first, Tone.WARN, small=True)]
        return items

    def _take_it(self, call: Call) -> Notice:
        say = self._words.say
        take = Button(say("helpdesk_window.take"), Kind.PRIMARY, height=SMALL_HEIGHT, key="Y")
        take.setObjectName("first")
        self.says(take, Takes())
        owner, line = call.line.owner, call.line
        if line.state is CaseState.WAITING:
            return Notice(self._waits(call), say("helpdesk_window.take.body"), Tone.NEUTRAL, take, small=True)
        if owner is None:
            return Notice(
                say("helpdesk_window.nobody_leads"), say("helpdesk_window.take.body"), Tone.NEUTRAL, take, small=True
            )
        title = say("helpdesk_window.other_leads", name=plain(owner.name))
        return Notice(title, say("helpdesk_window.take.body"), Tone.NEUTRAL, take, small=True)

    def _waits(self, call: Call) -> str:
        if call.line.call_back_on is None:
            return self._words.say("helpdesk_window.waits")
        return self._words.say("helpdesk_window.waits.until", day=day(call.line, self._words))

    def _better(self, step: str, title: str) -> Notice:
        say = self._words.say
        go = Button(say("helpdesk_window.better.go"), height=SMALL_HEIGHT)
        self.says(go, ChoosesStep(step))
        return Notice(say("helpdesk_window.better", step=title), "", Tone.NEUTRAL, go, small=True)

    def _opening(self, call: Call) -> str:
        """Who speaks: said before anything else that this agent says in the call."""
        return phrase_of(Phrase.OPENING, call, self._words) if call.is_mine and not call.has_spoken else ""

    def _say(self, call: Call, step: Step) -> QWidget:
        script, opening = step.script, self._opening(call)
        card = SayCard(script, script.language, self._frame.languages, self._words, call.heard, opening)
        card.said.connect(self.said)
        self.wishes(card.more, Wish.PHRASES)
        card.setObjectName("say")
        return card

    def choose_language(self) -> None:
        """Open the menu of the caller's languages."""
        if (card := self.findChild(SayCard, "say")) is not None:
            card.choose_language()

    def _answers(self, call: Call, step: Step) -> list[Item]:
        say = self._words.say
        if not step.answers:
            return self._hand_over() if call.is_mine else []
        asked = "question" if step.kind is StepKind.QUESTION else "action"
        shares = any(answer.share is not None for answer in step.answers)
        expected: list[Item] = [Text(say("helpdesk_window.expected"), Type.LABEL, Color.INK2), 14] if shares else []
        heads = row(
            Text(say(f"helpdesk_window.answers.{asked}"), Type.LABEL, Color.INK2, heading=True), None, *expected
        )
        for number, answer in enumerate(step.answers, 1):
            share = say("helpdesk_window.percent", percent=round(100 * answer.share)) if answer.share else ""
            leads = say("helpdesk_window.leads_to", step=answer.leads_to) if answer.leads_to else ""
            key = str(number) if number <= _DIGITS else ""
            one = ConsoleAnswer(answer.title, leads, key=key, share=share, spoken=self._spoken(answer, share))
            one.setEnabled(call.is_mine)
            self.says(one, Answered(answer.value))
            self.answers.append(one)
        return [heads, 8, column(*self.answers, gap=8)]

    def _spoken(self, answer: Answer, share: str) -> str:
        say = self._words.say
        leads = say("helpdesk_window.leads_to.spoken", step=ended(answer.leads_to)) if answer.leads_to else ""
        expected = say("helpdesk_window.expected.spoken", share=share) if share else ""
        return " ".join(part for part in (leads, expected) if part)

    def _hand_over(self) -> list[Item]:
        """The step that hands the case to a person has no answers."""
        over = Button(
            self._words.say("helpdesk_window.hand_over.now"), Kind.PRIMARY, height=SMALL_HEIGHT, icon=Glyph.USERS
        )
        over.setObjectName("first")
        self.wishes(over, Wish.HAND_OVER)
        return [Flow(over)]

    # -- below it

    def _foot(self) -> Flow | None:
        """What can be done beside answering. Where there is little room it scrolls with the rest."""
        call = self._frame.call
        if call is None or call.line.state is CaseState.CLOSED or not call.is_mine or self._frame.score is not None:
            return None
        say = self._words.say
        undo = Link(say("helpdesk_window.undo"), icon=Glyph.UNDO, key="Z")
        undo.setEnabled(call.can_undo)
        skip = Link(say("helpdesk_window.skip"), icon=Glyph.SKIP, key="S")
        skip.setEnabled(call.step is not None and call.step.can_skip)
        other = Link(say("helpdesk_window.other_step"), icon=Glyph.LIST_CHECKS, key="G")
        other.setEnabled(call.step is not None and bool(call.step.others))
        self.says(undo, Undoes())
        self.says(skip, Skips())
        self.wishes(other, Wish.OTHER_STEP)
        send = Link(say("helpdesk_window.send_steps"), icon=Glyph.COPY)
        self.wishes(send, Wish.SEND_STEPS)
        return Flow(undo, skip, other, self._again(call), send, gap=12)

    def _again(self, call: Call) -> Button:
        """With a service staff have another code sent; without one the caller asks, and the agent notes when."""
        sends = any(action.action is StaffAction.RESEND for action in call.actions)
        words = self._words.say("helpdesk_window.send_again" if sends else "helpdesk_window.code_asked")
        button = Button(words, icon=Glyph.RETRY, height=SMALL_HEIGHT, key="R")
        if sends:
            self.wishes(button, StaffAction.RESEND)
        else:
            self.says(button, CodeAskedFor())
        return button

    @Slot()
    def show_first(self) -> None:
        """Give the keyboard to the first answer."""
        if (first := self.first_focus()) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
