"""Every security event is noted with who, what and when, and nothing that is a secret or a contact."""

from collections.abc import Iterator

import pytest

from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.domain.codes import MOST_FAILED_IN_A_ROW, MOST_GUESSES
from secinfo_desktop.domain.failures import Failure
from tests.helpers.service_bench import MAIL, NAME, NEW_PASSWORD, PHONE, ServiceBench, refusal, wrong

PEER = "192.0.2.7"


def events(bench: ServiceBench) -> list[AuditEvent]:
    return [row.event for row in SqlAudit(bench.store.database, bench.keys.seal).rows()]


def kinds(bench: ServiceBench) -> list[AuditKind]:
    return [event.kind for event in events(bench)]


@pytest.fixture(autouse=True)
def whole(bench: ServiceBench) -> Iterator[None]:
    """Whatever happened, the log is whole."""
    yield
    assert SqlAudit(bench.store.database, bench.keys.seal).check().problem is None


def test_a_recovery_is_noted_from_its_beginning_to_its_end(bench: ServiceBench) -> None:
    recovery, account = bench.recovery, bench.store.accounts.named(NAME)
    assert account is not None
    opened = recovery.open_flow(NAME, peer=PEER)
    recovery.send_code(opened.handle, opened.contacts[1].id, MAIL, peer=PEER)
    code = bench.newest_code()
    refusal(recovery.give_code, opened.handle, wrong(code))
    recovery.give_code(opened.handle, code, peer=PEER)
    recovery.set_password(opened.handle, NEW_PASSWORD, peer=PEER)
    noted = events(bench)
    assert [(event.kind, event.detail) for event in noted] == [
        (AuditKind.FLOW_OPENED, "recover"),
        (AuditKind.CODE_ASKED, "email"),
        (AuditKind.CODE_REFUSED, "code_wrong"),
        (AuditKind.CODE_ACCEPTED, ""),
        (AuditKind.PASSWORD_SET, ""),
        (AuditKind.SESSIONS_ENDED, "2"),
        (AuditKind.DEVICES_REVOKED, "1"),
    ]
    assert {event.account_id for event in noted} == {account.id}
    assert len({event.peer for event in noted if event.peer is not None}) == 1


def test_nothing_in_the_log_is_a_secret_or_a_contact(bench: ServiceBench) -> None:
    opened = bench.recovery.open_flow(NAME, peer=PEER)
    bench.recovery.send_code(opened.handle, opened.contacts[0].id, PHONE, peer=PEER)
    bench.recovery.give_code(opened.handle, bench.newest_code(), peer=PEER)
    written = repr(events(bench))
    for canary in (NAME, PHONE, "3920041", MAIL, PEER, opened.handle, bench.newest_code()):
        assert canary not in written


def test_a_name_that_nobody_has_is_noted_without_it(bench: ServiceBench) -> None:
    refusal(bench.recovery.open_flow, "nobody@example.org")
    (event,) = events(bench)
    assert (event.kind, event.account_id, event.detail) == (AuditKind.FLOW_REFUSED, None, Failure.UNKNOWN_ACCOUNT)


def test_handles_and_sessions_that_are_none_are_noted_once_a_minute(bench: ServiceBench) -> None:
    sign_in = bench.sign_in()
    for number in range(5):
        refusal(bench.recovery.status, f"a guess {number}")
        refusal(sign_in.know_device, f"a guess {number}", "desk")
    assert [(event.kind, event.detail) for event in events(bench)] == [
        (AuditKind.FLOW_GONE, "flow_ended"),
        (AuditKind.SESSION_REFUSED, "not_signed_in"),
    ]


def test_requests_that_are_not_let_in_are_noted_once_a_minute_whoever_sends_them(bench: ServiceBench) -> None:
    auditor = bench.auditor(bench.store)
    for number in range(5):
        auditor.at_the_door(f"192.0.2.{number}", Failure.NOT_ALLOWED)
    bench.clock.advance(minutes=1)
    auditor.at_the_door("192.0.2.7", Failure.NOT_ALLOWED)
    assert [(event.kind, event.detail) for event in events(bench)] == [(AuditKind.DOOR_REFUSED, "not_allowed")] * 2


def test_a_limit_is_noted_once_a_minute_however_often_it_is_hit(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    for _ in range(20):
        assert refusal(bench.ask, flow) is Failure.TOO_SOON
    assert kinds(bench).count(AuditKind.CODE_NOT_SENT) == 1


def test_guesses_are_noted_one_by_one_and_the_contact_that_they_disable(bench: ServiceBench) -> None:
    for _ in range(MOST_FAILED_IN_A_ROW // MOST_GUESSES):
        flow = bench.open_flow()
        while refusal(bench.ask, flow) is not None:
            bench.next_hour()
            bench.clock.advance(hours=5)
            flow = bench.open_flow()
        for by in range(1, MOST_GUESSES + 1):
            refusal(bench.give, flow, wrong(bench.newest_code(), by))
    noted = kinds(bench)
    assert noted.count(AuditKind.CODE_REFUSED) == MOST_FAILED_IN_A_ROW - 1
    assert noted[-1] is AuditKind.CONTACT_DISABLED


def test_the_right_code_after_ninety_nine_wrong_ones_disables_nothing(bench: ServiceBench) -> None:
    flow = bench.open_flow()
    bench.ask(flow)
    bench.have_guessed_wrong(MOST_FAILED_IN_A_ROW - 1)
    bench.give(flow, bench.newest_code())
    assert kinds(bench)[-1] is AuditKind.CODE_ACCEPTED
    assert AuditKind.CONTACT_DISABLED not in kinds(bench)


def test_slips_of_the_hand_are_not_noted(bench: ServiceBench) -> None:
    recovery = bench.recovery
    flow = bench.open_flow()
    assert refusal(recovery.send_code, flow.handle, flow.contacts[0].id, "12") is Failure.NUMBER_INVALID
    assert refusal(recovery.give_code, flow.handle, "abc") is Failure.NOT_A_CODE
    assert kinds(bench) == [AuditKind.FLOW_OPENED]


def test_signing_in_and_making_a_computer_known_are_noted(bench: ServiceBench) -> None:
    bench.recovery.set_password(bench.proven_flow().handle, NEW_PASSWORD)
    before = len(events(bench))
    sign_in = bench.sign_in()
    refusal(sign_in.sign_in, NAME, "another password", "desk")
    bench.clock.advance(hours=1)
    session = sign_in.sign_in(NAME, NEW_PASSWORD, "desk", peer=PEER)
    sign_in.know_device(session.token, "desk", peer=PEER)
    assert [(event.kind, event.detail) for event in events(bench)[before:]] == [
        (AuditKind.SIGN_IN_REFUSED, "sign_in_wrong"),
        (AuditKind.SIGNED_IN, ""),
        (AuditKind.DEVICE_KNOWN, ""),
    ]
