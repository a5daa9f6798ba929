"""The console can be tried in practice: made-up people of every role, no passwords, and cases that go with a story."""

import json
from pathlib import Path
from typing import Any

import pytest

from secinfo_desktop.backend.settings import SettingsError
from secinfo_desktop.contract.endpoints import STAFF_HEADER, Endpoint
from secinfo_desktop.contract.helpdesk_endpoints import COLLEAGUES, FIND_CASES, OPEN_CASE, STAFF_SIGN_IN, STAFF_STANDING
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.practice_staff import PRACTICE_STAFF
from secinfo_desktop.domain.staff import Role
from tests.helpers.asgi import Answer, call
from tests.helpers.practice_bench import HOST, TOKEN, PracticeBench
from tests.helpers.service_bench import ServiceBench
from tests.helpers.staff_bench import Helpdesk

A_CASE = {"case": "a-case-of-practice", "caller": "", "language": "de", "checklist": "code_missing", "context": "sms"}


def ask(bench: PracticeBench, endpoint: Endpoint, session: str = "", body: dict[str, Any] | None = None) -> Answer:
    headers = [("Host", HOST), ("Authorization", f"Bearer {TOKEN}"), ("Content-Type", "application/json")]
    headers += [(STAFF_HEADER, session)] if session else []
    sent = b"" if endpoint.request is None else json.dumps(body).encode()
    return call(bench.app, endpoint.method, endpoint.url_path, headers, [sent])


def sign_in(bench: PracticeBench, name: str) -> str:
    return str(ask(bench, STAFF_SIGN_IN, body={"name": name, "password": "anything"}).json()["session"])


def test_there_is_somebody_of_every_role() -> None:
    assert {agent.role for agent in PRACTICE_STAFF} == set(Role)


def test_every_one_of_them_comes_in_without_a_password_and_nobody_else(bench: PracticeBench) -> None:
    for agent in PRACTICE_STAFF:
        its = ask(bench, STAFF_STANDING, sign_in(bench, agent.name)).json()["me"]
        assert (its["name"], its["role"]) == (agent.shown_name, agent.role)
    assert len(ask(bench, COLLEAGUES, sign_in(bench, PRACTICE_STAFF[0].name)).json()["staff"]) == 2
    assert ask(bench, STAFF_SIGN_IN, body={"name": "nobody", "password": ""}).code == Failure.SIGN_IN_WRONG


def test_another_story_clears_the_cases_and_leaves_the_console_signed_in(bench: PracticeBench) -> None:
    session = sign_in(bench, PRACTICE_STAFF[0].name)
    assert ask(bench, OPEN_CASE, session, A_CASE).status == 200
    bench.start("first-visit")
    found = ask(bench, FIND_CASES, session, {"scope": "all"}).json()
    assert (found["cases"], found["counts"]["all"]) == ([], 0)


def test_the_made_up_helpdesk_is_no_reason_not_to_practise_again(tmp_path: Path) -> None:
    for _ in range(2):
        bench = PracticeBench(tmp_path / "data")
        sign_in(bench, PRACTICE_STAFF[0].name)
        bench.close()


def test_made_up_people_come_in_nowhere_else(tmp_path: Path) -> None:
    practice = PracticeBench(tmp_path / "data")
    sign_in(practice, PRACTICE_STAFF[0].name)
    practice.close()
    hosted = PracticeBench(tmp_path / "data", practice=False)
    for password in ("", "anything"):
        body = {"name": PRACTICE_STAFF[0].name, "password": password}
        assert ask(hosted, STAFF_SIGN_IN, body=body).code == Failure.SIGN_IN_WRONG
    hosted.close()


def test_where_real_people_work_nobody_practises(tmp_path: Path) -> None:
    hosted = ServiceBench(tmp_path / "data")
    Helpdesk(hosted)
    hosted.close()
    with pytest.raises(SettingsError):
        PracticeBench(tmp_path / "data")
