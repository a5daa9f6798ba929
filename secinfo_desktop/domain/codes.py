"""Codes: how long they live, and which one counts (security rule 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DIGITS = 6
MOST_GUESSES = 5
"""Guesses for all codes of one flow together (NIST SP 800-63B-4 §3.1.3.2 asks for a limit; design rule 5 sets it)."""
MOST_FAILED_IN_A_ROW = 100
"""Consecutive wrong guesses at one contact, over all flows, before it is disabled (NIST SP 800-63B-4 §3.2.2)."""
LONGEST_FLOW = timedelta(minutes=60)
"""A recovery flow lives at most this long, proven or not; no code outlives its flow."""
MOST_LIVE = 2
CLOCK_SLACK = timedelta(seconds=60)
"""How far a service's clock may be put back, or those of its computers differ, while what was begun goes on (R21).

What was begun later than that from now is over: else a clock that is set back would let it live longer.
"""
TAG_LETTERS = "ABCDEFGHKLMNPRSTUVWXYZ"
"""Letters of a tag: none that is taken for another or for a digit (I, J, O, Q are left out)."""


class CodeState(StrEnum):
    """What has become of a code, told apart inside its flow only."""

    LIVE = "live"
    USED = "used"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class IssuedCode:
    """What the service remembers of a code: everything but the code itself."""

    id: str
    tag: str
    kid: str
    asked_at: datetime
    ends_at: datetime
    used_at: datetime | None = None


def state(code: IssuedCode, newer: int, now: datetime) -> CodeState:
    """The state of a code behind which ``newer`` later codes stand in the same flow.

    Two live codes at most (rule 5): the third supersedes the first. A clock that ran back is no excuse: a code from
    the future is expired (``CLOCK_SLACK``).
    """
    if code.used_at is not None:
        return CodeState.USED
    if newer >= MOST_LIVE:
        return CodeState.SUPERSEDED
    return CodeState.LIVE if code.asked_at - CLOCK_SLACK <= now < code.ends_at else CodeState.EXPIRED


def is_past_half(code: IssuedCode, now: datetime) -> bool:
    """True once more than half of a code's life is over: then a repeat sends a new code (rule 5)."""
    return now - code.asked_at > (code.ends_at - code.asked_at) / 2


def to_repeat(codes: Sequence[IssuedCode], now: datetime) -> IssuedCode | None:
    """The code that asking again sends once more, from a flow's codes oldest first; None asks for a new one."""
    if not codes:
        return None
    newest = codes[-1]
    live = state(newest, 0, now) is CodeState.LIVE
    return newest if live and not is_past_half(newest, now) else None
