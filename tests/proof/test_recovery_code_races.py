"""T1 for the recovery code: however many give it at the same moment, exactly one flow is proven by it.

The control reads whether a code is kept and writes that it is used afterwards: then it opens two flows.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, update

from secinfo_desktop.backend.http.evidence_handlers import EvidenceServices
from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.ports import NeedsTwo, Notices
from secinfo_desktop.backend.services.records import GivenRecoveryCode
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.recovery_codes import SqlRecoveryCodes
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.tables import ACCOUNT, FLOW
from tests.backend.store.contract import at_once
from tests.helpers.open_door import SESSION, OpenDoor
from tests.helpers.service_bench import NAME, ServiceBench, refusal

QUICK, LONG = 10, 250
CALLERS = 4
MEETING_S = 0.5
rounds_of = pytest.mark.parametrize("rounds", [QUICK, pytest.param(LONG, marks=[pytest.mark.long])])


class ReadsThenWrites(SqlRecoveryCodes):
    """The control. Who has looked waits a moment for somebody else to look."""

    _both_have_looked = threading.Barrier(2)

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._its = database

    def use(
        self,
        given: GivenRecoveryCode,
        needs_two: NeedsTwo,  # noqa: ARG002 - one proof is enough for the race
        notices: Notices,  # noqa: ARG002 - nobody is told
        event: AuditEvent | None = None,  # noqa: ARG002 - untold
    ) -> bool:
        """Use a code once, as long as nobody else is quick."""
        with self._its.read() as connection:
            query = select(ACCOUNT.c.recovery_code_digest).where(ACCOUNT.c.id == given.flow.account_id)
            is_kept = connection.execute(query).scalar() == given.code_digest
        if is_kept:
            self._wait_for_another()
            with self._its.write() as connection:
                connection.execute(update(ACCOUNT).values(recovery_code_digest=None))
                connection.execute(update(FLOW).where(FLOW.c.id == given.flow.id).values(proven_at=given.at))
        return is_kept

    def _wait_for_another(self) -> None:
        try:
            self._both_have_looked.wait(MEETING_S)
        except threading.BrokenBarrierError:
            self._both_have_looked.reset()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.real_part("postgresql"))])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ServiceBench]:
    address = request.getfixturevalue("postgres_address") if request.param == "postgresql" else None
    its = ServiceBench(tmp_path / "data", database=address)
    its.add_account()
    yield its
    its.close()


Callers = Callable[[Callable[[SqlStore], SqlStore]], list[EvidenceServices]]


@pytest.fixture
def services(bench: ServiceBench) -> Iterator[Callers]:
    """Gives services over connections of their own."""
    account, first = bench.store.accounts.named(NAME), bench.store
    assert account is not None
    with ExitStack() as opened:

        def another(change: Callable[[SqlStore], SqlStore]) -> EvidenceServices:
            store = bench.another_store()
            opened.callback(store.close)
            bench.store = change(store)
            return bench.evidence(OpenDoor(account.id))

        def make(change: Callable[[SqlStore], SqlStore]) -> list[EvidenceServices]:
            made = [another(change) for _ in range(CALLERS)]
            bench.store = first
            return made

        yield make


def opened_by_one_code(bench: ServiceBench, callers: list[EvidenceServices]) -> int:
    """How many flows one code opens that all callers give at the same moment."""
    bench.clock.advance(hours=25)
    code = callers[0].recovery_codes.make(SESSION).code
    flows = [bench.open_flow() for _ in callers]
    giving = [
        partial(refusal, partial(its.recovery_codes.give, peer=f"192.0.2.{number}"), flow.handle, code)
        for number, (its, flow) in enumerate(zip(callers, flows, strict=True))
    ]
    answers = at_once(giving)
    proven = sum(bench.recovery.status(flow.handle).proven for flow in flows)
    assert answers.count(None) == proven
    return proven


@rounds_of
def test_one_code_opens_one_flow(bench: ServiceBench, services: Callers, rounds: int) -> None:
    callers = services(lambda store: store)
    assert {opened_by_one_code(bench, callers) for _ in range(rounds)} == {1}


def test_the_control_opens_two(bench: ServiceBench, services: Callers) -> None:
    callers = services(lambda store: replace(store, recovery_codes=ReadsThenWrites(store.database)))
    assert max(opened_by_one_code(bench, callers) for _ in range(QUICK)) > 1
