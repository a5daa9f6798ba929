"""Who works at the helpdesk, as the services see it."""

from dataclasses import dataclass, field
from datetime import datetime

from secinfo_desktop.domain.staff import Role


@dataclass(frozen=True)
class StaffMember:
    """Somebody at the helpdesk; ``shown_name`` is what colleagues and callers see. ``ended_at``: not any more."""

    id: str
    name: str
    shown_name: str
    role: Role
    added_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class NewStaff:
    """Somebody to be added."""

    member: StaffMember
    password_hash: str = field(repr=False)


@dataclass(frozen=True)
class NewStaffSession:
    """A session to be kept: of its token the digest alone."""

    id: str
    token_digest: str = field(repr=False)
    staff_id: str
    began_at: datetime
    ends_at: datetime
    peer: str | None = field(default=None, repr=False)
    """Stands for the name and the address that it signed in from, which are spared when others guess."""


@dataclass(frozen=True)
class StaffSession:
    """A session that counts, with whose it is; its id opens nothing."""

    id: str
    me: StaffMember
    ends_at: datetime
