"""Writes a message in full when it is sent: who, what, and the code made anew from its key (security rule 5)."""

from dataclasses import dataclass
from datetime import datetime

from secinfo_desktop.backend.delivery.message_words import MessageWords, ShownCode, Written
from secinfo_desktop.backend.services.cancel_codes import cancel_code
from secinfo_desktop.backend.services.codes import code_of
from secinfo_desktop.backend.services.ports import Accounts, CodeKeys, Flows
from secinfo_desktop.backend.services.records import Contact, Letter, MessageKind, QueuedMessage, SentCode
from secinfo_desktop.backend.services.replacing import Replacements
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.crockford import grouped
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.domain.security_info import SessionPurpose

_OF_ITS_END = frozenset({MessageKind.REPLACEMENT_READY, MessageKind.NEW_INFO_READY})
_CAN_CANCEL = frozenset({MessageKind.REPLACEMENT_STARTED, MessageKind.REPLACEMENT_WAITS, MessageKind.REPLACEMENT_READY})
_OF_WAITING = _OF_ITS_END | _CAN_CANCEL | {MessageKind.NEW_INFO_NAMED}


class NotWritable(LookupError):  # noqa: N818 - named for what is the case
    """What a message speaks of is gone: its contact, its code or the code's key."""


@dataclass(frozen=True)
class Style:
    """How messages of this service sound."""

    language: str = "en"


class Writer:
    """Writes the letters of one provider."""

    def __init__(
        self,
        accounts: Accounts,
        flows: Flows,
        replacements: Replacements,
        keys: CodeKeys,
        pack: ProviderPack,
        style: Style,
    ) -> None:
        self._accounts = accounts
        self._flows = flows
        self._replacements = replacements
        self._keys = keys
        self._words = MessageWords(pack, style.language)
        self._pack = pack

    def write(self, message: QueuedMessage, at: datetime) -> Letter:
        """The letter for a row of the outbox as it leaves at a time.

        Raises:
            NotWritable: something that it speaks of is gone.
        """
        contact = self._accounts.contact(message.contact_id)
        if contact is None:
            raise NotWritable(message.id)
        if message.kind is not MessageKind.CODE:
            values = self._values(message) if message.kind in _OF_WAITING else {}
            return self._letter(message, contact, self._words.notice(message.kind, contact.channel, **values))
        code = self._flows.code(message.code_id or "")
        if code is None or not _may_get(contact, code):
            raise NotWritable(message.id)
        shown = ShownCode(code_of(code, self._keys), code.issued.tag, code.issued.ends_at - at, code.purpose)
        return self._letter(message, contact, self._words.code(message.channel or contact.channel, shown))

    def _values(self, message: QueuedMessage) -> dict[str, str]:
        """The day and the cancel code in a notice of a waiting period: written now, kept nowhere (B13)."""
        told = self._replacements.told_at(message.account_id, message.queued_at)
        if told is None:
            raise NotWritable(message.id)
        at = told.period.lapses_at if message.kind in _OF_ITS_END else told.period.ends_at
        values = {"date": self._words.day(at)}
        if message.kind in _CAN_CANCEL:
            values["code"] = grouped(cancel_code(told.id, self._keys))
        return values

    def _letter(self, message: QueuedMessage, contact: Contact, written: Written) -> Letter:
        channel = message.channel or contact.channel
        by_phone = channel is not Channel.EMAIL
        return Letter(
            id=message.id,
            message_id=message.message_id,
            channel=channel,
            destination=contact.value,
            sender_name=self._pack.text_sender if by_phone else self._pack.sender_name,
            sender=self._pack.text_sender if by_phone else self._pack.sender_address,
            subject=written.subject,
            text=written.text,
            written_at=message.queued_at,
            ends_at=message.ends_at,
        )


def _may_get(contact: Contact, code: SentCode) -> bool:
    """One that does not count yet gets codes that are to prove it, and no other; a removed one gets none (B7)."""
    return contact.counts or (not contact.is_gone and code.purpose == SessionPurpose.VERIFY)
