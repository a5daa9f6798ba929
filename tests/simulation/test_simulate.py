"""The guide is played against made-up people, and simpler ways of leading them lose."""

import json
from pathlib import Path

import pytest

from secinfo_desktop import resources
from secinfo_desktop.__main__ import main
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.checklist import Checklist, parse
from secinfo_desktop.simulation.figures import Figures, mean, quantile, standard_error
from secinfo_desktop.simulation.policies import Policy, static_order
from secinfo_desktop.simulation.population import Population, PopulationError, load
from secinfo_desktop.simulation.run import Settings, simulate

POPULATIONS = Path(__file__).parents[1] / "populations"
NAMES = ("hops", "households", "lives", "tired")
CASES = 40


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return parse(resources.text("checklists/code_not_received.toml"))


def people(name: str) -> Population:
    return load(f"{POPULATIONS / name}.py:{name}")


def played(checklist: Checklist, name: str, *policies: Policy, learn_from: int = 0) -> dict[str, Figures]:
    settings = Settings(CASES, 1, Disclosure.HELPDESK, learn_from)
    found = simulate(checklist, people(name), policies, settings, lambda: 0.0)
    return {one.policy: one for one in found}


@pytest.mark.parametrize("name", NAMES)
def test_the_guide_is_quicker_than_the_article(checklist: Checklist, name: str) -> None:
    found = played(checklist, name, Policy.PLANNER, Policy.ARTICLE)
    assert found["planner"].mean_s < found["article"].mean_s


def test_handing_everybody_over_solves_nothing_and_any_order_is_slower(checklist: Checklist) -> None:
    found = played(checklist, "lives", Policy.PLANNER, Policy.HANDOFF, Policy.RANDOM)
    assert found["handoff"].self_solved == 0
    assert found["handoff"].ended_by == {"handoff": 1.0}
    assert found["random"].mean_s > found["planner"].mean_s


def test_the_same_seed_gives_the_same_figures(checklist: Checklist) -> None:
    assert played(checklist, "tired", Policy.PLANNER) == played(checklist, "tired", Policy.PLANNER)


def test_learning_changes_the_numbers_and_still_beats_the_article(checklist: Checklist) -> None:
    found = played(checklist, "households", Policy.PLANNER_LEARNT, Policy.ARTICLE, learn_from=30)
    assert found["planner-learnt"].mean_s < found["article"].mean_s


def test_the_fixed_order_asks_nothing(checklist: Checklist) -> None:
    for context in checklist.contexts:
        assert set(static_order(checklist, context)) <= checklist.actions.keys()


def test_figures_are_those_of_a_textbook() -> None:
    values = [1.0, 2.0, 3.0, 4.0, 10.0]
    assert mean(values) == 4.0
    assert (quantile(values, 0.5), quantile(values, 0.95)) == (3.0, 10.0)
    assert standard_error(values) == pytest.approx(1.5811388)
    assert standard_error([1.0]) == 0.0


def test_the_command_prints_a_line_for_each_way(capsys: pytest.CaptureFixture[str]) -> None:
    named = f"{POPULATIONS / 'hops'}.py:hops"
    words = ["--population", named, "--cases", "10", "--policy", "planner", "--policy", "handoff", "--json"]
    assert main(["simulate", *words]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["policy"] for line in lines] == ["planner", "handoff"]
    wanted = {"mean_s", "median_s", "p95_s", "steps", "self_solved", "se_s", "decision_ms_p99", "ended_by"}
    assert all(wanted | {"cases", "diff_article_s", "diff_static_s"} <= line.keys() for line in lines)


@pytest.mark.parametrize("named", ["nothing", "nothing.py:people", f"{POPULATIONS / 'hops'}.py:nobody"])
def test_people_that_can_not_be_played_are_refused(named: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PopulationError):
        load(named)
    assert main(["simulate", "--population", named]) == 2
    assert "can't be played" in capsys.readouterr().err
