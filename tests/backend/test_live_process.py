"""Shared calls of real processes: heard across two of them over one folder, and gone at once with the process."""

import json
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from secinfo_desktop.backend.store.opening import open_store
from secinfo_desktop.contract.endpoints import CASE_HEADER, LIVE_CASE_HEADER, STAFF_HEADER
from secinfo_desktop.contract.helpdesk_endpoints import ADD_LIVE_EVENTS, FOLLOW_CASE, FOLLOW_LIVE_CASE
from tests.bench.accounts import add_people
from tests.bench.live_calls import case_of, handle_of, share, token_of
from tests.bench.people import people
from tests.helpers.backend_process import BackendProcess, backend
from tests.helpers.event_stream import EventStream
from tests.helpers.smtp_sink import smtp_sink
from tests.helpers.staff_bench import an_event

GONE_WITHIN = 1.5
OF_AGENT = {STAFF_HEADER: token_of(0), CASE_HEADER: case_of(0)}
OF_CALLER = {LIVE_CASE_HEADER: handle_of(0)}


@pytest.fixture
def flags(tmp_path: Path) -> Iterator[tuple[str, ...]]:
    """Of a service with one shared case."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    with closing(open_store(data, None)) as store:
        somebody = list(people(1, 7))
        add_people(store.database, somebody)
        share(store.database, somebody)
    with smtp_sink() as sink:
        yield "serve", "--data", str(data), "--smtp", f"127.0.0.1:{sink.port}", "--port", "0"


def add(process: BackendProcess, number: int) -> None:
    """The caller adds an event."""
    with closing(HTTPConnection("127.0.0.1", process.port, timeout=10)) as line:
        headers = {**OF_CALLER, "Content-Type": "application/json"}
        line.request("POST", ADD_LIVE_EVENTS.url_path, json.dumps({"events": [an_event(number)]}), headers)
        assert line.getresponse().status == 200


def test_what_is_added_at_one_process_is_heard_at_the_other(flags: tuple[str, ...]) -> None:
    with backend(*flags) as one, backend(*flags) as other:
        add(one, 1)
        with closing(EventStream(other.port, FOLLOW_CASE, OF_AGENT)) as stream:
            heard = stream.events()
            assert next(heard).seq == 1
            add(one, 2)
            assert next(heard).seq == 2


def test_a_process_that_is_told_to_stop_ends_its_streams_at_once(flags: tuple[str, ...]) -> None:
    with backend(*flags) as serving, closing(EventStream(serving.port, FOLLOW_LIVE_CASE, OF_CALLER)) as stream:
        add(serving, 1)
        heard = stream.events()
        assert next(heard).seq == 1
        begun = time.monotonic()
        serving.process.send_signal(signal.SIGTERM)
        assert list(heard) == []
        serving.process.wait(10)
        assert time.monotonic() - begun < GONE_WITHIN
