"""The compiled parser keeps the bounds of the one that it stands in for; only where it is installed."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
import uvicorn

pytest.importorskip("httptools")

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from secinfo_desktop.backend.http.compiled import LARGEST_HEAD, BoundedHttp

TRAILER = (
    b"POST / HTTP/1.1\r\nhost: here\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"
    b"2\r\n{}\r\n0\r\nx-forwarded-for: 192.0.2.1\r\n\r\n"
)


async def tells_headers(scope: Any, receive: Any, send: Any) -> None:
    """Reads the body, then answers with the names of the headers."""
    while (await receive()).get("more_body"):
        continue
    names = b" ".join(name for name, _ in scope["headers"])
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(names))]})
    await send({"type": "http.response.body", "body": names})


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.accepts = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.accepts.set()


@contextmanager
def serving(protocol: type[asyncio.Protocol]) -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        config = uvicorn.Config(tells_headers, http=protocol, ws="none", lifespan="off", log_config=None)
        server = _Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        assert server.accepts.wait(10)
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def answer(port: int, *pieces: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
            return connection.makefile("rb").read()
        except ConnectionError:
            return b""


def test_a_trailer_is_no_header() -> None:
    with serving(BoundedHttp) as port:
        said = answer(port, TRAILER)
    assert b"200 OK" in said
    assert b"x-forwarded-for" not in said


def test_without_the_bound_a_trailer_would_be_a_header() -> None:
    with serving(HttpToolsProtocol) as port:
        assert b"x-forwarded-for" in answer(port, TRAILER)


@pytest.mark.parametrize(
    "endless",
    [
        b"GET / HTTP/1.1\r\nhost: here\r\nx: ",
        b"GET /",
        b"POST / HTTP/1.1\r\nhost: here\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nx: ",
    ],
)
def test_what_never_ends_is_not_gathered(endless: bytes) -> None:
    with serving(BoundedHttp) as port:
        said = answer(port, endless, *(b"x" * 4096 for _ in range(32 * LARGEST_HEAD // 4096)))
    assert b"200" not in said


def test_several_requests_come_over_one_connection() -> None:
    one = b"GET / HTTP/1.1\r\nhost: here\r\n\r\n"
    last = b"GET / HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n"
    with serving(BoundedHttp) as port:
        assert answer(port, one * 3, last).count(b"200 OK") == 4
