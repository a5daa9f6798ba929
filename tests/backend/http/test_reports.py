"""The listener for reports: listed peers, a path for each message, signatures; evidence, and nothing for strangers."""

from collections import Counter
from dataclasses import dataclass, field
from ipaddress import ip_network
from urllib.parse import urlencode

import pytest

from secinfo_desktop.backend.delivery import kannel_reports
from secinfo_desktop.backend.delivery.messages_api_reports import StatusCallbacks
from secinfo_desktop.backend.delivery.reports import ReadReport, ReportPaths
from secinfo_desktop.backend.http.guard import METHODS
from secinfo_desktop.backend.http.reports import LONGEST_QUERY, Desk, Reports, Result
from secinfo_desktop.backend.services.ports import StoreBusy
from secinfo_desktop.contract.endpoints import LARGEST_BODY
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason
from tests.helpers import asgi
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.messages_api import sign
from tests.helpers.service_bench import ServiceBench

LOGGER = "secinfo_desktop.backend.http.reports"
GATEWAY, STRANGER = "192.0.2.7", "192.0.2.8"
BASE, SECRET = "https://accounts.example.org/reports", "made-up-for-the-test"
ARRIVED, EXPIRED = "?type=1&said=stat:DELIVRD", "?type=2&said=stat:EXPIRED+err:000"


@dataclass
class Listener:
    """A desk over a bench's outbox, with a message that was handed over."""

    bench: ServiceBench
    read: ReadReport = kannel_reports.read
    counted: Counter[Result] = field(default_factory=Counter)
    failure: Exception | None = None

    def __post_init__(self) -> None:
        self.flow = self.bench.open_flow()
        self.bench.ask(self.flow)
        self.message = self.bench.way_out.letters[-1].id
        self.paths = ReportPaths(self.bench.keys.digest)
        self.path = self.paths.of(self.message)

    def get(self, path: str, peer: str = GATEWAY, method: str = "GET") -> int:
        return self.call(method, path, peer)

    def post(self, fields: dict[str, str], secret: str = SECRET, path: str | None = None) -> int:
        """A callback as its sender would sign it."""
        path = path or self.path
        signature = sign(f"{BASE}{path}", fields, secret)
        return self.call("POST", path, GATEWAY, (("X-Twilio-Signature", signature),), urlencode(fields).encode())

    def call(self, method: str, path: str, peer: str, headers: asgi.Headers = (), body: bytes = b"") -> int:
        desk = Desk(
            (ip_network(GATEWAY),), self.paths, self.read, self.take, lambda result: self.counted.update([result])
        )
        answer = asgi.call(Reports(desk), method, path, headers, [body], peer)
        assert answer.body == b""
        return answer.status

    def take(self, message_id: str, became: Delivery) -> bool:
        if self.failure:
            raise self.failure
        return self.bench.store.outbox.reported(message_id, became)

    @property
    def became(self) -> Delivery:
        found = self.bench.store.outbox.message(self.message)
        assert found is not None
        return Delivery(found.state, found.reason)


@pytest.fixture
def bench(bench_on_each: ServiceBench) -> ServiceBench:
    return bench_on_each


@pytest.fixture
def listener(bench: ServiceBench) -> Listener:
    return Listener(bench)


def test_a_report_becomes_what_is_known_of_the_message(listener: Listener) -> None:
    assert listener.became == Delivery(DeliveryState.ACCEPTED)
    assert listener.get(listener.path + EXPIRED) == 200
    assert listener.became == Delivery(DeliveryState.UNDELIVERED, Reason.NOT_REACHED)
    assert listener.get(listener.path + ARRIVED) == 200
    assert listener.get(listener.path + EXPIRED) == 200
    assert listener.became == Delivery(DeliveryState.DELIVERED)
    assert listener.counted == {Result.UNDELIVERED: 1, Result.DELIVERED: 1, Result.NOTHING_NEW: 1}


def test_a_code_is_worth_what_it_was_whatever_is_reported(listener: Listener) -> None:
    listener.get(listener.path + EXPIRED)
    listener.bench.give(listener.flow, listener.bench.newest_code())


