"""Expected-cost look-ahead: what each step would cost until the end, two steps deep for the best few.

Underneath lies ``action_order``, the value of a belief if only actions follow. One such evaluation of one belief is a
*node*; the budget is a number of nodes and not a clock, so that the same log leads to the same step on any machine.

Weights are chances that are not scaled back to 1 after an answer or a failure: so expected seconds simply add up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from secinfo_desktop.guide.action_order import NOTHING, fastest, order_value, steps_in_order
from secinfo_desktop.guide.belief import after_failure
from secinfo_desktop.guide.checklist_parts import HANDOFF
from secinfo_desktop.guide.plan import Plan
from secinfo_desktop.guide.tables import ActionTable

WIDTH = 4
"""How many steps are looked at two deep. Wider gained 1 to 2 s of 550 in simulations, narrower lost up to 5."""
NODES = 800
"""Enough for the shipped checklist to look at all four; larger checklists are looked at less deeply."""


@dataclass(frozen=True)
class Outlook:
    """What look-ahead found: the step to take, and for every step that was weighed the expected seconds to the end."""

    step: str
    remaining_s: Mapping[str, float]
    nodes: int


@dataclass
class Lookahead:
    """One decision over a plan, with at most ``nodes`` evaluated beliefs."""

    plan: Plan
    nodes: int = NODES
    _used: int = field(default=0, init=False)

    def choose(self) -> Outlook:
        """The step with the least expected seconds to the end; of equals the first in the file, handing over last."""
        plan = self.plan
        questions, actions = tuple(plan.answers), tuple(plan.actions)
        if not self._affords(self._breadth(questions, actions)):
            return self._most_per_second()
        one_step = self._values(plan.weights, questions, actions)
        candidates = sorted((step for step in one_step if step != HANDOFF), key=one_step.__getitem__)
        two_step = dict(self._refined(candidates[:WIDTH]))
        values = {**one_step, **two_step}
        weighed = [step for step in values if step in two_step or step == HANDOFF or not two_step]
        return Outlook(min(weighed, key=values.__getitem__), values, self._used)

    def _refined(self, candidates: Sequence[str]) -> Iterator[tuple[str, float]]:
        """The candidates, each with the best next step after each of its outcomes, as far as the budget goes."""
        for step in candidates:
            questions = tuple(name for name in self.plan.answers if name != step)
            actions = tuple(name for name in self.plan.actions if name != step)
            branches = [weights for weights in outcomes(self.plan, step, self.plan.weights) if sum(weights) > NOTHING]
            if not self._affords(len(branches) * self._breadth(questions, actions)):
                return
            after = sum(min(self._values(weights, questions, actions).values()) for weights in branches)
            yield step, self.plan.cost_s[step] * sum(self.plan.weights) + after

    def _values(self, weights: Sequence[float], questions: Sequence[str], actions: Sequence[str]) -> dict[str, float]:
        """Expected seconds for every step if it is taken now and then only actions follow."""
        plan, total = self.plan, sum(weights)
        handoff = plan.handoff_s * total
        values: dict[str, float] = {}
        for step in questions:
            cost = plan.cost_s[step] * total
            if cost < handoff:
                values[step] = cost + sum(order_value(plan, after, actions) for after in outcomes(plan, step, weights))
        for step in actions:
            if _touched(plan.actions[step], weights) > NOTHING * total:
                rest = [other for other in actions if other != step]
                after = after_failure(weights, plan.actions[step])
                values[step] = plan.cost_s[step] * total + order_value(plan, after, rest)
        values[HANDOFF] = handoff
        return values

    def _most_per_second(self) -> Outlook:
        """What is left to do when the budget is too small for any look ahead."""
        plan = self.plan
        step = fastest(plan, plan.weights, tuple(plan.actions), sum(plan.weights) / plan.handoff_s)
        return Outlook(step or HANDOFF, {HANDOFF: plan.handoff_s}, self._used)

    def _affords(self, nodes: int) -> bool:
        """Takes so many nodes from the budget if they are left."""
        if self._used + nodes > self.nodes:
            return False
        self._used += nodes
        return True

    def _breadth(self, questions: Sequence[str], actions: Sequence[str]) -> int:
        """How many nodes weighing these steps takes at most."""
        return len(actions) + sum(len(self.plan.answers[step]) for step in questions)


def outcomes(plan: Plan, step: str, weights: Sequence[float]) -> list[list[float]]:
    """The weights after each outcome of a step that leaves the case open."""
    rows = plan.answers.get(step)
    if rows is None:
        return [after_failure(weights, plan.actions[step])]
    return [[weight * chance for weight, chance in zip(weights, row, strict=True)] for row in rows]


def steps_after(plan: Plan, step: str) -> float:
    """About how many steps follow a step of the plan; 0 after the hand-over."""
    if step not in plan.cost_s:
        return 0.0
    actions = [name for name in plan.actions if name != step]
    return sum(steps_in_order(plan, weights, actions) for weights in outcomes(plan, step, plan.weights))


def _touched(action: ActionTable, weights: Sequence[float]) -> float:
    """The weight that an action changes."""
    solved = sum(weights[index] * chance for index, chance in action.solves)
    return solved + sum(weights[index] * chance for index, _left, chance in action.leaves)
