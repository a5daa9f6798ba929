"""The audit log for whoever runs a service: shown line by line, and checked with the key that lies beside the data."""

import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import SystemRandom
from typing import TextIO

from secinfo_desktop.backend.service import load_pack, open_for
from secinfo_desktop.backend.settings import Settings, SettingsError
from secinfo_desktop.backend.store.audit import Checked, Seal, SqlAudit
from secinfo_desktop.backend.store.key_file import FILE, KeyFile

NOT_WHOLE = 1


def show(settings: Settings, stdout: TextIO) -> int:
    """Write every event as a line of JSON, oldest first. Always 0.

    Raises:
        SettingsError: the data can't be used.
    """
    with _log(settings) as (log, _):
        for row in log.rows():
            its = row.event
            line = {"number": row.seq, "at": its.at.isoformat(), "event": its.kind.value, "account": its.account_id}
            by_staff = {"staff": its.staff} if its.staff is not None else {}
            stdout.write(json.dumps({**line, "peer": its.peer, "detail": its.detail, **by_staff}) + "\n")
    return 0


def verify(settings: Settings, head: Path | None, stdout: TextIO) -> int:
    """Check the log and write what came of it as JSON; 1 if it is not whole, or not the one that ``head`` was of.

    Raises:
        SettingsError: the data can't be used, or the head is none.
    """
    with _log(settings) as (log, seal):
        checked = log.check(_read_head(head, seal) if head is not None else None)
    return _told(checked, stdout)


def write_head(settings: Settings, file: Path, stdout: TextIO) -> int:
    """Write the end of the log, signed, to a file that is to be kept on another computer; 1 if the log is not whole.

    Whoever has the key and the database can write another log, and not one that fits a head that lies elsewhere.

    Raises:
        SettingsError: the data can't be used, or the file is there already or can't be written.
    """
    with _log(settings) as (log, seal):
        checked = log.check()
        if checked.problem is None:
            _write_new(
                file, {**_signed(checked.events, checked.head), "seal": _seal(seal, checked.events, checked.head)}
            )
    return _told(checked, stdout)


def _told(checked: Checked, stdout: TextIO) -> int:
    whole = {"whole": checked.problem is None, "events": checked.events}
    stdout.write(json.dumps(whole if checked.problem is None else {**whole, "problem": checked.problem}) + "\n")
    return 0 if checked.problem is None else NOT_WHOLE


def _write_new(file: Path, head: dict[str, object]) -> None:
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(json.dumps(head) + "\n")
            out.flush()
            os.fsync(out.fileno())
    except FileExistsError:
        raise SettingsError((f"head: {file.name} is there already, and no head is written over another",)) from None
    except OSError as error:
        raise SettingsError((f"head: can't be written ({error.strerror})",)) from error


def _read_head(file: Path, seal: Seal) -> tuple[int, str]:
    try:
        its = json.loads(file.read_text("utf-8"))
        events, mac, given = int(its["events"]), str(its["mac"]), str(its["seal"])
    except OSError as error:
        raise SettingsError((f"head: can't be read ({error.strerror})",)) from error
    except (ValueError, TypeError, KeyError):
        raise SettingsError(("head: this is no file that head has written",)) from None
    if not hmac.compare_digest(given, _seal(seal, events, mac)):
        raise SettingsError(("head: was not signed with the key of this service",))
    return events, mac


def _signed(events: int, mac: str) -> dict[str, object]:
    return {"events": events, "mac": mac}


def _seal(seal: Seal, events: int, mac: str) -> str:
    return seal(b"head file" + json.dumps(_signed(events, mac)).encode())


@contextmanager
def _log(settings: Settings) -> Iterator[tuple[SqlAudit, Seal]]:
    """The log, and its key. A key that is missing is not made anew: nothing would fit it."""
    if not (settings.data / FILE).is_file():
        raise SettingsError((f"data: there is no {FILE}, and without it nothing can be checked",))
    keys = KeyFile(settings.data, SystemRandom(), max(load_pack(settings.provider).code_life.values()))
    store = open_for(settings)
    try:
        yield SqlAudit(store.database, keys.seal), keys.seal
    finally:
        store.close()
