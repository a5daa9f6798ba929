"""What decoys need in the database: hidden rows that their flows belong to, and the shares that they are drawn from."""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from secinfo_desktop.backend.services import decoys
from secinfo_desktop.backend.services.decoys import Shares, Snapshot
from secinfo_desktop.backend.services.records import Account, Contact, NewAccount
from secinfo_desktop.backend.store.accounts import IS_SOMEBODY, add_accounts, read_account
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.tables import ACCOUNT, DECOY_SHARES
from secinfo_desktop.domain.contacts import ContactKind


class SqlDecoys:
    """Keeps what decoys are made of, in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def prepare(self, now: datetime) -> tuple[Snapshot, ...]:
        """Make the hidden rows, and return the shares as they are now."""
        self._hide(now)
        return self.shares(now)

    def shares(self, now: datetime) -> tuple[Snapshot, ...]:
        """Take the shares if it is time to, and return all that count, oldest first.

        Services that do so at the same moment take them once.
        """
        take, _ = decoys.wanted(self._snapshots(), self._count(), now)
        if take:
            self._take(now)
        return self._snapshots()

    def _hide(self, now: datetime) -> None:
        last = select(ACCOUNT.c.id).where(ACCOUNT.c.id == decoys.hidden_id(decoys.HIDDEN_ROWS - 1))
        with self._database.write() as connection:
            self._database.take_turns(connection, decoys.HIDDEN)
            if not connection.execute(last).first():
                add_accounts(connection, [_nobody(row, now) for row in range(decoys.HIDDEN_ROWS)])

    def _count(self) -> int:
        with self._database.read() as connection:
            found = connection.execute(select(func.count()).where(IS_SOMEBODY)).scalar()
            return found or 0

    def _snapshots(self) -> tuple[Snapshot, ...]:
        with self._database.read() as connection:
            return _snapshots(connection)

    def _take(self, now: datetime) -> None:
        """Take the shares, unless somebody else has taken them while the accounts were read."""
        accounts = list(self._people())
        text = msgspec.json.encode(decoys.shares_of(accounts)).decode()
        with self._database.write() as connection:
            self._database.take_turns(connection, decoys.HIDDEN)
            take, are_worthless = decoys.wanted(_snapshots(connection), len(accounts), now)
            if not take:
                return
            worthless = DECOY_SHARES.c.taken_at <= now if are_worthless else DECOY_SHARES.c.taken_at == now
            connection.execute(delete(DECOY_SHARES).where(worthless))
            connection.execute(insert(DECOY_SHARES), {"taken_at": now, "accounts": len(accounts), "shares": text})

    def _people(self) -> Iterator[Account]:
        with self._database.read() as connection:
            for row in connection.execute(select(ACCOUNT).where(IS_SOMEBODY)).all():
                yield read_account(connection, row)


def _nobody(row: int, now: datetime) -> NewAccount:
    contacts = (Contact(decoys.contact_id(row, place), ContactKind.EMAIL, "") for place in range(decoys.MOST_CONTACTS))
    return NewAccount(Account(decoys.hidden_id(row), decoys.hidden_name(row), tuple(contacts)), now)


def _snapshots(connection: Connection) -> tuple[Snapshot, ...]:
    rows = connection.execute(select(DECOY_SHARES).order_by(DECOY_SHARES.c.taken_at))
    return tuple(Snapshot(row.taken_at, row.accounts, _shares(row.shares)) for row in rows)


def _shares(text: str) -> Shares:
    return msgspec.json.decode(text, type=Shares)
