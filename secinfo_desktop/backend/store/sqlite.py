"""The store on SQLite: one file for everything, opened once."""

from dataclasses import dataclass
from pathlib import Path

from secinfo_desktop.backend.store.accounts import SqlAccounts
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.flows import SqlFlows
from secinfo_desktop.backend.store.outbox import SqlOutbox
from secinfo_desktop.backend.store.worlds import SqlWorlds

FILE = "secinfo.db"


@dataclass(frozen=True)
class SqlStore:
    """All stores over one database."""

    database: Database
    accounts: SqlAccounts
    flows: SqlFlows
    outbox: SqlOutbox
    worlds: SqlWorlds

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_store(folder: Path) -> SqlStore:
    """Open the store in a folder, which becomes private to its owner; makes it and its tables if need be.

    Raises:
        SchemaUnknown: a newer program wrote it.
        OSError: the folder or its files can't be used.
    """
    return store_over(Database(folder / FILE))


def store_over(database: Database) -> SqlStore:
    """The stores over an open database."""
    return SqlStore(database, SqlAccounts(database), SqlFlows(database), SqlOutbox(database), SqlWorlds(database))
