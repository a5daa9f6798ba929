"""Sends texts through an API of the shape of Twilio's Messages: forms in, JSON out, a refusal has a code of its own."""

import base64
import json
from datetime import timedelta
from urllib.parse import quote, urlencode

from secinfo_desktop.backend.delivery.exchange import Incoming, Outgoing
from secinfo_desktop.backend.delivery.gateway_transport import GatewayTransport
from secinfo_desktop.backend.delivery.text_gateway import let_in, time_left
from secinfo_desktop.backend.delivery.transport import NotEver, NotNow
from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.domain.delivery import DeliveryState, Reason

SECOND = timedelta(seconds=1)
LONGEST_VALIDITY = timedelta(hours=4)
_VERSION = "2010-04-01"
_SERVICE = "MG"
"""How the id of a messaging service begins, which stands for a pool of senders."""
_QUEUE_FULL = 21611
_WRONG_WITH_CONTACT = {
    **dict.fromkeys((21211, 21214, 21217, 21614), Reason.ADDRESS_UNKNOWN),
    **dict.fromkeys((21610, 21612), Reason.REFUSED),
}
"""Codes that speak of the recipient's number: none, not reachable, no mobile, has said STOP, no way there."""


class MessagesApiTransport(GatewayTransport):
    """Hands letters to such an API."""

    def send(self, letter: Letter) -> DeliveryState:
        """Hand a letter over; ACCEPTED means that the API took it.

        Raises:
            NotNow: it can't be reached, does not let us in, or has too much to do.
            NotEver: it refuses the letter for good, or what it carries has ended.
        """
        body = urlencode(self._form(letter)).encode()
        answer = self._exchange(Outgoing("POST", self._at("/Messages.json"), self._headers(), body))
        if answer.status in (200, 201):
            return DeliveryState.ACCEPTED
        let_in(answer.status)
        raise _refusal(_code(answer))

    def knock(self) -> None:
        """See whether the API knows us; nothing is sent.

        Raises:
            NotNow: it can't be reached, or does not let us in.
        """
        answer = self._exchange(Outgoing("GET", self._at(".json"), self._headers()))
        if answer.status != 200:
            raise NotNow(str(answer.status))

    def _at(self, what: str) -> str:
        return f"{self._gateway.url}/{_VERSION}/Accounts/{quote(self._gateway.user, safe='')}{what}"

    def _headers(self) -> dict[str, str]:
        login = base64.b64encode(f"{self._gateway.user}:{self._gateway.password}".encode()).decode()
        return {"Authorization": f"Basic {login}", "Content-Type": "application/x-www-form-urlencoded"}

    def _form(self, letter: Letter) -> dict[str, str]:
        left, sender = time_left(letter, self._clock, SECOND), self._gateway.sender_of(letter)
        form = {"To": letter.destination, "Body": letter.text}
        form["MessagingServiceSid" if _is_service(sender) else "From"] = sender
        if left is not None:
            form["ValidityPeriod"] = str(min(left, LONGEST_VALIDITY) // SECOND)
        if self._report_to is not None:
            form["StatusCallback"] = self._report_to(letter.id)
        return form


def _is_service(sender: str) -> bool:
    return sender.startswith(_SERVICE) and len(sender) == 34


def _code(answer: Incoming) -> int | None:
    try:
        code = json.loads(answer.body).get("code")
    except (ValueError, AttributeError, RecursionError):
        return None
    return code if isinstance(code, int) else None


def _refusal(code: int | None) -> NotEver | NotNow:
    if code == _QUEUE_FULL:
        return NotNow(str(code))
    reason = _WRONG_WITH_CONTACT.get(code or 0)
    return NotEver(DeliveryState.FAILED) if reason is None else NotEver(DeliveryState.BOUNCED, reason)
