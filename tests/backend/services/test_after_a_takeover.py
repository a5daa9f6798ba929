"""After a takeover was told of, a new password comes first, and a code to an old contact before it (B13, rule 7)."""

import pytest

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import SessionPurpose, SessionStage
from tests.helpers.replacement_bench import NEW_MAIL as TYPED_MAIL
from tests.helpers.replacement_bench import ReplacementBench, cancel_code_in
from tests.helpers.service_bench import NAME, NEW_PASSWORD, ServiceBench, refusal
from tests.helpers.signed_in_bench import NEW_MAIL, Member


@pytest.fixture
def member(bench: ServiceBench) -> Member:
    return Member(bench)


@pytest.fixture
def its(bench: ServiceBench) -> ReplacementBench:
    its = ReplacementBench(bench, bench.store)
    its.set_password()
    return its


def test_after_a_takeover_a_new_password_is_set_before_anything_else(member: Member) -> None:
    session = member.sign_in()
    member.need_new_password()
    standing = member.its.sessions.standing(session)
    assert standing.stage is SessionStage.PASSWORD
    assert refusal(member.its.overview.info, session) is Failure.NEW_PASSWORD_FIRST
    assert refusal(member.add, session, NEW_MAIL) is Failure.NEW_PASSWORD_FIRST
    member.prove(session, SessionPurpose.PROVE, standing.contacts[0].id)
    assert member.its.sessions.standing(session).old_contact_until is not None
    member.its.sessions.change_password(session, NEW_PASSWORD)
    assert member.its.sessions.standing(session).stage is SessionStage.OPEN


def test_after_a_takeover_the_old_password_alone_chooses_no_new_one(member: Member) -> None:
    member.bench.clock.advance(days=1)
    session = member.sign_in()
    young = member.add_proven(session, NEW_MAIL)
    old = [its.id for its in member.its.sessions.standing(session).contacts if its.id != young]
    member.need_new_password()
    thiefs = member.sign_in()
    member.its.sessions.prove_password(thiefs, member.password)
    assert refusal(member.its.sessions.change_password, thiefs, NEW_PASSWORD) is Failure.OLD_CONTACT_NEEDED
    member.bench.clock.advance(minutes=1)
    member.prove(thiefs, SessionPurpose.PROVE, young)  # the thief's own, added with the password
    assert refusal(member.its.sessions.change_password, thiefs, NEW_PASSWORD) is Failure.OLD_CONTACT_NEEDED
    assert [its.id for its in member.its.sessions.standing(thiefs).contacts] == old


def test_after_a_takeover_the_code_counts_for_five_minutes(member: Member) -> None:
    member.need_new_password()
    session = member.sign_in()
    member.prove(session, SessionPurpose.PROVE, member.its.sessions.standing(session).contacts[0].id)
    member.bench.clock.advance(minutes=5)
    member.its.sessions.prove_password(session, member.password)
    assert refusal(member.its.sessions.change_password, session, NEW_PASSWORD) is Failure.OLD_CONTACT_NEEDED


def test_b13_after_a_cancel_by_a_notice_the_thiefs_password_is_worth_nothing_and_the_owner_gets_through(
    its: ReplacementBench,
) -> None:
    its.start(TYPED_MAIL)
    code = next(found for letter in its.letters if (found := cancel_code_in(letter)))
    its.services.cancelling.cancel(NAME, code)
    thiefs = its.session()
    assert refusal(its.signed_in.sessions.change_password, thiefs, NEW_PASSWORD) is Failure.OLD_CONTACT_NEEDED
    owners = its.session()
    its.give_code(owners, SessionPurpose.PROVE, its.signed_in.sessions.standing(owners).contacts[0].id)
    its.signed_in.sessions.change_password(owners, NEW_PASSWORD)
    assert refusal(its.signed_in.sessions.standing, thiefs) is Failure.NOT_SIGNED_IN
    assert refusal(its.session) is Failure.SIGN_IN_WRONG
    its.session(NEW_PASSWORD)
