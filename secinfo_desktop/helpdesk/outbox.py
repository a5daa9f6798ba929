"""What was said and is not kept yet: it is handed over in its order, and nothing of it is lost if that fails."""

from dataclasses import dataclass, field
from typing import Final

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.guide.events import Event
from secinfo_desktop.helpdesk.acts import Act, Add, Open
from secinfo_desktop.helpdesk.ports import NewCall

FOR_GOOD: Final = frozenset({Failure.NOT_YOUR_CASE, Failure.CASE_CLOSED, Failure.UNKNOWN_CASE, Failure.BAD_REQUEST})
"""Refusals after which trying again is of no use."""
PASSING: Final = frozenset({Failure.UNREACHABLE, Failure.SLOW, Failure.BUSY, Failure.BROKEN, Failure.NOT_UNDERSTOOD})
"""Refusals that are over by themselves."""


@dataclass
class Outbox:
    """``stuck_by``: why it could not be kept; it is tried again after a while, or with the next thing that is said."""

    stuck_by: Failure | None = None
    _calls: dict[str, NewCall] = field(default_factory=dict)
    _failed: set[str] = field(default_factory=set)
    _events: dict[str, tuple[Event, ...]] = field(default_factory=dict)

    def stick(self, case_id: str, why: Failure) -> None:
        """It could not be kept; that stands until it is, or something else is said, however often it is tried."""
        self.stuck_by = why
        self._failed.add(case_id)

    def failed(self, case_id: str) -> bool:
        """True if something of a case is not kept yet, and that was tried."""
        return case_id in self._failed and self.holds(case_id)

    def begin_anew(self) -> None:
        """Something else is said: everything is tried once more."""
        self.stuck_by = None
        self._failed.clear()

    def open(self, call: NewCall) -> None:
        """A call that is to be kept from now on."""
        self._calls[call.case_id] = call

    def add(self, case_id: str, events: tuple[Event, ...]) -> None:
        """More of the log of a case."""
        self._events[case_id] = (*self._events.get(case_id, ()), *events)

    def unsent(self, case_id: str) -> tuple[Event, ...]:
        """What is not kept yet of a log."""
        return self._events.get(case_id, ())

    def holds(self, case_id: str) -> bool:
        """True if something of a case is not kept yet."""
        return case_id in self._calls or case_id in self._events

    @property
    def is_empty(self) -> bool:
        """True if all is kept."""
        return not self._calls and not self._events

    def opens(self, case_id: str) -> bool:
        """True for a call of which nothing is kept yet."""
        return case_id in self._calls

    def next(self) -> Act | None:
        """What is to be done to keep it; calls first."""
        if self.stuck_by is not None:
            return None
        if self._calls:
            return Open(next(iter(self._calls.values())))
        return next((Add(case_id, events) for case_id, events in self._events.items()), None)

    def kept(self, act: Open | Add) -> None:
        """It is kept; what was said meanwhile still waits."""
        self._failed.discard(act.call.case_id if isinstance(act, Open) else act.case_id)
        if isinstance(act, Open):
            self._calls.pop(act.call.case_id, None)
            return
        left = self._events.get(act.case_id, ())[len(act.events) :]
        if left:
            self._events[act.case_id] = left
        else:
            self._events.pop(act.case_id, None)

    def drop(self, case_id: str) -> None:
        """It will never be kept: the case is closed, erased or a colleague's."""
        self._calls.pop(case_id, None)
        self._events.pop(case_id, None)
