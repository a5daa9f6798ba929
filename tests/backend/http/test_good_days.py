"""The stories of good days, told by the service: what a person finds who signs in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from secinfo_desktop.contract.endpoints import SESSION_HEADER
from tests.helpers.asgi import call
from tests.helpers.practice_bench import HOST, TOKEN, PracticeBench

HEADERS = [("Host", HOST), ("Authorization", f"Bearer {TOKEN}")]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[PracticeBench]:
    running = PracticeBench(tmp_path)
    yield running
    running.close()


def ask(bench: PracticeBench, session: str, path: str) -> dict[str, Any]:
    """What a signed-in person is told."""
    answer = call(bench.app, "GET", f"/v1{path}", [*HEADERS, (SESSION_HEADER, session)], [b""])
    assert answer.status == 200, answer.body
    return dict(answer.json())


def signed_in(bench: PracticeBench, story: str) -> tuple[str, dict[str, Any]]:
    """A session of the story's person, and where it stands."""
    person = bench.start(story)
    asked = {"account_name": person["account_name"], "password": person["password"], "device": "mine"}
    session = str(bench.post("/sign-in", asked)["session"])
    return session, ask(bench, session, "/session")


def test_every_story_is_told_apart_from_those_about_codes(bench: PracticeBench) -> None:
    listed = bench.get("/practice/scenarios")
    days, codes = ({its["id"] for its in listed[kind]} for kind in ("good_days", "scenarios"))
    assert len(days) == 4
    assert not days & codes


def test_one_has_a_phone_that_still_counts(bench: PracticeBench) -> None:
    session, standing = signed_in(bench, "one-outdated-phone")
    assert standing["stage"] == "open"
    assert [its["state"] for its in ask(bench, session, "/security-info")["contacts"]] == ["proven"]


def test_b11_one_is_in_the_twelfth_day_of_thirty(bench: PracticeBench) -> None:
    session, _ = signed_in(bench, "waiting-since-twelve-days")
    info = ask(bench, session, "/security-info")
    assert info["replacement"]["state"] == "waiting"
    assert sorted(its["state"] for its in info["contacts"]) == ["leaving", "leaving", "new"]
    assert {its["area"] for its in info["frozen"]} >= {"security_info", "billing"}


def test_b23_one_has_a_notice_since_six_days_that_can_be_put_off_no_longer_than_a_day(bench: PracticeBench) -> None:
    session, standing = signed_in(bench, "notice-since-six-days")
    assert standing["stage"] == "open"
    assert standing["notice"] is not None
    bench.post("/practice/clock", {"seconds": 86_400})
    person = bench.get("/practice/person")
    asked = {"account_name": person["account_name"], "password": person["password"], "device": "mine"}
    session = str(bench.post("/sign-in", asked)["session"])
    assert ask(bench, session, "/session")["stage"] == "verify"


def test_b13_one_finds_that_somebody_else_wants_to_replace_everything(bench: PracticeBench) -> None:
    session, _ = signed_in(bench, "somebody-else-is-in")
    assert ask(bench, session, "/security-info")["replacement"] is not None
    devices = {its["device"] for its in ask(bench, session, "/sessions")["sessions"]}
    assert "mine" in devices
    world = bench.get("/practice/world")
    assert world["phones"][0]["messages"], "the owner was told of it"
