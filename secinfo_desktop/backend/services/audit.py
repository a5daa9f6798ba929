"""What goes into the audit log: every security event, who, what and when. Nothing in it is a secret or a contact.

Somebody is an account's id, a network address a keyed digest, what happened a word of a fixed list.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.ports import CodeKeys, StoreBusy
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.domain.failures import Failure

QUIET_FOR = timedelta(minutes=1)
"""The same wait, hit by the same caller, is noted once in this time: nobody can fill the log by asking on and on."""
MOST_REMEMBERED = 10_000


class AuditKind(StrEnum):
    """What happened."""

    FLOW_OPENED = "flow_opened"
    FLOW_REFUSED = "flow_refused"
    CODE_ASKED = "code_asked"
    CODE_NOT_SENT = "code_not_sent"
    CODE_ACCEPTED = "code_accepted"
    CODE_REFUSED = "code_refused"
    CONTACT_DISABLED = "contact_disabled"
    PASSWORD_SET = "password_set"  # noqa: S105 - the name of an event, not a password
    DEVICES_REVOKED = "devices_revoked"
    DEVICE_KNOWN = "device_known"
    DEVICE_PROVEN = "device_proven"
    """A known computer has raised a flow."""
    DEVICE_REFUSED = "device_refused"
    DEVICE_FORGOTTEN = "device_forgotten"
    RECOVERY_CODE_MADE = "recovery_code_made"
    RECOVERY_CODE_USED = "recovery_code_used"
    RECOVERY_CODE_REFUSED = "recovery_code_refused"
    RECOVERY_CODE_ENDED = "recovery_code_ended"
    """A young one ended with a recovery, for it may have been the thief's."""
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SESSION_REFUSED = "session_refused"
    SESSIONS_ENDED = "sessions_ended"
    SIGNED_OUT = "signed_out"
    CODE_STEP_DONE = "code_step_done"
    PROOF_GIVEN = "proof_given"
    """Fresh proof before a change; the detail is ``password`` or ``code``."""
    PROOF_REFUSED = "proof_refused"
    CHANGE_REFUSED = "change_refused"
    """Somebody who is signed in could not change something: it is frozen, or held, or they were slower than another."""
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an event, not a password
    CONTACT_ADDED = "contact_added"
    CONTACT_PROVEN = "contact_proven"
    """A contact counts from now on."""
    CONTACT_VERIFIED = "contact_verified"
    """A contact that counts was shown to work still."""
    CONTACT_REMOVED = "contact_removed"
    CONTACT_USED = "contact_used"
    """It was chosen what a contact is used for."""
    OPTION_SWITCHED = "option_switched"
    SECOND_STEP_CHOSEN = "second_step_chosen"
    NOTICE_GIVEN = "notice_given"
    """The first notice "can you still receive a code?"."""
    NOTICE_SKIPPED = "notice_skipped"
    REPLACEMENT_STARTED = "replacement_started"
    REPLACEMENT_REFUSED = "replacement_refused"
    NEW_INFO_ENTERED = "new_info_entered"
    REPLACEMENT_TOLD = "replacement_told"
    """A notice of a waiting period went to everybody; the detail is its kind."""
    REPLACEMENT_CANCELLED = "replacement_cancelled"
    """The detail is what was shown: a code of an old contact, or a notice's cancel code."""
    REPLACEMENT_FINISHED = "replacement_finished"
    REPLACEMENT_LAPSED = "replacement_lapsed"
    FLOW_GONE = "flow_gone"
    """Somebody came with the handle of no open flow."""
    DOOR_REFUSED = "door_refused"
    """A request that was not let in at all: without the token, or under another name of this computer."""
    ACCOUNT_ADDED = "account_added"
    TABLE_PUT = "table_put"
    """Somebody who runs the service put a learnt table of the guide there; the detail is its checklist."""
    TABLE_TAKEN_BACK = "table_taken_back"
    STAFF_ADDED = "staff_added"
    STAFF_ENDED = "staff_ended"
    """Somebody does not work at the helpdesk any more."""
    STAFF_SIGNED_IN = "staff_signed_in"
    STAFF_SIGN_IN_REFUSED = "staff_sign_in_refused"
    STAFF_SIGNED_OUT = "staff_signed_out"
    STAFF_REFUSED = "staff_refused"
    """Somebody came without a session of staff, or their role was not enough."""
    CASE_OPENED = "case_opened"
    """The detail of this and the following is the case's number, with one word more where there is a choice."""
    CASE_TAKEN = "case_taken"
    CASE_ACCOUNT_NAMED = "case_account_named"
    CASE_HANDED_OVER = "case_handed_over"
    CASE_CLOSED = "case_closed"
    CASE_EXPORTED = "case_exported"
    CASE_ERASED = "case_erased"
    CASE_SHARED = "case_shared"
    """A caller's app has asked for a join number."""
    CASE_JOINED = "case_joined"
    JOIN_REFUSED = "join_refused"
    AGENT_ALLOWED = "agent_allowed"
    AGENT_NOT_ALLOWED = "agent_not_allowed"
    """The caller did not let the agent in."""
    SHARING_ENDED = "sharing_ended"
    CALLER_ASKED = "caller_asked"
    """An agent has begun to verify the caller; the detail is how, and for what."""
    CALLER_VERIFIED = "caller_verified"
    CALLER_NOT_VERIFIED = "caller_not_verified"
    """A number was wrong, or a way to verify was not there."""
    APPROVAL_ASKED = "approval_asked"
    APPROVAL_GIVEN = "approval_given"
    APPROVAL_REFUSED = "approval_refused"
    FACTS_SHOWN = "facts_shown"
    STAFF_ACTED = "staff_acted"
    """Staff did something to the account of a verified caller; the detail is what."""
    STAFF_ACT_REFUSED = "staff_act_refused"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    UNKNOWN = "unknown"
    """What is read in a log and was not written by this program, or by a newer one."""


