"""Sends texts through Kannel's ``sendsms``.

It is asked by POST: user, password, number and text are in headers and body, and so in no address that anybody logs.
"""

from datetime import timedelta

from secinfo_desktop.backend.delivery.exchange import Outgoing
from secinfo_desktop.backend.delivery.gateway_transport import GatewayTransport
from secinfo_desktop.backend.delivery.text_gateway import let_in, time_left
from secinfo_desktop.backend.delivery.transport import NotEver
from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.domain.delivery import DeliveryState
from secinfo_desktop.domain.segments import is_basic

MINUTE = timedelta(minutes=1)
_REPORTS = "type=%d&said=%A"
"""What Kannel is to put into the address of a report: its own type, and the network's words."""
_WANTED = 1 + 2 + 16
"""Kannel's bits: it arrived, it did not, the network did not take it. Others tell nothing that is not known."""
_BASIC, _UCS2 = "0", "2"
_ACCEPTED = 202
_NO_RECIPIENT = 400


class KannelTransport(GatewayTransport):
    """Hands letters to a Kannel."""

    def send(self, letter: Letter) -> DeliveryState:
        """Hand a letter over; ACCEPTED means that Kannel took it, which it does with any number.

        Raises:
            NotNow: it can't be reached, does not let us in, or is busy.
            NotEver: it refuses the letter, or what it carries ends within the minute that Kannel reckons in.
        """
        headers = {**self._who(), **self._what(letter), **self._reporting(letter)}
        answer = self._exchange(Outgoing("POST", self._gateway.url, headers, letter.text.encode()))
        if answer.status == _ACCEPTED:
            return DeliveryState.ACCEPTED
        let_in(answer.status)
        raise NotEver(DeliveryState.FAILED)

    def knock(self) -> None:
        """See whether Kannel lets us in; without a recipient nothing is sent.

        Raises:
            NotNow: it can't be reached, or does not let us in.
        """
        headers = {**self._who(), "Content-Type": "text/plain"}
        answer = self._exchange(Outgoing("POST", self._gateway.url, headers, b"."))
        if answer.status != _NO_RECIPIENT:
            let_in(answer.status)

    def _who(self) -> dict[str, str]:
        return {"X-Kannel-Username": self._gateway.user, "X-Kannel-Password": self._gateway.password}

    def _what(self, letter: Letter) -> dict[str, str]:
        left = time_left(letter, self._clock, MINUTE)
        headers = {
            "Content-Type": "text/plain; charset=UTF-8",
            "X-Kannel-To": letter.destination,
            "X-Kannel-From": self._gateway.sender_of(letter),
            "X-Kannel-Coding": _BASIC if is_basic(letter.text) else _UCS2,
        }
        return headers if left is None else {**headers, "X-Kannel-Validity": str(left // MINUTE)}

    def _reporting(self, letter: Letter) -> dict[str, str]:
        if self._report_to is None:
            return {}
        return {
            "X-Kannel-DLR-Mask": str(_WANTED),
            "X-Kannel-DLR-URL": f"{self._report_to(letter.id)}?{_REPORTS}",
        }
