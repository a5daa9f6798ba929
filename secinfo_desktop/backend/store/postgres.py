"""The store on PostgreSQL: READ COMMITTED, row counts that decide, and turns for what is read before it is written."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import IsolationLevel
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.pool import ConnectionPoolEntry

from secinfo_desktop.backend.services.ports import StoreBusy, StoreFull
from secinfo_desktop.backend.store.database import PATIENCE, Database, DatabaseUnusable
from secinfo_desktop.backend.store.prepared import execute
from secinfo_desktop.backend.store.shared_flush import SharedFlush
from secinfo_desktop.backend.store.sql_store import SqlStore, store_over

DISK_FULL, READ_ONLY = "53100", "25006"
LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED = "55P03", "40P01"
"""PostgreSQL, appendix A: in all four cases the transaction is undone."""
MOST_CONNECTIONS = 15
"""Of a process, beside one for waiting for the disk. All stay open: to open one costs more than a request."""
_COMMIT = ("SET LOCAL synchronous_commit = off", "COMMIT")
"""Gives all locks back at once: the audit log's would make every writer wait for the disk behind the one before."""
_FLUSH = "SELECT pg_logical_emit_message(true, 'secinfo-desktop', '')"
"""A commit with nothing in it, and the server writes its log in order: once it is on the disk, so are all before it.

Nobody is told that their work is done before that. A server that dies meanwhile loses the end of its log and nothing
out of its midst; whatever else was written in between, such as a claim on a message, waits for the disk as well.
"""
_TURNS = """
SELECT count(pg_advisory_xact_lock(hashtextextended(subject, 0))) FROM unnest(%(subjects)s::text[]) AS subject
"""
"""One after the other, as they stand in the list."""

logging.getLogger("psycopg").setLevel(logging.ERROR)  # what goes wrong in a pipeline is raised anyway


def open_store(url: str) -> SqlStore:
    """Open the store in a PostgreSQL database, ``postgresql+psycopg://…``; makes its tables if need be.

    Raises:
        SchemaUnknown: a newer program wrote it.
        DatabaseUnusable: it can't be reached, or does not let us work.
    """
    try:
        return store_over(PostgresDatabase(url))
    except StoreFull as error:
        raise DatabaseUnusable("takes no writes: its disk is full, or it only reads") from error
    except StoreBusy as error:
        raise DatabaseUnusable("can't be reached") from error
    except ModuleNotFoundError as error:
        raise DatabaseUnusable("needs pip install 'secinfo-desktop[postgresql]'") from error
    except SQLAlchemyError as error:
        raise DatabaseUnusable(f"can't be used ({_kind(error)})") from error


def _kind(error: SQLAlchemyError) -> str:
    """What PostgreSQL calls it, such as InsufficientPrivilege; never its words."""
    return type(getattr(error, "orig", None) or error).__name__


class PostgresDatabase(Database):
    """A PostgreSQL database. Readers see a snapshot; writers go on side by side, except for those who take turns."""

    def __init__(self, url: str, patience: timedelta = PATIENCE) -> None:
        super().__init__(_engine(url, patience, MOST_CONNECTIONS), patience)
        self._flushing = _engine(url, patience, 1, "AUTOCOMMIT")  # never waits for the others' connections
        self._disk = SharedFlush(self._flush)
        self._snapshots = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._at_once = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self.bring_up_to_date()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads.

        Raises:
            StoreBusy: the database can't be reached.
        """
        with _connected(self._snapshots) as connection, connection.begin():
            yield connection

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """A connection on which every statement is a transaction of its own: one way to the server and back.

        Raises:
            StoreBusy: the database can't be reached.
        """
        with _connected(self._at_once) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction beside which others write; an exception undoes it.

        Raises:
            StoreBusy: a lock was not to be had in time, or the database can't be reached.
            StoreFull: its disk is full, or it takes no writes.
        """
        try:
            with _connected(self._engine) as connection, connection.begin():
                yield connection
                self._commit(connection)
        except DBAPIError as error:
            state = getattr(error.orig, "sqlstate", "")
            if state in {LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED}:
                raise StoreBusy from error
            if state in {DISK_FULL, READ_ONLY}:
                raise StoreFull from error
            raise
        self._disk.wait()

    def _commit(self, connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        with self.together(connection):
            for order in _COMMIT:
                driver.execute(order)

    def _flush(self) -> None:
        """What this raises is no StoreBusy: the work is done, and only its being on the disk is not known."""
        with self._flushing.connect() as connection:
            connection.exec_driver_sql(_FLUSH)  # a transaction of its own, there and back once

    def close(self) -> None:
        """Close every connection."""
        self._flushing.dispose()
        super().close()

    def take_turns(self, connection: Connection, *subjects: str) -> None:
        """Advisory locks, always in the same order; they end with the transaction, whatever ends it."""
        execute(connection, _TURNS, {"subjects": sorted(set(subjects))})

    @contextmanager
    def together(self, connection: Connection) -> Iterator[None]:
        """One way to the server and back for all of them."""
        driver: Any = connection.connection.driver_connection
        dialect, errors = connection.dialect, connection.dialect.loaded_dbapi.Error
        try:
            with driver.pipeline():
                yield
        except errors as error:
            its = DBAPIError.instance(None, None, error, errors, hide_parameters=True, dialect=dialect)
            raise its from error


def _connected(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except (OperationalError, NoConnectionLeft) as error:
        raise StoreBusy from error


def _engine(url: str, patience: timedelta, connections: int, isolation: IsolationLevel = "READ COMMITTED") -> Engine:
    seconds = max(2, int(patience.total_seconds()))  # libpq takes no less
    # a server may be set to say yes before a commit is on the disk; what we acknowledge has to be there
    options = f"-c lock_timeout={patience // timedelta(milliseconds=1)} -c synchronous_commit=on"
    engine = create_engine(
        url,
        hide_parameters=True,
        isolation_level=isolation,
        pool_pre_ping=True,  # a server that was started anew is met with a new connection
        pool_timeout=seconds,
        pool_size=connections,
        max_overflow=0,
        connect_args={"connect_timeout": seconds, "options": options, "application_name": "secinfo-desktop"},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
        _take_any_text(connection)

    return engine


def _take_any_text(connection: Any) -> None:
    """PostgreSQL's texts can't hold U+0000, which anybody may type: it becomes U+FFFD, which no name here has."""
    from psycopg.types.string import StrDumper

    class AnyText(StrDumper):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\x00", "\ufffd"))

    connection.adapters.register_dumper(str, AnyText)
