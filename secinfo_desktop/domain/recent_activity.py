"""What is told of recent activity, and how much of it (B4)."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

TOLD_FOR: Final = timedelta(days=90)
MOST_OF_A_SHARE: Final = 100
"""Events of what anybody can do, and of all else: so many of each, so that nobody can drive the one out with the other.

Together they are the 200 that a face shows at most.
"""


class ActivityEvent(StrEnum):
    """What happened; its sentence is in texts under ``activity.<event>``."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SESSIONS_ENDED = "sessions_ended"
    PROOF_REFUSED = "proof_refused"
    CODE_ASKED_SMS = "code_asked_sms"
    CODE_ASKED_EMAIL = "code_asked_email"
    CODE_ASKED_CALL = "code_asked_call"
    CODE_NOT_SENT = "code_not_sent"
    CODE_ACCEPTED = "code_accepted"
    CODE_REFUSED = "code_refused"
    CONTACT_DISABLED = "contact_disabled"
    RECOVERY_CODE_MADE = "recovery_code_made"
    RECOVERY_CODE_USED = "recovery_code_used"
    RECOVERY_CODE_REFUSED = "recovery_code_refused"
    RECOVERY_CODE_ENDED = "recovery_code_ended"
    COMPUTER_KNOWN = "computer_known"
    COMPUTER_FORGOTTEN = "computer_forgotten"
    COMPUTER_PROVEN = "computer_proven"
    COMPUTER_REFUSED = "computer_refused"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of an event, not a password
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an event, not a password
    CONTACT_ADDED_PHONE = "contact_added_phone"
    CONTACT_ADDED_EMAIL = "contact_added_email"
    CONTACT_PROVEN_PHONE = "contact_proven_phone"
    CONTACT_PROVEN_EMAIL = "contact_proven_email"
    CONTACT_VERIFIED_PHONE = "contact_verified_phone"
    CONTACT_VERIFIED_EMAIL = "contact_verified_email"
    CONTACT_REMOVED_PHONE = "contact_removed_phone"
    CONTACT_REMOVED_EMAIL = "contact_removed_email"
    CONTACT_USED = "contact_used"
    OPTION_SWITCHED_ON = "option_switched_on"
    OPTION_SWITCHED_OFF = "option_switched_off"
    SECOND_STEP_CHOSEN_ON = "second_step_chosen_on"
    SECOND_STEP_CHOSEN_OFF = "second_step_chosen_off"
    REPLACEMENT_STARTED = "replacement_started"
    REPLACEMENT_REFUSED = "replacement_refused"
    NEW_INFO_ENTERED = "new_info_entered"
    REPLACEMENT_CANCELLED_CONTACT = "replacement_cancelled_contact"
    REPLACEMENT_CANCELLED_CODE = "replacement_cancelled_code"
    REPLACEMENT_CANCELLED_STAFF = "replacement_cancelled_staff"
    REPLACEMENT_FINISHED = "replacement_finished"
    REPLACEMENT_LAPSED = "replacement_lapsed"
