"""Why a step is shown and what lies behind the trouble: as ids that become plain sentences in the catalogue.

Nothing here knows more than the audience may know: every function starts from the evidence of the audience that is
asked for (security rule 3).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.belief import Belief, believe
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.checklist_parts import SOLVED, Way
from secinfo_desktop.guide.progress import progress

LEAST_WORTH_NAMING = 0.1
"""A cause less likely than this is not named as the reason for a step."""


@dataclass(frozen=True)
class Explanation:
    """Why a step: one sentence of its own and, where one stands out, the cause that it is about."""

    step: str
    cause: str | None

    @property
    def reason_id(self) -> str:
        """The id of the sentence that says what the step is good for."""
        return f"checklist.why.{self.step}"

    @property
    def cause_id(self) -> str | None:
        """The id of the clause that names the cause, for the place ``{cause}`` of ``checklist.likely_cause``."""
        return None if self.cause is None else f"checklist.cause.{self.cause}"


def why(checklist: Checklist, case: Case, step: str, audience: Disclosure) -> Explanation:
    """Why a step is worth its time: of what it can cure or tell apart, the likeliest cause by what the audience knows.

    Raises KeyError if the checklist has no such step.
    """
    checklist.kind(step)
    belief = believe(checklist, case, audience)
    worth = _named_by(checklist, step, belief)
    cause = max(worth, key=worth.__getitem__, default=None)
    return Explanation(step, cause if cause is not None and worth[cause] >= LEAST_WORTH_NAMING else None)


def likely_causes(
    checklist: Checklist, case: Case, audience: Disclosure, top: int = 3
) -> tuple[tuple[str, float], ...]:
    """The likeliest causes with their chances, likeliest first; of equals the first in the file."""
    return _ranked(believe(checklist, case, audience).posterior())[:top]


def found_cause(checklist: Checklist, case: Case) -> str | None:
    """The likeliest cause, given that the last action solved the trouble; None if none did.

    A way round tells nothing about the cause: it is about another contact, or about another way to the same one.
    """
    believed = progress(checklist, case).believed
    last = believed[-1] if believed else None
    action = checklist.actions.get(last.step) if last is not None and last.outcome == SOLVED else None
    if action is None or action.way is Way.BYPASS:
        return None
    posterior = believe(checklist, case, case.audience).posterior()
    cured = {cause: chance for cause, chance in posterior.items() if cause in action.fixes}
    return _ranked(cured)[0][0] if cured else None


def _named_by(checklist: Checklist, step: str, belief: Belief) -> Mapping[str, float]:
    """For each cause that a step is about, how likely it is that the step will show it; a way round is about none."""
    posterior = belief.posterior()
    action = checklist.actions.get(step)
    if action is not None and action.way is Way.BYPASS:
        return {}
    if action is not None:
        return {cause: posterior[cause] * share for cause, share in action.fixes.items() if cause in posterior}
    question = checklist.questions.get(step)
    if question is None:
        return {}
    default = question.likelihood.default
    return {
        cause: posterior[cause] * _difference(row, default)
        for cause, row in question.likelihood.by_cause.items()
        if cause in posterior
    }


def _difference(row: Sequence[float], default: Sequence[float]) -> float:
    """How far two rows are apart: 0 for the same answers, 1 if they share none (total variation)."""
    return sum(abs(one - other) for one, other in zip(row, default, strict=True)) / 2


def _ranked(chances: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(chances.items(), key=lambda item: -item[1]))
