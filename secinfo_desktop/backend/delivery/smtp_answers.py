"""What a relay's answers mean: only their numbers are read. A fault of the relay, or of ours, is nobody's bounce."""

import re
from enum import Enum, auto

from secinfo_desktop.backend.delivery.transport import NotEver, NotNow
from secinfo_desktop.domain.delivery import DeliveryState, Reason

NOT_LET_IN = frozenset({530, 534, 535, 538})
"""RFC 4954, §6: the relay wants to know who we are, or in another way."""
_DETAILED = re.compile(r"5\.(\d{1,3}\.\d{1,3})(?!\d)")
_BY_DETAIL = {
    **dict.fromkeys(("1.1", "1.2", "1.3", "1.6", "1.10"), Reason.ADDRESS_UNKNOWN),
    **dict.fromkeys(("1.0", "2.0", "2.1"), Reason.REFUSED),
    "2.2": Reason.MAILBOX_FULL,
}
"""Enhanced status codes (RFC 3463, RFC 7505) that speak of the recipient's address or mailbox; no others do."""
_BY_CODE = {
    550: Reason.REFUSED,
    551: Reason.ADDRESS_UNKNOWN,
    552: Reason.MAILBOX_FULL,
    553: Reason.ADDRESS_UNKNOWN,
}
"""RFC 5321, §4.2.3, where the relay says no more about a recipient."""


class About(Enum):
    """What a relay was asked."""

    SENDER = auto()
    RECIPIENT = auto()
    TEXT = auto()


def check(code: int, said: bytes | str, about: About) -> None:
    """Take an answer.

    Raises:
        NotNow: try again later; so it is where the relay does not let us in, for no letter is lost by it.
        NotEver: BOUNCED where the contact is what is wrong, else FAILED.
    """
    if code < 400:
        return
    if code < 500 or code in NOT_LET_IN:
        raise NotNow(str(code))
    reason = _wrong_with_contact(code, said, about)
    raise NotEver(DeliveryState.FAILED) if reason is None else NotEver(DeliveryState.BOUNCED, reason)


def _wrong_with_contact(code: int, said: bytes | str, about: About) -> Reason | None:
    detailed = _DETAILED.match(said.decode("latin-1") if isinstance(said, bytes) else said)
    if about is About.SENDER:
        return None
    if detailed:
        return _BY_DETAIL.get(detailed[1])
    return _BY_CODE.get(code) if about is About.RECIPIENT else None
