"""The whole account of a person keeps its promises at random; services that break them are found out."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.domain.security_policy import SecurityRules
from tests.backend.services.whole_account import WholeAccount
from tests.helpers.service_bench import ServiceBench

STEPS = 30
LIVES_ON_POSTGRESQL = 12
"""Each deed waits for the disk there, and the rules are the same."""
MOST_SERIES = 8
"""Until everything has happened at least once: chance leaves some of it out of one or two."""
EVERYTHING = {
    AuditKind.CODE_STEP_DONE,
    AuditKind.CONTACT_PROVEN,
    AuditKind.CONTACT_VERIFIED,
    AuditKind.CONTACT_REMOVED,
    AuditKind.CONTACT_USED,
    AuditKind.OPTION_SWITCHED,
    AuditKind.SECOND_STEP_CHOSEN,
    AuditKind.NOTICE_GIVEN,
    AuditKind.NOTICE_SKIPPED,
    AuditKind.PASSWORD_CHANGED,
    AuditKind.PASSWORD_SET,
    AuditKind.SESSIONS_ENDED,
}
"""What happens to somebody in a long series: or it was not looked at."""


class CarelessService(WholeAccount):
    """The control: a service that freezes nothing, and lets people remove all contacts but one."""

    @staticmethod
    def of_the_service(_rules: SecurityRules) -> SecurityRules:
        """Whatever was promised."""
        return SecurityRules(frozen=frozenset())


class TrustingService(WholeAccount):
    """The control: a service for which every contact is an old one."""

    @staticmethod
    def of_the_service(rules: SecurityRules) -> SecurityRules:
        """Nobody waits for anything."""
        return replace(rules, waiting=timedelta())


def live_through(folder: Path, lives: int, database: str | None = None, *, series: int = 0) -> set[AuditKind]:
    """So many accounts, each lived through at random; returns what happened to them. Each series is another one."""
    WholeAccount.bench = bench = ServiceBench(folder / "data", database=database)
    how = settings(
        max_examples=lives, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
    )
    # where nothing is drawn by chance, each series would be the first one again
    lives_of = seed(series)(WholeAccount) if how.derandomize else WholeAccount
    run_state_machine_as_test(lives_of, settings=how)
    log = SqlAudit(bench.store.database, bench.keys.seal)
    happened = {row.event.kind for row in log.rows()}
    assert log.check().problem is None
    bench.close()
    return happened


def test_the_whole_account_keeps_its_promises(tmp_path: Path) -> None:
    assert live_through(tmp_path, lives=12) >= {AuditKind.CONTACT_ADDED, AuditKind.SIGNED_IN}


def test_a_service_that_breaks_its_promises_is_found_out(tmp_path: Path) -> None:
    for service in (WholeAccount, CarelessService):
        service.bench = ServiceBench(tmp_path / service.__name__)
        life = service()
        life.begin(least=1)
        with pytest.raises(AssertionError) if service is CarelessService else nullcontext():
            life.come_in_while_waiting(place=1, on=False)
            life.come_in_while_waiting(place=0, on=False)
        service.bench.close()


@pytest.mark.parametrize("is_update", [False, True])
def test_a_service_that_a_thief_talks_round_is_found_out(tmp_path: Path, is_update: bool) -> None:
    for service in (WholeAccount, TrustingService):
        service.bench = ServiceBench(tmp_path / service.__name__)
        life = service()
        life.begin(least=1)
        if service is WholeAccount:
            life.thief_moves_in(place=0, is_update=is_update)
        else:
            with pytest.raises(AssertionError, match="a thief got rid of a contact"):
                life.thief_moves_in(place=0, is_update=is_update)
        service.bench.close()


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_many_accounts_keep_their_promises(tmp_path: Path) -> None:
    happened: set[AuditKind] = set()
    for series in range(MOST_SERIES):
        happened |= live_through(tmp_path / str(series), lives=60, series=series + 1)
        if happened >= EVERYTHING:
            return
    assert happened >= EVERYTHING


@pytest.mark.long
@pytest.mark.real_part("postgresql")
@pytest.mark.timeout(1200)
def test_accounts_keep_their_promises_on_postgresql(tmp_path: Path, postgres_address: str) -> None:
    assert live_through(tmp_path, LIVES_ON_POSTGRESQL, postgres_address) >= {AuditKind.CONTACT_ADDED}
