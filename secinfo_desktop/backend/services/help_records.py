"""A helpdesk's cases as the services see them, and what they ask their store to do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.live_records import CaseLogEvent, LoggedEvent
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.domain.calls import CaseScope, CaseSort, CaseState, number_of
from secinfo_desktop.domain.live_rules import LiveWord


@dataclass(frozen=True)
class HelpCase:
    """A case as it stands. ``is_live``: the caller's app shares it, and has let the agent in."""

    id: str
    place: int
    caller: str
    language: str
    checklist: str
    context: str
    state: CaseState
    owner: StaffMember | None
    opened_at: datetime
    changed_at: datetime
    account_id: str | None = None
    step: str | None = None
    last_seq: int = 0
    waiting_since: datetime | None = None
    """From when on it waits for somebody: with a day to call back, the morning of that day."""
    verified_until: datetime | None = None
    verified_how: str | None = None
    verified_for: str | None = None
    outcome: str | None = None
    call_back_on: date | None = None
    ticket: str | None = None
    closed_at: datetime | None = None
    is_live: bool = False
    same_account: int = 0
    """How many other cases of the last day are about its account; 0 while the caller is not verified."""

    @property
    def number(self) -> str:
        """What people call it."""
        return number_of(self.place)

    def is_led_by(self, staff_id: str) -> bool:
        """True if that is who leads it."""
        return self.owner is not None and self.owner.id == staff_id


@dataclass(frozen=True)
class NewHelpCase:
    """A call begins; ``id`` is the console's own."""

    id: str
    caller: str
    language: str
    checklist: str
    context: str
    opened_at: datetime
    events: tuple[LoggedEvent, ...] = ()


@dataclass(frozen=True)
class HelpNote:
    """What somebody wrote down."""

    id: str
    at: datetime
    who: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class CaseFile:
    """A case with its notes and a bounded part of its log."""

    case: HelpCase
    events: tuple[CaseLogEvent, ...]
    notes: tuple[HelpNote, ...]


@dataclass(frozen=True)
class CaseAfter:
    """Where a page of a list ended: in which part of the order, and with which case."""

    part: int
    key: datetime | str | None
    place: int


@dataclass(frozen=True)
class CaseQuery:
    """A page of a list, as somebody sees it at a moment."""

    staff_id: str
    scope: CaseScope
    sort: CaseSort
    text: str
    most: int
    now: datetime
    after: CaseAfter | None = None


@dataclass(frozen=True)
class CasesFound:
    """A page, where the next one begins (None: there is none), and how many cases each scope has."""

    cases: tuple[HelpCase, ...]
    after: CaseAfter | None
    counts: Mapping[CaseScope, int]


@dataclass(frozen=True)
class CaseChange:
    """What becomes of a case: what it is now, what its log says of it, and what the audit log says."""

    case: HelpCase
    said: LiveWord | None = None
    ends_sharing: bool = False
    """Whoever was let in is out; the caller goes on alone."""
    events: tuple[AuditEvent, ...] = ()


@dataclass(frozen=True)
class CaseDoings:
    """What else is kept of a case: what was asked of whom, and what was done, as words and times."""

    verifications: tuple[Mapping[str, object], ...]
    approvals: tuple[Mapping[str, object], ...]
    acts: tuple[Mapping[str, object], ...]


DecideCase = Callable[[HelpCase], CaseChange]
"""Decides inside the transaction; raises ``Refused`` to leave everything as it was."""
CheckCase = Callable[[HelpCase], None]
"""Looks at a case inside the transaction; raises ``Refused``."""


class HelpCaseStore(Protocol):
    """Cases with their logs and notes. Each method is one transaction and holds under any number of callers.

    A case that a caller's app has begun to share, and that nobody was let in to, is none for them.
    """

    def open(self, new: NewHelpCase, agent: StaffMember, event: Callable[[HelpCase], AuditEvent]) -> HelpCase:
        """Keep a new case, or find it again as it stands with the events that were not there.

        Raises:
            Refused: NOT_YOUR_CASE, if the id is that of somebody else's; REPEATED_DIFFERENTLY, if an event's is.
        """
        ...

    def read(self, case_id: str, after: int, now: datetime) -> CaseFile | None:
        """A case with a bounded number of events after a place."""
        ...

    def find(self, query: CaseQuery) -> CasesFound:
        """A page of a list."""
        ...

    def add(
        self, case_id: str, agent: StaffMember, events: Sequence[LoggedEvent], now: datetime, check: CheckCase
    ) -> tuple[CaseLogEvent, ...] | None:
        """Add to a log, each id once; returns the events as they stand there. None if there is no such case.

        Raises:
            Refused: REPEATED_DIFFERENTLY, for an id that is another event's.
        """
        ...

    def write_down(self, case_id: str, its_note: HelpNote, check: CheckCase) -> bool:
        """Write something down once; False if there is no such case.

        Raises:
            Refused: REPEATED_DIFFERENTLY, for an id that is another note's.
        """
        ...

    def change(
        self, case_id: str, agent: StaffMember, now: datetime, decide: DecideCase, to: str | None = None
    ) -> HelpCase | None:
        """Do something to a case; returns how it stands then. None if there is no such case.

        ``to`` is who is to lead it, if that is not the agent.

        Raises:
            Refused: BAD_REQUEST, if who is to lead it does not work there any more.
        """
        ...

    def doings(self, case_id: str) -> CaseDoings:
        """What else is kept of a case."""
        ...

    def erase(self, case_id: str, now: datetime, event: Callable[[HelpCase], AuditEvent]) -> bool:
        """Keep nothing of a case; False if there was none."""
        ...
