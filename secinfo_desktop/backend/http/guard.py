"""Keeps strangers out before any route is looked at: other programs' users, web pages, oversized or odd requests (R23).

A loopback port is open to every user of the computer and to every page in a browser (DNS rebinding, forged forms).
"""

import asyncio
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from secinfo_desktop.backend.http.problems import problem
from secinfo_desktop.backend.http.speed import in_thread
from secinfo_desktop.backend.networks import Network
from secinfo_desktop.contract.endpoints import (
    CASE_HEADER,
    FLOW_HEADER,
    LARGEST_BODY,
    LIVE_CASE_HEADER,
    REPEAT_HEADER,
    SESSION_HEADER,
    STAFF_HEADER,
)
from secinfo_desktop.domain.failures import Failure

METHODS = frozenset({"GET", "POST"})
FROM_A_BROWSER = (b"origin", b"referer", b"sec-fetch-site", b"sec-fetch-mode", b"sec-fetch-dest", b"sec-fetch-user")
JSON = b"application/json"
BODY_WITHIN = timedelta(seconds=10)
_SINGLE = (b"host", b"authorization", b"content-type", b"content-length")
_OURS = (FLOW_HEADER, SESSION_HEADER, REPEAT_HEADER, STAFF_HEADER, LIVE_CASE_HEADER, CASE_HEADER)
_SINGLE_OF_OURS = tuple(name.lower().encode() for name in _OURS)


@dataclass(frozen=True)
class Door:
    """Who is let in: the exact ``Host`` values, and the bearer token if there is one.

    ``proxies`` are the networks whose word on where a request comes from is taken.
    """

    hosts: frozenset[str]
    token: str | None = field(default=None, repr=False)
    proxies: tuple[Network, ...] = ()


class Guard:
    """Lets in what the door allows, with its whole body read; answers everything else itself.

    ``note`` is told who (the connection's address) was not allowed in; it may write, so it runs in a thread.
    """

    def __init__(self, app: ASGIApp, door: Door, note: Callable[[str | None, Failure], None] | None = None) -> None:
        self._app = app
        self._door = door
        self._note = note

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection of the server."""
        if scope["type"] != "http":
            return
        body = await self._admit(scope, receive)
        if isinstance(body, Failure):
            if body is Failure.NOT_ALLOWED and self._note is not None:
                client = scope.get("client")
                await in_thread(self._note, client[0] if client else None, body)
            await problem(body)(scope, receive, send)
        else:
            await self._app(scope, _replay(body, receive), send)

    async def _admit(self, scope: Scope, receive: Receive) -> bytes | Failure:
        """The body of a request that may come in, or why it may not; a body is read last."""
        headers = _single_headers(scope)
        if headers is None:
            return Failure.BAD_REQUEST
        if failure := self._refusal(scope, headers):
            return failure
        body = await read_body(receive)
        return body if isinstance(body, Failure) or not body or _is_json(headers) else Failure.BAD_REQUEST

    def _refusal(self, scope: Scope, headers: Mapping[bytes, bytes]) -> Failure | None:
        if headers.get(b"host", b"").decode("latin-1") not in self._door.hosts:
            return Failure.NOT_ALLOWED
        if scope["method"] not in METHODS or any(name in headers for name in FROM_A_BROWSER):
            return Failure.NOT_ALLOWED
        if not self._has_token(headers):
            return Failure.NOT_ALLOWED
        length = headers.get(b"content-length", b"0")
        if not length.isdigit():
            return Failure.BAD_REQUEST
        return Failure.TOO_LARGE if len(length) > 9 or int(length) > LARGEST_BODY else None

    def _has_token(self, headers: Mapping[bytes, bytes]) -> bool:
        if self._door.token is None:
            return True
        return hmac.compare_digest(headers.get(b"authorization", b""), f"Bearer {self._door.token}".encode())


def _single_headers(scope: Scope) -> dict[bytes, bytes] | None:
    """The headers by name; None if one that decides something comes twice."""
    names = [name for name, _ in scope["headers"]]
    return None if any(names.count(name) > 1 for name in (*_SINGLE, *_SINGLE_OF_OURS)) else dict(scope["headers"])


def _is_json(headers: Mapping[bytes, bytes]) -> bool:
    """True if a body says that it is JSON; what a page's form can send does not."""
    kind, _, parameters = headers.get(b"content-type", b"").lower().partition(b";")
    return kind.strip() == JSON and parameters.strip() in (b"", b"charset=utf-8")


async def read_body(receive: Receive) -> bytes | Failure:
    """A request's whole body, or why it is not taken: too large, too slow, or broken off."""
    try:
        async with asyncio.timeout(BODY_WITHIN.total_seconds()):
            return await _whole(receive)
    except TimeoutError:
        return Failure.BAD_REQUEST


async def _whole(receive: Receive) -> bytes | Failure:
    read = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return Failure.BAD_REQUEST
        read += bytes(message.get("body", b""))
        if len(read) > LARGEST_BODY:
            return Failure.TOO_LARGE
        if not message.get("more_body", False):
            return read


def _replay(body: bytes, receive: Receive) -> Receive:
    """Hands the body on as one piece, then what the connection says next."""
    pieces: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pieces.pop() if pieces else await receive()

    return replay
