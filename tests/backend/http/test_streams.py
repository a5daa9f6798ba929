"""Streams of shared cases, over real sockets: at once, without loss, and no longer than somebody may look."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.backend.http.late import Late
from secinfo_desktop.backend.http.streams import Batch, Following, Streams
from secinfo_desktop.backend.http.watch import Watch
from secinfo_desktop.backend.metrics import Metrics
from secinfo_desktop.backend.services.live_records import LoggedEvent
from secinfo_desktop.backend.services.staff_records import NewStaffSession, StaffMember
from secinfo_desktop.backend.services.tokens import digest
from secinfo_desktop.backend.store.live_rows import AT_ONCE
from secinfo_desktop.contract.endpoint import Endpoint
from secinfo_desktop.contract.endpoints import CASE_HEADER, LIVE_CASE_HEADER, STAFF_HEADER
from secinfo_desktop.contract.helpdesk_endpoints import FOLLOW_CASE, FOLLOW_LIVE_CASE
from secinfo_desktop.contract.openapi import LAST_HEADER
from tests.helpers.event_stream import EventStream
from tests.helpers.live_call import EVENT, LiveCall
from tests.helpers.served import listening, served
from tests.helpers.service_bench import ServiceBench

AGENT = "agent"
QUICK = timedelta(seconds=0.05)


class Served:
    """A call whose service listens on a real port."""

    def __init__(self, bench: ServiceBench, port: int, streams: Streams, call: LiveCall, metrics: Metrics) -> None:
        self.bench, self.port, self.streams, self.call, self.metrics = bench, port, streams, call, metrics
        self.opened: list[EventStream] = []

    def agent(self, case: str, after: int = 0, token: str = AGENT) -> EventStream:
        """The agent follows a case."""
        return self._opened(FOLLOW_CASE, {STAFF_HEADER: token, CASE_HEADER: case, LAST_HEADER: str(after)})

    def caller(self, after: int = 0) -> EventStream:
        """The caller follows their own."""
        return self._opened(FOLLOW_LIVE_CASE, {LIVE_CASE_HEADER: self.call.handle, LAST_HEADER: str(after)})

    def _opened(self, endpoint: Endpoint, headers: dict[str, str]) -> EventStream:
        self.opened.append(EventStream(self.port, endpoint, headers))
        return self.opened[-1]


def signed_in(bench: ServiceBench, agent: StaffMember, token: str) -> None:
    ends_at = bench.clock() + timedelta(hours=8)
    assert bench.store.staff.begin(NewStaffSession(token, digest(token), agent.id, bench.clock(), ends_at))


@contextmanager
def running(bench: ServiceBench, heartbeat: timedelta = timedelta(seconds=30)) -> Iterator[Served]:
    """The service on a port, with a call."""
    streams, metrics = Streams(bench.store.live_cases.marks, heartbeat, QUICK), Metrics()
    call = LiveCall(bench, on_event=streams.notify)
    signed_in(bench, call.agent, "agent")
    services = replace(bench.services(), live=Late(lambda: call.live), streams=streams)
    with listening() as listener:
        port = listener.getsockname()[1]
        app = make_app(services, Door(frozenset({f"127.0.0.1:{port}"})))
        with served(Watch(app, metrics, lambda: 0.0), listener):
            its = Served(bench, port, streams, call, metrics)
            try:
                yield its
            finally:
                streams.end_all()
                for stream in its.opened:
                    stream.close()


@pytest.fixture
def bench(bench_on_each: ServiceBench) -> ServiceBench:
    return bench_on_each


@pytest.fixture
def live(bench: ServiceBench) -> Iterator[Served]:
    with running(bench) as its:
        yield its


def test_both_sides_hear_at_once_what_the_other_adds(live: Served) -> None:
    case = live.call.shared()
    agent, caller = live.agent(case), live.caller()
    assert (agent.status, agent.headers["content-type"]) == (200, "text/event-stream")
    for stream in (agent.events(), caller.events()):
        assert [next(stream).live, next(stream).live] == ["joined", "allowed"]
    live.call.calls.add(live.call.handle, [LoggedEvent("a" * 16, EVENT)])
    again, caller_again = live.agent(case, after=2), live.caller(after=2)
    assert next(again.events()).seq == next(caller_again.events()).seq == 3


def test_the_agent_hears_nothing_before_allow_and_only_no_if_it_is_that(live: Served) -> None:
    case = live.call.joined()
    live.call.calls.add(live.call.handle, [LoggedEvent("a" * 16, EVENT)])
    heard = live.agent(case).events()
    live.call.calls.answer(live.call.handle, allow=False)
    assert [its.live for its in heard] == ["refused"]


def test_somebody_else_of_the_helpdesk_hears_nothing_before_allow(live: Served) -> None:
    case = live.call.joined()
    signed_in(live.bench, live.call.other, "other")
    assert live.agent(case, token="other").status == 404
    assert live.agent(case, token="nobody").status == 403
    live.call.calls.answer(live.call.handle, allow=True)
    assert live.agent(case, token="other").status == 200


def test_what_another_process_has_written_is_heard_as_well(live: Served) -> None:
    case = live.call.shared()
    heard = live.agent(case, after=2).events()
    with closing(live.bench.another_store()) as store:
        live.bench.live(store).calls.add(live.call.handle, [LoggedEvent("b" * 16, EVENT)])
    assert next(heard).seq == 3


def test_a_stream_ends_with_the_case_and_says_so(live: Served) -> None:
    case = live.call.shared()
    agent, caller = live.agent(case, after=2).events(), live.caller(after=2).events()
    live.call.calls.end(live.call.handle)
    assert [its.live for its in agent] == [its.live for its in caller] == ["ended"]


def test_a_stream_ends_with_the_flow_of_the_caller(live: Served) -> None:
    live.call.shared()
    caller = live.caller(after=2).events()
    live.bench.clock.advance(hours=3)
    live.streams.notify(live.call.calls.case_of(live.call.handle))
    assert [its.live for its in caller] == ["ended"]


def test_what_is_told_of_a_flow_that_was_just_closed_is_heard_before_the_last_word(live: Served) -> None:
    case = live.call.shared()
    agent, caller = live.agent(case, after=2).events(), live.caller(after=2).events()
    live.call.close_flow()
    live.call.calls.add(live.call.handle, [LoggedEvent("a" * 16, EVENT)])
    live.call.calls.end(live.call.handle)
    assert [its.live for its in agent] == [its.live for its in caller] == [None, "ended"]


def test_who_was_away_long_hears_a_long_log_to_its_last_word(live: Served) -> None:
    live.call.shared()
    live.call.calls.add(live.call.handle, [LoggedEvent(f"{number:016d}", EVENT) for number in range(AT_ONCE)])
    live.call.calls.end(live.call.handle)
    assert [its.live for its in live.caller().events()][-1] == "ended"


def test_a_stream_ends_when_the_session_of_staff_does(bench: ServiceBench) -> None:
    with running(bench, heartbeat=QUICK) as live:
        case = live.call.shared()
        heard = live.agent(case, after=2)
        bench.store.staff.end_session("agent", bench.clock())
        assert list(heard.events()) == []
        assert heard.beats > 0


def test_the_newest_connection_takes_the_place_of_the_one_before(live: Served) -> None:
    live.call.shared()
    first = live.caller(after=2)
    second = live.caller(after=2)
    assert list(first.events()) == []
    live.call.calls.add(live.call.handle, [LoggedEvent("c" * 16, EVENT)])
    assert next(second.events()).seq == 3
    assert len(live.streams) == 1


def test_a_stream_is_counted_once_when_it_begins(live: Served) -> None:
    live.call.shared()
    stream = live.caller()
    assert next(stream.events()).seq == 1
    assert 'secinfo_requests_total{endpoint="follow_live_case",status="200"} 1' in live.metrics.text(0)


def test_the_end_of_the_service_ends_streams_at_once(live: Served) -> None:
    live.call.shared()
    stream = live.caller(after=2)
    live.streams.end_all()
    assert list(stream.events()) == []


@pytest.mark.parametrize("reads", [True, False])
def test_who_reads_no_more_keeps_no_stream(reads: bool) -> None:
    streams = Streams(lambda _: {}, patience=timedelta(milliseconds=20))
    told: list[str] = []

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Any) -> None:
        told.append(message["type"])
        if not reads and message["type"] == "http.response.body":
            await asyncio.Event().wait()

    async def follow() -> None:
        following = Following("a-case", "somebody", lambda _: Batch((), is_over=reads))
        await streams.response(following, 0)({}, receive, send)

    asyncio.run(asyncio.wait_for(follow(), 5))
    assert len(streams) == 0
    assert told == ["http.response.start", "http.response.body"] + ["http.response.body"] * reads
