"""Sessions, known devices and tries to sign in, in SQL."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import Connection, insert, select

from secinfo_desktop.backend.services.account_state import Admit
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.ports import TryCheck
from secinfo_desktop.backend.services.records import NewDevice, NewSession
from secinfo_desktop.backend.store.account_state import read_state, write_state
from secinfo_desktop.backend.store.attempts import add_attempts, attempts, clear_attempts, forget_attempts, take_back
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.tables import KNOWN_DEVICE, SESSION
from secinfo_desktop.domain.limits import LONGEST_WINDOW
from secinfo_desktop.domain.security_info import SessionStage


class SqlSessions:
    """Keeps who is signed in, in a database."""

    def __init__(self, database: Database, audit: SqlAudit | None = None) -> None:
        self._database = database
        self._audit = audit

    def count_try(self, subjects: Sequence[str], peer: str, now: datetime, check: TryCheck) -> None:
        """Count a try under each subject before it is looked at, unless ``check`` raises."""
        since = now - LONGEST_WINDOW
        with self._database.write() as connection:
            self._database.take_turns(connection, *subjects)
            forget_attempts(connection, since)
            was_here = connection.execute(select(SESSION.c.id).where(SESSION.c.peer == peer).limit(1)).first()
            check([attempts(connection, subject, since) for subject in subjects], was_here is not None)
            add_attempts(connection, subjects, now)

    def begin(
        self,
        session: NewSession,
        clear: str,
        give_back: Sequence[str],
        event: AuditEvent | None = None,
        admit: Admit | None = None,
    ) -> None:
        """Keep a session as ``admit`` lets it begin; forget the tries under ``clear``, and one under ``give_back``."""
        with self._database.write() as connection:
            self._database.take_turns(connection, session.account_id)
            session, is_noticed = (session, False) if admit is None else _admitted(connection, session, admit)
            _forget_tries(connection, clear, give_back, session.began_at)
            connection.execute(insert(SESSION), asdict(session))
            note(self._audit, connection, event)
            if event is not None and is_noticed:
                note(self._audit, connection, replace(event, kind=AuditKind.NOTICE_GIVEN))

    def forget_tries(self, clear: str, give_back: Sequence[str], at: datetime) -> None:
        """Forget the tries under ``clear``, and the one of that moment under each of ``give_back``."""
        with self._database.write() as connection:
            _forget_tries(connection, clear, give_back, at)

    def account_of(self, token_digest: str, since: datetime) -> str | None:
        """The id of the account that a session began for after ``since``; it has not ended and waits for no code."""
        mine = SESSION.c.token_digest == token_digest, SESSION.c.began_at > since, SESSION.c.ended_at.is_(None)
        is_open = SESSION.c.stage == SessionStage.OPEN.value
        with self._database.read() as connection:
            found: str | None = connection.execute(select(SESSION.c.account_id).where(*mine, is_open)).scalar()
            return found

    def add_device(self, device: NewDevice, event: AuditEvent | None = None) -> None:
        """Know a computer from now on."""
        with self._database.write() as connection:
            connection.execute(insert(KNOWN_DEVICE), asdict(device))
            note(self._audit, connection, event)

    def account_of_device(self, token_digest: str) -> str | None:
        """The id of the account that a known device belongs to; None if there is none or it was revoked."""
        mine = KNOWN_DEVICE.c.token_digest == token_digest, KNOWN_DEVICE.c.revoked_at.is_(None)
        with self._database.read() as connection:
            found: str | None = connection.execute(select(KNOWN_DEVICE.c.account_id).where(*mine)).scalar()
            return found


def _forget_tries(connection: Connection, clear: str, give_back: Sequence[str], at: datetime) -> None:
    clear_attempts(connection, clear)
    for subject in give_back:
        take_back(connection, subject, at)


def _admitted(connection: Connection, session: NewSession, admit: Admit) -> tuple[NewSession, bool]:
    """The session as it begins, and whether the first notice "can you still receive a code?" comes with it (B23)."""
    before = read_state(connection, session.account_id, session.began_at)
    admitted, after = admit(before)
    write_state(connection, before, after)
    return admitted, after.notice_at != before.notice_at
