"""What the first page says of kept cases, as data. So little is loaded before the first paint."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from secinfo_desktop.domain.outcomes import Outcome
    from secinfo_desktop.recovery.start import Start


class KeptLine(NamedTuple):
    """A kept case: its trouble or its story, whose account it is about, how and when it ended or was left."""

    case_id: str
    start: "Start"
    at: "datetime"
    story: str | None = None
    has_account: bool = False
    account: str = ""
    """The name behind the choice; "" where there is none, or none any more."""
    is_practice: bool = False
    outcome: "Outcome | None" = None
    until: "datetime | None" = None
    """For so long the person had to stop."""


class PutAside(NamedTuple):
    """A file that could not be read, by its name; ``is_newer`` if a newer version of the app has written it."""

    name: str
    is_newer: bool = False


class KeptLines(NamedTuple):
    """All that is kept, the newest first; where it lies; and what could not be read."""

    cases: tuple[KeptLine, ...] = ()
    place: str = ""
    put_aside: tuple[PutAside, ...] = ()
