"""The store on SQLite: one private file for everything, durable commits, one serialised writer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from secinfo_desktop.backend.services.ports import StoreBusy, StoreFull
from secinfo_desktop.backend.store.database import PATIENCE, Database
from secinfo_desktop.backend.store.private_files import private_file, private_folder
from secinfo_desktop.backend.store.sql_store import SqlStore, store_over

FILE = "secinfo.db"
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # NORMAL lost acknowledged rows in simulated power cuts (docs/decisions)
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
)
_WRITES = "secinfo_writes"
_FULL = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
"""How SQLite says that it can't write, whatever the reason; a quota and a limit of file sizes are I/O errors."""


def open_store(folder: Path) -> SqlStore:
    """Open the store in a folder, which becomes private to its owner; makes it and its tables if need be.

    Raises:
        SchemaUnknown: a newer program wrote it.
        OSError: the folder or its files can't be used.
    """
    return store_over(SqliteDatabase(folder / FILE))


class SqliteDatabase(Database):
    """One SQLite file. Readers see a snapshot; writers queue up, in this process and across processes."""

    def __init__(self, file: Path, patience: timedelta = PATIENCE) -> None:
        private_folder(file.parent)
        private_file(file)  # before SQLite would make it; its log gets the same rights
        super().__init__(_engine(file, patience), patience)
        self._one_writer = threading.Lock()
        self.bring_up_to_date()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises StoreFull where even that needs room (the first connection)."""
        with _told_apart(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that nobody else writes beside; an exception undoes it.

        Raises:
            StoreBusy: its turn did not come in time.
            StoreFull: the disk takes nothing more.
        """
        if not self._one_writer.acquire(timeout=self._patience):
            raise StoreBusy
        try:
            with _told_apart(), self._engine.execution_options(**{_WRITES: True}).begin() as connection:
                yield connection
        finally:
            self._one_writer.release()

    def take_turns(self, connection: Connection, *subjects: str) -> None:
        """Nothing to do: whoever writes is the only one."""


@contextmanager
def _told_apart() -> Iterator[None]:
    """What is no fault of the statement: somebody else's turn, or a disk that takes nothing more."""
    try:
        yield
    except OperationalError as error:
        name = getattr(error.orig, "sqlite_errorname", "")
        if name == "SQLITE_BUSY":
            raise StoreBusy from error
        if name.startswith(_FULL):
            raise StoreFull from error
        raise


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
