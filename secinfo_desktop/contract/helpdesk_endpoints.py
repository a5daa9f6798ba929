"""The calls of the helpdesk's console, and those of a caller's app that shares its case."""

from secinfo_desktop.contract import case_events as events
from secinfo_desktop.contract import helpdesk as its
from secinfo_desktop.contract import live_cases as live
from secinfo_desktop.contract.endpoint import Endpoint
from secinfo_desktop.contract.security_info import Done
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import LEAST_TO_ERASE, LEAST_TO_EXPORT, Role

_STAFF = (Failure.NOT_STAFF, Failure.ROLE_TOO_LOW)
_CASE = (*_STAFF, Failure.UNKNOWN_CASE)
_OWN = (*_CASE, Failure.NOT_YOUR_CASE, Failure.CASE_CLOSED)
"""Of a case that the agent leads."""
_VERIFIED = (*_OWN, Failure.CALLER_NOT_VERIFIED)
_LIVE = (Failure.NOT_LIVE,)
_AGENT = Role.AGENT

STAFF_SIGN_IN = Endpoint(
    "staff_sign_in",
    "POST",
    "/staff/sign-in",
    its.StaffSignIn,
    its.StaffSignedIn,
    (Failure.SIGN_IN_WRONG, Failure.SIGN_IN_TOO_SOON),
)
STAFF_STANDING = Endpoint("staff_standing", "GET", "/staff/me", None, its.StaffStanding, _STAFF, least_role=_AGENT)
STAFF_SIGN_OUT = Endpoint("staff_sign_out", "POST", "/staff/signed-out", None, Done, _STAFF, least_role=_AGENT)
COLLEAGUES = Endpoint("colleagues", "GET", "/staff/colleagues", None, its.Colleagues, _STAFF, least_role=_AGENT)
STAFF_ENDPOINTS = (STAFF_SIGN_IN, STAFF_STANDING, STAFF_SIGN_OUT, COLLEAGUES)

OPEN_CASE = Endpoint(
    "open_case", "POST", "/staff/cases", its.OpenCase, its.CaseStanding,
    (*_STAFF, Failure.NOT_YOUR_CASE, Failure.NOTE_HAS_SECRET, Failure.REPEATED_DIFFERENTLY), least_role=_AGENT,
)  # fmt: skip
FIND_CASES = Endpoint(
    "find_cases", "POST", "/staff/cases/found", its.FindCases, its.CasesFound, _STAFF, least_role=_AGENT
)
READ_CASE = Endpoint("read_case", "POST", "/staff/cases/read", its.ReadCase, its.CaseRead, _CASE, least_role=_AGENT)
ADD_EVENTS = Endpoint(
    "add_events", "POST", "/staff/cases/events", its.AddEvents, events.EventsAdded,
    (*_OWN, Failure.REPEATED_DIFFERENTLY), least_role=_AGENT,
)  # fmt: skip
ADD_NOTE = Endpoint(
    "add_note", "POST", "/staff/cases/notes", its.AddNote, Done,
    (*_OWN, Failure.NOTE_HAS_SECRET, Failure.REPEATED_DIFFERENTLY), least_role=_AGENT,
)  # fmt: skip
NAME_CALLER = Endpoint(
    "name_caller", "POST", "/staff/cases/caller", its.NameCaller, its.CaseStanding, (*_OWN, Failure.NOTE_HAS_SECRET),
    least_role=_AGENT,
)  # fmt: skip
NAME_ACCOUNT = Endpoint("name_account", "POST", "/staff/cases/account", its.NameAccount, Done, _OWN, least_role=_AGENT)
TAKE_CASE = Endpoint(
    "take_case", "POST", "/staff/cases/taken", its.TheCase, its.CaseStanding, (*_CASE, Failure.CASE_CLOSED),
    least_role=_AGENT,
)  # fmt: skip
HAND_OVER = Endpoint(
    "hand_over", "POST", "/staff/cases/handed", its.HandOver, its.CaseStanding, (*_OWN, Failure.NOT_LIVE),
    least_role=_AGENT,
)  # fmt: skip
CLOSE_CASE = Endpoint(
    "close_case", "POST", "/staff/cases/closed", its.CloseCase, its.CaseStanding, (*_OWN, Failure.NOTE_HAS_SECRET),
    least_role=_AGENT,
)  # fmt: skip
EXPORT_CASE = Endpoint(
    "export_case", "POST", "/staff/cases/exported", its.TheCase, its.CaseExport, _CASE, least_role=LEAST_TO_EXPORT
)
ERASE_CASE = Endpoint(
    "erase_case", "POST", "/staff/cases/erased", its.EraseCase, Done, _CASE, least_role=LEAST_TO_ERASE
)
FOLLOW_CASE = Endpoint(
    "follow_case", "GET", "/staff/cases/stream", None, events.CaseEvent, _CASE, least_role=_AGENT, needs_case=True,
    streams=True,
)  # fmt: skip
"""Of the case that ``Helpdesk-Case`` names."""
CASE_ENDPOINTS = (
    OPEN_CASE,
    FIND_CASES,
    READ_CASE,
    ADD_EVENTS,
    ADD_NOTE,
    NAME_CALLER,
    NAME_ACCOUNT,
    TAKE_CASE,
    HAND_OVER,
    CLOSE_CASE,
    EXPORT_CASE,
    ERASE_CASE,
    FOLLOW_CASE,
)

