"""Sends e-mail through an SMTP relay: plain text, a stable Message-ID, every wait bounded, TLS where asked for."""

import logging
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from secinfo_desktop.backend.delivery.transport import NotEver, NotNow
from secinfo_desktop.backend.log import details
from secinfo_desktop.backend.security import Security
from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.domain.contacts import domain_of
from secinfo_desktop.domain.delivery import DeliveryState, Reason

_log = logging.getLogger(__name__)
TIMEOUT = timedelta(seconds=10)
"""For each answer of the relay."""
_DETAILED = re.compile(r"5\.(\d{1,3}\.\d{1,3})(?!\d)")
_BY_DETAIL = {
    **dict.fromkeys(("1.1", "1.2", "1.3", "1.6", "1.10"), Reason.ADDRESS_UNKNOWN),
    "2.2": Reason.MAILBOX_FULL,
}
"""Enhanced status codes (RFC 3463, RFC 7505): what is wrong with the recipient's address or mailbox."""
_BY_CODE = {551: Reason.ADDRESS_UNKNOWN, 552: Reason.MAILBOX_FULL, 553: Reason.ADDRESS_UNKNOWN}
"""RFC 5321 4.2.3, where the relay says no more; 550 stands for a filter as well as for an unknown name."""


@dataclass(frozen=True)
class Login:
    """How the service says who it is; only ever over TLS, or on this computer."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Relay:
    """Where mail is handed in."""

    host: str
    port: int
    security: Security = Security.NONE
    login: Login | None = None


def system_trust() -> ssl.SSLContext:
    """Believes the authorities that this computer trusts, as the app does."""
    import truststore  # only those who use TLS load it

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class SmtpTransport:
    """Hands letters to a relay, one connection each."""

    def __init__(
        self,
        relay: Relay,
        timeout: timedelta = TIMEOUT,
        trust: Callable[[], ssl.SSLContext] = system_trust,
    ) -> None:
        self._relay = relay
        self._timeout = timeout
        self._trust = trust

    def send(self, letter: Letter) -> DeliveryState:
        """Hand a letter over; ACCEPTED means that the relay took it.

        Raises:
            NotNow: the relay can't be reached, has no TLS, does not let us log in, or says 4xx.
            NotEver: the relay says 5xx to the letter.
        """
        try:
            self._hand_over(letter)
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError, smtplib.SMTPHeloError) as error:
            _log.warning("the relay does not let us in", extra=details(status=error.smtp_code))
            raise NotNow(str(error.smtp_code)) from None  # our mistake or theirs: no letter is lost by it
        except smtplib.SMTPRecipientsRefused as error:
            raise _refusal(*min(error.recipients.values())) from None
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code, error.smtp_error) from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotNow(type(error).__name__) from None
        return DeliveryState.ACCEPTED

    def _hand_over(self, letter: Letter) -> None:
        name = domain_of(letter.sender)  # says hello with a name of its own, so that no name service is asked
        with self._connection(name) as connection:
            if self._relay.security is Security.STARTTLS:
                connection.starttls(context=self._trust())
            if login := self._relay.login:
                connection.login(login.user, login.password)
            connection.send_message(mail(letter))

    def _connection(self, name: str) -> smtplib.SMTP:
        relay, seconds = self._relay, self._timeout.total_seconds()
        if relay.security is Security.TLS:
            return smtplib.SMTP_SSL(relay.host, relay.port, name, timeout=seconds, context=self._trust())
        return smtplib.SMTP(relay.host, relay.port, name, seconds)


def mail(letter: Letter) -> EmailMessage:
    """The letter as a message (RFC 5322) with one text part."""
    message = EmailMessage(SMTP)
    message["From"] = Address(letter.sender_name, addr_spec=letter.sender)
    message["To"] = Address(addr_spec=letter.destination)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    return message


def _refusal(code: int, said: bytes | str) -> NotNow | NotEver:
    return NotEver(DeliveryState.BOUNCED, _reason(code, said)) if code >= 500 else NotNow(str(code))


def _reason(code: int, said: bytes | str) -> Reason:
    """Of what a relay says only its numbers are read."""
    text = said.decode("latin-1") if isinstance(said, bytes) else said
    detailed = _DETAILED.match(text)
    return _BY_DETAIL.get(detailed[1], Reason.REFUSED) if detailed else _BY_CODE.get(code, Reason.REFUSED)
