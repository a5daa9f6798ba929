"""What a handler gets."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_records import StaffSession
from secinfo_desktop.contract.structs import Message
from secinfo_desktop.domain.failures import Failure


@dataclass(frozen=True)
class Call:
    """What comes with a request beside its body. ``peer`` is None where there is one caller, known by its token."""

    flow: str = field(default="", repr=False)
    session: str = field(default="", repr=False)
    bearer: str = field(default="", repr=False)
    """What stands behind ``Bearer`` in ``Authorization``; the door has looked at it where it is the app's."""
    peer: str | None = None
    staff: str = field(default="", repr=False)
    """The token of a session of staff."""
    live_case: str = field(default="", repr=False)
    """The caller's handle of a shared case."""
    case: str = ""
    """The case that an agent names where there is no body."""
    signed_in: StaffSession | None = None
    """Who of the helpdesk calls; there for every endpoint that has a least role, and looked at before its handler."""

    @property
    def agent(self) -> StaffSession:
        """Who of the helpdesk calls.

        Raises:
            Refused: NOT_STAFF, where the table of endpoints asks for no role.
        """
        if self.signed_in is None:
            raise Refused(Failure.NOT_STAFF)
        return self.signed_in


Handler = Callable[[Any, Call], Message]
"""Takes the decoded request (None if the endpoint has none) and what comes with it."""
