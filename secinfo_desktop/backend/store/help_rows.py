"""A helpdesk's cases as rows: how one is read with all that a list shows of it, and how it is written."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, exists, func, literal, select, update

from secinfo_desktop.backend.services.help_records import HelpCase
from secinfo_desktop.backend.services.live_records import UNSHARED
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.backend.store.helpdesk_tables import HELP_CASE, SHARED_CASE, STAFF
from secinfo_desktop.backend.store.tables import FLOW
from secinfo_desktop.domain.calls import CaseState, number_of
from secinfo_desktop.domain.staff import REPEATED_WITHIN, Role

IS_THERE = HELP_CASE.c.state != UNSHARED
"""True for cases that the helpdesk has; others are of callers who have let nobody in."""
_KEPT = (
    "id", "place", "caller", "language", "checklist", "context", "opened_at", "changed_at", "account_id", "step",
    "last_seq", "waiting_since", "verified_until", "verified_how", "verified_for", "outcome", "call_back_on", "ticket",
    "closed_at",
)  # fmt: skip
_CHANGED = (
    "caller", "context", "account_id", "step", "waiting_since", "verified_until", "verified_how", "outcome",
    "call_back_on", "ticket", "closed_at",
)  # fmt: skip
_STAFF = {
    name: STAFF.c[name].label(f"staff_{name}") for name in ("id", "name", "shown_name", "role", "added_at", "ended_at")
}


def found_by(place: int, caller: str, ticket: str | None) -> str:
    """What a case is found and put in order by, in lower case: the caller first."""
    return "\n".join((caller.casefold(), number_of(place).casefold(), (ticket or "").casefold()))


def cases(now: datetime) -> Select[Any]:
    """All cases that the helpdesk has, with who leads them and what is counted at that moment."""
    return (
        select(HELP_CASE, *_STAFF.values(), _is_live(now).label("is_live"), _same_account(now).label("same_account"))
        .outerjoin(STAFF, STAFF.c.id == HELP_CASE.c.owner_id)
        .where(IS_THERE)
    )


def _is_live(now: datetime) -> ColumnElement[bool]:
    shared = (
        SHARED_CASE.c.case_id == HELP_CASE.c.id,
        SHARED_CASE.c.allowed_at.is_not(None),
        SHARED_CASE.c.ended_at.is_(None),
    )
    flow = FLOW.c.id == SHARED_CASE.c.flow_id, FLOW.c.closed_at.is_(None), FLOW.c.ends_at > now
    return exists().where(*shared, *flow)


def _same_account(now: datetime) -> ColumnElement[int]:
    other = HELP_CASE.alias("other")
    its = other.c.account_id == HELP_CASE.c.account_id, other.c.id != HELP_CASE.c.id, other.c.state != UNSHARED
    since = other.c.opened_at > now - REPEATED_WITHIN
    counted = select(func.count()).select_from(other).where(and_(*its, since)).scalar_subquery()
    return case((HELP_CASE.c.verified_until > now, counted), else_=literal(0))


def read(row: Row[Any]) -> HelpCase:
    """A case of such a row."""
    its = row._mapping
    who = {name: its[f"staff_{name}"] for name in _STAFF}
    owner = StaffMember(**(who | {"role": Role(who["role"])})) if who["id"] else None
    kept = {name: its[name] for name in _KEPT}
    counted = {"is_live": bool(row.is_live), "same_account": row.same_account}
    return HelpCase(**kept, state=CaseState(row.state), owner=owner, **counted)


def the_case(connection: Connection, case_id: str, now: datetime) -> HelpCase | None:
    """One of them."""
    row = connection.execute(cases(now).where(HELP_CASE.c.id == case_id)).one_or_none()
    return read(row) if row else None


def write(connection: Connection, before: HelpCase, after: HelpCase, now: datetime) -> None:
    """Write what became of a case; what the caller has allowed counts for who led it, and for its account, alone."""
    changed = {name: getattr(after, name) for name in _CHANGED}
    owner_id = after.owner.id if after.owner else None
    if (before.owner, before.account_id) != (after.owner, after.account_id) or after.state is not CaseState.OPEN:
        changed |= {"verified_until": None, "verified_how": None, "verified_for": None}
    its = {"state": after.state.value, "owner_id": owner_id, "changed_at": now}
    search = {"found_by": found_by(after.place, after.caller, after.ticket)}
    connection.execute(update(HELP_CASE).where(HELP_CASE.c.id == after.id).values(changed | its | search))
