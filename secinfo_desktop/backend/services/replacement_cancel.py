"""Cancelling a replacement of all security info (B13): with a notice's cancel code, or a code to an old contact."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services import cancel_codes
from secinfo_desktop.backend.services.account_state import Changed, KeptContact
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind, Auditor
from secinfo_desktop.backend.services.decoys import Decoys
from secinfo_desktop.backend.services.flow_acts import works
from secinfo_desktop.backend.services.gate import PAST_CODE, Inside, Needs
from secinfo_desktop.backend.services.names import sign_in_names
from secinfo_desktop.backend.services.ports import Accounts, CodeKeys, Sessions
from secinfo_desktop.backend.services.records import QueuedMessage
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.replacement import staff_for
from secinfo_desktop.backend.services.replacement_notices import ReplacementNotices
from secinfo_desktop.backend.services.replacing import (
    CancelledBy,
    Cancelling,
    Replacements,
    ReplacementStanding,
)
from secinfo_desktop.domain import waiting_period
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import SIGN_IN_HERE, SIGN_IN_PEER, Patience

_NOWHERE = "this computer"
"""Stands for the address where there is only one caller: the app that has started the service."""


def cancelling(notices: ReplacementNotices, by: CancelledBy, now: datetime, *, flags: bool = False) -> Cancelling:
    """What cancels an open replacement; it refuses with NO_REPLACEMENT or STAFF_DECIDES."""

    def tell(standing: ReplacementStanding) -> Sequence[QueuedMessage]:
        if problem := waiting_period.cancel_problem(standing.period, standing.cancelled, now):
            raise Refused(problem, staff_for(problem, standing, now))
        return notices.cancelled(standing, now)

    return Cancelling(tell, by, flags)


@dataclass(frozen=True)
class CancelAct:
    """What a code does that was sent to an old contact to cancel, and was given back by who is signed in.

    Never frozen; also for who has to choose a new password first.
    """

    notices: ReplacementNotices
    audit: Auditor
    needs: Needs = PAST_CODE

    def may_aim(self, inside: Inside, contact: KeptContact) -> bool:
        """To a contact of the old set: a new one proves nothing yet."""
        if not inside.account.is_being_replaced(inside.now):
            raise Refused(Failure.NO_REPLACEMENT)
        return contact.counts

    def use(self, inside: Inside, contact: KeptContact, peer: str | None) -> Changed:
        """Cancel; the contact works, and everybody is told."""
        event = self.audit.event(AuditKind.REPLACEMENT_CANCELLED, inside.account.id, peer, CancelledBy.CONTACT)
        deed = cancelling(self.notices, CancelledBy.CONTACT, inside.now)
        after = replace(works(inside.account, contact, inside), replacement=None)
        return Changed(after, events=(event,), replacement=deed)


class CancelByCode:
    """Cancels with the 20 signs of a notice, for whoever can read one: without a session, and opening none.

    The account is flagged, so that its next sign-in chooses a new password: somebody who knows the old one has begun
    what is cancelled. ``on_queued`` is called after messages have been queued.
    """

    def __init__(
        self,
        accounts: Accounts,
        replacements: Replacements,
        sessions: Sessions,
        notices: ReplacementNotices,
        keys: CodeKeys,
        clock: Clock,
        audit: Auditor,
        on_queued: Callable[[], None],
        region: str,
        decoys: Decoys | None = None,
    ) -> None:
        self._accounts = accounts
        self._replacements = replacements
        self._sessions = sessions
        self._notices = notices
        self._keys = keys
        self._clock = clock
        self._audit = audit
        self._on_queued = on_queued
        self._region = region
        self._decoys = decoys

    def cancel(self, account_name: str, typed: str, *, peer: str | None = None) -> datetime:
        """Cancel with the code of a notice, for a name that one signs in with. A try is counted before it is looked at.

        Raises:
            Refused: CANCEL_CODE_WRONG, the same for an unknown name; TOO_MANY_FROM_HERE; STAFF_DECIDES.
        """
        names, now = sign_in_names(account_name, self._region), self._clock()
        name = names[-1]
        account = self._accounts.signs_in_as(names, self._nobodys(name))
        account_id = account.id if account else ""
        with self._audit.refusals(AuditKind.REPLACEMENT_REFUSED, account_id or None, peer, name):
            self._count_try(name, now, peer)
            standing = self._replacements.standing(account_id)
            if not self._is_code(typed, standing, now):
                raise Refused(Failure.CANCEL_CODE_WRONG)
            event = self._audit.event(AuditKind.REPLACEMENT_CANCELLED, account_id, peer, CancelledBy.CODE)
            deed = cancelling(self._notices, CancelledBy.CODE, now, flags=True)
            self._cancel(account_id, deed, now, event)
        self._on_queued()
        return now

    def _nobodys(self, name: str) -> str:
        """The hidden row that is read for a name that nobody has, so that reading takes as long as for any other."""
        return self._decoys.account_id(self._decoys.mark(name)) if self._decoys else ""

    def _cancel(self, account_id: str, deed: Cancelling, now: datetime, event: AuditEvent) -> None:
        try:
            self._replacements.do(account_id, deed, now, event)
        except Refused as refused:
            if refused.failure is not Failure.NO_REPLACEMENT:
                raise
            raise Refused(Failure.CANCEL_CODE_WRONG) from None  # somebody was quicker: it cancels nothing any more

    def _is_code(self, typed: str, standing: ReplacementStanding | None, now: datetime) -> bool:
        """The same work whether there is something to cancel or not."""
        newest = standing.newest if standing else None
        is_right = cancel_codes.is_cancel_code(typed, newest.id if newest else "", self._keys)
        return newest is not None and newest.period.is_open(now) and is_right

    def _count_try(self, name: str, now: datetime, peer: str | None) -> None:
        here = peer or _NOWHERE
        pair, everybody = (self._keys.digest(f"cancel try\n{its}") for its in (f"{name}\n{here}", here))
        patience = {pair: SIGN_IN_HERE} | ({everybody: SIGN_IN_PEER} if peer else {})

        def check(tries: Sequence[Sequence[datetime]], _was_here: bool) -> None:
            _refuse_hasty(patience, tries, now)

        self._sessions.count_try(list(patience), pair, now, check)


def _refuse_hasty(patience: dict[str, Patience], tries: Sequence[Sequence[datetime]], now: datetime) -> None:
    waits = (its.next_at(failed, now) for its, failed in zip(patience.values(), tries, strict=True))
    if (at := max(waits)) > now:
        raise Refused(Failure.TOO_MANY_FROM_HERE, at - now)
