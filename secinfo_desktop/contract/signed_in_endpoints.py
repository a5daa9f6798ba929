"""The calls of a signed-in person: sessions, contacts, replacement, recovery code, known computers, activity."""

from secinfo_desktop.contract import security_info as its
from secinfo_desktop.contract.endpoint import Endpoint
from secinfo_desktop.contract.structs import Knock
from secinfo_desktop.domain.failures import Failure

_CODE = (Failure.TOO_SOON, Failure.TOO_MANY_FOR_ACCOUNT, Failure.TOO_MANY_FROM_HERE)
_PASSWORD = (Failure.PASSWORD_SHORT, Failure.PASSWORD_LONG, Failure.PASSWORD_COMMON, Failure.PASSWORD_HAS_NAME)
_IN = (Failure.NOT_SIGNED_IN,)
"""Needs a session, whatever its stage."""
_PAST_CODE = (*_IN, Failure.CODE_STEP_NEEDED)
"""Needs a session whose second step, if there is one, is done."""
_LOOK = (*_PAST_CODE, Failure.NEW_PASSWORD_FIRST)
"""Also for who has to verify a contact first: they may add another one (B23)."""
_OPEN = (*_LOOK, Failure.VERIFY_FIRST)
"""Needs a session that nothing stands before."""
_CHANGE = (*_OPEN, Failure.PROOF_NEEDED)
"""Needs fresh proof as well (R16)."""
_FROZEN = (*_CHANGE, Failure.FROZEN)
"""And that the area is not frozen (B11)."""
_CONTACT = (Failure.NUMBER_INVALID, Failure.ADDRESS_INVALID, Failure.CONTACT_THERE, Failure.TOO_MANY_CONTACTS)
_GOES = (Failure.UNKNOWN_CONTACT, Failure.REMOVAL_HELD, Failure.OLD_CONTACT_NEEDED)
"""What keeps a contact that is to go (B9, security rule 7)."""

SESSION = Endpoint("session", "GET", "/session", None, its.SessionStanding, _IN, needs_session=True)
OPEN_SESSION_FLOW = Endpoint(
    "open_session_flow",
    "POST",
    "/session/flows",
    its.OpenSessionFlow,
    its.SessionFlowOpened,
    (*_PAST_CODE, Failure.UNKNOWN_CONTACT, Failure.TOO_MANY_FOR_ACCOUNT, Failure.NO_REPLACEMENT, Failure.STAFF_DECIDES),
    needs_session=True,
)
"""Sends nothing yet: ``send_code`` does, in the flow, with nothing typed; ``give_code`` proves it."""
USE_SESSION_FLOW = Endpoint(
    "use_session_flow",
    "POST",
    "/session/flows/used",
    None,
    its.SessionStanding,
    (
        *_PAST_CODE,
        Failure.FLOW_ENDED,
        Failure.NOT_PROVEN,
        Failure.UNKNOWN_CONTACT,
        Failure.FROZEN,
        Failure.OLD_CONTACT_NEEDED,
        Failure.NO_REPLACEMENT,
        Failure.STAFF_DECIDES,
    ),
    needs_flow=True,
    needs_session=True,
)
"""What a proven flow of a session is for happens now, once: signed in, fresh, verified, or cancelled."""
PROVE_PASSWORD = Endpoint(
    "prove_password",
    "POST",
    "/session/proof",
    its.ProvePassword,
    its.SessionStanding,
    (*_IN, Failure.SIGN_IN_WRONG, Failure.SIGN_IN_TOO_SOON),
    needs_session=True,
)
SKIP_NOTICE = Endpoint(
    "skip_notice",
    "POST",
    "/session/notice/skipped",
    None,
    its.SessionStanding,
    (*_PAST_CODE, Failure.NOT_SKIPPABLE),
    needs_session=True,
)
SIGN_OUT = Endpoint("sign_out", "POST", "/session/ended", None, its.Done, _IN, needs_session=True)
SESSIONS = Endpoint("sessions", "GET", "/sessions", None, its.Sessions, _OPEN, needs_session=True)
END_SESSION = Endpoint(
    "end_session",
    "POST",
    "/sessions/ended",
    its.EndSession,
    its.SessionsEnded,
    (*_OPEN, Failure.UNKNOWN_SESSION),
    needs_session=True,
)
CHANGE_PASSWORD = Endpoint(
    "change_password",
    "POST",
    "/password",
    its.ChangePassword,
    its.SessionsEnded,
    (
        *_PAST_CODE,
        Failure.VERIFY_FIRST,
        Failure.PROOF_NEEDED,
        *_PASSWORD,
        Failure.PASSWORD_SAME,
        Failure.OLD_CONTACT_NEEDED,
    ),
    needs_session=True,
)
"""Never frozen; ends all other sessions and tells every contact. After a takeover a code to an old contact first."""
SESSION_ENDPOINTS = (
    SESSION,
    OPEN_SESSION_FLOW,
    USE_SESSION_FLOW,
    PROVE_PASSWORD,
    SKIP_NOTICE,
    SIGN_OUT,
    SESSIONS,
    END_SESSION,
    CHANGE_PASSWORD,
)

