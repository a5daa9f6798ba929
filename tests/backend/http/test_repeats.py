"""Over the wire: a double click is one code, and a device is made known by a session alone."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from secinfo_desktop.backend.services.signatures import new_key
from secinfo_desktop.backend.store.tables import ANSWER
from secinfo_desktop.contract.endpoints import FLOW_HEADER, PREFIX, REPEAT_HEADER, SESSION_HEADER
from tests.backend.store.contract import at_once
from tests.helpers.asgi import Answer, call
from tests.helpers.practice_bench import HOST, TOKEN, PracticeBench

SEND, GIVE = "/recovery/code", "/recovery/code/given"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PracticeBench]:
    its = PracticeBench(tmp_path / "data")
    yield its
    its.close()


def post(bench: PracticeBench, path: str, body: dict[str, object], **headers: str) -> Answer:
    """A request with headers of its own, written with underscores."""
    mine = [(name.replace("_", "-"), value) for name, value in headers.items()]
    base = [("Host", HOST), ("Authorization", f"Bearer {TOKEN}"), ("Content-Type", "application/json")]
    return call(bench.app, "POST", PREFIX + path, [*base, *mine], [json.dumps(body).encode()])


@pytest.fixture
def flow(bench: PracticeBench) -> tuple[str, dict[str, object]]:
    """An open flow, and the body that asks for a code in it."""
    person = bench.start("first-visit")
    opened = bench.post("/recovery/flows", {"account_name": person["account_name"]})
    return opened["flow"], {"contact": opened["contacts"][0]["id"], "typed": person["contacts"][0]["value"]}


def keyed(flow: str, key: str) -> dict[str, str]:
    return {FLOW_HEADER: flow, REPEAT_HEADER: key}


def test_a_double_click_is_one_code_and_one_answer(bench: PracticeBench, flow: tuple[str, dict[str, object]]) -> None:
    handle, body = flow
    answers = at_once([partial(post, bench, SEND, body, **keyed(handle, "one"))] * 4)
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert bench.get("/recovery/status", handle)["asked"] == 1


def test_without_a_key_the_second_click_meets_the_limit(
    bench: PracticeBench, flow: tuple[str, dict[str, object]]
) -> None:
    """The control."""
    handle, body = flow
    answers = [post(bench, SEND, body, **{FLOW_HEADER: handle}) for _ in range(2)]
    assert [answer.code for answer in answers] == [None, "too_soon"]


def test_a_wrong_code_given_twice_by_one_click_counts_once(
    bench: PracticeBench, flow: tuple[str, dict[str, object]]
) -> None:
    handle, body = flow
    post(bench, SEND, body, **keyed(handle, "one"))
    guesses = [post(bench, GIVE, {"code": "000000"}, **keyed(handle, "two")).code for _ in range(9)]
    assert set(guesses) == {"code_wrong"}
    others = [post(bench, GIVE, {"code": "000000"}, **keyed(handle, f"key {number}")).code for number in range(5)]
    assert others == [*["code_wrong"] * 4, "too_many_guesses"]


def test_a_key_for_two_different_requests_is_refused(bench: PracticeBench, flow: tuple[str, dict[str, object]]) -> None:
    handle, body = flow
    post(bench, SEND, body, **keyed(handle, "one"))
    answer = post(bench, SEND, {**body, "typed": None}, **keyed(handle, "one"))
    assert (answer.status, answer.code) == (422, "repeated_differently")


def test_a_key_sent_twice_is_no_key(bench: PracticeBench, flow: tuple[str, dict[str, object]]) -> None:
    handle, body = flow
    headers = [("Host", HOST), ("Authorization", f"Bearer {TOKEN}"), ("Content-Type", "application/json")]
    headers += [(FLOW_HEADER, handle), (REPEAT_HEADER, "one"), (REPEAT_HEADER, "two")]
    assert call(bench.app, "POST", PREFIX + SEND, headers, [json.dumps(body).encode()]).code == "bad_request"


def test_a_device_is_made_known_by_a_session_alone(bench: PracticeBench) -> None:
    asked: dict[str, object] = {"device": "desk", "public_key": new_key(Random(1))[1]}
    refused = post(bench, "/known-computers/added", asked, **{SESSION_HEADER: "a guess"})
    assert (refused.status, refused.code) == (403, "not_signed_in")
    assert post(bench, "/known-computers/added", asked).code == "bad_request"


def test_a_wrong_password_is_answered_like_an_unknown_name(bench: PracticeBench) -> None:
    person = bench.start("first-visit")
    names = (str(person["account_name"]), "nobody@example.org")
    answers = [post(bench, "/sign-in", {"account_name": name, "password": "x", "device": "desk"}) for name in names]
    assert answers[0] == answers[1]
    assert answers[0].code == "sign_in_wrong"


def test_whoever_holds_no_flow_leaves_no_row_behind(bench: PracticeBench, flow: tuple[str, dict[str, object]]) -> None:
    for number in range(5):
        assert post(bench, SEND, flow[1], **keyed("a guess", f"key {number}")).code == "flow_ended"
    assert kept_answers(bench) == 0
    post(bench, SEND, flow[1], **keyed(flow[0], "one"))
    assert kept_answers(bench) == 1


def kept_answers(bench: PracticeBench) -> int:
    with bench.service.store.database.read() as connection:
        return connection.execute(select(func.count()).select_from(ANSWER)).scalar() or 0
