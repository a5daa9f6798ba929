"""The rules of a call whose case the caller's app shares: numbers to say, words to compare, proofs that count. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Final

from secinfo_desktop.domain.limits import Ceiling
from secinfo_desktop.domain.staff import NO_PROOF_UNTIL

JOIN_DIGITS: Final = 8
NUMBER_DIGITS: Final = 3
NUMBER_TRIES: Final = 3
MOST_IN_LOG: Final = 2_000
"""Events of one case; a long call has some dozens. Past it the caller adds nothing more."""
OPEN_AGAIN_AFTER: Final = timedelta(seconds=10)
"""A caller's app gets another join number no sooner."""
VERIFY_AGAIN_AFTER: Final = timedelta(seconds=30)
"""Between two numbers of one case: who can guess 3 times of 1,000 may not begin at once again."""
VERIFY_CEILINGS: Final = (Ceiling(6, timedelta(hours=1)),)
"""Numbers of one case: all guesses of an hour together hit one in 56."""
JOINS_OF_ONE: Final = (Ceiling(5, timedelta(minutes=10)), Ceiling(20, timedelta(hours=24)))
"""Wrong join numbers of one agent."""
JOINS_OF_ALL: Final = (Ceiling(60, timedelta(minutes=10)), Ceiling(300, timedelta(hours=24)))
"""Wrong join numbers of everybody together: with 200 numbers open, a day of guesses hits one in 1,600."""
LAST_WORDS_LAST: Final = timedelta(minutes=2)
"""So long after the flow was closed the caller's app may still tell what was said in it."""
WORDS: Final = 256
"""Of a list, at least: two of them are one pair in 65,536."""


class Side(StrEnum):
    """Who has added an event to the log of a case."""

    CALLER = "caller"
    AGENT = "agent"
    SERVICE = "service"


class LiveWord(StrEnum):
    """What becomes of a shared call; the service's own events."""

    JOINED = "joined"
    ALLOWED = "allowed"
    REFUSED = "refused"
    NUMBER_ASKED = "number_asked"
    VERIFIED = "verified"
    HANDED_OVER = "handed_over"
    TAKEN = "taken"
    CLOSED = "closed"
    ENDED = "ended"


class SharedState(StrEnum):
    """Where a shared case stands for the caller."""

    WAITING = "waiting"
    ASKED = "asked"
    LIVE = "live"
    ENDED = "ended"


def new_number(random: Random, digits: int) -> str:
    """A number to be said, with its leading zeros."""
    return f"{random.randrange(10**digits):0{digits}d}"


def digits_of(typed: str, digits: int) -> str | None:
    """The digits of a number as somebody typed it; None if they are too many, too few, or something else is there."""
    bare = "".join(sign for sign in typed if sign not in " -.\u00a0\u202f")
    return bare if len(bare) == digits and bare.isascii() and bare.isdigit() else None


def word_pair(mark: str, words: Sequence[str]) -> tuple[str, str]:
    """The two words that stand for a keyed digest (hexadecimal): always different ones."""
    first = int(mark[:16], 16) % len(words)
    second = int(mark[16:32], 16) % (len(words) - 1)
    return words[first], words[second + (second >= first)]


def proves(since: datetime | None, now: datetime) -> bool:
    """True for a contact that has counted long enough to prove who somebody is; a clock set back proves nothing."""
    return since is not None and now - since >= NO_PROOF_UNTIL
