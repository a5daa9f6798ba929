"""Sends e-mail through an SMTP relay: plain text, a stable Message-ID, every wait bounded."""

import smtplib
from dataclasses import dataclass
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from secinfo_desktop.backend.delivery.transport import NotEver, NotNow
from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.domain.contacts import domain_of
from secinfo_desktop.domain.delivery import DeliveryState

TIMEOUT = timedelta(seconds=10)
"""For each answer of the relay."""


@dataclass(frozen=True)
class Relay:
    """Where mail is handed in."""

    host: str
    port: int


class SmtpTransport:
    """Hands letters to a relay, one connection each."""

    def __init__(self, relay: Relay, timeout: timedelta = TIMEOUT) -> None:
        self._relay = relay
        self._timeout = timeout

    def send(self, letter: Letter) -> DeliveryState:
        """Hand a letter over; ACCEPTED means that the relay took it.

        Raises:
            NotNow: the relay can't be reached or says 4xx.
            NotEver: the relay says 5xx.
        """
        try:
            self._hand_over(letter)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refusal(min(code for code, _ in error.recipients.values())) from None
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code) from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotNow(type(error).__name__) from None
        return DeliveryState.ACCEPTED

    def _hand_over(self, letter: Letter) -> None:
        relay = self._relay
        name = domain_of(letter.sender)  # says hello with a name of its own, so that no name service is asked
        with smtplib.SMTP(relay.host, relay.port, name, self._timeout.total_seconds()) as connection:
            connection.send_message(mail(letter))


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
