"""Sends e-mail through an SMTP relay: plain text, a stable Message-ID, every wait bounded, TLS where asked for."""

import logging
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
from secinfo_desktop.domain.delivery import DeliveryState

_log = logging.getLogger(__name__)
TIMEOUT = timedelta(seconds=10)
"""For each answer of the relay."""


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
            raise _refusal(min(code for code, _ in error.recipients.values())) from None
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code) from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotNow(type(error).__name__) from None
        return DeliveryState.ACCEPTED

    def knock(self) -> None:
        """See whether the relay lets us in; nothing is sent.

        Raises:
            NotNow: it can't be reached, has no TLS, or does not let us log in.
        """
        try:
            with self._connection("localhost") as connection:
                self._introduce(connection)
        except smtplib.SMTPResponseException as error:
            raise NotNow(str(error.smtp_code)) from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotNow(type(error).__name__) from None

    def _hand_over(self, letter: Letter) -> None:
        name = domain_of(letter.sender)  # says hello with a name of its own, so that no name service is asked
        with self._connection(name) as connection:
            self._introduce(connection)
            connection.send_message(mail(letter))

    def _introduce(self, connection: smtplib.SMTP) -> None:
        if self._relay.security is Security.STARTTLS:
            connection.starttls(context=self._trust())
        if login := self._relay.login:
            connection.login(login.user, login.password)

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


def _refusal(code: int) -> NotNow | NotEver:
    return NotEver(DeliveryState.BOUNCED) if code >= 500 else NotNow(str(code))
