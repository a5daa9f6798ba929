"""No statement of the service reads a whole table, so that a million accounts are as quick as a thousand.

A person lives through everything that the security info of an account can go through; then SQLite is asked how it
would do each statement that was seen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final

import pytest
from sqlalchemy import event

from secinfo_desktop.backend.services.help_records import CaseAfter, CaseQuery
from secinfo_desktop.backend.services.replacement import TypedContact
from secinfo_desktop.backend.services.replacement_notices import DueNotices
from secinfo_desktop.backend.services.replacement_services import replacement_notices
from secinfo_desktop.backend.services.signatures import new_key
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.upkeep import SqlUpkeep
from secinfo_desktop.contract.helpdesk_endpoints import CASE_ENDPOINTS, ERASE_CASE, EXPORT_CASE, TAKE_CASE
from secinfo_desktop.domain.calls import CaseScope, CaseSort
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.security_info import ContactUse, SessionPurpose
from secinfo_desktop.domain.staff import Role
from tests.backend.http.test_helpdesk import THE_CASE, WRITES
from tests.helpers.clock import START
from tests.helpers.replacement_bench import CLAIM
from tests.helpers.service_bench import NEW_PASSWORD, ServiceBench, refusal
from tests.helpers.signed_in_bench import NEW_MAIL, Member
from tests.helpers.staff_bench import Helpdesk, an_event

MAY_SCAN: Final = ("audit_head", "DELETE FROM flow", "DELETE FROM send")
"""A table of one row; and what upkeep forgets each day, a bounded number of rows at a time, oldest rows first."""
SOMEBODYS_MAIL: Final = "somebody.new@example.net"


@dataclass
class Seen:
    """The statements that were seen, each with the values that it came with first."""

    values: dict[str, Any] = field(default_factory=dict)

    def note(self, _connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        """Called by the database before each statement."""
        self.values.setdefault(statement, tuple(values[0] if many else values))


@contextmanager
def watched(database: Database) -> Iterator[Seen]:
    seen = Seen()
    event.listen(database._engine, "before_cursor_execute", seen.note)
    yield seen
    event.remove(database._engine, "before_cursor_execute", seen.note)


def scans(database: Database, seen: Seen) -> list[str]:
    """The statements that read a whole table; one that only puts rows in reads none."""
    found = []
    with database.read() as connection:
        for statement, values in seen.values.items():
            if not statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
                continue
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            if any(str(row[3]).startswith("SCAN") and "CONSTANT" not in str(row[3]) for row in plan):
                found.append(" ".join(statement.split()))
    return found


def live(member: Member) -> None:
    """Good days, then a replacement that is cancelled, and one that takes effect."""
    _change_contacts(member)
    _keep_proofs(member)
    _replace(member)
    member.bench.clock.advance(days=500)
    SqlUpkeep(member.bench.store.database).forget(member.bench.clock())


def _change_contacts(member: Member) -> None:
    session, its = member.sign_in(), member.its
    new = member.add_proven(session, NEW_MAIL)
    member.prove(session, SessionPurpose.PROVE, member.id_of(session, 0))
    its.contacts.use(session, new, frozenset({ContactUse.SIGN_IN}))
    its.contacts.remove(session, new)
    its.contacts.switch_option(session, member.info(session).options[1].id, on=False)
    its.contacts.choose_second_step(session, on=True)
    its.contacts.choose_second_step(session, on=False)
    its.sessions.end(session, None)
    its.sessions.all(session)


def _keep_proofs(member: Member) -> None:
    session, its = member.sign_in(), member.bench.evidence()
    code = its.recovery_codes.make(session).code
    computer = its.computers.enrol(session, "desk", new_key(member.bench.random)[1])
    flow = member.bench.open_flow(member.name)
    refusal(its.computers.prove, flow.handle, computer.id, "no signature")
    member.bench.store.computers.use(computer, member.bench.clock())
    its.computers.listed(session)
    its.computers.forget(session, computer.id)
    its.recovery_codes.give(flow.handle, code)
    its.activity.recent(session)


def _replace(member: Member) -> None:
    bench, its = member.bench, member.bench.replacements(areas_token="a" * 43)
    due = DueNotices(bench.store.replacements, replacement_notices(bench.surroundings(bench.store)), member.rules)
    its.replacing.start(member.sign_in(), CLAIM, [TypedContact(ContactKind.EMAIL, NEW_MAIL)])
    its.areas.of(member.name, "a" * 43)
    refusal(its.cancelling.cancel, member.name, "0" * 20)
    _pass(member, due, 1)
    session = member.sign_in()
    member.prove(session, SessionPurpose.CANCEL, member.id_of(session, 0))
    its.replacing.start(session, CLAIM)
    _pass(member, due, 30)
    session = member.sign_in()
    its.replacing.finish(session, [TypedContact(ContactKind.EMAIL, SOMEBODYS_MAIL)], CLAIM)
    member.prove(session, SessionPurpose.VERIFY, member.info(session).contacts[-1].contact.id)
    its.replacing.finish(session)
    member.its.sessions.change_password(session, NEW_PASSWORD)
    member.its.sessions.sign_out(session)


def _pass(member: Member, due: DueNotices, days: int) -> None:
    member.bench.clock.advance(days=days)
    due.sweep(member.bench.clock())
    member.bench.worker.deliver_due()


@pytest.fixture
def member(bench: ServiceBench) -> Member:
    """On SQLite, which says beforehand how it will do a statement, whatever its tables hold."""
    return Member(bench)


def test_no_statement_of_a_whole_life_reads_a_whole_table(member: Member) -> None:
    database = member.bench.store.database
    with watched(database) as seen:
        live(member)
    assert len(seen.values) > 80
    assert [found for found in scans(database, seen) if not any(word in found for word in MAY_SCAN)] == []


def test_a_scan_would_be_found(member: Member) -> None:
    database = member.bench.store.database
    with watched(database) as seen, database.read() as connection:
        connection.exec_driver_sql("SELECT id FROM contact WHERE value = ?", (NEW_MAIL,))
    assert len(scans(database, seen)) == 1


MAY_COUNT: Final = ("SELECT count(*)", "UPDATE help_place")
"""How many cases there are is counted along an index; and a table of one row."""


def orders(member: StaffMember, text: str = "") -> list[CaseQuery]:
    """Every list that a console can show."""
    return [
        CaseQuery(member.id, scope, sort, text, 100, START, after)
        for scope, sort in product(CaseScope, CaseSort)
        for after in (None, *AFTER[sort])
    ]


AFTER: Final[dict[CaseSort, tuple[CaseAfter, ...]]] = {
    CaseSort.LONGEST_WAIT: (CaseAfter(0, START, 7), CaseAfter(1, None, 7)),
    CaseSort.NEWEST: (CaseAfter(0, None, 7),),
    CaseSort.CALLER: (CaseAfter(0, "mara\n4f-207\n", 7),),
}


def test_no_statement_of_a_helpdesk_reads_a_whole_table(bench: ServiceBench) -> None:
    database = bench.store.database
    with watched(database) as seen:
        desk = Helpdesk(bench)
        rosa, ada = desk.sign_in("rosa"), desk.sign_in("ada")
        desk.open_case(rosa, events=[an_event(1)])
        for name, body in WRITES.items():
            endpoint = next(its for its in CASE_ENDPOINTS if its.name == name)
            desk.done(TAKE_CASE, rosa, THE_CASE)
            desk.done(endpoint, rosa, body)
        desk.done(EXPORT_CASE, ada, THE_CASE)
        desk.done(ERASE_CASE, ada, {**THE_CASE, "reason": "mistake"})
        desk.tries.count_try("rosa", None)
        bench.store.staff.end("rosa", bench.clock())
        SqlUpkeep(database).forget(bench.clock())
    assert len(seen.values) > 40
    may = (*MAY_SCAN, *MAY_COUNT)
    assert [found for found in scans(database, seen) if not any(word in found for word in may)] == []


def test_pages_of_cases_are_walked_along_an_index(bench: ServiceBench) -> None:
    """Whatever is asked for: cases are neither put in order for it, nor read from the first one on."""
    member = Helpdesk(bench).staff[Role.AGENT]
    database = bench.store.database
    for query in orders(member):
        with watched(database) as seen:
            bench.store.help_cases.find(query)
        plans = [plan for plan in plans_of(database, seen) if "FROM help_case LEFT" in plan[0]]
        assert plans
        for _, steps in plans:
            on_cases = [step for step in steps if "help_case" in step and "other" not in step]
            assert all("INDEX" in step for step in on_cases), (query.scope, query.sort, steps)
            if query.scope is CaseScope.ALL:
                assert not any("TEMP B-TREE" in step for step in steps), (query.sort, steps)


def plans_of(database: Database, seen: Seen) -> list[tuple[str, list[str]]]:
    """How each statement is done that reads."""
    with database.read() as connection:
        return [
            (
                " ".join(statement.split()),
                [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)],
            )
            for statement, values in seen.values.items()
            if statement.startswith("SELECT")
        ]
