"""Many shared calls, put into a database as they are once the caller has let the agent in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, insert

from secinfo_desktop.backend.clock import system_time
from secinfo_desktop.backend.services.tokens import digest
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.helpdesk_tables import HELP_CASE, SHARED_CASE, STAFF, STAFF_SESSION
from secinfo_desktop.backend.store.tables import FLOW
from tests.bench.people import MadePerson

LASTS: Final = timedelta(minutes=14)
KNOWN_FOR: Final = timedelta(days=31)
"""Long enough for a computer to prove something."""


def case_of(place: int) -> str:
    """The id of a case."""
    return f"bench-case-{place:05d}"


def handle_of(place: int) -> str:
    """The handle of its caller."""
    return f"bench-handle-{place:05d}"


def token_of(place: int) -> str:
    """The session of the agent who leads it."""
    return f"bench-staff-{place:05d}"


def flow_of(place: int) -> str:
    """The handle of the caller's flow."""
    return f"flow {place}"


def prepare(database: Database, people: Sequence[MadePerson]) -> None:
    """A flow at a known computer for each person, and an agent of their own who is signed in."""
    now = system_time()
    with database.write() as connection:
        _flows(connection, list(enumerate(people)), now)


def share(database: Database, people: Sequence[MadePerson]) -> None:
    """A shared case for each person, each led by somebody of their own."""
    now = system_time()
    places = list(enumerate(people))
    with database.write() as connection:
        _flows(connection, places, now)
        connection.execute(
            insert(HELP_CASE),
            [
                {"id": case_of(place), "place": 100_000 + place, "caller": "", "found_by": "", "language": "en",
                 "checklist": "code_not_received", "context": "sms", "state": "open", "owner_id": f"s{place}",
                 "account_id": who.id, "last_seq": 0, "opened_at": now, "changed_at": now}
                for place, who in places
            ],
        )  # fmt: skip
        connection.execute(
            insert(SHARED_CASE),
            [
                {"id": f"h{place}", "handle_digest": digest(handle_of(place)), "flow_id": f"f{place}",
                 "case_id": case_of(place), "join_ends_at": now, "asked_by": f"s{place}", "allowed_at": now,
                 "opened_at": now}
                for place, _ in places
            ],
        )  # fmt: skip


def _flows(connection: Connection, places: Sequence[tuple[int, MadePerson]], now: datetime) -> None:
    until = {"ends_at": now + LASTS}
    _staff(connection, [place for place, _ in places], now, until)
    connection.execute(
        insert(FLOW),
        [
            {"id": f"f{place}", "handle_digest": digest(flow_of(place)), "account_id": who.id, "asked": 0,
             "purpose": "recover", "audience": "known_device", "opened_at": now, "guesses": 0,
             "known_since": now - KNOWN_FOR, **until}
            for place, who in places
        ],
    )  # fmt: skip


def _staff(connection: Connection, places: Sequence[int], now: datetime, until: dict[str, datetime]) -> None:
    connection.execute(
        insert(STAFF),
        [
            {"id": f"s{place}", "name": f"s{place}", "shown_name": "Ada", "role": "agent", "password_hash": "-",
             "added_at": now}
            for place in places
        ],
    )  # fmt: skip
    connection.execute(
        insert(STAFF_SESSION),
        [
            {"id": f"t{place}", "token_digest": digest(token_of(place)), "staff_id": f"s{place}", "began_at": now,
             **until}
            for place in places
        ],
    )  # fmt: skip