SECURITY_INFO = Endpoint("security_info", "GET", "/security-info", None, its.SecurityInfo, _LOOK, needs_session=True)
ADD_CONTACT = Endpoint(
    "add_contact",
    "POST",
    "/security-info/contacts",
    its.AddContact,
    its.ContactAdded,
    (*_LOOK, Failure.PROOF_NEEDED, Failure.FROZEN, *_CONTACT, *_GOES),
    needs_session=True,
)
REMOVE_CONTACT = Endpoint(
    "remove_contact",
    "POST",
    "/security-info/contacts/removed",
    its.RemoveContact,
    its.Done,
    (*_FROZEN, Failure.ADD_ONE_FIRST, *_GOES),
    needs_session=True,
)
USE_CONTACT = Endpoint(
    "use_contact",
    "POST",
    "/security-info/contacts/uses",
    its.UseContact,
    its.Done,
    (*_FROZEN, Failure.UNKNOWN_CONTACT, Failure.ADD_ONE_FIRST, Failure.OLD_CONTACT_NEEDED),
    needs_session=True,
)
SWITCH_OPTION = Endpoint(
    "switch_option",
    "POST",
    "/security-info/sign-in-options",
    its.SwitchOption,
    its.Done,
    (*_FROZEN, Failure.UNKNOWN_OPTION, Failure.LAST_OPTION),
    needs_session=True,
)
CHOOSE_SECOND_STEP = Endpoint(
    "choose_second_step",
    "POST",
    "/security-info/second-step",
    its.ChooseSecondStep,
    its.Done,
    (*_FROZEN, Failure.ADD_ONE_FIRST, Failure.OLD_CONTACT_NEEDED),
    needs_session=True,
)
CONTACT_ENDPOINTS = (SECURITY_INFO, ADD_CONTACT, REMOVE_CONTACT, USE_CONTACT, SWITCH_OPTION, CHOOSE_SECOND_STEP)

