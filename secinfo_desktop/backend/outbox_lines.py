"""Messages that were set aside, for whoever runs a service: shown line by line, and sent after all if wanted."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TextIO

from secinfo_desktop.backend.clock import Clock, system_time
from secinfo_desktop.backend.service import open_for
from secinfo_desktop.backend.services.records import QueuedMessage
from secinfo_desktop.backend.settings import Settings
from secinfo_desktop.backend.store.outbox import SqlOutbox
from secinfo_desktop.backend.store.sqlite import FILE

NOT_ALL = 1


def show(settings: Settings, stdout: TextIO) -> int:
    """Write every message that was set aside as a line of JSON, oldest first. Always 0.

    Raises:
        SettingsError: the data can't be used.
    """
    with _outbox(settings) as outbox:
        for message in outbox.set_aside():
            stdout.write(json.dumps(_line(message)) + "\n")
    return 0


def retry(settings: Settings, message_ids: Sequence[str], stdout: TextIO, clock: Clock = system_time) -> int:
    """Send these messages after all, or everything that was set aside if none is named; a running service does it.

    Writes a line for each; 1 if one is not set aside, or is worth nothing any more.

    Raises:
        SettingsError: the data can't be used.
    """
    with _outbox(settings) as outbox:
        ids = message_ids or [message.id for message in outbox.set_aside()]
        done = {message_id: outbox.put_back(message_id, clock()) for message_id in ids}
    for message_id, is_queued in done.items():
        stdout.write(json.dumps({"message": message_id, "queued": is_queued}) + "\n")
    return 0 if all(done.values()) else NOT_ALL


def set_aside(settings: Settings) -> int | None:
    """How many messages are set aside; None where there is no database yet, which is not made for this.

    Raises:
        SettingsError: the data can't be used.
    """
    if settings.database is None and not (settings.data / FILE).is_file():
        return None
    with _outbox(settings) as outbox:
        return len(outbox.set_aside())


def _line(message: QueuedMessage) -> dict[str, object]:
    """What tells the fault apart, and no person but by the account's id."""
    return {
        "message": message.id,
        "kind": message.kind.value,
        "account": message.account_id,
        "channel": message.channel.value if message.channel else None,
        "queued_at": message.queued_at.isoformat(),
        "ends_at": _time(message.ends_at),
        "attempts": message.attempts,
        "reason": message.reason.value if message.reason else None,
    }


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


@contextmanager
def _outbox(settings: Settings) -> Iterator[SqlOutbox]:
    store = open_for(settings)
    try:
        yield store.outbox
    finally:
        store.close()
