"""Why this step, for an agent: likely causes, the answers that moved them, what each answer would lead to.

Starts from what the audience may know, as everything that is told does; the same log gives the same explanation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import SOLVED, Checklist
from secinfo_desktop.guide.events import Answered, Opened, StepShown
from secinfo_desktop.guide.expected import CANNOT
from secinfo_desktop.guide.explanation import likely_causes
from secinfo_desktop.guide.planner import Weighed, decide, weigh
from secinfo_desktop.guide.progress import progress
from secinfo_desktop.guide.tables import compile_tables

MOST_MOVES = 3


@dataclass(frozen=True)
class Move:
    """What was said or done, and how far it moved a cause: the natural logarithm of its odds, after over before."""

    step: str
    outcome: str
    cause: str
    moved: float


@dataclass(frozen=True)
class AgentExplanation:
    """``then`` is the next step after each outcome of ``step`` that leaves the case open."""

    step: str
    remaining_s: float
    causes: tuple[tuple[str, float], ...]
    moves: tuple[Move, ...]
    then: Mapping[str, str]
    runner_up: tuple[str, float] | None


def explain(
    checklist: Checklist, case: Case, capabilities: frozenset[str], step: str | None = None
) -> AgentExplanation:
    """The explanation of a step for the audience of the case; of the next one if none is named."""
    weighed = weigh(checklist, case, capabilities)
    best = weighed.decision
    step = best.step if step is None else step
    causes = likely_causes(checklist, case, case.audience)
    return AgentExplanation(
        step=step,
        remaining_s=remaining_s(checklist, weighed, step),
        causes=causes,
        moves=moves(checklist, case, {cause for cause, _chance in causes}),
        then=_then(checklist, case, capabilities, step),
        runner_up=runner_up(weighed, step),
    )


def remaining_s(checklist: Checklist, weighed: Weighed, step: str) -> float:
    """The expected seconds to the end if a step is taken; those of the hand-over for what was not worth weighing."""
    if step == weighed.decision.step:
        return weighed.decision.remaining_s
    return weighed.seconds.get(step, checklist.handoff.cost_s)


def runner_up(weighed: Weighed, step: str) -> tuple[str, float] | None:
    """The best step besides this one, and its expected seconds."""
    best = weighed.decision
    if step != best.step:
        return best.step, best.remaining_s
    return best.alternatives[0] if best.alternatives else None


def _then(checklist: Checklist, case: Case, capabilities: frozenset[str], step: str) -> dict[str, str]:
    """Where each outcome leads that leaves the case open; that an action can't be done answers a question."""
    said = {outcome: (step, outcome) for outcome in checklist.outcomes(step) if outcome != SOLVED}
    meaning = checklist.actions[step].cannot if step in checklist.actions else None
    if meaning is not None:
        said[CANNOT] = (meaning.question, meaning.answer)
    return {outcome: decide(checklist, _with(case, *what), capabilities).step for outcome, what in said.items()}


def _with(case: Case, step: str, outcome: str) -> Case:
    return case.record(Answered(case.opened.at, step, outcome))


def moves(checklist: Checklist, case: Case, causes: set[str]) -> tuple[Move, ...]:
    """The answers and failures that moved these causes most, the greatest first; of equals the earlier."""
    said: list[Answered] = []
    found: list[Move] = []
    before = _chances(checklist, case, said)
    for entry in progress(checklist, case).believed:
        if entry.outcome is None:
            continue
        said.append(Answered(case.opened.at, entry.step, entry.outcome))
        after = _chances(checklist, case, said)
        moved = {cause: _log_odds(after[cause]) - _log_odds(before[cause]) for cause in after if cause in causes}
        cause = max(moved, key=lambda name: abs(moved[name]))
        found.append(Move(entry.step, entry.outcome, cause, moved[cause]))
        before = after
    return tuple(sorted(found, key=lambda move: -abs(move.moved))[:MOST_MOVES])


def _chances(checklist: Checklist, case: Case, said: list[Answered]) -> Mapping[str, float]:
    """The chance of every cause once this much was said, with all evidence from the start."""
    later = tuple(event for event in case.later if not isinstance(event, Answered | StepShown))
    opened: Opened = case.opened
    part = Case(opened, (*later, *said))
    causes = len(compile_tables(checklist, case.context).sets)
    return dict(likely_causes(checklist, part, case.audience, top=causes))


def _log_odds(chance: float) -> float:
    held = min(1 - 1e-9, max(1e-9, chance))
    return log(held / (1 - held))
