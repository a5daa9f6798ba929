"""The client is unharmed by whatever a server does to it (T15), and nothing but the service hears from it."""

import gzip
import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.errors import (
    ClientError,
    NotUnderstoodError,
    ProblemError,
    SlowError,
    UnreachableError,
)
from secinfo_desktop.client.transport import Bounds, Transport
from secinfo_desktop.contract import endpoints, structs
from secinfo_desktop.domain.failures import Failure
from tests.helpers.hostile_server import Behaviour, HostileServer, Visit, hostile_server, reply, saying

TOKEN = "canary-token-Zk39"
FLOW = "canary-flow-Qp71"
CODE = "904417"
CANARIES = (TOKEN, FLOW, CODE)
QUICK = Bounds(seconds=0.4, largest_reply=64 * 1024)
SOON = 5.0
"""Seconds: much more than the deadline, much less than the server would go on for."""

ABOUT = {"version": "1", "pack": "p", "provider": "P", "capabilities": [], "now": "2026-11-22T14:00:00Z"}
GOOD = json.dumps(ABOUT).encode()
ACCEPTED = b'{"now":"2026-11-22T14:00:00Z"}'


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with hostile_server(saying(reply(GOOD))) as running:
        yield running


def transport(server: HostileServer, bounds: Bounds = QUICK) -> Transport:
    return Transport(lambda: ServiceAddress(server.url, TOKEN), bounds)


def get(server: HostileServer, bounds: Bounds = QUICK) -> structs.About:
    return transport(server, bounds).call(endpoints.ABOUT, structs.About)


def post(server: HostileServer) -> structs.CodeAccepted:
    return transport(server).call(endpoints.GIVE_CODE, structs.CodeAccepted, structs.GiveCode(code=CODE), FLOW)


def error_of(server: HostileServer, behave: Behaviour) -> ClientError:
    """What a call raises, after a look that it holds nothing secret and comes soon."""
    server.behave = behave
    begin = time.monotonic()
    with pytest.raises(ClientError) as caught:
        post(server)
    assert time.monotonic() - begin < SOON
    error = caught.value
    assert error.__context__ is None
    assert error.__cause__ is None
    assert not any(canary in f"{error!r} {error} {vars(error)}" for canary in (*CANARIES, server.url))
    return error


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


def test_an_endpoint_is_not_called_with_the_answer_of_another(server: HostileServer) -> None:
    with pytest.raises(TypeError, match="about"):
        transport(server).call(endpoints.ABOUT, structs.CodeAccepted)


# --- connections that fail ---


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_a_refused_connection_is_unreachable() -> None:
    gone = Transport(lambda: ServiceAddress(f"http://127.0.0.1:{closed_port()}", TOKEN), QUICK)
    with pytest.raises(UnreachableError):
        gone.call(endpoints.ABOUT, structs.About)


def reset_at_once(visit: Visit) -> None:
    visit.reset()


def reset_in_the_middle(visit: Visit) -> None:
    visit.send(reply(ACCEPTED)[:-5])
    visit.reset()


def end_in_the_middle(visit: Visit) -> None:
    visit.send(reply(ACCEPTED)[:-5])


@pytest.mark.parametrize("behave", [reset_at_once, reset_in_the_middle, end_in_the_middle, lambda _: None])
def test_a_connection_that_breaks_is_unreachable(server: HostileServer, behave: Behaviour) -> None:
    assert isinstance(error_of(server, behave), UnreachableError)


def test_what_changes_nothing_is_tried_again_once(server: HostileServer) -> None:
    server.behave = lambda visit: visit.send(reply(GOOD)) if len(server.visits) == 2 else visit.reset()
    assert get(server).provider == "P"
    assert len(server.visits) == 2


def test_it_is_not_tried_a_third_time(server: HostileServer) -> None:
    server.behave = reset_at_once
    with pytest.raises(UnreachableError):
        get(server)
    assert len(server.visits) == 2


def test_what_changes_something_is_never_tried_again(server: HostileServer) -> None:
    error_of(server, reset_in_the_middle)
    assert len(server.visits) == 1


def test_a_service_that_moved_is_found_again(server: HostileServer) -> None:
    places = iter([f"http://127.0.0.1:{closed_port()}", server.url])
    moving = Transport(lambda: ServiceAddress(next(places), TOKEN), QUICK)
    assert moving.call(endpoints.ABOUT, structs.About).provider == "P"


# --- time ---


def test_a_server_that_says_nothing_is_slow(server: HostileServer) -> None:
    assert isinstance(error_of(server, Visit.hang), SlowError)


def trickle_all(visit: Visit) -> None:
    visit.trickle(reply(ACCEPTED), 0.05)


def trickle_briefly(visit: Visit) -> None:
    visit.send(reply(b" " * 20)[:-20])
    visit.trickle(b" " * 20, 0.05)


def trickle_the_body(visit: Visit) -> None:
    visit.send(reply(b" " * 2000)[:-2000])
    visit.trickle(b" " * 2000, 0.05)


