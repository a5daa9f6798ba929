"""What the stores need of a database, whichever it is: transactions, turns, and a schema that is up to date."""

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta

from sqlalchemy import Connection, Engine

from secinfo_desktop.backend.store import schema

PATIENCE = timedelta(seconds=10)
"""How long somebody waits for their turn."""
_SCHEMA = "schema"


class DatabaseUnusable(Exception):  # noqa: N818 - named for what is the case
    """The database can't be opened as it is named; the words say why, and hold no secret."""


class Database(ABC):
    """An open database. Its schema is the newest one from the first transaction on."""

    writes_side_by_side = True
    """False where whoever writes is the only one, and no turns have to be taken."""

    def __init__(self, engine: Engine, patience: timedelta) -> None:
        self._engine = engine
        self._patience = patience.total_seconds()

    @abstractmethod
    def read(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads, and sees one moment however many statements it has."""

    @abstractmethod
    def look(self) -> AbstractContextManager[Connection]:
        """For one statement that reads: it sees one moment by itself, and needs no transaction around it."""

    @abstractmethod
    def write(self) -> AbstractContextManager[Connection]:
        """A transaction that changes something; an exception undoes it, and its end is durable.

        Raises:
            StoreBusy: somebody else was in the way for too long, or nobody answers; nothing was changed.
            StoreFull: the disk is full, or closed to writing; nothing was changed.
        """

    @abstractmethod
    def take_turns(self, connection: Connection, *subjects: str) -> None:
        """Until the end of this transaction nobody else takes a turn for one of these subjects.

        A transaction that reads before it writes calls it first, and once: then no two of them wait for each other.
        """

    def together(self, connection: Connection) -> AbstractContextManager[object]:  # noqa: ARG002 - for who can use it
        """Prepared statements whose row counts nobody asks for go to the database at once; they are done at the end."""
        return nullcontext()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def bring_up_to_date(self) -> None:
        """Run the missing migrations in one transaction, however many processes start at the same moment.

        Raises:
            SchemaUnknown: a newer program wrote the database. Whatever is raised, it is closed again.
        """
        try:
            if self.may_be_behind():
                self._migrate()
        except BaseException:
            self.close()
            raise

    def may_be_behind(self) -> bool:
        """False if it is known, without a turn to write, that no migration is missing."""
        return True

    def _migrate(self) -> None:
        with self.write() as connection:
            self.take_turns(connection, _SCHEMA)
            if schema.is_behind(connection):
                schema.bring_up_to_date(connection)
