"""What the simulated person does in one turn, and how a play ends."""

from dataclasses import dataclass, field

from secinfo_desktop.domain.contacts import Channel, MaskedContact
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.ports import Purpose
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


@dataclass(frozen=True)
class OpensThere:
    """Types the account's name on the provider's page."""

    name: str = field(repr=False)
    purpose: Purpose = Purpose.RECOVER


@dataclass(frozen=True)
class AsksThere:
    """Asks for a code on the provider's page; ``typed`` is the contact in full, None asks for another one.

    ``channel`` is the way, None the contact's own.
    """

    contact: MaskedContact
    typed: str | None = field(repr=False)
    channel: Channel | None = None


@dataclass(frozen=True)
class TypesThere:
    """Types a code on the provider's page."""

    code: str = field(repr=False)


@dataclass(frozen=True)
class SetsThere:
    """Sets the new password on the provider's page."""

    password: str = field(repr=False)


There = OpensThere | AsksThere | TypesThere | SetsThere
"""What is done on the provider's own pages, beside the app."""

Move = Says | Does | Waits | There


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
