"""Makes the flows that every face shows."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Protocol

from secinfo_desktop import resources
from secinfo_desktop.desktop import checklists
from secinfo_desktop.desktop.case_ids import new_case_id
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.recovery import howto
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.howto import HowTos
from secinfo_desktop.recovery.kept import Kept
from secinfo_desktop.recovery.ports import AccountChoice

HOW_TOS = "howto"


class KnownAccounts(Protocol):
    """The accounts that a flow offers, and their time."""

    def choices(self) -> tuple[AccountChoice, ...]:
        """What "Whose account is it?" offers."""

    def clock(self) -> datetime:
        """The time, UTC."""


def new_flow(
    accounts: KnownAccounts,
    kept: Callable[[], Kept] = Kept,
    pick: Callable[[str, AccountChoice | None], Checklist] = lambda name, _choice: checklists.shipped(name),
) -> Flow:
    """A flow at its first page, with what was kept of earlier ones. ``pick`` gives the checklist for a new case."""
    return Flow(checklists.shipped(), accounts.choices(), accounts.clock, new_case_id, how_tos, kept=kept, pick=pick)


@cache
def how_tos() -> HowTos:
    """The how-tos that come with the program."""
    files = (resources.text(f"{HOW_TOS}/{name}") for name in resources.names(HOW_TOS, ".toml"))
    return HowTos(tuple(one for text in files for one in howto.parse(text)))
