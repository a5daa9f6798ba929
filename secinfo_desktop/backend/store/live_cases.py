"""Shared cases, verifications and approvals in SQL. What must happen once is decided in the turn of its case."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, func, insert, or_, select, update

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.live_records import (
    UNSHARED,
    CallDone,
    CallStanding,
    CaseLogEvent,
    DecideCall,
    JoinCheck,
    KeptApproval,
    KeptFacts,
    KeptMessage,
    LoggedEvent,
    NewShared,
    Said,
    Shared,
    StaffAct,
)
from secinfo_desktop.backend.services.records import Flow, MessageKind
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.backend.store import live_rows
from secinfo_desktop.backend.store.account_state import read_state, write_state
from secinfo_desktop.backend.store.accounts import IS_SOMEBODY
from secinfo_desktop.backend.store.attempts import add_attempts, attempts, clear_attempts
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.flows import ask_for_code, read_flow
from secinfo_desktop.backend.store.help_rows import found_by
from secinfo_desktop.backend.store.helpdesk_tables import (
    APPROVAL,
    HELP_CASE,
    SHARED_CASE,
    STAFF_ACT,
    VERIFICATION,
)
from secinfo_desktop.backend.store.outbox import add_messages
from secinfo_desktop.backend.store.replacements import do_deed, read_standing
from secinfo_desktop.backend.store.signed_in import close_flows
from secinfo_desktop.backend.store.tables import ACCOUNT, CODE, CONTACT, FLOW, OUTBOX, SEND
from secinfo_desktop.domain.contacts import ContactKind, own_way
from secinfo_desktop.domain.live_rules import LiveWord
from secinfo_desktop.domain.staff import StaffAction

MOST_MESSAGES = 50


class SqlLiveCases:
    """Keeps them in a database."""

    def __init__(self, database: Database, audit: SqlAudit | None = None) -> None:
        self._database = database
        self._audit = audit

    def open(self, new: NewShared, check: Callable[[Shared | None], None], event: AuditEvent) -> None:
        """Begin to share; what the same flow has shared before ends, and is erased if nobody was let in."""
        its, now = new.shared, new.shared.opened_at
        with self._database.write() as connection:
            self._database.take_turns(connection, its.flow_id)
            before = _newest_of(connection, SHARED_CASE.c.flow_id == its.flow_id)
            check(before)
            if before is not None:
                _make_way(connection, before, now)
            connection.execute(insert(HELP_CASE), _case_row(new, live_rows.next_place(connection)))
            connection.execute(insert(SHARED_CASE), vars(its))
            live_rows.add_events(connection, its.case_id, new.events, now, "caller")
            note(self._audit, connection, event)

    def standing(self, case_id: str, *, act_id: str = "", whole_since: datetime | None = None) -> CallStanding | None:
        """Where a case stands; ``whole_since``: with account, replacement, and sessions that began later."""
        with self._database.read() as connection:
            return _standing(connection, case_id, act_id, whole_since=whole_since)

    def case_of(self, handle_digest: str) -> str | None:
        """The case behind the caller's handle."""
        with self._database.look() as connection:
            query = select(SHARED_CASE.c.case_id).where(SHARED_CASE.c.handle_digest == handle_digest)
            return connection.execute(query).scalar()

    def join(
        self,
        subjects: tuple[str, str],
        digest: str,
        agent: StaffMember,
        now: datetime,
        since: datetime,
        check: JoinCheck,
        event: Callable[[str | None], AuditEvent],
    ) -> CallStanding | None:
        """Ask the caller with that number; None, and counted, if there is no such number."""
        waits = SHARED_CASE.c.join_ends_at > now, SHARED_CASE.c.ended_at.is_(None), SHARED_CASE.c.asked_by.is_(None)
        with self._database.write() as connection:
            self._database.take_turns(connection, *subjects)
            check(*(attempts(connection, subject, since) for subject in subjects))
            query = select(SHARED_CASE.c.id, SHARED_CASE.c.case_id, FLOW).join(FLOW, FLOW.c.id == SHARED_CASE.c.flow_id)
            row = connection.execute(query.where(SHARED_CASE.c.join_digest == digest, *waits)).first()
            taking = update(SHARED_CASE).where(SHARED_CASE.c.join_digest == digest, *waits)
            is_open = row is not None and row.closed_at is None and row.ends_at > now
            if (
                row is None
                or not is_open
                or connection.execute(taking.values(asked_by=agent.id, join_digest=None)).rowcount != 1
            ):
                add_attempts(connection, subjects, now)
                return None
            live_rows.say(connection, row.case_id, [Said(LiveWord.JOINED, "agent", agent.shown_name)], now)
            note(self._audit, connection, event(row.account_id))
            return _standing(connection, row.case_id)

    def do(
        self,
        case_id: str,
        now: datetime,
        decide: DecideCall,
        *,
        act_id: str = "",
        whole_since: datetime | None = None,
        turns: Sequence[str] = (),
    ) -> CallStanding | None:
        """Do something in a call; returns where it stands then."""
        with self._database.write() as connection:
            whose = connection.execute(select(HELP_CASE.c.account_id).where(HELP_CASE.c.id == case_id)).one_or_none()
            if whose is None:
                return None
            more = [whose.account_id] if whole_since and whose.account_id else []
            self._database.take_turns(connection, case_id, *more, *turns)
            standing = _standing(connection, case_id, act_id, whole_since=whole_since)
            if standing is None:
                return None
            self._apply(connection, standing, decide(standing), now)
            return _standing(connection, case_id, act_id)

    def _apply(self, connection: Connection, before: CallStanding, done: CallDone, now: datetime) -> None:
        if done.uses is not None:
            live_rows.use_approval(connection, done.uses, now)
        if done.case is not None:
            live_rows.write_case(connection, done.case, now)
        if done.shared is not None:
            live_rows.write_shared(connection, done.shared)
        if done.verification is not None:
            live_rows.write_verification(connection, done.verification)
        if done.approval is not None:
            live_rows.write_approval(connection, done.approval)
        if done.act is not None:
            live_rows.add_act(connection, done.act)
        live_rows.say(connection, before.case.id, done.said, now)
        self._apply_to_account(connection, before, done, now)
        for event in done.events:
            note(self._audit, connection, event)

    def _apply_to_account(self, connection: Connection, before: CallStanding, done: CallDone, now: datetime) -> None:
        if done.account is not None and before.account is not None:
            write_state(connection, before.account, done.account)
            close_flows(connection, before.account, done.account, now)
        if done.replacement is not None and before.case.account_id is not None:
            do_deed(connection, before.case.account_id, done.replacement, now)
        if done.lifts:
            connection.execute(delete(SEND).where(SEND.c.destination.in_(done.lifts)))
            for subject in done.lifts:
                clear_attempts(connection, subject)
        add_messages(connection, done.messages)
        if done.code is not None:
            ask_for_code(self._database, connection, done.code, self._audit)

    def has_acted(self, case_id: str, action: StaffAction) -> bool:
        """True if that was done in a case."""
        its = STAFF_ACT.c.case_id == case_id, STAFF_ACT.c.action == action.value
        with self._database.look() as connection:
            return connection.execute(select(STAFF_ACT.c.id).where(*its).limit(1)).first() is not None

    def add(
        self, case_id: str, now: datetime, events: Sequence[LoggedEvent], check: Callable[[CallStanding], None]
    ) -> tuple[CaseLogEvent, ...]:
        """Add the caller's events to the log, each id once; returns them as they stand there."""
        with self._database.write() as connection:
            self._database.take_turns(connection, case_id)
            standing = _standing(connection, case_id)
            if standing is None:
                return ()
            check(standing)
            return live_rows.add_events(connection, case_id, events, now, "caller")

    def log(self, case_id: str, after: int, *, for_staff: bool = False) -> tuple[CaseLogEvent, ...]:
        """A bounded number of events after a place."""
        with self._database.read() as connection:
            read = live_rows.read_log_for_staff if for_staff else live_rows.read_log
            return read(connection, case_id, after)

    def marks(self, case_ids: Sequence[str]) -> dict[str, tuple[int, bool]]:
        """For each case the place of its last event, and whether its sharing is over."""
        over = or_(SHARED_CASE.c.ended_at.is_not(None), FLOW.c.closed_at.is_not(None))
        query = (
            select(HELP_CASE.c.id, HELP_CASE.c.last_seq, SHARED_CASE.c.id.label("shared"), over.label("is_over"))
            .outerjoin(SHARED_CASE, SHARED_CASE.c.case_id == HELP_CASE.c.id)
            .outerjoin(FLOW, FLOW.c.id == SHARED_CASE.c.flow_id)
            .where(HELP_CASE.c.id.in_(case_ids))
        )
        with self._database.look() as connection:
            return {row.id: (row.last_seq, bool(row.shared and row.is_over)) for row in connection.execute(query)}

    def approvals(self, since: datetime) -> tuple[tuple[KeptApproval, int, StaffMember, bool], ...]:
        """Approvals asked for since: with the place of the case, who asked, and if they belong to a verification."""
        query = (
            select(APPROVAL, HELP_CASE.c.place, VERIFICATION.c.id.label("verification_id"))
            .join(HELP_CASE, HELP_CASE.c.id == APPROVAL.c.case_id)
            .outerjoin(VERIFICATION, VERIFICATION.c.id == APPROVAL.c.id)
            .where(APPROVAL.c.asked_at > since)
            .order_by(APPROVAL.c.asked_at, APPROVAL.c.id)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
            asked = {its: live_rows.read_member(connection, its) for its in {row.asked_by for row in rows}}
            return tuple(
                (live_rows.read_approval(row), row.place, who, row.verification_id is not None)
                for row in rows
                if (who := asked[row.asked_by]) is not None
            )

    def approval(self, approval_id: str) -> KeptApproval | None:
        """One of them."""
        with self._database.look() as connection:
            row = connection.execute(select(APPROVAL).where(APPROVAL.c.id == approval_id)).one_or_none()
            return live_rows.read_approval(row) if row else None

    def facts(self, account_id: str, since: datetime) -> KeptFacts | None:
        """What the service knows of an account; None if there is none."""
        with self._database.read() as connection:
            if not _is_somebody(connection, account_id):
                return None
            state = read_state(connection, account_id, since)
            query = select(OUTBOX, CONTACT.c.kind.label("contact_kind")).join(
                CONTACT, CONTACT.c.id == OUTBOX.c.contact_id
            )
            code = (
                OUTBOX.c.account_id == account_id,
                OUTBOX.c.kind == MessageKind.CODE.value,
                OUTBOX.c.queued_at > since,
            )
            rows = connection.execute(
                query.where(*code).order_by(OUTBOX.c.queued_at.desc(), OUTBOX.c.id).limit(MOST_MESSAGES)
            ).all()
            failed = max((its.contact.failed_in_a_row for its in state.counting), default=0)
            return KeptFacts(state, failed, tuple(map(_message, reversed(rows))))

    def same_account(self, case_id: str, account_id: str, since: datetime) -> int:
        """How many other cases that were opened since are about the account."""
        with self._database.look() as connection:
            return _same_account(connection, case_id, account_id, since)


def _newest_of(connection: Connection, which: ColumnElement[bool]) -> Shared | None:
    query = select(SHARED_CASE).where(which).order_by(SHARED_CASE.c.opened_at.desc(), SHARED_CASE.c.id).limit(1)
    row = connection.execute(query).one_or_none()
    return live_rows.read_shared(row) if row else None


def _make_way(connection: Connection, before: Shared, now: datetime) -> None:
    """End what a flow has shared before; a case that nobody was let in to is erased with it."""
    erased = connection.execute(
        delete(HELP_CASE).where(HELP_CASE.c.id == before.case_id, HELP_CASE.c.state == UNSHARED)
    )
    if erased.rowcount == 0 and before.ended_at is None:
        live_rows.write_shared(connection, replace(before, ended_at=now, join_digest=None))
        live_rows.say(connection, before.case_id, [Said(LiveWord.ENDED)], now)


def _case_row(new: NewShared, place: int) -> dict[str, Any]:
    its = new.shared
    return {
        "id": its.case_id,
        "place": place,
        "caller": "",
        "found_by": found_by(place, "", None),
        "language": new.language,
        "checklist": new.checklist,
        "context": new.context,
        "state": UNSHARED,
        "account_id": new.account_id,
        "last_seq": 0,
        "opened_at": its.opened_at,
        "changed_at": its.opened_at,
    }


def _standing(
    connection: Connection, case_id: str, act_id: str = "", *, whole_since: datetime | None = None
) -> CallStanding | None:
    row = connection.execute(select(HELP_CASE).where(HELP_CASE.c.id == case_id)).one_or_none()
    if row is None:
        return None
    case, shared = live_rows.read_case(row), _newest_of(connection, SHARED_CASE.c.case_id == case_id)
    flow = _flow(connection, shared.flow_id) if shared else None
    standing = CallStanding(
        case=case,
        shared=shared,
        flow=flow,
        agent=live_rows.read_member(connection, case.owner_id if shared.allowed_at else shared.asked_by)
        if shared
        else None,
        proven_since=_proven_since(connection, flow) if flow else None,
        verifications=tuple(map(live_rows.read_verification, _of_case(connection, VERIFICATION, case_id))),
        approvals=tuple(map(live_rows.read_approval, _of_case(connection, APPROVAL, case_id))),
        act=_act(connection, act_id) if act_id else None,
    )
    if whole_since is None or case.account_id is None or not _is_somebody(connection, case.account_id):
        return standing
    return replace(
        standing,
        account=read_state(connection, case.account_id, whole_since),
        replacing=read_standing(connection, case.account_id),
    )


def _flow(connection: Connection, flow_id: str) -> Flow | None:
    row = connection.execute(select(FLOW).where(FLOW.c.id == flow_id)).one_or_none()
    return read_flow(row) if row else None


def _proven_since(connection: Connection, flow: Flow) -> datetime | None:
    """Since when the contact counts whose code was given back; the youngest, if there were more."""
    used = select(CODE.c.contact_id).where(CODE.c.flow_id == flow.id, CODE.c.used_at.is_not(None))
    since = func.coalesce(CONTACT.c.counts_since, CONTACT.c.added_at)
    query = select(func.max(since, type_=CONTACT.c.counts_since.type)).where(CONTACT.c.id.in_(used))
    return connection.execute(query).scalar() if flow.proven_at is not None else None


def _of_case(connection: Connection, table: Table, case_id: str) -> Sequence[Row[Any]]:
    newest_first = table.c.asked_at.desc(), table.c.id
    return connection.execute(select(table).where(table.c.case_id == case_id).order_by(*newest_first)).all()


def _act(connection: Connection, act_id: str) -> StaffAct | None:
    row = connection.execute(select(STAFF_ACT).where(STAFF_ACT.c.id == act_id)).one_or_none()
    return live_rows.read_act(row) if row else None


def _is_somebody(connection: Connection, account_id: str) -> bool:
    """False for a hidden row, and for an account that is gone."""
    query = select(ACCOUNT.c.id).where(ACCOUNT.c.id == account_id, IS_SOMEBODY)
    return connection.execute(query).one_or_none() is not None


def _message(row: Row[Any]) -> KeptMessage:
    channel = row.channel or own_way(ContactKind(row.contact_kind)).value
    return KeptMessage(row.contact_id, channel, row.queued_at, row.due_at, row.state, row.reason)


def _same_account(connection: Connection, case_id: str, account_id: str, since: datetime) -> int:
    its = HELP_CASE.c.account_id == account_id, HELP_CASE.c.id != case_id, HELP_CASE.c.opened_at > since
    query = select(func.count()).select_from(HELP_CASE).where(*its, HELP_CASE.c.state != UNSHARED)
    return int(connection.execute(query).scalar_one())
