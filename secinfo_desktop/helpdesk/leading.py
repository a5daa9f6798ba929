"""What a call adds to its log: answers, what is taken back, the step that is shown next. Pure; the log is the state."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from typing import Final

from secinfo_desktop.domain.calls import OutcomeCode
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.case import Case, Entry
from secinfo_desktop.guide.checklist import FAILED, SOLVED, Checklist, Then
from secinfo_desktop.guide.contradiction import contradiction
from secinfo_desktop.guide.events import (
    Answered,
    CaseError,
    ContextChanged,
    Event,
    Happened,
    Happening,
    Observed,
    Retracted,
    Skipped,
    StepShown,
)
from secinfo_desktop.guide.expected import CANNOT
from secinfo_desktop.helpdesk.weighing import Weighing

_ENDS: Final = {
    Then.REPLACE: OutcomeCode.REPLACEMENT_STARTED,
    Then.STOP: OutcomeCode.WAITS_A_DAY,
    Then.HAND_OVER: OutcomeCode.SECOND_LINE,
}
"""What a step that has helped leads to; all others got the caller in."""
_IN_THE_APP: Final[dict[str, OutcomeCode]] = {
    Outcome.GOT_IN: OutcomeCode.GOT_IN,
    Outcome.SECURED: OutcomeCode.GOT_IN,
    Outcome.REPLACEMENT_STARTED: OutcomeCode.REPLACEMENT_STARTED,
    Outcome.STOPPED_UNTIL: OutcomeCode.WAITS_A_DAY,
    Outcome.HANDED_OVER: OutcomeCode.SECOND_LINE,
}
"""How a case ended in the caller's app, as a wrap-up says it."""


def seen_by(case: Case, audience: Disclosure) -> Case:
    """The same log as it is planned for an audience: an agent's, once the caller is verified."""
    return case if case.audience is audience else Case(replace(case.opened, audience=audience), case.later)


def grown(case: Case, events: tuple[Event, ...]) -> Case:
    """The log with all of these that can still follow: a shared case may have moved on meanwhile."""
    for event in events:
        try:
            case = case.record(event)
        except CaseError:
            continue
    return case


def carried(log: Case, new: Checklist) -> tuple[Event, ...]:
    """What of a log fits another checklist: codes that were asked for, and answers that it asks for as well."""
    stands = {entry.step: entry.outcome for entry in log.entries()}
    return tuple(
        event
        for event in log.later
        if (isinstance(event, Happened) and event.disclosure is Disclosure.PUBLIC)
        or (
            isinstance(event, Answered)
            and event.step in new.questions
            and stands.get(event.step) == event.outcome
            and event.outcome in new.outcomes(event.step)
        )
    )


