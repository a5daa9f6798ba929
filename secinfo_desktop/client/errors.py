"""What can go wrong between this app and a service.

    ClientError               whatever it was; ``failure`` says it for decisions
    ├── UnreachableError      no connection, or it broke before the answer was whole
    ├── SlowError             no whole answer within the deadline
    ├── NotUnderstoodError    an answer that the contract does not know: wrong type, too large, a redirect
    └── ProblemError          the service says no; ``retry_after`` counts the seconds until asking again makes sense

None of them holds an address, a body, a header or anything that was sent, and none has a cause that does: what a
library raised (it carries the request, with the token) is left behind.
"""

from secinfo_desktop.domain.failures import Failure


class ClientError(Exception):
    """A call that brought no usable answer."""

    failure = Failure.BROKEN


class UnreachableError(ClientError):
    """No connection, or it broke before the answer was whole."""

    failure = Failure.UNREACHABLE


class SlowError(ClientError):
    """No whole answer within the deadline."""

    failure = Failure.SLOW


class NotUnderstoodError(ClientError):
    """An answer that the contract does not know."""

    failure = Failure.NOT_UNDERSTOOD


class ProblemError(ClientError):
    """The service says no."""

    def __init__(self, failure: Failure, retry_after: float | None = None) -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.retry_after = retry_after
