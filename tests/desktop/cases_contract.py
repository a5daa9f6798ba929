"""What every implementation of the port ``Cases`` promises; run against the fake and the files alike."""

from dataclasses import replace
from datetime import datetime

import pytest

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Answered, Closed, Opened
from secinfo_desktop.recovery.kept import KeptAlong, KeptCase, KeptPage
from secinfo_desktop.recovery.ports import AccountKind, Cases, Purpose
from secinfo_desktop.recovery.said import Start
from tests.helpers.clock import FrozenClock


def case(at: datetime, case_id: str = "case-0001", answers: int = 1) -> Case:
    """A log with so many answers."""
    log = Case(Opened(at, case_id, "code_not_received", "1", "sms", Disclosure.PUBLIC))
    for _ in range(answers):
        log = log.record(Answered(at, "filter_is_on", "yes", 3.5))
    return log


def along(case_id: str = "case-0001") -> KeptAlong:
    """All that can stand beside it."""
    return KeptAlong(
        case_id=case_id,
        page=KeptPage("question", "filter_is_on", (("again", True), ("kind", "phone_text"))),
        start=Start.UNASKED_CODE,
        purpose=Purpose.SECURE,
        choice="practice",
        kind=AccountKind.PRACTICE,
        story="text-blocked",
        had_flow=True,
        step="unblock_senders",
        trail=(KeptPage("whose_account"), KeptPage("instruction", "unblock_senders")),
    )


class CasesContract:
    """Subclasses give ``cases``, which have the clock ``clock``."""

    @pytest.fixture
    def clock(self) -> FrozenClock:
        return FrozenClock()

    def test_nothing_is_kept_at_first(self, cases: Cases) -> None:
        assert cases.all().cases == ()
        assert cases.all().place

    def test_a_case_is_kept_as_it_was(self, cases: Cases, clock: FrozenClock) -> None:
        cases.keep(case(clock()), along())
        assert cases.all().cases == (KeptCase(along(), case(clock()), clock()),)
        assert cases.all().find("case-0001") == cases.all().cases[0]
        assert cases.all().find("case-0002") is None

    def test_a_case_without_a_log_is_kept(self, cases: Cases, clock: FrozenClock) -> None:
        just_begun = KeptAlong("case-0001", KeptPage("whose_account"))
        cases.keep(None, just_begun)
        assert cases.all().cases == (KeptCase(just_begun, None, clock()),)

    def test_the_latest_state_counts_with_its_time(self, cases: Cases, clock: FrozenClock) -> None:
        cases.keep(case(clock()), along())
        clock.advance(minutes=1)
        later = replace(along(), page=KeptPage("waiting", "unblock_senders"))
        cases.keep(case(clock(), answers=2), later)
        assert cases.all().cases == (KeptCase(later, case(clock(), answers=2), clock()),)

    def test_the_newest_stands_first(self, cases: Cases, clock: FrozenClock) -> None:
        for number in (2, 1, 3):
            clock.advance(minutes=1)
            cases.keep(None, along(f"case-000{number}"))
        assert [kept.along.case_id for kept in cases.all().cases] == ["case-0003", "case-0001", "case-0002"]

    def test_one_is_forgotten_and_the_others_stay(self, cases: Cases) -> None:
        cases.keep(None, along("case-0001"))
        cases.keep(None, along("case-0002"))
        cases.forget("case-0001")
        assert [kept.along.case_id for kept in cases.all().cases] == ["case-0002"]

    def test_what_was_forgotten_is_not_kept_by_a_late_write(self, cases: Cases) -> None:
        cases.keep(None, along())
        cases.forget("case-0001")
        cases.keep(None, along())
        assert cases.all().cases == ()

    def test_what_is_not_there_can_be_forgotten(self, cases: Cases) -> None:
        cases.forget("case-0009")

    def test_all_are_forgotten(self, cases: Cases) -> None:
        cases.keep(None, along("case-0001"))
        cases.keep(None, along("case-0002"))
        cases.forget_all()
        assert cases.all().cases == ()

    def test_a_stop_is_kept_with_its_time(self, cases: Cases, clock: FrozenClock) -> None:
        until = clock.advance(hours=0)
        log = case(clock()).record(Closed(clock(), Outcome.STOPPED_UNTIL))
        cases.keep(log, replace(along(), page=KeptPage("done"), until=until))
        kept = cases.all().cases[0]
        assert (kept.outcome, kept.along.until) == (Outcome.STOPPED_UNTIL, until)
        assert kept.can_go_on(clock())
