"""An agent is told why: likely causes, what moved them, and where each answer would lead."""

from secinfo_desktop.guide.agent_explanation import explain
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.planner import decide
from tests.guide.cases import EVERYTHING, HELPDESK, PUBLIC, answered, begin, observed, record

SAID = (answered("asked_for_code", "yes"), answered("mask_matches", "no"), answered("can_open_contact", "no"))


def test_the_answers_that_moved_a_cause_most_come_first(checklist: Checklist) -> None:
    told = explain(checklist, record(begin(), *SAID), EVERYTHING)
    assert told.moves[0].step == "mask_matches"
    assert told.moves[0].cause == "old_number"
    assert told.moves[0].moved > 1
    assert told.causes[0][0] == "old_number"


def test_each_answer_says_what_it_would_lead_to(checklist: Checklist) -> None:
    case = record(begin(), *SAID)
    told = explain(checklist, case, EVERYTHING)
    assert set(told.then) == set(checklist.outcomes(told.step)) - {"solved"}
    for outcome, step in told.then.items():
        assert decide(checklist, case.record(answered(told.step, outcome)), EVERYTHING).step == step
    assert told.runner_up is not None
    assert told.runner_up[0] != told.step


def test_it_is_the_same_each_time_and_knows_no_more_than_its_audience(checklist: Checklist) -> None:
    case = record(begin(audience=PUBLIC), *SAID)
    hidden = case.record(observed("delivery_status", "bounced", HELPDESK))
    assert explain(checklist, case, EVERYTHING) == explain(checklist, hidden, EVERYTHING)


def test_a_step_that_somebody_chose_is_explained_as_well_as_the_next_one(checklist: Checklist) -> None:
    case = record(begin(), *SAID)
    best = decide(checklist, case, EVERYTHING)
    other = best.alternatives[0]
    told = explain(checklist, case, EVERYTHING, other[0])
    assert (told.step, told.remaining_s) == other
    assert told.runner_up == (best.step, best.remaining_s)


def test_that_an_action_cant_be_done_leads_where_its_answer_leads(checklist: Checklist) -> None:
    action = next(one for one in checklist.actions.values() if one.cannot and "sms" in one.contexts)
    assert action.cannot is not None
    case = record(begin(), answered("asked_for_code", "yes"))
    said = answered(action.cannot.question, action.cannot.answer)
    told = explain(checklist, case, EVERYTHING, action.id)
    assert told.then["cannot"] == decide(checklist, case.record(said), EVERYTHING).step
