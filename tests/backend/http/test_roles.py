"""Every call of the helpdesk × every role × no session, walked from the table of the contract (G10).

No handler looks at a role: the application does, for whatever the table says.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from secinfo_desktop.backend.http.app import admitted
from secinfo_desktop.backend.http.calls import Call
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.contract.endpoints import ENDPOINTS, Endpoint
from secinfo_desktop.contract.helpdesk_endpoints import (
    ACTION_ENDPOINTS,
    CASE_ENDPOINTS,
    FOLLOW_CASE,
    OPEN_CASE,
    STAFF_ENDPOINTS,
    STAFF_SIGN_IN,
)
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import Role
from tests.backend.http.test_helpdesk import CASE, THE_CASE, WRITES, audited
from tests.helpers.service_bench import MAIL, PHONE, ServiceBench
from tests.helpers.staff_bench import NAMES, Helpdesk

OF_STAFF: Final = [endpoint for endpoint in ENDPOINTS if endpoint.least_role is not None]
BODIES: Final[dict[str, dict[str, object]]] = {
    **WRITES,
    "open_case": {"case": CASE, "caller": "M. L.", "language": "de", "checklist": "code_missing", "context": "sms"},
    "find_cases": {"scope": "all"},
    "read_case": THE_CASE,
    "take_case": THE_CASE,
    "export_case": THE_CASE,
    "erase_case": {**THE_CASE, "reason": "mistake"},
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Helpdesk]:
    bench = ServiceBench(tmp_path / "data")
    bench.add_account()
    yield Helpdesk(bench)
    bench.close()


def _ended(desk: Helpdesk, name: str) -> str:
    token = desk.sign_in(name)
    desk.bench.store.staff.end(name, desk.bench.clock())
    return token


def _too_old(desk: Helpdesk, name: str) -> str:
    token = desk.sign_in(name)
    desk.bench.clock.advance(hours=12)
    return token


def _signed_out(desk: Helpdesk, name: str) -> str:
    token = desk.sign_in(name)
    desk.its.sessions.sign_out(desk.bench.services().staff_gate.staff(token, Role.AGENT))
    return token


def _of_a_person(desk: Helpdesk, _: str) -> str:
    """A session of somebody who looks after their own account opens nothing here."""
    return desk.bench.open_flow().handle


NONE: Final[dict[str, Callable[[Helpdesk, str], str]]] = {
    "a guess": lambda _, __: "a guess",
    "of somebody who has ended": _ended,
    "twelve hours old": _too_old,
    "signed out": _signed_out,
    "of a person": _of_a_person,
}


def named(endpoint: Endpoint) -> str:
    return endpoint.name


def sent(desk: Helpdesk, endpoint: Endpoint, session: str | None) -> Any:
    return desk.call(endpoint, session, BODIES.get(endpoint.name))


def test_there_is_something_to_walk() -> None:
    mine = {*STAFF_ENDPOINTS, *CASE_ENDPOINTS} - {STAFF_SIGN_IN, FOLLOW_CASE}
    assert mine <= set(OF_STAFF)
    assert all(endpoint.request is None or endpoint.name in BODIES for endpoint in mine)
    paths = [endpoint for endpoint in ENDPOINTS if endpoint.path.startswith("/staff") and endpoint != STAFF_SIGN_IN]
    assert all(endpoint.least_role is not None for endpoint in paths)


@pytest.mark.parametrize("endpoint", OF_STAFF, ids=named)
def test_without_a_session_nobody_is_asked(desk: Helpdesk, endpoint: Endpoint) -> None:
    for session in (None, ""):
        assert sent(desk, endpoint, session).code == Failure.BAD_REQUEST


@pytest.mark.parametrize("endpoint", OF_STAFF, ids=named)
@pytest.mark.parametrize("how", NONE)
def test_a_session_that_is_none_is_refused_everywhere(desk: Helpdesk, endpoint: Endpoint, how: str) -> None:
    answer = sent(desk, endpoint, NONE[how](desk, "ada"))
    assert (answer.status, answer.code) == (403, Failure.NOT_STAFF)


@pytest.mark.parametrize("endpoint", OF_STAFF, ids=named)
@pytest.mark.parametrize("role", Role)
def test_a_role_is_enough_exactly_where_the_table_says_so(desk: Helpdesk, endpoint: Endpoint, role: Role) -> None:
    assert endpoint.least_role is not None
    session = desk.sign_in(NAMES[role])
    if endpoint is not OPEN_CASE:
        desk.open_case(session)
    answer = sent(desk, endpoint, session)
    assert (answer.code == Failure.ROLE_TOO_LOW) is not role.reaches(endpoint.least_role)
    if answer.code == Failure.ROLE_TOO_LOW:
        assert audited(desk)[-1] == ("staff_refused", desk.staff[role].id, "role_too_low")
    assert answer.code is None or Failure(answer.code) in (*endpoint.failures, Failure.BAD_REQUEST)
    if endpoint in (*STAFF_ENDPOINTS, *CASE_ENDPOINTS) and answer.code != Failure.ROLE_TOO_LOW:
        assert answer.status == 200, answer.body


@pytest.mark.parametrize("endpoint", OF_STAFF, ids=named)
@pytest.mark.parametrize("role", Role)
def test_no_answer_has_a_contact_a_code_or_a_secret(desk: Helpdesk, endpoint: Endpoint, role: Role) -> None:
    desk.bench.ask(desk.bench.open_flow())
    session = desk.sign_in(NAMES[role])
    if endpoint is not OPEN_CASE:
        desk.open_case(session)
        desk.call(next(its for its in CASE_ENDPOINTS if its.name == "name_account"), session, WRITES["name_account"])
    body = sent(desk, endpoint, session).body.decode()
    secrets = (PHONE, PHONE.replace(" ", ""), MAIL, MAIL.partition("@")[0], desk.bench.newest_code(), session)
    assert [its for its in secrets if its in body] == []
    assert "password" not in json.dumps(body)


def test_a_table_that_asked_for_no_role_would_let_no_handler_see_anybody(desk: Helpdesk) -> None:
    """The control: what lets staff in is the table alone, and a handler can't go on without it."""
    gate, token = desk.bench.services().staff_gate, desk.sign_in("ada")
    call = Call(staff=token)
    assert admitted(OPEN_CASE, call, gate).agent.me.name == "ada"
    open_to_all = replace(OPEN_CASE, least_role=None)
    with pytest.raises(Refused):
        _ = admitted(open_to_all, call, gate).agent


def test_refusals_of_somebody_who_asks_on_and_on_are_noted_once_a_minute(desk: Helpdesk) -> None:
    for _ in range(5):
        desk.call(OPEN_CASE, "a guess", BODIES["open_case"])
    assert [its[0] for its in audited(desk)].count("staff_refused") == 1


@pytest.mark.parametrize("endpoint", ACTION_ENDPOINTS, ids=named)
def test_what_is_planned_for_staff_asks_for_a_role_as_well(endpoint: Endpoint) -> None:
    assert endpoint.least_role is not None
