"""A person shares their case with somebody at the helpdesk: what the person's app needs, and what the person sees.

There is no such help by hand: nobody can join a case with a provider that offers no interface (``Account.live_help``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from secinfo_desktop.domain.live_rules import LiveWord, SharedState, Side
from secinfo_desktop.domain.staff import StaffAction
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Event

CAPABILITY = "helpdesk"
"""What a service calls it that has a helpdesk."""


@dataclass(frozen=True)
class Said:
    """An event that one side adds. It is added once for its ``id``, however often it is sent."""

    id: str
    event: Event


@dataclass(frozen=True)
class Logged:
    """An event as it stands in the one log of both sides: ``seq`` counts from 1 without gaps.

    Exactly one of ``event`` (the guide's log) and ``live`` (what becomes of the call) is there. ``who`` is the agent's
    name; "" for the caller and the service.
    """

    seq: int
    id: str
    at: datetime
    by: Side
    who: str = ""
    event: Event | None = None
    live: LiveWord | None = None


@dataclass(frozen=True)
class JoinNumber:
    """What the person says on the phone; ``until`` then an agent can ask to join by it."""

    number: str = field(repr=False)
    until: datetime


@dataclass(frozen=True)
class NumberAsked:
    """The agent reads a number out. Typing it allows ``action``; None: that the agent sees facts, masked."""

    action: StaffAction | None
    until: datetime


@dataclass(frozen=True)
class LiveStanding:
    """Where a shared case stands for the person."""

    state: SharedState
    until: datetime
    """Of the join number, while the case waits."""
    agent: str = ""
    """The name of who asks to join, or was let in."""
    organisation: str = ""
    word_pair: tuple[str, str] | None = field(default=None, repr=False)
    """The agent says them first; the person only compares."""
    number_asked: NumberAsked | None = None
    verified_until: datetime | None = None
    has_claim: bool = False
    """Staff have begun a replacement: the person may enter new security info. The claim is kept where it is used."""


class LogStream(Protocol):
    """What is added to the log, each event as soon as it is there; it connects again by itself.

    Iterating raises ``RefusedError`` if following makes no sense any more; it ends when sharing has ended.
    """

    def __iter__(self) -> Iterator[Logged]:
        """The events after the place at which following began, in their order, each once."""

    def stop(self) -> None:
        """Ends the iteration within a second, even while the service hangs. May come from any thread."""


class LiveHelp(Protocol):
    """Sharing the case of one flow. Every call may take a while and may raise ``RefusedError``.

    What every call but ``open`` meets when nothing is shared, or no longer: NOT_LIVE.
    """

    def open(self, case: Case, said: Sequence[Said], language: str) -> JoinNumber:
        """Shares a case with its log so far (``said``), of which only what everybody may know leaves this computer.

        Opened again it gets another number; refused with TOO_SOON a moment after the one before.
        """

    def standing(self) -> LiveStanding:
        """Where it stands now."""

    def answer(self, *, allow: bool) -> LiveStanding:
        """Lets the agent in who asks, or not. The same answer again changes nothing."""

    def give_number(self, number: str) -> LiveStanding:
        """The number that the agent has read out; NUMBER_WRONG for another one, or after too many."""

    def add(self, said: Sequence[Said]) -> tuple[Logged, ...]:
        """Adds to the log; returns the events as they stand there, also those that were there before."""

    def follow(self, after: int = 0) -> LogStream:
        """What comes after a place in the log. Nothing is asked before it is iterated."""

    def end(self) -> None:
        """Shares it no more: who was let in reads nothing further. Ending it again changes nothing."""
