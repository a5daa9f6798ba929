"""Answers to requests that may come again, in SQL."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.tables import ANSWER


class SqlAnswers:
    """Keeps answers in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kept(self, answer_id: str, since: datetime) -> tuple[str, str] | None:
        """The check of the request's body and the answer, if one was given after ``since``."""
        mine = ANSWER.c.id == answer_id, ANSWER.c.answered_at > since
        with self._database.read() as connection:
            found = connection.execute(select(ANSWER.c.body_check, ANSWER.c.answer).where(*mine)).one_or_none()
            return (found.body_check, found.answer) if found else None

    def keep(self, answer_id: str, body_check: str, answer: str, now: datetime, since: datetime) -> None:
        """Keep an answer; those from before ``since`` are forgotten, and the first one under an id stays."""
        row = {"id": answer_id, "body_check": body_check, "answered_at": now, "answer": answer}
        try:
            with self._database.write() as connection:
                connection.execute(delete(ANSWER).where(ANSWER.c.answered_at <= since))
                connection.execute(insert(ANSWER), row)
        except IntegrityError:
            return  # another process has answered the same request
