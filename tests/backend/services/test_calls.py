"""A code by a voice call: the same code, tag, end and limits as by text, said by a voice; a row like any other."""

from datetime import timedelta

import pytest

from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.services.flow_answers import AskedCode, OpenedFlow
from secinfo_desktop.backend.services.records import QueuedMessage
from secinfo_desktop.backend.services.tokens import digest
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import Delivery, DeliveryState
from secinfo_desktop.domain.failures import Failure
from tests.helpers.service_bench import (
    MAIL,
    NEW_PASSWORD,
    OTHER_PHONE_OF_THAT_MASK,
    PHONE,
    ServiceBench,
    refusal,
)


def call(bench: ServiceBench, flow: OpenedFlow, typed: str | None = PHONE, place: int = 0) -> AskedCode:
    return bench.recovery.send_code(flow.handle, flow.contacts[place].id, typed, Channel.CALL)


def heard(bench: ServiceBench) -> str:
    """The digits that the newest call says first."""
    line = bench.way_out.letters[-1].text.splitlines()[1]
    return "".join(sign for sign in line if sign.isdigit())


def newest_row(bench: ServiceBench) -> QueuedMessage:
    row = bench.store.outbox.message(bench.way_out.letters[-1].id)
    assert row is not None
    return row


def test_a_code_that_was_asked_for_by_a_call_leads_in(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    asked = call(bench, flow)
    letter = bench.way_out.letters[-1]
    assert (asked.channel, letter.channel, letter.destination) == (Channel.CALL, Channel.CALL, "+491713920041")
    assert asked.ends_at - asked.now == timedelta(minutes=10)
    bench.give(flow, heard(bench))
    assert bench.recovery.set_password(flow.handle, NEW_PASSWORD).contacts_told == 2


def test_the_row_of_the_outbox_keeps_the_way(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    call(bench, flow)
    assert newest_row(bench).channel is Channel.CALL
    bench.next_hour()
    bench.ask(bench.open_flow())
    assert newest_row(bench).channel is Channel.SMS


def test_a_repeat_by_the_other_way_has_the_same_code_tag_and_end(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    written = bench.ask(flow)
    code = bench.newest_code()
    bench.clock.advance(seconds=61)
    spoken = call(bench, flow, None)
    assert (spoken.tag, spoken.ends_at, spoken.number) == (written.tag, written.ends_at, 2)
    assert heard(bench) == code


def test_calls_and_texts_to_one_number_have_the_same_limit(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    told = call(bench, flow)
    assert refusal(bench.ask, flow, None) is Failure.TOO_SOON
    assert refusal(call, bench, flow, None) is Failure.TOO_SOON
    bench.clock.advance(seconds=61)
    assert bench.ask(flow, None).allowance.left == told.allowance.left - 1


def test_an_address_can_not_be_called(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    assert refusal(call, bench, flow, MAIL, 1) is Failure.BAD_REQUEST
    assert refusal(bench.recovery.send_code, flow.handle, flow.contacts[1].id, MAIL, Channel.SMS) is Failure.BAD_REQUEST
    assert bench.way_out.letters == []


def test_a_service_without_calls_refuses_one(bench: ServiceBench) -> None:
    silent = bench.with_store(bench.store, channels=frozenset({Channel.SMS, Channel.EMAIL}))
    flow = silent.open_flow("mara@example.org")
    contact = flow.contacts[0].id
    assert refusal(silent.send_code, flow.handle, contact, PHONE, Channel.CALL) is Failure.BAD_REQUEST
    assert silent.send_code(flow.handle, contact, PHONE).channel is Channel.SMS


def test_a_wrong_number_is_answered_alike_and_nobody_is_called(bench: ServiceBench) -> None:
    told_right = call(bench, bench.open_flow())
    bench.next_hour()
    told_wrong = call(bench, bench.open_flow(), OTHER_PHONE_OF_THAT_MASK)
    assert (told_wrong.channel, told_wrong.number) == (told_right.channel, told_right.number)
    assert told_wrong.ends_at - told_wrong.now == told_right.ends_at - told_right.now
    assert len(bench.way_out.letters) == 1


def test_the_row_of_a_wrong_number_is_withheld_and_says_the_same_way(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    call(bench, flow, OTHER_PHONE_OF_THAT_MASK)
    of_flow = bench.store.flows.with_handle(digest(flow.handle))
    assert of_flow is not None
    assert bench.store.outbox.deliveries(of_flow.id) == (Delivery(DeliveryState.WITHHELD),)


@pytest.mark.parametrize("typed", [PHONE, OTHER_PHONE_OF_THAT_MASK])
def test_whoever_comes_back_is_told_the_way_that_was_asked_for_last(bench: ServiceBench, typed: str) -> None:
    """Right or wrong: it is kept with the code, not with what was sent."""
    flow, ways = bench.open_flow(), []
    for channel in (None, Channel.CALL, None):
        bench.recovery.send_code(flow.handle, flow.contacts[0].id, typed, channel)
        code = bench.recovery.status(flow.handle).code
        ways.append(code.channel if code else None)
        bench.clock.advance(minutes=2)
    assert ways == [Channel.SMS, Channel.CALL, Channel.SMS]


def test_a_voice_says_the_code_twice_sign_by_sign_and_that_staff_never_ask(bench: ServiceBench) -> None:
    asked = call(bench, bench.open_flow())
    text, code = bench.way_out.letters[-1].text, heard(bench)
    apart = f"{' '.join(code[:3])}, {' '.join(code[3:])}"
    assert text.count(apart) == 2
    assert code not in text
    assert f"tag is {' '.join(asked.tag)}." in text
    assert "Staff never ask for it." in text
    assert "It works for 10 minutes." in text


def test_the_notice_of_a_new_password_is_written_not_spoken(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    call(bench, flow)
    bench.give(flow, heard(bench))
    bench.way_out.letters.clear()
    bench.recovery.set_password(flow.handle, NEW_PASSWORD)
    assert {letter.channel for letter in bench.way_out.letters} == {Channel.SMS, Channel.EMAIL}


@pytest.mark.parametrize("channel", [None, Channel.CALL])
def test_the_audit_log_says_which_way(bench: ServiceBench, channel: Channel | None) -> None:
    flow = bench.open_flow()
    bench.recovery.send_code(flow.handle, flow.contacts[0].id, PHONE, channel)
    noted = [row.event for row in SqlAudit(bench.store.database, bench.keys.seal).rows()]
    assert [event.detail for event in noted if event.kind is AuditKind.CODE_ASKED] == [channel or "sms"]
