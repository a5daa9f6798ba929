"""The planner against the exact optimum, by the tables themselves."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import pytest

from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.events import Opened
from secinfo_desktop.guide.planner import decide
from secinfo_desktop.guide.tables import compile_tables
from tests.guide.cases import NOTHING, PUBLIC, answered
from tests.guide.exact.expected import expected_s
from tests.guide.exact.optimum import Optimum, has_compiler
from tests.guide.exact.small_models import small_model
from tests.helpers.clock import START

pytestmark = [
    pytest.mark.skipif(not has_compiler(), reason="the exact optimum needs gcc"),
    pytest.mark.timeout(1200),
]
MODELS = range(60)


def planned(checklist: Checklist, context: str, first: Mapping[str, str]) -> float:
    """Expected seconds of the planner from these outcomes on."""
    opened = Opened(START, "c0ffee00c0ffee00", checklist.id, checklist.revision, context, PUBLIC)
    begin = Case(opened, tuple(answered(step, outcome) for step, outcome in first.items()))

    def step(log: Mapping[str, str]) -> str:
        events = tuple(answered(step, outcome) for step, outcome in log.items())
        return decide(checklist, Case(opened, begin.later + events), NOTHING).step

    tables = compile_tables(checklist, context)
    return expected_s(tables, weights_after(checklist, context, first), step)


def weights_after(checklist: Checklist, context: str, first: Mapping[str, str]) -> list[float]:
    tables = compile_tables(checklist, context)
    weights = list(tables.prior)
    for step, answer in first.items():
        weights = [x * y for x, y in zip(weights, tables.answers[step][answer], strict=True)]
    return [weight / sum(weights) for weight in weights]


@cache
def ratio_of_small(seed: int) -> float:
    model = small_model(seed)
    best = Optimum(model, "any", compile_tables(model, "any").prior).seconds
    return planned(model, "any", {}) / best


@pytest.mark.long
def test_small_models_are_led_nearly_as_well_as_can_be(record_property: Callable[[str, object], None]) -> None:
    ratios = [ratio_of_small(seed) for seed in MODELS]
    record_property("mean", sum(ratios) / len(ratios))
    record_property("largest", max(ratios))
    assert min(ratios) > 1 - 1e-4
    assert sum(ratios) / len(ratios) <= 1.003
    assert max(ratios) <= 1.02


def test_the_exact_optimum_is_what_its_own_steps_cost() -> None:
    model = small_model(3)
    tables = compile_tables(model, "any")
    optimum = Optimum(model, "any", tables.prior)
    assert expected_s(tables, tables.prior, optimum.step) == pytest.approx(optimum.seconds, rel=1e-5)


LEFT_OUT = ("account_is_locked", "work_or_school_mailbox")
"""Two questions of the shipped checklist too many for an exact answer."""


def without_pairs(checklist: Checklist) -> Checklist:
    """The shipped checklist with single causes, and without the questions that are too many."""
    questions = {n: q for n, q in checklist.questions.items() if n not in LEFT_OUT}
    return replace(checklist, belief=replace(checklist.belief, pair_weight=0.0), questions=questions)


@pytest.mark.long
@pytest.mark.parametrize("context", ["sms", "email"])
def test_the_shipped_checklist_is_led_nearly_as_well_as_can_be(
    checklist: Checklist, context: str, record_property: Callable[[str, object], None]
) -> None:
    """Single causes, no evidence, a service that only sends codes; the person asked for the code."""
    single = without_pairs(checklist)
    tables = compile_tables(single, context)
    allowed = [n for n, a in single.actions.items() if n in tables.actions and not a.needs]
    steps = frozenset({*tables.answers, *allowed} - {"asked_for_code"})
    first = {"asked_for_code": "yes"}
    weights = weights_after(single, context, first)
    best = Optimum(single, context, weights, steps).seconds
    ratio = planned(single, context, first) / best
    record_property(context, ratio)
    assert 1 - 1e-4 < ratio <= 1.01
