"""Texts leave through an API of the shape of Twilio's; what it refuses is told apart by code."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from secinfo_desktop.backend.delivery.messages_api import MessagesApiTransport
from secinfo_desktop.backend.delivery.text_gateway import TextGateway
from secinfo_desktop.backend.delivery.transport import NotEver, NotNow
from secinfo_desktop.domain.delivery import DeliveryState, Reason
from tests.backend.delivery.letters import TEXT, reported_at
from tests.helpers import messages_api as double
from tests.helpers.clock import FrozenClock
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.messages_api import ACCOUNT, DESCRIPTION, SECRET, MessagesApi, Refusal, check

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "ignored_auth",
)
WITHIN = 100.0


@pytest.fixture
def api() -> Iterator[MessagesApi]:
    with double.messages_api() as its:
        yield its
        assert its.wrong == []


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def transport(api: MessagesApi, clock: FrozenClock) -> MessagesApiTransport:
    return MessagesApiTransport(TextGateway(api.url, ACCOUNT, SECRET), reported_at, clock)


def test_a_text_is_taken_with_where_to_report_and_how_long_it_is_worth_something(
    api: MessagesApi, transport: MessagesApiTransport, clock: FrozenClock
) -> None:
    assert transport.send(replace(TEXT, ends_at=clock() + timedelta(minutes=9, seconds=30))) is DeliveryState.ACCEPTED
    assert api.sent[0].form == {
        "To": TEXT.destination,
        "From": TEXT.sender,
        "Body": TEXT.text,
        "StatusCallback": reported_at(TEXT.id),
        "ValidityPeriod": "570",
    }


def test_a_repeat_is_the_same(api: MessagesApi, transport: MessagesApiTransport) -> None:
    transport.send(TEXT)
    transport.send(TEXT)
    assert api.sent[0].form == api.sent[1].form


def test_nothing_leaves_after_its_end(api: MessagesApi, transport: MessagesApiTransport, clock: FrozenClock) -> None:
    with pytest.raises(NotEver) as refused:
        transport.send(replace(TEXT, ends_at=clock()))
    assert refused.value.state is DeliveryState.EXPIRED
    assert api.sent == []


def test_a_pool_of_senders_is_named_as_such_and_nobody_need_listen(api: MessagesApi, clock: FrozenClock) -> None:
    pool = "MG" + "a" * 32
    MessagesApiTransport(TextGateway(api.url, ACCOUNT, SECRET, pool), None, clock).send(TEXT)
    assert api.sent[0].form == {"To": TEXT.destination, "MessagingServiceSid": pool, "Body": TEXT.text}


@pytest.mark.parametrize(
    ("refusal", "state", "reason"),
    [
        (Refusal(400, 21211), DeliveryState.BOUNCED, Reason.ADDRESS_UNKNOWN),
        (Refusal(400, 21614), DeliveryState.BOUNCED, Reason.ADDRESS_UNKNOWN),
        (Refusal(400, 21610), DeliveryState.BOUNCED, Reason.REFUSED),
        (Refusal(400, 21606), DeliveryState.FAILED, Reason.REFUSED),
        (Refusal(400, 0), DeliveryState.FAILED, Reason.REFUSED),
    ],
)
def test_what_is_refused_for_good_is_told_apart_by_its_code(
    api: MessagesApi, transport: MessagesApiTransport, refusal: Refusal, state: DeliveryState, reason: Reason
) -> None:
    api.refusals[TEXT.destination] = refusal
    with pytest.raises(NotEver) as refused:
        transport.send(TEXT)
    assert (refused.value.state, refused.value.reason) == (state, reason)
    assert TEXT.destination not in str(refused.value)


@pytest.mark.parametrize("refusal", [Refusal(429, 20429), Refusal(500, 20500), Refusal(503, 0), Refusal(400, 21611)])
def test_what_may_go_later_is_tried_again(api: MessagesApi, transport: MessagesApiTransport, refusal: Refusal) -> None:
    api.refusals[TEXT.destination] = refusal
    with pytest.raises(NotNow):
        transport.send(TEXT)


def test_a_wrong_secret_loses_no_letter_and_is_told(
    api: MessagesApi, transport: MessagesApiTransport, expected_log: ExpectedLog
) -> None:
    expected_log.expect("secinfo_desktop.backend.delivery.text_gateway", "does not let us in")
    api.secret = "another"
    with pytest.raises(NotNow, match="401"):
        transport.send(TEXT)
    with pytest.raises(NotNow, match="401"):
        transport.knock()


def test_it_can_be_looked_at_without_sending(api: MessagesApi, transport: MessagesApiTransport) -> None:
    transport.knock()
    assert api.sent == []


# the double


def explore(folder: Path, url: str) -> "subprocess.CompletedProcess[str]":
    """Send what the description allows and forbids to the double, as its one account."""
    described = json.loads(json.dumps(DESCRIPTION))
    described["components"]["parameters"]["AccountSid"]["schema"] = {"const": ACCOUNT}
    (folder / "openapi.json").write_text(json.dumps(described))
    options = ("--max-examples", "5", "--seed", "1", "--continue-on-failure", "--suppress-health-check", "all")
    to = ("openapi.json", "--url", url, "--checks", ",".join(CHECKS), "--auth", f"{ACCOUNT}:{SECRET}")
    return subprocess.run(
        (str(Path(sys.executable).with_name("schemathesis")), "run", *to, *options),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
    )


def test_the_double_keeps_to_the_description(tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("uvicorn.error", "Invalid HTTP request")
    with double.messages_api() as api:
        done = explore(tmp_path, api.url)
    assert done.returncode == 0, done.stdout
    assert api.sent


def test_control_a_double_that_does_not_is_found(tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("uvicorn.error", "Invalid HTTP request")
    with double.messages_api() as api:
        api.status = "eaten"
        done = explore(tmp_path, api.url)
    assert done.returncode == 1
    assert "Response violates schema" in done.stdout


def test_control_a_caller_that_does_not_is_found() -> None:
    assert check("NewMessage", {"To": TEXT.destination, "From": TEXT.sender, "Body": TEXT.text}) == []
    assert check("NewMessage", {"To": "0171 3920041", "From": TEXT.sender, "Body": TEXT.text}) == ["To"]
    assert check("NewMessage", {"To": TEXT.destination, "Body": TEXT.text})
