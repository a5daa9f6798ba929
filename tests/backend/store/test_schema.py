"""The schema: made in one transaction, compared with the tables, read without Alembic at every later start."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from secinfo_desktop.backend.store import schema
from secinfo_desktop.backend.store.helpdesk_tables import METADATA
from secinfo_desktop.backend.store.schema import SchemaUnknown
from secinfo_desktop.backend.store.sqlite import SqliteDatabase

OPEN = """
import sys
from pathlib import Path
from secinfo_desktop.backend.store.sqlite import open_store
open_store(Path(sys.argv[1])).close()
print("alembic" in sys.modules, "sqlalchemy.orm" in sys.modules)
"""


def test_alembic_is_loaded_for_the_first_start_only(tmp_path: Path) -> None:
    starts = [
        subprocess.run([sys.executable, "-c", OPEN, str(tmp_path / "data")], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert starts[0].stdout.split()[0] == "True"
    assert starts[1].stdout.split() == ["False", "False"]


def test_the_code_is_written_for_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]


def test_migrations_make_exactly_the_tables(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "secinfo.db")
    with database.read() as connection:
        assert schema.version(connection) == schema.HEAD
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    database.close()


def test_a_migration_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "secinfo.db")
    with database.write() as connection:
        _empty(connection)

    def half_way(connection: Connection) -> None:
        schema.bring_up_to_date(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), database.write() as connection:
        half_way(connection)
    with database.read() as connection:
        assert schema.version(connection) is None
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    database.close()


def _empty(connection: Connection) -> None:
    METADATA.drop_all(connection)
    connection.exec_driver_sql("DROP TABLE alembic_version")


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "secinfo.db")
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(SchemaUnknown):
        SqliteDatabase(tmp_path / "secinfo.db")
    assert [its.path for its in psutil.Process().open_files() if its.path.startswith(str(tmp_path))] == []
