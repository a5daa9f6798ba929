"""What wrong shares of causes cost: each off by up to three times, while the people are as the file says."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import exp, log
from random import Random

import pytest

from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Cause, Checklist
from secinfo_desktop.guide.events import Opened
from secinfo_desktop.guide.planner import decide
from secinfo_desktop.guide.tables import compile_tables
from tests.guide.cases import NOTHING, PUBLIC, answered
from tests.guide.exact.expected import expected_s
from tests.guide.exact.test_optimum import weights_after, without_pairs
from tests.helpers.clock import START

FIRST = {"asked_for_code": "yes"}
DRAWS = 20


def with_wrong_shares(checklist: Checklist, times: float, seed: int) -> Checklist:
    """Each share times a factor between 1/times and times, even in logarithms."""
    chance = Random(seed)
    causes: dict[str, Cause] = {}
    for name, cause in checklist.causes.items():
        off = exp(chance.uniform(-1, 1) * log(times))
        causes[name] = replace(cause, prior={context: share * off for context, share in cause.prior.items()})
    return replace(checklist, causes=causes)


def needed_s(checklist: Checklist, believed: Checklist, context: str) -> float:
    """Expected seconds by the tables of one checklist for who is led by another one; every path is walked."""
    opened = Opened(START, "c0ffee00c0ffee00", checklist.id, checklist.revision, context, PUBLIC)

    def step(log: Mapping[str, str]) -> str:
        events = tuple(answered(step, outcome) for step, outcome in {**FIRST, **log}.items())
        return decide(believed, Case(opened, events), NOTHING).step

    return expected_s(compile_tables(checklist, context), weights_after(checklist, context, FIRST), step)


@pytest.mark.long
@pytest.mark.parametrize("context", ["sms", "email"])
def test_shares_that_are_off_threefold_cost_little(
    checklist: Checklist, context: str, record_property: Callable[[str, object], None]
) -> None:
    """Single causes, no evidence, a service that only sends codes."""
    single = without_pairs(checklist)
    right = needed_s(single, single, context)
    ratios = [needed_s(single, with_wrong_shares(single, 3.0, seed), context) / right for seed in range(DRAWS)]
    record_property("mean", sum(ratios) / len(ratios))
    record_property("largest", max(ratios))
    assert sum(ratios) / len(ratios) <= 1.04


def test_shares_that_are_off_by_far_cost_more(checklist: Checklist) -> None:
    """A must-fail control: a hundredfold error is seen."""
    single = without_pairs(checklist)
    assert needed_s(single, with_wrong_shares(single, 100.0, 1), "email") > 1.04 * needed_s(single, single, "email")
