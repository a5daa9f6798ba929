"""Sessions and tries to sign in, in SQL."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import insert, select

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.ports import TryCheck
from secinfo_desktop.backend.services.records import NewSession
from secinfo_desktop.backend.store.attempts import add_attempts, attempts, clear_attempts, forget_attempts, take_back
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.tables import SESSION
from secinfo_desktop.domain.limits import LONGEST_WINDOW
from secinfo_desktop.domain.security_info import Area, SessionStage


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

    def begin(self, session: NewSession, clear: str, give_back: Sequence[str], event: AuditEvent | None = None) -> None:
        """Keep a session; the tries under ``clear`` are forgotten, and one under each of ``give_back``."""
        with self._database.write() as connection:
            clear_attempts(connection, clear)
            for subject in give_back:
                take_back(connection, subject, session.began_at)
            connection.execute(insert(SESSION), asdict(session))
            note(self._audit, connection, event)

    def inside(self, token_digest: str, since: datetime) -> tuple[str, str, SessionStage, datetime | None] | None:
        """A session that began after ``since`` and has not ended: its id, its account's, its stage, its last proof."""
        mine = SESSION.c.token_digest == token_digest, SESSION.c.began_at > since, SESSION.c.ended_at.is_(None)
        with self._database.read() as connection:
            row = connection.execute(select(SESSION).where(*mine)).one_or_none()
            return (row.id, row.account_id, SessionStage(row.stage), row.proven_at or row.began_at) if row else None

    def frozen_for(self, account_id: str, area: Area, now: datetime) -> timedelta | None:
        """How much longer an area is frozen; None if it is not."""
        return None

    def account_of(self, token_digest: str, since: datetime) -> str | None:
        """The id of the account that a session began for after ``since`` and that has not ended."""
        mine = SESSION.c.token_digest == token_digest, SESSION.c.began_at > since, SESSION.c.ended_at.is_(None)
        with self._database.read() as connection:
            found: str | None = connection.execute(select(SESSION.c.account_id).where(*mine)).scalar()
            return found
