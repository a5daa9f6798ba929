"""Whatever a server does, an exchange ends in time and bounded, and nobody but the server hears of it (T15)."""

import gzip
import logging
import socket
import time
from pathlib import Path

import pytest
import requests

from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.errors import ClientError, NotUnderstoodError, SlowError, UnreachableError
from secinfo_desktop.client.transport import Transport
from secinfo_desktop.contract import endpoints, structs
from secinfo_desktop.contract.endpoints import REPEAT_HEADER
from tests.client.calls import ACCEPTED, CANARIES, GOOD, QUICK, SOON, TOKEN, error_of, get, post, transport
from tests.helpers.hostile_server import Behaviour, HostileServer, Visit, hostile_server, reply, saying

# --- connections that fail ---


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_a_refused_connection_is_unreachable() -> None:
    gone = Transport(lambda: ServiceAddress(f"http://127.0.0.1:{closed_port()}", TOKEN), QUICK)
    with pytest.raises(UnreachableError):
        gone.call(endpoints.ABOUT, structs.About)


@pytest.mark.parametrize("place", range(len(reply(ACCEPTED).partition(b"\r\n\r\n")[0]) + 4))
def test_an_end_anywhere_in_the_head_is_a_broken_connection(server: HostileServer, place: int) -> None:
    assert isinstance(error_of(server, saying(reply(ACCEPTED)[:place])), UnreachableError)


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
    server.behave = reset_in_the_middle
    with pytest.raises(UnreachableError):
        transport(server).call(endpoints.OPEN_FLOW, structs.FlowOpened, structs.OpenFlow(account_name="mara"))
    assert len(server.visits) == 1


def keys_of(server: HostileServer) -> list[bytes]:
    """The key of each request that came."""
    name = REPEAT_HEADER.lower().encode() + b":"
    return [line for visit in server.visits for line in visit.request.split(b"\r\n") if line.lower().startswith(name)]


def test_what_the_service_does_once_for_a_key_is_tried_again_with_the_same_key(server: HostileServer) -> None:
    error_of(server, reset_in_the_middle)
    assert len(server.visits) == len(keys_of(server)) == 2
    assert len(set(keys_of(server))) == 1


def test_every_effect_has_a_key_of_its_own(server: HostileServer) -> None:
    server.behave = saying(reply(ACCEPTED))
    post(server)
    post(server)
    assert len(set(keys_of(server))) == 2


def test_a_call_that_takes_too_long_is_not_made_again(server: HostileServer) -> None:
    error_of(server, lambda visit: visit.hang())
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


# --- no HTTP ---


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
