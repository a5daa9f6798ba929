"""What the ceilings count beside sends to a destination: attempts under keyed digests, in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from secinfo_desktop.backend.store.tables import ATTEMPT


def attempts(connection: Connection, subject: str, since: datetime) -> tuple[datetime, ...]:
    """When something was attempted under a subject, after ``since``, oldest first."""
    recent = ATTEMPT.c.subject == subject, ATTEMPT.c.at > since
    return tuple(connection.execute(select(ATTEMPT.c.at).where(*recent).order_by(ATTEMPT.c.at)).scalars())


def add_attempts(connection: Connection, subjects: Sequence[str], at: datetime) -> None:
    """Count one attempt under each subject."""
    if subjects:
        connection.execute(insert(ATTEMPT), [{"subject": subject, "at": at} for subject in subjects])


def take_back(connection: Connection, subject: str, at: datetime) -> None:
    """Count one attempt of that moment less."""
    the_one = select(ATTEMPT.c.id).where(ATTEMPT.c.subject == subject, ATTEMPT.c.at == at).limit(1)
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.id.in_(the_one.scalar_subquery())))


def clear_attempts(connection: Connection, subject: str) -> None:
    """Forget all attempts under a subject."""
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.subject == subject))


def forget_attempts(connection: Connection, until: datetime) -> None:
    """Forget what is too old to count, whoever it was."""
    connection.execute(delete(ATTEMPT).where(ATTEMPT.c.at <= until))
