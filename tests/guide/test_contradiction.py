"""Answers that do not fit together: the most doubtful one is asked again, once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.contradiction import contradiction
from secinfo_desktop.guide.events import StepShown
from tests.guide.cases import HELPDESK, PUBLIC, answered, begin, observed, record
from tests.helpers.clock import START

YES = answered("asked_for_code", "yes")


def test_answers_that_fit_are_left_alone(checklist: Checklist) -> None:
    case = record(begin(), YES, answered("mask_matches", "no"), answered("can_open_contact", "no"))
    assert contradiction(checklist, case, PUBLIC) is None
    assert contradiction(checklist, begin(), PUBLIC) is None


def test_a_contact_that_is_theirs_and_not_theirs_is_asked_about_again(checklist: Checklist) -> None:
    case = record(begin("email"), YES, answered("which_mailbox", "other"), answered("can_open_contact", "no"))
    assert contradiction(checklist, case, PUBLIC) is None
    found = contradiction(checklist, case.record(answered("mask_matches", "yes")), PUBLIC)
    assert found is not None
    assert found.ask_again == "mask_matches"


def test_who_means_it_is_not_asked_a_third_time(checklist: Checklist) -> None:
    said = [answered("which_mailbox", "other"), answered("can_open_contact", "no"), answered("mask_matches", "yes")]
    case = record(begin("email"), YES, *said)
    found = contradiction(checklist, case, PUBLIC)
    assert found is not None
    again = next(one for one in said if one.step == found.ask_again)
    later = contradiction(checklist, case.record(again), PUBLIC)
    assert later is None or later.ask_again != found.ask_again


def test_what_the_public_may_not_know_raises_no_doubt(checklist: Checklist) -> None:
    case = record(begin(), YES, answered("other_texts_arrive", "yes"), answered("mask_matches", "yes"))
    hidden = case.record(observed("delivery_status", "bounced", HELPDESK))
    assert contradiction(checklist, hidden, PUBLIC) == contradiction(checklist, case, PUBLIC)


def test_who_asked_for_the_code_is_never_doubted(checklist: Checklist) -> None:
    case = record(begin(), answered("asked_for_code", "no"), answered("mask_matches", "no"))
    found = contradiction(checklist, case, PUBLIC)
    assert found is None or found.ask_again != "asked_for_code"


def test_what_an_answer_fits_with_least_is_named(checklist: Checklist) -> None:
    said = [answered("which_mailbox", "other"), answered("can_open_contact", "no"), answered("mask_matches", "yes")]
    found = contradiction(checklist, record(begin("email"), YES, *said), PUBLIC)
    assert found is not None
    assert found.against == "can_open_contact"


def test_neither_of_two_answers_is_asked_about_again_once_one_was_shown_again(checklist: Checklist) -> None:
    said = [answered("which_mailbox", "other"), answered("can_open_contact", "no"), answered("mask_matches", "yes")]
    case = record(begin("email"), YES, *said)
    found = contradiction(checklist, case, PUBLIC)
    assert found is not None
    pair = {found.ask_again, found.against}
    later = contradiction(checklist, case.record(StepShown(START, found.ask_again, PUBLIC)), PUBLIC)
    assert later is None or {later.ask_again, later.against} != pair


def test_what_must_not_be_asked_again_is_not(checklist: Checklist) -> None:
    said = [answered("which_mailbox", "other"), answered("can_open_contact", "no"), answered("mask_matches", "yes")]
    case = record(begin("email"), YES, *said)
    found = contradiction(checklist, case, PUBLIC, never=frozenset({"mask_matches"}))
    assert found is None or found.ask_again != "mask_matches"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_however_somebody_answers_no_two_answers_are_doubted_twice(checklist: Checklist, data: st.DataObject) -> None:
    case = record(begin("email"), YES)
    asked: list[frozenset[str]] = []
    for step in ("which_mailbox", "can_open_contact", "mask_matches", "account_is_right", "code_refused"):
        case = case.record(answered(step, data.draw(st.sampled_from(checklist.outcomes(step))), 10))
        while (found := contradiction(checklist, case, PUBLIC)) is not None:
            asked.append(frozenset({found.ask_again, found.against}))
            assert len(set(asked)) == len(asked)
            case = case.record(StepShown(START, found.ask_again, PUBLIC))
            if data.draw(st.booleans()):
                again = data.draw(st.sampled_from(checklist.outcomes(found.ask_again)))
                case = case.record(answered(found.ask_again, again, 10))
