"""What all text gateways have in common: who we are to them, and how long a text may be on its way."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.delivery.transport import NotEver, NotNow
from secinfo_desktop.backend.log import details
from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.domain.delivery import DeliveryState

_log = logging.getLogger(__name__)
_OUR_MISTAKE = frozenset({401, 403, 404, 405})
"""We are not let in, or nobody is there: settings to be put right, for which no letter is lost."""

ReportAddress = Callable[[str], str]
"""Where the gateway reports on the message with an outbox id: an address of its own, the same for its repeats."""


@dataclass(frozen=True)
class TextGateway:
    """Where texts are handed in, and as whom. ``sender`` is shown instead of the pack's, where the gateway wants it."""

    url: str
    user: str
    password: str = field(repr=False)
    sender: str | None = None

    def sender_of(self, letter: Letter) -> str:
        """Whom a letter is shown to be from."""
        return self.sender or letter.sender


def time_left(letter: Letter, clock: Clock, least: timedelta) -> timedelta | None:
    """How long the networks may keep a letter; None for ever.

    Raises:
        NotEver: what it carries ends in less than ``least``, which is the shortest time that can be asked for.
    """
    if letter.ends_at is None:
        return None
    left = letter.ends_at - clock()
    if left < least:
        raise NotEver(DeliveryState.EXPIRED, None)
    return left


def let_in(status: int) -> None:
    """Take the status of an answer that is no yes.

    Raises:
        NotNow: it says nothing about the letter, which can come again.
    """
    if status in _OUR_MISTAKE:
        _log.warning("the text gateway does not let us in", extra=details(status=status))
    if status in _OUR_MISTAKE or status in (408, 429) or not 400 <= status < 500:
        raise NotNow(str(status))
