"""Status callbacks of an API of the shape of Twilio's: signed with the account's secret, or not believed."""

import base64
import hmac
from collections.abc import Sequence
from urllib.parse import parse_qsl

from secinfo_desktop.backend.delivery.reports import NotGenuine, Received
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason

SIGNATURE = "x-twilio-signature"
_MOST_FIELDS = 100
_NOT_ARRIVED = frozenset({"undelivered", "failed"})
_BY_CODE = {
    **dict.fromkeys(("30003", "30036"), Reason.NOT_REACHED),
    **dict.fromkeys(("30005", "30006"), Reason.ADDRESS_UNKNOWN),
    **dict.fromkeys(("30004", "30007", "30034"), Reason.REFUSED),
}
"""Of the codes of a message that did not arrive: out of reach or too late; no such line, or one that takes no texts;
blocked or filtered. The others tell nothing of the person's phone."""

Fields = Sequence[tuple[str, str]]


class StatusCallbacks:
    """Reads callbacks that came to an address below ``base``, which is the one that the API was told."""

    def __init__(self, base: str, secret: str) -> None:
        self._base = base
        self._secret = secret.encode()

    def __call__(self, received: Received) -> Delivery | None:
        """What a callback says of the message whose path it came on; None if that is nothing final.

        Raises:
            NotGenuine: its signature is not the account's.
        """
        fields = parse_qsl(received.body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        url = f"{self._base}{received.path}{f'?{received.query}' if received.query else ''}"
        right = signature(url, fields, self._secret)
        if not hmac.compare_digest(received.headers.get(SIGNATURE, "").encode(), right.encode()):
            raise NotGenuine
        return _meaning(dict(fields))


def signature(url: str, fields: Fields, secret: bytes) -> str:
    """How such a callback is signed: HMAC-SHA1 over the address and all fields, sorted by name, without a gap."""
    signed = url + "".join(name + value for name, value in sorted(fields))
    return base64.b64encode(hmac.digest(secret, signed.encode(), "sha1")).decode()


def _meaning(fields: dict[str, str]) -> Delivery | None:
    status = fields.get("MessageStatus", "")
    if status == "delivered":
        return Delivery(DeliveryState.DELIVERED)
    if status in _NOT_ARRIVED:
        return Delivery(DeliveryState.UNDELIVERED, _BY_CODE.get(fields.get("ErrorCode", "")))
    return None
