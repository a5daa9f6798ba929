"""Where an agent can work: with the cases of this computer, at an organisation's service, in practice. No face."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from secinfo_desktop.domain.practice_staff import MadeUpAgent
from secinfo_desktop.helpdesk.acts import Ports
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.texts.words import Words

HERE: Final = "here"
"""The id of the place whose cases lie on this computer alone."""


class PlaceKind(StrEnum):
    """What stands behind a place."""

    HERE = "here"
    ORGANISATION = "organisation"
    PRACTICE = "practice"
    """The made-up organisation on the embedded service."""
    TRAINING = "training"
    """A made-up caller: nothing of the call is kept."""


@dataclass(frozen=True)
class Place:
    """One place; ``made_up``: the people who can be chosen there in place of a name and a password."""

    id: str
    name: str
    kind: PlaceKind
    made_up: tuple[MadeUpAgent, ...] = ()
    is_open: bool = True
    """False where somebody has to sign in first."""


@dataclass(frozen=True)
class Workplace:
    """A console at a place. ``clock`` is the time there."""

    place: Place
    console: Console
    ports: Ports
    clock: Callable[[], datetime]


class Workplaces(Protocol):
    """The places that can be gone to here. May take a while; raises ``RefusedError``. Safe from several threads."""

    def places(self) -> tuple[Place, ...]:
        """All that ask for a name or for nothing, this computer first; asks nobody."""

    def stories(self) -> tuple[str, ...]:
        """The made-up callers with whom can be practised."""

    def enter(self, place: Place, words: Words) -> Workplace:
        """A console there; refused with NOT_STAFF if nobody is signed in."""

    def sign_in(self, place: Place, name: str, password: str) -> None:
        """In place of who was signed in before."""

    def sign_out(self, place: Place) -> None:
        """Nobody is signed in there any more, as far as it is known here."""

    def practise(self, story: str, words: Words) -> Workplace:
        """A call from a made-up caller."""
