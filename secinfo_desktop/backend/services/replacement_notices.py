"""Who is told of a waiting period, and when (B13): everybody at the beginning, after some days, and at its end.

Old contacts, the leaving ones, hear every time and get the cancel code. New ones are not proven: the address may be a
stranger's, through a slip or on purpose. They hear twice, when they are named and when it is their turn, and are told
nothing of the account and no cancel code.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.messages import Messages
from secinfo_desktop.backend.services.records import Contact, MessageKind, QueuedMessage
from secinfo_desktop.backend.services.replacing import Due, Replacements, ReplacementStanding
from secinfo_desktop.domain import waiting_period
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.security_policy import SecurityRules
from secinfo_desktop.domain.waiting_period import PeriodState


class ReplacementNotices:
    """Makes the notices of one service, for the contacts that it has a way to."""

    def __init__(self, messages: Messages, channels: frozenset[Channel]) -> None:
        self._messages = messages
        self._channels = channels

    def started(self, standing: ReplacementStanding, new: Iterable[Contact], now: datetime) -> list[QueuedMessage]:
        """It has been asked for."""
        old = self._to(MessageKind.REPLACEMENT_STARTED, standing, standing.account.contacts, now)
        return [*old, *self._to(MessageKind.NEW_INFO_NAMED, standing, new, now)]

    def waits(self, standing: ReplacementStanding, now: datetime) -> list[QueuedMessage]:
        """It goes on; those who can cancel hear of it."""
        return self._to(MessageKind.REPLACEMENT_WAITS, standing, standing.account.contacts, now)

    def ready(self, standing: ReplacementStanding, now: datetime) -> list[QueuedMessage]:
        """It is time to enter new security info, or to prove what was typed."""
        old = self._to(MessageKind.REPLACEMENT_READY, standing, standing.account.contacts, now)
        return [*old, *self._to(MessageKind.NEW_INFO_READY, standing, _new(standing), now)]

    def cancelled(self, standing: ReplacementStanding, now: datetime) -> list[QueuedMessage]:
        """Nothing changes after all; new contacts are forgotten, and have nothing to do with it any more."""
        return self._to(MessageKind.REPLACEMENT_CANCELLED, standing, standing.account.contacts, now)

    def finished(self, standing: ReplacementStanding, now: datetime) -> list[QueuedMessage]:
        """New contacts have taken the place of the old, which hear of it a last time."""
        everybody = (*standing.account.contacts, *standing.proven)
        return self._to(MessageKind.REPLACEMENT_FINISHED, standing, everybody, now)

    def _to(
        self, kind: MessageKind, standing: ReplacementStanding, contacts: Iterable[Contact], now: datetime
    ) -> list[QueuedMessage]:
        reachable = (contact for contact in contacts if contact.channel in self._channels)
        return [self._messages.notice(kind, standing.account.id, contact.id, now) for contact in reachable]


class DueNotices:
    """The sweep: tells what is due, the newest alone after a long silence, and lets lapse what nobody finished."""

    def __init__(self, replacements: Replacements, notices: ReplacementNotices, rules: SecurityRules) -> None:
        self._replacements = replacements
        self._notices = notices
        self._rules = rules

    def sweep(self, now: datetime) -> bool:
        """Do what is due for a bounded number of accounts; True if there may be more."""
        return self._replacements.sweep(now, lambda standing: self._due(standing, now))

    def _due(self, standing: ReplacementStanding, now: datetime) -> Due:
        period, account_id = standing.period, standing.account.id
        if period is None or not period.is_open(now):
            return Due(None, lapses=True, event=AuditEvent(AuditKind.REPLACEMENT_LAPSED, now, account_id))
        is_ready = period.state(now) is PeriodState.READY
        kind = MessageKind.REPLACEMENT_READY if is_ready else MessageKind.REPLACEMENT_WAITS
        messages = self._notices.ready(standing, now) if is_ready else self._notices.waits(standing, now)
        event = AuditEvent(AuditKind.REPLACEMENT_TOLD, now, account_id, None, kind.value)
        return Due(waiting_period.next_due(period, self._rules.notices_after, now), messages, event=event)


def _new(standing: ReplacementStanding) -> Sequence[Contact]:
    return [its.contact for its in standing.new_info]
