"""Signed-in people over the wire: from the sign-in to a changed contact, as a client goes through it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.contract.endpoints import FLOW_HEADER, PREFIX, SESSION_HEADER
from tests.helpers.asgi import Answer, call
from tests.helpers.practice_bench import HOST, TOKEN
from tests.helpers.service_bench import NEW_PASSWORD, ServiceBench
from tests.helpers.signed_in_bench import ALIASES, NEW_MAIL, OWNER, PASSWORD, Member


class Client:
    """Calls as an app does, with the session and the flow that it was given."""

    def __init__(self, bench: ServiceBench) -> None:
        self.bench = bench
        self._app = make_app(bench.services(), Door(frozenset({HOST}), TOKEN))
        self.session = self.flow = ""

    def answer(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Answer:
        """One call."""
        headers = [("Host", HOST), ("Authorization", f"Bearer {TOKEN}"), ("Content-Type", "application/json")]
        given = ((SESSION_HEADER, self.session), (FLOW_HEADER, self.flow))
        headers += [(name, value) for name, value in given if value]
        chunk = b"" if body is None else json.dumps(body).encode()
        return call(self._app, method, PREFIX + path, headers, [chunk])

    def get(self, path: str) -> dict[str, Any]:
        """Ask; the answer must be 200."""
        return _ok(self.answer("GET", path))

    def post(self, path: str, body: Mapping[str, object] | None = None) -> dict[str, Any]:
        """Tell; the answer must be 200."""
        return _ok(self.answer("POST", path, body))

    def sign_in(self) -> None:
        """With the right password."""
        asked = {"account_name": OWNER, "password": PASSWORD, "device": "desk"}
        self.session = self.post("/sign-in", asked)["session"]

    def prove(self, purpose: str, contact: str) -> dict[str, Any]:
        """Ask for a code, give it back, and let it do what it is for."""
        self.flow = self.post("/session/flows", {"purpose": purpose, "contact": contact})["flow"]
        self.post("/recovery/code", {"contact": contact})
        self.post("/recovery/code/given", {"code": self.bench.newest_code()})
        assert self.get("/recovery/status")["proven"]
        return self.post("/session/flows/used")


def _ok(answer: Answer) -> dict[str, Any]:
    assert answer.status == 200, answer.body
    return answer.json()


@pytest.fixture
def client(bench: ServiceBench) -> Client:
    Member(bench)
    its = Client(bench)
    its.sign_in()
    return its


@pytest.fixture
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceBench]:
    its = ServiceBench(tmp_path_factory.mktemp("security") / "data")
    yield its
    its.close()


def test_b7_a_contact_is_added_and_counts_after_its_code(client: Client) -> None:
    added = client.post("/security-info/contacts", {"kind": "email", "value": NEW_MAIL})["contact"]
    assert (added["state"], added["contact"]["mask"]) == ("unproven", "be••••••@example.net")
    standing = client.prove("verify", added["contact"]["id"])
    assert standing["stage"] == "open"
    states = [its["state"] for its in client.get("/security-info")["contacts"]]
    assert states == ["proven"] * 3


def test_r16_after_five_minutes_a_code_makes_it_fresh_again(client: Client) -> None:
    phone = client.get("/security-info")["contacts"][0]["contact"]["id"]
    client.bench.clock.advance(minutes=5)
    assert client.answer("POST", "/security-info/contacts/removed", {"contact": phone}).code == "proof_needed"
    assert client.prove("prove", phone)["fresh_until"]
    client.post("/security-info/contacts/removed", {"contact": phone})
    (left,) = client.get("/security-info")["contacts"]
    answer = client.answer("POST", "/security-info/contacts/removed", {"contact": left["contact"]["id"]})
    assert (answer.status, answer.code) == (409, "add_one_first")


def test_what_is_held_or_frozen_says_until_when(client: Client) -> None:
    member = Member(client.bench, name="eva@example.org", names=())
    member.hold_removal(seconds=90.5)
    client.session = member.sign_in(peer=None)
    phone = client.get("/security-info")["contacts"][0]["contact"]["id"]
    answer = client.answer("POST", "/security-info/contacts/removed", {"contact": phone})
    assert (answer.code, answer.json()["retry_after"], answer.headers["retry-after"]) == ("removal_held", 90.5, "91")
    member.begin_replacement()
    answer = client.answer("POST", "/security-info/contacts", {"kind": "email", "value": NEW_MAIL})
    assert (answer.code, answer.json()["retry_after"]) == ("frozen", 30 * 24 * 3600)
    info = client.get("/security-info")
    assert {its["area"] for its in info["frozen"]} >= {"security_info", "billing"}
    assert info["replacement"]["state"] == "waiting"
    assert {its["state"] for its in info["contacts"]} == {"leaving"}


def test_b8_names_are_turned_off_and_a_second_step_is_chosen(client: Client) -> None:
    options = client.get("/security-info")["options"]
    assert [its["kind"] for its in options] == ["email", "email", "phone"]
    client.post("/security-info/sign-in-options", {"option": options[1]["id"], "on": False})
    client.prove("prove", client.get("/security-info")["contacts"][0]["contact"]["id"])
    client.post("/security-info/second-step", {"on": True})
    client.bench.clock.advance(minutes=1)
    info = client.get("/security-info")
    assert [its["is_on"] for its in info["options"]] == [True, False, True]
    assert info["second_step"]
    client.sign_in()
    standing = client.get("/session")
    assert standing["stage"] == "code"
    assert client.prove("sign_in", standing["contacts"][0]["id"])["stage"] == "open"


def test_b4_sessions_are_listed_and_ended_and_the_password_is_changed(client: Client) -> None:
    first = client.session
    client.sign_in()
    listed = client.get("/sessions")["sessions"]
    assert [its["is_this"] for its in listed] == [True, False]
    assert client.post("/sessions/ended", {"session": listed[1]["id"]})["ended"] == 1
    assert client.post("/password", {"password": NEW_PASSWORD})["ended"] == 0
    assert client.post("/session/proof", {"password": NEW_PASSWORD})["stage"] == "open"
    client.post("/session/ended")
    for session in (first, client.session):
        client.session = session
        assert client.answer("GET", "/session").code == "not_signed_in"


def test_uses_are_chosen(client: Client) -> None:
    mail = client.get("/security-info")["contacts"][1]["contact"]["id"]
    asked = {"contact": mail, "uses": ["sign_in"]}
    answer = client.answer("POST", "/security-info/contacts/uses", asked)
    assert (answer.status, answer.code) == (403, "old_contact_needed")
    client.prove("prove", mail)
    client.post("/security-info/contacts/uses", asked)
    assert client.get("/security-info")["contacts"][1]["uses"] == ["sign_in"]
    answer = client.answer("POST", "/security-info/contacts/uses", {"contact": mail, "uses": ["gossip"]})
    assert answer.code == "bad_request"


def test_b23_a_notice_is_told_and_put_off(client: Client) -> None:
    assert client.answer("POST", "/session/notice/skipped").code == "not_skippable"
    client.bench.clock.advance(days=180)
    client.sign_in()
    told = client.post("/session/notice/skipped")["notice"]
    assert set(told) == {"first_at", "due_at", "skipped_until"}
    assert client.get("/security-info")["notice"] == told


def test_b6_nothing_that_is_answered_holds_a_contact_or_a_name_in_full(client: Client) -> None:
    said = b"".join(client.answer("GET", path).body for path in ("/session", "/sessions", "/security-info"))
    assert not any(value.encode() in said for value in (OWNER, *ALIASES, "+491713920041", "mara.post@example.com"))
