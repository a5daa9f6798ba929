"""Notices of changes on their way into the outbox, within their ceiling (R18)."""

from collections.abc import Iterable

from sqlalchemy import Connection

from secinfo_desktop.backend.services import notice_ceiling
from secinfo_desktop.backend.services.records import QueuedMessage
from secinfo_desktop.backend.store.attempts import add_attempts, attempts
from secinfo_desktop.backend.store.outbox import add_message


def add_notices(connection: Connection, notices: Iterable[QueuedMessage]) -> None:
    """Queue notices in the caller's transaction, which has the account's turn; too many of a kind are left out."""
    for notice in notices:
        subjects = [notice_ceiling.subject(notice)] if notice.kind in notice_ceiling.OFTEN else []
        since = notice.queued_at - notice_ceiling.WINDOW
        before = [at for subject in subjects for at in attempts(connection, subject, since)]
        told = notice_ceiling.told(notice, before)
        if told is not None:
            add_message(connection, told)
            add_attempts(connection, subjects, notice.queued_at)
