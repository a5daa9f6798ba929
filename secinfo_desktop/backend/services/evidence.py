"""What the service knows about a flow's messages, and who may hear it (security rule 3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from secinfo_desktop.backend.services.records import Flow
from secinfo_desktop.domain import delivery
from secinfo_desktop.domain.delivery import Delivery, Reason
from secinfo_desktop.domain.disclosure import Disclosure

ACCEPTED, THROTTLED = "accepted", "throttled"
FEW = 3
"""From 2 to this many requests are "few"; more are "many"."""


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence in the guide's words, with the least audience that may know it."""

    id: str
    value: str
    disclosure: Disclosure
    reason: Reason | None = None


def gather(flow: Flow, deliveries: Sequence[Delivery], *, is_throttled: bool = False) -> tuple[Evidence, ...]:
    """The evidence that a flow's audience may know; ``deliveries`` are those of its code messages, oldest first.

    ``is_throttled``: no request is left for now, so that the next one would be refused by a limit.
    """
    found = (_requests(flow.asked), _delivery(deliveries, is_throttled=is_throttled))
    return tuple(piece for piece in found if piece and flow.audience.may_see(piece.disclosure))


def _requests(asked: int) -> Evidence | None:
    if asked == 0:
        return None
    value = "one" if asked == 1 else "few" if asked <= FEW else "many"
    return Evidence("requests", value, Disclosure.PUBLIC)


def _delivery(deliveries: Sequence[Delivery], *, is_throttled: bool) -> Evidence | None:
    """What became of the last message; that nothing more goes out counts for more than that a network took it."""
    newest = deliveries[-1] if deliveries else None
    known = delivery.evidence(newest.state) if newest else None
    if is_throttled and known in (None, ACCEPTED):
        known = THROTTLED
    if known is None:
        return None
    return Evidence("delivery_status", known, Disclosure.KNOWN_DEVICE, newest.reason if newest else None)
