"""A stream against a service that is slow, breaks off, lies or hangs: every event comes once and in its order."""

import json
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager

import pytest

from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.listening import Line
from secinfo_desktop.client.streams import LONGEST_PAUSE, MOST_STRANGE, CaseStream, pause_after
from secinfo_desktop.client.transport import Bounds, Transport
from secinfo_desktop.contract.endpoints import LIVE_CASE_HEADER
from secinfo_desktop.contract.helpdesk_endpoints import FOLLOW_LIVE_CASE
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery.ports import RefusedError
from tests.client.calls import TOKEN
from tests.helpers.hostile_server import Behaviour, HostileServer, Visit, reply

HANDLE = "canary-live-Hb40"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
END = b"0\r\n\r\n"
SOON = 1.0
AT_MOST = 20.0


def told(seq: int, live: str = "joined", its_id: str | None = None) -> bytes:
    """An event as the service writes it."""
    body = {"seq": seq, "id": f"event-{seq:012d}", "at": "2026-11-27T09:00:00Z", "by": "service", "live": live}
    return b"id: %b\ndata: %b\n\n" % ((its_id or str(seq)).encode(), json.dumps(body).encode())


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def streaming(*events: bytes, end: bytes = END) -> bytes:
    """An answer that is over after these."""
    return HEAD + chunk(b": beat\n\n") + b"".join(map(chunk, events)) + end


