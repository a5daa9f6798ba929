"""Many requests to a server, over a few connections that stay open, from a process of its own.

Each connection sends its next request when it has the answer to the one before: as many are under way as there are
connections, no more. The process does nothing else, knows no library and collects no garbage, so that what it takes of
the computer is small beside any server in Python.
"""

import gc
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Final

import msgspec

from tools.bench.rows import NotMeasured

CONNECTIONS: Final = 8
WITHIN_S: Final = 60.0
"""Longer than any server under measurement is silent."""
_HEAD_ENDS: Final = b"\r\n\r\n"
_LENGTH: Final = b"content-length:"
_CHUNK: Final = 65536


class Answered(msgspec.Struct, frozen=True):
    """An answer, whole and as it came; ``seconds`` from the first byte sent to the last byte read."""

    status: int
    seconds: float
    head: bytes
    body: bytes


class Load(msgspec.Struct, frozen=True):
    """What became of the requests, in their order; ``seconds`` for all of them together."""

    answers: list[Answered]
    seconds: float

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.answers) / self.seconds

    def percentile(self, which: int) -> float:
        """In milliseconds, of 1 to 99; there are at least two answers."""
        return quantiles((answer.seconds for answer in self.answers), n=100)[which - 1] * 1000

    def expect(self, status: int) -> "Load":
        """The load itself, if all were answered so.

        Raises:
            NotMeasured: at least one was not; what is quick in refusing says nothing.
        """
        others = [answer for answer in self.answers if answer.status != status]
        if others:
            words = others[0].body[:200].decode("latin-1")
            raise NotMeasured(f"{len(others)} of {len(self.answers)} answers are not {status}: {words}")
        return self


class _Order(msgspec.Struct, frozen=True):
    host: str
    port: int
    connections: int
    requests: list[bytes]


def drive(port: int, requests: Sequence[bytes], *, connections: int = CONNECTIONS, host: str = "127.0.0.1") -> Load:
    """Send requests (whole, with their heads) to a server of this computer; returns the answers in the same order.

    Raises:
        NotMeasured: the server hangs up, or answers something that is not HTTP with a length.
    """
    order = msgspec.msgpack.encode(_Order(host, port, connections, list(requests)))
    done = subprocess.run([sys.executable, "-m", "tools.bench.load"], input=order, capture_output=True, check=False)
    if done.returncode:
        raise NotMeasured(f"the load broke off: {done.stderr.decode().strip().splitlines()[-1]}")
    return msgspec.msgpack.decode(done.stdout, type=Load)


@dataclass
class _Connection:
    """One connection, and the request that is under way on it."""

    socket: socket.socket
    number: int = -1
    began: float = 0.0
    read: bytes = b""

    def ask(self, number: int, request: bytes) -> None:
        self.number, self.read, self.began = number, b"", time.perf_counter()
        self.socket.sendall(request)

    def answer(self) -> Answered | None:
        """The answer, once it is whole; it is the one that is asked for, since one request is under way at a time."""
        piece = self.socket.recv(_CHUNK)
        if not piece:
            raise ConnectionError("the server hung up")
        self.read += piece
        head, ends, body = self.read.partition(_HEAD_ENDS)
        if not ends or len(body) < _length(head):
            return None
        return Answered(int(head[9:12]), time.perf_counter() - self.began, head, body)


def _length(head: bytes) -> int:
    """Of a body; an answer without a length has none."""
    _, named, rest = head.lower().partition(_LENGTH)
    return int(rest.partition(b"\r\n")[0]) if named else 0


def _driven(order: _Order) -> Load:
    answers: list[Answered | None] = [None] * len(order.requests)
    waiting = iter(enumerate(order.requests))
    with selectors.DefaultSelector() as selector:
        open_ones = [_Connection(_connected(order)) for _ in range(min(order.connections, len(order.requests)))]
        began = time.perf_counter()
        for connection, (number, request) in zip(open_ones, waiting, strict=False):
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.ask(number, request)
        for connection in _ready(selector):
            answer = connection.answer()
            if answer is not None:
                answers[connection.number] = answer
                _go_on(connection, waiting, selector)
        seconds = time.perf_counter() - began
    return Load([answer for answer in answers if answer is not None], seconds)


def _connected(order: _Order) -> socket.socket:
    connection = socket.create_connection((order.host, order.port), WITHIN_S)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _ready(selector: selectors.BaseSelector) -> Iterator[_Connection]:
    while selector.get_map():
        events = selector.select(WITHIN_S)
        if not events:
            raise TimeoutError("the server is silent")
        for key, _ in events:
            yield key.data


def _go_on(connection: _Connection, waiting: Iterator[tuple[int, bytes]], selector: selectors.BaseSelector) -> None:
    following = next(waiting, None)
    if following is None:
        selector.unregister(connection.socket)
        connection.socket.close()
    else:
        connection.ask(*following)


if __name__ == "__main__":
    ordered = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=_Order)
    gc.disable()
    sys.stdout.buffer.write(msgspec.msgpack.encode(_driven(ordered)))
