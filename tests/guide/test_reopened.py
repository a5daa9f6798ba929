"""A case is explained as it was before its end, to somebody who may know no more than the one it was for."""

import pytest

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.closed_case import Source, closed_case
from secinfo_desktop.guide.events import CaseError, Closed
from secinfo_desktop.guide.reopened import from_closed, reopened
from tests.guide.cases import HELPDESK, PUBLIC, answered, begin, observed, record, retracted
from tests.helpers.clock import START

ASKED, JUNK = answered("asked_for_code", "yes"), answered("look_in_junk", "solved", 60)
END = Closed(START, Outcome.GOT_IN)


def test_the_end_and_what_solved_it_are_left_out() -> None:
    assert reopened(record(begin("email"), ASKED, JUNK, END)) == record(begin("email"), ASKED)
    failed = answered("look_in_junk", "failed", 60)
    assert reopened(record(begin("email"), ASKED, failed, END)) == record(begin("email"), ASKED, failed)


def test_what_was_taken_back_stays_taken_back() -> None:
    case = record(begin("email"), ASKED, JUNK, retracted("look_in_junk"))
    assert reopened(case) == case


def test_nobody_hears_more_than_the_case_was_for() -> None:
    case = record(begin("email", HELPDESK), ASKED)
    assert reopened(case, PUBLIC).audience is PUBLIC
    with pytest.raises(CaseError):
        reopened(record(begin("email"), ASKED), HELPDESK)


def test_an_exported_case_says_again_what_was_said(checklist: Checklist) -> None:
    case = record(begin("email", HELPDESK), observed("requests", "one"), ASKED, JUNK)
    closed = closed_case(checklist, case, Source.STAFF)
    again = from_closed(closed)
    assert [(entry.step, entry.outcome) for entry in again.entries()] == [
        ("asked_for_code", "yes"),
        ("look_in_junk", "solved"),
    ]
    assert again.evidence(HELPDESK) == {"requests": "one"}
    assert again.evidence(PUBLIC) == {}
    assert closed_case(checklist, again, Source.STAFF) == closed
