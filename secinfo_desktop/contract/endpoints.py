"""The one table of endpoints: it makes the service's routes, the client's calls and the OpenAPI document."""

from secinfo_desktop.contract import practice, structs
from secinfo_desktop.contract.endpoint import PREFIX as PREFIX
from secinfo_desktop.contract.endpoint import Endpoint as Endpoint
from secinfo_desktop.contract.helpdesk_endpoints import (
    ACTION_ENDPOINTS,
    CASE_ENDPOINTS,
    LIVE_ENDPOINTS,
    STAFF_ENDPOINTS,
)
from secinfo_desktop.contract.signed_in_endpoints import (
    CONTACT_ENDPOINTS,
    EVIDENCE_ENDPOINTS,
    REPLACEMENT_ENDPOINTS,
    SESSION_ENDPOINTS,
)
from secinfo_desktop.domain.failures import Failure

FLOW_HEADER = "Recovery-Flow"
"""Header that carries a flow's handle: never the URL (security rule 1)."""
SESSION_HEADER = "Account-Session"
"""Header that carries the session of a signed-in person."""
STAFF_HEADER = "Staff-Session"
"""Header that carries the session of somebody at the helpdesk."""
LIVE_CASE_HEADER = "Live-Case"
"""Header that carries the caller's handle of a shared case."""
CASE_HEADER = "Helpdesk-Case"
"""Header that names the case whose stream an agent asks for; no secret."""
REPEAT_HEADER = "Idempotency-Key"
"""Header of a request that may come twice and shall count once: any text of 64 characters at most, one an effect."""
LONGEST_REPEAT_KEY = 64
PROBLEM_TYPE = "application/problem+json"
LARGEST_BODY = 16 * 1024
"""Bytes of a request body; more is refused unread."""

STATUS: dict[Failure, int] = {
    Failure.BAD_REQUEST: 400,
    Failure.NUMBER_INVALID: 422,
    Failure.ADDRESS_INVALID: 422,
    Failure.CONTRADICTS_MASK: 422,
    Failure.NOT_A_CODE: 422,
    Failure.NOT_A_RECOVERY_CODE: 422,
    Failure.PASSWORD_SHORT: 422,
    Failure.PASSWORD_LONG: 422,
    Failure.PASSWORD_COMMON: 422,
    Failure.PASSWORD_HAS_NAME: 422,
    Failure.PASSWORD_SAME: 422,
    Failure.REPEATED_DIFFERENTLY: 422,
    Failure.CODE_WRONG: 409,
    Failure.CODE_EXPIRED: 409,
    Failure.CODE_SUPERSEDED: 409,
    Failure.CODE_USED: 409,
    Failure.NOT_PROVEN: 409,
    Failure.FLOW_ENDED: 410,
    Failure.NOT_ALLOWED: 403,
    Failure.SIGN_IN_WRONG: 403,
    Failure.NOT_SIGNED_IN: 403,
    Failure.CODE_STEP_NEEDED: 403,
    Failure.VERIFY_FIRST: 403,
    Failure.NEW_PASSWORD_FIRST: 403,
    Failure.PROOF_NEEDED: 403,
    Failure.FROZEN: 409,
    Failure.CONTACT_THERE: 409,
    Failure.TOO_MANY_CONTACTS: 409,
    Failure.ADD_ONE_FIRST: 409,
    Failure.REMOVAL_HELD: 409,
    Failure.OLD_CONTACT_NEEDED: 403,
    Failure.LAST_OPTION: 409,
    Failure.NOT_SKIPPABLE: 409,
    Failure.RECOVERY_CODE_WRONG: 409,
    Failure.DEVICE_UNKNOWN: 409,
    Failure.TOO_MANY_COMPUTERS: 409,
    Failure.REPLACEMENT_THERE: 409,
    Failure.NO_REPLACEMENT: 409,
    Failure.NOT_YET: 409,
    Failure.STAFF_DECIDES: 409,
    Failure.CANCEL_CODE_WRONG: 409,
    Failure.CLAIM_WRONG: 409,
    Failure.NOT_STAFF: 403,
    Failure.ROLE_TOO_LOW: 403,
    Failure.NOT_YOUR_CASE: 403,
    Failure.CALLER_NOT_VERIFIED: 403,
    Failure.CANT_VERIFY_SO: 409,
    Failure.APPROVAL_NEEDED: 403,
    Failure.APPROVAL_OVER: 409,
    Failure.OWN_APPROVAL: 403,
    Failure.CASE_CLOSED: 409,
    Failure.NOT_LIVE: 409,
    Failure.NUMBER_WRONG: 409,
    Failure.JOIN_NUMBER_WRONG: 404,
    Failure.UNKNOWN_CASE: 404,
    Failure.NOTE_HAS_SECRET: 422,
    Failure.UNKNOWN_OPTION: 404,
    Failure.UNKNOWN_SESSION: 404,
    Failure.NOT_FOUND: 404,
    Failure.UNKNOWN_ACCOUNT: 404,
    Failure.UNKNOWN_CONTACT: 404,
    Failure.UNKNOWN_SCENARIO: 404,
    Failure.TOO_LARGE: 413,
    Failure.TOO_SOON: 429,
    Failure.TOO_MANY_FOR_ACCOUNT: 429,
    Failure.TOO_MANY_FROM_HERE: 429,
    Failure.SIGN_IN_TOO_SOON: 429,
    Failure.TOO_MANY_GUESSES: 429,
    Failure.BUSY: 503,
    Failure.BROKEN: 500,
    Failure.NO_ROOM: 507,
}
"""HTTP status of every failure that a service can answer with."""


