"""What the ceilings count beside sends to a destination: attempts under keyed digests, in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from secinfo_desktop.backend.store.prepared import Asked, Prepared
from secinfo_desktop.backend.store.tables import ATTEMPT

_RECENT = Prepared(
    select(ATTEMPT.c.at)
    .where(ATTEMPT.c.subject == bindparam("whose"), ATTEMPT.c.at > bindparam("since"))
    .order_by(ATTEMPT.c.at)
)
_ADD = Prepared(insert(ATTEMPT).inline(), "subject", "at")
_FORGET = Prepared(delete(ATTEMPT).where(ATTEMPT.c.at <= bindparam("until")))


def attempts(connection: Connection, subject: str, since: datetime) -> tuple[datetime, ...]:
    """When something was attempted under a subject, after ``since``, oldest first."""
    return moments(ask_attempts(connection, subject, since))


def ask_attempts(connection: Connection, subject: str, since: datetime) -> Asked:
    """The same, to be read later with ``moments``."""
    return _RECENT.ask(connection, whose=subject, since=since)


def moments(asked: Asked) -> tuple[datetime, ...]:
    """When the attempts were that somebody has asked for."""
    return tuple(row.at for row in asked.rows())


def add_attempts(connection: Connection, subjects: Sequence[str], at: datetime) -> None:
    """Count one attempt under each subject."""
    for subject in subjects:
        _ADD.run(connection, subject=subject, at=at)


def take_back(connection: Connection, subject: str, at: datetime) -> None:
    """Count one attempt of that moment less."""
    the_one = select(ATTEMPT.c.id).where(ATTEMPT.c.subject == subject, ATTEMPT.c.at == at).limit(1)
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.id.in_(the_one.scalar_subquery())))


def clear_attempts(connection: Connection, subject: str) -> None:
    """Forget all attempts under a subject."""
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.subject == subject))


def forget_attempts(connection: Connection, until: datetime) -> None:
    """Forget what is too old to count, whoever it was."""
    _FORGET.run(connection, until=until)
