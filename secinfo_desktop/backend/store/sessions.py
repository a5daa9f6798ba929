"""Sessions and tries to sign in, in SQL."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import Connection, insert, select

from secinfo_desktop.backend.services.account_state import Admit
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.ports import TryCheck
from secinfo_desktop.backend.services.records import NewSession
from secinfo_desktop.backend.store.account_state import read_state, write_state
from secinfo_desktop.backend.store.attempts import add_attempts, attempts, clear_attempts, forget_attempts, take_back
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.helpdesk_tables import STAFF_SESSION
from secinfo_desktop.backend.store.tables import SESSION
from secinfo_desktop.domain.limits import LONGEST_WINDOW


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
            check([attempts(connection, subject, since) for subject in subjects], _was_here(connection, peer))
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
            told = replace(event, session=session.id) if event is not None else None
            note(self._audit, connection, told)
            if told is not None and is_noticed:
                note(self._audit, connection, replace(told, kind=AuditKind.NOTICE_GIVEN))

    def forget_tries(self, clear: str, give_back: Sequence[str], at: datetime) -> None:
        """Forget the tries under ``clear``, and the one of that moment under each of ``give_back``."""
        with self._database.write() as connection:
            _forget_tries(connection, clear, give_back, at)


def _was_here(connection: Connection, peer: str) -> bool:
    """True if somebody has signed in from there with that name, as a person or at the helpdesk."""
    here = (select(table.c.id).where(table.c.peer == peer).limit(1) for table in (SESSION, STAFF_SESSION))
    return any(connection.execute(query).first() is not None for query in here)


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
