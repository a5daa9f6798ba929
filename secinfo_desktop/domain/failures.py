"""What can go wrong, in the person's terms: the one vocabulary of service, client, flow and faces."""

from enum import StrEnum


class Failure(StrEnum):
    """A stable code for decisions; its sentences are in texts under ``failure.<value>``."""

    # the account and its contacts
    UNKNOWN_ACCOUNT = "unknown_account"
    UNKNOWN_CONTACT = "unknown_contact"
    CONTRADICTS_MASK = "contradicts_mask"
    NUMBER_INVALID = "number_invalid"
    NUMBER_UNUSUAL = "number_unusual"
    ADDRESS_INVALID = "address_invalid"
    NAME_EMPTY = "name_empty"
    DOMAIN_MISTYPED = "domain_mistyped"
    # codes
    NOT_A_CODE = "not_a_code"
    CODE_WRONG = "code_wrong"
    CODE_EXPIRED = "code_expired"
    CODE_SUPERSEDED = "code_superseded"
    CODE_USED = "code_used"
    TOO_MANY_GUESSES = "too_many_guesses"
    TOO_SOON = "too_soon"
    TOO_MANY_FOR_ACCOUNT = "too_many_for_account"
    TOO_MANY_FROM_HERE = "too_many_from_here"
    # signing in
    SIGN_IN_WRONG = "sign_in_wrong"
    SIGN_IN_TOO_SOON = "sign_in_too_soon"
    NOT_SIGNED_IN = "not_signed_in"
    CODE_STEP_NEEDED = "code_step_needed"
    VERIFY_FIRST = "verify_first"
    NEW_PASSWORD_FIRST = "new_password_first"  # noqa: S105 - the name of a failure, not a password
    PROOF_NEEDED = "proof_needed"
    UNKNOWN_SESSION = "unknown_session"
    NOT_SKIPPABLE = "not_skippable"
    # changes of security info
    FROZEN = "frozen"
    CONTACT_THERE = "contact_there"
    TOO_MANY_CONTACTS = "too_many_contacts"
    ADD_ONE_FIRST = "add_one_first"
    REMOVAL_HELD = "removal_held"
    OLD_CONTACT_NEEDED = "old_contact_needed"
    UNKNOWN_OPTION = "unknown_option"
    LAST_OPTION = "last_option"
    NOT_A_RECOVERY_CODE = "not_a_recovery_code"
    RECOVERY_CODE_WRONG = "recovery_code_wrong"
    DEVICE_UNKNOWN = "device_unknown"
    TOO_MANY_COMPUTERS = "too_many_computers"
    # replacing all of it
    REPLACEMENT_THERE = "replacement_there"
    NO_REPLACEMENT = "no_replacement"
    NOT_YET = "not_yet"
    STAFF_DECIDES = "staff_decides"
    CANCEL_CODE_WRONG = "cancel_code_wrong"
    CLAIM_WRONG = "claim_wrong"
    # the helpdesk
    NOT_STAFF = "not_staff"
    ROLE_TOO_LOW = "role_too_low"
    UNKNOWN_CASE = "unknown_case"
    CASE_CLOSED = "case_closed"
    NOT_YOUR_CASE = "not_your_case"
    JOIN_NUMBER_WRONG = "join_number_wrong"
    NOT_LIVE = "not_live"
    CALLER_NOT_VERIFIED = "caller_not_verified"
    CANT_VERIFY_SO = "cant_verify_so"
    NUMBER_WRONG = "number_wrong"
    APPROVAL_NEEDED = "approval_needed"
    APPROVAL_OVER = "approval_over"
    OWN_APPROVAL = "own_approval"
    NOTE_HAS_SECRET = "note_has_secret"  # noqa: S105 - the name of a failure, not a password
    # the flow
    FLOW_ENDED = "flow_ended"
    NOT_PROVEN = "not_proven"
    # passwords
    PASSWORD_SHORT = "password_short"  # noqa: S105 - the name of a failure, not a password
    PASSWORD_LONG = "password_long"  # noqa: S105 - the name of a failure, not a password
    PASSWORD_COMMON = "password_common"  # noqa: S105 - the name of a failure, not a password
    PASSWORD_SAME = "password_same"  # noqa: S105 - the name of a failure, not a password
    PASSWORD_HAS_NAME = "password_has_name"  # noqa: S105 - the name of a failure, not a password
    # the service and the way to it
    BAD_REQUEST = "bad_request"
    REPEATED_DIFFERENTLY = "repeated_differently"
    TOO_LARGE = "too_large"
    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    BUSY = "busy"
    BROKEN = "broken"
    NO_ROOM = "no_room"
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    NOT_UNDERSTOOD = "not_understood"
    # what is kept on this computer
    NOT_KEPT = "not_kept"
    NOT_FORGOTTEN = "not_forgotten"
    ACCOUNT_NOT_SET_UP = "account_not_set_up"
    CASE_NEEDS_NAME = "case_needs_name"
    # the provider's own pages
    PAGE_NOT_OPENED = "page_not_opened"
    # practice
    STORY_GONE = "story_gone"
    UNKNOWN_SCENARIO = "unknown_scenario"
