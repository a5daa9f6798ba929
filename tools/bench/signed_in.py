"""Requests of people who are signed in: to read their security info, to open a flow for a code, and to have it sent."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

import msgspec
from sqlalchemy import insert

from secinfo_desktop.backend.clock import system_time
from secinfo_desktop.backend.services.tokens import digest
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.tables import SESSION
from secinfo_desktop.contract.endpoints import FLOW_HEADER, SEND_CODE, SESSION_HEADER
from secinfo_desktop.contract.security_info import SessionFlowOpened
from secinfo_desktop.contract.signed_in_endpoints import OPEN_SESSION_FLOW, SECURITY_INFO
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.security_info import SessionPurpose
from tests.bench.people import MadePerson
from tools.bench.load import drive
from tools.bench.send_code import OK, request

_PEER: Final = 1


def sign_in(database: Database, people: Iterable[MadePerson]) -> None:
    """A session for each person, as it is after the password; last used so late that reading alone writes nothing."""
    now = system_time()
    its = {"device": "bench", "began_at": now, "seen_at": now + timedelta(days=1)}
    rows = [{"id": f"s{who.id}", "account_id": who.id, "token_digest": digest(_token(who)), **its} for who in people]
    with database.write() as connection:
        connection.execute(insert(SESSION), rows)


def readings(port: int, people: Iterable[MadePerson]) -> list[bytes]:
    """Everybody reads everything about their security info."""
    return [request(port, SECURITY_INFO, None, _PEER, _in(who)) for who in people]


def openings(port: int, people: Iterable[MadePerson]) -> list[bytes]:
    """Everybody opens a flow for a code to their first mail address."""
    purpose = SessionPurpose.PROVE.value
    return [
        request(port, OPEN_SESSION_FLOW, {"purpose": purpose, "contact": _mail(who)}, _PEER, _in(who)) for who in people
    ]


def sendings(port: int, people: Sequence[MadePerson]) -> list[bytes]:
    """Everybody has that code sent, in a flow that is open from now on.

    Raises:
        NotMeasured: the service refuses a flow.
    """
    answers = drive(port, openings(port, people)).expect(OK).answers
    flows = [msgspec.json.decode(answer.body, type=SessionFlowOpened).flow for answer in answers]
    return [
        request(port, SEND_CODE, {"contact": _mail(who), "typed": None}, _PEER, {FLOW_HEADER: flow})
        for who, flow in zip(people, flows, strict=True)
    ]


def _mail(who: MadePerson) -> str:
    return next(its.id for its in who.contacts if its.kind is ContactKind.EMAIL)


def _in(who: MadePerson) -> dict[str, str]:
    return {SESSION_HEADER: _token(who)}


def _token(who: MadePerson) -> str:
    return f"bench-{who.id}"
