"""Leads one made-up person through a case, step by step, as a face would."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF, SOLVED, Checklist, Then
from secinfo_desktop.guide.events import Answered, Observed, Opened, Skipped
from secinfo_desktop.simulation.policies import MOST_STEPS, Decide
from secinfo_desktop.simulation.population import Person, outcome, seconds

BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
NEW_MESSAGE = (Then.SEND_CODE, Then.TYPE_AGAIN, Then.OTHER_CONTACT)
"""What an action leads to when it makes the service send another message."""


@dataclass(frozen=True)
class Played:
    """How a case went. ``ended_by`` is its last step; ``thought_s`` the time that each decision took the computer."""

    seconds: float
    steps: tuple[str, ...]
    ended_by: str
    messages: int
    thought_s: tuple[float, ...]
    case: Case


def play(
    checklist: Checklist, person: Person, next_step: Decide, audience: Disclosure, timer: Callable[[], float]
) -> Played:
    """Leads a person until a step ends the case; the hand-over always does.

    Whoever skips a question skips it for good: asked again, a made-up person would know no more.
    """
    case, spent = _begin(checklist, person, audience), 0.0
    steps: list[str] = []
    thought: list[float] = []
    while True:
        before = timer()
        step = next_step(case) if len(steps) < MOST_STEPS else HANDOFF
        thought.append(timer() - before)
        steps.append(step)
        took = seconds(checklist, person, step)
        spent += took
        came = None if step == HANDOFF else outcome(checklist, person, step)
        case = _noted(case, step, came, took, spent)
        if step == HANDOFF or came == SOLVED:
            return Played(spent, tuple(steps), step, _messages(checklist, steps), tuple(thought), case)


def _begin(checklist: Checklist, person: Person, audience: Disclosure) -> Case:
    case = Case(Opened(BEGIN, "simulated", checklist.id, checklist.revision, person.context, audience))
    for name, value in person.evidence.items():
        known = checklist.evidence.get(name)
        if known is not None and value in known.likelihood.answers:
            case = case.record(Observed(BEGIN, name, value, known.disclosure))
    return case


def _noted(case: Case, step: str, came: str | None, took: float, spent: float) -> Case:
    at = BEGIN + timedelta(seconds=spent)
    if step == HANDOFF:
        return case
    if came is None:
        return case.record(Skipped(at, step)).record(Skipped(at, step))
    return case.record(Answered(at, step, came, took))


def _messages(checklist: Checklist, steps: list[str]) -> int:
    return sum(step in checklist.actions and checklist.actions[step].then in NEW_MESSAGE for step in steps)
