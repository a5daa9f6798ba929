"""A server on loopback that does to its clients whatever a test wants (the cases T15)."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HEAD_END = b"\r\n\r\n"


@dataclass
class Visit:
    """One connection: what came, and the ways to answer it."""

    request: bytes
    stopped: threading.Event
    _socket: socket.socket
    sent: int = 0

    def send(self, data: bytes) -> None:
        """Send all of it, unless the client has gone."""
        self._socket.sendall(data)
        self.sent += len(data)

    def trickle(self, data: bytes, seconds: float) -> None:
        """Send it byte by byte, with a pause before each, until the client or the test has gone."""
        for place in range(len(data)):
            if self.stopped.wait(seconds):
                return
            self.send(data[place : place + 1])

    def hang(self) -> None:
        """Say nothing until the client or the test has gone."""
        self._socket.recv(1)

    def reset(self) -> None:
        """Break the connection, so that the client gets an error and not an end."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


Behaviour = Callable[[Visit], None]


@dataclass
class HostileServer:
    """``behave`` is called with each visit and can be changed at any time; ``visits`` holds them in their order."""

    port: int
    behave: Behaviour
    visits: list[Visit] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def hostile_server(behave: Behaviour = lambda _: None) -> Iterator[HostileServer]:
    """A server for the length of a test."""
    stopped = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = HostileServer(listener.getsockname()[1], behave)
        thread = threading.Thread(target=_accept, args=(listener, server, stopped), daemon=True)
        thread.start()
        yield server
        stopped.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def _accept(listener: socket.socket, server: HostileServer, stopped: threading.Event) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=_serve, args=(connection, server, stopped), daemon=True).start()


def _serve(connection: socket.socket, server: HostileServer, stopped: threading.Event) -> None:
    with connection, suppress(OSError):
        connection.settimeout(30)
        visit = Visit(_read_request(connection), stopped, connection)
        server.visits.append(visit)
        server.behave(visit)


def _read_request(connection: socket.socket) -> bytes:
    request = b""
    while HEAD_END not in request:
        piece = connection.recv(65536)
        if not piece:
            return request
        request += piece
    head, _, body = request.partition(HEAD_END)
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = int(lengths[0].split(b":")[1]) - len(body) if lengths else 0
    while missing > 0 and (piece := connection.recv(missing)):
        request += piece
        missing -= len(piece)
    return request


def reply(body: bytes, status: str = "200 OK", media_type: str = "application/json", *headers: str) -> bytes:
    """An answer in one piece."""
    lines = (f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {len(body)}", *headers)
    return "\r\n".join(lines).encode("latin-1") + HEAD_END + body


def saying(answer: bytes) -> Behaviour:
    """Answers everything with the same bytes."""
    return lambda visit: visit.send(answer)
