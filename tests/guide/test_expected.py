"""How likely each outcome of a step is, for those who plan a call."""

from random import Random

import pytest

from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.expected import CANNOT, expected_shares
from secinfo_desktop.guide.planner import decide, other_steps, weigh
from tests.guide.cases import EVERYTHING, HELPDESK, PUBLIC, answered, begin, observed, record, skipped

SAID = (answered("asked_for_code", "yes"), answered("mask_matches", "yes"))


def test_the_shares_of_every_step_add_up_to_one(checklist: Checklist) -> None:
    chance = Random(10)
    for _ in range(20):
        case = begin(context=chance.choice(checklist.contexts))
        for _ in range(chance.randrange(8)):
            step = decide(checklist, case, EVERYTHING).step
            outcomes = [outcome for outcome in checklist.outcomes(step) if outcome != "solved"]
            if not outcomes:
                break
            case = case.record(answered(step, chance.choice(outcomes)))
        for step in other_steps(checklist, case, EVERYTHING)[:-1]:
            shares = expected_shares(checklist, case, step)
            assert sum(shares.values()) == pytest.approx(1)
            assert all(0 <= share <= 1 for share in shares.values())


def test_every_outcome_has_a_share_and_an_action_that_may_be_impossible_has_one_more(checklist: Checklist) -> None:
    case = record(begin(), *SAID)
    for name, question in checklist.questions.items():
        if case.context in question.contexts:
            assert tuple(expected_shares(checklist, case, name)) == question.answers
    for name, action in checklist.actions.items():
        if case.context in action.contexts:
            more = {CANNOT} if action.cannot else set()
            assert set(expected_shares(checklist, case, name)) == {"solved", "failed"} | more


def test_the_hand_over_has_no_outcome_to_expect(checklist: Checklist) -> None:
    assert expected_shares(checklist, begin(), "handoff") == {}


def test_whoever_has_said_that_it_can_be_done_is_not_expected_to_say_otherwise(checklist: Checklist) -> None:
    action = next(one for one in checklist.actions.values() if one.cannot and "sms" in one.contexts)
    assert action.cannot is not None
    question = checklist.questions[action.cannot.question]
    other = next(answer for answer in question.answers if answer != action.cannot.answer)
    assert expected_shares(checklist, begin(), action.id)[CANNOT] > 0
    assert expected_shares(checklist, record(begin(), answered(question.id, other)), action.id)[CANNOT] == 0


def test_shares_know_no_more_than_their_audience(checklist: Checklist) -> None:
    case = record(begin(audience=PUBLIC), *SAID)
    hidden = case.record(observed("delivery_status", "bounced", HELPDESK))
    for step in other_steps(checklist, case, EVERYTHING):
        assert expected_shares(checklist, case, step) == expected_shares(checklist, hidden, step)


def test_what_is_weighed_at_once_is_what_is_decided_and_offered_one_by_one(checklist: Checklist) -> None:
    case = record(begin(), *SAID, skipped("can_open_contact"))
    weighed = weigh(checklist, case, EVERYTHING)
    assert weighed.decision == decide(checklist, case, EVERYTHING)
    assert weighed.ranked == other_steps(checklist, case, EVERYTHING)
