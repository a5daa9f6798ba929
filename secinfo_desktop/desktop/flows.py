"""Makes the flows that every face shows."""

from functools import cache

from secinfo_desktop import resources
from secinfo_desktop.desktop.accounts import DesktopAccounts
from secinfo_desktop.desktop.case_ids import new_case_id
from secinfo_desktop.guide import checklist
from secinfo_desktop.recovery import howto
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.howto import HowTos

CHECKLIST = "checklists/code_not_received.toml"
HOW_TOS = "howto"


def new_flow(accounts: DesktopAccounts) -> Flow:
    """A flow at its first page, with the checklist that comes with the program."""
    found = checklist.parse(resources.text(CHECKLIST))
    return Flow(found, accounts.choices(), accounts.clock, new_case_id, how_tos)


@cache
def how_tos() -> HowTos:
    """The how-tos that come with the program."""
    files = (resources.text(f"{HOW_TOS}/{name}") for name in resources.names(HOW_TOS, ".toml"))
    return HowTos(tuple(one for text in files for one in howto.parse(text)))