START_REPLACEMENT = Endpoint(
    "start_replacement",
    "POST",
    "/security-info/replacement",
    its.StartReplacement,
    its.ReplacementStarted,
    (
        *_IN,
        Failure.CODE_STEP_NEEDED,
        Failure.NEW_PASSWORD_FIRST,
        Failure.PROOF_NEEDED,
        *_CONTACT,
        Failure.ADD_ONE_FIRST,
        Failure.REPLACEMENT_THERE,
        Failure.STAFF_DECIDES,
    ),
    needs_session=True,
)
"""Also for a session that has to verify a contact first: whoever has none left can't (B9). Proof is the password."""
FINISH_REPLACEMENT = Endpoint(
    "finish_replacement",
    "POST",
    "/security-info/replacement/finished",
    its.FinishReplacement,
    its.Done,
    (
        *_CHANGE,
        *_CONTACT,
        Failure.ADD_ONE_FIRST,
        Failure.NO_REPLACEMENT,
        Failure.NOT_YET,
        Failure.REMOVAL_HELD,
        Failure.CLAIM_WRONG,
        Failure.NOT_PROVEN,
    ),
    needs_session=True,
)
CANCEL_REPLACEMENT = Endpoint(
    "cancel_replacement",
    "POST",
    "/replacement/cancelled",
    its.CancelReplacement,
    its.Done,
    (Failure.CANCEL_CODE_WRONG, Failure.TOO_MANY_FROM_HERE, Failure.STAFF_DECIDES),
)
AREAS = Endpoint("areas", "POST", "/areas", its.AskAreas, its.Areas, (Failure.UNKNOWN_ACCOUNT,))
"""For an organisation's other systems: ``Authorization`` carries a token of their own, or nobody is told (403)."""
REPLACEMENT_ENDPOINTS = (START_REPLACEMENT, FINISH_REPLACEMENT, CANCEL_REPLACEMENT, AREAS)

MAKE_RECOVERY_CODE = Endpoint(
    "make_recovery_code",
    "POST",
    "/security-info/recovery-code",
    None,
    its.RecoveryCode,
    _FROZEN,
    needs_session=True,
)
GIVE_RECOVERY_CODE = Endpoint(
    "give_recovery_code",
    "POST",
    "/recovery/recovery-code",
    its.GiveRecoveryCode,
    its.ProofGiven,
    (
        Failure.FLOW_ENDED,
        Failure.NOT_A_RECOVERY_CODE,
        Failure.RECOVERY_CODE_WRONG,
        Failure.TOO_MANY_GUESSES,
        Failure.SIGN_IN_TOO_SOON,
        Failure.REPEATED_DIFFERENTLY,
    ),
    needs_flow=True,
    may_repeat=True,
)
DEVICE_CHALLENGE = Endpoint(
    "device_challenge",
    "GET",
    "/recovery/device-challenge",
    None,
    its.DeviceChallenge,
    (Failure.FLOW_ENDED,),
    needs_flow=True,
)
PROVE_DEVICE = Endpoint(
    "prove_device",
    "POST",
    "/recovery/device",
    its.ProveDevice,
    its.DeviceProven,
    (Failure.FLOW_ENDED, Failure.DEVICE_UNKNOWN),
    needs_flow=True,
)
ENROL_DEVICE = Endpoint(
    "enrol_device",
    "POST",
    "/known-computers/added",
    its.EnrolDevice,
    its.DeviceEnrolled,
    (*_FROZEN, Failure.TOO_MANY_COMPUTERS),
    needs_session=True,
)
USE_DEVICE = Endpoint(
    "use_device",
    "POST",
    "/known-computers/used",
    Knock,
    its.Done,
    (*_OPEN, Failure.DEVICE_UNKNOWN),
    needs_session=True,
)
"""A signed-in person is at a computer that is known: its 90 days begin anew. The knock names no account."""
COMPUTERS = Endpoint("computers", "GET", "/known-computers", None, its.Computers, _OPEN, needs_session=True)
FORGET_COMPUTER = Endpoint(
    "forget_computer",
    "POST",
    "/known-computers/forgotten",
    its.ForgetComputer,
    its.Done,
    (*_CHANGE, Failure.DEVICE_UNKNOWN),
    needs_session=True,
)
ACTIVITY = Endpoint("activity", "GET", "/activity", None, its.RecentActivity, _OPEN, needs_session=True)
EVIDENCE_ENDPOINTS = (
    MAKE_RECOVERY_CODE,
    GIVE_RECOVERY_CODE,
    DEVICE_CHALLENGE,
    PROVE_DEVICE,
    ENROL_DEVICE,
    USE_DEVICE,
    COMPUTERS,
    FORGET_COMPUTER,
    ACTIVITY,
)
