"""What the simulated person does in one turn, and how a play ends."""

from dataclasses import dataclass, field

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.said import Said


@dataclass(frozen=True)
class Says:
    """Says something on the page, after thinking for so many seconds."""

    what: Said
    after: float = 0.0


@dataclass(frozen=True)
class Does:
    """Carries an action of the guide out in the world; it takes so many seconds."""

    deed: str
    seconds: float


@dataclass(frozen=True)
class Waits:
    """Lets time pass."""

    seconds: float


Move = Says | Does | Waits


@dataclass(frozen=True)
class Turn:
    """A page that the person sees, and what they do about it."""

    frame: Frame = field(repr=False)
    move: Move | None
    """None on the last page."""


@dataclass(frozen=True)
class Played:
    """How a play ended. ``steps`` counts the different steps of the guide that were shown."""

    scenario: str
    cause: str
    outcome: Outcome
    steps: int
    found_cause: str | None


class PlayError(Exception):
    """The play did not end as one can end: it went in circles, or the way to the service failed. Holds no secret."""
