"""Texts leave through Kannel: nothing secret in an address, nothing after its end, every answer told apart."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email import message_from_bytes
from email.message import Message

import pytest

from secinfo_desktop.backend.delivery.kannel import KannelTransport
from secinfo_desktop.backend.delivery.text_gateway import TextGateway
from secinfo_desktop.backend.delivery.transport import NotEver, NotNow
from secinfo_desktop.domain.delivery import DeliveryState
from tests.backend.delivery.letters import TEXT, reported_at
from tests.helpers.clock import FrozenClock
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.hostile_server import HostileServer, hostile_server, reply, saying

ACCEPTED = saying(reply(b"0: Accepted for delivery", "202 Accepted"))


@dataclass
class Bench:
    """A transport, and the gateway before it."""

    server: HostileServer
    clock: FrozenClock

    @property
    def transport(self) -> KannelTransport:
        return KannelTransport(
            TextGateway(f"{self.server.url}/cgi-bin/sendsms", "us", "s3cret"), reported_at, self.clock
        )

    def came(self, place: int = -1) -> tuple[str, Message, str]:
        """A request's first line, its headers and its body."""
        line, _, rest = self.server.visits[place].request.partition(b"\r\n")
        message = message_from_bytes(rest)
        return line.decode(), message, rest.partition(b"\r\n\r\n")[2].decode()


@pytest.fixture
def its() -> Iterator[Bench]:
    with hostile_server(ACCEPTED) as server:
        yield Bench(server, FrozenClock())


def test_a_text_is_handed_in_with_everything_secret_out_of_the_address(its: Bench) -> None:
    assert its.transport.send(replace(TEXT, ends_at=its.clock() + timedelta(seconds=599))) is DeliveryState.ACCEPTED
    line, headers, body = its.came()
    assert line == "POST /cgi-bin/sendsms HTTP/1.1"
    assert body == TEXT.text
    assert (headers["X-Kannel-Username"], headers["X-Kannel-Password"]) == ("us", "s3cret")
    assert (headers["X-Kannel-To"], headers["X-Kannel-From"]) == (TEXT.destination, TEXT.sender)
    assert (headers["X-Kannel-Validity"], headers["X-Kannel-Coding"]) == ("9", "0")
    assert headers["X-Kannel-DLR-Mask"] == "19"
    assert headers["X-Kannel-DLR-URL"] == f"{reported_at(TEXT.id)}?type=%d&said=%A"


def test_a_repeat_is_the_same(its: Bench) -> None:
    its.transport.send(TEXT)
    its.transport.send(TEXT)
    assert its.server.visits[0].request == its.server.visits[1].request


def test_what_the_alphabet_of_phones_lacks_goes_in_the_other_one(its: Bench) -> None:
    its.transport.send(replace(TEXT, text="481 906 – код"))
    _, headers, body = its.came()
    assert (headers["X-Kannel-Coding"], body) == ("2", "481 906 – код")


def test_a_notice_has_no_end_and_without_a_listener_no_report_is_asked_for(its: Bench) -> None:
    KannelTransport(TextGateway(its.server.url, "us", "s3cret", "40404"), None, its.clock).send(TEXT)
    _, headers, _ = its.came()
    assert headers["X-Kannel-From"] == "40404"
    assert {"X-Kannel-Validity", "X-Kannel-DLR-Mask", "X-Kannel-DLR-URL"}.isdisjoint(headers)


def test_nothing_leaves_that_kannel_could_keep_longer_than_it_is_worth(its: Bench) -> None:
    with pytest.raises(NotEver) as refused:
        its.transport.send(replace(TEXT, ends_at=its.clock() + timedelta(seconds=59)))
    assert (refused.value.state, refused.value.reason) == (DeliveryState.EXPIRED, None)
    assert its.server.visits == []


def test_a_refusal_of_the_request_is_for_good_and_nobodys_bounce(its: Bench) -> None:
    its.server.behave = saying(reply(b"Validity field misformed, rejected", "400 Bad Request"))
    with pytest.raises(NotEver) as refused:
        its.transport.send(TEXT)
    assert refused.value.state is DeliveryState.FAILED


@pytest.mark.parametrize("status", ["503 Busy", "500 Broken", "302 Found", "429 Later", "200 OK"])
def test_what_is_no_yes_and_no_refusal_is_tried_again(its: Bench, status: str) -> None:
    its.server.behave = saying(
        reply(b"Temporal failure, try again later.", status, "text/html", "Location: /elsewhere")
    )
    with pytest.raises(NotNow):
        its.transport.send(TEXT)
    assert len(its.server.visits) == 1


def test_who_is_not_let_in_loses_no_letter_and_is_told(its: Bench, expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.backend.delivery.text_gateway", "does not let us in")
    its.server.behave = saying(reply(b"Authorization failed for sendsms", "403 Forbidden"))
    for ask in (lambda: its.transport.send(TEXT), its.transport.knock):
        with pytest.raises(NotNow, match="403"):
            ask()


def test_it_can_be_looked_at_without_sending(its: Bench) -> None:
    its.server.behave = saying(reply(b"Empty receiver number not allowed, rejected", "400 Bad Request"))
    its.transport.knock()
    _, headers, _ = its.came()
    assert "X-Kannel-To" not in headers
