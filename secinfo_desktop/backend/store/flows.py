"""Flows, codes, guesses and limits in SQL. What must happen once is decided by one statement's row count."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, func, insert, or_, select, update

from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.ports import Check, CodeOrder, NeedsTwo, Notices, Plan
from secinfo_desktop.backend.services.records import Account, Flow, Guess, Sending, Sends, SentCode, Standing
from secinfo_desktop.backend.store.accounts import read_account
from secinfo_desktop.backend.store.attempts import add_attempts, ask_attempts, attempts, forget_attempts, moments
from secinfo_desktop.backend.store.audit import SqlAudit, ask_head, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.outbox import add_message, withdraw_codes
from secinfo_desktop.backend.store.prepared import Prepared
from secinfo_desktop.backend.store.proofs import give_proof
from secinfo_desktop.backend.store.recovery_codes import end_young_code
from secinfo_desktop.backend.store.tables import ACCOUNT, CODE, CONTACT, FLOW, KNOWN_DEVICE, SEND, SESSION
from secinfo_desktop.domain.codes import MOST_FAILED_IN_A_ROW, MOST_GUESSES, MOST_LIVE, IssuedCode
from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import Channel, ContactKind
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.proofs import of_contact
from secinfo_desktop.domain.security_info import SessionPurpose

_ADD = Prepared(insert(FLOW).inline())
_WITH_HANDLE = Prepared(select(FLOW).where(FLOW.c.handle_digest == bindparam("digest")))
_WITH_ID = Prepared(select(FLOW).where(FLOW.c.id == bindparam("its_id")))
_WHOSE = Prepared(
    select(func.coalesce(FLOW.c.decoy, FLOW.c.account_id).label("whose")).where(FLOW.c.id == bindparam("its_id"))
)
_ASKED = Prepared(update(FLOW).where(FLOW.c.id == bindparam("its_id")), "asked", "contact_id")
_CODES = Prepared(
    select(CODE)
    .where(CODE.c.flow_id == bindparam("of_flow"))
    .order_by(CODE.c.last_asked_at, CODE.c.asked_at, CODE.c.id)
)
_ADD_CODE = Prepared(insert(CODE).inline())
_ASKED_AGAIN = Prepared(
    update(CODE).where(CODE.c.id == bindparam("its_id")), "last_asked_at", "typed_right", "was_sent", "channel"
)
_SENDS = Prepared(
    select(SEND.c.at, SEND.c.audience)
    .where(SEND.c.destination == bindparam("whither"), SEND.c.at > bindparam("since"))
    .order_by(SEND.c.at)
)
_ADD_SEND = Prepared(insert(SEND).inline(), "destination", "at", "audience")
_FORGET_SENDS = Prepared(
    delete(SEND).where(SEND.c.destination == bindparam("whither"), SEND.c.at <= bindparam("until"))
)

_SIGNED_IN = "signed_in"
"""What is kept of a send to a contact of their own that a signed-in person has asked for: counted apart."""


class SqlFlows:
    """Keeps flows in a database."""

    def __init__(self, database: Database, audit: SqlAudit | None = None) -> None:
        self._database = database
        self._audit = audit

    def add(self, flow: Flow, event: AuditEvent | None = None) -> None:
        """Keep a new flow."""
        with self._database.write() as connection:
            _ADD.run(connection, **{**vars(flow), "audience": flow.audience.value})
            note(self._audit, connection, event)

    def count_opening(self, subject: str, since: datetime, now: datetime, check: Check) -> None:
        """Count somebody's looking up of an account, unless ``check`` raises on those after ``since``."""
        with self._database.write() as connection:
            self._database.take_turns(connection, subject)
            forget_attempts(connection, since)
            check(attempts(connection, subject, since))
            add_attempts(connection, [subject], now)

    def with_handle(self, handle_digest: str) -> Flow | None:
        """The flow whose handle has that digest, ended or not."""
        with self._database.look() as connection:
            found = _WITH_HANDLE.row(connection, digest=handle_digest)
            return read_flow(found) if found else None

    def ask_for_code(
        self,
        flow_id: str,
        destination: str,
        since: datetime,
        plan: Plan,
        others: Sequence[str] = (),
        event: AuditEvent | None = None,
    ) -> Sending:
        """Decide and record a request for a code in one transaction; what ``plan`` raises undoes it."""
        order = CodeOrder(flow_id, destination, since, plan, tuple(others), event)
        with self._database.write() as connection:
            whose = _whose(connection, flow_id) if self._database.writes_side_by_side else ""
            return ask_for_code(self._database, connection, order, self._audit, (whose, destination, *others))

    def sends(self, destination: str, since: datetime, others: Sequence[str] = ()) -> Sends:
        """When codes were asked for to a destination, and under other subjects, after ``since``."""
        with self._database.read() as connection:
            return _AskedSends(connection, destination, since, others).read()

    def count_guess(self, flow_id: str) -> Guess | None:
        """Count a guess before it is compared; None if the flow is closed or has none left."""
        is_left = (FLOW.c.id == flow_id, FLOW.c.closed_at.is_(None), FLOW.c.guesses < MOST_GUESSES)
        counting = update(FLOW).where(*is_left).values(guesses=FLOW.c.guesses + 1).returning(FLOW.c.guesses)
        with self._database.write() as connection:
            self._take_turns(connection, flow_id)
            if connection.execute(counting).one_or_none() is None:
                return None
            at_limit = _disabled(connection, flow_id)
            counted = _count_at_contacts(connection, flow_id)
            codes = tuple(reversed(_codes(connection, flow_id)))
            return Guess(codes, counted, bool(_disabled(connection, flow_id) - at_limit))

    def use_code(
        self, code: SentCode, now: datetime, event: AuditEvent | None = None, needs_two: NeedsTwo = bool
    ) -> bool:
        """Use a code once: True for exactly one caller."""
        is_open = FLOW.c.id == CODE.c.flow_id, FLOW.c.closed_at.is_(None), FLOW.c.ends_at > now
        its_flow = select(FLOW.c.id).where(*is_open)
        unused = (CODE.c.id == code.issued.id, CODE.c.used_at.is_(None), CODE.c.ends_at > now, its_flow.exists())
        with self._database.write() as connection:
            self._take_turns(connection, code.flow_id)
            if _newer(connection, code) >= MOST_LIVE:
                return False  # another one was asked for since it was compared
            if connection.execute(update(CODE).where(*unused).values(used_at=now)).rowcount != 1:
                return False
            clearing = update(CONTACT).where(CONTACT.c.id == code.contact_id).values(failed_in_a_row=0)
            kind = connection.execute(clearing.returning(CONTACT.c.kind)).scalar_one()
            give_proof(connection, code.flow_id, of_contact(ContactKind(kind)), now, needs_two)
            note(self._audit, connection, event)
            return True

    def recover(
        self,
        flow: Flow,
        password_hash: str,
        now: datetime,
        held_until: datetime,
        notices: Notices,
        event: AuditEvent | None = None,
    ) -> Consequences | None:
        """Set the password of a proven flow, once, with everything that security rule 7 attaches."""
        provable = (
            FLOW.c.id == flow.id,
            FLOW.c.session_id.is_(None),
            FLOW.c.proven_at.is_not(None),
            FLOW.c.closed_at.is_(None),
            FLOW.c.ends_at > now,
        )
        with self._database.write() as connection:
            self._database.take_turns(connection, flow.account_id)
            if connection.execute(update(FLOW).where(*provable).values(closed_at=now)).rowcount != 1:
                return None
            account = read_account(connection, _row_of(connection, flow.account_id))
            changed = {"password_hash": password_hash, "removal_held_until": held_until, **_fresh_start(now)}
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account.id).values(changed))
            ended, revoked = _shut_out(connection, account, now)
            told = [add_message(connection, notice) for notice in notices(account)]
            note(self._audit, connection, event)
            codes_ended = int(end_young_code(connection, account.id, now))
            for kind, many in (
                (AuditKind.SESSIONS_ENDED, ended),
                (AuditKind.DEVICES_REVOKED, revoked),
                (AuditKind.RECOVERY_CODE_ENDED, codes_ended),
            ):
                if event is not None and many:
                    note(self._audit, connection, replace(event, kind=kind, detail=str(many)))
            return Consequences(now, ended, len(told), held_until)

    def code(self, code_id: str) -> SentCode | None:
        """A code by its id."""
        with self._database.read() as connection:
            found = connection.execute(select(CODE).where(CODE.c.id == code_id)).one_or_none()
            return _code(found) if found else None

    def newest_code(self, flow_id: str) -> SentCode | None:
        """The code of a flow that was asked for last."""
        with self._database.read() as connection:
            return next(reversed(_codes(connection, flow_id)), None)

    def _take_turns(self, connection: Connection, flow_id: str, *others: str) -> None:
        if self._database.writes_side_by_side:
            self._database.take_turns(connection, _whose(connection, flow_id), *others)


