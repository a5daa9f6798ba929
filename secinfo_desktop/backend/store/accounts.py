"""Accounts and contacts in SQL."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, Table, insert, or_, select
from sqlalchemy.exc import IntegrityError

from secinfo_desktop.backend.services import decoys
from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.ports import AccountExists
from secinfo_desktop.backend.services.records import Account, Contact, NewAccount
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.tables import ACCOUNT, CONTACT, KNOWN_DEVICE, SESSION
from secinfo_desktop.domain.contacts import ContactKind

IS_SOMEBODY = ~ACCOUNT.c.id.startswith(decoys.HIDDEN, autoescape=True)
"""Leaves out the hidden rows that flows of decoys belong to."""


class SqlAccounts:
    """Keeps accounts in a database."""

    def __init__(self, database: Database, audit: SqlAudit | None = None) -> None:
        self._database = database
        self._audit = audit

    def add(self, new: NewAccount, event: AuditEvent | None = None) -> None:
        """Add an account with its contacts.

        Raises:
            AccountExists: the name is taken.
        """
        try:
            with self._database.write() as connection:
                add_accounts(connection, [new])
                note(self._audit, connection, event)
        except IntegrityError as error:
            raise AccountExists from error

    def named(self, name: str, otherwise: str = "") -> Account | None:
        """The account with that normalised name; if there is none, the one with the id ``otherwise``."""
        either = select(ACCOUNT).where(or_(ACCOUNT.c.name == name, ACCOUNT.c.id == otherwise))
        with self._database.read() as connection:
            rows = sorted(connection.execute(either), key=lambda row: row.name != name)
            return read_account(connection, rows[0]) if rows else None

    def password_of(self, name: str) -> tuple[str, str] | None:
        """The id and the password's hash of the account with that name; None if there is no account or password."""
        query = select(ACCOUNT.c.id, ACCOUNT.c.password_hash).where(ACCOUNT.c.name == name)
        with self._database.read() as connection:
            found = connection.execute(query).one_or_none()
            return (found.id, found.password_hash) if found and found.password_hash else None

    def with_id(self, account_id: str) -> Account | None:
        """The account with that id, unless it has been removed."""
        with self._database.read() as connection:
            found = connection.execute(select(ACCOUNT).where(ACCOUNT.c.id == account_id)).one_or_none()
            return read_account(connection, found) if found else None

    def any_contact(self, account_id: str, contact_id: str) -> Contact | None:
        """A contact of an account, also one that does not count yet, or not any more: for what has to be told to it."""
        query = select(CONTACT).where(CONTACT.c.id == contact_id, CONTACT.c.account_id == account_id)
        with self._database.read() as connection:
            found = connection.execute(query).one_or_none()
            return read_contact(found) if found else None


def add_accounts(connection: Connection, people: Sequence[NewAccount]) -> None:
    """Insert accounts, their contacts, their sessions and their known devices."""
    _insert(connection, ACCOUNT, [_account_row(new) for new in people])
    _insert(connection, CONTACT, [row for new in people for row in _contact_rows(new)])
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
    its, proven = new.account, {"added_at": new.added_at, "proven_at": new.added_at}
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


def _device_rows(since: str, new: NewAccount, devices: tuple[str, ...]) -> list[dict[str, Any]]:
    its = {"account_id": new.account.id, since: new.added_at}
    return [{"id": uuid4().hex, "device": device, **its} for device in devices]


COUNTS = (CONTACT.c.proven_at.is_not(None), CONTACT.c.replacement_id.is_(None), CONTACT.c.removed_at.is_(None))
"""The contacts that are worth something: proven (B7), of no replacement that still waits (B11), and not removed."""


def read_account(connection: Connection, row: Row[Any]) -> Account:
    """An account's row with the contacts that count, oldest first (B7)."""
    query = select(CONTACT).where(CONTACT.c.account_id == row.id, *COUNTS).order_by(CONTACT.c.position)
    return Account(row.id, row.name, tuple(read_contact(its) for its in connection.execute(query)))


def read_contact(row: Row[Any]) -> Contact:
    """A contact's row."""
    return Contact(row.id, ContactKind(row.kind), row.value, row.failed_in_a_row)
