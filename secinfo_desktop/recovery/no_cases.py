"""The null object of the port ``Cases``: nothing is kept, so there is nothing to forget."""

from typing import Final

from secinfo_desktop.guide.case import Case
from secinfo_desktop.recovery.kept import Kept, KeptAlong
from secinfo_desktop.recovery.ports import Cases


class NoCases:
    """Keeps nothing: a play, or a test that is about something else."""

    def keep(self, case: Case | None, along: KeptAlong) -> None:
        """Keeps nothing."""

    def all(self) -> Kept:
        """Nothing."""
        return Kept()

    def forget(self, case_id: str) -> None:
        """Has nothing to forget."""

    def forget_all(self) -> None:
        """Has nothing to forget."""


NO_CASES: Final[Cases] = NoCases()
