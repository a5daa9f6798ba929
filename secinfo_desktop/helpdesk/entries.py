"""What an agent says that belongs into the log of a call, and what it adds there. Pure."""

from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Event
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.leading import Leading

Entry = said.Answered | said.Undoes | said.Skips | said.ChoosesStep | said.CodeAskedFor | said.Ticks


def events_of(leading: Leading, view: Case, what: Entry) -> tuple[Event, ...]:
    """The events; nothing where it can't be said now."""
    match what:
        case said.Answered(outcome):
            return leading.answer(view, outcome)
        case said.Undoes():
            return leading.undo(view)
        case said.Skips():
            return leading.skip(view)
        case said.ChoosesStep(step):
            return leading.choose(view, step)
        case said.CodeAskedFor():
            return leading.code_asked(view)
        case said.Ticks(evidence, value):
            return leading.tick(view, evidence, value)
