"""Turns a helpdesk's cases into what travels, and what travels into what is asked of them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import msgspec

from secinfo_desktop.backend.services.help_records import CaseAfter, CaseDoings, CaseFile, CasesFound, HelpCase
from secinfo_desktop.backend.services.live_records import CaseLogEvent, LoggedEvent
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.backend.services.staff_sessions import StaffSignedIn, StaffStanding
from secinfo_desktop.contract import case_events, helpdesk
from secinfo_desktop.domain.calls import CaseSort
from secinfo_desktop.domain.failures import Failure

_Word = TypeVar("_Word", bound=StrEnum)


class _Page(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """Where a page ended, as it travels; of the one order that it was asked in."""

    sort: str
    part: int
    at: datetime | None
    text: str | None
    place: int


def word(of: type[_Word], its: str) -> _Word:
    """One of fixed words.

    Raises:
        Refused: BAD_REQUEST for another one.
    """
    try:
        return of(its)
    except ValueError:
        raise Refused(Failure.BAD_REQUEST) from None


def member(its: StaffMember) -> helpdesk.Staff:
    """Somebody at the helpdesk; what they sign in with is theirs."""
    return helpdesk.Staff(id=its.id, name=its.shown_name, role=its.role.value)


def signed_in(its: StaffSignedIn, organisation: str) -> helpdesk.StaffSignedIn:
    """A session."""
    return helpdesk.StaffSignedIn(
        session=its.token,
        ends_at=its.session.ends_at,
        me=member(its.session.me),
        organisation=organisation,
        now=its.now,
    )


def standing(its: StaffStanding, organisation: str) -> helpdesk.StaffStanding:
    """Who is signed in, and what they may do."""
    return helpdesk.StaffStanding(
        me=member(its.session.me),
        organisation=organisation,
        actions=tuple(its.actions),
        proofs=tuple(its.proofs),
        ends_at=its.session.ends_at,
        now=its.now,
    )


def colleagues(its: Iterable[StaffMember], now: datetime) -> helpdesk.Colleagues:
    """To whom a case can be handed."""
    return helpdesk.Colleagues(staff=tuple(member(each) for each in its), now=now)


def line(its: HelpCase) -> helpdesk.CaseLine:
    """A case as a list shows it."""
    return helpdesk.CaseLine(
        case=its.id,
        number=its.number,
        caller=its.caller,
        language=its.language,
        checklist=its.checklist,
        context=its.context,
        state=its.state.value,
        owner=member(its.owner) if its.owner else None,
        opened_at=its.opened_at,
        changed_at=its.changed_at,
        waiting_since=its.waiting_since,
        step=its.step,
        live=its.is_live,
        verified_until=its.verified_until,
        verified_how=its.verified_how,
        verified_for=its.verified_for,
        same_account=its.same_account,
        outcome=its.outcome,
        call_back_on=its.call_back_on,
        ticket=its.ticket,
    )


def case_standing(its: HelpCase, now: datetime) -> helpdesk.CaseStanding:
    """Where a case stands."""
    return helpdesk.CaseStanding(line=line(its), now=now)


def found(its: CasesFound, sort: CaseSort, now: datetime) -> helpdesk.CasesFound:
    """A page of the list."""
    counts = {scope.value: count for scope, count in its.counts.items()}
    return helpdesk.CasesFound(
        cases=tuple(map(line, its.cases)), next=_written(its.after, sort) if its.after else None, counts=counts, now=now
    )


def _written(its: CaseAfter, sort: CaseSort) -> str:
    at, text = (its.key, None) if isinstance(its.key, datetime) else (None, its.key)
    return urlsafe_b64encode(msgspec.json.encode(_Page(sort.value, its.part, at, text, its.place))).decode()


def after(written: str | None, sort: CaseSort) -> CaseAfter | None:
    """Where the page before ended.

    Raises:
        Refused: BAD_REQUEST for what no page of this order ended with.
    """
    if written is None:
        return None
    try:
        its = msgspec.json.decode(urlsafe_b64decode(written.encode()), type=_Page)
    except (ValueError, RecursionError):  # also what msgspec and base64 raise
        raise Refused(Failure.BAD_REQUEST) from None
    wants_time = sort is CaseSort.LONGEST_WAIT and its.part == 0
    fits = (its.at is not None, its.text is not None) == (wants_time, sort is CaseSort.CALLER)
    last_part = 1 if sort is CaseSort.LONGEST_WAIT else 0
    is_aware = its.at is None or its.at.tzinfo is not None
    if its.sort != sort or not fits or not is_aware or not 0 <= its.part <= last_part or not 0 <= its.place < 1 << 31:
        raise Refused(Failure.BAD_REQUEST)
    return CaseAfter(its.part, its.at or its.text, its.place)


def events_given(its: Iterable[case_events.NewEvent]) -> tuple[LoggedEvent, ...]:
    """Events of a console, as they are kept."""
    return tuple(LoggedEvent(each.id, msgspec.json.encode(each.event).decode()) for each in its)


def event(its: CaseLogEvent) -> case_events.CaseEvent:
    """An event of a log."""
    body = msgspec.json.decode(its.body, type=case_events.LogEvent) if its.body is not None else None
    return case_events.CaseEvent(seq=its.seq, id=its.id, at=its.at, by=its.by, who=its.who, event=body, live=its.live)


def events_added(its: Iterable[CaseLogEvent], now: datetime) -> case_events.EventsAdded:
    """Events as they stand in the log."""
    return case_events.EventsAdded(events=tuple(map(event, its)), now=now)


def case_read(its: CaseFile, now: datetime) -> helpdesk.CaseRead:
    """A case with its log and notes."""
    notes = tuple(helpdesk.Note(id=each.id, at=each.at, who=each.who, text=each.text) for each in its.notes)
    return helpdesk.CaseRead(line=line(its.case), events=tuple(map(event, its.events)), notes=notes, now=now)


def export(its: CaseFile, doings: CaseDoings, now: datetime) -> helpdesk.CaseExport:
    """Everything that is kept of a case, as JSON for people and programs."""
    whole = {"case": case_read(its, now), "closed_at": its.case.closed_at, **vars(doings)}
    return helpdesk.CaseExport(text=msgspec.json.format(msgspec.json.encode(whole), indent=2).decode(), now=now)
