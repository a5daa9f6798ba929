"""Codes under load: the load is what it says, a service that refuses is no figure, and a small run has every row."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest

from tools.bench.commits import rate_in
from tools.bench.load import drive
from tools.bench.rows import NotMeasured
from tools.bench.stores import SIGNED_IN, SLICES, by_turns, stores

PGBENCH = """
number of transactions actually processed: 33808
latency average = 0.473 ms
initial connection time = 9.120 ms
tps = 16914.203127 (without initial connection time)
"""


class _Echo(socketserver.StreamRequestHandler):
    """Answers each request with its own path, and notes how many were under way at once."""

    server: "_Server"

    def handle(self) -> None:
        while line := self.rfile.readline():
            while self.rfile.readline() != b"\r\n":
                continue
            body = line.split()[1]
            with self.server.guard:
                self.server.status = next(self.server.statuses)
            self.wfile.write(b"HTTP/1.1 %d is\r\nContent-Length: %d\r\n\r\n" % (self.server.status, len(body)))
            self.wfile.write(body)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, statuses: Iterator[int]) -> None:
        super().__init__(("127.0.0.1", 0), _Echo)
        self.guard, self.statuses, self.status, self.connections = threading.Lock(), statuses, 0, 0

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)


@contextmanager
def echo(statuses: Iterator[int]) -> Iterator[_Server]:
    with _Server(statuses) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def requests(many: int) -> list[bytes]:
    return [b"GET /%d HTTP/1.1\r\nHost: here\r\n\r\n" % number for number in range(many)]


def test_every_request_has_its_answer_over_few_connections() -> None:
    with echo(iter(lambda: 200, None)) as server:
        load = drive(server.server_address[1], requests(100), connections=4)
        assert server.connections == 4
    assert [answer.body for answer in load.answers] == [b"/%d" % number for number in range(100)]
    assert 0 < load.percentile(50) <= load.percentile(99)
    assert load.rate == pytest.approx(100 / load.seconds)
    assert load.expect(200) is load


def test_a_server_that_refuses_some_is_not_measured() -> None:
    some = (429 if number == 5 else 200 for number in count())
    with echo(some) as server, pytest.raises(NotMeasured, match="1 of 10 answers"):
        drive(server.server_address[1], requests(10)).expect(200)


def test_two_servers_are_asked_by_turns_and_everybody_once() -> None:
    with echo(iter(lambda: 200, None)) as one, echo(iter(lambda: 200, None)) as other:
        asked = [(server.server_address[1], requests(3 * SLICES)) for server in (one, other)]
        loads = by_turns(*asked)
    for load in loads:
        assert {answer.body for answer in load.answers} == {b"/%d" % number for number in range(3 * SLICES)}


def test_a_server_that_is_not_there_is_not_measured() -> None:
    with echo(iter(())) as server:
        port = server.server_address[1]
    with pytest.raises(NotMeasured, match="broke off"):
        drive(port, requests(1))


def test_the_rate_that_pgbench_tells_is_read() -> None:
    assert rate_in(PGBENCH) == 16914.203127
    with pytest.raises(NotMeasured):
        rate_in("pgbench: error")


@pytest.mark.real_part("postgresql")
@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_small_run_has_every_row() -> None:
    rows = list(stores(few=1_000, many=3_000, rounds=1))
    among_many = [1.3] * (1 + len(SIGNED_IN))
    assert [row.goal for row in rows] == [20, 0.4, *among_many, 0.2, *among_many]
    assert [row.goal for row in rows if row.at_least] == [0.4, 0.2]
    assert all(row.value > 0 for row in rows)
    assert all(re.search(r"\d+ codes/s|with few it is", row.how) for row in rows)
