"""The case and its guide, as the flow uses them: writes down what happens, and says which step comes next."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from types import MappingProxyType
from typing import Final

from secinfo_desktop.domain.disclosure import Disclosure, stricter
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide import explanation, planner
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF, Checklist, StepKind, Then
from secinfo_desktop.guide.contradiction import contradiction
from secinfo_desktop.guide.events import (
    Answered,
    CaseError,
    Closed,
    ContextChanged,
    Event,
    Happened,
    Happening,
    Observed,
    Opened,
    Retracted,
    Skipped,
    StepShown,
)
from secinfo_desktop.recovery.pages import Doubt, HandOverPage, InstructionPage, Note, QuestionPage
from secinfo_desktop.recovery.ports import Fact

NOBODY_ELSE: Final[Mapping[Event, str]] = MappingProxyType({})
REFUSALS = frozenset(what for what in Happening if what.startswith("code_refused"))

StepPage = QuestionPage | InstructionPage | HandOverPage


class Guiding:
    """One case, from the first code on. Its only state is the log; every answer is recomputed from it."""

    def __init__(
        self, checklist: Checklist, clock: Callable[[], datetime], audience: Disclosure = Disclosure.PUBLIC
    ) -> None:
        self._checklist = checklist
        self._clock = clock
        self._audience = audience
        self._case: Case | None = None
        self._contact: str | None = None
        self._is_any_contact = False
        """Before any contact was named: the next one is taken for the one that the log is about."""
        self.capabilities: frozenset[str] = frozenset()

    @property
    def case(self) -> Case | None:
        """The log; None before the first code was asked for."""
        return self._case

    @property
    def _open_case(self) -> Case:
        if self._case is None:
            raise LookupError("no case was opened")
        return self._case

    def _record(self, event: Event) -> None:
        self._case = self._open_case.record(event)

    def led_by(self, checklist: Checklist) -> None:
        """Says which checklist leads; once a case is open it stays with its own."""
        if self._case is None:
            self._checklist = checklist

    def use(self, case_id: str, context: str, contact_id: str | None) -> None:
        """Opens the case, or says that it is about another contact from now on.

        A contact of a kind that the checklist knows nothing about leaves the case where it is.
        """
        known = self._checklist.contexts
        if self._case is None:
            context = context if context in known else known[0]
            opened = Opened(
                self._clock(), case_id, self._checklist.id, self._checklist.revision, context, self._audience
            )
            self._case = Case(opened)
        elif context in known and self._is_another(contact_id, context):
            self._record(ContextChanged(self._clock(), context))
        self._contact, self._is_any_contact = contact_id, False

    def is_about_next_contact(self) -> None:
        """The case is about the contact that will be named next, if that is of its kind."""
        self._is_any_contact = True

    def _is_another(self, contact_id: str | None, context: str) -> bool:
        is_taken_for_it = self._is_any_contact and context == self._open_case.context
        return contact_id != self._contact and not is_taken_for_it

    def seen_by(self, audience: Disclosure) -> None:
        """Says who sees the case from now on: never more than whom it was begun for."""
        case = self._case
        self._audience = audience if case is None or case.audience.may_see(audience) else case.audience

    def come_back_to(self, case: Case, contact_id: str | None) -> None:
        """Goes on with a log that was kept; ``contact_id`` is whose code the service sent last."""
        self._case, self._contact, self._is_any_contact = case, contact_id, contact_id is None

    def take_log(self, case: Case) -> Case:
        """Goes on with the log as it stands after somebody else has added to it; returns what this one makes of it.

        What the checklist does not know, or what can't follow, is left out: others may have another version of it.
        """
        taken = Case(case.opened)
        for event in case.later:
            with suppress(CaseError):
                taken = taken.record(event) if self._understands(event) else taken
        self._case = taken
        return taken

    def _understands(self, event: Event) -> bool:
        match event:
            case Answered(step=step, outcome=outcome):
                return self.knows(step) and outcome in self._checklist.outcomes(step)
            case Skipped(step=step) | Retracted(step=step) | StepShown(step=step):
                return self.knows(step)
            case Observed(evidence=name, value=value):
                evidence = self._checklist.evidence.get(name)
                return evidence is not None and value in evidence.likelihood.answers
            case ContextChanged(context=context):
                return context in self._checklist.contexts
        return True

    def knows(self, step: str) -> bool:
        """True for a step of the checklist that leads."""
        return step == HANDOFF or step in self._checklist.questions or step in self._checklist.actions

    def note(self, what: Happening, detail: str | None = None) -> None:
        """Writes down something that happened and that everybody may know."""
        if self._case is not None and not self._case.is_closed:
            self._record(Happened(self._clock(), what, Disclosure.PUBLIC, detail))

    def carry_over(self, happened: tuple[Happened, ...]) -> None:
        """Writes down what happened before this case, with its own times."""
        for event in happened:
            self._record(event)

    def answer_to(self, question: str) -> str | None:
        """What the person last answered, about whichever contact."""
        answers = [entry.outcome for entry in self._case.entries() if entry.step == question] if self._case else []
        return answers[-1] if answers else None

    def is_strangers(self) -> bool:
        """True if it is known that somebody else asked for the code (B30)."""
        first = self._checklist.security
        answer = self.answer_to(first.question) if first is not None else None
        return first is not None and answer is not None and answer != first.safe_answer

    def know(self, facts: tuple[Fact, ...]) -> None:
        """Writes down evidence; what the checklist does not ask for, or not in this context, is left out.

        Of the two levels, the service's and the checklist's, the stricter one counts (security rule 3).
        """
        for fact in facts:
            evidence = self._checklist.evidence.get(fact.evidence)
            if evidence is None or self._open_case.context not in evidence.contexts:
                continue
            if fact.value in evidence.likelihood.answers:
                level = stricter(fact.disclosure, evidence.disclosure)
                self._record(Observed(self._clock(), fact.evidence, fact.value, level))
                self._tell_reason(fact, level)

    def _tell_reason(self, fact: Fact, level: Disclosure) -> None:
        """Writes down why a message did not arrive, once for each code that was asked for."""
        happened = [event for event in self._open_case.later if isinstance(event, Happened)]
        news = list(takewhile(lambda event: event.what is not Happening.CODE_ASKED, reversed(happened)))
        if fact.reason is not None and all(event.detail != fact.reason for event in news):
            self._record(Happened(self._clock(), Happening.NOT_DELIVERED, level, fact.reason.value))

    def imply(self, question: str, answer: str) -> None:
        """Writes down what the person has answered by what they did, unless the question is answered already."""
        case = self._open_case
        known = {entry.step for entry in case.entries() if entry.contact == case.contact}
        if question in self._checklist.questions and question not in known:
            self.correct(question, answer)

    def correct(self, question: str, answer: str) -> None:
        """Answers a question anew; the later answer counts. What the checklist does not ask says nothing."""
        if answer in self._checklist.outcomes(question):
            self._record(Answered(self._clock(), question, answer, None))

    def stranger_asked(self) -> None:
        """Writes down that somebody else is at work (B30), whatever the checklist asks to find that out."""
        first = self._checklist.security
        if first is not None:
            answers = self._checklist.outcomes(first.question)
            self.correct(first.question, next(answer for answer in answers if answer != first.safe_answer))

    def next_page(self) -> StepPage:
        """The page of the step that the guide chooses now."""
        decision = planner.decide(self._checklist, self._open_case, self.capabilities)
        return self._page(decision.step, decision.about_left)

    def page(self, step: str) -> StepPage:
        """The page of a step that the person has chosen or gone back to."""
        return self._page(step, planner.decide(self._checklist, self._open_case, self.capabilities).about_left)

    def shown_page(self, step: str) -> StepPage:
        """The page of a step that somebody else has shown: that stands in the log already."""
        left = planner.decide(self._checklist, self._open_case, self.capabilities).about_left
        return self._made_page(step, left) if step != HANDOFF else self._hand_over_page()

    def _page(self, step: str, left: int) -> StepPage:
        """Being shown is written down."""
        if step == HANDOFF:
            return self.hand_over()
        doubt = self._doubt_about(step)
        self._record(StepShown(self._clock(), step, self._audience))
        return self._made_page(step, left, doubt)

    def _made_page(self, step: str, left: int, doubt: Doubt | None = None) -> StepPage:
        number = self.steps_shown()
        why = explanation.why(self._checklist, self._open_case, step, self._audience)
        if self._checklist.kind(step) is StepKind.QUESTION:
            return QuestionPage(
                step, self._checklist.questions[step].answers, number, left, why.reason_id, why.cause_id, doubt
            )
        action = self._checklist.actions[step]
        return InstructionPage(step, action.cannot is not None, number, left, why.reason_id, why.cause_id)

    def doubted_step(self) -> str | None:
        """The question to ask again because the answers do not fit together; each two answers are doubted once.

        What was only implied by what happened is not asked again, nor anything once a stranger asked for the code.
        """
        if self.is_strangers():
            return None
        case = self._open_case
        implied = frozenset(entry.step for entry in case.entries() if entry.seconds is None)
        found = contradiction(self._checklist, case, self._audience, never=implied)
        return found.ask_again if found is not None else None

    def _doubt_about(self, step: str) -> Doubt | None:
        """What stands as the answer to a question that is asked again; None for one that has none."""
        here = [entry for entry in self._open_case.entries() if entry.contact == self._open_case.contact]
        said = {entry.step: entry for entry in here if entry.outcome is not None}
        entry = said.get(step)
        if entry is None or entry.outcome is None or step not in self._checklist.questions:
            return None
        found = contradiction(self._checklist, self._open_case, self._audience)
        other = said.get(found.against) if found is not None and found.ask_again == step else None
        if other is None or other.step not in self._checklist.questions:
            return Doubt(entry.outcome, entry.seconds)
        return Doubt(entry.outcome, entry.seconds, other.step, other.outcome)

    def hand_over(self) -> HandOverPage:
        """The page of the hand-over, with what was tried; who asked for the code is told by the trouble."""
        self._record(StepShown(self._clock(), HANDOFF, self._audience))
        return self._hand_over_page()

    def _hand_over_page(self) -> HandOverPage:
        case = self._open_case
        first = self._checklist.security
        told = {first.question} if first is not None else set()
        tried = tuple(
            (entry.step, entry.outcome)
            for entry in case.entries()
            if entry.outcome is not None and entry.step not in told
        )
        likely = explanation.likely_causes(self._checklist, case, self._audience, 1)
        return HandOverPage(case.opened.at, likely[0][0] if likely else None, tried)

    def answer(self, step: str, outcome: str) -> None:
        """Writes down what came of a step, with the seconds since it was shown."""
        self._record(Answered(self._clock(), step, outcome, self._seconds_since_shown(step)))

    def say_again(self, step: str, answer: str, seconds: float | None) -> None:
        """Writes down an answer in the place of the one that stands, as if it had been given then."""
        self._record(Answered(self._clock(), step, answer, seconds))

    def skip(self, step: str) -> None:
        """Writes down that a step was left out."""
        self._record(Skipped(self._clock(), step))

    def cannot(self, step: str) -> None:
        """Writes down what it says that an action can't be carried out; the step is not offered after that."""
        meaning = self._checklist.actions[step].cannot
        if meaning is not None:
            self.correct(meaning.question, meaning.answer)

    def retract(self, step: str) -> None:
        """Takes the answer to a step back, if there is one."""
        if any(entry.step == step for entry in self._open_case.entries()):
            self._record(Retracted(self._clock(), step))

    def has_refused_code(self) -> bool:
        """True if a code of the present contact was refused."""
        for event in reversed(self._open_case.later):
            if isinstance(event, ContextChanged):
                return False
            if isinstance(event, Happened) and event.what in REFUSALS:
                return True
        return False

    def then(self, step: str) -> Then:
        """What follows when the person has carried out an action."""
        return self._checklist.actions[step].then

    def close(self, outcome: Outcome) -> None:
        """Ends the case."""
        if self._case is not None:
            self._record(Closed(self._clock(), outcome))

    def other_steps(self) -> tuple[str, ...]:
        """The steps that the person could choose instead, the best first."""
        steps = planner.other_steps(self._checklist, self._open_case, self.capabilities)
        return tuple(step for step in steps if step != HANDOFF)

    def better_step(self) -> str | None:
        """Another step that news has made clearly better than the one shown."""
        if self._case is None or self._case.shown is None or self._case.is_closed:
            return None
        if not self._case.is_news(self._audience):  # this step was chosen knowing all else
            return None
        return planner.better_step(self._checklist, self._case, self.capabilities)

    def notes(self, others: Mapping[Event, str] = NOBODY_ELSE) -> tuple[Note, ...]:
        """What this audience may know so far, oldest first; what was only implied is not told again.

        ``others`` has the names of who has said what the person has not.
        """
        timeline = self._case.timeline(self._audience) if self._case is not None else ()
        told = zip(timeline, (*timeline[1:], None), strict=False)
        return tuple(
            replace(_note(event), who=others.get(event, ""))
            for event, after in told
            if event in others or self._is_told(event, after)
        )

    def _is_told(self, event: Happened | Answered | Observed, after: object) -> bool:
        """Not what is told elsewhere; and where the reason is known, it says all that became of a message."""
        if isinstance(event, Observed):
            has_reason = isinstance(after, Happened) and after.what is Happening.NOT_DELIVERED
            return not has_reason and self._checklist.evidence[event.evidence].disclosure is not Disclosure.PUBLIC
        if isinstance(event, Happened):
            return event.what is not Happening.TROUBLE_TOLD
        return event.seconds is not None

    def found_cause(self) -> str | None:
        """The cause that the last step cured."""
        return explanation.found_cause(self._checklist, self._case) if self._case is not None else None

    def steps_shown(self) -> int:
        """How many different steps the person has seen."""
        later = self._case.later if self._case is not None else ()
        return len({event.step for event in later if isinstance(event, StepShown)})

    def _seconds_since_shown(self, step: str) -> float | None:
        """In whole seconds, so that how quick this computer is does not decide what comes next."""
        shown = [event.at for event in self._open_case.later if isinstance(event, StepShown) and event.step == step]
        return float(max(round((self._clock() - shown[-1]).total_seconds()), 0)) if shown else None


def _note(event: Happened | Answered | Observed) -> Note:
    if isinstance(event, Happened):
        return Note(event.at, event.what.value, detail=event.detail)
    if isinstance(event, Observed):
        return Note(event.at, event.evidence, detail=event.value)
    return Note(event.at, step=event.step, answer=event.outcome)
