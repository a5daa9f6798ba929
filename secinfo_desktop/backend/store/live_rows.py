"""Rows of shared cases, verifications and approvals as values, and the log of a case, in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

import msgspec
from sqlalchemy import Connection, Row, func, insert, or_, select, update

from secinfo_desktop.backend.services.live_records import (
    CaseLogEvent,
    KeptApproval,
    LoggedCase,
    LoggedEvent,
    Said,
    Shared,
    StaffAct,
    Verification,
)
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.backend.store.helpdesk_tables import (
    APPROVAL,
    HELP_CASE,
    HELP_EVENT,
    HELP_PLACE,
    SHARED_CASE,
    STAFF,
    STAFF_ACT,
    VERIFICATION,
)
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import LiveWord
from secinfo_desktop.domain.staff import JOIN_LIVES, CallerProof, Role, StaffAction

AT_ONCE = 500
"""Events that are read at once."""
_CASE = ("id", "place", "state", "language", "owner_id", "account_id", "last_seq")
_APPROVAL = tuple(column.name for column in APPROVAL.c)
_VERIFIED = ("verified_until", "verified_how", "verified_for")


def read_case(row: Row[Any]) -> LoggedCase:
    """A case's row."""
    return LoggedCase(**{name: getattr(row, name) for name in (*_CASE, *_VERIFIED)})


def read_shared(row: Row[Any]) -> Shared:
    """A shared case's row."""
    return Shared(**row._mapping)


def read_verification(row: Row[Any]) -> Verification:
    """A verification's row."""
    return Verification(**{**row._mapping, "how": CallerProof(row.how), "action": _action(row.action)})


def read_approval(row: Row[Any]) -> KeptApproval:
    """An approval's row."""
    return KeptApproval(**{name: row._mapping[name] for name in _APPROVAL} | {"action": _action(row.action)})


def read_act(row: Row[Any]) -> StaffAct:
    """What somebody did."""
    return StaffAct(**{**row._mapping, "action": StaffAction(row.action)})


def read_member(connection: Connection, staff_id: str | None) -> StaffMember | None:
    """Somebody at the helpdesk, also who does not work there any more."""
    who = STAFF.c.id, STAFF.c.name, STAFF.c.shown_name, STAFF.c.role, STAFF.c.added_at, STAFF.c.ended_at
    row = connection.execute(select(*who).where(STAFF.c.id == staff_id)).one_or_none() if staff_id else None
    return StaffMember(row.id, row.name, row.shown_name, Role(row.role), row.added_at, row.ended_at) if row else None


def _action(word: str | None) -> StaffAction | None:
    return None if word is None else StaffAction(word)


def write_case(connection: Connection, its: LoggedCase, now: datetime) -> None:
    """Write what a deed can change of a case."""
    changed = {name: getattr(its, name) for name in ("state", "owner_id", "account_id", *_VERIFIED)}
    connection.execute(update(HELP_CASE).where(HELP_CASE.c.id == its.id).values(changed | {"changed_at": now}))


def write_shared(connection: Connection, its: Shared) -> None:
    """Write what a deed can change of a shared case."""
    changed = {name: getattr(its, name) for name in ("join_digest", "asked_by", "allowed_at", "ended_at")}
    connection.execute(update(SHARED_CASE).where(SHARED_CASE.c.id == its.id).values(changed))


def write_verification(connection: Connection, its: Verification) -> None:
    """Add a verification, or change it."""
    row = {**vars(its), "how": its.how.value, "action": its.action and its.action.value}
    _add_or_change(connection, VERIFICATION, row)


def write_approval(connection: Connection, its: KeptApproval) -> None:
    """Add an approval, or change what was decided; that it was used is written by ``use_approval`` alone."""
    row = {**vars(its), "action": its.action and its.action.value}
    _add_or_change(connection, APPROVAL, row)


def use_approval(connection: Connection, approval_id: str, now: datetime) -> None:
    """Use an approval up, for exactly one caller, while who gave it still works there.

    Raises:
        Refused: APPROVAL_OVER.
    """
    works = APPROVAL.c.decided_by.in_(select(STAFF.c.id).where(STAFF.c.ended_at.is_(None)))
    unused = APPROVAL.c.id == approval_id, APPROVAL.c.used_at.is_(None), APPROVAL.c.is_approved.is_(True), works
    if connection.execute(update(APPROVAL).where(*unused).values(used_at=now)).rowcount != 1:
        raise Refused(Failure.APPROVAL_OVER)


def add_act(connection: Connection, its: StaffAct) -> None:
    """Note what was done, under the id that the console gave it."""
    connection.execute(insert(STAFF_ACT), {**vars(its), "action": its.action.value})


def _add_or_change(connection: Connection, table: Any, row: dict[str, Any]) -> None:
    if not connection.execute(update(table).where(table.c.id == row["id"]).values(row)).rowcount:
        connection.execute(insert(table), row)


def next_place(connection: Connection) -> int:
    """The place of a new case, which nobody else gets, nor ever got: its number is said and written down."""
    taking = update(HELP_PLACE).values(next=HELP_PLACE.c.next + 1).returning(HELP_PLACE.c.next)
    return int(connection.execute(taking).scalar_one()) - 1


def say(connection: Connection, case_id: str, said: Sequence[Said], now: datetime) -> None:
    """Add words of the service to a case's log."""
    rows = [{"id": uuid4().hex, "by": its.by, "who": its.who, "event": None, "live": its.word.value} for its in said]
    _append(connection, case_id, rows, now)


