"""An ASGI application behind a real server on a real port of loopback, in a thread of the test's own process."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

WITHIN = 10.0


class _Server(uvicorn.Server):
    """Says when it accepts."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(uvicorn.Config(app, http="h11", ws="none", lifespan="off", log_config=None, access_log=False))
        self.accepts = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to accept, then say so."""
        await super().startup(sockets)
        self.accepts.set()


@contextmanager
def listening() -> Iterator[socket.socket]:
    """A socket with a port of its own, for ``served``; whoever makes the application may need to know the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        yield listener


@contextmanager
def served(app: ASGIApp, listener: socket.socket) -> Iterator[None]:
    """The application on that socket for the length of a block."""
    server = _Server(app)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    assert server.accepts.wait(WITHIN)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(WITHIN)
