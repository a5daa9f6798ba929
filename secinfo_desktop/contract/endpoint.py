"""One call of the contract."""

from dataclasses import dataclass

from secinfo_desktop.contract.structs import Message
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import Role

PREFIX = "/v1"


@dataclass(frozen=True)
class Endpoint:
    """One call. ``failures`` are those of its own; any call may also fail as in ``ANY``."""

    name: str
    method: str
    path: str
    request: type[Message] | None
    response: type[Message]
    failures: tuple[Failure, ...] = ()
    needs_flow: bool = False
    needs_session: bool = False
    least_role: Role | None = None
    """Needs a session of staff whose role is at least this one; what else a role may do is in ``domain.staff``."""
    needs_live_case: bool = False
    """Needs the handle that the caller's app got for a shared case."""
    needs_case: bool = False
    """Needs the case named beside the request, because it has no body."""
    streams: bool = False
    """Answers with server-sent events: each a ``response``, its ``seq`` as the id; ``Last-Event-ID`` goes on after."""
    may_repeat: bool = False
    """With an ``Idempotency-Key`` it is done once, and its first answer is given again for a day."""
    practice_only: bool = False

    @property
    def url_path(self) -> str:
        """The path with the version before it."""
        return PREFIX + self.path
