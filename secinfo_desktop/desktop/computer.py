"""This computer put together: folders, log, settings, accounts and the backend behind practice."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from secinfo_desktop.desktop import clock, embedded, folders, organisations, settings
from secinfo_desktop.desktop.accounts import DesktopAccounts, HandlesOf
from secinfo_desktop.desktop.cases import SavedCases
from secinfo_desktop.desktop.closed_cases import ClosedCases
from secinfo_desktop.desktop.embedded import EmbeddedBackend
from secinfo_desktop.desktop.flows import new_flow
from secinfo_desktop.desktop.folders import Folders
from secinfo_desktop.desktop.kept_list import KeptList, kept_list
from secinfo_desktop.desktop.learnt_tables import LearntTables
from secinfo_desktop.desktop.secrets import FileHandles, Handles, system_keyring
from secinfo_desktop.desktop.settings import Loaded, Settings
from secinfo_desktop.recovery.flow import Flow

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Computer:
    """What every face stands on. Nothing runs and nothing is written until it is asked for."""

    folders: Folders
    backend: EmbeddedBackend
    accounts: DesktopAccounts
    cases: SavedCases
    handles: HandlesOf
    closed: ClosedCases
    tables: LearntTables
    kept_list: KeptList

    def new_flow(self) -> Flow:
        """A flow at its first page."""
        return new_flow(self.accounts, self.cases.all, self.tables.checklist)

    def tidy(self) -> None:
        """Deletes what is older than it may be; for a moment when nobody waits."""
        self.cases.clean()
        self.closed.clean()
        self.handles.real.clean(clock.now())
        self.list_kept()

    def list_kept(self) -> None:
        """So that the next start has something to tell of kept cases at once."""
        self.cases.while_still(lambda kept: self.kept_list.write(kept.lines(self.accounts.choices())))

    def load_settings(self) -> Loaded:
        """What the person has set."""
        return settings.load_and_tell(self.folders.settings_file)

    def save_settings(self, chosen: Settings) -> None:
        """Keeps what the person has set; if that fails it is for this time only."""
        settings.save_if_possible(self.folders.settings_file, chosen)


def find(environment: Mapping[str, str]) -> Computer:
    """The computer of the person whose environment this is."""
    its = folders.find(environment)
    found = organisations.read(its.organisations_file)
    for problem in found.problems:
        _log.warning("organisations: %s", problem)
    backend = EmbeddedBackend(embedded.practice_settings(its.practice, environment.get(embedded.PRACTICE_DATABASE)))
    files = FileHandles(its.handles)
    handles = HandlesOf(Handles(files, system_keyring), Handles(files))
    tables = LearntTables(its.learnt_tables)
    own = Handles(FileHandles(its.own_secrets), system_keyring)
    accounts = DesktopAccounts(found.organisations, backend.address, clock.now, handles, tables=tables, own_secrets=own)
    closed = ClosedCases(its.closed_cases, clock.now)
    listed = kept_list(its)
    cases = SavedCases(its.cases, clock.now, handles, closed.add, listed.forget)
    return Computer(its, backend, accounts, cases, handles, closed, tables, listed)
