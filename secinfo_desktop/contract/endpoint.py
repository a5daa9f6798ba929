"""One call of the contract."""

from dataclasses import dataclass

from secinfo_desktop.contract.structs import Message
from secinfo_desktop.domain.failures import Failure

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
    may_repeat: bool = False
    """With an ``Idempotency-Key`` it is done once, and its first answer is given again for a day."""
    practice_only: bool = False

    @property
    def url_path(self) -> str:
        """The path with the version before it."""
        return PREFIX + self.path
