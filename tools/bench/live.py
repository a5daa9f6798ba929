"""Shared calls: how soon one side sees what the other adds, with many of them open, and what each takes of memory."""

import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from typing import Final

import msgspec
import psutil

from secinfo_desktop.backend.store.opening import open_store
from secinfo_desktop.contract.endpoints import CASE_HEADER, LIVE_CASE_HEADER, STAFF_HEADER
from secinfo_desktop.contract.helpdesk_endpoints import ADD_EVENTS, ADD_LIVE_EVENTS, FOLLOW_CASE, FOLLOW_LIVE_CASE
from tests.bench.accounts import add_people
from tests.bench.live_calls import case_of, handle_of, share, token_of
from tests.bench.people import people
from tests.helpers.event_stream import EventStream
from tools.bench.rows import NotMeasured, Row
from tools.bench.service import running_service

SEED: Final = 20261127
CASES: Final = 200
EVENTS: Final = 2000
ECHOES: Final = 2000
P99_GOAL_MS: Final = 150.0
MEMORY_GOAL_KIB: Final = 256.0
_AT: Final = "2026-11-27T12:00:00Z"


def live(cases: int = CASES, events: int = EVENTS) -> Iterator[Row]:
    """Both rows, on SQLite, beside a bare echo over HTTP in the same minutes."""
    with tempfile.TemporaryDirectory(prefix="secinfo-bench-") as folder:
        data = Path(folder) / "data"
        data.mkdir(mode=0o700)
        with closing(open_store(data, None)) as store:
            everybody = list(people(cases, SEED))
            add_people(store.database, everybody)
            share(store.database, everybody)
        with running_service(data) as port:
            process = _listening(port)
            _warm(port, cases)
            before = process.memory_info().rss
            took, grown = _measured(port, cases, events, process)
    echo = _p99(_echoes())
    how = f"{events:,} events by turns from each side, one after the other; a bare HTTP echo {echo:.2f} ms"
    yield Row(f"event to the other side, {cases} live cases, p99", _p99(took), "ms", P99_GOAL_MS, how)
    each = (grown - before) / 1024 / cases
    yield Row("memory per live case", each, "KiB", MEMORY_GOAL_KIB, "of the service, with both sides' streams open")


def _measured(port: int, cases: int, events: int, process: psutil.Process) -> tuple[list[float], int]:
    both = [(_agent(port, place), _caller(port, place)) for place in range(cases)]
    try:
        heard = [(agent.events(), caller.events()) for agent, caller in both]
        with closing(HTTPConnection("127.0.0.1", port)) as line:
            took = []
            for number in range(events):
                place, by_caller = number % cases, (number // cases) % 2 == 0
                begun = time.perf_counter()
                _add(line, port, place, number, by_caller=by_caller)
                next(heard[place][0 if by_caller else 1])
                took.append(time.perf_counter() - begun)
                next(heard[place][1 if by_caller else 0])
        return took, process.memory_info().rss
    finally:
        for stream in (each for pair in both for each in pair):
            stream.close()


def _agent(port: int, place: int) -> EventStream:
    return EventStream(port, FOLLOW_CASE, {STAFF_HEADER: token_of(place), CASE_HEADER: case_of(place)})


def _caller(port: int, place: int) -> EventStream:
    return EventStream(port, FOLLOW_LIVE_CASE, {LIVE_CASE_HEADER: handle_of(place)})


def _warm(port: int, cases: int) -> None:
    """What every way takes once is loaded before memory is looked at."""
    with closing(HTTPConnection("127.0.0.1", port)) as line:
        for endpoint, headers in ((FOLLOW_CASE, {STAFF_HEADER: "x", CASE_HEADER: "y" * 8}),) * 20:
            line.request(endpoint.method, endpoint.url_path, headers=headers)
            line.getresponse().read()
    for place in range(min(cases, 5)):
        _agent(port, place).close()
        _caller(port, place).close()


def _add(line: HTTPConnection, port: int, place: int, number: int, *, by_caller: bool) -> None:
    event = {"id": f"bench-event-{number:08d}", "event": {"type": "skipped", "at": _AT, "step": "check_junk"}}
    body: dict[str, object] = {"events": [event]}
    endpoint = ADD_LIVE_EVENTS if by_caller else ADD_EVENTS
    headers = {LIVE_CASE_HEADER: handle_of(place)} if by_caller else {STAFF_HEADER: token_of(place)}
    if not by_caller:
        body["case"] = case_of(place)
    headers |= {"Content-Type": "application/json", "Host": f"127.0.0.1:{port}"}
    line.request(endpoint.method, endpoint.url_path, msgspec.json.encode(body), headers)
    answer = line.getresponse()
    answer.read()
    if answer.status != 200:
        raise NotMeasured(f"{endpoint.name} was refused ({answer.status})")


def _listening(port: int) -> psutil.Process:
    """The process that listens on a port: a child of this one."""
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if any(its.laddr.port == port and its.status == "LISTEN" for its in child.net_connections("tcp")):
                return child
    raise NotMeasured("the service's process is not found")


def _p99(seconds: Sequence[float]) -> float:
    """In milliseconds."""
    return quantiles(seconds, n=100)[98] * 1000


def _echoes() -> list[float]:
    """How long a bare answer over HTTP takes on this computer now."""
    with _echo() as port, closing(HTTPConnection("127.0.0.1", port)) as line:
        took = []
        for _ in range(ECHOES):
            begun = time.perf_counter()
            line.request("POST", "/", b"{}")
            line.getresponse().read()
            took.append(time.perf_counter() - begun)
        return took


@contextmanager
def _echo() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_answer, args=(listener,), daemon=True).start()
        yield int(listener.getsockname()[1])


def _answer(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while connection.recv(65536):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