@dataclass(frozen=True)
class AuditEvent:
    """One event; ``detail`` is a word of the program's own: a channel, a failure, a count."""

    kind: AuditKind
    at: datetime
    account_id: str | None = None
    peer: str | None = None
    detail: str = ""
    session: str | None = None
    """The id of the session in which it was done."""
    staff: str | None = None
    """Who of the helpdesk did it."""


class AuditTrail(Protocol):
    """Where events are kept that happened outside any other transaction; the others are kept with their own."""

    def record(self, event: AuditEvent) -> None:
        """Keep an event, durably."""
        ...


_NOTED = frozenset(
    {
        Failure.UNKNOWN_ACCOUNT,
        Failure.CODE_WRONG,
        Failure.CODE_EXPIRED,
        Failure.CODE_SUPERSEDED,
        Failure.CODE_USED,
        Failure.TOO_MANY_GUESSES,
        Failure.TOO_SOON,
        Failure.TOO_MANY_FOR_ACCOUNT,
        Failure.TOO_MANY_FROM_HERE,
        Failure.SIGN_IN_WRONG,
        Failure.SIGN_IN_TOO_SOON,
        Failure.NOT_SIGNED_IN,
        Failure.FLOW_ENDED,
        Failure.RECOVERY_CODE_WRONG,
        Failure.DEVICE_UNKNOWN,
        Failure.FROZEN,
        Failure.REMOVAL_HELD,
        Failure.OLD_CONTACT_NEEDED,
        Failure.STAFF_DECIDES,
        Failure.CANCEL_CODE_WRONG,
        Failure.CLAIM_WRONG,
        Failure.NOT_STAFF,
        Failure.ROLE_TOO_LOW,
        Failure.JOIN_NUMBER_WRONG,
        Failure.NUMBER_WRONG,
        Failure.CANT_VERIFY_SO,
        Failure.CALLER_NOT_VERIFIED,
        Failure.APPROVAL_NEEDED,
        Failure.APPROVAL_OVER,
        Failure.OWN_APPROVAL,
    }
)
"""Refusals that somebody who looks after accounts wants to see; slips of the hand are none."""
_CHEAP = frozenset({Failure.NOT_SIGNED_IN, Failure.FLOW_ENDED, Failure.NOT_STAFF, Failure.ROLE_TOO_LOW})
"""Anybody can be refused so, as often as they like: noted like waits, once a minute."""


class Auditor:
    """Makes events and notes refusals. Safe under threads."""

    def __init__(self, trail: AuditTrail, keys: CodeKeys, clock: Clock) -> None:
        self._trail = trail
        self._keys = keys
        self._clock = clock
        self._waits: OrderedDict[tuple[str | None, ...], datetime] = OrderedDict()
        self._lock = threading.Lock()

    def event(
        self,
        kind: AuditKind,
        account_id: str | None,
        peer: str | None,
        detail: str = "",
        *,
        session: str | None = None,
        staff: str | None = None,
    ) -> AuditEvent:
        """An event of this moment; ``peer`` is a network address, which is kept as a digest."""
        mark = None if peer is None else self._keys.digest(f"audit peer\n{peer}")
        return AuditEvent(kind, self._clock(), account_id, mark, detail, session, staff)

    def note(self, event: AuditEvent) -> None:
        """Note what was done without a transaction of its own."""
        self._trail.record(event)

    @contextmanager
    def refusals(
        self,
        kind: AuditKind,
        account_id: str | None,
        peer: str | None,
        whom: str | None = None,
        *,
        staff: str | None = None,
    ) -> Iterator[None]:
        """Note the refusal that a block ends with, after its transaction was undone.

        ``whom`` tells apart who is asked about, where the account can't: names that nobody has share one or none, and
        a note that is left out for them alone would tell who has an account. It is kept in memory only, as a digest.
        """
        try:
            yield
        except Refused as refused:
            event = self.event(kind, account_id, peer, refused.failure.value, staff=staff)
            about = self._keys.digest(f"audit about\n{whom or account_id or staff}")
            is_wait = refused.retry_after is not None or refused.failure in _CHEAP
            if refused.failure in _NOTED and not (is_wait and self._is_repeated(event, about)):
                self._trail.record(event)
            raise

    def at_the_door(self, peer: str | None, failure: Failure) -> None:
        """Note a request that was not let in: one a minute, whoever they were, since anybody can send them."""
        event = self.event(AuditKind.DOOR_REFUSED, None, peer, failure.value)
        if not self._is_repeated(replace(event, peer=None), ""):
            with suppress(StoreBusy):  # it was answered already, whatever becomes of the note
                self._trail.record(event)

    def _is_repeated(self, event: AuditEvent, about: str) -> bool:
        """True for a wait that the same caller has met within the last minute, about the same account."""
        same = (event.kind, about, event.peer, event.detail)
        with self._lock:
            last = self._waits.get(same)
            if last is not None and last <= event.at < last + QUIET_FOR:
                return True
            self._waits[same] = event.at
            self._waits.move_to_end(same)
            if len(self._waits) > MOST_REMEMBERED:
                self._waits.popitem(last=False)
            return False
