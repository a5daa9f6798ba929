"""Requests that must not come in, as bytes: everything right about them but one thing."""

import json
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.backend.http.test_guard import BODY, GOOD, HOSTILE
from tests.helpers.asgi import Headers
from tests.helpers.practice_bench import HOST, TOKEN

WITHIN = 15.0
CHANGES = "/v1/practice/start"
READS = "/v1/practice/world"
CHANGING = json.dumps({"scenario": "first-visit", "seed": 3}).encode()


@dataclass(frozen=True)
class Target:
    """Where the requests go, and what opens the door there."""

    port: int
    token: str = field(repr=False)

    def filled(self, text: str) -> str:
        """A text for this target, from one that was written for the bench."""
        return text.replace(TOKEN, self.token).replace(":4711", f":{self.port}").replace(":4712", f":{self.port + 1}")


def hostile(target: Target) -> Mapping[str, bytes]:
    """Every hostile request by its name."""
    told = {name: _wire(target, *shape[:4]) for name, shape in HOSTILE.items()}
    return {**told, **dict(_of_the_wire(target))}


def good(target: Target) -> bytes:
    """A request that comes in and changes something."""
    return _wire(target, GOOD, "POST", CHANGES, (CHANGING,))


def reading(target: Target) -> bytes:
    """A request that comes in and reads something."""
    return _wire(target, GOOD, "GET", READS, (b"",))


def send(port: int, request: bytes) -> bytes:
    """One request on a connection of its own; returns all that comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=WITHIN) as connection:
        connection.sendall(request)
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except ConnectionError:
            pass  # closed on us in the middle of a body that is too large: an answer as well
        return answer


def status(answer: bytes) -> int:
    """The status of an answer; 0 if the connection was closed without a word."""
    return int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else 0


def _wire(target: Target, headers: Headers, method: str, path: str, chunks: tuple[bytes, ...]) -> bytes:
    """A request that would change or read something, if it came in."""
    path = target.filled(path).replace("/v1/x", READS if method == "GET" else CHANGES)
    bodies = [CHANGING if chunk == BODY else chunk for chunk in chunks]
    lines = [f"{name}: {target.filled(value)}" for name, value in headers]
    if len(bodies) > 1:
        lines.append("Transfer-Encoding: chunked")
        body = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in bodies) + b"0\r\n\r\n"
    else:
        body = bodies[0]
        if "Content-Length" not in dict(headers):
            lines.append(f"Content-Length: {len(body)}")
    return _request(f"{method} {path} HTTP/1.1", lines, body)


def _request(first: str, lines: list[str], body: bytes = b"") -> bytes:
    return "\r\n".join((first, "Connection: close", *lines, "", "")).encode("latin-1") + body


def _of_the_wire(target: Target) -> Iterator[tuple[str, bytes]]:
    """What only a wire can carry, and names for this computer that a page could get a browser to use."""
    host, bearer = target.filled(HOST), f"Authorization: Bearer {target.token}"
    rest = ["Content-Type: application/json", f"Content-Length: {len(CHANGING)}"]
    post = f"POST {CHANGES} HTTP/1.1"
    for name in ("127.1", "2130706433", "0x7f000001", "127.0.0.1.", "[::1]", "user@127.0.0.1", "127.0.0.1.nip.example"):
        yield f"host {name}", _request(post, [f"Host: {name}:{target.port}", bearer, *rest], CHANGING)
    evil = ["Host: evil.example", bearer, *rest]
    for header in ("X-Forwarded-Host", "X-Host", "X-Original-Host"):
        yield f"our host in {header}", _request(post, [*evil, f"{header}: {host}"], CHANGING)
    yield "our host in Forwarded", _request(post, [*evil, f"Forwarded: host={host};for=127.0.0.1"], CHANGING)
    ours = [f"Host: {host}"]
    for header in ("Cookie: token=", "X-Token: ", "Recovery-Flow: ", "Proxy-Authorization: Bearer "):
        name = header.partition(":")[0]
        yield f"token in {name}", _request(post, [*ours, *rest, f"{header}{target.token}"], CHANGING)
    yield "two tokens in one", _request(post, [*ours, f"{bearer}, Bearer x", *rest], CHANGING)
    yield "token in a folded line", _request(post, [*ours, "X-Note: 1", f" {bearer}", *rest], CHANGING)
    yield "space before the colon", _request(post, [*ours, bearer.replace(":", " :"), *rest], CHANGING)
    yield "NUL in the token", _request(post, [*ours, f"{bearer}\0", *rest], CHANGING)
    yield "two lengths", _request(post, [*ours, bearer, *rest, "Content-Length: 0"], CHANGING)
    hidden = b"0\r\n\r\n" + _request(post, [*ours, bearer, *rest], CHANGING)
    yield "a request hidden in a body", _request(post, [*ours, *rest, "Transfer-Encoding: chunked"], hidden)
    yield "absolute target", _request(f"POST http://evil.example{CHANGES} HTTP/1.1", [*ours, *rest], CHANGING)
    for path in (f"/{READS}", f"/v1/..{READS}", f"{READS}%00", f"{READS}/", READS.upper()):
        yield f"no token, path {path}", _request(f"GET {path} HTTP/1.1", ours)
    yield "another method in a header", _request(f"GET {CHANGES} HTTP/1.1", [*ours, "X-HTTP-Method-Override: POST"])
    yield "small letters", _request(f"post {CHANGES} HTTP/1.1", [*ours, bearer, *rest], CHANGING)
    upgrade = ["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="]
    yield "a socket for a page", _request(f"GET {READS} HTTP/1.1", [*ours, *upgrade])
    yield "HTTP/2", b"PRI * HTTP/2.0\r\nConnection: close\r\n\r\n"
    yield "TLS", bytes.fromhex("160301002f0100002b0303") + bytes(40)
    yield "HTTP/1.0 without host", _request(f"POST {CHANGES} HTTP/1.0", [bearer, *rest], CHANGING)
