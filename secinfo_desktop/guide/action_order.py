"""Taking actions only, always the one that solves most per second, until handing over is cheaper ("updating P/C").

For independent actions and one cause this order is the best there is (Heckerman, Breese and Rommelse, "Decision-
Theoretic Troubleshooting", CACM 38(3), 1995); it is what every belief is valued by.
"""

from collections.abc import Iterator, Sequence

from secinfo_desktop.guide.belief import after_failure
from secinfo_desktop.guide.plan import Plan

NOTHING = 1e-6
"""A share of the cases that is not worth looking at."""


def fastest(plan: Plan, weights: Sequence[float], actions: Sequence[str], least: float) -> str | None:
    """The action that solves most per second, if that is more than ``least``; of equals the first in the file."""
    found = None
    tables, cost_s = plan.actions, plan.cost_s
    for step in actions:
        solved = 0.0
        for index, chance in tables[step].solves:
            solved += weights[index] * chance
        rate = solved / cost_s[step]
        if rate > least:
            least, found = rate, step
    return found


def in_order(plan: Plan, weights: Sequence[float], actions: Sequence[str]) -> Iterator[tuple[str, float, float]]:
    """Each action of the order with the weight that is open before and after it."""
    left = list(actions)
    total = sum(weights)
    while total > NOTHING * NOTHING:
        step = fastest(plan, weights, left, total / plan.handoff_s)
        if step is None:
            return
        weights = after_failure(weights, plan.actions[step])
        left.remove(step)
        before, total = total, sum(weights)
        yield step, before, total


def order_value(plan: Plan, weights: Sequence[float], actions: Sequence[str]) -> float:
    """Expected seconds, times the weight, of the order that is cut off at its best point."""
    total = sum(weights)
    handoff_s, tables = plan.handoff_s, plan.order_tables
    best, spent = handoff_s * total, 0.0
    left = [tables[step] for step in actions]
    while total > NOTHING * NOTHING:
        least, found = total / handoff_s, None
        for table in left:
            rate = 0.0
            for index, chance_per_s in table[0]:
                rate += weights[index] * chance_per_s
            if rate > least:
                least, found = rate, table
        if found is None:
            return best
        left.remove(found)
        _rates, solves, leaves, cost_s = found
        spent += cost_s * total
        before, weights = weights, list(weights)
        for index, chance in solves:
            gone = before[index] * chance
            weights[index] -= gone
            total -= gone
        for index, smaller, chance in leaves:
            moved = before[index] * chance
            weights[index] -= moved
            weights[smaller] += moved
        best = min(best, spent + handoff_s * total)
    return best


def steps_in_order(plan: Plan, weights: Sequence[float], actions: Sequence[str]) -> float:
    """How many steps the whole order takes on average, times the weight; the hand-over counts as one."""
    steps, still_open = 0.0, sum(weights)
    for _step, before, after in in_order(plan, weights, actions):
        steps += before
        still_open = after
    return steps + still_open
