"""What may be shown: nothing twice, nothing impossible here, nothing that uses a code before it is safe."""

import pytest

from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist, Condition
from secinfo_desktop.guide.offers import Guard, Offer, guard, offered
from secinfo_desktop.guide.progress import progress
from tests.guide.cases import EVERYTHING, NOTHING, answered, begin, own_case, record, skipped


def offer(checklist: Checklist, case: Case, capabilities: frozenset[str] = EVERYTHING, skips: int = 0) -> Offer:
    return offered(checklist, progress(checklist, case), capabilities, skips=skips)


def test_at_first_only_questions_and_securing_the_account_are_offered(checklist: Checklist) -> None:
    assert offer(checklist, begin()).actions == ("secure_account",)
    assert "asked_for_code" in offer(checklist, begin()).questions


def test_who_asked_for_the_code_is_offered_everything_of_the_context(checklist: Checklist) -> None:
    steps = offer(checklist, own_case("sms")).steps
    assert {"unblock_senders", "call_instead", "replace_all_info"} <= set(steps)
    assert {"look_in_junk", "which_mailbox", "asked_for_code"} & set(steps) == set()


def test_who_did_not_ask_for_it_is_offered_one_step(checklist: Checklist) -> None:
    case = begin().record(answered("asked_for_code", "no"))
    assert offer(checklist, case).steps == ("secure_account",)


@pytest.mark.parametrize(("answer", "state"), [(None, Guard.UNKNOWN), ("yes", Guard.SAFE), ("no", Guard.STRANGER)])
def test_the_guard_follows_the_security_question(checklist: Checklist, answer: str | None, state: Guard) -> None:
    case = begin() if answer is None else begin().record(answered("asked_for_code", answer))
    assert guard(checklist, progress(checklist, case)) is state


def test_what_is_needed_must_be_there(checklist: Checklist) -> None:
    needing = {"use_recovery_code", "replace_all_info", "call_instead", "use_other_contact"}
    assert needing <= set(offer(checklist, own_case()).actions)
    assert needing & set(offer(checklist, own_case(), NOTHING).actions) == set()


def test_a_short_cut_is_open_to_those_only_who_say_that_they_have_it(checklist: Checklist) -> None:
    def offer_after(*answers: str) -> Offer:
        asked = begin().record(answered("asked_for_code", "yes"))
        return offer(checklist, record(asked, *(answered("signed_in_elsewhere", answer) for answer in answers)))

    assert "use_signed_in_device" not in offer_after().steps
    assert offer_after().closed["use_signed_in_device"] == Condition("signed_in_elsewhere", "yes")
    assert "use_signed_in_device" in offer_after("yes").actions
    assert "use_signed_in_device" not in (*offer_after("no").steps, *offer_after("no").closed)


def test_nothing_opens_by_a_question_that_is_not_asked_any_more(checklist: Checklist) -> None:
    skipping = begin().record(answered("asked_for_code", "yes")).record(skipped("signed_in_elsewhere"))
    assert "use_signed_in_device" not in offer(checklist, skipping).closed


def test_a_step_is_offered_once(checklist: Checklist) -> None:
    case = record(own_case(), answered("mask_matches", "yes"), answered("restore_signal", "failed"))
    assert {"mask_matches", "restore_signal"} & set(offer(checklist, case).steps) == set()


def test_a_skipped_step_is_kept_for_later(checklist: Checklist) -> None:
    once = own_case().record(skipped("filter_is_on"))
    assert "filter_is_on" not in offer(checklist, once).steps
    assert "filter_is_on" not in offer(checklist, once, skips=1).steps, "it was left out just now"
    later = once.record(answered("mask_matches", "yes"))
    assert "filter_is_on" not in offer(checklist, later).steps
    assert "filter_is_on" in offer(checklist, later, skips=1).steps
    assert "filter_is_on" not in offer(checklist, later.record(skipped("filter_is_on")), skips=1).steps


def test_who_cannot_open_the_mail_is_not_sent_there(checklist: Checklist) -> None:
    case = own_case("email")
    assert "look_in_junk" in offer(checklist, case).actions
    assert "look_in_junk" not in offer(checklist, case.record(answered("can_open_contact", "no"))).actions
    assert "look_in_junk" in offer(checklist, case.record(answered("can_open_contact", "yes"))).actions
