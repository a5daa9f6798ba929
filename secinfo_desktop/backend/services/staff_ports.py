"""What the services of the helpdesk need of a store of staff. Each method is one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.staff_records import NewStaff, NewStaffSession, StaffMember, StaffSession


class StaffExists(Exception):  # noqa: N818 - named for what is the case
    """Somebody with that name works there already, or did."""


class StaffStore(Protocol):
    """Who works at the helpdesk, and their sessions."""

    def add(self, new: NewStaff, event: AuditEvent | None = None) -> None:
        """Add somebody.

        Raises:
            StaffExists: the name is taken.
        """
        ...

    def all(self) -> Sequence[StaffMember]:
        """Everybody, also who has ended, in the order of their names."""
        ...

    def credentials(self, name: str) -> NewStaff | None:
        """Who signs in with that name, and what the password is compared with; None for who has ended."""
        ...

    def end(self, name: str, now: datetime, event: AuditEvent | None = None) -> StaffMember | None:
        """End somebody's work with every session; what they led waits for somebody else. None if there is nobody."""
        ...

    def begin(self, session: NewStaffSession, event: AuditEvent | None = None) -> bool:
        """Keep a session; False if its owner has ended in the meantime."""
        ...

    def session(self, token_digest: str, now: datetime) -> StaffSession | None:
        """The session with that digest, if it counts now and its owner works there."""
        ...

    def end_session(self, session_id: str, now: datetime, event: AuditEvent | None = None) -> None:
        """End a session."""
        ...
