"""Refusals carry the time of the service; its clock is put right by every answer."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from secinfo_desktop.client.account import BackendAccount
from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.service import Service, ServiceClock
from secinfo_desktop.client.transport import Transport
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery.ports import Purpose, RefusedError
from tests.helpers.clock import START, FrozenClock
from tests.helpers.fake_accounts import example_pack
from tests.helpers.hostile_server import HostileServer, Visit, hostile_server, reply

SERVICE_NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
ABOUT: dict[str, object] = {
    "version": "1",
    "pack": "example-organisation",
    "provider": "P",
    "capabilities": ["replace_info"],
}
OPENED: dict[str, object] = {
    "flow": "canary-flow",
    "contacts": [{"id": "a", "kind": "phone", "mask": "•••••••• 42"}],
    "ends_at": "2026-12-01T09:00:00Z",
}


class Answers:
    """Answers by path; what stands in ``refusals`` is refused with that problem document."""

    def __init__(self) -> None:
        self.about = dict(ABOUT)
        self.refusals: dict[str, dict[str, object]] = {}
        self.paths: list[str] = []

    def __call__(self, visit: Visit) -> None:
        path = visit.request.split(b" ")[1].decode().removeprefix("/v1")
        self.paths.append(path)
        if path in self.refusals:
            document = {"type": "about:blank", "title": "no", "status": 429, **self.refusals[path]}
            visit.send(reply(json.dumps(document).encode(), "429 No", "application/problem+json"))
            return
        answer = {"/about": self.about, "/recovery/flows": OPENED}[path]
        visit.send(reply(json.dumps({**answer, "now": SERVICE_NOW.isoformat()}).encode()))


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def server(answers: Answers) -> Iterator[HostileServer]:
    with hostile_server(answers) as running:
        yield running


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def account(server: HostileServer, clock: FrozenClock) -> BackendAccount:
    transport = Transport(lambda: ServiceAddress(server.url, "canary-token"))
    return BackendAccount(Service(transport, ServiceClock(clock)), example_pack())


def test_before_the_first_answer_this_computers_clock_counts(account: BackendAccount) -> None:
    assert account.now() == START


def test_an_answer_puts_the_clock_right(account: BackendAccount, clock: FrozenClock) -> None:
    account.open("rowan", Purpose.RECOVER)
    assert account.now() == SERVICE_NOW
    clock.advance(minutes=5)
    assert account.now() == SERVICE_NOW + timedelta(minutes=5)


def test_a_refusal_names_the_time_on_the_services_clock(account: BackendAccount, answers: Answers) -> None:
    account.open("rowan", Purpose.RECOVER)
    answers.refusals["/recovery/code"] = {"code": "too_soon", "retry_after": 90}
    with pytest.raises(RefusedError) as error:
        account.send_code("a", "+49 1512 3456742")
    assert error.value.failure is Failure.TOO_SOON
    assert error.value.retry_at == SERVICE_NOW + timedelta(seconds=90)


def test_capabilities_are_known_with_the_flow(account: BackendAccount) -> None:
    assert account.capabilities == frozenset()
    account.open("rowan", Purpose.RECOVER)
    assert account.capabilities == {"replace_info"}


def test_a_service_with_another_pack_is_refused_before_it_hears_the_name(
    account: BackendAccount, answers: Answers
) -> None:
    answers.about["pack"] = "another"
    with pytest.raises(RefusedError) as error:
        account.open("rowan", Purpose.RECOVER)
    assert error.value.failure is Failure.NOT_UNDERSTOOD
    assert answers.paths == ["/about"]


def test_a_flow_that_could_not_be_opened_leaves_none_behind(account: BackendAccount, answers: Answers) -> None:
    account.open("rowan", Purpose.RECOVER)
    answers.refusals["/recovery/flows"] = {"code": "busy"}
    with pytest.raises(RefusedError):
        account.open("rowan", Purpose.RECOVER)
    with pytest.raises(RefusedError) as error:
        account.standing()
    assert error.value.failure is Failure.FLOW_ENDED


def test_a_service_that_is_gone_is_unreachable(account: BackendAccount, server: HostileServer) -> None:
    server.behave = lambda _: None
    with pytest.raises(RefusedError) as error:
        account.open("rowan", Purpose.RECOVER)
    assert error.value.failure is Failure.UNREACHABLE


def test_nothing_shown_of_an_account_is_secret(account: BackendAccount) -> None:
    account.open("rowan", Purpose.RECOVER)
    assert "canary" not in repr(account)
