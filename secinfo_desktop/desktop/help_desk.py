"""The helpdesk of this computer put together: its cases, the provider that people call about, and the console."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from secinfo_desktop import resources
from secinfo_desktop.desktop import checklists, organisations
from secinfo_desktop.desktop.accounts import BY_HAND
from secinfo_desktop.desktop.case_ids import new_case_id
from secinfo_desktop.desktop.folders import Folders
from secinfo_desktop.desktop.help_cases import LocalCases
from secinfo_desktop.desktop.learnt_tables import LearntTables
from secinfo_desktop.domain import providers
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.helpdesk.acts import Ports
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.helpdesk.standing import Desk, Provider
from secinfo_desktop.recovery.ports import AccountChoice
from secinfo_desktop.texts.words import Words

OTHER: Final = "other"
"""The provider of which nothing is known here: the sentences name none."""


@dataclass(frozen=True)
class HelpDesk:
    """Without any service: callers are at a public provider, and work on its own pages."""

    cases: LocalCases
    desk: Desk

    @property
    def ports(self) -> Ports:
        """Where the console's acts are performed."""
        return Ports(self.cases)

    def console(self, words: Words) -> Console:
        """A console at its first page, for an agent who reads these words."""
        return Console(self.desk, words, new_case_id)


def find(its: Folders, clock: Callable[[], datetime], name: str) -> HelpDesk:
    """The helpdesk of whoever sits here, with the numbers that were learnt here; ``name`` is what they are called."""
    known = checklists_of(its, None)
    usual, *others = providers_of(its)
    cases = LocalCases(its.helpdesk, clock, name, known.__getitem__, new_case_id)
    return HelpDesk(cases, Desk(known, usual.pack, usual.capabilities, providers=(usual, *others)))


def providers_of(its: Folders) -> tuple[Provider, ...]:
    """The public providers, the organisations that are set up here, and any other one; the commonest is the usual."""
    public = (
        Provider(choice.id, choice.name, providers.parse(resources.text(f"providers/{choice.id}.toml")))
        for choice in BY_HAND
    )
    here = organisations.read(its.organisations_file).organisations
    return (*public, *(Provider(one.choice.id, one.choice.name, one.pack) for one in here), Provider(OTHER))


def checklists_of(its: Folders, choice: AccountChoice | None) -> Mapping[str, Checklist]:
    """All of them, with the numbers that fit an account best; None: those that were learnt here."""
    tables = LearntTables(its.learnt_tables)
    return {name: tables.checklist(name, choice) for name in sorted(checklists.names())}
