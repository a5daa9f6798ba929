"""An account as one value, read and written in the caller's transaction: what is different is written."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, or_, select, update

from secinfo_desktop.backend.services.account_state import (
    AccountState,
    Admission,
    Entered,
    KeptContact,
    KeptReplacement,
    KeptSession,
    SignInName,
)
from secinfo_desktop.backend.store.accounts import read_contact
from secinfo_desktop.backend.store.tables import ACCOUNT, CONTACT, REPLACEMENT, SESSION, SIGN_IN_NAME
from secinfo_desktop.domain.security_info import ContactUse, SessionStage
from secinfo_desktop.domain.waiting_period import WaitingPeriod

Rows = dict[str, dict[str, Any]]
"""Rows by their ids."""
_OF_ACCOUNT = (
    "password_hash",
    "removal_held_until",
    "password_changed_at",
    "new_password_needed",
    "second_step",
    "verified_at",
    "notice_at",
    "notice_skipped_until",
    "recovery_code_made_at",
)


def enter(connection: Connection, token_digest: str, since: datetime) -> Entered | None:
    """The session that began after ``since`` and has not ended, and its account."""
    mine = SESSION.c.token_digest == token_digest, SESSION.c.began_at > since, SESSION.c.ended_at.is_(None)
    row = connection.execute(select(SESSION).where(*mine)).one_or_none()
    return Entered(read_session(row), read_state(connection, row.account_id, since)) if row is not None else None


def look_again(connection: Connection, admission: Admission | None) -> None:
    """Look at a session again, in the transaction that changes something; raises what stands in its way now."""
    if admission is not None:
        admission.check(enter(connection, admission.token_digest, admission.since))


def read_state(connection: Connection, account_id: str, since: datetime) -> AccountState:
    """An account that is there; its sessions are those that have not ended and began after ``since``."""
    row = connection.execute(select(ACCOUNT).where(ACCOUNT.c.id == account_id)).one()
    return AccountState(
        id=row.id,
        name=row.name,
        added_at=row.added_at,
        **{name: getattr(row, name) for name in _OF_ACCOUNT},
        contacts=tuple(map(_contact, _contact_rows(connection, account_id))),
        names=_names(connection, row),
        sessions=tuple(map(read_session, _session_rows(connection, account_id, since))),
        replacement=_replacement(connection, account_id),
    )


def write_state(connection: Connection, before: AccountState, after: AccountState) -> None:
    """Write what is different. Rows are added and changed, never deleted: what is over has a time at which it ended."""
    _write(connection, ACCOUNT, before.id, {before.id: _account_row(before)}, {after.id: _account_row(after)})
    _write(connection, CONTACT, before.id, _rows_of_contacts(before), _rows_of_contacts(after))
    _write(connection, SIGN_IN_NAME, before.id, _rows_of_names(before), _rows_of_names(after))
    _write(connection, SESSION, before.id, _rows_of_sessions(before), _rows_of_sessions(after))


def read_session(row: Row[Any]) -> KeptSession:
    """A session's row."""
    stage = SessionStage(row.stage)
    its = {name: getattr(row, name) for name in ("proven_at", "password_at", "old_contact_at", "seen_at", "ended_at")}
    return KeptSession(row.id, row.device, row.began_at, stage, **its)


def _contact_rows(connection: Connection, account_id: str) -> Iterable[Row[Any]]:
    mine = CONTACT.c.account_id == account_id, CONTACT.c.removed_at.is_(None)
    return connection.execute(select(CONTACT).where(*mine).order_by(CONTACT.c.position, CONTACT.c.id))


def _contact(row: Row[Any]) -> KeptContact:
    used = {ContactUse.RECOVERY: row.for_recovery, ContactUse.SIGN_IN: row.for_sign_in}
    return KeptContact(
        contact=read_contact(row),
        added_at=row.added_at,
        proven_at=row.proven_at,
        counts_since=row.counts_since,
        replaces=row.replaces_id,
        replacement_id=row.replacement_id,
        uses=frozenset(use for use, is_used in used.items() if is_used),
        removed_at=row.removed_at,
    )


