"""What can be said of sessions while they live, and how their opening ends."""

from dataclasses import dataclass
from enum import StrEnum

from secinfo_desktop.browsers.marks import Which


class State(StrEnum):
    """One session's state."""

    OPENING = "opening"
    OPEN = "open"
    DID_NOT_START = "did_not_start"
    CLOSED = "closed"
    ERASED = "erased"
    COULD_NOT_ERASE = "could_not_erase"


class Verdict(StrEnum):
    """What was proven of the sessions together."""

    SEPARATE = "separate"
    """They share nothing, and nothing of them reached the disk."""
    NOT_PRIVATE = "not_private"
    """They share nothing, but traces stay until they are erased: a rule of this computer forbids private windows."""
    SHARED = "shared"
    """They share their cookies: both were closed again."""
    DID_NOT_START = "did_not_start"
    NO_PLACE = "no_place"
    """No folder for them could be made: the disk is full, or closed to writing. No other browser would do better."""


@dataclass(frozen=True)
class SessionChanged:
    """One session has another state."""

    which: Which
    state: State


@dataclass(frozen=True)
class Judged:
    """What holds for all sessions that are open."""

    verdict: Verdict


@dataclass(frozen=True)
class CanBeShown:
    """An open session's window can be brought to the front."""

    which: Which


Event = SessionChanged | Judged | CanBeShown
OVER = frozenset({State.ERASED, State.COULD_NOT_ERASE})
"""After these a session is over."""
