"""What a way of leading costs on average by the tables themselves: every path is walked, nobody is drawn."""

from collections.abc import Callable, Mapping, Sequence
from operator import mul

from secinfo_desktop.guide.belief import after_failure
from secinfo_desktop.guide.checklist import FAILED, HANDOFF
from secinfo_desktop.guide.tables import Tables

Step = Callable[[Mapping[str, str]], str]
"""The next step after these outcomes."""
RARE = 1e-7
"""A path as rare as this is taken to end with the hand-over."""


def expected_s(tables: Tables, weights: Sequence[float], step: Step, log: Mapping[str, str] | None = None) -> float:
    """Expected seconds, times the weight."""
    log, total = log or {}, sum(weights)
    taken = HANDOFF if total < RARE else step(log)
    if taken == HANDOFF:
        return tables.handoff_s * total
    spent = tables.cost_s[taken] * total
    if taken in tables.actions:
        left = after_failure(weights, tables.actions[taken])
        return spent + expected_s(tables, left, step, {**log, taken: FAILED})
    rows = tables.answers[taken]
    return spent + sum(
        expected_s(tables, list(map(mul, weights, row)), step, {**log, taken: answer}) for answer, row in rows.items()
    )
