"""What became of a message: the states of a delivery, why it did not arrive, and what the guide may take from them."""

from dataclasses import dataclass
from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a message is. ACCEPTED means that a network took it, never that it arrived."""

    QUEUED = "queued"
    SENT = "sent"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    BOUNCED = "bounced"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    EXPIRED = "expired"
    """Not sent any more, because its code had ended."""
    WITHHELD = "withheld"
    """Never to be sent: the typed contact was not the one behind the mask, or nobody is behind it (rule 4)."""


class Reason(StrEnum):
    """Why a message did not arrive: the whole list. Nothing that a network said about it is kept in its own words."""

    ADDRESS_UNKNOWN = "address_unknown"
    MAILBOX_FULL = "mailbox_full"
    REFUSED = "refused"
    """Turned away by a filter, a rule, or without a word that we know."""
    NOT_REACHED = "not_reached"
    """The phone was off, full or out of reach as long as its network tried."""
    NOT_TAKEN = "not_taken"
    """Nobody took it as long as it was worth trying."""
    NOT_WRITABLE = "not_writable"
    """What it speaks of is gone, such as its code's key."""
    FAULT = "fault"
    """The program itself broke over it again and again."""


@dataclass(frozen=True)
class Delivery:
    """What became of one message."""

    state: DeliveryState
    reason: Reason | None = None


_EVIDENCE = {
    DeliveryState.ACCEPTED: "accepted",
    DeliveryState.DEFERRED: "accepted",
    DeliveryState.DELIVERED: "delivered",
    DeliveryState.BOUNCED: "bounced",
    DeliveryState.UNDELIVERED: "bounced",
    DeliveryState.FAILED: "failed",
}


def evidence(state: DeliveryState) -> str | None:
    """The guide's ``delivery_status`` for a state; None while nothing is known yet."""
    return _EVIDENCE.get(state)


def is_final(state: DeliveryState) -> bool:
    """True if the worker has nothing more to do for a message in this state."""
    return state not in (DeliveryState.QUEUED, DeliveryState.DEFERRED)


_BEFORE_THE_END = frozenset((DeliveryState.QUEUED, DeliveryState.SENT, DeliveryState.ACCEPTED, DeliveryState.DEFERRED))
_REPLACED_BY = {
    DeliveryState.DELIVERED: frozenset(DeliveryState) - {DeliveryState.DELIVERED, DeliveryState.WITHHELD},
    DeliveryState.UNDELIVERED: _BEFORE_THE_END,
}


def replaced_by(reported: DeliveryState) -> frozenset[DeliveryState]:
    """The states in which a message takes a network's report; reports overtake each other and come more than once.

    That it arrived is the last word, also about what we had given up; that it did not is one before any other end.
    """
    return _REPLACED_BY.get(reported, frozenset())
