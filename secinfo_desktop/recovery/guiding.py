"""The case and its guide, as the flow uses them: writes down what happens, and says which step comes next."""

from collections.abc import Callable
from datetime import datetime

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide import explanation, planner
from secinfo_desktop.guide.case import (
    Answered,
    Case,
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
from secinfo_desktop.guide.checklist import FAILED, HANDOFF, Checklist, StepKind, Then
from secinfo_desktop.recovery.pages import HandOverPage, InstructionPage, Note, QuestionPage
from secinfo_desktop.recovery.ports import Fact

StepPage = QuestionPage | InstructionPage | HandOverPage


class Guiding:
    """One case. Its only state is the log; every answer is recomputed from it."""

    def __init__(
        self, checklist: Checklist, clock: Callable[[], datetime], audience: Disclosure = Disclosure.PUBLIC
    ) -> None:
        self._checklist = checklist
        self._clock = clock
        self._audience = audience
        self.case = Case()
        self.capabilities: frozenset[str] = frozenset()

    def _record(self, event: Event) -> None:
        self.case = self.case.record(event)

    def use(self, case_id: str, context: str) -> None:
        """Opens the case, or says that from now on codes travel another way."""
        if not self.case.events:
            event: Event = Opened(
                self._clock(), case_id, self._checklist.id, self._checklist.revision, context, self._audience
            )
            self._record(event)
        elif self.case.context != context:
            self._record(ContextChanged(self._clock(), context))

    def note(self, what: Happening) -> None:
        """Writes down something that happened and that everybody may know."""
        if self.case.events:
            self._record(Happened(self._clock(), what, Disclosure.PUBLIC))

    def know(self, facts: tuple[Fact, ...]) -> None:
        """Writes down evidence; what the checklist does not ask for is left out."""
        for fact in facts:
            if fact.evidence in self._checklist.evidence:
                self._record(Observed(self._clock(), fact.evidence, fact.value, fact.disclosure))

    def imply(self, question: str, answer: str) -> None:
        """Writes down what the person has answered by what they did, unless they have answered it themselves."""
        known = {entry.step for entry in self.case.entries()}
        if question in self._checklist.questions and question not in known:
            self._record(Answered(self._clock(), question, answer, None))

    def next_page(self) -> StepPage:
        """The page of the step that the guide chooses now."""
        decision = planner.decide(self._checklist, self.case, self.capabilities)
        return self._page(decision.step, decision.about_left)

    def page(self, step: str) -> StepPage:
        """The page of a step that the person has chosen or gone back to."""
        return self._page(step, planner.decide(self._checklist, self.case, self.capabilities).about_left)

    def _page(self, step: str, left: int) -> StepPage:
        """Being shown is written down."""
        if step == HANDOFF:
            return self.hand_over()
        self._record(StepShown(self._clock(), step, self._audience))
        number = len({event.step for event in self.case.events if isinstance(event, StepShown)})
        why = explanation.why(self._checklist, self.case, step, self._audience).reason_id
        if self._checklist.kind(step) is StepKind.QUESTION:
            return QuestionPage(step, self._checklist.questions[step].answers, number, left, why)
        action = self._checklist.actions[step]
        return InstructionPage(step, action.cannot is not None, number, left, why)

    def hand_over(self) -> HandOverPage:
        """The page of the hand-over, with what was tried."""
        self._record(StepShown(self._clock(), HANDOFF, self._audience))
        tried = tuple((entry.step, entry.outcome) for entry in self.case.entries() if entry.outcome is not None)
        likely = explanation.likely_causes(self._checklist, self.case, self._audience, 1)
        started = self.case.events[0].at if self.case.events else None
        return HandOverPage(started, likely[0][0] if likely else None, tried)

    def answer(self, step: str, outcome: str) -> None:
        """Writes down what came of a step, with the seconds since it was shown."""
        self._record(Answered(self._clock(), step, outcome, self._seconds_since_shown(step)))

    def skip(self, step: str) -> None:
        """Writes down that a step was left out."""
        self._record(Skipped(self._clock(), step))

    def cannot(self, step: str) -> None:
        """Writes down that an action can't be carried out, and what that says."""
        meaning = self._checklist.actions[step].cannot
        self.skip(step)
        if meaning is not None:
            self._record(Answered(self._clock(), meaning.question, meaning.answer, None))

    def retract(self, step: str) -> None:
        """Takes the answer to a step back, if there is one."""
        if any(entry.step == step for entry in self.case.entries()):
            self._record(Retracted(self._clock(), step))

    def correct(self, question: str, answer: str) -> None:
        """Answers a question anew; the later answer counts."""
        self._record(Answered(self._clock(), question, answer, None))

    def then(self, step: str) -> Then:
        """What follows when the person has carried out an action."""
        return self._checklist.actions[step].then

    def fail(self, step: str | None) -> None:
        """Writes down that an action has not brought the code, if one was tried and is not yet answered."""
        if step is not None:
            self.answer(step, FAILED)

    def close(self, outcome: Outcome) -> None:
        """Ends the case."""
        if self.case.events:
            self._record(Closed(self._clock(), outcome.value))

    def other_steps(self) -> tuple[str, ...]:
        """The steps that the person could choose instead, the best first."""
        return planner.other_steps(self._checklist, self.case, self.capabilities)

    def better_step(self) -> str | None:
        """Another step that has become clearly better than the one shown."""
        if self.case.shown is None or self.case.is_closed:
            return None
        return planner.better_step(self._checklist, self.case, self.capabilities)

    def notes(self) -> tuple[Note, ...]:
        """What this audience may know so far, oldest first."""
        return tuple(Note(event.what.value, event.at, event.detail) for event in self.case.timeline(self._audience))

    def found_cause(self) -> str | None:
        """The cause that the last step cured."""
        return explanation.found_cause(self._checklist, self.case) if self.case.events else None

    def steps_shown(self) -> int:
        """How many different steps the person has seen."""
        return len({event.step for event in self.case.events if isinstance(event, StepShown)})

    def _seconds_since_shown(self, step: str) -> float | None:
        shown = [event.at for event in self.case.events if isinstance(event, StepShown) and event.step == step]
        return max((self._clock() - shown[-1]).total_seconds(), 0.0) if shown else None
