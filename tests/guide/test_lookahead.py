"""Look-ahead keeps to its budget and finds what can be worked out by hand."""

import pytest

from secinfo_desktop.guide.action_order import order_value, steps_in_order
from secinfo_desktop.guide.belief import believe
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF, Checklist
from secinfo_desktop.guide.lookahead import NODES, WIDTH, Lookahead, steps_after
from secinfo_desktop.guide.offers import offered
from secinfo_desktop.guide.plan import MOST_SETS, Plan, make_plan
from secinfo_desktop.guide.progress import progress
from secinfo_desktop.guide.tables import ActionTable
from tests.guide.cases import EVERYTHING, PUBLIC, answered, own_case


def plan_of(checklist: Checklist, case: Case, pace: float = 1.0) -> Plan:
    offer = offered(checklist, progress(checklist, case), EVERYTHING, skips=0)
    return make_plan(believe(checklist, case, PUBLIC), offer, pace)


def fix(place: int, chance: float) -> ActionTable:
    return ActionTable(solves=((place, chance),), leaves=())


def two_causes(cost_s: float = 60.0) -> Plan:
    return Plan(
        weights=[0.5, 0.5],
        answers={"which": ((1.0, 0.0), (0.0, 1.0))},
        actions={"first": fix(0, 1.0), "second": fix(1, 1.0)},
        cost_s={"which": 10.0, "first": cost_s, "second": cost_s},
        handoff_s=900.0,
    )


def test_the_order_of_actions_costs_what_it_costs_by_hand() -> None:
    plan = two_causes()
    assert order_value(plan, plan.weights, ["first", "second"]) == pytest.approx(60 + 0.5 * 60)
    assert order_value(plan, plan.weights, ["first"]) == pytest.approx(60 + 0.5 * 900)
    assert order_value(plan, plan.weights, []) == pytest.approx(900)


def test_a_question_is_asked_when_it_saves_more_than_it_costs() -> None:
    assert Lookahead(two_causes(60)).choose().step == "which"
    assert Lookahead(two_causes(15)).choose().step == "first"


def test_the_remaining_time_is_that_of_the_best_way_on() -> None:
    remaining_s = Lookahead(two_causes(60)).choose().remaining_s
    assert remaining_s["which"] == pytest.approx(10 + 60)
    assert remaining_s["first"] == pytest.approx(60 + 0.5 * 60)
    assert remaining_s[HANDOFF] == pytest.approx(900)


def test_what_costs_more_than_a_person_is_handed_over() -> None:
    assert Lookahead(two_causes(2000)).choose().step == HANDOFF


def test_of_equals_the_first_in_the_file_is_taken() -> None:
    plan = two_causes(15)
    assert Lookahead(plan).choose().step == next(iter(plan.actions))


def test_the_steps_ahead_are_counted() -> None:
    plan = two_causes()
    assert steps_in_order(plan, plan.weights, ["first", "second"]) == pytest.approx(1.5)
    assert steps_after(plan, "which") == pytest.approx(1)
    assert steps_after(plan, HANDOFF) == 0


@pytest.mark.parametrize("nodes", [0, 1, 30, 60, 100, 200, 400, NODES, 10 * NODES])
def test_the_budget_is_never_passed(checklist: Checklist, nodes: int) -> None:
    for context in checklist.contexts:
        outlook = Lookahead(plan_of(checklist, own_case(context)), nodes).choose()
        assert outlook.nodes <= nodes
        assert outlook.step in (*checklist.questions, *checklist.actions, HANDOFF)


def test_the_budget_is_enough_for_the_shipped_checklist(checklist: Checklist) -> None:
    for context in checklist.contexts:
        plan = plan_of(checklist, own_case(context))
        outlook, one_deep = Lookahead(plan).choose(), Lookahead(plan, 60).choose()
        assert set(outlook.remaining_s) == set(Lookahead(plan, 100 * NODES).choose().remaining_s)
        assert sum(outlook.remaining_s[step] != one_deep.remaining_s[step] for step in outlook.remaining_s) > 1


def test_looking_further_never_makes_a_step_dearer(checklist: Checklist) -> None:
    plan = plan_of(checklist, own_case("email"))
    one_step, two_step = Lookahead(plan, 60).choose().remaining_s, Lookahead(plan).choose().remaining_s
    assert all(two_step[step] <= one_step[step] + 1e-9 for step in one_step)
    assert sum(two_step[step] != one_step[step] for step in one_step) <= WIDTH


def test_a_plan_keeps_the_likeliest_sets_and_what_is_left_of_them(checklist: Checklist) -> None:
    plan = plan_of(checklist, own_case("email").record(answered("can_open_contact", "no")))
    assert MOST_SETS <= len(plan.weights) < 2 * MOST_SETS
    assert sum(plan.weights) == pytest.approx(1)


def test_a_slow_person_makes_every_step_dearer_but_not_the_hand_over(checklist: Checklist) -> None:
    plan, slow = plan_of(checklist, own_case()), plan_of(checklist, own_case(), pace=2)
    assert slow.handoff_s == plan.handoff_s
    assert all(slow.cost_s[step] == 2 * plan.cost_s[step] for step in plan.cost_s)
