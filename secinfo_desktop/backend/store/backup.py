"""Copies of the SQLite database, taken and put back while the service runs. A copy never holds a key.

SQLite's own copying is used: a file that is copied by hand while something is written lacks what is still in the log.
"""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.store.audit import Seal, SqlAudit
from secinfo_desktop.backend.store.private_files import private_file, private_folder, sync_folder
from secinfo_desktop.backend.store.revival import Counted, counted, revive_nothing
from secinfo_desktop.backend.store.schema import SchemaUnknown
from secinfo_desktop.backend.store.sqlite import FILE, SqliteDatabase


class BackupError(Exception):
    """A copy can't be taken or put back; nothing was changed. Says why in words for an administrator."""


def back_up(folder: Path, target: Path) -> None:
    """Copy the database of a folder, as it is at one moment, into a new private file.

    Raises:
        BackupError: there is no database, or there is a file with the target's name already.
        OSError: the target can't be written.
    """
    source = folder / FILE
    if not source.is_file():
        raise BackupError(f"there is no database in {folder}")
    fresh = private_file(target.with_name(f".{target.name}.{os.getpid()}.new"))
    try:
        if target.exists():
            raise BackupError(f"{target} is there already")
        _copy(source, fresh)
        _sync(fresh)
        _name(fresh, target)
    finally:
        _remove(fresh)


@dataclass(frozen=True)
class Restoring:
    """When a copy is put back, and the event for the audit log, if its key is there."""

    at: datetime
    event: AuditEvent
    seal: Seal | None = None


def put_back(folder: Path, backup: Path, restoring: Restoring) -> None:
    """Make a folder's database what it was when the copy was taken; what was written since is gone.

    But for what must not come to life again (``store.revival``). A service that runs on it goes on with what was put
    back: its requests wait meanwhile. A copy of an older version is brought up to date first.

    Raises:
        BackupError: the file is no whole copy.
        SchemaUnknown: a newer program wrote it.
        OSError: the folder can't be used.
    """
    if not backup.is_file():
        raise BackupError(f"there is no file {backup}")
    aside = private_file(private_folder(folder) / f".{FILE}.restore")
    try:
        _copy(backup, aside)
        _check_tables(aside)
        _calm(aside, _counted(folder / FILE), restoring)
        _copy(aside, private_file(folder / FILE))
    finally:
        _remove(aside)


def _counted(file: Path) -> Counted:
    """What the database that is replaced had counted; nothing if there is none, or none that can be read."""
    if not file.is_file():
        return Counted()
    try:
        database = SqliteDatabase(file)
        try:
            return counted(database)
        finally:
            database.close()
    except (DatabaseError, SchemaUnknown):
        return Counted()


def _calm(file: Path, since: Counted, restoring: Restoring) -> None:
    database = SqliteDatabase(file)
    try:
        audit = SqlAudit(database, restoring.seal) if restoring.seal else None
        revive_nothing(database, restoring.at, since, restoring.event, audit)
    finally:
        database.close()


def _copy(source: Path, target: Path) -> None:
    """All pages in one transaction of each side, then a check of every page."""
    try:
        with closing(_open(source)) as taken, closing(_open(target)) as given:
            taken.execute("PRAGMA query_only = ON")
            taken.backup(given)
            if given.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise BackupError(f"{source} is damaged")
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{source} is no database of this program, or is damaged") from error


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=10)


def _check_tables(file: Path) -> None:
    with closing(_open(file)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"alembic_version", "account", "flow"} <= names:
        raise BackupError("the file is no copy of a database of this program")


def _name(fresh: Path, target: Path) -> None:
    """Give a file its name durably, unless the name was taken meanwhile."""
    try:
        target.hardlink_to(fresh)
    except FileExistsError:
        raise BackupError(f"{target} is there already") from None
    except OSError:  # a file system without second names
        fresh.replace(target)
    sync_folder(target.parent)


def _sync(file: Path) -> None:
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(file: Path) -> None:
    """With the logs that SQLite may have put beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
