"""Expected-cost look-ahead: what each step would cost until the end, two steps deep for the best few.

Underneath lies ``action_order``, the value of a belief if only actions follow. One such evaluation of one belief is a
*node*; the budget is a number of nodes and not a clock, so that the same log leads to the same step on any machine.

Weights are chances that are not scaled back to 1 after an answer or a failure: so expected seconds simply add up.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import mul

from secinfo_desktop.guide.action_order import NOTHING, fastest, order_value, steps_in_order
from secinfo_desktop.guide.belief import after_failure
from secinfo_desktop.guide.checklist_parts import HANDOFF
from secinfo_desktop.guide.plan import Plan
from secinfo_desktop.guide.tables import ActionTable

WIDTH = 5
"""How many steps are looked at two deep. Six instead of three won 2.9 ± 2.9 s of 600 in simulations: not shown."""
PROMISING = 8
"""How many steps are weighed for the second one. In simulations all of them led to the same steps, six lost 3 s."""
NODES = 310
"""Enough for the shipped checklist to look at all five; larger checklists are looked at less deeply."""
BEAM = 3
"""How many steps are looked at three deep, and how many second ones for each of them."""
USUAL_ACTIONS, USUAL_SETS = 20, 45
"""A node counts as one where there are so many actions and sets of causes; it takes longer where there are more."""


@dataclass(frozen=True)
class Outlook:
    """What look-ahead found: the step to take, and for every step that was weighed the expected seconds to the end."""

    step: str
    remaining_s: Mapping[str, float]
    nodes: float


@dataclass
class Lookahead:
    """One decision over a plan, with at most ``nodes`` evaluated beliefs."""

    plan: Plan
    nodes: int = NODES
    _used: float = field(default=0.0, init=False)

    def choose(self) -> Outlook:
        """The step with the least expected seconds to the end; of equals the first in the file, handing over last."""
        plan = self.plan
        questions, actions = self._first_steps()
        if not actions and not questions:
            return self._most_per_second()
        one_step = self._values(plan.weights, questions, actions)
        candidates = sorted((step for step in one_step if step != HANDOFF), key=one_step.__getitem__)
        two_step = dict(self._refined(candidates[:WIDTH], frozenset(candidates[:PROMISING])))
        deeper = dict(self._refined_again(sorted(two_step, key=two_step.__getitem__)[:BEAM]))
        two_step.update((step, min(seconds, two_step[step])) for step, seconds in deeper.items())
        values = {**one_step, **two_step}
        weighed = [step for step in values if step in two_step or step == HANDOFF or not two_step]
        return Outlook(min(weighed, key=values.__getitem__), values, self._used)

    def _first_steps(self) -> tuple[Sequence[str], Sequence[str]]:
        """The steps to weigh: all of them, or of a large checklist those that tell or solve most per second."""
        plan = self.plan
        questions, actions = tuple(plan.answers), plan.open_actions
        if self._affords(self._breadth(questions, actions)):
            return questions, actions
        solving = sorted(actions, key=lambda step: -_solved(plan, step) / plan.cost_s[step])[:PROMISING]
        telling = sorted(questions, key=lambda step: -_told(plan, step) / plan.cost_s[step])
        while telling and not self._affords(self._breadth(telling, solving)):
            telling.pop()
        if not telling and not self._affords(len(solving)):
            return (), ()
        return [step for step in questions if step in telling], [step for step in actions if step in solving]

    def _refined(self, candidates: Sequence[str], promising: frozenset[str]) -> Iterator[tuple[str, float]]:
        """The candidates, each with the best next step after each of its outcomes, as far as the budget goes."""
        for step in candidates:
            questions = tuple(name for name in self.plan.answers if name != step and name in promising)
            after = [(weights, left) for weights, left in branches(self.plan, step) if sum(weights) > NOTHING]
            if not self._affords(sum(1 + self._breadth(questions, ()) for _ in after)):
                return
            rest = sum(self._best_next(weights, questions, left) for weights, left in after)
            yield step, self.plan.cost_s[step] * sum(self.plan.weights) + rest

    def _values(
        self,
        weights: Sequence[float],
        questions: Sequence[str],
        actions: Sequence[str],
        *,
        weigh_actions: bool = True,
    ) -> dict[str, float]:
        """Expected seconds for every step if it is taken now and then only actions follow."""
        plan, total = self.plan, sum(weights)
        handoff = plan.handoff_s * total
        values: dict[str, float] = {}
        for step in questions:
            cost = plan.cost_s[step] * total
            if cost < handoff:
                ways = zip(outcomes(plan, step, weights), _open_after(plan, step, actions), strict=False)
                values[step] = cost + sum(order_value(plan, left, possible) for left, possible in ways)
        for step in actions if weigh_actions else ():
            if _touched(plan.actions[step], weights) > NOTHING * total:
                rest = [other for other in actions if other != step]
                after = after_failure(weights, plan.actions[step])
                values[step] = plan.cost_s[step] * total + order_value(plan, after, rest)
        values[HANDOFF] = handoff
        return values

    def _refined_again(self, candidates: Sequence[str]) -> Iterator[tuple[str, float]]:
        """The best candidates three deep. Small checklists can afford it; for larger ones the budget ends before."""
        for step in candidates:
            questions = tuple(name for name in self.plan.answers if name != step)
            after = [(weights, left) for weights, left in branches(self.plan, step) if sum(weights) > NOTHING]
            dearest = max(map(len, self.plan.answers.values()), default=1)
            if not self._affords(len(after) * (1 + BEAM * dearest) * (1 + self._breadth(questions, ()))):
                return
            rest = sum(self._best_two(weights, questions, left) for weights, left in after)
            yield step, self.plan.cost_s[step] * sum(self.plan.weights) + rest

    def _best_two(self, weights: Sequence[float], questions: Sequence[str], actions: Sequence[str]) -> float:
        """The value of the best two steps: a promising question or the fastest action, and then the best next one."""
        plan = self.plan
        values = self._values(weights, questions, actions, weigh_actions=False)
        best = min(order_value(plan, weights, actions), *values.values())
        asked = sorted((step for step in values if step != HANDOFF), key=values.__getitem__)[: BEAM - 1]
        first = fastest(plan, weights, actions, sum(weights) / plan.handoff_s)
        for step in (*asked, first) if first is not None else asked:
            rest = tuple(name for name in questions if name != step)
            left = [name for name in actions if name != step]
            ways = zip(outcomes(plan, step, weights), _open_after(plan, step, left), strict=False)
            spent = plan.cost_s[step] * sum(weights)
            best = min(best, spent + sum(self._best_next(way, rest, possible) for way, possible in ways))
        return best

    def _best_next(self, weights: Sequence[float], questions: Sequence[str], actions: Sequence[str]) -> float:
        """The value of the order of actions, or of a question before it if one is worth its seconds."""
        alone = order_value(self.plan, weights, actions)
        return min(alone, *self._values(weights, questions, actions, weigh_actions=False).values())

    def _most_per_second(self) -> Outlook:
        """What is left to do when the budget is too small for any look ahead."""
        plan = self.plan
        step = fastest(plan, plan.weights, plan.open_actions, sum(plan.weights) / plan.handoff_s)
        return Outlook(step or HANDOFF, {HANDOFF: plan.handoff_s}, self._used)

    def _affords(self, nodes: int) -> bool:
        """Takes so many nodes from the budget if they are left."""
        price = nodes * len(self.plan.actions) * len(self.plan.weights) / (USUAL_ACTIONS * USUAL_SETS)
        if self._used + price > self.nodes:
            return False
        self._used += price
        return True

    def _breadth(self, questions: Sequence[str], actions: Sequence[str]) -> int:
        """How many nodes weighing these steps takes at most."""
        return len(actions) + sum(len(self.plan.answers[step]) for step in questions)


def outcomes(plan: Plan, step: str, weights: Sequence[float]) -> list[list[float]]:
    """The weights after each outcome of a step that leaves the case open."""
    rows = plan.answers.get(step)
    if rows is None:
        return [after_failure(weights, plan.actions[step])]
    return [list(map(mul, weights, row)) for row in rows]


def branches(plan: Plan, step: str) -> list[tuple[list[float], Sequence[str]]]:
    """The outcomes of a step of the plan that leave the case open, each with the actions that can then be taken."""
    actions = [name for name in plan.open_actions if name != step]
    return list(zip(outcomes(plan, step, plan.weights), _open_after(plan, step, actions), strict=False))


def _open_after(plan: Plan, step: str, actions: Sequence[str]) -> Iterable[Sequence[str]]:
    """The actions that can be taken after each outcome of a step: the same ones, and those that the outcome opens."""
    opened = plan.opens.get(step)
    return repeat(actions) if opened is None else [(*actions, *more) if more else actions for more in opened]


def steps_after(plan: Plan, step: str) -> float:
    """About how many steps follow a step of the plan; 0 after the hand-over."""
    if step not in plan.cost_s:
        return 0.0
    return sum(steps_in_order(plan, weights, left) for weights, left in branches(plan, step))


def _solved(plan: Plan, step: str) -> float:
    return sum(plan.weights[index] * chance for index, chance in plan.actions[step].solves)


def _told(plan: Plan, step: str) -> float:
    """How far the answers of a question move the belief."""
    told = 0.0
    for row in plan.answers[step]:
        usual = sum(map(mul, plan.weights, row))
        told += sum(weight * abs(chance - usual) for weight, chance in zip(plan.weights, row, strict=True))
    return told


def _touched(action: ActionTable, weights: Sequence[float]) -> float:
    """The weight that an action changes."""
    solved = sum(weights[index] * chance for index, chance in action.solves)
    return solved + sum(weights[index] * chance for index, _left, chance in action.leaves)
