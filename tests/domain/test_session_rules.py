"""What stands before a session, the first thing first, and how long a proof is fresh."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.security_info import SessionStage, VerificationNotice
from secinfo_desktop.domain.session_rules import FRESH_FOR, NOT_YET_OPEN, fresh_until, stage

NOW = datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)
OVERDUE = VerificationNotice(NOW - timedelta(days=8), NOW - timedelta(days=1))
YOUNG = VerificationNotice(NOW - timedelta(days=1), NOW + timedelta(days=6))


@pytest.mark.parametrize(
    ("code_missing", "notice", "new_password_needed", "wanted"),
    [
        (True, OVERDUE, True, SessionStage.CODE),
        (False, OVERDUE, True, SessionStage.VERIFY),
        (False, YOUNG, True, SessionStage.PASSWORD),
        (False, YOUNG, False, SessionStage.OPEN),
        (False, None, False, SessionStage.OPEN),
    ],
)
def test_the_first_thing_stands_first(
    code_missing: bool, notice: VerificationNotice | None, new_password_needed: bool, wanted: SessionStage
) -> None:
    its = stage(code_missing=code_missing, notice=notice, began_at=NOW, new_password_needed=new_password_needed)
    assert its is wanted


def test_b23_who_is_in_already_is_not_stopped_in_the_middle() -> None:
    began = YOUNG.due_at - SECOND
    its = stage(code_missing=False, notice=YOUNG, began_at=began, new_password_needed=False)
    assert its is SessionStage.OPEN


def test_every_stage_but_the_open_one_has_its_refusal() -> None:
    assert set(NOT_YET_OPEN) == set(SessionStage) - {SessionStage.OPEN}


def test_a_proof_is_fresh_for_five_minutes_to_the_second() -> None:
    assert timedelta(minutes=5) == FRESH_FOR
    until = NOW + FRESH_FOR
    assert [fresh_until(NOW, at) for at in (NOW, until - SECOND, until, until + SECOND)] == [until, until, None, None]


def test_nothing_and_a_proof_from_the_future_are_not_fresh() -> None:
    assert fresh_until(None, NOW) is None
    assert fresh_until(NOW + SECOND, NOW) is None


@given(st.timedeltas(timedelta(days=-2), timedelta(days=2)))
def test_no_proof_is_fresh_for_longer(after: timedelta) -> None:
    assert (fresh_until(NOW, NOW + after) is not None) == (timedelta() <= after < FRESH_FOR)
