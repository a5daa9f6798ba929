"""Races of signed-in people: every caller with a connection of its own, all at the same moment (T1)."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest

from secinfo_desktop.backend.services.signed_in import SignedInServices
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import SessionPurpose
from tests.backend.store.contract import at_once
from tests.helpers.service_bench import NEW_PASSWORD, ServiceBench, refusal
from tests.helpers.signed_in_bench import NEW_MAIL, Member

CALLERS = 8
ROUNDS = 6


@pytest.fixture
def member(bench: ServiceBench) -> Member:
    return Member(bench)


@pytest.fixture
def callers(bench: ServiceBench, member: Member) -> Iterator[list[SignedInServices]]:
    """As many services over the same database as there are callers."""
    assert member.account_id
    stores = [bench.another_store() for _ in range(CALLERS)]
    yield [bench.signed_in(store) for store in stores]
    for store in stores:
        store.close()


def test_a_flow_of_a_session_is_used_by_one(member: Member, callers: list[SignedInServices]) -> None:
    for _ in range(ROUNDS):
        member.bench.clock.advance(hours=5)
        session = member.sign_in()
        handle = member.ask(session, SessionPurpose.PROVE, member.id_of(session, 0))
        member.bench.recovery.give_code(handle, member.bench.newest_code())
        using = [partial(refusal, caller.flows.use, session, handle) for caller in callers]
        assert Counter(at_once(using)) == {None: 1, Failure.FLOW_ENDED: CALLERS - 1}


def test_a_contact_is_added_once(member: Member, callers: list[SignedInServices]) -> None:
    session = member.sign_in()
    adding = [partial(refusal, caller.contacts.add, session, "email", NEW_MAIL) for caller in callers]
    assert Counter(at_once(adding)) == {None: 1, Failure.CONTACT_THERE: CALLERS - 1}


def test_two_who_remove_different_contacts_leave_one(member: Member, callers: list[SignedInServices]) -> None:
    session = member.sign_in()
    member.prove_old(session)
    ids = [its.contact.id for its in member.info(session).contacts]
    removing = [
        partial(refusal, caller.contacts.remove, session, ids[place % 2]) for place, caller in enumerate(callers)
    ]
    answers = Counter(at_once(removing))
    assert answers[None] == 1
    assert len(member.info(session).contacts) == 1
    assert set(answers) == {None, Failure.ADD_ONE_FIRST, Failure.UNKNOWN_CONTACT}


def test_a_session_that_ends_meanwhile_changes_nothing(member: Member, callers: list[SignedInServices]) -> None:
    for number in range(ROUNDS):
        session, other = member.sign_in(), member.sign_in()
        ending = partial(refusal, callers[0].sessions.end, other, None)
        adding = partial(refusal, callers[1].contacts.add, session, "email", f"ben{number}@example.net")
        ended, added = at_once([ending, adding])
        assert ended is None
        assert added in (None, Failure.NOT_SIGNED_IN)
        there = any(its.contact.mask.startswith("be") for its in member.info(other).contacts)
        assert there == (added is None)
        for its in member.info(other).contacts[2:]:
            member.its.contacts.remove(other, its.contact.id)


def test_a_password_that_is_changed_lets_nobody_in_with_the_old_one(
    member: Member, callers: list[SignedInServices]
) -> None:
    session = member.sign_in()
    changing = partial(refusal, callers[0].sessions.change_password, session, NEW_PASSWORD)
    signing = [partial(refusal, caller.sign_in.sign_in, member.name, member.password, "desk") for caller in callers[1:]]
    at_once([changing, *signing])
    assert len(member.its.sessions.all(session)[0]) == 1


def test_two_contacts_that_are_proven_at_once_both_count(member: Member, callers: list[SignedInServices]) -> None:
    session = member.sign_in()
    handles = []
    for number in range(2):
        contact = member.its.contacts.add(session, "email", f"ben{number}@example.net")[0].contact.id
        handles.append(member.ask(session, SessionPurpose.VERIFY, contact))
        member.bench.recovery.give_code(handles[-1], member.bench.newest_code())
    using = [
        partial(refusal, caller.flows.use, session, handle) for caller, handle in zip(callers[:2], handles, strict=True)
    ]
    assert at_once(using) == [None, None]
    assert len(member.bench.open_flow(member.name).contacts) == 4
