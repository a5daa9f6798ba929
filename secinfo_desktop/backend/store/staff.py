"""Who works at the helpdesk, in SQL."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, literal, select, update
from sqlalchemy.exc import IntegrityError

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.staff_ports import StaffExists
from secinfo_desktop.backend.services.staff_records import NewStaff, NewStaffSession, StaffMember, StaffSession
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.helpdesk_tables import APPROVAL, HELP_CASE, STAFF, STAFF_SESSION
from secinfo_desktop.backend.store.prepared import Prepared
from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.staff import CallerProof, Role

CLOCK_BACK = timedelta(seconds=60)
"""A session that began further in the future does not count (R21)."""
_NOBODY: dict[str, Any] = {"verified_until": None, "verified_how": None, "verified_for": None}
"""Nobody stands behind the caller any more."""
_WHO = (STAFF.c.id, STAFF.c.name, STAFF.c.shown_name, STAFF.c.role, STAFF.c.added_at, STAFF.c.ended_at)
_SESSION = Prepared(
    select(STAFF_SESSION.c.id.label("session_id"), STAFF_SESSION.c.ends_at, *_WHO)
    .join(STAFF, STAFF.c.id == STAFF_SESSION.c.staff_id)
    .where(
        STAFF_SESSION.c.token_digest == bindparam("digest"),
        STAFF_SESSION.c.began_at <= bindparam("latest"),
        STAFF_SESSION.c.ends_at > bindparam("now"),
        STAFF_SESSION.c.ended_at.is_(None),
        STAFF.c.ended_at.is_(None),
    )
)


class SqlStaff:
    """Keeps staff in a database."""

    def __init__(self, database: Database, audit: SqlAudit | None = None) -> None:
        self._database = database
        self._audit = audit

    def add(self, new: NewStaff, event: AuditEvent | None = None) -> None:
        """Add somebody.

        Raises:
            StaffExists: the name is taken.
        """
        try:
            with self._database.write() as connection:
                connection.execute(insert(STAFF), {**asdict(new.member), "password_hash": new.password_hash})
                note(self._audit, connection, event)
        except IntegrityError:
            raise StaffExists from None

    def all(self) -> Sequence[StaffMember]:
        """Everybody, in the order of their names."""
        with self._database.read() as connection:
            return [_member(row) for row in connection.execute(select(*_WHO).order_by(STAFF.c.name))]

    def credentials(self, name: str) -> NewStaff | None:
        """Who signs in with that name, and what the password is compared with."""
        wanted = select(*_WHO, STAFF.c.password_hash).where(STAFF.c.name == name, STAFF.c.ended_at.is_(None))
        with self._database.read() as connection:
            row = connection.execute(wanted).one_or_none()
        return NewStaff(_member(row), row.password_hash) if row else None

    def end(self, name: str, now: datetime, event: AuditEvent | None = None) -> StaffMember | None:
        """End somebody's work with every session; what they led waits for somebody else."""
        found = self.credentials(name)
        if found is None:
            return None
        member = replace(found.member, ended_at=now)
        with self._database.write() as connection:
            self._database.take_turns(connection, member.id)
            if not end_work(connection, member.id, now):
                return None
            note(self._audit, connection, event)
        return member

    def begin(self, session: NewStaffSession, event: AuditEvent | None = None) -> bool:
        """Keep a session; False if its owner has ended in the meantime."""
        works = select(STAFF.c.id).where(STAFF.c.id == session.staff_id, STAFF.c.ended_at.is_(None))
        with self._database.write() as connection:
            self._database.take_turns(connection, session.staff_id)
            if connection.execute(works).one_or_none() is None:
                return False
            connection.execute(insert(STAFF_SESSION), asdict(session))
            note(self._audit, connection, event)
        return True

    def session(self, token_digest: str, now: datetime) -> StaffSession | None:
        """The session with that digest, if it counts now and its owner works there."""
        with self._database.look() as connection:
            row = _SESSION.row(connection, digest=token_digest, now=now, latest=now + CLOCK_BACK)
        return StaffSession(row.session_id, _member(row), row.ends_at) if row else None

    def end_session(self, session_id: str, now: datetime, event: AuditEvent | None = None) -> None:
        """End a session."""
        with self._database.write() as connection:
            connection.execute(update(STAFF_SESSION).where(STAFF_SESSION.c.id == session_id).values(ended_at=now))
            note(self._audit, connection, event)


def end_work(connection: Connection, staff_id: str, now: datetime) -> bool:
    """End somebody's work with every session and whatever they have approved; False if it had ended before."""
    works = STAFF.c.id == staff_id, STAFF.c.ended_at.is_(None)
    if not connection.execute(update(STAFF).where(*works).values(ended_at=now)).rowcount:
        return False
    theirs = STAFF_SESSION.c.staff_id == staff_id, STAFF_SESSION.c.ended_at.is_(None)
    connection.execute(update(STAFF_SESSION).where(*theirs).values(ended_at=now))
    _free_cases(connection, staff_id, now)
    _end_approvals(connection, staff_id, now)
    return True


def _end_approvals(connection: Connection, staff_id: str, now: datetime) -> None:
    """What somebody has approved counts no more, nor does a caller for whom they have answered."""
    answered = select(APPROVAL.c.case_id).where(APPROVAL.c.decided_by == staff_id, APPROVAL.c.used_at.is_not(None))
    counts = HELP_CASE.c.id.in_(answered), HELP_CASE.c.verified_how == CallerProof.APPROVAL.value
    connection.execute(update(HELP_CASE).where(*counts).values(_NOBODY))
    unused = APPROVAL.c.decided_by == staff_id, APPROVAL.c.used_at.is_(None), APPROVAL.c.ends_at > now
    connection.execute(update(APPROVAL).where(*unused).values(ends_at=now))


def _free_cases(connection: Connection, staff_id: str, now: datetime) -> None:
    """What somebody led waits for anybody; what is to be called back waits for its day. Nobody is verified any more."""
    led = HELP_CASE.c.owner_id == staff_id, HELP_CASE.c.state.in_((CaseState.OPEN.value, CaseState.WAITING.value))
    waits = {
        "state": CaseState.WAITING.value,
        "waiting_since": func.coalesce(HELP_CASE.c.waiting_since, literal(now, HELP_CASE.c.waiting_since.type)),
    }
    connection.execute(update(HELP_CASE).where(*led).values({"owner_id": None, **_NOBODY, **waits, "changed_at": now}))


def _member(row: "Row[Any] | Any") -> StaffMember:
    return StaffMember(row.id, row.name, row.shown_name, Role(row.role), row.added_at, row.ended_at)
