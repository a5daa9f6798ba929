"""A contact that counts goes only by a code given back at an old one: nobody goes round the 30 days (B9, B11)."""

from datetime import timedelta

import pytest

from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import ContactState, ContactUse, SecurityInfo, SessionPurpose
from secinfo_desktop.domain.security_policy import SecurityRules
from tests.helpers.service_bench import ServiceBench, refusal
from tests.helpers.signed_in_bench import NEW_MAIL, NEW_PHONE, Member

RECOVERY, SIGN_IN = frozenset({ContactUse.RECOVERY}), frozenset({ContactUse.SIGN_IN})
DAY = timedelta(days=1)
THIRD = 2
"""The place of the contact that a thief, or the owner, adds."""


@pytest.fixture
def member(bench: ServiceBench) -> Member:
    return Member(bench)


@pytest.fixture
def session(member: Member) -> str:
    """Of whoever knows the password: it is fresh proof, and nothing more."""
    return come_back_after(member, DAY)


def of_contacts(info: SecurityInfo) -> list[tuple[str, ContactState, frozenset[ContactUse]]]:
    return [(its.contact.id, its.state, its.uses) for its in info.contacts]


def come_back_after(member: Member, span: timedelta) -> str:
    member.bench.clock.advance(seconds=span.total_seconds())
    return member.sign_in()


def test_b9_with_the_password_alone_nobody_gets_rid_of_a_contact_that_counts(member: Member, session: str) -> None:
    added = member.add_proven(session, NEW_MAIL)
    before = of_contacts(member.info(session))
    phone = member.id_of(session, 0)
    for _ in range(2):
        answers = {
            refusal(member.its.contacts.remove, session, phone),
            refusal(member.add, session, NEW_PHONE, phone),
            refusal(member.its.contacts.use, session, phone, SIGN_IN),
            refusal(member.its.contacts.use, session, phone, RECOVERY),
        }
        assert answers == {Failure.OLD_CONTACT_NEEDED}
        member.bench.clock.advance(minutes=2)
        member.prove(session, SessionPurpose.PROVE, added)  # nor with a code to a contact of one's own
    assert of_contacts(member.info(session)) == before


def test_b9_a_contact_of_ones_own_decides_after_thirty_days_to_the_second(member: Member, session: str) -> None:
    added = member.add_proven(session, NEW_MAIL)
    session = come_back_after(member, 30 * DAY - timedelta(seconds=1))
    member.prove(session, SessionPurpose.PROVE, added)
    phone = member.id_of(session, 0)
    assert refusal(member.its.contacts.remove, session, phone) is Failure.OLD_CONTACT_NEEDED
    session = come_back_after(member, timedelta(seconds=1))
    assert refusal(member.its.contacts.remove, session, phone) is Failure.OLD_CONTACT_NEEDED
    member.bench.clock.advance(minutes=2)
    member.prove(session, SessionPurpose.PROVE, added)
    assert refusal(member.its.contacts.remove, session, phone) is None


def test_b9_one_that_lay_unproven_for_thirty_days_is_not_old(member: Member, session: str) -> None:
    added = member.add(session, NEW_MAIL)
    session = come_back_after(member, 31 * DAY)
    member.prove(session, SessionPurpose.VERIFY, added)
    member.bench.clock.advance(minutes=2)
    member.prove(session, SessionPurpose.PROVE, added)
    assert refusal(member.its.contacts.remove, session, member.id_of(session, 0)) is Failure.OLD_CONTACT_NEEDED


def test_b9_verifying_it_again_makes_no_contact_younger(member: Member, session: str) -> None:
    phone = member.id_of(session, 0)
    session = come_back_after(member, 40 * DAY)
    member.prove(session, SessionPurpose.VERIFY, phone)
    assert [its.is_old for its in member.info(session).contacts] == [True, True]


