"""Calls an ASGI application without a network, as a server would: chunk by chunk if a test wants it."""

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        """The body, which must be a JSON object."""
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found

    @property
    def code(self) -> str | None:
        """The problem's code; None where it is no problem."""
        is_problem = self.headers.get("content-type") == "application/problem+json"
        return str(self.json()["code"]) if is_problem else None


def call(
    app: ASGIApp, method: str, path: str, headers: Headers, chunks: Iterable[bytes] = (b"",), peer: str = "127.0.0.1"
) -> Answer:
    """One request from a network address; ``path`` may have a query."""
    return asyncio.run(_call(app, method, path, headers, list(chunks), peer))


async def _call(app: ASGIApp, method: str, path: str, headers: Headers, chunks: list[bytes], peer: str) -> Answer:
    raw_path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": raw_path,
        "raw_path": raw_path.encode(),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers],
        "client": (peer, 50000),
        "server": ("127.0.0.1", 4711),
    }
    waiting: list[Message] = [
        {"type": "http.request", "body": chunk, "more_body": place < len(chunks)}
        for place, chunk in enumerate(chunks, 1)
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return _answer(sent)


def _answer(sent: list[Message]) -> Answer:
    start, *bodies = sent
    headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    return Answer(int(start["status"]), headers, b"".join(body.get("body", b"") for body in bodies))
