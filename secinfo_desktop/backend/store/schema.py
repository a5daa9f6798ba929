"""The schema's version: read with plain SQL at every start; Alembic is loaded only if the database is behind."""

from pathlib import Path

from sqlalchemy import Connection, inspect

HEAD = "0012"
"""The version that this program's code is written for; versions grow as text."""
MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaUnknown(Exception):  # noqa: N818 - named for what is the case
    """The database was written by a newer program; this one must not touch it."""


def is_behind(connection: Connection) -> bool:
    """True if migrations are to be run.

    Raises:
        SchemaUnknown: the database's version is not one of this program's.
    """
    found = version(connection)
    if found is not None and found > HEAD:
        raise SchemaUnknown(found)
    return found != HEAD


def version(connection: Connection) -> str | None:
    """The version written in the database; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def bring_up_to_date(connection: Connection) -> None:
    """Run the missing migrations inside the caller's transaction: all of them happen, or none."""
    from alembic import command  # 0.1 s to load: only when it is needed
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, HEAD)
