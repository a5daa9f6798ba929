"""How a service says no: one exception that carries a failure of the domain's vocabulary and nothing secret."""

from datetime import timedelta

from secinfo_desktop.domain.failures import Failure


class Refused(Exception):  # noqa: N818 - named for what happened to the request; it is an answer, not a mistake
    """The service answers with a failure; ``retry_after`` says how long it stands, where time alone mends it."""

    def __init__(self, failure: Failure, retry_after: timedelta | None = None) -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.retry_after = retry_after
