"""Places for a database, one kind for each: how it is opened, copied, looked at, and filled from a released dump."""

import shutil
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import ClassVar, Final

from sqlalchemy import Connection, MetaData, create_engine, inspect, select, text

from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.opening import open_store
from secinfo_desktop.backend.store.postgres import PostgresDatabase
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.sqlite import FILE, SqliteDatabase
from tests.helpers.postgres_server import PostgresServer

DUMPS: Final = Path(__file__).parent / "released"
RELEASED: Final = sorted({file.name.partition(".")[0] for file in DUMPS.glob("*.sql")})


@dataclass(frozen=True)
class Place(ABC):
    """Where one database is, or may be made."""

    folder: Path
    kind: ClassVar[str]

    @property
    @abstractmethod
    def url(self) -> str | None:
        """What the settings say of it."""

    @abstractmethod
    def open(self) -> Database:
        """The bare database, up to date."""

    @abstractmethod
    def put(self, script: str) -> None:
        """Run a script of SQL in it as it is."""

    @abstractmethod
    def copied(self) -> AbstractContextManager["Place"]:
        """A copy for the length of a block; nobody may be connected to this one."""

    @abstractmethod
    def fingerprint(self) -> str:
        """Stands for the whole of it: tables, columns, indexes and every row."""

    def open_store(self) -> SqlStore:
        """The stores over it, up to date."""
        return open_store(self.folder, self.url)

    def put_released(self, version: str) -> None:
        """Make a database as a released program left it."""
        self.put((DUMPS / f"{version}.{self.kind}.sql").read_text("utf-8"))


class SqlitePlace(Place):
    """In a folder."""

    kind = "sqlite"
    url = None

    def open(self) -> Database:
        """The bare database."""
        return SqliteDatabase(self.folder / FILE)

    def put(self, script: str) -> None:
        """In whichever transactions the script says."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        with closing(sqlite3.connect(self.folder / FILE)) as connection:
            connection.executescript(script)

    @contextmanager
    def copied(self) -> Iterator[Place]:
        """Another folder."""
        copy = self.folder.with_name("copy")
        shutil.copytree(self.folder, copy)
        yield SqlitePlace(copy)
        shutil.rmtree(copy)

    def fingerprint(self) -> str:
        """Also checks that the file is sound."""
        engine = create_engine(f"sqlite:///{self.folder / FILE}")
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            found = _fingerprint(connection)
        engine.dispose()
        return found


@dataclass(frozen=True)
class PostgresPlace(Place):
    """In a database of a server."""

    server: PostgresServer
    database: str
    kind = "postgresql"

    @property
    def url(self) -> str:
        """With its password."""
        return self.server.url(self.database)

    def open(self) -> PostgresDatabase:
        """The bare database."""
        return PostgresDatabase(self.url)

    def put(self, script: str) -> None:
        """As one transaction."""
        self.server.tell(script, self.database)

    @contextmanager
    def copied(self) -> Iterator[Place]:
        """Another database of the server."""
        copy = self.server.fresh_database(self.database)
        yield PostgresPlace(self.folder, self.server, copy)
        self.server.tell(f"DROP DATABASE {copy} WITH (FORCE)")

    def fingerprint(self) -> str:
        """Waits for the end of a migration whose process is gone and that the server has not noticed yet."""
        engine = create_engine(self.url)
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('schema', 0))"))
            found = _fingerprint(connection)
        engine.dispose()
        return found


def _fingerprint(connection: Connection) -> str:
    looked_at, found = inspect(connection), MetaData()
    found.reflect(connection)
    parts = []
    for name in sorted(found.tables):
        columns, indexes = looked_at.get_columns(name), looked_at.get_indexes(name)
        shape = [str(column) for column in columns], sorted(str(index["name"]) for index in indexes)
        parts.append((name, shape, sorted(str(row) for row in connection.execute(select(found.tables[name])))))
    return sha256(repr(parts).encode()).hexdigest()


def many_rows(accounts: int) -> str:
    """SQL for so many accounts with a contact, a session, a known device and a send each, in any schema since 0001."""
    return _MANY.format(last=accounts)


_MANY = """
INSERT INTO account (id, name, added_at)
  WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})
  SELECT 'many-' || n, 'many-' || n, n FROM numbers;
INSERT INTO contact (id, account_id, position, kind, value, failed_in_a_row)
  SELECT id || '-phone', id, 0, 'phone', '+49171' || added_at, 0 FROM account WHERE id LIKE 'many-%';
INSERT INTO session (id, account_id, device, began_at)
  SELECT id || '-session', id, 'tablet', added_at FROM account WHERE id LIKE 'many-%';
INSERT INTO known_device (id, account_id, device, added_at)
  SELECT id || '-device', id, 'desk', added_at FROM account WHERE id LIKE 'many-%';
INSERT INTO send (destination, at) SELECT id, added_at FROM account WHERE id LIKE 'many-%';
"""
