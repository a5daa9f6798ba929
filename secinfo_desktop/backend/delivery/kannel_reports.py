"""What Kannel's reports mean: the network's ``stat:`` and ``err:`` first, for Kannel's own types lump them together."""

import re
from urllib.parse import parse_qs

from secinfo_desktop.backend.delivery.reports import NotGenuine, Received
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason

_ARRIVED, _DID_NOT, _NOT_TAKEN = "1", "2", "16"
_STAT = re.compile(r"\bstat:([A-Z]{4,8})\b")
_ERR = re.compile(r"\berr:([0-9A-Fa-f]{1,8})\b")
_NACK = re.compile(r"\ANACK/(?:0x)?([0-9A-Fa-f]{1,8})(?:/|\Z)")
_NOT_ARRIVED = DeliveryState.UNDELIVERED
_BY_STAT = {
    "DELIVRD": Delivery(DeliveryState.DELIVERED),
    "EXPIRED": Delivery(_NOT_ARRIVED, Reason.NOT_REACHED),
    "DELETED": Delivery(_NOT_ARRIVED),
    "REJECTD": Delivery(_NOT_ARRIVED, Reason.REFUSED),
}
"""SMPP 3.4, appendix B: the states of a receipt. UNDELIV is told apart by ``err:``, all others are no end."""
_UNDELIVERABLE = "UNDELIV"
_BY_ERR = {
    **dict.fromkeys((1, 5, 9), Reason.ADDRESS_UNKNOWN),
    **dict.fromkeys((6, 27, 31, 32), Reason.NOT_REACHED),
    **dict.fromkeys((11, 13, 21), Reason.REFUSED),
}
"""What most networks put there: the errors of 3GPP TS 29.002 (absent, barred, unknown ...), in decimal digits."""
_BY_NACK = dict.fromkeys((0x0A, 0x0B), Reason.ADDRESS_UNKNOWN)
"""SMPP 3.4, 5.1.3: an address that is none. Every other refusal is one without a word that we know."""


def read(received: Received) -> Delivery | None:
    """What a report says of the message whose path it came on; None if that is nothing final.

    Raises:
        NotGenuine: it is no report of Kannel's.
    """
    if received.method != "GET":
        raise NotGenuine
    asked = parse_qs(received.query, keep_blank_values=True, max_num_fields=8)
    kind, said = (asked.get(name, [""])[-1] for name in ("type", "said"))
    if not kind.isdecimal():
        raise NotGenuine
    return _meaning(kind, said)


def _meaning(kind: str, said: str) -> Delivery | None:
    if stat := _STAT.search(said):
        return Delivery(_NOT_ARRIVED, _why(said)) if stat[1] == _UNDELIVERABLE else _BY_STAT.get(stat[1])
    if kind == _NOT_TAKEN:
        nack = _NACK.search(said)
        return Delivery(_NOT_ARRIVED, _BY_NACK.get(int(nack[1], 16), Reason.REFUSED) if nack else Reason.REFUSED)
    return {_ARRIVED: Delivery(DeliveryState.DELIVERED), _DID_NOT: Delivery(_NOT_ARRIVED)}.get(kind)


def _why(said: str) -> Reason | None:
    err = _ERR.search(said)
    return _BY_ERR.get(int(err[1])) if err and err[1].isdecimal() else None
