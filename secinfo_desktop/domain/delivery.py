"""What became of a message: the states of a delivery, and what the guide may take from them."""

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
