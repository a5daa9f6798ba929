"""Recent activity for the person whose account it is (B4): the audit log in words that they can use.

The log is written in the transactions that it tells of, so nothing is told that did not happen, and nothing twice.
What followed from another event, or is of no use to a person, is left out. No event holds a contact.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.services.door import Inside
from secinfo_desktop.backend.services.proof_surroundings import ProofSurroundings
from secinfo_desktop.backend.services.records import PastEvent
from secinfo_desktop.domain.recent_activity import MOST_OF_A_SHARE, TOLD_FOR, ActivityEvent
from secinfo_desktop.domain.security_info import Activity, ActivityKind


@dataclass(frozen=True)
class _Told:
    """How a kind of event is told. ``by_anybody``: who knows the account's name, and holds nothing, can cause it."""

    kind: ActivityKind
    event: str
    went_well: bool = True
    by_anybody: bool = False


_Kind, _Event = ActivityKind, ActivityEvent
_TOLD: Final = {
    AuditKind.SIGNED_IN: _Told(_Kind.SIGN_IN, _Event.SIGNED_IN),
    AuditKind.SIGN_IN_REFUSED: _Told(_Kind.SIGN_IN, _Event.SIGN_IN_FAILED, went_well=False, by_anybody=True),
    AuditKind.SIGNED_OUT: _Told(_Kind.SIGN_IN, _Event.SIGNED_OUT),
    AuditKind.SESSIONS_ENDED: _Told(_Kind.SIGN_IN, _Event.SESSIONS_ENDED),
    AuditKind.PROOF_REFUSED: _Told(_Kind.SIGN_IN, _Event.PROOF_REFUSED, went_well=False),
    AuditKind.CODE_ASKED: _Told(_Kind.CODE, "code_asked_{detail}", by_anybody=True),
    AuditKind.CODE_NOT_SENT: _Told(_Kind.CODE, _Event.CODE_NOT_SENT, went_well=False, by_anybody=True),
    AuditKind.CODE_ACCEPTED: _Told(_Kind.CODE, _Event.CODE_ACCEPTED),
    AuditKind.CODE_REFUSED: _Told(_Kind.CODE, _Event.CODE_REFUSED, went_well=False, by_anybody=True),
    AuditKind.CONTACT_DISABLED: _Told(_Kind.CODE, _Event.CONTACT_DISABLED, went_well=False),
    AuditKind.RECOVERY_CODE_MADE: _Told(_Kind.CHANGE, _Event.RECOVERY_CODE_MADE),
    AuditKind.RECOVERY_CODE_USED: _Told(_Kind.RECOVERY, _Event.RECOVERY_CODE_USED),
    AuditKind.RECOVERY_CODE_REFUSED: _Told(
        _Kind.RECOVERY, _Event.RECOVERY_CODE_REFUSED, went_well=False, by_anybody=True
    ),
    AuditKind.RECOVERY_CODE_ENDED: _Told(_Kind.CHANGE, _Event.RECOVERY_CODE_ENDED),
    AuditKind.DEVICE_KNOWN: _Told(_Kind.CHANGE, _Event.COMPUTER_KNOWN),
    AuditKind.DEVICE_FORGOTTEN: _Told(_Kind.CHANGE, _Event.COMPUTER_FORGOTTEN),
    AuditKind.DEVICE_PROVEN: _Told(_Kind.RECOVERY, _Event.COMPUTER_PROVEN),
    AuditKind.DEVICE_REFUSED: _Told(_Kind.RECOVERY, _Event.COMPUTER_REFUSED, went_well=False, by_anybody=True),
    AuditKind.PASSWORD_SET: _Told(_Kind.RECOVERY, _Event.PASSWORD_RESET),
    AuditKind.PASSWORD_CHANGED: _Told(_Kind.CHANGE, _Event.PASSWORD_CHANGED),
    AuditKind.CONTACT_ADDED: _Told(_Kind.CHANGE, "contact_added_{detail}"),
    AuditKind.CONTACT_PROVEN: _Told(_Kind.CHANGE, "contact_proven_{detail}"),
    AuditKind.CONTACT_VERIFIED: _Told(_Kind.CHANGE, "contact_verified_{detail}"),
    AuditKind.CONTACT_REMOVED: _Told(_Kind.CHANGE, "contact_removed_{detail}"),
    AuditKind.CONTACT_USED: _Told(_Kind.CHANGE, _Event.CONTACT_USED),
    AuditKind.OPTION_SWITCHED: _Told(_Kind.CHANGE, "option_switched_{detail}"),
    AuditKind.SECOND_STEP_CHOSEN: _Told(_Kind.CHANGE, "second_step_chosen_{detail}"),
    AuditKind.REPLACEMENT_STARTED: _Told(_Kind.CHANGE, _Event.REPLACEMENT_STARTED),
    AuditKind.REPLACEMENT_REFUSED: _Told(_Kind.CHANGE, _Event.REPLACEMENT_REFUSED, went_well=False, by_anybody=True),
    AuditKind.NEW_INFO_ENTERED: _Told(_Kind.CHANGE, _Event.NEW_INFO_ENTERED),
    AuditKind.REPLACEMENT_CANCELLED: _Told(_Kind.CHANGE, "replacement_cancelled_{detail}"),
    AuditKind.REPLACEMENT_FINISHED: _Told(_Kind.CHANGE, _Event.REPLACEMENT_FINISHED),
    AuditKind.REPLACEMENT_LAPSED: _Told(_Kind.CHANGE, _Event.REPLACEMENT_LAPSED),
}
LEFT_OUT: Final = frozenset(
    {
        AuditKind.FLOW_OPENED,  # whoever asks for a code next is told of
        AuditKind.DEVICES_REVOKED,  # with the password that was set
        AuditKind.CODE_STEP_DONE,  # with the code that was accepted
        AuditKind.PROOF_GIVEN,  # before the change that is told
        AuditKind.CHANGE_REFUSED,  # nothing happened, and whoever tried was told why
        AuditKind.NOTICE_GIVEN,  # by the service itself
        AuditKind.NOTICE_SKIPPED,
        AuditKind.REPLACEMENT_TOLD,  # by a message to everybody
        AuditKind.FLOW_REFUSED,  # of no account
        AuditKind.SESSION_REFUSED,
        AuditKind.FLOW_GONE,
        AuditKind.DOOR_REFUSED,
        AuditKind.ACCOUNT_ADDED,  # of those who run the service
        AuditKind.TABLE_PUT,
        AuditKind.TABLE_TAKEN_BACK,
        AuditKind.STAFF_ADDED,
        AuditKind.STAFF_ENDED,
        AuditKind.STAFF_SIGNED_IN,
        AuditKind.STAFF_SIGN_IN_REFUSED,
        AuditKind.STAFF_SIGNED_OUT,
        AuditKind.STAFF_REFUSED,
        AuditKind.CASE_OPENED,  # of calls: what was done in one is told by what it did
        AuditKind.CASE_TAKEN,
        AuditKind.CASE_ACCOUNT_NAMED,
        AuditKind.CASE_HANDED_OVER,
        AuditKind.CASE_CLOSED,
        AuditKind.CASE_EXPORTED,
        AuditKind.CASE_ERASED,
        AuditKind.CASE_SHARED,
        AuditKind.CASE_JOINED,
        AuditKind.JOIN_REFUSED,
        AuditKind.AGENT_ALLOWED,
        AuditKind.AGENT_NOT_ALLOWED,
        AuditKind.SHARING_ENDED,
        AuditKind.CALLER_ASKED,
        AuditKind.CALLER_VERIFIED,
        AuditKind.CALLER_NOT_VERIFIED,
        AuditKind.APPROVAL_ASKED,
        AuditKind.APPROVAL_GIVEN,
        AuditKind.APPROVAL_REFUSED,
        AuditKind.FACTS_SHOWN,
        AuditKind.STAFF_ACTED,
        AuditKind.STAFF_ACT_REFUSED,
        AuditKind.BACKED_UP,
        AuditKind.RESTORED,
        AuditKind.UNKNOWN,
    }
)
"""What the person is not told, and why."""
_SHARES: Final = tuple(
    tuple(kind for kind, told in _TOLD.items() if told.by_anybody is by_anybody) for by_anybody in (False, True)
)


class ActivityService:
    """The recent activity of one service's accounts."""

    def __init__(self, surroundings: ProofSurroundings) -> None:
        self._its = surroundings

    def recent(self, session: str, *, peer: str | None = None) -> tuple[tuple[Activity, ...], datetime]:
        """What happened to a signed-in person's account of late, newest first, and the time.

        Raises:
            Refused: NOT_SIGNED_IN, CODE_STEP_NEEDED, VERIFY_FIRST, NEW_PASSWORD_FIRST.
        """
        inside, now = self._its.door.look(session, peer=peer), self._its.clock()
        found = self._its.past.recent(inside.account_id, _SHARES, now - TOLD_FOR, MOST_OF_A_SHARE)
        return tuple(_activity(event, inside) for event in found), now


def _activity(event: PastEvent, inside: Inside) -> Activity:
    told = _TOLD[AuditKind(event.kind)]
    return Activity(
        id=f"{event.number}",
        at=event.at,
        kind=told.kind,
        event=told.event.format(detail=event.detail),
        went_well=told.went_well,
        device=event.device or "",
        is_here=event.session == inside.session_id,
    )
