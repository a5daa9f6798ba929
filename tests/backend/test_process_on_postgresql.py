"""The service as a process over PostgreSQL: its password comes by file, and is seen nowhere."""

import json
import os
from pathlib import Path

import pytest

from secinfo_desktop.backend.store.sqlite import FILE
from tests.backend.test_process import MARA, refused
from tests.helpers.backend_process import PATIENCE, backend, start
from tests.helpers.postgres_server import PostgresServer
from tests.helpers.smtp_sink import smtp_sink

pytestmark = pytest.mark.real_part("postgresql")


@pytest.fixture
def settings(tmp_path: Path, postgres_server: PostgresServer, postgres_database: str) -> str:
    file = tmp_path / "settings.toml"
    file.touch(0o600)
    file.write_text(f'data = "{tmp_path}/data"\ndatabase = "{postgres_server.url(postgres_database)}"\n')
    return str(file)


def test_an_organisations_service_works_over_postgresql(settings: str, postgres_server: PostgresServer) -> None:
    adding = start(["add-account", "--settings", settings])
    assert adding.communicate(json.dumps(MARA), timeout=PATIENCE) == ('{"added": 1}\n', "")
    with smtp_sink() as sink, backend("serve", "--settings", settings, "--smtp", f"127.0.0.1:{sink.port}") as serving:
        opened = serving.ok("POST", "/recovery/flows", {"account_name": "mara@example.org"})
        asking = {"contact": opened["contacts"][0]["id"], "typed": "mara.post@example.com"}
        serving.ok("POST", "/recovery/code", asking, opened["flow"])
        assert sink.wait_for_mail(PATIENCE)
        for place in ("cmdline", "environ"):
            shown = Path(f"/proc/{serving.process.pid}/{place}").read_bytes()
            assert postgres_server.password.encode() not in shown
    assert not (Path(settings).with_name("data") / FILE).exists()


def test_a_password_in_a_flag_is_refused(tmp_path: Path) -> None:
    address = "postgresql+psycopg://me:secret@localhost/secinfo"
    assert refused("--data", str(tmp_path), "--practice", "--database", address) == ["database"]


def test_a_database_that_can_not_be_used_is_refused_without_its_password(
    tmp_path: Path, postgres_server: PostgresServer
) -> None:
    address = postgres_server.url("no_such_database")
    process = start(["serve", "--data", str(tmp_path), "--practice"], {**os.environ, "SECINFO_DATABASE": address})
    assert process.communicate(timeout=PATIENCE) == ("", "database: can't be reached\n")


def test_a_database_in_which_nothing_may_be_made_is_refused(
    tmp_path: Path, postgres_server: PostgresServer, postgres_database: str
) -> None:
    address = postgres_server.url(postgres_database)
    postgres_server.tell(f"ALTER DATABASE {postgres_database} SET default_transaction_read_only = on")
    process = start(["serve", "--data", str(tmp_path), "--practice"], {**os.environ, "SECINFO_DATABASE": address})
    assert process.communicate(timeout=PATIENCE) == (
        "",
        "database: takes no writes: its disk is full, or it only reads\n",
    )
