"""What look-ahead works on: the likeliest sets of causes and the steps on offer, cut down so that it is quick."""

from collections.abc import Mapping
from dataclasses import dataclass

from secinfo_desktop.guide.belief import Belief
from secinfo_desktop.guide.offers import Offer
from secinfo_desktop.guide.tables import ActionTable, Row

MOST_SETS = 40


@dataclass(frozen=True, eq=False)
class Plan:
    """The offered steps over the sets that were kept; ``weights`` is the belief about those, adding up to 1."""

    weights: list[float]
    answers: Mapping[str, tuple[Row, ...]]
    actions: Mapping[str, ActionTable]
    cost_s: Mapping[str, float]
    handoff_s: float


def make_plan(belief: Belief, offer: Offer, pace: float) -> Plan:
    """A plan for one decision. ``pace`` scales the seconds of every step, but not those of the hand-over.

    Actions that can change nothing any more are left out.
    """
    tables = belief.tables
    kept = _kept(belief)
    place = {index: position for position, index in enumerate(kept)}
    total = sum(belief.chances[index] for index in kept)
    cut = {name: _cut(tables.actions[name], place) for name in offer.actions}
    actions = {name: action for name, action in cut.items() if action.solves or action.leaves}
    return Plan(
        weights=[belief.chances[index] / total for index in kept],
        answers={
            name: tuple(tuple(row[index] for index in kept) for row in tables.answers[name].values())
            for name in offer.questions
        },
        actions=actions,
        cost_s={name: tables.cost_s[name] * pace for name in (*offer.questions, *actions)},
        handoff_s=tables.handoff_s,
    )


def _kept(belief: Belief) -> list[int]:
    """The likeliest sets, and whatever an action can leave of them; in the order of the tables."""
    likeliest = sorted(range(len(belief.chances)), key=lambda index: -belief.chances[index])[:MOST_SETS]
    kept = set(likeliest)
    single = {causes[0]: index for index, causes in enumerate(belief.tables.sets) if len(causes) == 1}
    for index in likeliest:
        kept.update(single[cause] for cause in belief.tables.sets[index])
    return sorted(kept)


def _cut(action: ActionTable, place: Mapping[int, int]) -> ActionTable:
    return ActionTable(
        solves=tuple((place[index], chance) for index, chance in action.solves if index in place),
        leaves=tuple((place[index], place[left], chance) for index, left, chance in action.leaves if index in place),
    )
