"""What an agent sees of a verified caller's account: masked, never a code, a tag or a contact in full (R31)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services import call_rules
from secinfo_desktop.backend.services.account_state import AccountState, KeptContact
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.limits import SendLimits
from secinfo_desktop.backend.services.live_records import KeptFacts, KeptMessage, LiveCases
from secinfo_desktop.backend.services.ports import CodeKeys, Flows
from secinfo_desktop.backend.services.records import Sends
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.domain import codes, contacts, limits, live_rules, staff
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.providers import ProviderPack

MOST_GUESSES: Final = codes.MOST_FAILED_IN_A_ROW
MESSAGES_OF: Final = timedelta(days=1)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class ShownContact:
    """A contact, masked (B6)."""

    mask: str
    kind: str
    line_type: str | None
    since: datetime
    proves: bool
    same_provider: bool | None


@dataclass(frozen=True)
class ShownMessage:
    """A message and what became of it."""

    mask: str
    channel: str
    states: tuple[tuple[datetime, str], ...]
    reason: str | None


@dataclass(frozen=True)
class Facts:
    """What the service knows; of a name that nobody has, nothing."""

    contacts: tuple[ShownContact, ...] = ()
    messages: tuple[ShownMessage, ...] = ()
    asked_this_hour: int = 0
    asked_today: int = 0
    wrong_guesses: int = 0
    can_send_at: datetime | None = None
    notice_since: datetime | None = None
    replacement_until: datetime | None = None
    same_account: int = 0


class AccountFacts:
    """The facts of one service."""

    def __init__(
        self, store: LiveCases, flows: Flows, keys: CodeKeys, clock: Clock, audit: Auditor, pack: ProviderPack
    ) -> None:
        self._store, self._flows, self._keys = store, flows, keys
        self._clock, self._audit, self._pack = clock, audit, pack
        self._limits = SendLimits(keys, pack.ceilings)

    @property
    def most(self) -> tuple[int, int]:
        """How many codes can be asked for in an hour and in a day, to one contact."""
        hour, day = (min(its.most for its in self._pack.ceilings if its.window >= window) for window in (_HOUR, _DAY))
        return hour, day

    def of(self, agent: StaffMember, case_id: str, *, peer: str | None = None) -> tuple[Facts, datetime]:
        """The facts, while the caller counts as verified.

        Raises:
            Refused: UNKNOWN_CASE, NOT_YOUR_CASE, CASE_CLOSED, CALLER_NOT_VERIFIED: the same, and as fast, whether there
                is an account.
        """
        now = self._clock()
        standing = call_rules.done(self._store.standing(case_id))
        with self._audit.refusals(AuditKind.STAFF_ACT_REFUSED, None, peer, case_id, staff=agent.id):
            call_rules.led(agent, standing)
            call_rules.verified(standing, now, None)
        account_id = standing.case.account_id or ""
        kept = self._store.facts(account_id, now - MESSAGES_OF)
        self._audit.note(self._audit.event(AuditKind.FACTS_SHOWN, account_id or None, peer, staff=agent.id))
        if kept is None:
            return Facts(), now
        same = self._store.same_account(case_id, account_id, now - staff.REPEATED_WITHIN)
        return self._shown(kept, same, now), now

    def _shown(self, kept: KeptFacts, same: int, now: datetime) -> Facts:
        account, since = kept.account, self._limits.window_start(now)
        sends = {
            its.id: self._flows.sends(self._keys.digest(its.contact.value), since, (self._of_account(account),))
            for its in account.counting
        }
        masks = {its.id: its.contact.masked().mask for its in account.contacts}
        return Facts(
            contacts=tuple(self._contact(its, now) for its in account.counting),
            messages=tuple(_message(its, masks) for its in kept.messages if its.contact_id in masks),
            asked_this_hour=_most_within(sends.values(), now - _HOUR),
            asked_today=_most_within(sends.values(), now - _DAY),
            wrong_guesses=kept.failed,
            can_send_at=self._can_send_at(tuple(sends.values()), now),
            notice_since=account.notice_at,
            replacement_until=account.replacement.period.ends_at
            if account.replacement and account.is_being_replaced(now)
            else None,
            same_account=same,
        )

    def _of_account(self, account: AccountState) -> str:
        return self._limits.of_account(account.id)

    def _can_send_at(self, sends: tuple[Sends, ...], now: datetime) -> datetime | None:
        """When the next code can leave to some contact; None if at once."""
        ceilings = limits.for_strangers(self._pack.ceilings)
        each = [
            max(
                limits.next_at(its.strangers, now, ceilings),
                limits.next_at(its.others[0], now, limits.ACCOUNT_CEILINGS),
            )
            for its in sends
        ]
        at = min(each, default=now)
        return at if at > now else None

    def _contact(self, its: KeptContact, now: datetime) -> ShownContact:
        contact, since = its.contact, its.counts_since or its.added_at
        is_phone = contact.kind is ContactKind.PHONE
        line = contacts.line_type(contact.value).value if is_phone else None
        same = None if is_phone else contacts.domain_of(contact.value) in self._pack.same_provider_domains
        mask = contact.masked().mask
        return ShownContact(mask, contact.kind.value, line, since, live_rules.proves(since, now), same)


def _most_within(sends: Iterable[Sends], since: datetime) -> int:
    """How many codes were asked for to the contact that got most: limits belong to contacts."""
    return max((sum(1 for at in its.all if at > since) for its in sends), default=0)


def _message(its: KeptMessage, masks: dict[str, str]) -> ShownMessage:
    states: tuple[tuple[datetime, str], ...] = ((its.queued_at, "queued"),)
    if its.state != "queued":
        states = (*states, (max(its.changed_at, its.queued_at), its.state))
    return ShownMessage(masks[its.contact_id], its.channel or "", states, its.reason)
