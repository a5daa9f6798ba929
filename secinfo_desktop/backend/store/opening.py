"""Opens the store that the settings name. PostgreSQL's driver is loaded only for those who use it."""

from pathlib import Path

from secinfo_desktop.backend.store import sqlite
from secinfo_desktop.backend.store.sql_store import SqlStore


def open_store(folder: Path, database: str | None = None) -> SqlStore:
    """The store in a PostgreSQL database with that address, or in SQLite's file in the folder.

    Raises:
        SchemaUnknown: a newer program wrote it.
        OSError: the folder or its files can't be used.
        DatabaseUnusable: the database can't be reached, or does not let us work.
    """
    if database is None:
        return sqlite.open_store(folder)
    from secinfo_desktop.backend.store import postgres

    return postgres.open_store(database)
