"""A door that lets one account's person in, or refuses as it is told to."""

from dataclasses import dataclass, field

from secinfo_desktop.backend.services.door import Inside
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import Area

SESSION = "the session of whoever is in"


@dataclass
class OpenDoor:
    """Whoever comes is signed in to the account, with fresh proof, and nothing is frozen."""

    account_id: str
    session_id: str = "session"
    refuses: Failure | None = None
    asked: list[Area | None] = field(default_factory=list)

    def look(self, _session: str, *, peer: str | None = None) -> Inside:  # noqa: ARG002 - from anywhere
        """Lets in."""
        return Inside(self.session_id, self.account_id)

    def change(self, session: str, area: Area | None, *, peer: str | None = None) -> Inside:
        """Lets in, unless it refuses changes."""
        self.asked.append(area)
        if self.refuses is not None:
            raise Refused(self.refuses)
        return self.look(session, peer=peer)
