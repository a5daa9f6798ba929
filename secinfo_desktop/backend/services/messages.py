"""Makes the rows of the outbox: what is to be said to whom, with an identity that stays the same over repeats."""

from dataclasses import replace
from datetime import datetime
from random import Random

from secinfo_desktop.backend.services.records import MessageKind, QueuedMessage, SentCode
from secinfo_desktop.domain.contacts import domain_of
from secinfo_desktop.domain.delivery import DeliveryState
from secinfo_desktop.domain.providers import ProviderPack

ID_BYTES = 16


class Messages:
    """Makes messages of one provider."""

    def __init__(self, random: Random, pack: ProviderPack) -> None:
        self._random = random
        self._domain = domain_of(pack.sender_address)

    def code(self, account_id: str, code: SentCode, now: datetime) -> QueuedMessage:
        """The message that carries a code the way it was asked for last; it is worth nothing after the code's end.

        Where the typed contact was wrong it is withheld: the same row, which nobody ever sends (security rule 4).
        """
        message = self._message(MessageKind.CODE, account_id, code.contact_id, now, code)
        return message if code.typed_right else replace(message, state=DeliveryState.WITHHELD)

    def password_changed(self, account_id: str, contact_id: str, now: datetime) -> QueuedMessage:
        """The notice that the password was changed, with what to do if it was not the owner (R14)."""
        return self.notice(MessageKind.PASSWORD_CHANGED, account_id, contact_id, now)

    def notice(self, kind: MessageKind, account_id: str, contact_id: str, now: datetime) -> QueuedMessage:
        """The notice that something was changed, with what to do if it was not the owner (R14)."""
        return self._message(kind, account_id, contact_id, now, None)

    def _message(
        self, kind: MessageKind, account_id: str, contact_id: str, now: datetime, code: SentCode | None
    ) -> QueuedMessage:
        its_id = self._random.randbytes(ID_BYTES).hex()
        return QueuedMessage(
            id=its_id,
            kind=kind,
            account_id=account_id,
            contact_id=contact_id,
            message_id=f"<{its_id}@{self._domain}>",
            due_at=now,
            queued_at=now,
            code_id=code.issued.id if code else None,
            channel=code.channel if code else None,
            ends_at=code.issued.ends_at if code else None,
        )
