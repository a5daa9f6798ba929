"""An account's security info as its owner sees it: everything masked here, in the service (B6)."""

from datetime import datetime

from secinfo_desktop.backend.services.account_state import AccountState, KeptContact, SignInName
from secinfo_desktop.backend.services.gate import Gate, Inside, Needs
from secinfo_desktop.backend.services.names import OWN_NAME, kind_of
from secinfo_desktop.domain import masks, waiting_period
from secinfo_desktop.domain.contact_rules import is_old
from secinfo_desktop.domain.security_info import (
    ContactState,
    Replacement,
    ReplacementState,
    SecurityContact,
    SecurityInfo,
    SessionStage,
    SignInOption,
)
from secinfo_desktop.domain.security_policy import SecurityRules
from secinfo_desktop.domain.waiting_period import PeriodState

TO_READ = Needs(frozenset({SessionStage.OPEN, SessionStage.VERIFY}))
"""Who has to verify a contact first sees which ones there are, and may add another (B23)."""


class Overview:
    """Tells signed-in people of their security info."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def info(self, token: str, *, peer: str | None = None) -> tuple[SecurityInfo, datetime]:
        """Everything about an account's security info, and the moment.

        Raises:
            Refused: NOT_SIGNED_IN, CODE_STEP_NEEDED, NEW_PASSWORD_FIRST.
        """
        inside = self._gate.look(token, TO_READ, peer=peer)
        return told_info(inside, self._gate.rules), inside.now


def told_info(inside: Inside, rules: SecurityRules) -> SecurityInfo:
    """What somebody who has come in is told."""
    account, now = inside.account, inside.now
    held = account.removal_held_until
    return SecurityInfo(
        contacts=tuple(shown_contact(account, its, rules, now) for its in account.contacts if its.removed_at is None),
        options=tuple(_option(its, account) for its in account.names),
        policy=rules.told(),
        password_changed_at=account.password_changed_at,
        second_step=rules.asks_for_code(account.second_step),
        recovery_code_made_at=account.recovery_code_made_at,
        removal_held_until=held if held is not None and now < held else None,
        fresh_until=inside.fresh_until,
        replacement=_replacement(account, rules, now),
        notice=inside.notice,
        frozen=inside.frozen,
    )


def shown_contact(account: AccountState, its: KeptContact, rules: SecurityRules, now: datetime) -> SecurityContact:
    """A contact, masked, and what it counts for."""
    state = account.state_of(its, now)
    waits = state in (ContactState.NEW, ContactState.LEAVING) and account.replacement is not None
    return SecurityContact(
        contact=its.contact.masked(),
        state=state,
        uses=its.uses,
        added_at=its.added_at,
        proven_at=its.proven_at,
        replaces=its.replaces,
        changes_at=account.replacement.period.ends_at if account.replacement and waits else None,
        is_old=its.counts and is_old(its.counts_since, account.added_at, rules.waiting, now),
    )


def _option(its: SignInName, account: AccountState) -> SignInOption:
    kind = kind_of(its.name)
    mask = masks.mask(kind, its.name) if kind else its.name
    return SignInOption(OWN_NAME if its.id == account.id else its.id, kind, mask, its.is_on)


def _replacement(account: AccountState, rules: SecurityRules, now: datetime) -> Replacement | None:
    if account.replacement is None or not account.is_being_replaced(now):
        return None
    period = account.replacement.period
    ready = period.state(now) is PeriodState.READY
    notices = waiting_period.notices_at(period, rules.notices_after)
    state = ReplacementState.READY if ready else ReplacementState.WAITING
    return Replacement(period.requested_at, period.ends_at, notices, state)
