"""A mail relay and a text gateway on loopback that say at which stage a letter is, and may die there.

A letter counts as taken from the moment at which the yes to it is written (RFC 5321, 6.1): then, and not before, the
server answers for it.
"""

import re
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_string, policy
from email.message import EmailMessage
from enum import StrEnum
from typing import BinaryIO

from secinfo_desktop.domain.contacts import Channel

_CODE = re.compile(r"(?<!\d)\d{3} \d{3}(?!\d)")


class Stage(StrEnum):
    """How far a letter has come."""

    CONNECTED = "connected"
    TOLD = "told"
    """The server has all of it and has not answered."""
    SAID_YES = "said_yes"


class Dies(Exception):  # noqa: N818 - an order
    """The server is to die where it stands."""


@dataclass(frozen=True)
class Taken:
    """A letter that a server has taken: what must be the same in all its repeats."""

    identity: str
    code: str
    words: str = field(repr=False)


@dataclass
class Servers:
    """``reached`` is told every stage, with the number of times that it has been reached; it may raise ``Dies``."""

    mail_port: int
    text_port: int
    reached: Callable[[Stage, int], None] = lambda _stage, _count: None
    taken: list[Taken] = field(default_factory=list)
    is_dead: bool = False
    counts: Counter[Stage] = field(default_factory=Counter)
    visiting: threading.Lock = field(default_factory=threading.Lock)
    """Held while somebody is there, of whom perhaps only a yes that nobody hears is left."""

    def begin(self, reached: Callable[[Stage, int], None]) -> None:
        """Live (again), and count anew."""
        self.is_dead, self.reached = False, reached
        self.counts.clear()

    def at(self, stage: Stage) -> None:
        """A letter is there."""
        self.counts[stage] += 1
        self.reached(stage, self.counts[stage])


@contextmanager
def dying_servers() -> Iterator[Servers]:
    """Both of them, for the length of a block."""
    listeners = {channel: socket.create_server(("127.0.0.1", 0)) for channel in (Channel.EMAIL, Channel.SMS)}
    mail, text = (its.getsockname()[1] for its in listeners.values())
    servers = Servers(mail, text)
    threads = [
        threading.Thread(target=_accept, args=(listener, servers, _SERVE[channel]), daemon=True)
        for channel, listener in listeners.items()
    ]
    for thread in threads:
        thread.start()
    yield servers
    for listener in listeners.values():
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
    for thread in threads:
        thread.join(10)


Serve = Callable[[Servers, BinaryIO, Callable[[str], None]], None]


def _accept(listener: socket.socket, servers: Servers, serve: Serve) -> None:
    """One visitor at a time, as one worker is."""
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            with connection, servers.visiting:
                _visit(connection, servers, serve)


def _visit(connection: socket.socket, servers: Servers, serve: Serve) -> None:
    connection.settimeout(20)
    try:
        if servers.is_dead:
            raise Dies
        with connection.makefile("rb") as incoming:
            servers.at(Stage.CONNECTED)
            serve(servers, incoming, lambda line: connection.sendall(f"{line}\r\n".encode()))
    except Dies:
        servers.is_dead = True
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    except (OSError, ValueError):
        return  # the visitor was killed


def _take_mail(servers: Servers, incoming: BinaryIO, say: Callable[[str], None]) -> None:
    say("220 here")
    while line := incoming.readline():
        verb = line[:4].upper()
        if verb == b"DATA":
            say("354 go on")
            lines = iter(incoming.readline, b".\r\n")
            text = b"".join(each for each in lines if each or _broken())
            _answer(servers, _mail(text.decode()), lambda: say("250 taken"))
        else:
            say("221 bye" if verb == b"QUIT" else "250 fine")
        if verb == b"QUIT":
            return


def _broken() -> bool:
    raise ConnectionError


def _take_text(servers: Servers, incoming: BinaryIO, say: Callable[[str], None]) -> None:
    incoming.readline()
    headers = dict(_header(line) for line in iter(incoming.readline, b"\r\n") if line or _broken())
    text = incoming.read(int(headers["content-length"])).decode()
    taken = Taken(headers["x-kannel-dlr-url"], _code(text), text)
    _answer(servers, taken, lambda: say("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\nConnection: close\r\n\r\n0:"))


def _header(line: bytes) -> tuple[str, str]:
    name, _, value = line.decode("latin-1").partition(":")
    return name.lower(), value.strip()


def _answer(servers: Servers, taken: Taken, say_yes: Callable[[], None]) -> None:
    servers.at(Stage.TOLD)
    say_yes()
    servers.taken.append(taken)
    servers.at(Stage.SAID_YES)


def _mail(text: str) -> Taken:
    mail = message_from_string(text, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    words = f"{mail['Subject']}\n{mail.get_content()}"
    return Taken(str(mail["Message-ID"]), _code(words), words)


def _code(words: str) -> str:
    found = _CODE.search(words)
    return found[0] if found else ""


_SERVE: dict[Channel, Serve] = {Channel.EMAIL: _take_mail, Channel.SMS: _take_text}
