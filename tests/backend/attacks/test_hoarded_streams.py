"""Streams that somebody hoards, never reads or leaves behind cost a bounded share, and the others hear as before."""

import asyncio
import select
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.backend.http.late import Late
from secinfo_desktop.backend.http.streams import Batch, Following, Streams, StreamsFullError
from secinfo_desktop.backend.process import GONE_AFTER, _listen
from secinfo_desktop.backend.services.live_records import LoggedEvent
from secinfo_desktop.contract.endpoints import CASE_HEADER, LIVE_CASE_HEADER, STAFF_HEADER
from secinfo_desktop.contract.helpdesk_endpoints import FOLLOW_CASE, FOLLOW_LIVE_CASE
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import MOST_IN_LOG
from tests.backend.http.test_streams import signed_in
from tests.helpers.event_stream import EventStream
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.live_call import EVENT, LiveCall
from tests.helpers.served import served
from tests.helpers.service_bench import ServiceBench, refusal

QUICK: Final = timedelta(milliseconds=50)
MANY: Final = 400
"""Events: more than the buffers of the system and of the server take together, once both are small."""
WITHIN: Final = 30.0
SOON: Final = 5.0
"""Seconds, both of them many times what it takes."""


def following(number: int, *, of_staff: bool = False) -> Following:
    return Following(f"case {number}", f"somebody {number} {of_staff}", lambda _: Batch(()), of_staff=of_staff)


def test_callers_leave_a_quarter_of_all_streams_to_staff_and_the_newest_takes_its_own_place() -> None:
    async def hoard() -> None:
        streams = Streams(lambda _: {}, most=8)

        def begin(its: Following) -> None:
            streams.add(streams.response(its, 0)._its)

        for number in range(6):
            begin(following(number))
        with pytest.raises(StreamsFullError):
            begin(following(6))
        streams.response(following(3), 0)  # the same caller again
        for number in range(2):
            begin(following(number, of_staff=True))
        with pytest.raises(StreamsFullError):
            begin(following(2, of_staff=True))
        streams.remove(next(iter(streams._all())))
        begin(following(2, of_staff=True))  # the control: there is room
        streams.end_all()

    asyncio.run(hoard())


class Live:
    """A call whose service listens as the program's own does, on small buffers."""

    def __init__(self, bench: ServiceBench, port: int, streams: Streams, call: LiveCall) -> None:
        self.bench, self.port, self.streams, self.call = bench, port, streams, call

    def agent(self, case: str) -> EventStream:
        return EventStream(self.port, FOLLOW_CASE, {STAFF_HEADER: "agent", CASE_HEADER: case})

    def caller(self) -> EventStream:
        return EventStream(self.port, FOLLOW_LIVE_CASE, {LIVE_CASE_HEADER: self.call.handle})


@contextmanager
def running(bench: ServiceBench, **limits: Any) -> Iterator[Live]:
    streams = Streams(bench.store.live_cases.marks, poll=QUICK, **limits)
    call = LiveCall(bench, on_event=streams.notify)
    signed_in(bench, call.agent, "agent")
    services = replace(bench.services(), live=Late(lambda: call.live), streams=streams)
    with closing(_listen("port", "127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        port = listener.getsockname()[1]
        with served(make_app(services, Door(frozenset({f"127.0.0.1:{port}"}))), listener):
            try:
                yield Live(bench, port, streams, call)
            finally:
                streams.end_all()


def test_one_more_than_there_may_be_is_asked_politely_to_come_again(bench: ServiceBench) -> None:
    with running(bench, most=1) as live:
        case = live.call.shared()
        with closing(live.agent(case)) as first:
            assert next(first.events()).seq == 1  # the control
            with closing(live.caller()) as second:
                assert (second.status, second.headers["retry-after"]) == (503, "1")
                assert Failure.BUSY.value.encode() in second._file.read(int(second.headers["content-length"]))
            assert len(live.streams) == 1


def never_reads(live: Live) -> socket.socket:
    """A caller's app that asks for its stream, and takes next to nothing of it."""
    its = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    its.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    its.connect(("127.0.0.1", live.port))
    lines = f"GET {FOLLOW_LIVE_CASE.url_path} HTTP/1.1", f"Host: 127.0.0.1:{live.port}"
    its.sendall("\r\n".join((*lines, f"{LIVE_CASE_HEADER}: {live.call.handle}", "", "")).encode())
    return its


def test_who_never_reads_delays_nobody_and_keeps_no_stream(bench: ServiceBench, expected_log: ExpectedLog) -> None:
    expected_log.expect("uvicorn.error", "without completing response")
    with running(bench, patience=timedelta(seconds=1)) as live:
        case = live.call.shared()
        for start in range(0, MANY, 40):
            added = [LoggedEvent(f"{start + place:016d}", EVENT) for place in range(40)]
            live.call.calls.add(live.call.handle, added)
        with closing(never_reads(live)), closing(live.agent(case)) as agent:
            heard, until = agent.events(), time.monotonic() + WITHIN
            assert [next(heard).seq for _ in range(MANY + 2)] == list(range(1, MANY + 3))
            number = MANY + 2
            while len(live.streams) > 1:
                number += 1
                began = time.monotonic()
                live.call.calls.add(live.call.handle, [LoggedEvent(f"{number:016d}", EVENT)])
                assert next(heard).seq == number
                assert time.monotonic() - began < SOON
                assert began < until
            assert len(live.streams) == 1, "the one that reads is still there"


def test_a_caller_fills_no_log_without_end(call: LiveCall) -> None:
    call.shared()
    ids = (f"{number:016d}" for number in range(2 * MOST_IN_LOG))
    some = [LoggedEvent(next(ids), EVENT) for _ in range(MOST_IN_LOG // 2)]
    call.calls.add(call.handle, some)  # the control
    more = [LoggedEvent(next(ids), EVENT) for _ in range(MOST_IN_LOG // 2)]
    assert refusal(call.calls.add, call.handle, more) is Failure.NOT_LIVE
    call.calls.end(call.handle)


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux has it")
@pytest.mark.parametrize("gone_after", [timedelta(seconds=1), GONE_AFTER])
def test_a_connection_that_takes_nothing_any_more_is_closed_by_the_system(gone_after: timedelta) -> None:
    """Else as long as its other end lives, or a quarter of an hour after that died. The control waits a minute."""
    with closing(_listen("port", "127.0.0.1", 0, gone_after)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        listener.listen()
        with closing(socket.socket()) as dead:
            dead.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            dead.connect(listener.getsockname())
            with closing(listener.accept()[0]) as ours:
                ours.settimeout(0)
                with suppress(BlockingIOError):
                    while True:
                        ours.send(bytes(1000))
                ends = select.poll()
                ends.register(ours, select.POLLIN)
                found = ends.poll(WITHIN * 1000 if gone_after < GONE_AFTER else 3000)
                assert bool(found) is (gone_after < GONE_AFTER)
                if found:
                    with pytest.raises(TimeoutError):
                        ours.send(b"beat")
