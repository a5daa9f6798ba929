"""What a session may do: how long it lives, what stands before it, and how fresh its proof is (R16). Pure."""

from datetime import datetime, timedelta

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import SessionStage, VerificationNotice
from secinfo_desktop.domain.verification_notice import blocks

SESSION_LIFE = timedelta(hours=24)
"""NIST SP 800-63B-4 §2.2.3: at most a day until the next sign-in at the second level of assurance."""
FRESH_FOR = timedelta(minutes=5)
"""How long a password or a code counts as fresh proof (R16; django-allauth has the same figure)."""
NOT_YET_OPEN = {
    SessionStage.CODE: Failure.CODE_STEP_NEEDED,
    SessionStage.VERIFY: Failure.VERIFY_FIRST,
    SessionStage.PASSWORD: Failure.NEW_PASSWORD_FIRST,
}
"""Why a session of that stage can't do something."""


def stage(
    *, code_missing: bool, notice: VerificationNotice | None, began_at: datetime, new_password_needed: bool
) -> SessionStage:
    """What stands before a session now, the first thing first. A notice blocks at the sign-in, never in the middle."""
    if code_missing:
        return SessionStage.CODE
    if blocks(notice, began_at):
        return SessionStage.VERIFY
    return SessionStage.PASSWORD if new_password_needed else SessionStage.OPEN


def fresh_until(proven_at: datetime | None, now: datetime) -> datetime | None:
    """Until when the last proof counts; None if it does not any more, or comes from a clock that was set back."""
    if proven_at is None or not proven_at <= now < proven_at + FRESH_FOR:
        return None
    return proven_at + FRESH_FOR
