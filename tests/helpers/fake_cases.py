"""Kept cases in memory, at the port ``recovery.ports.Cases``; obeys a script of failures."""

from collections.abc import Callable
from datetime import datetime

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.recovery.kept import Kept, KeptAlong, KeptCase
from secinfo_desktop.recovery.ports import RefusedError


class FakeCases:
    """Keeps cases as long as the test lives. ``cases_contract`` holds it to what the real files do."""

    place = "~/.local/share/secinfo-desktop/cases"

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._cases: dict[str, KeptCase] = {}
        self._forgotten: set[str] = set()
        self._failures: dict[str, list[Failure]] = {}

    def fail_next(self, call: str, failure: Failure) -> None:
        """Make the next call of that name be refused."""
        self._failures.setdefault(call, []).append(failure)

    def keep(self, case: Case | None, along: KeptAlong) -> None:
        """Keeps a case in place of what was kept of it before."""
        self._begin("keep")
        if along.case_id not in self._forgotten:
            self._cases[along.case_id] = KeptCase(along, case, self._clock())

    def all(self) -> Kept:
        """The newest first."""
        return Kept(tuple(sorted(self._cases.values(), key=lambda kept: kept.at, reverse=True)), self.place)

    def forget(self, case_id: str) -> None:
        """Keeps nothing of a case any longer."""
        self._begin("forget")
        self._forgotten.add(case_id)
        self._cases.pop(case_id, None)

    def forget_all(self) -> None:
        """Keeps nothing of any case any longer."""
        self._begin("forget_all")
        self._forgotten |= set(self._cases)
        self._cases.clear()

    def _begin(self, call: str) -> None:
        if waiting := self._failures.get(call):
            raise RefusedError(waiting.pop(0))
