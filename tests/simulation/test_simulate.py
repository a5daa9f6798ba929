"""The guide is played against made-up people, beside simpler ways that it must beat."""

import json
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pytest

from secinfo_desktop.__main__ import main
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.simulation.figures import Figures
from secinfo_desktop.simulation.policies import Policy, static_order
from secinfo_desktop.simulation.population import PopulationError, known_to, load, outcome, seconds
from secinfo_desktop.simulation.run import Settings, simulate
from tests.guide.drawn_cases import with_shuffled_tables
from tests.populations.hops import hops
from tests.populations.households import households
from tests.populations.lives import lives
from tests.populations.tired import tired

EVERYTHING = Settings(cases=60, seed=4, audience=Disclosure.HELPDESK, learn_from=0)
POPULATIONS = [lives, hops, households, tired]


def ticks() -> Callable[[], float]:
    clock = count()
    return lambda: float(next(clock))


def played(
    checklist: Checklist, population: object, policies: Sequence[Policy], how: Settings = EVERYTHING
) -> list[Figures]:
    assert callable(population)
    return list(simulate(checklist, population, policies, how, ticks()))


@pytest.mark.parametrize("population", POPULATIONS)
def test_the_guide_beats_the_article_by_far_and_solves_more(checklist: Checklist, population: object) -> None:
    planner, article = played(checklist, population, [Policy.PLANNER, Policy.ARTICLE])
    assert planner.mean_s < 0.8 * article.mean_s
    assert planner.self_solved >= article.self_solved
    assert planner.p95_s <= 0.75 * article.p95_s
    assert planner.messages_per_solved <= 1.5
    assert planner.diff_article_s == pytest.approx(planner.mean_s - article.mean_s)


def test_handing_everybody_over_costs_exactly_that_and_solves_nothing(checklist: Checklist) -> None:
    (handed_over,) = played(checklist, lives, [Policy.HANDOFF])
    assert (handed_over.mean_s, handed_over.self_solved, handed_over.steps) == (900, 0, 1)
    assert handed_over.ended_by == {"handoff": 1}
    (planner,) = played(checklist, lives, [Policy.PLANNER])
    assert planner.mean_s < 0.9 * handed_over.mean_s


def test_shuffled_tables_lose(checklist: Checklist) -> None:
    (planner,) = played(checklist, households, [Policy.PLANNER])
    (shuffled,) = played(with_shuffled_tables(checklist, 1), households, [Policy.PLANNER])
    assert shuffled.mean_s > 1.15 * planner.mean_s


def test_a_random_order_loses(checklist: Checklist) -> None:
    planner, chance = played(checklist, tired, [Policy.PLANNER, Policy.RANDOM])
    assert chance.mean_s > 1.5 * planner.mean_s


def test_nobody_beats_who_knows_what_will_come_of_each_step(checklist: Checklist) -> None:
    how = Settings(cases=15, seed=4, audience=Disclosure.HELPDESK, learn_from=0)
    planner, clairvoyant = played(checklist, lives, [Policy.PLANNER, Policy.CLAIRVOYANT], how)
    assert clairvoyant.mean_s < planner.mean_s
    assert clairvoyant.steps <= 2
    assert clairvoyant.self_solved >= planner.self_solved


def test_the_same_seed_gives_the_same_figures(checklist: Checklist) -> None:
    assert played(checklist, hops, [Policy.PLANNER]) == played(checklist, hops, [Policy.PLANNER])


def test_a_replacement_and_a_secured_account_are_told_apart(checklist: Checklist) -> None:
    (article,) = played(checklist, lives, [Policy.ARTICLE])
    replaced = article.ended_by["replace_all_info"]
    assert article.self_solved == pytest.approx(1 - replaced - article.ended_by["handoff"])


@pytest.mark.long
def test_learning_from_closed_cases_pays(checklist: Checklist) -> None:
    how = Settings(cases=400, seed=8, audience=Disclosure.HELPDESK, learn_from=400)
    planner, learnt = played(checklist, hops, [Policy.PLANNER, Policy.PLANNER_LEARNT], how)
    assert learnt.mean_s < planner.mean_s


class Newcomer:
    """Knows two questions, one of which has other answers here, and one action."""

    context = "sms"
    evidence: dict[str, str] = {"weather": "sun", "requests": "thousands"}  # noqa: RUF012 - never changed

    def answer(self, question: str) -> str:
        return {"mask_matches": "maybe", "filter_is_on": "no"}[question]

    def act(self, action: str) -> bool:
        return {"use_newest_code": True}[action]

    def seconds(self, step: str) -> float:
        return {"mask_matches": 5.0, "filter_is_on": 5.0, "use_newest_code": 50.0, "handoff": 900.0}[step]


def test_an_answer_that_a_question_does_not_have_counts_as_skipped(checklist: Checklist) -> None:
    assert outcome(checklist, Newcomer(), "mask_matches") is None
    assert outcome(checklist, Newcomer(), "code_refused") is None
    assert outcome(checklist, Newcomer(), "ask_carrier") == "failed"
    assert seconds(checklist, Newcomer(), "ask_carrier") == checklist.actions["ask_carrier"].cost_s


def test_steps_that_a_population_does_not_have_are_left_out(checklist: Checklist) -> None:
    known = known_to(checklist, lambda number, _seed: [Newcomer()] * number, 1)
    asked = {name for name, one in known.questions.items() if "sms" in one.contexts}
    assert asked == {"filter_is_on"}
    assert {name for name, one in known.actions.items() if "sms" in one.contexts} == {"use_newest_code"}


def test_the_best_fixed_order_ends_where_handing_over_is_cheaper(checklist: Checklist) -> None:
    order = static_order(checklist, "email")
    assert order[:2] == ("use_other_contact", "look_in_junk")
    assert "handoff" not in order
    assert "use_signed_in_device" not in order


def test_the_command_prints_one_line_for_each_policy(capsys: pytest.CaptureFixture[str]) -> None:
    name = f"{Path(__file__).parents[1] / 'populations' / 'lives.py'}:lives"
    command = ["simulate", "--population", name, "--cases", "5", "--policy", "planner", "--policy", "random", "--json"]
    assert main(command) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["policy"] for line in lines] == ["planner", "random"]
    promised = "policy cases mean_s median_s p95_s steps self_solved se_s diff_article_s diff_static_s decision_ms_p99"
    assert all({*promised.split(), "ended_by"} <= set(line) for line in lines)


@pytest.mark.parametrize("name", ["none.py:lives", "tests/populations/lives.py:nothing", "lives"])
def test_a_population_that_is_not_there_is_told(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--population", name]) == 2
    assert capsys.readouterr().err.strip()
    with pytest.raises(PopulationError):
        load(name)