def ask_for_code(
    database: Database,
    connection: Connection,
    order: CodeOrder,
    audit: SqlAudit | None = None,
    turns: Sequence[str] = (),
) -> Sending:
    """Decide and record a request in the caller's transaction, once it has its ``turns``; those may be taken before."""
    with database.together(connection):
        if turns:
            database.take_turns(connection, *turns)
        _FORGET_SENDS.run(connection, whither=order.destination, until=order.since)
        its_flow = _WITH_ID.ask(connection, its_id=order.flow_id)
        its_codes = _CODES.ask(connection, of_flow=order.flow_id)
        its_sends = _AskedSends(connection, order.destination, order.since, order.others)
    [row] = its_flow.rows()
    flow, codes = read_flow(row), tuple(map(_code, its_codes.rows()))
    sending = order.plan(Standing(flow, codes, its_sends.read()))
    with database.together(connection):
        _record(connection, order.destination, _SIGNED_IN if flow.counts_apart else flow.audience.value, sending)
        add_attempts(connection, order.others, sending.code.last_asked_at)
        head = ask_head(connection) if order.event is not None else None
    note(audit, connection, order.event, head)
    return sending


def _whose(connection: Connection, flow_id: str) -> str:
    """Whose turn a flow takes: that of its account, or of the name that nobody has. It never changes.

    All flows of decoys share few rows; if they took turns for these, their waits would tell that a name is nobody's.
    """
    [row] = _WHOSE.rows(connection, its_id=flow_id)
    return str(row.whose)


