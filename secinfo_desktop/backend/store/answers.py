"""Answers to requests that may come again, in SQL."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from secinfo_desktop.backend.services.records import KeptAnswer
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.tables import ANSWER

_NONE_YET = ""
"""Stands for the answer while somebody is at work; no answer is empty."""


class SqlAnswers:
    """Keeps answers in a database. ``until`` is also the name of a reservation: a later one ends later."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reserve(
        self, answer_id: str, body_check: str, now: datetime, until: datetime, since: datetime
    ) -> KeptAnswer | None:
        """None if the request is the caller's to work on, until then; else what is known of it."""
        row = {"id": answer_id, "body_check": body_check, "answered_at": now, "answer": _NONE_YET}
        with self._database.write() as connection:
            self._database.take_turns(connection, answer_id)
            is_over = (ANSWER.c.answered_at <= since) | (ANSWER.c.reserved_until <= now)
            connection.execute(delete(ANSWER).where(ANSWER.c.id == answer_id, is_over))
            known = _known(connection, answer_id)
            if known is None:
                connection.execute(insert(ANSWER), {**row, "reserved_until": until})
            return known

    def keep(self, answer_id: str, answer: str, until: datetime) -> str:
        """Keep the answer of who reserved until then; returns the one that stands."""
        mine = ANSWER.c.id == answer_id, ANSWER.c.reserved_until == until
        with self._database.write() as connection:
            connection.execute(update(ANSWER).where(*mine).values(answer=answer, reserved_until=None))
            known = _known(connection, answer_id)
            return known.answer if known is not None and known.answer is not None else answer

    def release(self, answer_id: str, until: datetime) -> None:
        """Give a reservation back."""
        with self._database.write() as connection:
            connection.execute(delete(ANSWER).where(ANSWER.c.id == answer_id, ANSWER.c.reserved_until == until))


def _known(connection: Connection, answer_id: str) -> KeptAnswer | None:
    found = connection.execute(
        select(ANSWER.c.body_check, ANSWER.c.answer).where(ANSWER.c.id == answer_id)
    ).one_or_none()
    return KeptAnswer(found.body_check, found.answer or None) if found else None
