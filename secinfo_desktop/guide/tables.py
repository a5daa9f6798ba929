"""A checklist in one context, worked out for every set of causes that can be there at once.

Made once for each checklist and context and kept; belief and look-ahead only multiply what stands here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import prod

from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.checklist_parts import Action, BeliefRules, Likelihood
from secinfo_desktop.guide.checklist_rules import LEAST_LIKELIHOOD
from secinfo_desktop.guide.outcomes import CauseSet, effect

MOST_CAUSES_IN_PAIRS = 30
"""With more causes than this in one context only single ones are weighed: pairs would be too many to look ahead."""

Row = tuple[float, ...]
"""One number for each set of causes."""


@dataclass(frozen=True)
class ActionTable:
    """An action's effect on every set that it touches: (set, chance) and (set, set that is left, chance)."""

    solves: tuple[tuple[int, float], ...]
    leaves: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, eq=False)
class Tables:
    """Everything that belief and look-ahead need to know about a checklist in one context; steps in file order."""

    sets: tuple[CauseSet, ...]
    prior: Row
    evidence: Mapping[str, Mapping[str, Row]]
    answers: Mapping[str, Mapping[str, Row]]
    actions: Mapping[str, ActionTable]
    cost_s: Mapping[str, float]
    handoff_s: float


@lru_cache(maxsize=16)
def compile_tables(checklist: Checklist, context: str) -> Tables:
    """The tables of a checklist in a context. Raises KeyError if the checklist does not know the context."""
    if context not in checklist.contexts:
        raise KeyError(context)
    sets = tuple(_sets(checklist, context))
    evidence = {name: one for name, one in checklist.evidence.items() if context in one.contexts}
    questions = {name: one for name, one in checklist.questions.items() if context in one.contexts}
    actions = {name: one for name, one in checklist.actions.items() if context in one.contexts}
    return Tables(
        sets=sets,
        prior=_prior(checklist, context, sets),
        evidence={name: _answer_rows(one.likelihood, sets, 0.0) for name, one in evidence.items()},
        answers={name: _answer_rows(one.likelihood, sets, checklist.belief.slip) for name, one in questions.items()},
        actions={name: _action_table(one, sets) for name, one in actions.items()},
        cost_s={name: one.cost_s for name, one in (questions | actions).items()},
        handoff_s=checklist.handoff.cost_s,
    )


def _sets(checklist: Checklist, context: str) -> Iterator[CauseSet]:
    causes = [name for name, cause in checklist.causes.items() if context in cause.prior]
    yield from ((cause,) for cause in causes)
    if len(causes) <= MOST_CAUSES_IN_PAIRS and checklist.belief.pair_weight > 0:
        yield from (pair for pair in combinations(causes, 2) if _may_meet(pair, checklist.belief))


def _may_meet(pair: CauseSet, rules: BeliefRules) -> bool:
    return not rules.alone.intersection(pair) and not any(group.issuperset(pair) for group in rules.exclusive)


def _prior(checklist: Checklist, context: str, sets: Sequence[CauseSet]) -> Row:
    shares = {name: cause.prior[context] for name, cause in checklist.causes.items() if context in cause.prior}
    total = sum(shares.values())
    weight = checklist.belief.pair_weight
    return _normalised([weight ** (len(one) - 1) * prod(shares[cause] / total for cause in one) for one in sets])


def _answer_rows(likelihood: Likelihood, sets: Sequence[CauseSet], slip: float) -> dict[str, Row]:
    """For each answer its chance under every set; a slip of the finger hits any answer alike."""
    rows = [_answer_chances(likelihood, causes) for causes in sets]
    by_chance = slip / len(likelihood.answers)
    return {
        answer: tuple((1 - slip) * row[index] + by_chance for row in rows)
        for index, answer in enumerate(likelihood.answers)
    }


def _answer_chances(likelihood: Likelihood, causes: CauseSet) -> Row:
    """The row of a set: each cause moves the default row by the same factors as if it were alone."""
    own = [likelihood.by_cause[cause] for cause in causes if cause in likelihood.by_cause]
    if len(own) < 2:
        return own[0] if own else likelihood.default
    moved = [default * prod(row[index] / default for row in own) for index, default in enumerate(likelihood.default)]
    return tuple(max(chance, LEAST_LIKELIHOOD) for chance in _normalised(moved))


def _action_table(action: Action, sets: Sequence[CauseSet]) -> ActionTable:
    place = {causes: index for index, causes in enumerate(sets)}
    effects = [effect(action, causes) for causes in sets]
    return ActionTable(
        solves=tuple((index, one.solves) for index, one in enumerate(effects) if one.solves > 0),
        leaves=tuple(
            (index, place[left], chance) for index, one in enumerate(effects) for left, chance in one.leaves.items()
        ),
    )


def _normalised(weights: Sequence[float]) -> Row:
    total = sum(weights)
    return tuple(weight / total for weight in weights)
