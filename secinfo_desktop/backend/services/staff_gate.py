"""Where everybody at the helpdesk comes in: a session of staff, and a role that is enough."""

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_ports import StaffStore
from secinfo_desktop.backend.services.staff_records import StaffSession
from secinfo_desktop.backend.services.tokens import digest
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import Role


class StaffGate:
    """Looks at sessions. The application asks it for every endpoint that has a least role, before the handler."""

    def __init__(self, staff: StaffStore, clock: Clock, audit: Auditor) -> None:
        self._staff = staff
        self._clock = clock
        self._audit = audit

    def staff(self, token: str, least_role: Role, *, peer: str | None = None) -> StaffSession:
        """Who holds this session.

        Raises:
            Refused: NOT_STAFF for one that is none, or is over; ROLE_TOO_LOW.
        """
        session = self._staff.session(digest(token), self._clock())
        whose = session.me.id if session else None
        with self._audit.refusals(AuditKind.STAFF_REFUSED, None, peer, staff=whose):
            if session is None:
                raise Refused(Failure.NOT_STAFF)
            if not session.me.role.reaches(least_role):
                raise Refused(Failure.ROLE_TOO_LOW)
        return session
