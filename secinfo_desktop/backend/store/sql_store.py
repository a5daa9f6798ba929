"""All stores over one database."""

from dataclasses import dataclass, replace

from secinfo_desktop.backend.store.accounts import SqlAccounts
from secinfo_desktop.backend.store.activity import SqlActivity
from secinfo_desktop.backend.store.answers import SqlAnswers
from secinfo_desktop.backend.store.audit import Seal, SqlAudit
from secinfo_desktop.backend.store.computers import SqlComputers
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.decoys import SqlDecoys
from secinfo_desktop.backend.store.flows import SqlFlows
from secinfo_desktop.backend.store.guide_tables import SqlGuideTables
from secinfo_desktop.backend.store.help_cases import SqlHelpCases
from secinfo_desktop.backend.store.live_cases import SqlLiveCases
from secinfo_desktop.backend.store.outbox import SqlOutbox
from secinfo_desktop.backend.store.recovery_codes import SqlRecoveryCodes
from secinfo_desktop.backend.store.replacements import SqlReplacements
from secinfo_desktop.backend.store.sessions import SqlSessions
from secinfo_desktop.backend.store.signed_in import SqlSignedIn
from secinfo_desktop.backend.store.staff import SqlStaff
from secinfo_desktop.backend.store.worlds import SqlWorlds


@dataclass(frozen=True)
class SqlStore:
    """All stores over one database."""

    database: Database
    accounts: SqlAccounts
    flows: SqlFlows
    outbox: SqlOutbox
    worlds: SqlWorlds
    sessions: SqlSessions
    signed_in: SqlSignedIn
    answers: SqlAnswers
    decoys: SqlDecoys
    guide_tables: SqlGuideTables
    replacements: SqlReplacements
    recovery_codes: SqlRecoveryCodes
    computers: SqlComputers
    activity: SqlActivity
    staff: SqlStaff
    help_cases: SqlHelpCases
    live_cases: SqlLiveCases

    def sealed_by(self, seal: Seal) -> "SqlStore":
        """The same stores with an audit log, which notes what they do; the key stays outside the database."""
        audit = SqlAudit(self.database, seal)
        return replace(
            self,
            accounts=SqlAccounts(self.database, audit),
            flows=SqlFlows(self.database, audit),
            sessions=SqlSessions(self.database, audit),
            signed_in=SqlSignedIn(self.database, audit),
            guide_tables=SqlGuideTables(self.database, audit),
            replacements=SqlReplacements(self.database, audit),
            recovery_codes=SqlRecoveryCodes(self.database, audit),
            computers=SqlComputers(self.database, audit),
            staff=SqlStaff(self.database, audit),
            help_cases=SqlHelpCases(self.database, audit),
            live_cases=SqlLiveCases(self.database, audit),
        )

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def store_over(database: Database) -> SqlStore:
    """The stores over an open database."""
    return SqlStore(
        database=database,
        accounts=SqlAccounts(database),
        flows=SqlFlows(database),
        outbox=SqlOutbox(database),
        worlds=SqlWorlds(database),
        sessions=SqlSessions(database),
        signed_in=SqlSignedIn(database),
        answers=SqlAnswers(database),
        decoys=SqlDecoys(database),
        guide_tables=SqlGuideTables(database),
        replacements=SqlReplacements(database),
        recovery_codes=SqlRecoveryCodes(database),
        computers=SqlComputers(database),
        activity=SqlActivity(database),
        staff=SqlStaff(database),
        help_cases=SqlHelpCases(database),
        live_cases=SqlLiveCases(database),
    )
