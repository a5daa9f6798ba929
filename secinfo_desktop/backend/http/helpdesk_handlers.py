"""What the endpoints of the helpdesk's console do. Who calls was looked at before: ``Call.agent``."""

from collections.abc import Mapping
from dataclasses import dataclass

from secinfo_desktop.backend.http import helpdesk_wire as wire
from secinfo_desktop.backend.http.calls import Call, Handler
from secinfo_desktop.backend.services.case_handling import CaseHandling
from secinfo_desktop.backend.services.help_cases import HelpCases, ListAsked, NewCall
from secinfo_desktop.backend.services.staff_sessions import StaffSessions
from secinfo_desktop.contract import case_events, helpdesk
from secinfo_desktop.contract.security_info import Done
from secinfo_desktop.domain.calls import CaseScope, CaseSort, ErasedFor, HandedTo, OutcomeCode


@dataclass(frozen=True)
class HelpdeskServices:
    """What these endpoints speak to; ``organisation`` is what callers know it by."""

    sessions: StaffSessions
    cases: HelpCases
    handling: CaseHandling
    organisation: str


def helpdesk_handlers(services: HelpdeskServices) -> Mapping[str, Handler]:
    """The handlers by the names of their endpoints."""
    return {
        **_of_staff(services.sessions, services.organisation),
        **_of_cases(services.cases),
        **_of_handling(services.handling),
    }


def _of_staff(sessions: StaffSessions, organisation: str) -> dict[str, Handler]:
    def sign_in(asked: helpdesk.StaffSignIn, its: Call) -> helpdesk.StaffSignedIn:
        return wire.signed_in(sessions.sign_in(asked.name, asked.password, peer=its.peer), organisation)

    return {
        "staff_sign_in": sign_in,
        "staff_standing": lambda _, its: wire.standing(sessions.standing(its.agent), organisation),
        "staff_sign_out": lambda _, its: Done(now=sessions.sign_out(its.agent, peer=its.peer)),
        "colleagues": lambda _, its: wire.colleagues(*sessions.colleagues(its.agent)),
    }


def _of_cases(cases: HelpCases) -> dict[str, Handler]:
    def open_case(asked: helpdesk.OpenCase, its: Call) -> helpdesk.CaseStanding:
        events = wire.events_given(asked.events)
        call = NewCall(asked.case, asked.caller, asked.language, asked.checklist, asked.context, events)
        return wire.case_standing(*cases.open(its.agent, call, peer=its.peer))

    def find(asked: helpdesk.FindCases, its: Call) -> helpdesk.CasesFound:
        scope, sort = wire.word(CaseScope, asked.scope), wire.word(CaseSort, asked.sort)
        wanted = ListAsked(scope, sort, asked.text, asked.most, wire.after(asked.after, sort))
        found, now = cases.find(its.agent, wanted)
        return wire.found(found, sort, now)

    def add(asked: helpdesk.AddEvents, its: Call) -> case_events.EventsAdded:
        return wire.events_added(*cases.add(its.agent, asked.case, wire.events_given(asked.events)))

    def note(asked: helpdesk.AddNote, its: Call) -> Done:
        return Done(now=cases.write_down(its.agent, asked.case, asked.id, asked.text))

    def name_caller(asked: helpdesk.NameCaller, its: Call) -> helpdesk.CaseStanding:
        return wire.case_standing(*cases.name_caller(its.agent, asked.case, asked.caller))

    def name_account(asked: helpdesk.NameAccount, its: Call) -> Done:
        return Done(now=cases.name_account(its.agent, asked.case, asked.account_name, peer=its.peer))

    return {
        "open_case": open_case,
        "find_cases": find,
        "read_case": lambda asked, _: wire.case_read(*cases.read(asked.case, asked.after)),
        "add_events": add,
        "add_note": note,
        "name_caller": name_caller,
        "name_account": name_account,
    }


def _of_handling(handling: CaseHandling) -> dict[str, Handler]:
    def take(asked: helpdesk.TheCase, its: Call) -> helpdesk.CaseStanding:
        return wire.case_standing(*handling.take(its.agent, asked.case, peer=its.peer))

    def hand_over(asked: helpdesk.HandOver, its: Call) -> helpdesk.CaseStanding:
        to = wire.word(HandedTo, asked.to)
        return wire.case_standing(*handling.hand_over(its.agent, asked.case, to, asked.colleague, peer=its.peer))

    def close(asked: helpdesk.CloseCase, its: Call) -> helpdesk.CaseStanding:
        outcome, day = wire.word(OutcomeCode, asked.outcome), asked.call_back_on
        return wire.case_standing(*handling.close(its.agent, asked.case, outcome, day, asked.ticket, peer=its.peer))

    def erase(asked: helpdesk.EraseCase, its: Call) -> Done:
        return Done(now=handling.erase(its.agent, asked.case, wire.word(ErasedFor, asked.reason), peer=its.peer))

    return {
        "take_case": take,
        "hand_over": hand_over,
        "close_case": close,
        "export_case": lambda asked, its: wire.export(*handling.export(its.agent, asked.case, peer=its.peer)),
        "erase_case": erase,
    }
