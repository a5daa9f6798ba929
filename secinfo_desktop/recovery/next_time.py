"""What to do so that it works next time: at most three things, the most useful first. The sentences are in texts."""

from enum import StrEnum
from typing import Final

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery.howto import Topic

MOST: Final = 3
BACK_IN: Final = frozenset({Outcome.GOT_IN, Outcome.SECURED})
"""Only who is in again can do any of it."""


class Hint(StrEnum):
    """One thing to do."""

    CAUSE = "cause"
    """What the cause itself asks for: trust the sender, correct the number."""
    SECOND_CONTACT = "second_contact"
    """And add the new one before the old one goes (B25)."""
    RECOVERY_CODE = "recovery_code"
    """For the day when nothing else works (B29)."""
    UNUSED_NAMES = "unused_names"
    """Every sign-in address is a door: turn off what is not used (B8)."""


_ABOUT_CONTACTS: Final = frozenset(
    {
        "carrier_filter",
        "wrong_number",
        "old_number",
        "wrong_email",
        "old_email",
        "landline",
        "no_signal",
        "cross_account",
        "mail_gateway",
        "no_access",
        "phone_lost",
        "new_number",
        "phone_broken",
        "card_not_active",
        "line_blocked",
        "number_of_work",
        "abroad",
        "other",
    }
)
"""Causes whose own advice is to add or correct a contact: it is not said twice."""
_HOW: Final = {
    "junk": Topic.TRUSTED_SENDER,
    "rule_moved": Topic.RULES,
    "mailbox_full": Topic.STORAGE,
}


def hints(outcome: Outcome, cause: str | None, contacts: int) -> tuple[Hint, ...]:
    """What helps after this end; ``contacts`` is how many the account has, 0 if nobody knows."""
    if outcome not in BACK_IN:
        return ()
    needs_contact = contacts < 2 and cause not in _ABOUT_CONTACTS
    general = [Hint.RECOVERY_CODE, Hint.UNUSED_NAMES]
    if outcome is Outcome.SECURED:  # somebody tried to get in: fewer doors come before more ways
        general.reverse()
    found = [*([Hint.CAUSE] if cause else []), *([Hint.SECOND_CONTACT] if needs_contact else []), *general]
    return tuple(found[:MOST])


def how_to(cause: str | None) -> Topic | None:
    """The how-to that shows the cause's own hint step by step."""
    return _HOW.get(cause or "")
