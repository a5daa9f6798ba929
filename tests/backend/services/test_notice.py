"""The notice "can you still receive a code?" at the sign-in (B23, B24)."""

from datetime import timedelta

import pytest

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import SessionPurpose, SessionStage
from tests.helpers.service_bench import MAIL, ServiceBench, refusal
from tests.helpers.signed_in_bench import NEW_MAIL, Member

SECOND = timedelta(seconds=1)


@pytest.fixture
def member(bench: ServiceBench) -> Member:
    return Member(bench)


def stage(member: Member, session: str) -> SessionStage:
    return member.its.sessions.standing(session).stage


def overdue(member: Member) -> str:
    """A session that began a week after the first notice."""
    member.bench.clock.advance(days=180)
    member.sign_in()
    member.bench.clock.advance(days=7)
    return member.sign_in()


def test_b24_it_is_due_half_a_year_after_the_last_code_and_not_before(member: Member) -> None:
    member.bench.clock.advance(days=180, seconds=-1)
    assert member.its.sessions.standing(member.sign_in()).notice is None
    member.bench.clock.advance(seconds=1)
    notice = member.its.sessions.standing(member.sign_in()).notice
    assert notice is not None
    assert (notice.first_at, notice.due_at) == (member.bench.clock(), member.bench.clock() + timedelta(days=7))


def test_b24_it_is_not_asked_at_every_sign_in(member: Member) -> None:
    member.bench.clock.advance(days=180)
    session = member.sign_in()
    member.prove(session, SessionPurpose.VERIFY, member.id_of(session, 0))
    for _ in range(5):
        member.bench.clock.advance(days=30)
        assert member.its.sessions.standing(member.sign_in()).notice is None


def test_b24_a_long_absence_brings_it(member: Member) -> None:
    session = member.sign_in()
    member.prove(session, SessionPurpose.VERIFY, member.id_of(session, 0))
    member.bench.clock.advance(days=400)
    session = member.sign_in()
    assert member.its.sessions.standing(session).notice is not None
    assert stage(member, session) is SessionStage.OPEN


def test_b23_it_can_be_put_off_for_a_day_at_a_time(member: Member) -> None:
    member.bench.clock.advance(days=180)
    session = member.sign_in()
    notice = member.its.sessions.skip_notice(session).notice
    assert notice is not None
    assert notice.skipped_until == member.bench.clock() + timedelta(hours=24)
    member.bench.clock.advance(days=6, hours=12)
    session = member.sign_in()
    notice = member.its.sessions.skip_notice(session).notice
    assert notice is not None
    assert notice.skipped_until == notice.due_at


def test_b23_without_a_notice_there_is_nothing_to_put_off(member: Member) -> None:
    assert refusal(member.its.sessions.skip_notice, member.sign_in()) is Failure.NOT_SKIPPABLE


@pytest.mark.parametrize(
    ("after", "wanted"),
    [(-SECOND, SessionStage.OPEN), (timedelta(), SessionStage.VERIFY), (SECOND, SessionStage.VERIFY)],
)
def test_b23_seven_days_after_the_first_notice_it_is_done_before_anything_else(
    member: Member, after: timedelta, wanted: SessionStage
) -> None:
    member.bench.clock.advance(days=180)
    member.sign_in()
    member.bench.clock.advance(seconds=(timedelta(days=7) + after).total_seconds())
    assert stage(member, member.sign_in()) is wanted


def test_b23_verifying_one_contact_settles_it(member: Member) -> None:
    session = overdue(member)
    assert stage(member, session) is SessionStage.VERIFY
    assert refusal(member.its.sessions.all, session) is Failure.VERIFY_FIRST
    assert refusal(member.its.contacts.remove, session, member.id_of(session, 0)) is Failure.VERIFY_FIRST
    assert refusal(member.its.sessions.skip_notice, session) is Failure.NOT_SKIPPABLE
    inside = member.prove(session, SessionPurpose.VERIFY, member.id_of(session, 1))
    assert (inside.stage, inside.notice) == (SessionStage.OPEN, None)


def test_b23_new_info_settles_it_too(member: Member) -> None:
    session = overdue(member)
    member.add_proven(session, NEW_MAIL)
    assert stage(member, session) is SessionStage.OPEN


@pytest.mark.parametrize("purpose", [SessionPurpose.PROVE, SessionPurpose.SIGN_IN])
def test_b23_any_code_that_was_given_back_settles_it(member: Member, purpose: SessionPurpose) -> None:
    session = member.sign_in()
    if purpose is SessionPurpose.SIGN_IN:
        member.ask_for_second_step(session)
    session = overdue(member)
    contact = member.its.sessions.standing(session).contacts[0].id
    member.prove(session, purpose, contact)
    assert stage(member, session) is SessionStage.OPEN


def test_b23_a_recovery_settles_it(member: Member) -> None:
    overdue(member)
    member.recover(1, MAIL)
    session = member.sign_in()
    assert stage(member, session) is SessionStage.OPEN
    assert member.its.sessions.standing(session).notice is None


def test_b23_who_is_in_already_is_not_stopped_in_the_middle(member: Member) -> None:
    member.bench.clock.advance(days=180)
    member.sign_in()
    member.bench.clock.advance(days=7, seconds=-1)
    session = member.sign_in()
    member.bench.clock.advance(seconds=2)
    assert stage(member, session) is SessionStage.OPEN


def test_b11_who_has_said_that_none_can_be_reached_is_not_asked(member: Member) -> None:
    session = overdue(member)
    member.begin_replacement()
    assert stage(member, session) is SessionStage.OPEN
    assert member.its.sessions.standing(member.sign_in()).notice is None


def test_who_has_no_contact_is_not_asked(bench: ServiceBench) -> None:
    member = Member(bench, contacts=())
    assert stage(member, overdue(member)) is SessionStage.OPEN
