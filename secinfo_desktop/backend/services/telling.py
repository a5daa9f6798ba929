"""Tells every contact of an account what was changed, the one that goes included (R14, B13)."""

from collections.abc import Iterable
from datetime import datetime

from secinfo_desktop.backend.services.account_state import AccountState, KeptContact
from secinfo_desktop.backend.services.messages import Messages
from secinfo_desktop.backend.services.records import Contact, MessageKind, QueuedMessage
from secinfo_desktop.domain.contacts import Channel


class Telling:
    """Writes the notices of one service that has ``channels`` as ways out."""

    def __init__(self, messages: Messages, channels: frozenset[Channel]) -> None:
        self._messages = messages
        self._channels = channels

    def goes_to(self, contact: Contact) -> bool:
        """True if this service has a way to a contact."""
        return contact.channel in self._channels

    def reachable(self, contacts: Iterable[KeptContact]) -> tuple[KeptContact, ...]:
        """Those that this service has a way to."""
        return tuple(its for its in contacts if self.goes_to(its.contact))

    def everybody(
        self, kind: MessageKind, before: AccountState, after: AccountState, now: datetime
    ) -> tuple[QueuedMessage, ...]:
        """A notice to every contact that counted before, or does now. Who never gave a code back is told nothing.

        An address that was mistyped may be a stranger's.
        """
        concerned = {its.id: its for state in (before, after) for its in state.counting}
        return tuple(self._messages.notice(kind, after.id, its.id, now) for its in self.reachable(concerned.values()))
