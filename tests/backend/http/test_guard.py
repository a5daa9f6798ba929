"""Who is let in: one exact shape of request, and none of the others (T5)."""

import json
from dataclasses import dataclass

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from secinfo_desktop.backend.http.guard import Door, Guard
from secinfo_desktop.contract.endpoints import LARGEST_BODY
from secinfo_desktop.domain.failures import Failure
from tests.helpers.asgi import Answer, Headers, call
from tests.helpers.practice_bench import HOST, TOKEN

GOOD = (("Host", HOST), ("Authorization", f"Bearer {TOKEN}"), ("Content-Type", "application/json"))
BODY = b'{"account_name": "mara"}'


@dataclass
class Room:
    """What lies behind the door; remembers what came in."""

    bodies: list[bytes]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take everything."""
        message = await receive()
        self.bodies.append(message["body"])
        await PlainTextResponse("in")(scope, receive, send)


@pytest.fixture
def room() -> Room:
    return Room([])


def knock(
    room: Room, headers: Headers = GOOD, method: str = "POST", path: str = "/v1/x", chunks: tuple[bytes, ...] = (BODY,)
) -> Answer:
    return call(Guard(room, Door(frozenset({HOST}), TOKEN)), method, path, headers, chunks)


def without(name: str) -> Headers:
    return [header for header in GOOD if header[0] != name]


def instead(name: str, value: str) -> Headers:
    return [*without(name), (name, value)]


HOSTILE: dict[str, tuple[Headers, str, str, tuple[bytes, ...], str]] = {
    "no token": (without("Authorization"), "POST", "/v1/x", (BODY,), "not_allowed"),
    "wrong token": (instead("Authorization", "Bearer guess"), "POST", "/v1/x", (BODY,), "not_allowed"),
    "half a token": (instead("Authorization", f"Bearer {TOKEN[:-1]}"), "POST", "/v1/x", (BODY,), "not_allowed"),
    "another scheme": (instead("Authorization", f"Basic {TOKEN}"), "POST", "/v1/x", (BODY,), "not_allowed"),
    "token in the query": (without("Authorization"), "POST", f"/v1/x?token={TOKEN}", (BODY,), "not_allowed"),
    "token twice": ([*GOOD, GOOD[1]], "POST", "/v1/x", (BODY,), "bad_request"),
    "no host": (without("Host"), "POST", "/v1/x", (BODY,), "not_allowed"),
    "a page's own host": (instead("Host", "evil.example"), "POST", "/v1/x", (BODY,), "not_allowed"),
    "a rebound name": (instead("Host", "evil.example:4711"), "POST", "/v1/x", (BODY,), "not_allowed"),
    "localhost by name": (instead("Host", "localhost:4711"), "POST", "/v1/x", (BODY,), "not_allowed"),
    "host without port": (instead("Host", "127.0.0.1"), "POST", "/v1/x", (BODY,), "not_allowed"),
    "host of another port": (instead("Host", "127.0.0.1:4712"), "POST", "/v1/x", (BODY,), "not_allowed"),
    "any address": (instead("Host", "0.0.0.0:4711"), "POST", "/v1/x", (BODY,), "not_allowed"),
    "host twice": ([*GOOD, ("Host", "evil.example")], "POST", "/v1/x", (BODY,), "bad_request"),
    "a page's origin": ([*GOOD, ("Origin", "https://evil.example")], "POST", "/v1/x", (BODY,), "not_allowed"),
    "a hidden origin": ([*GOOD, ("Origin", "null")], "POST", "/v1/x", (BODY,), "not_allowed"),
    "our own origin": ([*GOOD, ("Origin", f"http://{HOST}")], "POST", "/v1/x", (BODY,), "not_allowed"),
    "a page's fetch": ([*GOOD, ("Sec-Fetch-Site", "cross-site")], "POST", "/v1/x", (BODY,), "not_allowed"),
    "a page's navigation": ([*GOOD, ("Sec-Fetch-Mode", "navigate")], "GET", "/v1/x", (b"",), "not_allowed"),
    "a page's link": ([*GOOD, ("Referer", "https://evil.example/")], "GET", "/v1/x", (b"",), "not_allowed"),
    "TRACE": (GOOD, "TRACE", "/v1/x", (b"",), "not_allowed"),
    "OPTIONS": (GOOD, "OPTIONS", "/v1/x", (b"",), "not_allowed"),
    "HEAD": (GOOD, "HEAD", "/v1/x", (b"",), "not_allowed"),
    "DELETE": (GOOD, "DELETE", "/v1/x", (b"",), "not_allowed"),
    "CONNECT": (GOOD, "CONNECT", "/v1/x", (b"",), "not_allowed"),
    "a form": (instead("Content-Type", "application/x-www-form-urlencoded"), "POST", "/v1/x", (BODY,), "bad_request"),
    "plain text": (instead("Content-Type", "text/plain"), "POST", "/v1/x", (BODY,), "bad_request"),
    "no type": (without("Content-Type"), "POST", "/v1/x", (BODY,), "bad_request"),
    "almost JSON": (instead("Content-Type", "application/jsonp"), "POST", "/v1/x", (BODY,), "bad_request"),
    "another charset": (
        instead("Content-Type", "application/json; charset=utf-7"),
        "POST",
        "/v1/x",
        (BODY,),
        "bad_request",
    ),
    "a large body": (GOOD, "POST", "/v1/x", (b"x" * (LARGEST_BODY + 1),), "too_large"),
    "a large body in pieces": (GOOD, "POST", "/v1/x", (b"x" * 1000,) * 20, "too_large"),
    "a large length": ([*GOOD, ("Content-Length", "70000")], "POST", "/v1/x", (BODY,), "too_large"),
    "an endless length": ([*GOOD, ("Content-Length", "9" * 40)], "POST", "/v1/x", (BODY,), "too_large"),
    "a length that is none": ([*GOOD, ("Content-Length", "-1")], "POST", "/v1/x", (BODY,), "bad_request"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_request_reaches_nothing(room: Room, name: str) -> None:
    headers, method, path, chunks, code = HOSTILE[name]
    answer = knock(room, headers, method, path, chunks)
    assert answer.code == code
    assert room.bodies == []


@pytest.mark.parametrize("name", HOSTILE)
def test_without_the_guard_all_of_them_would_come_in(room: Room, name: str) -> None:
    """The control: it is the guard that keeps them out."""
    headers, method, path, chunks, _ = HOSTILE[name]
    assert call(room, method, path, headers, chunks).status == 200


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON", "application/json; charset=utf-8"])
def test_the_apps_own_request_comes_in_whole(room: Room, kind: str) -> None:
    answer = knock(room, instead("Content-Type", kind), chunks=(BODY[:5], BODY[5:]))
    assert answer.body == b"in"
    assert room.bodies == [BODY]


def test_a_question_without_a_body_needs_no_type(room: Room) -> None:
    assert knock(room, without("Content-Type"), "GET", chunks=(b"",)).status == 200


def test_a_body_of_the_largest_size_comes_in(room: Room) -> None:
    assert knock(room, chunks=(b"x" * LARGEST_BODY,)).status == 200


def test_a_hosted_service_asks_for_no_token(room: Room) -> None:
    guard = Guard(room, Door(frozenset({HOST})))
    assert call(guard, "GET", "/v1/x", [("Host", HOST)]).status == 200


def test_who_is_not_let_in_is_told_to_whoever_notes_it(room: Room) -> None:
    noted: list[tuple[str | None, Failure]] = []
    guard = Guard(room, Door(frozenset({HOST}), TOKEN), lambda peer, failure: noted.append((peer, failure)))
    for headers in (GOOD, without("Authorization"), without("Host")):
        call(guard, "GET", "/v1/x", headers)
    assert [failure for _, failure in noted] == [Failure.NOT_ALLOWED] * 2


def test_a_caller_that_leaves_half_way_is_answered_nothing_good(room: Room) -> None:
    assert knock(room, chunks=()).code == "bad_request"


def test_a_refusal_is_a_problem_document_that_no_cache_keeps(room: Room) -> None:
    answer = knock(room, without("Authorization"))
    assert answer.status == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(answer.body)["type"] == "about:blank"


def test_the_door_does_not_show_its_token() -> None:
    assert TOKEN not in repr(Door(frozenset({HOST}), TOKEN))