def test_strangers_and_wrong_paths_find_nothing(listener: Listener) -> None:
    of_another = ReportPaths(listener.bench.keys.digest).of("cd" * 16).replace("cd" * 16, listener.message)
    tries = [
        listener.get(listener.path + ARRIVED, peer=STRANGER),
        listener.get(listener.path + ARRIVED, peer="testclient"),
        listener.get(of_another + ARRIVED),
        listener.get("/" + ARRIVED),
        listener.get(listener.path + ARRIVED, method="PUT"),
        listener.get(f"{listener.path}?said={'x' * LONGEST_QUERY}"),
    ]
    assert tries == [404] * len(tries)
    assert listener.counted == {Result.STRANGER: len(tries)}
    assert listener.became == Delivery(DeliveryState.ACCEPTED)
    assert "PUT" not in METHODS


def test_an_address_that_comes_over_ipv6_is_the_one_that_is_listed(listener: Listener) -> None:
    assert listener.get(listener.path + ARRIVED, peer=f"::ffff:{GATEWAY}") == 200


def test_what_is_no_report_is_answered_as_if_nothing_were_there(listener: Listener, expected_log: ExpectedLog) -> None:
    expected_log.expect(LOGGER, "not genuine")
    assert listener.get(listener.path) == 404
    assert listener.call("GET", listener.path + ARRIVED, GATEWAY, (), b"x" * (LARGEST_BODY + 1)) == 404
    assert listener.counted == {Result.NOT_GENUINE: 2}


def test_what_can_not_be_taken_now_can_come_again(listener: Listener, expected_log: ExpectedLog) -> None:
    expected_log.expect(LOGGER, "could not be taken")
    listener.failure = StoreBusy()
    assert listener.get(listener.path + ARRIVED) == 503
    listener.failure = OSError("the disk is full")
    assert listener.get(listener.path + ARRIVED) == 500
    listener.failure = None
    assert listener.get(listener.path + ARRIVED) == 200


# status callbacks


@pytest.fixture
def signed(bench: ServiceBench) -> Listener:
    return Listener(bench, StatusCallbacks(BASE, SECRET))


def test_a_signed_callback_is_believed(signed: Listener) -> None:
    for status, code, state in (
        ("sent", None, Delivery(DeliveryState.ACCEPTED)),
        ("undelivered", "30005", Delivery(DeliveryState.UNDELIVERED, Reason.ADDRESS_UNKNOWN)),
        ("delivered", None, Delivery(DeliveryState.DELIVERED)),
        ("failed", "30007", Delivery(DeliveryState.DELIVERED)),
    ):
        assert signed.post({"MessageStatus": status, **({"ErrorCode": code} if code else {}), "Body": ""}) == 200
        assert signed.became == state


@pytest.mark.parametrize(
    ("code", "reason"), [("30003", Reason.NOT_REACHED), ("30007", Reason.REFUSED), ("30008", None), ("", None)]
)
def test_why_is_read_from_its_code(signed: Listener, code: str, reason: Reason | None) -> None:
    signed.post({"MessageStatus": "failed", "ErrorCode": code})
    assert signed.became == Delivery(DeliveryState.UNDELIVERED, reason)


def test_what_is_not_signed_by_the_account_is_not_believed(signed: Listener, expected_log: ExpectedLog) -> None:
    expected_log.expect(LOGGER, "not genuine")
    right = {"MessageStatus": "delivered"}
    signature = sign(f"{BASE}{signed.path}", right, SECRET)
    tries = [
        signed.post(right, secret="another"),
        signed.call("POST", signed.path, GATEWAY, (), urlencode(right).encode()),
        signed.call("POST", signed.path, GATEWAY, (("X-Twilio-Signature", signature),), b"MessageStatus=failed"),
        signed.call(
            "POST", f"{signed.path}?a=b", GATEWAY, (("X-Twilio-Signature", signature),), b"MessageStatus=delivered"
        ),
        signed.call("POST", signed.path, GATEWAY, (("X-Twilio-Signature", "ü"),), b"\xff=1"),
    ]
    assert tries == [404] * len(tries)
    assert signed.became == Delivery(DeliveryState.ACCEPTED)


def test_a_signature_for_one_message_is_none_for_another(signed: Listener, expected_log: ExpectedLog) -> None:
    expected_log.expect(LOGGER, "not genuine")
    other = signed.paths.of("cd" * 16)
    fields = {"MessageStatus": "delivered"}
    signature = sign(f"{BASE}{other}", fields, SECRET)
    assert (
        signed.call("POST", signed.path, GATEWAY, (("X-Twilio-Signature", signature),), urlencode(fields).encode())
        == 404
    )
