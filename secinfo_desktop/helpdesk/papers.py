"""What leaves the console on paper or as a file: the ticket for who goes on, and the steps for the caller."""

from dataclasses import dataclass, field, replace

from secinfo_desktop.helpdesk import steps_for_caller, ticket_sheet
from secinfo_desktop.helpdesk.call_words import call_words
from secinfo_desktop.helpdesk.standing import Desk, Standing
from secinfo_desktop.helpdesk.ticket import Ticket, ticket_of
from secinfo_desktop.recovery.sheet import Sheet
from secinfo_desktop.texts.words import Words


@dataclass(frozen=True)
class Papers:
    """Nothing secret stands in either. ``steps`` is in the caller's language."""

    ticket: Ticket = field(repr=False)
    ticket_sheet: Sheet
    steps: Sheet


def papers_of(at: Standing, desk: Desk, words: Words) -> Papers | None:
    """Those of the case that is shown, if one is whose checklist is there; ``words`` are the agent's."""
    case = at.case
    checklist = desk.checklist(case.log) if case is not None else None
    if case is None or checklist is None:
        return None
    ticket, caller = ticket_of(case, checklist), replace(words, language=at.language(case))
    return Papers(
        ticket,
        ticket_sheet.as_sheet(ticket, call_words(words, desk.pack_of(case.line), case.log.context), desk.practice),
        steps_for_caller.as_sheet(
            case, checklist, desk.capabilities_of(case.line), desk.pack_of(case.line), caller, desk.practice
        ),
    )
