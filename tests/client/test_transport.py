"""Calls become requests, answers become messages, and what is no answer of the contract an error of ours (T15)."""

import json
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secinfo_desktop.client.errors import ClientError, NotUnderstoodError, ProblemError
from secinfo_desktop.client.transport import Bounds
from secinfo_desktop.contract import endpoints, structs
from secinfo_desktop.domain.failures import Failure
from tests.client.calls import ACCEPTED, CANARIES, CODE, FLOW, GOOD, TOKEN, error_of, get, post, transport
from tests.helpers.hostile_server import Behaviour, HostileServer, reply, saying

# --- what is sent ---


def test_a_call_carries_token_flow_and_json(server: HostileServer) -> None:
    server.behave = saying(reply(ACCEPTED))
    post(server)
    head, _, body = server.visits[0].request.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /v1/recovery/code/given HTTP/1.1"
    assert {
        f"Host: 127.0.0.1:{server.port}",
        f"Authorization: Bearer {TOKEN}",
        f"Recovery-Flow: {FLOW}",
        "Content-Type: application/json",
    } <= set(lines)
    assert json.loads(body) == {"code": CODE}


def test_nothing_secret_is_in_the_address(server: HostileServer) -> None:
    server.behave = saying(reply(ACCEPTED))
    post(server)
    first_line = server.visits[0].request.split(b"\r\n")[0]
    assert not any(canary.encode() in first_line for canary in CANARIES)


def test_an_answer_is_read(server: HostileServer) -> None:
    assert get(server).provider == "P"


def test_an_answer_in_chunks_is_read(server: HostileServer) -> None:
    chunks = b"".join(b"1\r\n" + GOOD[place : place + 1] + b"\r\n" for place in range(len(GOOD)))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    server.behave = saying(head + chunks + b"0\r\n\r\n")
    assert get(server).provider == "P"


def test_calls_from_many_threads_do_not_touch_each_other(server: HostileServer) -> None:
    caller, answers = transport(server, Bounds()), []

    def call() -> None:
        answers.append(caller.call(endpoints.ABOUT, structs.About))

    threads = [threading.Thread(target=call) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 16


def test_an_endpoint_is_not_called_with_the_answer_of_another(server: HostileServer) -> None:
    with pytest.raises(TypeError, match="about"):
        transport(server).call(endpoints.ABOUT, structs.CodeAccepted)


# --- answers that the contract does not know ---

STRANGE = {
    "nothing": b"",
    "no JSON": b"<html>",
    "half of it": ACCEPTED[:-1],
    "two of it": ACCEPTED * 2,
    "no UTF-8": b'{"now":"\xff"}',
    "another type": b"[]",
    "a field of another type": b'{"now":5}',
    "no number": b'{"now":NaN}',
    "null": b'{"now":null}',
    "no such day": b'{"now":"2026-02-31T00:00:00Z"}',
    "deep": b"[" * 60_000,
    "deep in a field that is left out": b'{"x":' + b"[" * 30_000 + b"]" * 30_000 + b',"now":1}',
}


@pytest.mark.parametrize("body", STRANGE.values(), ids=STRANGE)
def test_a_body_that_is_not_the_contracts_is_not_understood(server: HostileServer, body: bytes) -> None:
    assert isinstance(error_of(server, saying(reply(body))), NotUnderstoodError)


@pytest.mark.parametrize(
    "answer",
    [
        reply(ACCEPTED, media_type="text/html"),
        reply(ACCEPTED, "201 Created"),
        b"HTTP/1.1 204 No Content\r\n\r\n",
        reply(ACCEPTED, "404 Not Found", "text/plain"),
        reply(ACCEPTED, "418 Teapot", "application/json"),
    ],
)
def test_an_answer_of_another_kind_is_not_understood(server: HostileServer, answer: bytes) -> None:
    assert error_of(server, saying(answer)).failure is Failure.NOT_UNDERSTOOD


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300), cut=st.integers(0, 200), noise=st.binary(max_size=40))
def test_no_answer_whatever_raises_anything_but_an_error_of_ours(
    server: HostileServer, body: bytes, cut: int, noise: bytes
) -> None:
    answer = reply(body)
    server.behave = saying(answer[:cut] + noise + answer[cut:])
    with pytest.raises(ClientError):
        post(server)


# --- the service says no ---


def problem(code: str, status: str = "409 Conflict", more: str = "") -> bytes:
    body = f'{{"type":"about:blank","title":"x","status":409,"code":"{code}"{more}}}'
    return reply(body.encode(), status, "application/problem+json")


@pytest.mark.parametrize("failure", list(Failure))
def test_every_failure_travels_by_its_code(server: HostileServer, failure: Failure) -> None:
    assert error_of(server, saying(problem(failure.value))).failure is failure


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        ("401 Unauthorized", Failure.NOT_ALLOWED),
        ("403 Forbidden", Failure.NOT_ALLOWED),
        ("404 Not Found", Failure.NOT_UNDERSTOOD),
        ("429 Too Many Requests", Failure.BUSY),
        ("500 Internal Server Error", Failure.BROKEN),
        ("502 Bad Gateway", Failure.BROKEN),
        ("503 Service Unavailable", Failure.BUSY),
        ("504 Gateway Timeout", Failure.BUSY),
    ],
)
@pytest.mark.parametrize("media_type", ["text/html", "application/problem+json"])
def test_without_a_known_code_the_status_decides(
    server: HostileServer, status: str, failure: Failure, media_type: str
) -> None:
    assert error_of(server, saying(reply(b"<h1>", status, media_type))).failure is failure
    assert error_of(server, saying(problem("a_newer_code", status))).failure is failure


def retry_after(server: HostileServer, behave: Behaviour) -> float | None:
    error = error_of(server, behave)
    assert isinstance(error, ProblemError)
    return error.retry_after


@pytest.mark.parametrize(
    ("more", "seconds"),
    [
        (',"retry_after":12.5', 12.5),
        (',"retry_after":0', 0),
        (',"retry_after":null', None),
        ("", None),
        (',"retry_after":-1', None),
        (',"retry_after":1e300', None),
    ],
)
def test_only_a_believable_time_of_a_document_is_taken(server: HostileServer, more: str, seconds: float | None) -> None:
    assert retry_after(server, saying(problem("too_soon", more=more))) == seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("12", 12),
        ("Fri, 31 Dec 2027 23:59:59 GMT", None),
        ("-1", None),
        ("nan", None),
        ("\xb2", None),
        ("9" * 30, None),
        ("9" * 5000, None),
        ("soon", None),
    ],
)
def test_only_believable_seconds_of_a_header_are_taken(
    server: HostileServer, header: str, seconds: float | None
) -> None:
    answer = reply(b"", "429 Too Many Requests", "text/html", f"Retry-After: {header}")
    assert retry_after(server, saying(answer)) == seconds
