"""Copies by PostgreSQL's own programs, with the commands of docs/hosting.md, and what one must do after a restore."""

from dataclasses import replace
from pathlib import Path

import pytest

from secinfo_desktop.backend.copies import close_what_a_copy_opened
from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.settings import Settings
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.domain.failures import Failure
from tests.helpers.postgres_server import PostgresServer
from tests.helpers.service_bench import NEW_PASSWORD, ServiceBench, refusal

pytestmark = pytest.mark.real_part("postgresql")


@pytest.mark.parametrize("last_command", [True, False])
def test_a_copy_that_was_put_back_opens_nothing_after_the_last_command(
    tmp_path: Path, postgres_server: PostgresServer, postgres_database: str, last_command: bool
) -> None:
    """Without it the old code opens the account once more: the control."""
    name, address = postgres_database, postgres_server.url(postgres_database)
    bench = ServiceBench(tmp_path / "data", database=address)
    bench.add_account()
    flow = bench.open_flow()
    bench.ask(flow)
    code = bench.newest_code()
    postgres_server.run("pg_dump", "--format=custom", "--no-owner", f"--file={tmp_path / 'copy'}", name)
    bench.give(flow, code)
    bench.recovery.set_password(flow.handle, NEW_PASSWORD)
    bench.close()
    put_back(postgres_server, name, tmp_path / "copy")
    if last_command:
        close_what_a_copy_opened(Settings(tmp_path / "data", database=address), bench.clock)
    later = replace(bench)
    assert refusal(later.give, flow, code) is (Failure.FLOW_ENDED if last_command else None)
    log = SqlAudit(later.store.database, later.keys.seal)
    assert (AuditKind.RESTORED in [row.event.kind for row in log.rows()]) is last_command
    assert log.check().problem is None
    later.close()


def put_back(server: PostgresServer, database: str, copy: Path) -> None:
    server.run("dropdb", database)
    server.run("createdb", database)
    server.run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", f"--dbname={database}", copy)
