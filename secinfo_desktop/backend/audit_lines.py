"""The audit log for whoever runs a service: shown line by line, and checked with the key that lies beside the data."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import SystemRandom
from typing import TextIO

from secinfo_desktop.backend.service import load_pack, open_for
from secinfo_desktop.backend.settings import Settings, SettingsError
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.backend.store.key_file import FILE, KeyFile

NOT_WHOLE = 1


def show(settings: Settings, stdout: TextIO) -> int:
    """Write every event as a line of JSON, oldest first. Always 0.

    Raises:
        SettingsError: the data can't be used.
    """
    with _log(settings) as log:
        for row in log.rows():
            its = row.event
            line = {"number": row.seq, "at": its.at.isoformat(), "event": its.kind.value, "account": its.account_id}
            by_staff = {"staff": its.staff} if its.staff is not None else {}
            stdout.write(json.dumps({**line, "peer": its.peer, "detail": its.detail, **by_staff}) + "\n")
    return 0


def verify(settings: Settings, head: str | None, stdout: TextIO) -> int:
    """Check the log and write what came of it as JSON, with the head to write down elsewhere; 1 if it is not whole.

    ``head`` is one that was written down before, NUMBER:SEAL.

    Raises:
        SettingsError: the data can't be used, or the head is none.
    """
    known = _head(head) if head is not None else None
    with _log(settings) as log:
        checked = log.check(known)
    whole = {"whole": checked.problem is None, "events": checked.events, "head": f"{checked.events}:{checked.head}"}
    stdout.write(json.dumps(whole if checked.problem is None else {**whole, "problem": checked.problem}) + "\n")
    return 0 if checked.problem is None else NOT_WHOLE


def _head(text: str) -> tuple[int, str]:
    number, _, mac = text.partition(":")
    if not number.isdecimal() or not mac:
        raise SettingsError(("head: must be NUMBER:SEAL, as verify wrote it",))
    return int(number), mac


@contextmanager
def _log(settings: Settings) -> Iterator[SqlAudit]:
    """The log with its key. A key that is missing is not made anew: nothing would fit it."""
    if not (settings.data / FILE).is_file():
        raise SettingsError((f"data: there is no {FILE}, and without it nothing can be checked",))
    keys = KeyFile(settings.data, SystemRandom(), max(load_pack(settings.provider).code_life.values()))
    store = open_for(settings)
    try:
        yield SqlAudit(store.database, keys.seal)
    finally:
        store.close()
