"""What the services of shared calls answer, as it travels: nothing of it holds a code, or a contact in full."""

from datetime import datetime

import msgspec

from secinfo_desktop.backend.services.account_facts import MOST_GUESSES, Facts
from secinfo_desktop.backend.services.approving import ListedApproval
from secinfo_desktop.backend.services.live_cases import ForCaller, OpenedCase
from secinfo_desktop.backend.services.live_records import CaseLogEvent
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.backend.services.verifying import AskedCaller
from secinfo_desktop.contract import helpdesk, live_cases
from secinfo_desktop.contract.case_events import CaseEvent, LogEvent
from secinfo_desktop.domain.calls import number_of

_EVENT: msgspec.json.Decoder[LogEvent] = msgspec.json.Decoder(LogEvent)


def opened(its: OpenedCase) -> live_cases.LiveCaseOpened:
    """A case that is shared from now on."""
    return live_cases.LiveCaseOpened(live_case=its.handle, join_number=its.number, ends_at=its.ends_at, now=its.now)


def live_case(its: ForCaller, organisation: str, claim: str | None) -> live_cases.LiveCase:
    """Where it stands for the caller."""
    standing, number = its.standing, its.standing.open_number(its.now)
    asked = live_cases.NumberAsked(action=number.action, ends_at=number.ends_at) if number else None
    return live_cases.LiveCase(
        state=its.state.value,
        ends_at=standing.shared.join_ends_at if standing.shared else its.now,
        agent=standing.agent.shown_name if standing.agent and its.word_pair else None,
        organisation=organisation,
        word_pair=its.word_pair,
        number_asked=asked,
        verified_until=standing.case.verified_until if standing.case.is_verified(its.now) else None,
        claim=claim,
        now=its.now,
    )


def event(its: CaseLogEvent) -> CaseEvent:
    """An event of a case."""
    said = _EVENT.decode(its.body) if its.body is not None else None
    return CaseEvent(seq=its.seq, id=its.id, at=its.at, by=its.by, who=its.who, event=said, live=its.live)


def asked(its: AskedCaller) -> helpdesk.VerificationAsked:
    """A verification that has begun."""
    return helpdesk.VerificationAsked(verification=its.id, number=its.number, ends_at=its.ends_at, now=its.now)


def staff(its: StaffMember) -> helpdesk.Staff:
    """Somebody at the helpdesk."""
    return helpdesk.Staff(id=its.id, name=its.shown_name, role=its.role.value)


def approval(listed: ListedApproval, now: datetime) -> helpdesk.Approval:
    """What is asked of a second person, and where it stands."""
    its = listed.approval
    return helpdesk.Approval(
        approval=its.id,
        case=its.case_id,
        number=number_of(listed.place),
        action=its.action.value if its.action else None,
        reason=its.reason,
        asked_by=staff(listed.asked_by),
        asked_at=its.asked_at,
        ends_at=its.ends_at,
        state=its.state(now),
    )


def facts(its: Facts, most: tuple[int, int], now: datetime) -> helpdesk.AccountFacts:
    """What the service knows of an account."""
    return helpdesk.AccountFacts(
        contacts=tuple(helpdesk.ContactFact(**vars(each)) for each in its.contacts),
        messages=tuple(helpdesk.MessageFact(**vars(each)) for each in its.messages),
        asked_this_hour=its.asked_this_hour,
        most_an_hour=most[0],
        asked_today=its.asked_today,
        most_a_day=most[1],
        wrong_guesses=its.wrong_guesses,
        most_guesses=MOST_GUESSES,
        can_send_at=its.can_send_at,
        notice_since=its.notice_since,
        replacement_until=its.replacement_until,
        same_account=its.same_account,
        now=now,
    )