def _row_of(connection: Connection, account_id: str) -> Row[Any]:
    """The row of an account that is there, since one of its flows is."""
    return connection.execute(select(ACCOUNT).where(ACCOUNT.c.id == account_id)).one()


def _record(connection: Connection, destination: str, audience: str, sending: Sending) -> None:
    code = sending.code
    if sending.is_new:
        _ADD_CODE.run(connection, **_code_row(code))
    else:
        row, may_change = _code_row(code), ("last_asked_at", "typed_right", "was_sent", "channel")
        _ASKED_AGAIN.run(connection, its_id=code.issued.id, **{name: row[name] for name in may_change})
    _ADD_SEND.run(connection, destination=destination, at=code.last_asked_at, audience=audience)
    _ASKED.run(connection, its_id=code.flow_id, asked=sending.number, contact_id=code.contact_id)
    if sending.message is not None:
        add_message(connection, sending.message)


def _fresh_start(now: datetime) -> dict[str, Any]:
    """Who has given a code back and set a password needs no new one, and is not asked whether codes arrive (B23)."""
    verified = {"verified_at": now, "notice_at": None, "notice_skipped_until": None}
    return {"password_changed_at": now, "new_password_needed": False, **verified}


def _shut_out(connection: Connection, account: Account, now: datetime) -> tuple[int, int]:
    """End sessions and flows, revoke known devices, send no more codes; returns how many sessions and devices."""
    mine = SESSION.c.account_id == account.id, SESSION.c.ended_at.is_(None)
    ended = connection.execute(update(SESSION).where(*mine).values(ended_at=now)).rowcount
    devices = KNOWN_DEVICE.c.account_id == account.id, KNOWN_DEVICE.c.revoked_at.is_(None)
    revoked = connection.execute(update(KNOWN_DEVICE).where(*devices).values(revoked_at=now)).rowcount
    flows = FLOW.c.account_id == account.id, FLOW.c.closed_at.is_(None)
    connection.execute(update(FLOW).where(*flows).values(closed_at=now))
    withdraw_codes(connection, account.id)
    return ended, revoked


