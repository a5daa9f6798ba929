"""The port at which faces open windows: the real desk opens browsers, a test's opens cardboard ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.states import Event


@dataclass(frozen=True)
class Wanted:
    """A session to open: for which account, and where its button leads."""

    which: Which
    target: str


class OpenSessions(Protocol):
    """A stream of what happens to sessions; see ``Sessions``. All but the iteration may come from any thread."""

    @property
    def which(self) -> tuple[Which, ...]:
        """Those that are open now."""

    def __iter__(self) -> Iterator[Event]:
        """What happens, each as soon as it does; ends when all are closed and erased."""

    def close(self) -> None:
        """Ends and erases all of them."""

    def close_one(self, which: Which) -> None:
        """Ends and erases one of them."""

    def show(self, which: Which) -> bool:
        """Brings one's window to the front; False if that can't be done (any more). Takes a moment."""

    def stop(self) -> None:
        """The same."""

    def leave_open(self) -> None:
        """Ends the stream and leaves the browsers as they are."""


class SessionDesk(Protocol):
    """Where sessions are opened. Every call takes a while: make it in a worker."""

    def find(self) -> tuple[Browser, ...]:
        """The browsers that can be opened twice without knowing of each other, the default one first."""

    def open(self, browser: Browser, wanted: Sequence[Wanted], language: str) -> OpenSessions:
        """A stream that opens the sessions as soon as it is read."""

    def look_after(self) -> OpenSessions | None:
        """Erases what earlier sessions have left, and takes on those that are still open, if there are any."""