def add_events(
    connection: Connection, case_id: str, events: Sequence[LoggedEvent], now: datetime, by: str, who: str = ""
) -> tuple[CaseLogEvent, ...]:
    """Add events of one side, each id once; returns them as they stand in the log.

    Raises:
        Refused: REPEATED_DIFFERENTLY for an id that stands for another event, or for one of the other side.
    """
    ids = [its.id for its in events]
    its_events = select(HELP_EVENT).where(HELP_EVENT.c.case_id == case_id, HELP_EVENT.c.id.in_(ids))
    there = {row.id: (row.by, row.event) for row in connection.execute(its_events)}
    fresh = {its.id: its for its in reversed(events) if its.id not in there}
    known = there | {its.id: (by, its.body) for its in fresh.values()}
    if any(known[its.id] != (by, its.body) for its in events):
        raise Refused(Failure.REPEATED_DIFFERENTLY)
    fresh = {its_id: fresh[its_id] for its_id in dict.fromkeys(ids) if its_id in fresh}
    rows = [{"id": its.id, "by": by, "who": who, "event": its.body, "live": None} for its in fresh.values()]
    _append(connection, case_id, rows, now)
    _mark(connection, case_id, [its.body for its in fresh.values()])
    found = {row.id: _event(row) for row in connection.execute(its_events)}
    return tuple(found[its_id] for its_id in dict.fromkeys(ids))


class _Marking(msgspec.Struct):
    """What a list of cases shows of an event."""

    type: str
    step: str = ""
    context: str = ""


def _mark(connection: Connection, case_id: str, bodies: Sequence[str]) -> None:
    """Remember the step that was shown last, and what the case is about now."""
    marks: dict[str, str] = {}
    for its in (msgspec.json.decode(body, type=_Marking) for body in bodies):
        marks |= {"step": its.step} if its.type == "step_shown" else {}
        marks |= {"context": its.context} if its.type == "context_changed" else {}
    if marks:
        connection.execute(update(HELP_CASE).where(HELP_CASE.c.id == case_id).values(marks))


def _append(connection: Connection, case_id: str, rows: Sequence[dict[str, Any]], now: datetime) -> None:
    """The row of the case is locked with its new end, so that no two events get the same place."""
    if not rows:
        return
    its = HELP_CASE.c.id == case_id
    ending = update(HELP_CASE).where(its).values(last_seq=HELP_CASE.c.last_seq + len(rows), changed_at=now)
    last = int(connection.execute(ending.returning(HELP_CASE.c.last_seq)).scalar_one())
    first = last - len(rows) + 1
    placed = [{**row, "case_id": case_id, "seq": seq, "at": now} for seq, row in enumerate(rows, first)]
    connection.execute(insert(HELP_EVENT), placed)


def read_log(connection: Connection, case_id: str, after: int) -> tuple[CaseLogEvent, ...]:
    """A bounded number of events after a place, in their order."""
    its = HELP_EVENT.c.case_id == case_id, HELP_EVENT.c.seq > after
    query = select(HELP_EVENT).where(*its).order_by(HELP_EVENT.c.seq).limit(AT_ONCE)
    return tuple(map(_event, connection.execute(query)))


def read_log_for_staff(connection: Connection, case_id: str, after: int) -> tuple[CaseLogEvent, ...]:
    """The same, but nothing of the caller's since the case was handed on, as long as they have let nobody in anew.

    What stands behind it waits as well: it is told in its order, once the caller has said yes or no.
    """
    events, until = read_log(connection, case_id, after), _heard_until(connection, case_id)
    if until is None:
        return events
    place, ended = until
    hidden = [its.by == "caller" and its.seq > place and its.live is None for its in events]
    if not ended and any(hidden):
        return events[: hidden.index(True)]
    return tuple(its for its, is_hidden in zip(events, hidden, strict=True) if not is_hidden)


def _heard_until(connection: Connection, case_id: str) -> tuple[int, bool] | None:
    """Where a case was handed on whose caller has not allowed it, and whether it is shared no more."""
    asked = SHARED_CASE.c.case_id == case_id, SHARED_CASE.c.allowed_at.is_(None)
    shared = connection.execute(select(SHARED_CASE.c.ended_at).where(*asked)).first()
    if shared is None:
        return None
    words = HELP_EVENT.c.live.in_((LiveWord.HANDED_OVER.value, LiveWord.TAKEN.value))
    place = select(func.max(HELP_EVENT.c.seq)).where(HELP_EVENT.c.case_id == case_id, words)
    return connection.execute(place).scalar() or 0, shared.ended_at is not None


def ask_anew(connection: Connection, case_id: str, owner_id: str, now: datetime) -> None:
    """What the caller has allowed one person they are asked about again when another one leads the case."""
    others = or_(SHARED_CASE.c.asked_by != owner_id, SHARED_CASE.c.allowed_at.is_(None))
    its = SHARED_CASE.c.case_id == case_id, SHARED_CASE.c.ended_at.is_(None), others
    asking = {"asked_by": owner_id, "allowed_at": None, "join_ends_at": now + JOIN_LIVES}
    connection.execute(update(SHARED_CASE).where(*its).values(asking))


def _event(row: Row[Any]) -> CaseLogEvent:
    return CaseLogEvent(row.seq, row.id, row.at, row.by, row.who, row.event, row.live)
