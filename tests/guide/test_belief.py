"""Belief: what speaks for a cause raises it, and what was taken back leaves no trace, to the last bit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.belief import believe
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.events import ContextChanged
from tests.guide.cases import (
    HELPDESK,
    PUBLIC,
    answered,
    begin,
    contexts,
    observed,
    outcomes,
    possible,
    record,
    retracted,
    skipped,
)
from tests.helpers.clock import START


def posterior(checklist: Checklist, case: Case, audience: Disclosure = PUBLIC) -> dict[str, float]:
    return believe(checklist, case, audience).posterior()


def test_at_first_the_shares_of_the_file_are_believed(checklist: Checklist) -> None:
    believed = posterior(checklist, begin("email"))
    assert max(believed, key=believed.__getitem__) == "junk"
    assert all(0 < chance < 1 for chance in believed.values())


def test_an_answer_raises_the_cause_that_it_speaks_for(checklist: Checklist) -> None:
    case = begin("sms")
    before, after = posterior(checklist, case), posterior(checklist, case.record(answered("filter_is_on", "yes")))
    assert after["blocked_sender"] > 2 * before["blocked_sender"]
    assert after["old_number"] < before["old_number"]


def test_a_failed_action_lowers_what_it_would_have_cured(checklist: Checklist) -> None:
    case = begin("email")
    assert (
        posterior(checklist, case.record(answered("look_in_junk", "failed")))["junk"]
        < posterior(checklist, case)["junk"] / 3
    )


def test_a_failed_action_leaves_the_second_cause(checklist: Checklist) -> None:
    believed = believe(checklist, begin("email").record(answered("look_in_junk", "failed")), PUBLIC)
    chances = dict(zip(believed.tables.sets, believed.chances, strict=True))
    untouched = believe(checklist, begin("email"), PUBLIC)
    before = dict(zip(untouched.tables.sets, untouched.chances, strict=True))
    assert chances["junk", "cross_account"] < before["junk", "cross_account"]
    assert chances["cross_account",] > before["cross_account",]


def test_a_solving_action_leaves_only_what_it_cures(checklist: Checklist) -> None:
    believed = posterior(checklist, begin("email").record(answered("look_in_junk", "solved")))
    assert believed["junk"] == pytest.approx(1)


def test_an_action_after_which_the_case_went_on_has_not_solved_it(checklist: Checklist) -> None:
    went_on = record(begin("email"), answered("look_in_junk", "solved"), answered("code_refused", "none"))
    failed = record(begin("email"), answered("look_in_junk", "failed"), answered("code_refused", "none"))
    assert posterior(checklist, went_on) == posterior(checklist, failed)


def test_every_action_may_seem_to_solve_one_after_the_other(checklist: Checklist) -> None:
    case = record(begin("email"), *(answered(step, "solved") for step in checklist.actions))
    assert sum(believe(checklist, case, PUBLIC).chances) == pytest.approx(1)


def test_skipping_says_nothing(checklist: Checklist) -> None:
    assert posterior(checklist, begin().record(skipped("filter_is_on"))) == posterior(checklist, begin())


def test_evidence_is_believed_by_whom_it_is_known_to(checklist: Checklist) -> None:
    case = begin().record(observed("line_type", "fixed_or_voip"))
    assert posterior(checklist, case)["landline"] > 0.3


def test_evidence_that_the_checklist_holds_back_is_not_believed_however_it_was_recorded(checklist: Checklist) -> None:
    case = begin().record(observed("info_age", "over_2y", PUBLIC))
    assert posterior(checklist, case) == posterior(checklist, begin())
    assert posterior(checklist, case, HELPDESK) != posterior(checklist, begin(), HELPDESK)


def test_unknown_evidence_says_nothing(checklist: Checklist) -> None:
    case = record(begin(), observed("requests", "seven"), observed("moon", "full"), observed("same_provider", "yes"))
    assert posterior(checklist, case) == posterior(checklist, begin())


def test_another_contact_starts_anew_but_for_the_account(checklist: Checklist) -> None:
    email = ContextChanged(START, "email")
    case = record(begin("sms"), answered("mask_matches", "no"), observed("requests", "many"), email)
    assert posterior(checklist, case) == posterior(checklist, begin("email"))


@given(data=st.data(), context=contexts())
def test_taking_back_equals_never_having_answered(checklist: Checklist, data: st.DataObject, context: str) -> None:
    said = data.draw(outcomes(checklist, context))
    case = record(begin(context), *said)
    untouched = {one.step for one in said}
    extra = data.draw(outcomes(checklist, context).map(lambda ones: [one for one in ones if one.step not in untouched]))
    case_with_extra = record(case, *extra)
    undone = record(case_with_extra, *(retracted(one.step) for one in data.draw(st.permutations(extra))))
    assert posterior(checklist, undone) == posterior(checklist, case)


@given(data=st.data(), context=contexts())
def test_correcting_equals_having_answered_so_at_once(checklist: Checklist, data: st.DataObject, context: str) -> None:
    said = data.draw(outcomes(checklist, context).filter(bool))
    place = data.draw(st.integers(0, len(said) - 1))
    other = answered(said[place].step, data.draw(st.sampled_from(possible(checklist, said[place].step))))
    corrected = record(begin(context), *said, other)
    at_once = record(begin(context), *said[:place], other, *said[place + 1 :])
    assert posterior(checklist, corrected) == posterior(checklist, at_once)


@given(data=st.data(), context=contexts())
def test_chances_add_up_whatever_was_said(checklist: Checklist, data: st.DataObject, context: str) -> None:
    case = record(begin(context), *data.draw(outcomes(checklist, context, most=20)))
    chances = believe(checklist, case, PUBLIC).chances
    assert sum(chances) == pytest.approx(1)
    assert min(chances) >= 0
