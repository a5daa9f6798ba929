"""Makes the flows that every face shows."""

from collections.abc import Callable

from secinfo_desktop import resources
from secinfo_desktop.desktop.accounts import DesktopAccounts
from secinfo_desktop.desktop.case_ids import new_case_id
from secinfo_desktop.guide import checklist
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.kept import Kept

CHECKLIST = "checklists/code_not_received.toml"


def new_flow(accounts: DesktopAccounts, kept: Callable[[], Kept] = Kept) -> Flow:
    """A flow at its first page, with the checklist that comes with the program, and what was kept of earlier ones."""
    return Flow(checklist.parse(resources.text(CHECKLIST)), accounts.choices(), accounts.clock, new_case_id, kept)
