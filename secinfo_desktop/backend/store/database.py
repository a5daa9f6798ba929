"""Opens the SQLite database: private files, durable commits, one serialised writer, a schema that is up to date."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from secinfo_desktop.backend.services.ports import StoreBusy
from secinfo_desktop.backend.store import schema

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # NORMAL lost acknowledged rows in simulated power cuts (docs/decisions)
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
)
PATIENCE = timedelta(seconds=10)
"""How long a writer waits for its turn."""
_WRITES = "secinfo_writes"


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner can look into (R33), and its parents; returns it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


class Database:
    """One SQLite file. Readers see a snapshot; writers queue up, in this process and across processes."""

    def __init__(self, file: Path, patience: timedelta = PATIENCE) -> None:
        private_folder(file.parent)
        _make_private(file)
        self._patience = patience.total_seconds()
        self._engine = _engine(file, patience)
        self._one_writer = threading.Lock()
        with self.write() as connection:
            if schema.is_behind(connection):
                schema.bring_up_to_date(connection)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that nobody else writes beside; an exception undoes it.

        Raises:
            StoreBusy: its turn did not come in time.
        """
        if not self._one_writer.acquire(timeout=self._patience):
            raise StoreBusy
        try:
            with self._engine.execution_options(**{_WRITES: True}).begin() as connection:
                yield connection
        except OperationalError as error:
            if getattr(error.orig, "sqlite_errorname", "") == "SQLITE_BUSY":
                raise StoreBusy from error
            raise
        finally:
            self._one_writer.release()

    def close(self) -> None:
        """Close every connection; SQLite then folds its log into the file."""
        self._engine.dispose()


def _make_private(file: Path) -> None:
    """Create the file before SQLite would, with rights for the owner alone; SQLite gives its log the same rights."""
    os.close(os.open(file, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
    file.chmod(0o600)


def _engine(file: Path, patience: timedelta) -> Engine:
    """An engine that begins transactions itself: the driver's own idea of when to begin is switched off."""
    engine = create_engine(f"sqlite:///{file}", hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in (*_PRAGMAS, f"PRAGMA busy_timeout = {patience // timedelta(milliseconds=1)}"):
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
