"""What of an account is frozen, for an organisation's other systems (B11): their billing, our waiting period."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.audit import Auditor
from secinfo_desktop.backend.services.names import normalised_name, sign_in_names
from secinfo_desktop.backend.services.ports import Accounts
from secinfo_desktop.backend.services.records import Account
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.replacing import Replacements
from secinfo_desktop.backend.services.tokens import digest
from secinfo_desktop.domain import waiting_period
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import Area
from secinfo_desktop.domain.security_policy import SecurityRules


@dataclass(frozen=True)
class FrozenNow:
    """The areas of an account that are frozen now, and until when."""

    areas: dict[Area, datetime]
    now: datetime


@dataclass(frozen=True)
class FrozenAreas:
    """Tells who has the token of an organisation's other systems. Without a token nobody is told anything."""

    accounts: Accounts
    replacements: Replacements
    rules: SecurityRules
    region: str
    clock: Clock
    audit: Auditor
    token_digest: str | None = field(default=None, repr=False)

    def of(self, account_name: str, token: str, *, peer: str | None = None) -> FrozenNow:
        """What is frozen of the account with that name: its own, also where nobody signs in with it, or another one.

        Raises:
            Refused: NOT_ALLOWED without the right token, UNKNOWN_ACCOUNT.
        """
        if not hmac.compare_digest(digest(token), self.token_digest or ""):
            self.audit.at_the_door(peer, Failure.NOT_ALLOWED)
            raise Refused(Failure.NOT_ALLOWED)
        account = self.accounts.named(normalised_name(account_name)) or self._by_other_name(account_name)
        standing = self.replacements.standing(account.id) if account else None
        if standing is None:
            raise Refused(Failure.UNKNOWN_ACCOUNT)
        now = self.clock()
        return FrozenNow(waiting_period.frozen(standing.period, self.rules.frozen, now), now)

    def _by_other_name(self, account_name: str) -> Account | None:
        return self.accounts.signs_in_as(sign_in_names(account_name, self.region))
