"""R18: who knows the password floods nobody with notices of changes, and hides nothing behind a flood."""

import pytest

from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.services.notice_ceiling import MOST
from secinfo_desktop.backend.services.signatures import new_key
from secinfo_desktop.domain.security_info import SessionPurpose
from tests.backend.services.test_audit import kinds
from tests.helpers.replacement_bench import CLAIM
from tests.helpers.service_bench import MAIL, NEW_PASSWORD, ServiceBench
from tests.helpers.signed_in_bench import NEW_MAIL, Member

FLOOD = 40
MORE = "much is changed"


@pytest.fixture
def member(bench: ServiceBench) -> Member:
    return Member(bench)


def flood(member: Member, session: str) -> list[str]:
    """A name is switched off and on, many times; returns what came by mail."""
    option = next(its.id for its in member.info(session).options if its.id != "own")
    sent = member.sent
    for number in range(FLOOD):
        member.its.contacts.switch_option(session, option, on=bool(number % 2))
    return mails(member, sent)


def mails(member: Member, sent: int) -> list[str]:
    """What came by mail to the owner since so many letters."""
    return [letter.text for letter in member.letters_since(sent) if letter.destination == MAIL]


def test_r18_a_flood_of_changes_is_a_handful_of_notices_and_all_of_it_is_in_the_log(member: Member) -> None:
    came = flood(member, member.sign_in())
    assert len(came) == MOST
    assert [MORE in text for text in came] == [*[False] * (MOST - 1), True]
    assert kinds(member.bench).count(AuditKind.OPTION_SWITCHED) == FLOOD


def test_r18_every_new_password_is_told_of_however_often_it_is_changed(member: Member) -> None:
    """The control, too: where there is no ceiling a flood comes through, and is seen here."""
    session, sent = member.sign_in(), member.sent
    for number in range(FLOOD):
        member.its.sessions.change_password(session, f"{NEW_PASSWORD} {number % 2}")
    assert len(mails(member, sent)) == FLOOD


def test_r18_a_day_later_changes_are_told_of_again(member: Member) -> None:
    flood(member, member.sign_in())
    member.bench.clock.advance(hours=24)
    came = flood(member, member.sign_in())
    assert len(came) == MOST
    assert MORE not in came[0]


def test_r18_a_flood_hides_no_password_no_contact_no_replacement_and_no_other_kind(member: Member) -> None:
    session, evidence = member.sign_in(), member.bench.evidence()
    flood(member, session)
    sent = member.sent
    evidence.recovery_codes.make(session)
    evidence.computers.enrol(session, "desk", new_key(member.bench.random)[1])
    member.add_proven(session, NEW_MAIL)
    member.bench.replacements().replacing.start(session, CLAIM)
    member.its.sessions.change_password(session, NEW_PASSWORD)
    came = mails(member, sent)
    assert len(came) == 5
    assert not any(MORE in text for text in came)


def test_r18_a_code_that_was_asked_for_comes_all_the_same(member: Member) -> None:
    session = member.sign_in()
    flood(member, session)
    sent = member.sent
    member.ask(session, SessionPurpose.PROVE, member.id_of(session, 1))
    assert len(mails(member, sent)) == 1
