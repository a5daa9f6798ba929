"""Makes the flows that every face shows."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Protocol

from secinfo_desktop import resources
from secinfo_desktop.desktop.case_ids import new_case_id
from secinfo_desktop.guide import checklist
from secinfo_desktop.recovery import howto
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.howto import HowTos
from secinfo_desktop.recovery.kept import Kept
from secinfo_desktop.recovery.ports import AccountChoice

CHECKLIST = "checklists/code_not_received.toml"
HOW_TOS = "howto"


class KnownAccounts(Protocol):
    """The accounts that a flow offers, and their time."""

    def choices(self) -> tuple[AccountChoice, ...]:
        """What "Whose account is it?" offers."""

    def clock(self) -> datetime:
        """The time, UTC."""


def new_flow(accounts: KnownAccounts, kept: Callable[[], Kept] = Kept) -> Flow:
    """A flow at its first page, with the checklist that comes with the program, and what was kept of earlier ones."""
    found = checklist.parse(resources.text(CHECKLIST))
    return Flow(found, accounts.choices(), accounts.clock, new_case_id, how_tos, kept=kept)


@cache
def how_tos() -> HowTos:
    """The how-tos that come with the program."""
    files = (resources.text(f"{HOW_TOS}/{name}") for name in resources.names(HOW_TOS, ".toml"))
    return HowTos(tuple(one for text in files for one in howto.parse(text)))
