"""Every call of a signed-in person, walked from the table of the contract, with every session that may not make it.

A session that is none, or is over, is refused by all of them; what stands before an open one is refused where the table
says so, and nowhere else.
"""

import json
from collections.abc import Callable, Iterator
from types import UnionType
from typing import Any, Final, get_args, get_origin

import msgspec
import pytest

from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.contract.endpoints import ENDPOINTS, FLOW_HEADER, SESSION_HEADER, Endpoint
from secinfo_desktop.domain.failures import Failure
from tests.helpers.asgi import Answer, call
from tests.helpers.practice_bench import HOST, TOKEN
from tests.helpers.service_bench import NEW_PASSWORD, ServiceBench
from tests.helpers.signed_in_bench import Member

OF_SESSIONS: Final = [endpoint for endpoint in ENDPOINTS if endpoint.needs_session]
ACTS: Final[dict[str, dict[str, object]]] = {
    "open_session_flow": {"purpose": "prove", "contact": "x", "channel": None},
    "start_replacement": {"claim": "x" * 43, "contacts": [{"kind": "phone", "value": "12"}]},
    "use_device": {"device_id": "x", "at": "2026-11-27T12:00:00Z", "signature": "x"},
}
"""Bodies that mean something where any text would do for the others; or one that would change what all others meet."""
BY_THE_FLOW: Final = {"use_session_flow"}
"""What stands before the session is asked of the flow's purpose: without a flow there is nothing to ask."""


def _over(member: Member, end: Callable[[str], object]) -> str:
    session = member.sign_in()
    end(session)
    return session


def _after_a_day(member: Member) -> str:
    session = member.sign_in()
    member.bench.clock.advance(hours=24)
    return session


def _of_a_thief(member: Member) -> str:
    """Ended by its owner, with a new password."""
    session, own = member.sign_in(), member.sign_in()
    another = f"{NEW_PASSWORD} {member.bench.random.randrange(10**9)}"
    member.its.sessions.change_password(own, another)
    member.password = another
    return session


def _ended_by_another(member: Member) -> str:
    session, other = member.sign_in(), member.sign_in()
    member.its.sessions.end(other, None)
    return session


def _ended_by_a_recovery(member: Member) -> str:
    member.bench.clock.advance(days=1)
    return _over(member, lambda _: member.recover())


NONE: Final[dict[str, Callable[[Member], str]]] = {
    "unknown": lambda _: "a guess",
    "signed out": lambda member: _over(member, member.its.sessions.sign_out),
    "a day old": _after_a_day,
    "ended by another one": _ended_by_another,
    "ended by a new password": _of_a_thief,
}


class Standing:
    """An app and somebody whose sessions have something before them."""

    def __init__(self, bench: ServiceBench, prepare: Callable[[Member], None]) -> None:
        self.member = Member(bench)
        prepare(self.member)
        self.app = make_app(bench.services(), Door(frozenset({HOST}), TOKEN))

    def call(self, endpoint: Endpoint, session: str | None) -> Answer:
        headers = [("Host", HOST), ("Authorization", f"Bearer {TOKEN}"), ("Content-Type", "application/json")]
        headers += [(FLOW_HEADER, "no such handle")] if endpoint.needs_flow else []
        headers += [(SESSION_HEADER, session)] if session is not None else []
        body = b"" if endpoint.request is None else json.dumps(ACTS.get(endpoint.name) or sample(endpoint)).encode()
        return call(self.app, endpoint.method, endpoint.url_path, headers, [body])


def sample(endpoint: Endpoint) -> dict[str, Any]:
    """A body with every field that has to be there."""
    assert endpoint.request is not None
    fields = msgspec.structs.fields(endpoint.request)
    return {field.name: _value(field.type) for field in fields if field.required}


def _value(kind: Any) -> Any:
    if get_origin(kind) is tuple:
        return []
    if isinstance(kind, UnionType):
        return _value(get_args(kind)[0])
    return {str: "x", bool: True, int: 1}[kind]


def _nothing(_: Member) -> None:
    """Nothing stands before it."""


def _second_step(member: Member) -> None:
    member.ask_for_second_step(member.sign_in())


def _overdue(member: Member) -> None:
    member.bench.clock.advance(days=180)
    member.sign_in()
    member.bench.clock.advance(days=7)


STANDING: Final[dict[Failure, Callable[[Member], None]]] = {
    Failure.CODE_STEP_NEEDED: _second_step,
    Failure.VERIFY_FIRST: _overdue,
    Failure.NEW_PASSWORD_FIRST: Member.need_new_password,
    Failure.PROOF_NEEDED: _nothing,
}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    bench = ServiceBench(tmp_path_factory.mktemp("sessions") / "data")
    yield Standing(bench, _nothing)
    bench.close()


@pytest.fixture(scope="module", params=STANDING)
def standing(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Standing, Failure]]:
    bench = ServiceBench(tmp_path_factory.mktemp("standing") / "data")
    yield Standing(bench, STANDING[request.param]), request.param
    bench.close()


def named(endpoint: Endpoint) -> str:
    return endpoint.name


def test_there_is_something_to_walk() -> None:
    assert len(OF_SESSIONS) >= 15
    assert {endpoint.name for endpoint in OF_SESSIONS} >= BY_THE_FLOW | set(ACTS)


@pytest.mark.parametrize("endpoint", OF_SESSIONS, ids=named)
def test_b5_without_a_session_nothing_is_done(fresh: Standing, endpoint: Endpoint) -> None:
    assert fresh.call(endpoint, None).code == Failure.BAD_REQUEST
    assert fresh.call(endpoint, "").code == Failure.BAD_REQUEST


@pytest.mark.parametrize("endpoint", OF_SESSIONS, ids=named)
@pytest.mark.parametrize("how", NONE)
def test_b5_a_session_that_is_over_is_refused_everywhere(fresh: Standing, endpoint: Endpoint, how: str) -> None:
    session = NONE[how](fresh.member)
    answer = fresh.call(endpoint, session)
    assert (answer.status, answer.code) == (403, Failure.NOT_SIGNED_IN)


@pytest.mark.parametrize("endpoint", OF_SESSIONS, ids=named)
def test_a_recovery_ends_the_session_for_every_call(fresh: Standing, endpoint: Endpoint) -> None:
    assert fresh.call(endpoint, _ended_by_a_recovery(fresh.member)).code == Failure.NOT_SIGNED_IN


@pytest.mark.parametrize("endpoint", OF_SESSIONS, ids=named)
def test_what_stands_before_a_session_is_refused_where_the_table_says_so(
    standing: tuple[Standing, Failure], endpoint: Endpoint
) -> None:
    its, failure = standing
    session = its.member.sign_in()
    if failure is Failure.PROOF_NEEDED:
        its.member.bench.clock.advance(minutes=5)
    code = its.call(endpoint, session).code
    if endpoint.name in BY_THE_FLOW:
        assert code == Failure.FLOW_ENDED
    else:
        assert (code == failure) == (failure in endpoint.failures), code
    assert code is None or Failure(code) in (*endpoint.failures, Failure.BAD_REQUEST)
