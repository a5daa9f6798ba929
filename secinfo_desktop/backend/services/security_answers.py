"""What people who are signed in are told of their sessions."""

from dataclasses import dataclass, field
from datetime import datetime

from secinfo_desktop.domain.contacts import MaskedContact
from secinfo_desktop.domain.security_info import SessionStage, VerificationNotice


@dataclass(frozen=True)
class OpenedSessionFlow:
    """A flow for its caller. The handle is a secret: it is told once and kept as a digest."""

    handle: str = field(repr=False)
    ends_at: datetime
    now: datetime


@dataclass(frozen=True)
class SessionStanding:
    """What stands between a session and the account; ``contacts`` are those to which a code of its stage can go."""

    stage: SessionStage
    contacts: tuple[MaskedContact, ...]
    ends_at: datetime
    fresh_until: datetime | None
    old_contact_until: datetime | None
    notice: VerificationNotice | None
    now: datetime


@dataclass(frozen=True)
class SessionsEnded:
    """How many other sessions came to their end."""

    ended: int
    now: datetime
