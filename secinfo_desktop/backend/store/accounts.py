"""Accounts and contacts in SQL."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, Select, Table, and_, bindparam, insert, or_, select
from sqlalchemy.exc import IntegrityError

from secinfo_desktop.backend.services import decoys
from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.ports import AccountExists
from secinfo_desktop.backend.services.records import Account, Contact, Credentials, NewAccount
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.prepared import Prepared
from secinfo_desktop.backend.store.tables import ACCOUNT, CONTACT, KNOWN_DEVICE, SESSION, SIGN_IN_NAME
from secinfo_desktop.domain.contacts import ContactKind

IS_SOMEBODY = ~ACCOUNT.c.id.startswith(decoys.HIDDEN, autoescape=True)
"""Leaves out the hidden rows that flows of decoys belong to."""
_NAMED = Prepared(
    select(ACCOUNT).where(or_(ACCOUNT.c.name == bindparam("its_name"), ACCOUNT.c.id == bindparam("or_id")))
)


_CREDENTIALS = ACCOUNT.c.id, ACCOUNT.c.name, ACCOUNT.c.password_hash
_COUNTS = CONTACT.c.proven_at.is_not(None), CONTACT.c.replacement_id.is_(None), CONTACT.c.removed_at.is_(None)
_CONTACTS = Prepared(
    select(CONTACT).where(CONTACT.c.account_id == bindparam("of"), *_COUNTS).order_by(CONTACT.c.position)
)
_WITH_ID = Prepared(
    select(ACCOUNT.c.name, CONTACT)
    .outerjoin_from(ACCOUNT, CONTACT, and_(CONTACT.c.account_id == ACCOUNT.c.id, *_COUNTS))
    .where(ACCOUNT.c.id == bindparam("its_id"))
    .order_by(CONTACT.c.position)
)
"""An account and its contacts; whoever has none has one row without a contact."""


class SqlAccounts:
    """Keeps accounts in a database."""

    def __init__(self, database: Database, audit: SqlAudit | None = None) -> None:
        self._database = database
        self._audit = audit

    def add(self, new: NewAccount, event: AuditEvent | None = None) -> None:
        """Add an account with its contacts.

        Raises:
            AccountExists: the name is taken, or one of its names to sign in with.
        """
        names = [new.account.name, *new.names]
        try:
            with self._database.write() as connection:
                self._database.take_turns(connection, *(f"name {name}" for name in names))
                if _are_taken(connection, names):
                    raise AccountExists
                add_accounts(connection, [new])
                note(self._audit, connection, event)
        except IntegrityError as error:
            raise AccountExists from error

    def named(self, name: str, otherwise: str = "") -> Account | None:
        """The account with that normalised name; if there is none, the one with the id ``otherwise``."""
        with self._database.read() as connection:
            either = _NAMED.rows(connection, its_name=name, or_id=otherwise)
            rows = sorted(either, key=lambda row: row.name != name)
            return read_account(connection, rows[0]) if rows else None

    def signs_in_as(self, names: Sequence[str], otherwise: str = "") -> Account | None:
        """The account that signs in with one of these names (B8), its own or another one that is on, the first first.

        If there is none, the one with the id ``otherwise``; it is the same work.
        """
        with self._database.read() as connection:
            ids = {row.said: row.id for row in _said(connection, names)}
            return _with_id(connection, next((ids[name] for name in names if name in ids), otherwise))

    def credentials(self, names: Sequence[str]) -> Credentials | None:
        """What signing in with one of these names is checked with; None without account or password, or if it is off.

        The first name that is somebody's counts.
        """
        with self._database.read() as connection:
            found = {row.said: row for row in _said(connection, names)}
        row = next((found[name] for name in names if name in found), None)
        return Credentials(row.id, row.name, row.password_hash) if row and row.password_hash else None

    def contact(self, contact_id: str) -> Contact | None:
        """The contact with that id, whatever it counts for."""
        with self._database.read() as connection:
            found = connection.execute(select(CONTACT).where(CONTACT.c.id == contact_id)).one_or_none()
            return read_contact(found) if found else None

    def with_id(self, account_id: str) -> Account | None:
        """The account with that id, unless it has been removed."""
        with self._database.look() as connection:
            return _with_id(connection, account_id)


def _with_id(connection: Connection, account_id: str) -> Account | None:
    rows = _WITH_ID.rows(connection, its_id=account_id)
    contacts = tuple(read_contact(row) for row in rows if row.id is not None)
    return Account(account_id, rows[0].name, contacts) if rows else None


def _said(connection: Connection, names: Sequence[str]) -> list[Row[Any]]:
    """Who signs in with one of the names; ``said`` is which one."""
    return [row for query in (_by_own(names), _by_other(names)) for row in connection.execute(query)]


def _by_own(names: Sequence[str]) -> Select[Any]:
    """Accounts by their own name, unless it was turned off (B8)."""
    off = select(SIGN_IN_NAME.c.id).where(SIGN_IN_NAME.c.id == ACCOUNT.c.id, SIGN_IN_NAME.c.is_on.is_(False))
    return select(*_CREDENTIALS, ACCOUNT.c.name.label("said")).where(ACCOUNT.c.name.in_(names), ~off.exists())


def _by_other(names: Sequence[str]) -> Select[Any]:
    """Accounts by their other names that are on."""
    its = SIGN_IN_NAME.c.account_id == ACCOUNT.c.id, SIGN_IN_NAME.c.name.in_(names), SIGN_IN_NAME.c.is_on.is_(True)
    return select(*_CREDENTIALS, SIGN_IN_NAME.c.name.label("said")).where(*its)


def _are_taken(connection: Connection, names: Sequence[str]) -> bool:
    """True if somebody signs in with one of the names; the same account can't have it twice either."""
    queries = (select(table.c.id).where(table.c.name.in_(names)).limit(1) for table in (ACCOUNT, SIGN_IN_NAME))
    return len(set(names)) < len(names) or any(connection.execute(query).first() for query in queries)