def _names(connection: Connection, account: Row[Any]) -> tuple[SignInName, ...]:
    """The account's own name first; it has a row of its own once it was turned off."""
    query = select(SIGN_IN_NAME).where(SIGN_IN_NAME.c.account_id == account.id).order_by(SIGN_IN_NAME.c.position)
    kept = [SignInName(row.id, row.name, row.is_on) for row in connection.execute(query)]
    own = next((name for name in kept if name.id == account.id), SignInName(account.id, account.name))
    return own, *(name for name in kept if name.id != account.id)


def _session_rows(connection: Connection, account_id: str, since: datetime) -> Iterable[Row[Any]]:
    """Those without a token are open for longer: they were begun elsewhere."""
    lasts = or_(SESSION.c.token_digest.is_(None), SESSION.c.began_at > since)
    mine = SESSION.c.account_id == account_id, SESSION.c.ended_at.is_(None), lasts
    return connection.execute(select(SESSION).where(*mine).order_by(SESSION.c.began_at.desc(), SESSION.c.id))


def _replacement(connection: Connection, account_id: str) -> KeptReplacement | None:
    waits = REPLACEMENT.c.finished_at.is_(None), REPLACEMENT.c.cancelled_at.is_(None)
    query = select(REPLACEMENT).where(REPLACEMENT.c.account_id == account_id, *waits)
    row = connection.execute(query.order_by(REPLACEMENT.c.requested_at.desc()).limit(1)).one_or_none()
    return KeptReplacement(row.id, WaitingPeriod(row.requested_at, row.ends_at)) if row else None


def _account_row(its: AccountState) -> dict[str, Any]:
    return {name: getattr(its, name) for name in _OF_ACCOUNT}


def _rows_of_contacts(its: AccountState) -> Rows:
    return {
        each.id: {
            "kind": each.contact.kind.value,
            "value": each.contact.value,
            "added_at": each.added_at,
            "proven_at": each.proven_at,
            "counts_since": each.counts_since,
            "replaces_id": each.replaces,
            "replacement_id": each.replacement_id,
            "for_recovery": ContactUse.RECOVERY in each.uses,
            "for_sign_in": ContactUse.SIGN_IN in each.uses,
            "removed_at": each.removed_at,
        }
        for each in its.contacts
    }


def _rows_of_names(its: AccountState) -> Rows:
    return {each.id: {"name": each.name, "is_on": each.is_on} for each in its.names}


def _rows_of_sessions(its: AccountState) -> Rows:
    return {
        each.id: {
            "stage": each.stage.value,
            "proven_at": each.proven_at,
            "password_at": each.password_at,
            "old_contact_at": each.old_contact_at,
            "seen_at": each.seen_at,
            "ended_at": each.ended_at,
        }
        for each in its.sessions
    }


def _write(connection: Connection, table: Table, account_id: str, before: Rows, after: Rows) -> None:
    for its_id, row in after.items():
        old = before.get(its_id, {})
        changed = {name: value for name, value in row.items() if name not in old or old[name] != value}
        if changed and not connection.execute(update(table).where(table.c.id == its_id).values(changed)).rowcount:
            connection.execute(insert(table), {**row, "id": its_id, **_beginning(connection, table, account_id)})


def _beginning(connection: Connection, table: Table, account_id: str) -> dict[str, Any]:
    """What a new row of an account has beside what its state says: the last place, and no guesses yet."""
    last = select(func.coalesce(func.max(table.c.position), -1)).where(table.c.account_id == account_id)
    place = {"account_id": account_id, "position": connection.execute(last).scalar_one() + 1}
    return {**place, "failed_in_a_row": 0, "guesses": 0} if table is CONTACT else place