def _count_at_contacts(connection: Connection, flow_id: str) -> frozenset[str]:
    """Count one failed guess at each contact that got a code of the flow; those at their limit take no more.

    Only a known device goes on past the limit (security rule 6), and who is signed in and proves a contact again.
    A contact that was chosen and got nothing is written to as well, so that neither the time nor the work tells which
    one it was (rule 4).
    """
    chosen = select(CODE.c.contact_id).where(CODE.c.flow_id == flow_id)
    proves = or_(FLOW.c.session_id.is_(None), FLOW.c.purpose == SessionPurpose.VERIFY.value)
    known = select(FLOW.c.id).where(FLOW.c.id == flow_id, FLOW.c.audience != Disclosure.PUBLIC.value, proves)
    takes_more = or_(CONTACT.c.failed_in_a_row < MOST_FAILED_IN_A_ROW, known.exists())
    open_to_guesses = CONTACT.c.id.in_(chosen.where(CODE.c.was_sent)) & takes_more
    counted = frozenset(connection.execute(select(CONTACT.c.id).where(open_to_guesses)).scalars())
    failed = CONTACT.c.failed_in_a_row + case((open_to_guesses, 1), else_=0)
    counting = update(CONTACT).where(CONTACT.c.id.in_(chosen))
    connection.execute(counting.values(failed_in_a_row=failed, guesses=CONTACT.c.guesses + 1))
    return counted


def _disabled(connection: Connection, flow_id: str) -> frozenset[str]:
    """The contacts chosen in a flow, rightly typed or not, that are at their limit."""
    chosen = select(CODE.c.contact_id).where(CODE.c.flow_id == flow_id)
    at_limit = CONTACT.c.id.in_(chosen), CONTACT.c.failed_in_a_row >= MOST_FAILED_IN_A_ROW
    return frozenset(connection.execute(select(CONTACT.c.id).where(*at_limit)).scalars())


class _AskedSends:
    """What counts for a destination, and under other subjects, after ``since``."""

    def __init__(self, connection: Connection, destination: str, since: datetime, others: Sequence[str]) -> None:
        self._sends = _SENDS.ask(connection, whither=destination, since=since)
        self._others = [ask_attempts(connection, subject, since) for subject in others]

    def read(self) -> Sends:
        """All of it, once the database has answered."""
        rows = self._sends.rows()
        return Sends(
            all=tuple(row.at for row in rows if row.audience != _SIGNED_IN),
            strangers=tuple(row.at for row in rows if row.audience == Disclosure.PUBLIC.value),
            others=tuple(map(moments, self._others)),
            signed_in=tuple(row.at for row in rows if row.audience == _SIGNED_IN),
        )


def _newer(connection: Connection, code: SentCode) -> int:
    """How many codes of its flow were asked for after this one."""
    newest_first = [its.issued.id for its in reversed(_codes(connection, code.flow_id))]
    return newest_first.index(code.issued.id) if code.issued.id in newest_first else 0


def _codes(connection: Connection, flow_id: str) -> tuple[SentCode, ...]:
    """A flow's codes, oldest asked first."""
    return tuple(_code(row) for row in _CODES.rows(connection, of_flow=flow_id))


def read_flow(row: Any) -> Flow:
    """A flow's row."""
    return Flow(**{**row._asdict(), "audience": Disclosure(row.audience)})


def _code(row: Any) -> SentCode:
    return SentCode(
        issued=IssuedCode(row.id, row.tag, row.kid, row.asked_at, row.ends_at, row.used_at),
        flow_id=row.flow_id,
        contact_id=row.contact_id,
        purpose=row.purpose,
        last_asked_at=row.last_asked_at,
        typed_right=row.typed_right,
        was_sent=row.was_sent,
        channel=Channel(row.channel) if row.channel else None,
    )


def _code_row(code: SentCode) -> dict[str, Any]:
    row = {**vars(code), **vars(code.issued), "channel": code.channel and code.channel.value}
    del row["issued"]
    return row
