"""Which ceilings a request meets, and which of them bites: per destination, account and network address (R6, R18).

Subjects are keyed digests, each for one purpose, so that no row tells an address or can stand for another one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from secinfo_desktop.backend.services.ports import Check, CodeKeys
from secinfo_desktop.backend.services.records import Flow, Sends
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.domain import limits
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import ACCOUNT_CEILINGS, OPEN_CEILINGS, PEER_CEILINGS, Allowance, Ceiling, Scope

FAILURES = {
    Scope.DESTINATION: Failure.TOO_SOON,
    Scope.ACCOUNT: Failure.TOO_MANY_FOR_ACCOUNT,
    Scope.PEER: Failure.TOO_MANY_FROM_HERE,
}


@dataclass(frozen=True)
class Counted:
    """One subject beside the destination that a send counts under."""

    scope: Scope
    subject: str
    ceilings: tuple[Ceiling, ...]


class SendLimits:
    """The limits of sends, and of looking accounts up, with one pack's ceilings for destinations."""

    def __init__(self, keys: CodeKeys, ceilings: Sequence[Ceiling]) -> None:
        self._keys = keys
        self._ceilings = tuple(ceilings)
        self._for_all = limits.for_all(ceilings)
        self._for_strangers = limits.for_strangers(ceilings)

    def window_start(self, now: datetime) -> datetime:
        """Nothing before it counts."""
        return now - max(limits.LONGEST_WINDOW, *(ceiling.window for ceiling in self._ceilings))

    def counted(self, flow: Flow, peer: str | None) -> tuple[Counted, ...]:
        """What a send counts under beside its destination; nothing for known devices: no stranger can hold them off."""
        if flow.audience is not Disclosure.PUBLIC:
            return ()
        account = Counted(Scope.ACCOUNT, self.of_account(flow.decoy or flow.account_id), ACCOUNT_CEILINGS)
        if peer is None:
            return (account,)
        return (account, Counted(Scope.PEER, self._subject("send peer", peer), PEER_CEILINGS))

    def allowance(self, flow: Flow, sends: Sends, counted: Sequence[Counted], now: datetime) -> Allowance:
        """When the next code may be asked for in this flow, and whose limit that is."""
        if flow.audience is not Disclosure.PUBLIC:
            found = limits.allowance(sends.all, now, self._for_all)
            return replace(found, next_at=max(found.next_at, limits.next_at(sends.known, now, self._ceilings)))
        found = limits.allowance(sends.all, now, self._ceilings)
        strangers = limits.allowance(sends.strangers, now, self._for_strangers)
        found = replace(strangers, next_at=max(found.next_at, strangers.next_at), left=min(found.left, strangers.left))
        for its, times in zip(counted, sends.others, strict=True):
            at = limits.next_at(times, now, its.ceilings)
            if at > found.next_at:
                found = replace(found, next_at=at, scope=its.scope)
        return found

    def opening(self, peer: str, now: datetime) -> tuple[str, Check]:
        """What looking an account up counts under, and the check that refuses too much of it."""
        return self._subject("open", peer), self._no_more_openings(Failure.TOO_MANY_FROM_HERE, now)

    def opening_signed_in(self, account_id: str, now: datetime) -> tuple[str, Check]:
        """What a flow of somebody who is signed in counts under, and the check that refuses too many of them."""
        return self._subject("open signed in", account_id), self._no_more_openings(Failure.TOO_MANY_FOR_ACCOUNT, now)

    def of_account(self, account_id: str) -> str:
        """What sends to all contacts of an account together count under."""
        return self._subject("send account", account_id)

    def _no_more_openings(self, failure: Failure, now: datetime) -> Check:
        def check(openings: Sequence[datetime]) -> None:
            at = limits.next_at(openings, now, OPEN_CEILINGS)
            if at > now:
                raise Refused(failure, at - now)

        return check

    def _subject(self, purpose: str, of: str) -> str:
        return self._keys.digest(f"{purpose}\n{of}")
