"""What look-ahead works on: the likeliest sets of causes and the steps on offer, cut down so that it is quick."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from secinfo_desktop.guide.belief import Belief
from secinfo_desktop.guide.checklist_parts import Condition
from secinfo_desktop.guide.offers import Offer
from secinfo_desktop.guide.tables import ActionTable, Row, Tables

MOST_SETS = 40
Part = tuple[int, float]
OrderTable = tuple[tuple[Part, ...], tuple[Part, ...], tuple[tuple[int, int, float], ...], float]


@dataclass(frozen=True, eq=False)
class Plan:
    """The offered steps over the sets that were kept; ``weights`` is the belief about those, adding up to 1.

    ``opens`` are, for a question, the actions that each of its answers opens; until then they can't be taken.
    """

    weights: list[float]
    answers: Mapping[str, tuple[Row, ...]]
    actions: Mapping[str, ActionTable]
    cost_s: Mapping[str, float]
    handoff_s: float
    opens: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    @cached_property
    def order_tables(self) -> Mapping[str, OrderTable]:
        """What the order of actions needs of each: solved per second and set, solved, left, and the seconds."""
        return {
            step: (
                tuple((index, chance / self.cost_s[step]) for index, chance in table.solves),
                table.solves,
                table.leaves,
                self.cost_s[step],
            )
            for step, table in self.actions.items()
        }

    @cached_property
    def open_actions(self) -> tuple[str, ...]:
        """The actions that can be taken now."""
        closed = {step for opened in self.opens.values() for steps in opened for step in steps}
        return tuple(step for step in self.actions if step not in closed)


def make_plan(belief: Belief, offer: Offer, pace: float) -> Plan:
    """A plan for one decision. ``pace`` scales the seconds of every step, but not those of the hand-over.

    Actions that can change nothing any more are left out.
    """
    tables = belief.tables
    kept = _kept(belief)
    place = {index: position for position, index in enumerate(kept)}
    total = sum(belief.chances[index] for index in kept)
    cut = {name: _cut(tables.actions[name], place) for name in (*offer.actions, *offer.closed)}
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
        opens=_opened(tables, {step: key for step, key in offer.closed.items() if step in actions}),
    )


def _opened(tables: Tables, closed: Mapping[str, Condition]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """For each question that opens something, what each of its answers opens."""
    return {
        name: tuple(
            tuple(step for step, key in closed.items() if key == Condition(name, answer))
            for answer in tables.answers[name]
        )
        for name in {key.question: None for key in closed.values()}
    }


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
