"""A trial tells what in a checklist is of no use, and is the same each time."""

from dataclasses import replace

import pytest

from secinfo_desktop.desktop.checklists import shipped
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF, Checklist, parse
from secinfo_desktop.guide.planner import decide
from secinfo_desktop.simulation import trial
from secinfo_desktop.simulation.drawn import drawn, remembered
from secinfo_desktop.simulation.play import play
from secinfo_desktop.simulation.trial import try_out
from tests.guide.test_checklist import SMALL


def oddities(checklist: Checklist, cases: int = 150) -> list[str]:
    return [str(one) for one in try_out(checklist, cases, 1).oddities]


@pytest.fixture(scope="module")
def small() -> Checklist:
    return parse(SMALL)


def test_the_second_checklist_has_nothing_odd_and_ends_soon() -> None:
    found = try_out(shipped("phone_number_gone"), 200, 1)
    assert found.oddities == ()
    assert found.longest <= 15
    assert found.solved > 0.6


def test_a_trial_is_the_same_each_time(small: Checklist) -> None:
    assert try_out(small, 50, 1) == try_out(small, 50, 1)
    assert try_out(small, 50, 1) != try_out(small, 50, 2)


def test_a_step_that_nobody_is_ever_shown_is_named(small: Checklist) -> None:
    name, action = next(iter(small.actions.items()))
    dear = replace(action, id="dear", cost_s=5_000.0)
    with_dear = oddities(replace(small, actions={name: action, "dear": dear}))
    assert any(one.startswith("[actions.dear]") for one in with_dear)
    assert not any("chosen in none" in one for one in oddities(small))


def test_a_cause_that_is_never_cured_in_time_is_named(small: Checklist) -> None:
    dear = {name: replace(one, cost_s=50_000.0) for name, one in small.actions.items() if one.uses_code}
    found = oddities(replace(small, actions={**small.actions, **dear}))
    assert any(one.startswith("[causes.") and "cured in none" in one for one in found)


def test_paths_that_do_not_end_are_told(small: Checklist) -> None:
    (person,) = drawn(small, 1, 1)
    short = play(small, person, lambda _: HANDOFF, Disclosure.HELPDESK, lambda: 0.0)
    long = replace(short, steps=("ask",) * 16)
    assert list(trial._sticky([("blocked",)], [short])) == []
    (told,) = trial._sticky([("blocked",), ("other",)], [short, long])
    assert "at most 16 (other)" in str(told)


def test_evidence_that_shows_in_a_step_is_found() -> None:
    checklist = shipped()

    def telling(case: Case) -> str:
        return "ask" if case.evidence(Disclosure.HELPDESK).get("info_age") == "recent" else HANDOFF

    assert "[evidence.info_age]" in {one.where for one in trial._leaks(checklist, 1, telling)}
    assert list(trial._leaks(checklist, 1, lambda _: HANDOFF)) == []


def test_decisions_that_are_remembered_are_those_of_the_guide() -> None:
    checklist = shipped("phone_number_gone")

    def next_step(case: Case) -> str:
        return decide(checklist, case, frozenset()).step

    kept, fresh = remembered(next_step), next_step
    for one, two in zip(drawn(checklist, 15, 5), drawn(checklist, 15, 5), strict=True):
        first = play(checklist, one, kept, Disclosure.HELPDESK, lambda: 0.0)
        assert first.steps == play(checklist, two, fresh, Disclosure.HELPDESK, lambda: 0.0).steps
