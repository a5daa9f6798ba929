"""Against people drawn from the checklist itself: worth more than the fixed order, and worth nothing with wrong tables.

The figures are made of assumed numbers; the margins are wide, so that only a broken planner fails.
"""

import pytest

from secinfo_desktop.guide.checklist import Checklist
from tests.guide.cases import PUBLIC
from tests.guide.drawn_cases import (
    Played,
    hand_everybody_over,
    in_article_order,
    mean_s,
    people,
    planner,
    play,
    share_solved,
    with_shuffled_tables,
)

CASES = 500
SEED = 20


@pytest.fixture(scope="module")
def planned(checklist: Checklist) -> list[Played]:
    return [play(person, planner(checklist)) for person in people(checklist, CASES, SEED)]


@pytest.fixture(scope="module")
def article(checklist: Checklist) -> list[Played]:
    return [play(person, in_article_order) for person in people(checklist, CASES, SEED)]


def test_the_planner_needs_far_less_time_than_the_fixed_order(planned: list[Played], article: list[Played]) -> None:
    assert mean_s(planned) < 0.7 * mean_s(article)


def test_the_planner_does_not_save_time_by_handing_over(planned: list[Played], article: list[Played]) -> None:
    assert share_solved(planned) > share_solved(article)


def test_handing_everybody_over_costs_exactly_that(checklist: Checklist, planned: list[Played]) -> None:
    handed_over = [play(person, hand_everybody_over) for person in people(checklist, 20, SEED)]
    assert mean_s(handed_over) == checklist.handoff.cost_s
    assert mean_s(planned) < 0.75 * mean_s(handed_over)


def test_with_public_evidence_only_the_planner_still_beats_the_fixed_order(
    checklist: Checklist, article: list[Played]
) -> None:
    public = [play(person, planner(checklist), PUBLIC) for person in people(checklist, 250, SEED)]
    assert mean_s(public) < 0.85 * mean_s(article[:250])


def test_the_planner_with_shuffled_tables_loses(checklist: Checklist, planned: list[Played]) -> None:
    shuffled = with_shuffled_tables(checklist, 1)
    lost = [play(person, planner(shuffled)) for person in people(checklist, 100, SEED)]
    assert mean_s(lost) > 1.2 * mean_s(planned[:100])
    assert share_solved(lost) < share_solved(planned[:100])


def test_strangers_who_say_so_are_secured_and_use_no_code(checklist: Checklist, planned: list[Played]) -> None:
    told = [one for one in planned if one.causes == ("unsolicited",) and one.steps[1:] == ("secure_account",)]
    strangers = [one for one in planned if one.causes == ("unsolicited",)]
    assert len(told) > 0.4 * len(strangers)
    assert all(one.steps[0] == "asked_for_code" for one in planned)
    assert checklist.security is not None
