"""A proxy on loopback that cuts connections: in a request, in an answer, in a stream, or after a while; seeded.

What it cuts is gone without a word, as with a network that fails: some with a reset, some with a mere end.
"""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Final

PIECE: Final = 4096
IN_REQUEST, IN_ANSWER = 900, 2500
"""Bytes of a connection within which it is cut, either way."""
LONGEST_LIFE: Final = 0.3
"""Seconds after which one is cut that nothing passes through any more: a stream that is silent."""


@dataclass
class Cut:
    """Where one connection is cut: after so many bytes of either way, or after so many seconds; None: never there."""

    request: int | None = None
    answer: int | None = None
    seconds: float | None = None
    with_reset: bool = False


@dataclass
class CuttingProxy:
    """``cuts`` counts those that were made; after ``most`` it lets everything pass, so that every call ends."""

    port: int
    to: int
    random: Random
    most: int
    cuts: int = 0
    always: Cut | None = None
    """What becomes of every connection, instead of what is drawn."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: "list[_Pair]" = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def draw(self) -> Cut:
        """What becomes of the next connection: one in three passes whole."""
        if self.always is not None:
            return self.always
        with self._lock:
            draw = self.random
            where, with_reset = draw.randrange(6), draw.random() < 0.5
            if where == 0:
                return Cut(request=draw.randrange(IN_REQUEST), with_reset=with_reset)
            if where in (1, 2):
                return Cut(answer=draw.randrange(IN_ANSWER), with_reset=with_reset)
            return Cut(seconds=draw.random() * LONGEST_LIFE, with_reset=with_reset) if where == 3 else Cut()

    def cut_open(self) -> None:
        """Cuts every connection that is open now: streams that were begun on a network that held."""
        with self._lock:
            open_now, self._open = self._open, []
        for pair in open_now:
            pair.end(cutting=True)

    def passes(self, pair: "_Pair") -> None:
        """A connection is open."""
        with self._lock:
            self._open = [one for one in self._open if not one.is_over]
            self._open.append(pair)

    def may_cut(self) -> bool:
        """Counts a cut, if one is left."""
        with self._lock:
            if self.cuts >= self.most:
                return False
            self.cuts += 1
            return True


@contextmanager
def cutting_proxy(to: int, random: Random, most: int) -> Iterator[CuttingProxy]:
    """A proxy for the length of a block, before a port of this computer."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        proxy = CuttingProxy(listener.getsockname()[1], to, random, most)
        threading.Thread(target=_accept, args=(listener, proxy), name="cutting", daemon=True).start()
        yield proxy
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, proxy: CuttingProxy) -> None:
    with suppress(OSError):
        while True:
            near, _ = listener.accept()
            try:
                far = socket.create_connection(("127.0.0.1", proxy.to), 10)
            except OSError:
                near.close()
                continue
            pair = _Pair(near, far, proxy, proxy.draw())
            proxy.passes(pair)
            pair.start()


class _Pair:
    """One connection, passed on until it is cut or over."""

    def __init__(self, near: socket.socket, far: socket.socket, proxy: CuttingProxy, cut: Cut) -> None:
        self._near, self._far, self._proxy, self._cut = near, far, proxy, cut
        self._over = threading.Event()

    @property
    def is_over(self) -> bool:
        """True once nothing passes any more."""
        return self._over.is_set()

    def start(self) -> None:
        """Passes on from now on."""
        for source, target, place in (
            (self._near, self._far, self._cut.request),
            (self._far, self._near, self._cut.answer),
        ):
            threading.Thread(target=self._pass_on, args=(source, target, place), name="cutting", daemon=True).start()
        if self._cut.seconds is not None:
            timer = threading.Timer(self._cut.seconds, self.end, kwargs={"cutting": True})
            timer.daemon = True
            timer.start()

    def _pass_on(self, source: socket.socket, target: socket.socket, place: int | None) -> None:
        passed = 0
        with suppress(OSError):
            while piece := self._renamed(source.recv(PIECE)):
                if place is not None and passed + len(piece) > place and self._proxy.may_cut():
                    target.sendall(piece[: place - passed])
                    self.end(cutting=False)
                    return
                target.sendall(piece)
                passed += len(piece)
        self.end(cutting=False)

    def _renamed(self, piece: bytes) -> bytes:
        """The service is called by its own name: it answers to no other."""
        own, its = (f"Host: 127.0.0.1:{port}\r\n".encode() for port in (self._proxy.port, self._proxy.to))
        return piece.replace(own, its)

    def end(self, *, cutting: bool) -> None:
        """Ends it, if ``cutting`` only as long as cuts are left."""
        if self._over.is_set() or (cutting and not self._proxy.may_cut()):
            return
        self._over.set()
        for one in (self._near, self._far):
            with suppress(OSError):
                if self._cut.with_reset:
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                one.shutdown(socket.SHUT_RDWR)
            one.close()
