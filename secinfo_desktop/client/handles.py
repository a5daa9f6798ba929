"""Where the handles of flows are kept between two starts of the app: a port, for the client keeps nothing itself."""

from typing import Protocol


class HandleKeeper(Protocol):
    """Keeps one handle for each case. A handle is a secret; who keeps none makes people ask for a new code."""

    def keep(self, case_id: str, handle: str) -> None:
        """Keeps the handle of a case in place of an earlier one; never raises."""

    def handle(self, case_id: str) -> str | None:
        """The handle of a case; None if none is kept, or none can be read."""

    def forget(self, case_id: str) -> None:
        """Lets the handle of a case go; never raises."""


class NoHandles:
    """Keeps none: the flow ends with the app."""

    def keep(self, case_id: str, handle: str) -> None:
        """Keeps nothing."""

    def handle(self, case_id: str) -> str | None:  # noqa: ARG002 - whichever case it is
        """None."""
        return None

    def forget(self, case_id: str) -> None:
        """Has nothing to forget."""