ANY = (Failure.BAD_REQUEST, Failure.NOT_ALLOWED, Failure.TOO_LARGE, Failure.BUSY, Failure.BROKEN, Failure.NO_ROOM)

ABOUT = Endpoint("about", "GET", "/about", None, structs.About)
GUIDE_TABLES = Endpoint("guide_tables", "GET", "/guide/tables", None, structs.GuideTables)
SIGN_IN = Endpoint(
    "sign_in",
    "POST",
    "/sign-in",
    structs.SignIn,
    structs.SignedIn,
    (Failure.SIGN_IN_WRONG, Failure.SIGN_IN_TOO_SOON),
)
OPEN_FLOW = Endpoint(
    "open_flow",
    "POST",
    "/recovery/flows",
    structs.OpenFlow,
    structs.FlowOpened,
    (Failure.UNKNOWN_ACCOUNT, Failure.TOO_MANY_FROM_HERE),
)
SEND_CODE = Endpoint(
    "send_code",
    "POST",
    "/recovery/code",
    structs.SendCode,
    structs.CodeSent,
    (
        Failure.FLOW_ENDED,
        Failure.UNKNOWN_CONTACT,
        Failure.NUMBER_INVALID,
        Failure.ADDRESS_INVALID,
        Failure.CONTRADICTS_MASK,
        Failure.TOO_SOON,
        Failure.TOO_MANY_FOR_ACCOUNT,
        Failure.TOO_MANY_FROM_HERE,
        Failure.REPEATED_DIFFERENTLY,
    ),
    needs_flow=True,
    may_repeat=True,
)
STATUS_OF_FLOW = Endpoint(
    "flow_status", "GET", "/recovery/status", None, structs.FlowStatus, (Failure.FLOW_ENDED,), needs_flow=True
)
GIVE_CODE = Endpoint(
    "give_code",
    "POST",
    "/recovery/code/given",
    structs.GiveCode,
    structs.CodeAccepted,
    (
        Failure.FLOW_ENDED,
        Failure.NOT_A_CODE,
        Failure.CODE_WRONG,
        Failure.CODE_EXPIRED,
        Failure.CODE_SUPERSEDED,
        Failure.CODE_USED,
        Failure.TOO_MANY_GUESSES,
        Failure.REPEATED_DIFFERENTLY,
    ),
    needs_flow=True,
    may_repeat=True,
)
SET_PASSWORD = Endpoint(
    "set_password",
    "POST",
    "/recovery/password",
    structs.SetPassword,
    structs.Recovered,
    (
        Failure.FLOW_ENDED,
        Failure.NOT_PROVEN,
        Failure.PASSWORD_SHORT,
        Failure.PASSWORD_LONG,
        Failure.PASSWORD_COMMON,
        Failure.PASSWORD_HAS_NAME,
        Failure.REPEATED_DIFFERENTLY,
    ),
    needs_flow=True,
    may_repeat=True,
)
SCENARIOS = Endpoint("practice_scenarios", "GET", "/practice/scenarios", None, practice.Scenarios, practice_only=True)
START_PRACTICE = Endpoint(
    "start_practice",
    "POST",
    "/practice/start",
    practice.StartPractice,
    practice.Person,
    (Failure.UNKNOWN_SCENARIO,),
    practice_only=True,
)
PERSON = Endpoint(
    "practice_person",
    "GET",
    "/practice/person",
    None,
    practice.Person,
    (Failure.UNKNOWN_SCENARIO,),
    practice_only=True,
)
WORLD = Endpoint("practice_world", "GET", "/practice/world", None, practice.World, practice_only=True)
DEED = Endpoint(
    "practice_deed",
    "POST",
    "/practice/deeds",
    practice.Deed,
    practice.World,
    practice_only=True,
)
MOVE_CLOCK = Endpoint("move_clock", "POST", "/practice/clock", practice.MoveClock, practice.World, practice_only=True)

ENDPOINTS = (
    ABOUT,
    GUIDE_TABLES,
    SIGN_IN,
    OPEN_FLOW,
    SEND_CODE,
    STATUS_OF_FLOW,
    GIVE_CODE,
    SET_PASSWORD,
    SCENARIOS,
    START_PRACTICE,
    PERSON,
    WORLD,
    DEED,
    MOVE_CLOCK,
    *SESSION_ENDPOINTS,
    *CONTACT_ENDPOINTS,
    *REPLACEMENT_ENDPOINTS,
    *EVIDENCE_ENDPOINTS,
    *STAFF_ENDPOINTS,
    *CASE_ENDPOINTS,
    *ACTION_ENDPOINTS,
    *LIVE_ENDPOINTS,
)
