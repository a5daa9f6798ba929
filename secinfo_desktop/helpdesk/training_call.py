"""A practice call with its log: which step is shown, and what the trainee's words do to both. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from secinfo_desktop.domain.calls import HandedTo, OutcomeCode
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide import events
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF, SOLVED, Checklist
from secinfo_desktop.guide.planner import decide, other_steps
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.practice_calls import PracticeCaller, Reply
from secinfo_desktop.helpdesk.said import Said
from secinfo_desktop.helpdesk.training import Training
from secinfo_desktop.helpdesk.training_score import CASE_ID, Score, score


@dataclass(frozen=True)
class PracticeCall:
    """One call between a trainee and a practice caller."""

    checklist: Checklist
    capabilities: frozenset[str]
    training: Training
    log: Case
    chosen: str | None = None
    """The step that the trainee wants instead of the guide's."""

    @cached_property
    def step(self) -> str:
        """The step that is shown."""
        return self.chosen or decide(self.checklist, self.log, self.capabilities).step

    @property
    def others(self) -> tuple[str, ...]:
        """What can be chosen instead, best first; the hand-over has its own word."""
        found = other_steps(self.checklist, self.log, self.capabilities)
        return tuple(step for step in found if step not in (HANDOFF, self.step))

    def ask(self) -> tuple["PracticeCall", Reply]:
        """Reads the step to the caller and hears what they say."""
        training, reply = self.training.ask(self.step)
        return replace(self, training=training), reply

    def took(self, what: Said, at: datetime) -> "PracticeCall":
        """The call after the trainee said something; a step that helped ends it."""
        step = self.step
        training = self.training.took(what, step, at)
        match what:
            case said.ChoosesStep(chosen):
                return replace(self, training=training, chosen=chosen)
            case said.Answered(outcome):
                log = self.log.record(events.Answered(at, step, outcome))
                call = replace(self, training=training, log=log, chosen=None)
                return call.took(said.Closes(OutcomeCode.GOT_IN), at) if outcome == SOLVED else call
            case said.Skips():
                return replace(self, training=training, log=self.log.record(events.Skipped(at, step)), chosen=None)
            case said.Undoes() if (back := self.log.back()) is not None:
                return replace(self, training=training, log=self.log.record(events.Retracted(at, back)), chosen=back)
        return replace(self, training=training)

    def opened_facts(self, at: datetime) -> "PracticeCall":
        """The trainee had the facts of the account shown."""
        return replace(self, training=self.training.opened_facts(at))

    def score(self) -> Score:
        """What came of it so far."""
        return score(self.training, self.checklist, self.capabilities)


def begin(caller: PracticeCaller, checklist: Checklist, capabilities: frozenset[str], at: datetime) -> PracticeCall:
    """The phone has been taken up."""
    opened = events.Opened(at, CASE_ID, checklist.id, checklist.revision, caller.context, Disclosure.PUBLIC)
    return PracticeCall(checklist, capabilities, Training(caller, at), Case(opened))


def rightly(call: PracticeCall, reply: Reply) -> Said:
    """What is right after a reply, for who wants to be shown: the rules hold for everybody, and who tries is refused.

    Only a demonstration knows who is an impostor; on the phone the same rules lead to the same end, a little later.
    """
    if call.training.caller.is_impostor and reply.pretext is not None:
        return said.Closes(OutcomeCode.REFUSED)
    if call.step == HANDOFF:
        return said.HandsOver(HandedTo.SECOND_LINE)
    return said.Answered(reply.value) if reply.value is not None else said.Skips()
