"""Leads practice calls in tests: as the guide would, and as somebody would who gives in."""

from datetime import timedelta
from typing import Final

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF, SOLVED
from secinfo_desktop.guide.events import Answered, Opened, Skipped
from secinfo_desktop.guide.planner import decide
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.training import Training
from secinfo_desktop.helpdesk.training_score import Score, score
from secinfo_desktop.player.caller import caller
from tests.helpdesk.cases import BEGAN, CAPABILITIES, CHECKLIST

MOST: Final = 40


def begun(story: str, seed: int = 1) -> Training:
    """The phone has been taken up."""
    who = caller(story, CHECKLIST, seed)
    assert who is not None
    return Training(who, BEGAN)


def answered(training: Training, step: str, outcome: str | None = None, seconds: float = 20) -> Training:
    """One step: asked, heard, and noted as heard, or as ``outcome``."""
    training, reply = training.ask(step)
    before = training.taken[-1].at if training.taken else training.began
    value = outcome if outcome is not None else reply.value
    what = said.Answered(value) if value is not None else said.Skips()
    return training.took(what, step, before + timedelta(seconds=seconds))


def does(training: Training, what: said.Said, step: str | None = None) -> Training:
    """Something else at the console, five seconds later."""
    before = training.taken[-1].at if training.taken else training.began
    return training.took(what, step, before + timedelta(seconds=5))


def by_the_guide(training: Training, *, stop_at_pretext: bool = False) -> Training:
    """The whole call as the guide leads it; the end is not closed."""
    opened = Opened(BEGAN, "training", CHECKLIST.id, CHECKLIST.revision, training.caller.context, Disclosure.PUBLIC)
    case = Case(opened)
    for _ in range(MOST):
        step = decide(CHECKLIST, case, CAPABILITIES).step
        if step == HANDOFF:
            break
        training = answered(training, step)
        reply = training.replies[step]
        if reply.value == SOLVED or (stop_at_pretext and reply.pretext is not None):
            break
        event = Answered(BEGAN, step, reply.value) if reply.value is not None else Skipped(BEGAN, step)
        case = case.record(event)
    return training


def judged(training: Training) -> Score:
    """The score of a call."""
    return score(training, CHECKLIST, CAPABILITIES)
