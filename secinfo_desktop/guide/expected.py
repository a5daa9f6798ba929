"""What will probably come of a step, by what the audience may know: a share for each outcome."""

from collections.abc import Mapping
from operator import mul

from secinfo_desktop.guide.belief import Belief, believe
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.checklist_parts import FAILED, SOLVED, Condition
from secinfo_desktop.guide.progress import progress

CANNOT = "cannot"
"""The third thing that can come of an action: that it can't be carried out."""


def expected_shares(checklist: Checklist, case: Case, step: str) -> Mapping[str, float]:
    """The share of each outcome of a step for the audience of the case; they add up to 1. Empty for the hand-over.

    An action that may turn out to be impossible has ``CANNOT`` besides: as many as would say so if they were asked.
    """
    belief = believe(checklist, case, case.audience)
    if step in belief.tables.answers:
        return _answers(belief, step)
    table = belief.tables.actions.get(step)
    if table is None:
        return {}
    solved = min(1.0, sum(belief.chances[index] * chance for index, chance in table.solves))
    meaning = checklist.actions[step].cannot
    if meaning is None:
        return {SOLVED: solved, FAILED: 1 - solved}
    possible = 1 - _cannot(checklist, case, belief, meaning)
    return {SOLVED: possible * solved, FAILED: possible * (1 - solved), CANNOT: 1 - possible}


def _answers(belief: Belief, question: str) -> dict[str, float]:
    shares = {answer: sum(map(mul, belief.chances, row)) for answer, row in belief.tables.answers[question].items()}
    total = sum(shares.values())
    return {answer: share / total for answer, share in shares.items()}


def _cannot(checklist: Checklist, case: Case, belief: Belief, meaning: Condition) -> float:
    """Nobody who has said otherwise already."""
    said = progress(checklist, case).answers.get(meaning.question)
    if said is not None:
        return float(said == meaning.answer)
    if meaning.question not in belief.tables.answers:
        return 0.0
    return _answers(belief, meaning.question)[meaning.answer]
