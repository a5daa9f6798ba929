"""Recovery codes in SQL: a keyed digest of each, of which one statement's row count decides that it is used once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update

from secinfo_desktop.backend.services.account_state import Admission
from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.ports import NeedsTwo, Notices, TriesCheck
from secinfo_desktop.backend.services.records import Flow, GivenRecoveryCode
from secinfo_desktop.backend.store.account_state import look_again
from secinfo_desktop.backend.store.accounts import read_account
from secinfo_desktop.backend.store.attempts import add_attempts, attempts, clear_attempts
from secinfo_desktop.backend.store.audit import SqlAudit, note
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.notices import add_notices
from secinfo_desktop.backend.store.proofs import give_proof
from secinfo_desktop.backend.store.tables import ACCOUNT, FLOW
from secinfo_desktop.domain.codes import MOST_GUESSES
from secinfo_desktop.domain.limits import LONGEST_WINDOW
from secinfo_desktop.domain.proofs import Method
from secinfo_desktop.domain.recovery_code import outlives_recovery

_NONE = {"recovery_code_digest": None, "recovery_code_made_at": None}


class SqlRecoveryCodes:
    """Keeps one recovery code an account, in a database."""

    def __init__(self, database: Database, audit: SqlAudit | None = None) -> None:
        self._database = database
        self._audit = audit

    def make(
        self,
        account_id: str,
        code_digest: str,
        now: datetime,
        notices: Notices,
        event: AuditEvent | None = None,
        admission: Admission | None = None,
    ) -> None:
        """Keep a new code in the place of an older one, and queue the notices.

        Raises:
            Refused: the session of ``admission`` may not do it any more.
        """
        made = {"recovery_code_digest": code_digest, "recovery_code_made_at": now}
        with self._database.write() as connection:
            self._database.take_turns(connection, account_id)
            look_again(connection, admission)
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(made))
            _tell(connection, account_id, notices)
            note(self._audit, connection, event)

    def count_guess(self, flow: Flow, subjects: Sequence[str], now: datetime, check: TriesCheck) -> bool:
        """Count a guess at the flow and under each subject before it is compared, unless ``check`` raises.

        False if the flow is closed or has no guesses left: they are those of its other codes as well.
        """
        since = now - LONGEST_WINDOW
        counting = update(FLOW).where(*_takes_guesses(flow, now)).values(guesses=FLOW.c.guesses + 1)
        with self._database.write() as connection:
            self._database.take_turns(connection, flow.decoy or flow.account_id, *subjects)
            check([attempts(connection, subject, since) for subject in subjects])
            add_attempts(connection, subjects, now)
            return connection.execute(counting).rowcount == 1

    def use(
        self, given: GivenRecoveryCode, needs_two: NeedsTwo, notices: Notices, event: AuditEvent | None = None
    ) -> bool:
        """Use a code once: True for exactly one caller. Counts as a proof of the flow, and tells every contact."""
        flow, now = given.flow, given.at
        mine = ACCOUNT.c.id == flow.account_id, ACCOUNT.c.recovery_code_digest == given.code_digest
        is_open = select(FLOW.c.id).where(FLOW.c.id == flow.id, FLOW.c.closed_at.is_(None), FLOW.c.ends_at > now)
        with self._database.write() as connection:
            self._database.take_turns(connection, flow.decoy or flow.account_id)
            if connection.execute(update(ACCOUNT).where(*mine, is_open.exists()).values(_NONE)).rowcount != 1:
                return False
            give_proof(connection, flow.id, Method.RECOVERY_CODE, now, needs_two)
            for subject in given.clear:
                clear_attempts(connection, subject)
            _tell(connection, flow.account_id, notices)
            note(self._audit, connection, event)
            return True


def end_young_code(connection: Connection, account_id: str, now: datetime) -> bool:
    """End a code that may be a thief's, with the recovery that shuts them out (security rule 7); True if it was one."""
    mine = ACCOUNT.c.id == account_id
    made_at = connection.execute(select(ACCOUNT.c.recovery_code_made_at).where(mine)).scalar()
    if made_at is None or outlives_recovery(made_at, now):
        return False
    connection.execute(update(ACCOUNT).where(mine).values(_NONE))
    return True


def _takes_guesses(flow: Flow, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        FLOW.c.id == flow.id,
        FLOW.c.closed_at.is_(None),
        FLOW.c.ends_at > now,
        FLOW.c.guesses < MOST_GUESSES,
    )


def _tell(connection: Connection, account_id: str, notices: Notices) -> None:
    account = read_account(connection, connection.execute(select(ACCOUNT).where(ACCOUNT.c.id == account_id)).one())
    add_notices(connection, notices(account))
