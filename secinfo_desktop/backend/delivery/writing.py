"""Writes a message in full when it is sent: who, what, and the code made anew from its key (security rule 5)."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from secinfo_desktop import texts
from secinfo_desktop.backend.services.codes import code_of
from secinfo_desktop.backend.services.ports import Accounts, CodeKeys, Flows
from secinfo_desktop.backend.services.records import Contact, Letter, MessageKind, QueuedMessage, SentCode
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.providers import ProviderPack


class NotWritable(LookupError):  # noqa: N818 - named for what is the case
    """What a message speaks of is gone: its contact, its code or the code's key."""


@dataclass(frozen=True)
class Style:
    """How messages of this service sound: language, and the zone of the times in them (None: this computer's)."""

    language: str = "en"
    zone: tzinfo | None = None


class Writer:
    """Writes the letters of one provider."""

    def __init__(self, accounts: Accounts, flows: Flows, keys: CodeKeys, pack: ProviderPack, style: Style) -> None:
        self._accounts = accounts
        self._flows = flows
        self._keys = keys
        self._pack = pack
        self._style = style

    def write(self, message: QueuedMessage) -> Letter:
        """The letter for a row of the outbox.

        Raises:
            NotWritable: something that it speaks of is gone.
        """
        account = self._accounts.with_id(message.account_id)
        contact = account.contact(message.contact_id) if account else None
        if contact is None:
            raise NotWritable(message.id)
        return self._letter(message, contact, self._values(message))

    def _letter(self, message: QueuedMessage, contact: Contact, values: dict[str, Any]) -> Letter:
        by_text = contact.channel is Channel.SMS
        return Letter(
            id=message.id,
            message_id=message.message_id,
            channel=contact.channel,
            destination=contact.value,
            sender_name=self._pack.text_sender if by_text else self._pack.sender_name,
            sender=self._pack.text_sender if by_text else self._pack.sender_address,
            subject="" if by_text else self._say(message.kind, "subject", values),
            text=self._say(message.kind, "text" if by_text else "mail", values),
            written_at=message.queued_at,
        )

    def _say(self, kind: MessageKind, part: str, values: dict[str, Any]) -> str:
        return texts.say(f"message.{kind}.{part}", self._style.language, **values)

    def _values(self, message: QueuedMessage) -> dict[str, Any]:
        pack = {"brand": self._pack.brand, "name": self._pack.name, "help": self._pack.help_name}
        if message.kind is MessageKind.PASSWORD_CHANGED:
            return {
                **pack,
                "at": clock_time(message.queued_at, self._style),
                "day": day(message.queued_at, self._style),
            }
        code = self._flows.code(message.code_id or "")
        if code is None:
            raise NotWritable(message.id)
        return {**pack, **self._code_values(code)}

    def _code_values(self, code: SentCode) -> dict[str, Any]:
        digits = code_of(code, self._keys)
        return {
            "code": f"{digits[:3]} {digits[3:]}",
            "tag": code.issued.tag,
            "until": clock_time(code.issued.ends_at, self._style),
        }


def clock_time(at: datetime, style: Style) -> str:
    """A time of day with its zone, as it stands in a message ("14:17 CET")."""
    return at.astimezone(style.zone).strftime("%H:%M %Z")


def day(at: datetime, style: Style) -> str:
    """A date as it stands in a message ("2026-11-22": the same in every language)."""
    return at.astimezone(style.zone).date().isoformat()