def test_b9_the_policy_says_for_how_long(bench: ServiceBench) -> None:
    member = Member(bench, SecurityRules(waiting=10 * DAY))
    session = come_back_after(member, DAY)
    member.add_proven(session, NEW_MAIL)
    shown = [[its.is_old for its in member.info(session).contacts]]
    session = come_back_after(member, 10 * DAY)
    shown.append([its.is_old for its in member.info(session).contacts])
    assert shown == [[True, True, False], [True, True, True]]


@pytest.mark.parametrize("place", [0, 1])
def test_b9_the_contact_that_goes_may_itself_be_the_proof(member: Member, session: str, place: int) -> None:
    member.prove_old(session, place)
    member.its.contacts.remove(session, member.id_of(session, 0))
    assert len(member.info(session).contacts) == 1


def test_r16_that_proof_lasts_five_minutes_whatever_else_is_proven(member: Member, session: str) -> None:
    member.prove_old(session)
    member.bench.clock.advance(minutes=5)
    member.its.sessions.prove_password(session, member.password)
    assert refusal(member.its.contacts.remove, session, member.id_of(session, 0)) is Failure.OLD_CONTACT_NEEDED


def test_r16_that_proof_is_of_one_session(member: Member, session: str) -> None:
    other = member.sign_in()
    member.prove_old(other)
    assert refusal(member.its.contacts.remove, session, member.id_of(session, 0)) is Failure.OLD_CONTACT_NEEDED


def test_a_code_for_something_else_is_no_such_proof(member: Member, session: str) -> None:
    phone = member.id_of(session, 0)
    member.prove(session, SessionPurpose.VERIFY, phone)
    assert refusal(member.its.contacts.remove, session, phone) is Failure.OLD_CONTACT_NEEDED


def test_b9_an_unproven_one_goes_with_any_fresh_proof(member: Member, session: str) -> None:
    added = member.add(session, NEW_MAIL)
    assert refusal(member.its.contacts.remove, session, added) is None
    again = member.add(session, NEW_MAIL)
    instead = member.add(session, NEW_PHONE, again)
    member.prove(session, SessionPurpose.VERIFY, instead)
    assert len(member.info(session).contacts) == THIRD + 1


def test_one_that_was_proven_meanwhile_does_not_go_by_an_update_without_an_old_one(
    member: Member, session: str
) -> None:
    owners = member.add(session, NEW_MAIL)
    thiefs = member.add(session, NEW_PHONE, owners)
    member.prove(session, SessionPurpose.VERIFY, owners)
    assert refusal(member.prove, session, SessionPurpose.VERIFY, thiefs) is Failure.OLD_CONTACT_NEEDED
    assert member.info(session).contacts[-1].state is ContactState.UNPROVEN


def test_an_update_whose_proof_is_over_can_be_finished_with_the_code_that_was_given(
    member: Member, session: str
) -> None:
    phone = member.id_of(session, 0)
    member.prove_old(session, 1)
    new = member.add(session, NEW_PHONE, phone)
    member.bench.clock.advance(minutes=5)
    handle = member.ask(session, SessionPurpose.VERIFY, new)
    assert refusal(member.give, session, handle) is Failure.OLD_CONTACT_NEEDED
    member.prove_old(session)
    member.its.flows.use(session, handle)
    assert phone not in [its.contact.id for its in member.info(session).contacts]


def test_giving_a_contact_more_to_do_asks_for_no_code(member: Member, session: str) -> None:
    phone = member.id_of(session, 0)
    member.prove_old(session)
    member.its.contacts.use(session, phone, SIGN_IN)
    member.bench.clock.advance(minutes=5)
    member.its.sessions.prove_password(session, member.password)
    assert refusal(member.its.contacts.use, session, phone, frozenset(ContactUse)) is None


def test_somebody_who_tries_it_is_noted(member: Member, session: str) -> None:
    refusal(member.its.contacts.remove, session, member.id_of(session, 0))
    rows = [row.event for row in SqlAudit(member.bench.store.database, member.bench.keys.seal).rows()]
    assert (AuditKind.CHANGE_REFUSED, "old_contact_needed") in [(its.kind, its.detail) for its in rows]
