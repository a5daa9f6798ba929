"""Cases of the helpdesk as values, for tests of what is made of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from secinfo_desktop.desktop.checklists import shipped
from secinfo_desktop.domain.calls import CaseState, OutcomeCode
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.staff import Role
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Answered, Event, Happened, Happening, Observed, Opened, Skipped, StepShown
from secinfo_desktop.helpdesk.records import Agent, CaseLine, HelpCase, Note

CHECKLIST: Final = shipped()
BEGAN: Final = datetime(2026, 11, 27, 14, 2, tzinfo=UTC)
AGENT: Final = Agent("a1", "Mira", Role.AGENT)
CAPABILITIES: Final = frozenset(
    {"other_contact", "typed_contact", "voice_call", "change_info", "replace_info", "recovery_code"}
)


def at(minutes: float) -> datetime:
    return BEGAN + timedelta(minutes=minutes)


USUAL: Final[tuple[Event, ...]] = (
    Happened(at(0), Happening.CODE_ASKED, Disclosure.PUBLIC),
    Observed(at(0.1), "requests", "one", Disclosure.PUBLIC),
    StepShown(at(0.2), "asked_for_code", Disclosure.PUBLIC),
    Answered(at(1), "asked_for_code", "yes", 10),
    Answered(at(2), "can_open_contact", "yes", 10),
    Skipped(at(3), "mail_rules_exist"),
    Answered(at(5), "look_in_junk", "failed", 60),
)


def case(
    events: tuple[Event, ...] = USUAL,
    *,
    notes: tuple[str, ...] = (),
    caller: str = "",
    agent: str = AGENT.name,
    number: str = "4F-207",
    reference: str | None = None,
    audience: Disclosure = Disclosure.PUBLIC,
) -> HelpCase:
    """A closed call about a code that did not come by mail."""
    opened = Opened(BEGAN, "case-0001", CHECKLIST.id, CHECKLIST.revision, "email", audience)
    log = Case(opened)
    for event in events:
        log = log.record(event)
    line = CaseLine(
        id="case-0001",
        number=number,
        caller=caller,
        language="en",
        checklist=CHECKLIST.id,
        state=CaseState.WAITING,
        owner=Agent("a1", agent, Role.AGENT),
        opened_at=BEGAN,
        changed_at=at(9),
        outcome=OutcomeCode.WAITS_A_DAY,
        call_back_on=date(2026, 11, 28),
        ticket=reference,
    )
    noted = tuple(Note(f"n{place}", at(6 + place), agent, text) for place, text in enumerate(notes))
    return HelpCase(line, log, who=tuple(agent for _ in events), notes=noted)