@dataclass(frozen=True)
class Leading:
    """One call with its checklist, for the audience that it is planned for (``case.audience``)."""

    checklist: Checklist
    capabilities: frozenset[str]
    clock: Callable[[], datetime]
    weighing: Weighing

    def shown(self, case: Case) -> str | None:
        """The step in the middle; None once one has helped."""
        if self.solved_by(case) is not None or case.is_closed:
            return None
        return case.shown or self.weighing.weigh(self.checklist, case, self.capabilities).decision.step

    def solved_by(self, case: Case) -> str | None:
        """The action that has helped, if nothing was said since."""
        entries = [entry for entry in case.entries() if entry.contact == case.contact]
        last = entries[-1] if entries else None
        is_after = last is not None and case.shown is None and last.outcome == SOLVED
        return last.step if last is not None and is_after and last.step in self.checklist.actions else None

    def suggests(self, case: Case) -> OutcomeCode | None:
        """The wrap-up that fits; what the caller's own app said last counts first."""
        told = [event for event in case.later if isinstance(event, Answered | Skipped | Happened)]
        if told and isinstance(told[-1], Happened) and told[-1].what is Happening.CASE_ENDED:
            return _IN_THE_APP.get(told[-1].detail or "")
        solved = self.solved_by(case)
        if solved is not None:
            return _ENDS.get(self.checklist.actions[solved].then, OutcomeCode.GOT_IN)
        return OutcomeCode.SECOND_LINE if case.shown == "handoff" else None

    def outcomes(self, step: str) -> tuple[str, ...]:
        """What can come of a step, in the order of the keys."""
        action = self.checklist.actions.get(step)
        if action is None:
            return self.checklist.outcomes(step)
        return (SOLVED, FAILED, CANNOT) if action.cannot is not None else (SOLVED, FAILED)

    def first(self, case: Case) -> tuple[Event, ...]:
        """The step that is shown, put into the log; nothing if one is there."""
        if case.shown is not None or self.solved_by(case) is not None or case.is_closed:
            return ()
        return self._and_next(case)

    def answer(self, case: Case, outcome: str) -> tuple[Event, ...]:
        """What came of the shown step, and the next one; nothing if that can't come of it."""
        step = self.shown(case)
        if step is None or outcome not in self.outcomes(step):
            return ()
        meaning = self.checklist.actions[step].cannot if outcome == CANNOT else None
        if meaning is not None:
            return self._and_next(case, Answered(self.clock(), meaning.question, meaning.answer))
        said = Answered(self.clock(), step, outcome, self._seconds(case, step))
        if outcome == SOLVED and step in self.checklist.actions:
            return (said,)
        return self._and_next(case, said)

    def skip(self, case: Case) -> tuple[Event, ...]:
        """The shown step is left out; that says nothing about the cause."""
        step = self.shown(case)
        can = step is not None and step in {*self.checklist.questions, *self.checklist.actions}
        return self._and_next(case, Skipped(self.clock(), step)) if can and step is not None else ()

    def choose(self, case: Case, step: str) -> tuple[Event, ...]:
        """Another step is shown, if it may be."""
        ranked = self.weighing.weigh(self.checklist, case, self.capabilities).ranked
        may = step in ranked and step != self.shown(case) and not case.is_closed
        return (self._show(case, step),) if may else ()

    def undo(self, case: Case) -> tuple[Event, ...]:
        """The last answer or skip is taken back, and the step is shown at which it was given."""
        step = case.back()
        if step is None or case.is_closed:
            return ()
        index, said = next(_said(case, step))
        shown = [event for event in case.later[:index] if isinstance(event, StepShown)]
        shown = [event for event in shown if case.audience.may_see(event.audience)]
        back = self._show(case, shown[-1].step if shown else step)
        before = _stood_before(case, step, index)
        if before is not None and isinstance(said, Answered):
            return replace(before, at=self.clock()), back
        skipped = _skips_before(case, step, index) * (back, Skipped(self.clock(), step))
        return Retracted(self.clock(), step), *skipped, back

    def can_undo(self, case: Case) -> bool:
        """True if something was said of the present contact."""
        return case.back() is not None and not case.is_closed

    def about(self, case: Case, context: str) -> tuple[Event, ...]:
        """The call is about another kind of contact; what was said of the account stays."""
        known = context in self.checklist.contexts and context != case.context and not case.is_closed
        return self._and_next(case, ContextChanged(self.clock(), context)) if known else ()

    def code_asked(self, case: Case) -> tuple[Event, ...]:
        """The caller has just asked for a code; the step stays."""
        return () if case.is_closed else (Happened(self.clock(), Happening.CODE_ASKED, Disclosure.PUBLIC),)

    def tick(self, case: Case, evidence: str, value: str) -> tuple[Event, ...]:
        """Something that everybody may know turned out; the step stays."""
        its = self.checklist.evidence.get(evidence)
        fits = its is not None and its.disclosure is Disclosure.PUBLIC and case.context in its.contexts
        if case.is_closed or its is None or not fits or value not in its.likelihood.answers:
            return ()
        return (Observed(self.clock(), evidence, value, Disclosure.PUBLIC),)

    def stands(self, case: Case, step: str) -> str | None:
        """The answer that stands of a question that is asked again."""
        here = {entry.step: entry.outcome for entry in _here(case)}
        return here.get(step) if step in self.checklist.questions else None

    def _and_next(self, case: Case, *events: Event) -> tuple[Event, ...]:
        after = grown(case, events)
        step = self._doubted(after) or self.weighing.weigh(self.checklist, after, self.capabilities).decision.step
        return (*events, self._show(case, step))

    def _doubted(self, case: Case) -> str | None:
        """The question to ask again because the answers do not fit together; nothing implied, no stranger's case."""
        first = self.checklist.security
        said = {entry.step: entry.outcome for entry in case.entries()}
        if first is not None and said.get(first.question, first.safe_answer) != first.safe_answer:
            return None
        implied = frozenset(entry.step for entry in case.entries() if entry.seconds is None)
        found = contradiction(self.checklist, case, case.audience, never=implied)
        return found.ask_again if found is not None else None

    def _show(self, case: Case, step: str) -> StepShown:
        return StepShown(self.clock(), step, case.audience)

    def _seconds(self, case: Case, step: str) -> float | None:
        """In whole seconds, so that how quick this computer is does not decide what comes next."""
        shown = [event.at for event in case.later if isinstance(event, StepShown) and event.step == step]
        return float(max(round((self.clock() - shown[-1]).total_seconds()), 0)) if shown else None


def _here(case: Case) -> list[Entry]:
    return [entry for entry in case.entries() if entry.contact == case.contact]


def _said(case: Case, step: str) -> Iterator[tuple[int, Answered | Skipped]]:
    """What was said of a step, the newest first, with its place in the log."""
    for index in reversed(range(len(case.later))):
        event = case.later[index]
        if isinstance(event, Answered | Skipped) and event.step == step:
            yield index, event


def _skips_before(case: Case, step: str, index: int) -> int:
    """How often the step was left out just before: taking back what was said then does not take that back as well."""
    said = (
        event
        for event in reversed(case.later[:index])
        if isinstance(event, Answered | Skipped | Retracted | ContextChanged)
    )
    return sum(1 for _ in takewhile(lambda event: isinstance(event, Skipped) and event.step == step, said))


def _stood_before(case: Case, step: str, index: int) -> Answered | None:
    """The answer that the one at a place has corrected."""
    for event in reversed(case.later[:index]):
        if isinstance(event, ContextChanged) or (isinstance(event, Retracted | Skipped) and event.step == step):
            return None
        if isinstance(event, Answered) and event.step == step:
            return event
    return None
