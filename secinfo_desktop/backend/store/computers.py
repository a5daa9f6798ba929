"""Known computers in SQL: public keys, and until when they count (security rules 3, 6, 7)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from secinfo_desktop.backend.services.account_state import Admission
from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.ports import Notices
from secinfo_desktop.backend.services.records import Flow, KnownDevice
from secinfo_desktop.backend.store.account_state import look_again
from secinfo_desktop.backend.store.accounts import read_account
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.notices import add_notices
from secinfo_desktop.backend.store.tables import ACCOUNT, FLOW, KNOWN_DEVICE
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.known_computers import UNUSED_LIFE

_ITS = KNOWN_DEVICE.c


class SqlComputers:
    """Keeps known computers in a database. Those that were not used for too long count no more."""

    def __init__(self, database: Database, audit: SqlAudit | None = None) -> None:
        self._database = database
        self._audit = audit

    def enrol(
        self,
        computer: KnownDevice,
        most: int,
        notices: Notices | None = None,
        event: AuditEvent | None = None,
        admission: Admission | None = None,
    ) -> bool:
        """Know a computer from now on, and queue the notices; False if the account knows so many already.

        Raises:
            Refused: the session of ``admission`` may not do it any more.
        """
        mine = _ITS.account_id == computer.account_id
        with self._database.write() as connection:
            self._database.take_turns(connection, computer.account_id)
            look_again(connection, admission)
            counted = select(func.count()).where(mine, *_counts(computer.added_at))
            if (connection.execute(counted).scalar() or 0) >= most:
                return False
            row = {name: getattr(computer, name) for name in ("id", "account_id", "device", "added_at", "used_at")}
            connection.execute(insert(KNOWN_DEVICE), {**row, "public_key": computer.public_key})
            _tell(connection, computer.account_id, notices)
            note(self._audit, connection, event)
            return True

    def of(self, account_id: str, now: datetime) -> tuple[KnownDevice, ...]:
        """The computers of an account that count, the one used last first."""
        query = select(KNOWN_DEVICE).where(_ITS.account_id == account_id, *_counts(now))
        with self._database.read() as connection:
            return tuple(_known(row) for row in connection.execute(query.order_by(_ITS.used_at.desc(), _ITS.id)))

    def find(self, device_id: str, now: datetime) -> KnownDevice | None:
        """The computer with that id, if it counts."""
        with self._database.read() as connection:
            found = connection.execute(select(KNOWN_DEVICE).where(_ITS.id == device_id, *_counts(now))).one_or_none()
            return _known(found) if found else None

    def use(self, computer: KnownDevice, now: datetime) -> bool:
        """A computer was used; False if it counts no more."""
        using = update(KNOWN_DEVICE).where(_ITS.id == computer.id, *_counts(now)).values(used_at=now)
        with self._database.write() as connection:
            return connection.execute(using).rowcount == 1

    def prove(self, flow: Flow, computer: KnownDevice, now: datetime, event: AuditEvent | None = None) -> bool:
        """Let a computer of its account raise an open flow; False if either is over."""
        mine = _ITS.id == computer.id, _ITS.account_id == flow.account_id
        its = FLOW.c.id == flow.id, FLOW.c.closed_at.is_(None), FLOW.c.ends_at > now
        known = {"audience": Disclosure.KNOWN_DEVICE.value, "known_since": computer.added_at}
        raising = update(FLOW).where(*its).values(known)
        with self._database.write() as connection:
            self._database.take_turns(connection, flow.account_id)
            using = update(KNOWN_DEVICE).where(*mine, *_counts(now)).values(used_at=now)
            if connection.execute(using).rowcount != 1 or connection.execute(raising).rowcount != 1:
                return False
            note(self._audit, connection, event)
            return True

    def forget(
        self,
        account_id: str,
        device_id: str,
        now: datetime,
        notices: Notices | None = None,
        event: AuditEvent | None = None,
        admission: Admission | None = None,
    ) -> bool:
        """Know a computer no more, and queue the notices; False if the account does not know it.

        Flows that are open are the public's again. Another computer that has raised one of them can do so once more.

        Raises:
            Refused: the session of ``admission`` may not do it any more.
        """
        mine = _ITS.id == device_id, _ITS.account_id == account_id
        raised = FLOW.c.account_id == account_id, FLOW.c.audience == Disclosure.KNOWN_DEVICE.value
        with self._database.write() as connection:
            self._database.take_turns(connection, account_id)
            look_again(connection, admission)
            forgetting = update(KNOWN_DEVICE).where(*mine, *_counts(now)).values(revoked_at=now)
            if connection.execute(forgetting).rowcount != 1:
                return False
            connection.execute(update(FLOW).where(*raised).values(audience=Disclosure.PUBLIC.value, known_since=None))
            _tell(connection, account_id, notices)
            note(self._audit, connection, event)
            return True


def _tell(connection: Connection, account_id: str, notices: Notices | None) -> None:
    if notices is not None:
        account = connection.execute(select(ACCOUNT).where(ACCOUNT.c.id == account_id)).one()
        add_notices(connection, notices(read_account(connection, account)))


def _counts(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return _ITS.revoked_at.is_(None), _ITS.public_key.is_not(None), _ITS.used_at > now - UNUSED_LIFE


def _known(row: Row[Any]) -> KnownDevice:
    return KnownDevice(row.id, row.account_id, row.device, row.public_key, row.added_at, row.used_at)
