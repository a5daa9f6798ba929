"""What an action does to a set of causes: how likely it ends the trouble, and what is left of the set if not."""

from collections.abc import Mapping
from dataclasses import dataclass

from secinfo_desktop.guide.checklist_parts import Action, Way

CauseSet = tuple[str, ...]
"""Causes that are there together, in the order of the file."""


@dataclass(frozen=True)
class Effect:
    """What an action does to one set: the chance that it solves, and the chances that a smaller set is left."""

    solves: float
    leaves: Mapping[CauseSet, float]


NONE = Effect(0.0, {})


def effect(action: Action, causes: CauseSet) -> Effect:
    """The effect of an action on a set of causes that are all in the way."""
    if action.spoiled_by.intersection(causes):
        return NONE
    if action.way is Way.BYPASS:
        return _bypass(action.fixes, causes)
    if action.way is Way.REPLACE:
        return Effect(max((action.fixes.get(cause, 0.0) for cause in causes), default=0.0), {})
    return _fix(action.fixes, causes)


def _bypass(fixes: Mapping[str, float], causes: CauseSet) -> Effect:
    """The way round exists or not (the best share); each cause then lets it through with its own part of that."""
    exists = max(fixes.values())
    solves = exists
    for cause in causes:
        solves *= fixes.get(cause, 0.0) / exists
    return Effect(solves, {})


def _fix(fixes: Mapping[str, float], causes: CauseSet) -> Effect:
    """The action is carried out or not (the best share among the causes it meets); then each cause goes on its own."""
    met = [cause for cause in causes if cause in fixes]
    if not met:
        return NONE
    carried_out = max(fixes[cause] for cause in met)
    left: dict[CauseSet, float] = {causes: carried_out}
    for cause in met:
        left = _without(left, cause, fixes[cause] / carried_out)
    solves = left.pop((), 0.0)
    left.pop(causes, None)
    return Effect(solves, left)


def _without(left: Mapping[CauseSet, float], cause: str, goes: float) -> dict[CauseSet, float]:
    """Splits every set by whether the cause goes."""
    split: dict[CauseSet, float] = {}
    for causes, chance in left.items():
        smaller = tuple(other for other in causes if other != cause)
        split[smaller] = split.get(smaller, 0.0) + chance * goes
        if goes < 1:
            split[causes] = split.get(causes, 0.0) + chance * (1 - goes)
    return split
