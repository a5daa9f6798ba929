"""How much each closed case counts: never more than one case, less with age, and one agent's week only so much."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.guide.case_weights import EXPERT_CASES, HALF_LIFE_WEEKS, case_weights
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.closed_case import ClosedCase, Source, Taken, weeks_between
from secinfo_desktop.guide.learning import countable
from tests.guide.test_learning import junk

AGENTS, WEEKS = (None, "a1", "a2", "b"), ("2025-W02", "2026-W20", "2026-W47", "2026-W48")
drawn = st.lists(st.tuples(st.sampled_from(AGENTS), st.sampled_from(WEEKS), st.integers(1, 80)), max_size=8)


def cases_of(checklist: Checklist, told: list[tuple[str | None, str, int]]) -> list[ClosedCase]:
    return [junk(checklist, agent, week) for agent, week, times in told for _ in range(times)]


@given(drawn)
def test_no_agent_brings_more_than_a_twentieth_of_all_weight_in_one_week(
    checklist: Checklist, told: list[tuple[str | None, str, int]]
) -> None:
    cases = cases_of(checklist, told)
    weights = case_weights(cases)
    brought: dict[tuple[str, str], float] = {}
    for case, weight in zip(cases, weights, strict=True):
        if case.agent is not None:
            brought[case.agent, case.week] = brought.get((case.agent, case.week), 0.0) + weight
    assert all(one <= 0.05 * (EXPERT_CASES + sum(weights)) + 1e-6 for one in brought.values())


@given(drawn)
def test_a_case_counts_once_at_most_and_half_after_half_a_year(
    checklist: Checklist, told: list[tuple[str | None, str, int]]
) -> None:
    cases = cases_of(checklist, told)
    newest = max((case.week for case in cases), default="")
    for case, weight in zip(cases, case_weights(cases), strict=True):
        fresh = 0.5 ** (weeks_between(case.week, newest) / HALF_LIFE_WEEKS)
        assert weight <= fresh + 1e-12
        assert case.agent is not None or weight == pytest.approx(fresh)


@given(st.lists(st.tuples(st.sampled_from(Source), st.sampled_from((*WEEKS, "2024-W01", "2027-W01"))), max_size=20))
def test_every_case_is_learnt_from_in_one_way_or_left_aside_for_one_reason(
    checklist: Checklist, told: list[tuple[Source, str]]
) -> None:
    cases = [replace(junk(checklist, week=week), source=source) for source, week in told]
    found = {source: countable(checklist, cases, source, "2026-W48") for source in Source}
    for source, its in found.items():
        assert all(case.source is source for case in its.cases)
        left = its.other_checklist + its.other_source + its.too_old + its.from_the_future
        assert len(its.cases) + left == len(cases)
    assert not {id(case) for case in found[Source.SELF].cases} & {id(case) for case in found[Source.STAFF].cases}


def test_a_lonely_agent_still_teaches_a_little(checklist: Checklist) -> None:
    steps = (Taken("look_in_junk", "solved", 60),)
    weights = case_weights([replace(junk(checklist, "a1"), steps=steps)] * 500)
    assert sum(weights) == pytest.approx(0.05 * (EXPERT_CASES + sum(weights)))