def add_accounts(connection: Connection, people: Sequence[NewAccount]) -> None:
    """Insert accounts, their contacts, their sessions and their known devices."""
    _insert(connection, ACCOUNT, [_account_row(new) for new in people])
    _insert(connection, CONTACT, [row for new in people for row in _contact_rows(new)])
    _insert(connection, SIGN_IN_NAME, [row for new in people for row in _name_rows(new)])
    _insert(connection, SESSION, [row for new in people for row in _device_rows("began_at", new, new.signed_in_on)])
    known = [row for new in people for row in _device_rows("added_at", new, new.known_devices)]
    _insert(connection, KNOWN_DEVICE, known)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _account_row(new: NewAccount) -> dict[str, Any]:
    its = new.account
    return {"id": its.id, "name": its.name, "password_hash": new.password_hash, "added_at": new.added_at}


def _contact_rows(new: NewAccount) -> list[dict[str, Any]]:
    """What an account begins with was proven elsewhere."""
    its, proven = new.account, dict.fromkeys(("added_at", "proven_at", "counts_since"), new.added_at)
    return [_contact_row(its.id, position, contact) | proven for position, contact in enumerate(its.contacts)]


def _contact_row(account_id: str, position: int, contact: Contact) -> dict[str, Any]:
    return {
        "id": contact.id,
        "account_id": account_id,
        "position": position,
        "kind": contact.kind.value,
        "value": contact.value,
        "failed_in_a_row": contact.failed_in_a_row,
        "guesses": 0,
    }


def _name_rows(new: NewAccount) -> list[dict[str, Any]]:
    its = {"account_id": new.account.id, "is_on": True}
    return [{"id": uuid4().hex, "position": place, "name": name, **its} for place, name in enumerate(new.names)]


def _device_rows(since: str, new: NewAccount, devices: tuple[str, ...]) -> list[dict[str, Any]]:
    its = {"account_id": new.account.id, since: new.added_at}
    return [{"id": uuid4().hex, "device": device, **its} for device in devices]


def read_account(connection: Connection, row: Any) -> Account:
    """An account's row with the contacts that count, oldest first (B7)."""
    return Account(row.id, row.name, tuple(map(read_contact, _CONTACTS.rows(connection, of=row.id))))


def read_contact(row: Any) -> Contact:
    """A contact's row."""
    return Contact(
        id=row.id,
        kind=ContactKind(row.kind),
        value=row.value,
        failed_in_a_row=row.failed_in_a_row,
        for_recovery=row.for_recovery,
        counts=row.proven_at is not None and row.replacement_id is None and row.removed_at is None,
        is_gone=row.removed_at is not None,
    )
