"""A case made ready to be explained once more: without its end, and for an audience that may know no more than its own.

A closed case has no times but its week; what was said stands in its order.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import SOLVED
from secinfo_desktop.guide.closed_case import ClosedCase
from secinfo_desktop.guide.events import Answered, CaseError, Closed, Event, Observed, Opened, Retracted

__all__ = ["CaseError", "from_closed", "reopened"]


def reopened(case: Case, audience: Disclosure | None = None) -> Case:
    """The case as it was before its end, and before what solved it.

    Raises:
        CaseError: the audience may know more than the one that the case was for.
    """
    opened = case.opened
    if audience is not None:
        if not opened.audience.may_see(audience):
            raise CaseError("audience: it may know more than the one that the case was begun for")
        opened = replace(opened, audience=audience)
    later = [event for event in case.later if not isinstance(event, Closed)]
    last = next((event for event in reversed(later) if isinstance(event, Answered | Retracted)), None)
    if isinstance(last, Answered) and last.outcome == SOLVED:
        later.remove(last)
    return _recorded(opened, later)


def from_closed(closed: ClosedCase) -> Case:
    """The log that a closed case came from, as far as it was exported; staff may know what stands in it."""
    year, _, week = closed.week.partition("-W")
    at = datetime.combine(date.fromisocalendar(int(year), int(week), 1), datetime.min.time(), UTC)
    opened = Opened(at, "exported", closed.checklist, closed.revision, closed.context, Disclosure.HELPDESK)
    seen: list[Event] = [Observed(at, name, value, Disclosure.HELPDESK) for name, value in closed.evidence.items()]
    said = [Answered(at, one.step, one.outcome, one.seconds) for one in closed.steps]
    return _recorded(opened, [*seen, *said])


def _recorded(opened: Opened, events: Iterable[Event]) -> Case:
    case = Case(opened)
    for event in events:
        case = case.record(event)
    return case
