"""Sends e-mail through an SMTP relay: plain text, a stable Message-ID, every wait bounded, TLS where asked for."""

import logging
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from secinfo_desktop.backend.clock import Clock, system_time
from secinfo_desktop.backend.delivery.smtp_answers import About, check
from secinfo_desktop.backend.delivery.transport import NotEver, NotNow
from secinfo_desktop.backend.delivery.trust import system_trust
from secinfo_desktop.backend.log import details
from secinfo_desktop.backend.security import Security
from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.domain.contacts import domain_of
from secinfo_desktop.domain.delivery import DeliveryState

_log = logging.getLogger(__name__)
TIMEOUT = timedelta(seconds=10)
"""For each answer of the relay."""
_OTHER_LETTERS = ("SMTPUTF8", "BODY=8BITMIME")
"""RFC 6531: what is asked of a relay for a recipient whose name has other letters than a to z."""


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


class SmtpTransport:
    """Hands letters to a relay, one connection each."""

    def __init__(
        self,
        relay: Relay,
        timeout: timedelta = TIMEOUT,
        trust: Callable[[], ssl.SSLContext] = system_trust,
        clock: Clock = system_time,
    ) -> None:
        self._relay = relay
        self._timeout = timeout
        self._trust = trust
        self._clock = clock

    def send(self, letter: Letter) -> DeliveryState:
        """Hand a letter over; ACCEPTED means that the relay took it.

        Raises:
            NotNow: the relay can't be reached, has no TLS, does not let us log in, or says 4xx.
            NotEver: the relay says 5xx to the letter, or what it carries has ended meanwhile.
        """
        try:
            self._hand_over(letter)
        except smtplib.SMTPResponseException as error:
            if error.smtp_code >= 500:
                _log.warning("the relay does not let us in", extra=details(status=error.smtp_code))
            raise NotNow(str(error.smtp_code)) from None  # our mistake or theirs: no letter is lost by it
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
        connection = self._connection(name)
        try:
            self._introduce(connection)
            connection.ehlo_or_helo_if_needed()
            self._say(connection, letter)
        finally:
            with suppress(OSError, smtplib.SMTPException):  # whatever it says to that, the letter's fate is decided
                connection.quit()
            connection.close()

    def _say(self, connection: smtplib.SMTP, letter: Letter) -> None:
        message = mail(letter)
        recipient = _recipient(message)
        has_other_letters = not recipient.isascii()
        if has_other_letters and not connection.has_extn("smtputf8"):
            raise NotEver(DeliveryState.FAILED)
        check(*connection.mail(letter.sender, _OTHER_LETTERS if has_other_letters else ()), About.SENDER)
        check(*connection.rcpt(recipient), About.RECIPIENT)
        if letter.ends_at is not None and self._clock() >= letter.ends_at:
            raise NotEver(DeliveryState.EXPIRED, None)  # saying hello may have taken long
        try:
            check(*connection.data(message.as_bytes(policy=SMTP.clone(utf8=has_other_letters))), About.TEXT)
        except smtplib.SMTPDataError as error:
            check(error.smtp_code, error.smtp_error, About.TEXT)

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
    message["From"] = _address(letter.sender, letter.sender_name)
    message["To"] = _address(letter.destination)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    return message


def _recipient(message: EmailMessage) -> str:
    return str(message["To"].addresses[0].addr_spec)


def _address(address: str, name: str = "") -> Address:
    """A domain as every relay takes it (RFC 5891); what stands before it may have any letters (RFC 6531)."""
    import idna  # few addresses need it

    local, _, domain = address.rpartition("@")
    return Address(name, local, domain if domain.isascii() else idna.encode(domain, uts46=True).decode())
