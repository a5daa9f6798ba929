"""The store on SQLite: one private file for everything, durable commits, one serialised writer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from secinfo_desktop.backend.services.ports import StoreBusy, StoreFull
from secinfo_desktop.backend.store import schema
from secinfo_desktop.backend.store.checkpoints import Checkpoints
from secinfo_desktop.backend.store.database import PATIENCE, Database
from secinfo_desktop.backend.store.one_writer import OneWriter
from secinfo_desktop.backend.store.prepared import execute
from secinfo_desktop.backend.store.private_files import private_file, private_folder
from secinfo_desktop.backend.store.sql_store import SqlStore, store_over

FILE = "secinfo.db"
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # NORMAL lost acknowledged rows in simulated power cuts (docs/decisions)
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA wal_autocheckpoint = 16000",  # pages: how long the log may become if the thread for it lags behind
)
_FULL = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
"""How SQLite says that it can't write, whatever the reason; a quota and a limit of file sizes are I/O errors."""
_MARK = "work"
MOST_IDLE = 8
"""Connections that are kept open while nobody uses them; each has a cache of its own."""


def open_store(folder: Path) -> SqlStore:
    """Open the store in a folder, which becomes private to its owner; makes it and its tables if need be.

    Raises:
        SchemaUnknown: a newer program wrote it.
        OSError: the folder or its files can't be used.
    """
    return store_over(SqliteDatabase(folder / FILE))


class SqliteDatabase(Database):
    """One SQLite file. Readers see a snapshot; writers queue up, in this process and across processes."""

    writes_side_by_side = False

    def __init__(self, file: Path, patience: timedelta = PATIENCE) -> None:
        private_folder(file.parent)
        private_file(file)  # before SQLite would make it; its log gets the same rights
        super().__init__(_engine(file, patience), patience)
        self._idle: list[Connection] = []
        self._is_closed = False
        self._checkpoints = Checkpoints(self._checkpoint)
        self._one_writer = OneWriter(self._begun_to_write, self._patience)
        self.bring_up_to_date()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises StoreFull where even that needs room (the first connection)."""
        with _told_apart():
            transaction = self._begun("BEGIN")
            try:
                yield transaction.connection
            finally:
                transaction.end(durable=False)

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """A connection without a transaction. Raises StoreFull where even the first connection needs room."""
        with _told_apart():
            connection = self._idle_one() or self._engine.connect()
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            self._put_aside(connection)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that nobody else writes beside; an exception undoes it.

        Raises:
            StoreBusy: its turn did not come in time.
            StoreFull: the disk takes nothing more.
        """
        with _told_apart(), self._one_writer.turn() as transaction, _told_apart():
            yield transaction.connection

    def may_be_behind(self) -> bool:
        """As its readers see it, who wait for nobody: a busy process can keep another from its turn for long."""
        with self.read() as connection:
            return schema.is_behind(connection)

    def take_turns(self, connection: Connection, *subjects: str) -> None:
        """Nothing to do: whoever writes is the only one."""

    def close(self) -> None:
        """Close every connection; one that is in use is closed by whoever uses it."""
        self._checkpoints.stop()
        self._is_closed = True
        while connection := self._idle_one():
            connection.close()
        super().close()

    def _begun_to_write(self) -> "_Transaction":
        return self._begun("BEGIN IMMEDIATE", self._checkpoints.committed)

    def _checkpoint(self) -> None:
        connection = self._idle_one() or self._engine.connect()
        driver: Any = connection.connection.driver_connection
        try:
            driver.execute("PRAGMA wal_checkpoint(PASSIVE)").close()  # no statement of anybody's request
        except BaseException:
            connection.close()
            raise
        self._put_aside(connection)

    def _begun(self, begin: str, committed: Callable[[], None] = lambda: None) -> "_Transaction":
        """A transaction on a connection of its own, which is taken up again by the next one: opening one is slow."""
        connection = self._idle_one() or self._engine.connect()
        transaction = _Transaction(connection, self._put_aside, committed)
        try:
            transaction.execute(begin)
        except BaseException:
            connection.close()
            raise
        return transaction

    def _idle_one(self) -> Connection | None:
        try:
            return self._idle.pop()  # asking first whether there is one would leave a moment for somebody else
        except IndexError:
            return None

    def _put_aside(self, connection: Connection) -> None:
        if len(self._idle) < MOST_IDLE:
            self._idle.append(connection)
        else:
            connection.close()
        if self._is_closed:
            self.close()


class _Transaction:
    """A transaction that is begun and ended here, and not by SQLAlchemy: it would take ten times as long."""

    def __init__(
        self, connection: Connection, put_aside: Callable[[Connection], None], committed: Callable[[], None]
    ) -> None:
        self.connection = connection
        self._put_aside = put_aside
        self._committed = committed
        self._driver: Any = connection.connection.driver_connection

    def execute(self, order: str) -> None:
        """One statement without values or rows; its errors are SQLAlchemy's."""
        execute(self.connection, order).close()

    def mark(self) -> None:
        """From here on work can be undone alone.

        Raises:
            StoreBusy: SQLite has undone the transaction by itself; a savepoint would begin another one.
        """
        self._raise_if_gone()
        self.execute(f"SAVEPOINT {_MARK}")

    def _raise_if_gone(self) -> None:
        if not self._driver.in_transaction:
            raise StoreBusy

    def undo(self) -> bool:
        """Undo the work since the mark. After some errors SQLite has undone the whole transaction by itself."""
        if self._driver.in_transaction:
            with suppress(DBAPIError):
                self.execute(f"ROLLBACK TO {_MARK}")
                return True
        return False

    def end(self, *, durable: bool) -> None:
        """Commit, or undo everything; a connection that can do neither is closed.

        Raises:
            StoreBusy: there is nothing to commit any more, and whose statement it was has not told.
        """
        try:
            if durable:
                self._raise_if_gone()
                self.execute("COMMIT")
        except BaseException:
            self._give_up()
            raise
        if self._driver.in_transaction:
            self._give_up()
        else:
            self._put_aside(self.connection)
        if durable:
            self._committed()

    def _give_up(self) -> None:
        try:
            if self._driver.in_transaction:
                self.execute("ROLLBACK")
        except DBAPIError:
            self.connection.close()
        else:
            self._put_aside(self.connection)


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
    """An engine whose connections begin no transaction by themselves, whatever the driver or SQLAlchemy think of it."""
    engine = create_engine(f"sqlite:///{file}", hide_parameters=True, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in (*_PRAGMAS, f"PRAGMA busy_timeout = {patience // timedelta(milliseconds=1)}"):
            connection.execute(pragma).close()

    return engine