def trickle_one_header(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    visit.trickle(b"a" * 2000, 0.05)


def continue_for_ever(visit: Visit) -> None:
    while not visit.stopped.is_set():
        visit.send(b"HTTP/1.1 100 Continue\r\n\r\n")


@pytest.mark.parametrize("behave", [trickle_all, trickle_the_body, trickle_one_header, continue_for_ever])
def test_the_deadline_holds_for_the_whole_call_and_not_for_each_read(server: HostileServer, behave: Behaviour) -> None:
    assert isinstance(error_of(server, behave), SlowError)


def test_the_second_try_has_no_deadline_of_its_own(server: HostileServer) -> None:
    server.behave = lambda visit: visit.reset() if len(server.visits) == 1 else visit.hang()
    begin = time.monotonic()
    with pytest.raises(SlowError):
        get(server)
    assert time.monotonic() - begin < SOON


# --- size ---


def test_an_endless_answer_is_left_unread(server: HostileServer) -> None:
    def endless(visit: Visit) -> None:
        visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n")
        while True:
            visit.send(b" " * 65536)

    assert isinstance(error_of(server, endless), NotUnderstoodError)
    assert server.visits[0].sent < 64 * 1024 * 1024


def test_endless_chunks_are_left_unread(server: HostileServer) -> None:
    def endless(visit: Visit) -> None:
        visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            visit.send(b"10000\r\n" + b" " * 65536 + b"\r\n")

    assert isinstance(error_of(server, endless), NotUnderstoodError)


def test_an_answer_of_just_the_largest_size_is_read(server: HostileServer) -> None:
    server.behave = saying(reply(GOOD + b" " * (QUICK.largest_reply - len(GOOD))))
    assert get(server).provider == "P"
    server.behave = saying(reply(GOOD + b" " * (QUICK.largest_reply - len(GOOD) + 1)))
    with pytest.raises(NotUnderstoodError):
        get(server)


def test_a_packed_answer_is_not_unpacked(server: HostileServer) -> None:
    bomb = reply(gzip.compress(b" " * 10_000_000), "200 OK", "application/json", "Content-Encoding: gzip")
    assert isinstance(error_of(server, saying(bomb)), NotUnderstoodError)


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


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\0" * 5000,
        b"HTTP/1.1 9999 X\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\nContent-Type: application/json\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nno colon at all\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n{}",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n",
    ],
)
def test_what_is_no_http_brings_an_error_of_ours(server: HostileServer, answer: bytes) -> None:
    assert isinstance(error_of(server, saying(answer)), UnreachableError | NotUnderstoodError)


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


# --- nobody else hears anything ---


def test_control_a_plain_session_falls_into_these_traps(server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with hostile_server(saying(reply(b""))) as other, requests.Session() as plain:
        server.behave = saying(reply(b"", "302 Found", "text/plain", f"Location: {other.url}/"))
        plain.get(server.url, headers={"X-Token": TOKEN}, timeout=5)
        assert TOKEN.encode() in other.visits[0].request
        monkeypatch.setenv("http_proxy", other.url)
        plain.get(server.url, timeout=5)
        assert len(other.visits) == 2
    monkeypatch.delenv("http_proxy")
    server.behave = trickle_briefly
    begin = time.monotonic()
    with requests.Session() as plain:
        plain.get(server.url, timeout=QUICK.seconds)
    assert time.monotonic() - begin > 2 * QUICK.seconds


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_not_followed(server: HostileServer, status: str) -> None:
    with hostile_server(saying(reply(ACCEPTED))) as other:
        answer = reply(b"", status, "application/json", f"Location: {other.url}/v1/about")
        assert isinstance(error_of(server, saying(answer)), NotUnderstoodError)
        server.behave = saying(answer)
        with pytest.raises(NotUnderstoodError):
            get(server)
        assert other.visits == []


def test_the_environment_changes_nothing_on_loopback(
    server: HostileServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login thief password thief\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere")
    with hostile_server(saying(reply(GOOD))) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        get(server)
        assert proxy.visits == []
    assert f"Authorization: Bearer {TOKEN}".encode() in server.visits[0].request


def test_a_service_without_token_gets_nobodys_password(
    server: HostileServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login thief password thief\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    Transport(lambda: ServiceAddress(server.url), QUICK).call(endpoints.ABOUT, structs.About)
    assert b"authorization" not in server.visits[0].request.lower()


def test_no_log_record_holds_a_secret(server: HostileServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for behave in (saying(reply(ACCEPTED)), reset_in_the_middle, saying(b"HTTP/1.1 200 OK\r\nbad\r\n\r\n")):
        server.behave = behave
        try:
            post(server)
        except ClientError:
            logging.getLogger("secinfo_desktop.test").debug("it failed", exc_info=True)
    assert not any(canary in caplog.text for canary in CANARIES)


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