def stream(server: HostileServer, after: int = 0, *, silence: float = 5.0, is_over: bool = False) -> CaseStream:
    transport = Transport(lambda: ServiceAddress(server.url, TOKEN), Bounds(seconds=2.0, silence=silence))

    def listen(place: int, line: Line) -> Generator[bytes, None, None]:
        return transport.listen(FOLLOW_LIVE_CASE, {LIVE_CASE_HEADER: HANDLE}, place, line)

    return CaseStream(listen, after, lambda: is_over, lambda _: 0.01)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Another one for each visit; the last one for all others."""
    left = list(behaviours)

    def behave(visit: Visit) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(visit)

    return behave


def sending(data: bytes) -> Behaviour:
    return lambda visit: visit.send(data)


def then_hang(data: bytes) -> Behaviour:
    def behave(visit: Visit) -> None:
        visit.send(data)
        visit.hang()

    return behave


def last_seen(visit: Visit) -> str:
    [line] = [line for line in visit.request.split(b"\r\n") if line.lower().startswith(b"last-event-id:")]
    return line.split(b":")[1].strip().decode()


def heard(of: CaseStream) -> list[int]:
    return [event.seq for event in of]


# --- what comes ---


def test_events_come_in_their_order_until_sharing_ends(server: HostileServer) -> None:
    server.behave = sending(streaming(told(1), told(2), told(3, "ended")))
    assert heard(stream(server)) == [1, 2, 3]
    assert len(server.visits) == 1


def test_what_is_followed_is_named_in_headers_alone(server: HostileServer) -> None:
    server.behave = sending(streaming(told(8, "ended")))
    assert heard(stream(server, 7)) == [8]
    first, *headers = server.visits[0].request.decode().split("\r\n")
    assert first == "GET /v1/live-cases/stream HTTP/1.1"
    assert {f"Live-Case: {HANDLE}", "Last-Event-ID: 7", "Accept: text/event-stream"} <= set(headers)
    assert HANDLE not in f"{stream(server)!r} {vars(stream(server))}"


@pytest.mark.parametrize("broken", range(0, len(streaming(told(1), told(2))) - len(END) - 1, 7))
def test_after_a_break_anywhere_it_goes_on_where_it_was(server: HostileServer, broken: int) -> None:
    whole = streaming(told(1), told(2))
    rest = [told(seq) for seq in (1, 2)] + [told(3, "ended")]

    def go_on(visit: Visit) -> None:
        visit.send(streaming(*rest[int(last_seen(visit)) :]))

    server.behave = in_turn(sending(whole[:broken]), go_on)
    assert heard(stream(server)) == [1, 2, 3]


def test_a_reset_is_a_break_like_any_other(server: HostileServer) -> None:
    def reset(visit: Visit) -> None:
        visit.send(HEAD + chunk(told(1)))
        visit.reset()

    def go_on(visit: Visit) -> None:
        events = [told(1), told(2, "ended")]
        visit.send(streaming(*events[int(last_seen(visit)) :]))

    server.behave = in_turn(reset, go_on)
    assert heard(stream(server)) == [1, 2]


def test_a_silence_longer_than_two_heartbeats_is_a_break(server: HostileServer) -> None:
    server.behave = in_turn(then_hang(HEAD + chunk(told(1))), sending(streaming(told(2, "ended"))))
    assert heard(stream(server, silence=0.2)) == [1, 2]


def test_heartbeats_keep_it_open(server: HostileServer) -> None:
    def beating(visit: Visit) -> None:
        visit.send(HEAD)
        for _ in range(8):
            visit.stopped.wait(0.1)
            visit.send(chunk(b": beat\n\n"))
        visit.send(chunk(told(1, "ended")) + END)

    server.behave = beating
    assert heard(stream(server, silence=0.4)) == [1]
    assert len(server.visits) == 1


def test_a_clean_end_before_the_last_word_is_asked_about(server: HostileServer) -> None:
    server.behave = in_turn(sending(streaming(told(1))), sending(streaming()))
    assert heard(stream(server, is_over=True)) == [1]
    server.behave = in_turn(sending(streaming(told(1))), sending(streaming(told(2, "ended"))))
    assert heard(stream(server)) == [1, 2]


def test_what_came_before_the_end_is_heard_though_the_end_is_known_already(server: HostileServer) -> None:
    server.behave = in_turn(sending(streaming()), sending(streaming(told(1))), sending(streaming()))
    assert heard(stream(server, is_over=True)) == [1]


# --- a service that lies ---


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param(told(5), id="a gap"),
        pytest.param(told(1), id="the same again"),
        pytest.param(told(2, its_id="3"), id="another id than its place"),
        pytest.param(b"id: 2\ndata: {}\n\n", id="no event"),
        pytest.param(b"id: 2\ndata: " + b"[" * 60_000 + b"\n\n", id="deep"),
        pytest.param(b"data: " + b"x" * 70_000, id="an endless line"),
    ],
)
def test_what_does_not_fit_is_read_again_from_the_last_good_place(server: HostileServer, lie: bytes) -> None:
    server.behave = in_turn(sending(streaming(told(1), lie)), sending(streaming(told(2), told(3, "ended"))))
    assert heard(stream(server)) == [1, 2, 3]
    assert [last_seen(visit) for visit in server.visits] == ["0", "1"]


STRANGE = [
    streaming(told(9)),
    reply(b"{}"),
    b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
    HEAD.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n") + END,
    HEAD + chunk(b"data: " + b"x" * 70_000) + END,
]


@pytest.mark.parametrize("answer", STRANGE)
def test_a_service_that_stays_strange_is_given_up(server: HostileServer, answer: bytes) -> None:
    server.behave = sending(answer)
    with pytest.raises(RefusedError) as caught:
        heard(stream(server))
    assert caught.value.failure is Failure.NOT_UNDERSTOOD
    assert len(server.visits) == MOST_STRANGE


def test_a_refusal_ends_it_and_a_passing_one_does_not(server: HostileServer) -> None:
    def problem(code: str, status: str) -> bytes:
        body = {"type": "about:blank", "title": "x", "status": 1, "code": code}
        return reply(json.dumps(body).encode(), status, "application/problem+json")

    busy, gone = problem("busy", "503 Service Unavailable"), problem("not_live", "410 Gone")
    server.behave = in_turn(sending(busy), sending(busy), sending(streaming(told(1))), sending(gone))
    events = iter(stream(server))
    assert next(events).seq == 1
    with pytest.raises(RefusedError) as caught:
        next(events)
    assert caught.value.failure is Failure.NOT_LIVE


# --- the end ---


def hung_before_the_head(visit: Visit) -> None:
    visit.hang()


@contextmanager
def on_a_thread(work: Callable[[], object]) -> Iterator[threading.Thread]:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    yield thread
    thread.join(AT_MOST)
    assert not thread.is_alive()


@pytest.mark.parametrize(
    "behave",
    [hung_before_the_head, then_hang(HEAD[:20]), then_hang(HEAD), then_hang(HEAD + chunk(told(1))), lambda _: None],
)
def test_it_stops_within_a_second_whatever_it_waits_for(server: HostileServer, behave: Behaviour) -> None:
    server.behave = behave
    followed = stream(server, silence=60.0)
    with on_a_thread(lambda: heard(followed)) as thread:
        wait_for(lambda: bool(server.visits))
        begun = time.monotonic()
        followed.stop()
        thread.join(AT_MOST)
        assert time.monotonic() - begun < SOON


def test_it_stops_while_a_connection_is_only_tried() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.settimeout(0)
            each.connect_ex(("127.0.0.1", port))
        followed = stream(HostileServer(port, lambda _: None))
        with on_a_thread(lambda: heard(followed)) as thread:
            begun = time.monotonic()
            followed.stop()
            thread.join(AT_MOST)
            assert time.monotonic() - begun < SOON
        for each in waiting:
            each.close()


def test_what_was_stopped_before_it_began_asks_nobody(server: HostileServer) -> None:
    followed = stream(server)
    followed.stop()
    assert heard(followed) == []
    assert server.visits == []


def test_pauses_grow_to_an_end_and_differ() -> None:
    pauses = [[pause_after(failed) for _ in range(20)] for failed in range(12)]
    assert max(map(max, pauses)) <= LONGEST_PAUSE
    assert all(max(early) <= 2 * LONGEST_PAUSE for early in pauses)
    assert min(pauses[-1]) >= LONGEST_PAUSE / 2
    assert len(set(pauses[-1])) > 1


def wait_for(what: Callable[[], bool], steps: Iterable[int] = range(400)) -> None:
    waiting = threading.Event()
    for _ in steps:
        if what():
            return
        waiting.wait(0.01)
    raise AssertionError
