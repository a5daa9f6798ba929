"""Closed cases are counted only where somebody switched it on: once each, for two years, and nothing personal."""

from pathlib import Path

import pytest

from secinfo_desktop.desktop.cases import SavedCases
from secinfo_desktop.desktop.closed_cases import ClosedCases
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.closed_case import Source, read
from secinfo_desktop.guide.events import Closed
from secinfo_desktop.recovery.kept import KeptAlong, KeptPage
from secinfo_desktop.recovery.ports import AccountKind
from tests.guide.cases import answered, begin, record
from tests.helpers.clock import START, FrozenClock
from tests.helpers.expected_log import ExpectedLog


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def closed(tmp_path: Path, clock: FrozenClock) -> ClosedCases:
    its = ClosedCases(tmp_path / "closed", clock)
    its.switch_on()
    return its


def ended() -> Case:
    case = record(begin("email"), answered("asked_for_code", "yes", 6), answered("look_in_junk", "solved", 63.4))
    return case.record(Closed(START, Outcome.GOT_IN))


@pytest.mark.parametrize(
    ("kind", "source"), [(AccountKind.BY_HAND, Source.SELF), (AccountKind.ORGANISATION, Source.STAFF)]
)
def test_who_told_it_is_kept_apart(closed: ClosedCases, kind: AccountKind, source: Source) -> None:
    closed.add(ended(), kind)
    (case,) = read("\n".join(closed.lines()))
    assert case.source is source
    assert [(one.step, one.seconds) for one in case.steps] == [("asked_for_code", 5), ("look_in_junk", 65)]


def test_nothing_is_counted_unless_switched_on_nor_about_made_up_people(tmp_path: Path, clock: FrozenClock) -> None:
    off = ClosedCases(tmp_path / "off", clock)
    off.add(ended(), AccountKind.BY_HAND)
    assert list(tmp_path.iterdir()) == []
    off.switch_on()
    off.add(ended(), AccountKind.PRACTICE)
    off.add(ended(), None)
    assert list(off.lines()) == []


def test_switching_off_deletes_what_was_counted(closed: ClosedCases, tmp_path: Path) -> None:
    closed.add(ended(), AccountKind.BY_HAND)
    closed.switch_off()
    assert not closed.is_on
    assert list(tmp_path.iterdir()) == []


def test_what_is_older_than_two_years_is_deleted(closed: ClosedCases, clock: FrozenClock) -> None:
    closed.add(ended(), AccountKind.BY_HAND)
    clock.advance(weeks=104)
    closed.clean()
    assert len(list(closed.lines())) == 1
    clock.advance(weeks=1)
    closed.clean()
    assert list(closed.lines()) == []


def test_a_case_is_counted_once_however_often_it_is_kept(
    closed: ClosedCases, clock: FrozenClock, tmp_path: Path
) -> None:
    cases = SavedCases(tmp_path / "cases", clock, closed=closed.add)
    case = ended()
    along = KeptAlong(case.opened.case_id, KeptPage("done"), kind=AccountKind.BY_HAND)
    cases.keep(Case(case.opened, case.later[:-1]), along)
    assert list(closed.lines()) == []
    for _ in range(3):
        cases.keep(case, along)
    SavedCases(tmp_path / "cases", clock, closed=closed.add).keep(case, along)
    assert len(list(closed.lines())) == 1


def test_what_goes_wrong_disturbs_nobody(closed: ClosedCases, tmp_path: Path, expected_log: ExpectedLog) -> None:
    (tmp_path / "closed" / "2026-W47.jsonl").mkdir()
    (tmp_path / "closed" / "2026-W48.jsonl").mkdir()
    expected_log.expect("secinfo_desktop.desktop.closed_cases", "could not be counted")
    closed.add(ended(), AccountKind.BY_HAND)
