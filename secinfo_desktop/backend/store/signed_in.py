"""What signed-in people do, in SQL: whoever has a session changes their account in one transaction."""

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, update

from secinfo_desktop.backend.services.account_state import AccountState, Changed, Decide, Entered
from secinfo_desktop.backend.store.account_state import enter, write_state
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.flows import read_flow
from secinfo_desktop.backend.store.notices import add_notices
from secinfo_desktop.backend.store.outbox import withdraw_codes_of_closed_flows
from secinfo_desktop.backend.store.replacements import do_deed
from secinfo_desktop.backend.store.tables import CODE, FLOW, SESSION
from secinfo_desktop.domain.security_info import ContactUse


class SqlSignedIn:
    """Keeps accounts of people who are signed in, in a database."""

    def __init__(self, database: Database, audit: SqlAudit | None = None) -> None:
        self._database = database
        self._audit = audit

    def enter(self, token_digest: str, since: datetime) -> Entered | None:
        """The session that began after ``since`` and has not ended, and its account."""
        with self._database.read() as connection:
            return enter(connection, token_digest, since)

    def change(
        self, token_digest: str, since: datetime, now: datetime, decide: Decide, flow_digest: str | None = None
    ) -> Entered | None:
        """Let a session change its account as ``decide`` says; returns both as they are then; None without a session.

        The flow whose handle has ``flow_digest`` is used up by it.
        """
        with self._database.write() as connection:
            whose = connection.execute(select(SESSION.c.account_id).where(SESSION.c.token_digest == token_digest))
            self._database.take_turns(connection, str(whose.scalar()))
            entered = _enter(connection, token_digest, since, flow_digest)
            if entered is None:
                return None
            changed = decide(entered)
            self._apply(connection, entered, changed, now)
            session = next(its for its in changed.account.sessions if its.id == entered.session.id)
            return Entered(session, changed.account)

    def seen(self, session_id: str, now: datetime) -> None:
        """Keep when a session was last used."""
        with self._database.write() as connection:
            connection.execute(update(SESSION).where(SESSION.c.id == session_id).values(seen_at=now))

    def _apply(self, connection: Connection, entered: Entered, changed: Changed, now: datetime) -> None:
        write_state(connection, entered.account, changed.account)
        if entered.flow is not None:
            connection.execute(update(FLOW).where(FLOW.c.id == entered.flow.id).values(closed_at=now))
        close_flows(connection, entered.account, changed.account, now)
        if changed.replacement is not None:
            do_deed(connection, entered.account.id, changed.replacement, now)
        if changed.opens is not None:
            connection.execute(insert(FLOW), {**asdict(changed.opens), "audience": changed.opens.audience.value})
        add_notices(connection, changed.messages)
        for event in changed.events:
            note(self._audit, connection, replace(event, session=entered.session.id))


def close_flows(connection: Connection, before: AccountState, after: AccountState, now: datetime) -> None:
    """Close what may not lead in any more, and send none of its codes (see ``Changed``)."""
    live = {its.id for its in after.sessions if its.ended_at is None}
    ended = [its.id for its in before.sessions if its.id not in live]
    were = {its.id: its for its in before.contacts}
    gone = [its.id for its in after.contacts if its.removed_at is not None]
    kept_out = [
        its.id
        for its in after.contacts
        if its.id in were and ContactUse.RECOVERY in were[its.id].uses - its.uses and its.removed_at is None
    ]
    closes: list[ColumnElement[bool]] = [FLOW.c.session_id.in_(ended)] if ended else []
    if gone:
        closes.append(or_(FLOW.c.aim.in_(gone), _sent_to(gone)))
    if kept_out:
        closes.append(and_(FLOW.c.session_id.is_(None), _sent_to(kept_out)))
    if before.password_hash != after.password_hash:
        closes.append(or_(FLOW.c.session_id.is_(None), FLOW.c.session_id.not_in(live)))
    if closes:
        its = FLOW.c.account_id == before.id, FLOW.c.closed_at.is_(None), or_(*closes)
        connection.execute(update(FLOW).where(*its).values(closed_at=now))
        withdraw_codes_of_closed_flows(connection, before.id)


def _sent_to(contacts: list[str]) -> ColumnElement[bool]:
    """True for a flow that has a code to one of the contacts."""
    return select(CODE.c.id).where(CODE.c.flow_id == FLOW.c.id, CODE.c.contact_id.in_(contacts)).exists()


def _enter(
    connection: Connection, token_digest: str, since: datetime, flow_digest: str | None = None
) -> Entered | None:
    """With the flow whose handle has ``flow_digest``, whatever that is worth."""
    entered = enter(connection, token_digest, since)
    if entered is None or flow_digest is None:
        return entered
    found = connection.execute(select(FLOW).where(FLOW.c.handle_digest == flow_digest)).one_or_none()
    return replace(entered, flow=read_flow(found) if found else None)
