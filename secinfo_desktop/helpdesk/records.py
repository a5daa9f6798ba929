"""A case of the helpdesk as it is kept: the guide's log, and what is known of the call around it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from secinfo_desktop.domain.calls import CaseState, OutcomeCode
from secinfo_desktop.domain.live_rules import Side
from secinfo_desktop.domain.staff import CallerProof, Role, StaffAction
from secinfo_desktop.guide.case import Case


@dataclass(frozen=True)
class Agent:
    """Somebody at the helpdesk."""

    id: str
    name: str
    role: Role


@dataclass(frozen=True)
class Note:
    """What an agent wrote down: plain text, whatever it looks like."""

    id: str
    at: datetime
    who: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Verified:
    """The caller has shown who they are: how, until when, and what they allowed by it (None: to look at facts)."""

    how: CallerProof
    until: datetime
    allows: StaffAction | None


@dataclass(frozen=True)
class CaseLine:
    """A case as a list shows it."""

    id: str
    number: str
    caller: str
    """What the agent calls the caller; "" if they have no name yet."""
    language: str
    checklist: str
    state: CaseState
    owner: Agent | None
    opened_at: datetime
    changed_at: datetime
    waiting_since: datetime | None = None
    step: str | None = None
    """The step that was shown last."""
    is_live: bool = False
    is_verified: bool = False
    same_account: int = 0
    """How many other cases of the last day are about the same account."""
    outcome: OutcomeCode | None = None
    call_back_on: date | None = None
    ticket: str | None = None
    provider: str = ""
    """Where the caller's account is, if it was chosen; "" is the usual one."""


@dataclass(frozen=True)
class HelpCase:
    """A whole case. ``who`` says for each event of ``log.later`` who added it ("" for the service)."""

    line: CaseLine
    log: Case
    who: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    verified: Verified | None = None
    word_pair: tuple[str, str] | None = None
    sides: tuple[Side, ...] = ()
    """For each event of ``log.later`` the side that added it; empty where only the agent does."""
