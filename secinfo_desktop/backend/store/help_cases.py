"""A helpdesk's cases in SQL. Who writes to a case has its turn, so that its log has neither gaps nor doubles."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.help_records import (
    CaseChange,
    CaseDoings,
    CaseFile,
    CaseQuery,
    CasesFound,
    CheckCase,
    DecideCase,
    HelpCase,
    HelpNote,
    NewHelpCase,
)
from secinfo_desktop.backend.services.live_records import CaseLogEvent, LoggedEvent, Said
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.backend.store import help_pages, help_rows, live_rows
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.helpdesk_tables import (
    APPROVAL,
    HELP_CASE,
    HELP_NOTE,
    SHARED_CASE,
    STAFF,
    STAFF_ACT,
    VERIFICATION,
)
from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.failures import Failure

AGENT = "agent"
"""Who has added an event that somebody at the helpdesk has."""


class SqlHelpCases:
    """Keeps cases in a database."""

    def __init__(self, database: Database, audit: SqlAudit | None = None) -> None:
        self._database = database
        self._audit = audit

    def open(self, new: NewHelpCase, agent: StaffMember, event: Callable[[HelpCase], AuditEvent]) -> HelpCase:
        """Keep a new case, or find it again as it stands with the events that were not there."""
        with self._database.write() as connection:
            self._database.take_turns(connection, new.id, agent.id)
            is_new = connection.execute(select(HELP_CASE.c.id).where(HELP_CASE.c.id == new.id)).first() is None
            if is_new:
                connection.execute(insert(HELP_CASE), _row(new, agent, live_rows.next_place(connection)))
            its = help_rows.the_case(connection, new.id, new.opened_at)
            if its is None or not its.is_led_by(agent.id):
                raise Refused(Failure.NOT_YOUR_CASE)
            if its.state is not CaseState.CLOSED:
                _add(connection, its, agent, new.events, new.opened_at)
            if is_new:
                note(self._audit, connection, event(its))
            return _again(connection, its, new.opened_at)

    def read(self, case_id: str, after: int, now: datetime) -> CaseFile | None:
        """A case with a bounded number of events after a place."""
        with self._database.read() as connection:
            its = help_rows.the_case(connection, case_id, now)
            if its is None:
                return None
            in_order = select(HELP_NOTE).where(HELP_NOTE.c.case_id == case_id).order_by(HELP_NOTE.c.at, HELP_NOTE.c.id)
            notes = [HelpNote(row.id, row.at, row.who, row.text) for row in connection.execute(in_order)]
            return CaseFile(its, live_rows.read_log_for_staff(connection, case_id, after), tuple(notes))

    def find(self, query: CaseQuery) -> CasesFound:
        """A page of a list."""
        with self._database.read() as connection:
            return help_pages.page(connection, query)

    def add(
        self, case_id: str, agent: StaffMember, events: Sequence[LoggedEvent], now: datetime, check: CheckCase
    ) -> tuple[CaseLogEvent, ...] | None:
        """Add to a log, each id once; returns the events as they stand there."""
        with self._database.write() as connection:
            self._database.take_turns(connection, case_id)
            its = help_rows.the_case(connection, case_id, now)
            if its is None:
                return None
            check(its)
            return _add(connection, its, agent, events, now)

    def write_down(self, case_id: str, its_note: HelpNote, check: CheckCase) -> bool:
        """Write something down once."""
        the_note = select(HELP_NOTE.c.text).where(HELP_NOTE.c.case_id == case_id, HELP_NOTE.c.id == its_note.id)
        with self._database.write() as connection:
            self._database.take_turns(connection, case_id)
            its = help_rows.the_case(connection, case_id, its_note.at)
            if its is None:
                return False
            check(its)
            there = connection.execute(the_note).scalar()
            if there not in (None, its_note.text):
                raise Refused(Failure.REPEATED_DIFFERENTLY)
            if there is None:
                connection.execute(insert(HELP_NOTE), {"case_id": case_id, **asdict(its_note)})
                changed = update(HELP_CASE).where(HELP_CASE.c.id == case_id).values(changed_at=its_note.at)
                connection.execute(changed)
        return True

    def change(
        self, case_id: str, agent: StaffMember, now: datetime, decide: DecideCase, to: str | None = None
    ) -> HelpCase | None:
        """Do something to a case; ``to`` is who is to lead it, if that is not the agent."""
        with self._database.write() as connection:
            self._database.take_turns(connection, case_id, to or agent.id)
            before = help_rows.the_case(connection, case_id, now)
            if before is None:
                return None
            change = decide(before)
            if change.case != before:
                self._write(connection, before, change, agent, now)
            for event in change.events:
                note(self._audit, connection, event)
            return _again(connection, before, now)

    def _write(
        self, connection: Connection, before: HelpCase, change: CaseChange, agent: StaffMember, now: datetime
    ) -> None:
        owner = change.case.owner
        if owner is not None and owner != before.owner and not _works(connection, owner.id):
            raise Refused(Failure.BAD_REQUEST)
        help_rows.write(connection, before, change.case, now)
        if owner is not None and owner != before.owner:
            live_rows.ask_anew(connection, before.id, owner.id, now)
        if change.said is not None:
            live_rows.say(connection, before.id, [Said(change.said, AGENT, agent.shown_name)], now)
        if change.ends_sharing:
            shared = SHARED_CASE.c.case_id == before.id, SHARED_CASE.c.ended_at.is_(None)
            connection.execute(update(SHARED_CASE).where(*shared).values(ended_at=now, join_digest=None))

    def doings(self, case_id: str) -> CaseDoings:
        """What else is kept of a case."""
        with self._database.read() as connection:
            return CaseDoings(
                _words(connection, VERIFICATION, case_id, ("how", "action", "asked_at", "ends_at", "done_at")),
                _words(
                    connection,
                    APPROVAL,
                    case_id,
                    ("action", "reason", "asked_at", "ends_at", "decided_at", "is_approved"),
                ),
                _words(connection, STAFF_ACT, case_id, ("action", "reason", "at")),
            )

    def erase(self, case_id: str, now: datetime, event: Callable[[HelpCase], AuditEvent]) -> bool:
        """Keep nothing of a case."""
        with self._database.write() as connection:
            self._database.take_turns(connection, case_id)
            its = help_rows.the_case(connection, case_id, now)
            if its is None:
                return False
            connection.execute(delete(HELP_CASE).where(HELP_CASE.c.id == case_id))
            note(self._audit, connection, event(its))
        return True


def _row(new: NewHelpCase, agent: StaffMember, place: int) -> dict[str, Any]:
    return {
        "id": new.id,
        "place": place,
        "caller": new.caller,
        "found_by": help_rows.found_by(place, new.caller, None),
        "language": new.language,
        "checklist": new.checklist,
        "context": new.context,
        "state": CaseState.OPEN.value,
        "owner_id": agent.id,
        "last_seq": 0,
        "opened_at": new.opened_at,
        "changed_at": new.opened_at,
    }


def _add(
    connection: Connection, its: HelpCase, agent: StaffMember, events: Sequence[LoggedEvent], now: datetime
) -> tuple[CaseLogEvent, ...]:
    return live_rows.add_events(connection, its.id, events, now, AGENT, agent.shown_name)


def _again(connection: Connection, its: HelpCase, now: datetime) -> HelpCase:
    found = help_rows.the_case(connection, its.id, now)
    return its if found is None else found


def _works(connection: Connection, staff_id: str) -> bool:
    works = STAFF.c.id == staff_id, STAFF.c.ended_at.is_(None)
    return connection.execute(select(STAFF.c.id).where(*works)).first() is not None


def _words(connection: Connection, table: Table, case_id: str, names: Sequence[str]) -> tuple[dict[str, object], ...]:
    columns = [table.c[name] for name in names]
    rows = connection.execute(select(*columns).where(table.c.case_id == case_id).order_by(table.c.id))
    return tuple(dict(row._mapping) for row in rows)
