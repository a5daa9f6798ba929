"""What leaves the console on paper or as a file: the ticket for who goes on, and the steps for the caller."""

from dataclasses import dataclass, field, replace

from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.helpdesk import steps_for_caller, ticket_sheet
from secinfo_desktop.helpdesk.call_words import call_words
from secinfo_desktop.helpdesk.records import HelpCase
from secinfo_desktop.helpdesk.standing import Desk
from secinfo_desktop.helpdesk.ticket import Ticket, ticket_of
from secinfo_desktop.recovery.sheet import Sheet
from secinfo_desktop.texts.words import Words


@dataclass(frozen=True)
class Papers:
    """Nothing secret stands in either. ``steps`` is in the caller's language."""

    ticket: Ticket = field(repr=False)
    ticket_sheet: Sheet
    steps: Sheet


def papers_of(case: HelpCase, checklist: Checklist, desk: Desk, words: Words, language: str) -> Papers:
    """Those of a case; ``language`` is that of the caller, ``words`` are the agent's."""
    ticket = ticket_of(case, checklist)
    caller = replace(words, language=language)
    return Papers(
        ticket,
        ticket_sheet.as_sheet(ticket, call_words(words, desk.pack, case.log.context), desk.practice),
        steps_for_caller.as_sheet(case, checklist, desk.capabilities, desk.pack, caller, desk.practice),
    )
