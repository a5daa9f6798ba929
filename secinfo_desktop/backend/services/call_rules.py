"""What has to be so before anything is done in a call: whose case it is, and what stands behind the caller."""

import hmac
from datetime import datetime

from secinfo_desktop.backend.services.live_records import UNSHARED, CallStanding
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.domain import live_rules
from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import SharedState
from secinfo_desktop.domain.staff import CallerProof, StaffAction


def done(standing: CallStanding | None) -> CallStanding:
    """Where a case stands after something was done in it.

    Raises:
        Refused: UNKNOWN_CASE.
    """
    if standing is None:
        raise Refused(Failure.UNKNOWN_CASE)
    return standing


def led(agent: StaffMember, standing: CallStanding) -> None:
    """Say no to whoever does not lead a case.

    Raises:
        Refused: UNKNOWN_CASE, CASE_CLOSED, NOT_YOUR_CASE.
    """
    case = standing.case
    if case.state == UNSHARED:
        raise Refused(Failure.UNKNOWN_CASE)
    if case.state == CaseState.CLOSED:
        raise Refused(Failure.CASE_CLOSED)
    if case.owner_id != agent.id or case.state != CaseState.OPEN:
        raise Refused(Failure.NOT_YOUR_CASE)


def verified(standing: CallStanding, now: datetime, action: StaffAction | None) -> None:
    """Say no to whoever's caller is not verified, or has allowed something else.

    Raises:
        Refused: CALLER_NOT_VERIFIED.
    """
    case = standing.case
    if case.verified_how == CallerProof.NUMBER and standing.state(now) is not SharedState.LIVE:
        raise Refused(Failure.CALLER_NOT_VERIFIED)  # it went with the app in which it was typed
    if not case.is_verified(now) or (action is not None and case.verified_for != action.value):
        raise Refused(Failure.CALLER_NOT_VERIFIED)


def is_bound(standing: CallStanding, now: datetime) -> bool:
    """True if the account knows the caller's flow by more than a name.

    By a known computer, by a session, or by a code that was given back at a contact of more than 30 days.
    """
    flow = standing.flow
    if flow is None or flow.decoy is not None or flow.account_id != standing.case.account_id:
        return False
    if flow.audience is not Disclosure.PUBLIC or flow.session_id is not None:
        return True
    return flow.proven_at is not None and live_rules.proves(standing.proven_since, now)


def is_same(given: str, kept: str | None) -> bool:
    """Compares digests."""
    return kept is not None and hmac.compare_digest(given, kept)
