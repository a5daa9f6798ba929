"""The notice "can you still receive a code?" (B23, B24). Pure: what is known, the pack's rules, and the moment.

It is due when nobody has given a code back for the policy's time. Who stayed away that long has not done so either: a
long absence needs no rule of its own (B24). Times are UTC and exact: on the very second at which something ends, it has
ended.
"""

from dataclasses import dataclass
from datetime import datetime

from secinfo_desktop.domain.security_info import VerificationNotice
from secinfo_desktop.domain.security_policy import SecurityRules


@dataclass(frozen=True)
class Verification:
    """What is known of an account. ``since``: when a code was last given back, or else when the account was made."""

    since: datetime
    notice_at: datetime | None = None
    """First notice after that; None if there was none."""
    skipped_until: datetime | None = None


def is_due(its: Verification, rules: SecurityRules, now: datetime) -> bool:
    """True if somebody who signs in now is to be asked. A clock that was set back asks nobody sooner."""
    return now >= its.since + rules.verify_after


def notice(its: Verification, rules: SecurityRules) -> VerificationNotice | None:
    """The notice that stands until one contact is verified."""
    if its.notice_at is None:
        return None
    return VerificationNotice(its.notice_at, its.notice_at + rules.verify_block, its.skipped_until)


def blocks(its: VerificationNotice | None, signed_in_at: datetime) -> bool:
    """True for a session that began when the notice could not be put off any more: first a contact is verified."""
    return its is not None and signed_in_at >= its.due_at


def is_asked(its: VerificationNotice | None, now: datetime) -> bool:
    """True if the notice is to be shown now: there is one, and it was not put off."""
    return its is not None and (its.skipped_until is None or now >= min(its.skipped_until, its.due_at))


def skipped_until(its: VerificationNotice | None, rules: SecurityRules, now: datetime) -> datetime | None:
    """Until when somebody puts it off now; None if that can't be done: there is none, or its time is over."""
    if its is None or now >= its.due_at:
        return None
    return min(now + rules.verify_skip, its.due_at)
