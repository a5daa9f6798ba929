"""The recovery flow of the service: what is answered, to whom, and what follows from it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.ports import Plan
from secinfo_desktop.backend.services.records import Sending
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.store.flows import SqlFlows
from secinfo_desktop.domain.codes import LONGEST_FLOW, TAG_LETTERS
from secinfo_desktop.domain.consequences import REMOVAL_HOLD
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.failures import Failure
from tests.helpers.service_bench import (
    MAIL,
    NAME,
    NEW_PASSWORD,
    OTHER_MAIL_OF_THAT_MASK,
    OTHER_PHONE_OF_THAT_MASK,
    PHONE,
    ServiceBench,
    refusal,
    wait_of,
    wrong,
)


def test_contacts_leave_the_service_masked(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    assert [contact.mask for contact in flow.contacts] == ["•••••••• 41", "ma••••••@example.com"]


@pytest.mark.parametrize("name", [NAME, " MARA@example.org ", "ｍａｒａ@example.org"])
def test_an_account_is_found_however_its_name_is_written(bench: ServiceBench, name: str) -> None:
    assert len(bench.open_flow(name).contacts) == 2


def test_an_unknown_account_is_said_to_be_unknown(bench: ServiceBench) -> None:
    assert refusal(bench.open_flow, "nobody@example.org") is Failure.UNKNOWN_ACCOUNT


def test_another_purpose_is_a_bad_request(bench: ServiceBench) -> None:
    assert refusal(bench.recovery.open_flow, NAME, "spy") is Failure.BAD_REQUEST


def test_contacts_that_nothing_leads_to_are_not_offered(bench: ServiceBench) -> None:
    by_mail_only = bench.with_store(bench.store, channels=frozenset({Channel.EMAIL}))
    assert [contact.channel for contact in by_mail_only.open_flow(NAME).contacts] == [Channel.EMAIL]


def test_the_code_that_came_is_accepted(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    asked = bench.ask(flow)
    assert (asked.number, asked.channel, asked.ends_at - asked.now) == (1, Channel.SMS, timedelta(minutes=10))
    assert set(asked.tag) <= set(TAG_LETTERS)
    assert asked.tag in bench.way_out.letters[-1].text
    bench.give(flow, bench.newest_code())
    assert bench.recovery.status(flow.handle).proven


def test_the_status_tells_once_more_what_the_flow_was_told(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    assert (bench.recovery.status(flow.handle).contacts, bench.recovery.status(flow.handle).code) == (
        flow.contacts,
        None,
    )
    asked = bench.ask(flow)
    code = bench.recovery.status(flow.handle).code
    assert code is not None
    assert (code.contact_id, code.tag, code.channel) == (flow.contacts[0].id, asked.tag, asked.channel)
    assert (code.asked_at, code.ends_at) == (asked.now, asked.ends_at)


def test_the_status_tells_the_same_of_a_wrong_contact(bench: ServiceBench) -> None:
    right, wrong = bench.open_flow(), bench.open_flow()
    bench.ask(right)
    bench.clock.advance(minutes=5)
    bench.ask(wrong, "+49 171 4455641")
    told, other = bench.recovery.status(right.handle), bench.recovery.status(wrong.handle)
    assert told.contacts == other.contacts
    assert told.code is not None
    assert other.code is not None
    assert told.code.contact_id == other.code.contact_id
    assert (other.code.ends_at - other.code.asked_at) == (told.code.ends_at - told.code.asked_at)


def test_a_code_is_taken_out_of_a_pasted_message(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow, MAIL, 1)
    code = bench.newest_code()
    bench.give(flow, f"{code[:3]} {code[3:]}\n")
    assert bench.recovery.status(flow.handle).proven


@pytest.mark.parametrize(
    ("place", "typed", "failure"),
    [
        (0, "not a number", Failure.NUMBER_INVALID),
        (0, "+49 171 3920042", Failure.CONTRADICTS_MASK),
        (1, "not an address", Failure.ADDRESS_INVALID),
        (1, "jo.post@example.com", Failure.CONTRADICTS_MASK),
        (1, "mara.post@example.net", Failure.CONTRADICTS_MASK),
    ],
)
def test_what_everybody_can_see_to_be_wrong_is_said_and_counts_nothing(
    bench: ServiceBench, place: int, typed: str, failure: Failure
) -> None:
    flow = bench.open_flow()
    assert refusal(bench.ask, flow, typed, place) is failure
    assert bench.recovery.status(flow.handle).asked == 0


@pytest.mark.parametrize(
    ("place", "right", "other"), [(0, PHONE, OTHER_PHONE_OF_THAT_MASK), (1, MAIL, OTHER_MAIL_OF_THAT_MASK)]
)
def test_a_wrong_contact_is_answered_like_the_right_one_and_gets_nothing(
    bench: ServiceBench, place: int, right: str, other: str
) -> None:
    told_wrong = bench.ask(bench.open_flow(), other, place)
    bench.next_hour()
    told_right = bench.ask(bench.open_flow(), right, place)
    assert told_wrong.channel is told_right.channel
    assert told_wrong.ends_at - told_wrong.now == told_right.ends_at - told_right.now
    assert told_wrong.allowance.next_at - told_wrong.now == told_right.allowance.next_at - told_right.now
    assert told_wrong.number == told_right.number
    assert told_wrong.allowance.left == told_right.allowance.left
    assert len(bench.way_out.letters) == 1


def test_a_wrong_contact_counts_against_the_limits_of_the_right_one(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow, OTHER_PHONE_OF_THAT_MASK)
    assert refusal(bench.ask, flow, PHONE) is Failure.TOO_SOON
    assert wait_of(bench.ask, flow, PHONE) == timedelta(seconds=60)


def test_no_guess_opens_a_flow_whose_code_was_never_sent(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow, OTHER_PHONE_OF_THAT_MASK)
    bench.clock.advance(seconds=61)
    bench.ask(flow, PHONE)
    code = bench.newest_code()
    bench.next_hour()
    silent = bench.open_flow()
    bench.ask(silent, OTHER_PHONE_OF_THAT_MASK)
    assert refusal(bench.give, silent, code) is Failure.CODE_WRONG


def test_a_corrected_contact_gets_the_code_of_the_same_request(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    told_wrong = bench.ask(flow, OTHER_PHONE_OF_THAT_MASK)
    bench.clock.advance(seconds=61)
    told_right = bench.ask(flow, PHONE)
    assert told_right.tag == told_wrong.tag
    bench.give(flow, bench.newest_code())
    assert bench.recovery.status(flow.handle).proven


def test_asking_again_goes_where_the_last_typing_led(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow, OTHER_PHONE_OF_THAT_MASK)
    bench.clock.advance(seconds=61)
    bench.ask(flow, None)
    assert bench.way_out.letters == []


def test_asking_again_before_anything_was_typed_is_a_bad_request(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    assert refusal(bench.ask, flow, None) is Failure.BAD_REQUEST


def test_a_contact_of_somebody_else_is_unknown(bench: ServiceBench) -> None:
    stranger = bench.add_account("ben@example.org", phone="+49 171 3920063", mail="ben@example.com")
    flow = bench.open_flow()
    foreign = stranger.contacts[0].id
    assert refusal(bench.recovery.send_code, flow.handle, foreign, PHONE) is Failure.UNKNOWN_CONTACT


def test_a_flow_ends_after_an_hour(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.clock.advance(seconds=LONGEST_FLOW.total_seconds() - 1)
    assert refusal(bench.recovery.status, flow.handle) is None
    bench.clock.advance(seconds=1)
    assert refusal(bench.recovery.status, flow.handle) is Failure.FLOW_ENDED


def test_no_code_outlives_its_flow_and_its_message_says_so(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.clock.advance(minutes=55)
    assert bench.ask(flow, MAIL, 1).ends_at == flow.ends_at
    assert "5 minutes" in bench.way_out.letters[-1].text
    assert "30 minutes" not in bench.way_out.letters[-1].text


class Meanwhile(SqlFlows):
    """Lets somebody use up the guesses of a flow between the first look at it and the transaction that sends."""

    def ask_for_code(
        self,
        flow_id: str,
        destination: str,
        since: datetime,
        plan: Plan,
        others: Sequence[str] = (),
        event: AuditEvent | None = None,
    ) -> Sending:
        """Guess, then ask."""
        while self.count_guess(flow_id) is not None:
            continue
        return super().ask_for_code(flow_id, destination, since, plan, others, event)


def test_no_code_is_sent_for_a_flow_whose_guesses_were_used_up_meanwhile(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    meanwhile = replace(bench.surroundings(bench.store), flows=Meanwhile(bench.store.database))
    recovery = Recovery(meanwhile, lambda: None)
    assert refusal(recovery.send_code, flow.handle, flow.contacts[0].id, PHONE) is Failure.FLOW_ENDED


def test_an_unknown_handle_is_a_flow_that_has_ended(bench: ServiceBench) -> None:
    assert refusal(bench.recovery.status, "no such handle") is Failure.FLOW_ENDED


def test_what_is_no_code_costs_no_guess(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    for _ in range(10):
        assert refusal(bench.give, flow, "hello") is Failure.NOT_A_CODE
    bench.give(flow, bench.newest_code())


def test_five_guesses_are_compared_and_no_more(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    code = bench.newest_code()
    for by in range(1, 6):
        assert refusal(bench.give, flow, wrong(code, by)) is Failure.CODE_WRONG
    assert refusal(bench.give, flow, code) is Failure.TOO_MANY_GUESSES
    assert refusal(bench.ask, flow, None) is Failure.FLOW_ENDED


def test_a_repeat_does_not_give_new_guesses(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    code = bench.newest_code()
    for by in range(1, 5):
        refusal(bench.give, flow, wrong(code, by))
    bench.clock.advance(minutes=6)
    bench.ask(flow, None)
    assert refusal(bench.give, flow, wrong(code, 7)) is Failure.CODE_WRONG
    assert refusal(bench.give, flow, bench.newest_code()) is Failure.TOO_MANY_GUESSES


def test_a_used_code_is_told_apart(bench: ServiceBench) -> None:
    flow = bench.proven_flow()
    assert refusal(bench.give, flow, bench.newest_code()) is Failure.CODE_USED


@pytest.mark.parametrize(
    ("seconds", "failure"), [(599, None), (600, Failure.CODE_EXPIRED), (601, Failure.CODE_EXPIRED)]
)
def test_a_code_by_text_lives_ten_minutes(bench: ServiceBench, seconds: int, failure: Failure | None) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    bench.clock.advance(seconds=seconds)
    assert refusal(bench.give, flow, bench.newest_code()) is failure


def test_a_clock_that_is_put_right_by_a_minute_ends_nothing(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    bench.clock.advance(seconds=-60)
    bench.give(flow, bench.newest_code())


def test_a_clock_that_ran_back_does_not_make_a_code_live_longer(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    bench.clock.advance(hours=-1)
    assert refusal(bench.give, flow, bench.newest_code()) is Failure.FLOW_ENDED


def test_a_repeat_has_the_same_code_tag_and_end(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    first = bench.ask(flow)
    code = bench.newest_code()
    bench.clock.advance(minutes=5)
    again = bench.ask(flow, None)
    assert (again.tag, again.ends_at, again.number) == (first.tag, first.ends_at, 2)
    assert bench.newest_code() == code
    assert bench.way_out.letters[0].message_id != bench.way_out.letters[1].message_id


def test_past_half_of_its_life_a_new_code_is_sent_and_the_old_stays_valid(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    first = bench.ask(flow)
    old = bench.newest_code()
    bench.clock.advance(minutes=5, seconds=1)
    second = bench.ask(flow, None)
    assert second.tag != first.tag
    assert bench.newest_code() != old
    bench.give(flow, old)
    assert bench.recovery.status(flow.handle).proven


def test_b26_the_third_code_supersedes_the_first(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow, MAIL, 1)
    first = bench.newest_code()
    for _ in range(2):
        bench.clock.advance(minutes=15, seconds=1)
        bench.ask(flow, None, 1)
    assert refusal(bench.give, flow, first) is Failure.CODE_SUPERSEDED


def test_codes_of_two_contacts_live_in_one_flow(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    by_text = bench.newest_code()
    bench.ask(flow, MAIL, 1)
    assert len(bench.way_out.letters) == 2
    bench.give(flow, by_text)


def test_a_code_is_worth_nothing_in_another_flow(bench: ServiceBench) -> None:
    flow, other = bench.open_flow(), bench.open_flow()
    bench.ask(flow)
    code = bench.newest_code()
    bench.clock.advance(seconds=61)
    bench.ask(other)
    assert refusal(bench.give, other, code) is Failure.CODE_WRONG
    bench.give(flow, code)


def test_no_password_without_a_code(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    assert refusal(bench.recovery.set_password, flow.handle, NEW_PASSWORD) is Failure.NOT_PROVEN


@pytest.mark.parametrize(
    ("password", "failure"),
    [
        ("fourteen signs", Failure.PASSWORD_SHORT),
        ("x" * 257, Failure.PASSWORD_LONG),
        ("passwordpassword", Failure.PASSWORD_COMMON),
        ("mara mara mara mara", Failure.PASSWORD_HAS_NAME),
    ],
)
def test_a_password_that_can_be_guessed_is_refused_and_may_be_tried_again(
    bench: ServiceBench, password: str, failure: Failure
) -> None:
    flow = bench.proven_flow()
    assert refusal(bench.recovery.set_password, flow.handle, password) is failure
    assert refusal(bench.recovery.set_password, flow.handle, NEW_PASSWORD) is None


def test_a_new_password_ends_everything_else_and_tells_every_contact(bench: ServiceBench) -> None:
    other, flow = bench.open_flow(), bench.proven_flow()
    bench.way_out.letters.clear()
    done = bench.recovery.set_password(flow.handle, NEW_PASSWORD)
    assert (done.sessions_ended, done.contacts_told) == (2, 2)
    assert done.removal_held_until == bench.clock() + REMOVAL_HOLD
    assert {letter.channel for letter in bench.way_out.letters} == {Channel.SMS, Channel.EMAIL}
    for ended in (flow, other):
        assert refusal(bench.recovery.status, ended.handle) is Failure.FLOW_ENDED


def test_b3_a_code_to_the_contact_that_was_chosen_leads_back_in(bench: ServiceBench) -> None:
    """It goes there and nowhere else; who gives it back sets a new password, and signs in with it."""
    flow = bench.open_flow()
    bench.ask(flow, MAIL, 1)
    assert [letter.destination for letter in bench.way_out.letters] == [MAIL]
    bench.give(flow, bench.newest_code())
    bench.recovery.set_password(flow.handle, NEW_PASSWORD)
    assert refusal(bench.sign_in().sign_in, NAME, NEW_PASSWORD, "desk") is None
    assert refusal(bench.sign_in().sign_in, NAME, "another one", "desk") is Failure.SIGN_IN_WRONG


def test_a_password_is_set_once(bench: ServiceBench) -> None:
    flow = bench.proven_flow()
    bench.recovery.set_password(flow.handle, NEW_PASSWORD)
    again = refusal(bench.recovery.set_password, flow.handle, NEW_PASSWORD)
    assert again is Failure.FLOW_ENDED


def test_the_public_hears_of_requests_and_never_of_deliveries(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    assert bench.recovery.status(flow.handle).evidence == ()
    bench.ask(flow)
    (found,) = bench.recovery.status(flow.handle).evidence
    assert (found.id, found.value) == ("requests", "one")