JOIN = Endpoint(
    "join", "POST", "/staff/joins", live.Join, live.Joining,
    (*_STAFF, Failure.JOIN_NUMBER_WRONG, Failure.TOO_MANY_GUESSES), least_role=_AGENT,
)  # fmt: skip
VERIFY_CALLER = Endpoint(
    "verify_caller", "POST", "/staff/verifications", its.VerifyCaller, its.VerificationAsked,
    (*_OWN, Failure.CANT_VERIFY_SO, Failure.NOT_LIVE, Failure.TOO_SOON), least_role=_AGENT,
)  # fmt: skip
ASK_APPROVAL = Endpoint(
    "ask_approval", "POST", "/staff/approvals", its.AskApproval, its.Approval, _OWN, least_role=_AGENT
)
APPROVALS = Endpoint("approvals", "GET", "/staff/approvals", None, its.Approvals, _STAFF, least_role=_AGENT)
DECIDE_APPROVAL = Endpoint(
    "decide_approval", "POST", "/staff/approvals/decided", its.DecideApproval, its.Approval,
    (*_STAFF, Failure.OWN_APPROVAL, Failure.APPROVAL_OVER), least_role=Role.SENIOR,
)  # fmt: skip
FACTS = Endpoint("facts", "POST", "/staff/facts", its.TheCase, its.AccountFacts, _VERIFIED, least_role=_AGENT)
ACT = Endpoint(
    "act", "POST", "/staff/actions", its.Act, its.Acted,
    (
        *_VERIFIED, Failure.APPROVAL_NEEDED, Failure.APPROVAL_OVER, Failure.TOO_SOON, Failure.TOO_MANY_FOR_ACCOUNT,
        Failure.FLOW_ENDED, Failure.REPLACEMENT_THERE, Failure.NO_REPLACEMENT, Failure.NOT_LIVE,
    ),
    least_role=_AGENT,
)  # fmt: skip
"""What each action asks for stands in ``domain.staff.ACTION_RULES``."""
ACTION_ENDPOINTS = (JOIN, VERIFY_CALLER, ASK_APPROVAL, APPROVALS, DECIDE_APPROVAL, FACTS, ACT)

OPEN_LIVE_CASE = Endpoint(
    "open_live_case", "POST", "/live-cases", live.OpenLiveCase, live.LiveCaseOpened,
    (Failure.FLOW_ENDED, Failure.TOO_SOON), needs_flow=True,
)  # fmt: skip
LIVE_CASE = Endpoint("live_case", "GET", "/live-cases", None, live.LiveCase, _LIVE, needs_live_case=True)
ANSWER_AGENT = Endpoint(
    "answer_agent", "POST", "/live-cases/allowed", live.AnswerAgent, live.LiveCase, _LIVE, needs_live_case=True
)
GIVE_NUMBER = Endpoint(
    "give_number", "POST", "/live-cases/number", live.GiveNumber, live.LiveCase, (*_LIVE, Failure.NUMBER_WRONG),
    needs_live_case=True,
)  # fmt: skip
ADD_LIVE_EVENTS = Endpoint(
    "add_live_events", "POST", "/live-cases/events", live.AddLiveEvents, events.EventsAdded, _LIVE,
    needs_live_case=True,
)  # fmt: skip
FOLLOW_LIVE_CASE = Endpoint(
    "follow_live_case", "GET", "/live-cases/stream", None, events.CaseEvent, _LIVE, needs_live_case=True, streams=True
)
END_LIVE_CASE = Endpoint("end_live_case", "POST", "/live-cases/ended", None, Done, _LIVE, needs_live_case=True)
LIVE_ENDPOINTS = (
    OPEN_LIVE_CASE,
    LIVE_CASE,
    ANSWER_AGENT,
    GIVE_NUMBER,
    ADD_LIVE_EVENTS,
    FOLLOW_LIVE_CASE,
    END_LIVE_CASE,
)
