"""What is over is forgotten after its time, a bounded number of rows at once, and nothing else goes."""

from datetime import timedelta
from pathlib import Path

import pytest

from secinfo_desktop.backend.store import upkeep
from secinfo_desktop.backend.store.sqlite import open_store
from secinfo_desktop.backend.store.upkeep import Lifetimes, SqlUpkeep
from tests.helpers.clock import START
from tests.helpers.records import a_flow, a_session, an_account
from tests.helpers.service_bench import NAME, NEW_PASSWORD, ServiceBench

TABLES = ("account", "contact", "flow", "code", "outbox", "send", "attempt", "answer", "session")


def counts(bench: ServiceBench) -> dict[str, int]:
    with bench.store.database.read() as connection:
        return {
            table: int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608 - ours
            for table in TABLES
        }


@pytest.fixture
def care(bench: ServiceBench) -> SqlUpkeep:
    """After a whole recovery: a flow, a code, its message, and two notices."""
    bench.recovery.set_password(bench.proven_flow().handle, NEW_PASSWORD)
    return SqlUpkeep(bench.store.database)


def test_nothing_goes_before_its_time(bench: ServiceBench, care: SqlUpkeep) -> None:
    before = counts(bench)
    assert care.forget(bench.clock() + timedelta(hours=1)) is False
    assert counts(bench) == before


def test_flows_go_with_their_codes_and_messages_and_accounts_stay(bench: ServiceBench, care: SqlUpkeep) -> None:
    before = counts(bench)
    care.forget(bench.clock() + timedelta(days=2))
    after = counts(bench)
    assert (after["flow"], after["code"]) == (0, 0)
    assert after["outbox"] == before["outbox"] - 1
    assert (after["account"], after["contact"]) == (before["account"], before["contact"])


def test_in_the_end_only_accounts_are_left(bench: ServiceBench, care: SqlUpkeep) -> None:
    care.forget(bench.clock() + timedelta(days=31))
    assert {table for table, count in counts(bench).items() if count} == {"account", "contact", "session"}


def test_sessions_go_half_a_year_after_they_began_and_those_that_an_organisation_told_of_stay(
    bench: ServiceBench,
) -> None:
    bench.add_account("ben@example.org", phone="+49 171 3920063", mail="ben@example.com")
    account = bench.store.accounts.named(NAME)
    assert account is not None
    bench.store.sessions.begin(a_session(account), "name", [])
    before, care = counts(bench)["session"], SqlUpkeep(bench.store.database)
    care.forget(bench.clock() + timedelta(days=179))
    assert counts(bench)["session"] == before
    care.forget(bench.clock() + timedelta(days=181))
    assert counts(bench)["session"] == before - 1


def test_a_notice_that_waits_is_kept(bench: ServiceBench, care: SqlUpkeep) -> None:
    with bench.store.database.write() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'deferred' WHERE code_id IS NULL")
    assert care.waiting() == 2
    care.forget(bench.clock() + timedelta(days=400))
    assert counts(bench)["outbox"] == 2


def test_only_so_many_go_at_once(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    new = an_account()
    store.accounts.add(new)
    for _ in range(upkeep.AT_ONCE + 1):
        store.flows.add(a_flow(new.account))
    care = SqlUpkeep(store.database, Lifetimes(flows=timedelta()))
    assert care.forget(START + timedelta(days=1)) is True
    assert care.forget(START + timedelta(days=1)) is False
    store.close()
