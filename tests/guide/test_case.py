"""The log is the state: what is added to it changes what stands, and nothing is ever lost."""

import pytest

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.case import Entry
from secinfo_desktop.guide.events import CaseError, Closed, ContextChanged, Happened, Happening, StepShown
from tests.guide.cases import (
    HELPDESK,
    KNOWN_DEVICE,
    PUBLIC,
    answered,
    begin,
    observed,
    record,
    retracted,
    skipped,
)
from tests.helpers.clock import START

EMAIL = ContextChanged(START, "email")
CLOSED = Closed(START, Outcome.GOT_IN)


def shown(step: str) -> StepShown:
    return StepShown(START, step, PUBLIC)


def test_recording_leaves_the_case_before_as_it_was() -> None:
    before = begin()
    assert before.record(answered("mask_matches", "yes")) != before
    assert before.entries() == ()


def test_a_case_knows_its_context_and_audience() -> None:
    case = begin("sms", KNOWN_DEVICE)
    assert (case.context, case.audience) == ("sms", KNOWN_DEVICE)
    assert case.record(EMAIL).context == "email"


def test_entries_stand_in_the_order_of_the_log() -> None:
    case = record(begin(), answered("mask_matches", "yes", 12.0), skipped("filter_is_on"))
    assert case.entries() == (
        Entry("mask_matches", "yes", 12.0),
        Entry("filter_is_on", None, skips=1),
    )


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    case = record(
        begin(), answered("mask_matches", "yes"), answered("code_refused", "none"), answered("mask_matches", "no")
    )
    assert [(entry.step, entry.outcome) for entry in case.entries()] == [
        ("mask_matches", "no"),
        ("code_refused", "none"),
    ]


def test_an_answer_after_a_skip_counts_from_when_it_was_given() -> None:
    case = record(begin(), skipped("mask_matches"), answered("code_refused", "none"), answered("mask_matches", "no"))
    assert [entry.step for entry in case.entries()] == ["code_refused", "mask_matches"]


def test_skips_are_counted() -> None:
    case = record(begin(), skipped("mask_matches"), skipped("mask_matches"))
    assert case.entries() == (Entry("mask_matches", None, skips=2),)


def test_a_retraction_takes_the_whole_entry_back() -> None:
    case = record(begin(), answered("mask_matches", "yes"), answered("mask_matches", "no"), retracted("mask_matches"))
    assert case.entries() == ()
    assert record(begin(), skipped("filter_is_on"), retracted("filter_is_on")).entries() == ()


def test_what_never_stood_cannot_be_taken_back() -> None:
    with pytest.raises(CaseError):
        begin().record(retracted("mask_matches"))
    with pytest.raises(CaseError):
        record(begin(), answered("mask_matches", "yes"), retracted("mask_matches"), retracted("mask_matches"))


def test_back_is_what_was_recorded_last() -> None:
    case = record(begin(), answered("mask_matches", "yes"), skipped("filter_is_on"))
    assert case.back() == "filter_is_on"
    assert case.record(answered("mask_matches", "no")).back() == "mask_matches"
    assert begin().back() is None


def test_back_does_not_lead_to_the_contact_before() -> None:
    assert record(begin(), answered("mask_matches", "yes"), EMAIL).back() is None


def test_the_shown_step_is_shown_until_something_comes_of_it() -> None:
    case = begin().record(shown("mask_matches"))
    assert case.shown == "mask_matches"
    assert case.record(answered("code_refused", "none")).shown == "mask_matches"
    assert case.record(answered("mask_matches", "yes")).shown is None
    assert case.record(skipped("mask_matches")).shown is None
    assert case.record(shown("filter_is_on")).shown == "filter_is_on"


def test_a_step_that_an_agent_was_shown_is_not_shown_to_the_public() -> None:
    agent = StepShown(START, "free_mailbox_space", HELPDESK)
    assert record(begin("email", PUBLIC), shown("mask_matches"), agent).shown == "mask_matches"
    assert record(begin("email", HELPDESK), shown("mask_matches"), agent).shown == "free_mailbox_space"


def test_evidence_is_seen_by_whom_it_may_be() -> None:
    case = record(
        begin(),
        observed("requests", "one"),
        observed("delivery_status", "bounced", KNOWN_DEVICE),
        observed("info_age", "recent", HELPDESK),
    )
    assert set(case.evidence(PUBLIC)) == {"requests"}
    assert set(case.evidence(KNOWN_DEVICE)) == {"requests", "delivery_status"}
    assert set(case.evidence(HELPDESK)) == {"requests", "delivery_status", "info_age"}


def test_a_hidden_value_does_not_hide_the_public_one() -> None:
    case = record(begin(), observed("requests", "one"), observed("requests", "many", HELPDESK))
    assert case.evidence(PUBLIC) == {"requests": "one"}
    assert case.evidence(HELPDESK) == {"requests": "many"}


def test_evidence_about_the_contact_before_counts_no_more() -> None:
    case = record(begin(), observed("line_type", "mobile"), EMAIL, observed("same_provider", "yes"))
    assert case.evidence(PUBLIC) == {"same_provider": "yes"}


def test_the_same_step_can_be_answered_for_each_contact() -> None:
    case = record(begin(), answered("mask_matches", "yes"), EMAIL, answered("mask_matches", "no"))
    assert [(entry.outcome, entry.contact) for entry in case.entries()] == [("yes", 0), ("no", 1)]
    assert case.record(retracted("mask_matches")).entries() == (Entry("mask_matches", "yes"),)


def test_the_time_line_holds_what_stands_and_may_be_seen() -> None:
    asked = Happened(START, Happening.CODE_ASKED, PUBLIC, "sms")
    sent = Happened(START, Happening.CODE_ASKED, KNOWN_DEVICE)
    yes, no = answered("mask_matches", "yes"), answered("mask_matches", "no")
    case = record(begin(), asked, sent, yes, skipped("filter_is_on"), no)
    assert case.timeline(PUBLIC) == (asked, no)
    assert case.timeline(KNOWN_DEVICE) == (asked, sent, no)


def test_nothing_follows_the_end() -> None:
    case = begin().record(CLOSED)
    assert case.is_closed
    with pytest.raises(CaseError):
        case.record(answered("mask_matches", "yes"))


def test_a_case_is_opened_once() -> None:
    with pytest.raises(CaseError):
        begin().record(begin().opened)
