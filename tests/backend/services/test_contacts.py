"""Contacts and sign-in options of signed-in people: B1, B6-B10, and the notices of every change (R14)."""

from datetime import timedelta

import pytest

from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import Area, ContactState, ContactUse, SessionPurpose
from secinfo_desktop.domain.security_policy import SecurityRules
from tests.helpers.service_bench import MAIL, NEW_PASSWORD, PHONE, ServiceBench, refusal, wait_of
from tests.helpers.signed_in_bench import ALIASES, NEW_MAIL, NEW_PHONE, OWNER, Member

DIGITS = "+491713920041"
RECOVERY, SIGN_IN = frozenset({ContactUse.RECOVERY}), frozenset({ContactUse.SIGN_IN})
SECOND = timedelta(seconds=1)


@pytest.fixture
def member(bench: ServiceBench) -> Member:
    return Member(bench)


@pytest.fixture
def session(member: Member) -> str:
    return member.sign_in()


def states(member: Member, session: str) -> list[ContactState]:
    return [its.state for its in member.info(session).contacts]


# listing


def test_b1_an_account_can_have_several_contacts_of_each_kind(member: Member, session: str) -> None:
    member.add_proven(session, NEW_MAIL)
    member.add_proven(session, NEW_PHONE)
    kinds = [its.contact.kind for its in member.info(session).contacts]
    assert kinds == [ContactKind.PHONE, ContactKind.EMAIL, ContactKind.EMAIL, ContactKind.PHONE]


def test_b6_contacts_and_names_are_shown_masked(member: Member, session: str) -> None:
    info = member.info(session)
    assert [its.contact.mask for its in info.contacts] == ["•••••••• 41", "ma••••••@example.com"]
    assert [its.mask for its in info.options] == ["be••••••@example.org", "be••••••@example.org", "•••••••• 55"]
    shown = repr(info)
    assert not any(value in shown for value in (DIGITS, MAIL, OWNER, *ALIASES))


# adding


def test_b7_a_new_contact_counts_only_after_its_code_was_given_back(member: Member, session: str) -> None:
    added = member.add(session, NEW_MAIL)
    assert states(member, session)[-1] is ContactState.UNPROVEN
    flow = member.bench.open_flow(OWNER)
    assert added not in [its.id for its in flow.contacts]
    member.prove(session, SessionPurpose.VERIFY, added)
    assert states(member, session)[-1] is ContactState.PROVEN
    assert added in [its.id for its in member.bench.open_flow(OWNER).contacts]


def test_b7_a_contact_that_is_not_proven_gets_its_own_code_and_no_other(member: Member, session: str) -> None:
    added = member.add(session, NEW_MAIL)
    assert refusal(member.ask, session, SessionPurpose.PROVE, added) is Failure.UNKNOWN_CONTACT
    flow = member.bench.open_flow(OWNER)
    assert refusal(member.bench.recovery.send_code, flow.handle, added, NEW_MAIL) is Failure.UNKNOWN_CONTACT
    assert member.sent == 0
    member.ask(session, SessionPurpose.VERIFY, added)
    assert member.bench.way_out.letters[-1].destination == NEW_MAIL


def test_r14_everybody_is_told_of_a_new_contact_once_it_counts(member: Member, session: str) -> None:
    added = member.add(session, NEW_MAIL)
    assert member.sent == 0
    handle = member.ask(session, SessionPurpose.VERIFY, added)
    before = member.sent
    member.give(session, handle)
    told = member.letters_since(before)
    assert sorted(letter.destination for letter in told) == sorted([DIGITS, MAIL, NEW_MAIL])
    assert all("contact was added" in letter.text and "not you?" in letter.text for letter in told)


@pytest.mark.parametrize("typed", [PHONE, "0171 3920041", "+49 (171) 392-0041"])
def test_b6_a_contact_that_is_there_is_not_added_again(member: Member, session: str, typed: str) -> None:
    assert refusal(member.its.contacts.add, session, "phone", typed) is Failure.CONTACT_THERE


def test_b6_one_that_waits_for_its_code_is_there_too(member: Member, session: str) -> None:
    member.add(session, NEW_MAIL)
    assert refusal(member.its.contacts.add, session, "email", NEW_MAIL.upper()) is Failure.CONTACT_THERE


@pytest.mark.parametrize(
    ("kind", "typed", "failure"),
    [
        ("phone", "12", Failure.NUMBER_INVALID),
        ("email", "nobody", Failure.ADDRESS_INVALID),
        ("pigeon", "grey", Failure.BAD_REQUEST),
    ],
)
def test_what_no_code_could_be_sent_to_is_refused(
    member: Member, session: str, kind: str, typed: str, failure: Failure
) -> None:
    assert refusal(member.its.contacts.add, session, kind, typed) is failure


def test_b6_six_contacts_are_enough(member: Member, session: str) -> None:
    for number in range(4):
        member.its.contacts.add(session, "email", f"ben{number}@example.net")
    assert refusal(member.its.contacts.add, session, "email", "ben4@example.net") is Failure.TOO_MANY_CONTACTS
    member.prove_old(session)
    assert refusal(member.its.contacts.add, session, "email", "ben4@example.net", member.id_of(session, 0)) is None


# updating


def test_b7_an_update_lets_the_old_one_go_when_the_new_one_counts(member: Member, session: str) -> None:
    phone = member.id_of(session, 0)
    member.prove_old(session)
    new = member.add(session, NEW_PHONE, phone)
    assert states(member, session) == [ContactState.PROVEN, ContactState.PROVEN, ContactState.UNPROVEN]
    handle = member.ask(session, SessionPurpose.VERIFY, new)
    before = member.sent
    member.give(session, handle)
    assert [its.contact.id for its in member.info(session).contacts] == [member.id_of(session, 0), new]
    told = member.letters_since(before)
    assert sorted(letter.destination for letter in told) == sorted([DIGITS, MAIL, "+491713920077"])
    assert all("updated" in letter.text for letter in told)


def test_b7_the_new_one_is_used_for_what_the_old_one_was(member: Member, session: str) -> None:
    mail = member.id_of(session, 1)
    member.prove_old(session)
    new = member.add(session, NEW_MAIL, mail)
    member.its.contacts.use(session, mail, RECOVERY)
    member.prove(session, SessionPurpose.VERIFY, new)
    (its,) = [each for each in member.info(session).contacts if each.contact.id == new]
    assert its.uses == RECOVERY


def test_an_update_of_what_is_not_there_is_refused(member: Member, session: str) -> None:
    assert refusal(member.add, session, NEW_PHONE, "unknown") is Failure.UNKNOWN_CONTACT
    other = member.bench.add_account("eva@example.org", phone="+49 171 3920099", mail="eva.post@example.com")
    assert refusal(member.add, session, NEW_PHONE, other.contacts[0].id) is Failure.UNKNOWN_CONTACT
    assert refusal(member.its.contacts.remove, session, other.contacts[0].id) is Failure.UNKNOWN_CONTACT


def test_after_a_recovery_an_old_contact_stays_beside_the_new_one(member: Member, session: str) -> None:
    member.prove_old(session)
    new = member.add(session, NEW_PHONE, member.id_of(session, 0))
    member.recover(1, MAIL)
    session = member.sign_in()
    assert refusal(member.add, session, NEW_MAIL, member.id_of(session, 0)) is Failure.REMOVAL_HELD
    member.prove(session, SessionPurpose.VERIFY, new)
    assert states(member, session) == [ContactState.PROVEN] * 3


# removing


def test_b9_removing_asks_for_fresh_proof_and_tells_everybody_that_one_too(member: Member, session: str) -> None:
    phone = member.id_of(session, 0)
    member.bench.clock.advance(minutes=5)
    assert refusal(member.its.contacts.remove, session, phone) is Failure.PROOF_NEEDED
    member.prove(session, SessionPurpose.PROVE, member.id_of(session, 1))
    before = member.sent
    member.its.contacts.remove(session, phone)
    told = member.letters_since(before)
    assert sorted(letter.destination for letter in told) == sorted([DIGITS, MAIL])
    assert all("removed" in letter.text and "not you?" in letter.text for letter in told)
    assert len(member.info(session).contacts) == 1


def test_b10_the_last_contact_is_not_removed_before_another_counts(member: Member, session: str) -> None:
    phone, mail = (its.contact.id for its in member.info(session).contacts)
    member.prove_old(session)
    member.its.contacts.remove(session, phone)
    member.add(session, NEW_MAIL)
    assert refusal(member.its.contacts.remove, session, mail) is Failure.ADD_ONE_FIRST
    member.prove(session, SessionPurpose.VERIFY, member.info(session).contacts[1].contact.id)
    assert refusal(member.its.contacts.remove, session, mail) is None


def test_b10_the_policy_says_how_many_stay(bench: ServiceBench) -> None:
    member = Member(bench, SecurityRules(least_contacts=2))
    session = member.sign_in()
    assert refusal(member.its.contacts.remove, session, member.id_of(session, 0)) is Failure.ADD_ONE_FIRST


def test_one_that_never_counted_goes_and_nobody_is_told(member: Member, session: str) -> None:
    added = member.add(session, NEW_MAIL)
    member.its.contacts.remove(session, added)
    assert member.sent == 0
    assert len(member.info(session).contacts) == 2
    assert member.add(session, NEW_MAIL)


def test_a_code_that_was_sent_to_a_removed_contact_leads_nowhere(member: Member, session: str) -> None:
    flow = member.bench.open_flow(OWNER)
    member.bench.ask(flow)
    code = member.bench.newest_code()
    member.prove_old(session, 1)
    member.its.contacts.remove(session, member.id_of(session, 0))
    assert refusal(member.bench.give, flow, code) is Failure.FLOW_ENDED


def test_a_proven_recovery_by_a_contact_that_was_removed_sets_no_password(member: Member, session: str) -> None:
    flow = member.bench.open_flow(OWNER)
    member.bench.ask(flow)
    member.bench.give(flow, member.bench.newest_code())
    member.prove_old(session, 1)
    member.its.contacts.remove(session, member.id_of(session, 0))
    assert refusal(member.bench.recovery.set_password, flow.handle, NEW_PASSWORD) is Failure.FLOW_ENDED


def test_for_seven_days_after_a_recovery_no_contact_is_removed_to_the_second(member: Member) -> None:
    member.recover()
    member.bench.clock.advance(days=7, seconds=-1)
    session = member.sign_in()
    phone = member.id_of(session, 0)
    member.prove_old(session)
    assert wait_of(member.its.contacts.remove, session, phone) == SECOND
    assert member.info(session).removal_held_until == member.bench.clock() + SECOND
    member.bench.clock.advance(seconds=1)
    assert refusal(member.its.contacts.remove, session, phone) is None
    assert member.info(session).removal_held_until is None


# uses


def test_a_contact_that_is_not_for_recovery_is_not_offered_there_and_still_told(member: Member, session: str) -> None:
    mail = member.id_of(session, 1)
    member.prove_old(session)
    before = member.sent
    member.its.contacts.use(session, mail, SIGN_IN)
    assert len(member.letters_since(before)) == 2
    assert mail not in [its.id for its in member.bench.open_flow(OWNER).contacts]
    before = member.sent
    member.its.sessions.change_password(session, NEW_PASSWORD)
    assert MAIL in [letter.destination for letter in member.letters_since(before)]


def test_a_recovery_that_has_begun_there_ends_with_that_use(member: Member, session: str) -> None:
    flow = member.bench.open_flow(OWNER)
    member.bench.ask(flow, MAIL, 1)
    code = member.bench.newest_code()
    member.prove_old(session)
    member.its.contacts.use(session, member.id_of(session, 1), SIGN_IN)
    assert refusal(member.bench.give, flow, code) is Failure.FLOW_ENDED


def test_one_contact_has_to_be_left_for_recovery(member: Member, session: str) -> None:
    phone, mail = (its.contact.id for its in member.info(session).contacts)
    member.prove_old(session)
    member.its.contacts.use(session, mail, SIGN_IN)
    assert refusal(member.its.contacts.use, session, phone, SIGN_IN) is Failure.ADD_ONE_FIRST
    assert refusal(member.its.contacts.remove, session, phone) is Failure.ADD_ONE_FIRST


def test_a_second_step_needs_a_contact_that_stays(member: Member, session: str) -> None:
    phone, mail = (its.contact.id for its in member.info(session).contacts)
    member.prove_old(session)
    for contact in (phone, mail):
        member.its.contacts.use(session, contact, RECOVERY)
    assert refusal(lambda: member.its.contacts.choose_second_step(session, on=True)) is Failure.ADD_ONE_FIRST
    member.its.contacts.use(session, phone, frozenset(ContactUse))
    member.its.contacts.choose_second_step(session, on=True)
    assert refusal(member.its.contacts.remove, session, phone) is Failure.ADD_ONE_FIRST
    member.its.contacts.choose_second_step(session, on=False)
    assert refusal(member.its.contacts.remove, session, phone) is None


# sign-in options


def test_b8_every_name_can_be_turned_off_and_on_but_the_last_one(member: Member, session: str) -> None:
    options = [its.id for its in member.info(session).options]
    for option in options[:-1]:
        member.its.contacts.switch_option(session, option, on=False)
    assert refusal(lambda: member.its.contacts.switch_option(session, options[-1], on=False)) is Failure.LAST_OPTION
    assert [its.is_on for its in member.info(session).options] == [False, False, True]
    assert refusal(member.sign_in, OWNER) is Failure.SIGN_IN_WRONG
    assert member.sign_in(ALIASES[1])
    member.its.contacts.switch_option(session, options[0], on=True)
    assert member.sign_in(OWNER)


def test_b8_a_name_that_is_none_of_theirs_is_unknown(member: Member, session: str) -> None:
    assert refusal(lambda: member.its.contacts.switch_option(session, "x", on=False)) is Failure.UNKNOWN_OPTION


def test_r14_everybody_is_told_how_one_signs_in_now_and_of_nothing_that_did_not_change(
    member: Member, session: str
) -> None:
    option = member.info(session).options[1].id
    member.its.contacts.switch_option(session, option, on=True)
    assert member.sent == 0
    member.its.contacts.switch_option(session, option, on=False)
    member.its.contacts.choose_second_step(session, on=True)
    told = [letter.destination for letter in member.letters_since(0)]
    assert sorted(told) == sorted([DIGITS, MAIL] * 2)


# frozen


def test_b11_while_all_is_being_replaced_nothing_of_it_can_be_changed(member: Member, session: str) -> None:
    unproven = member.add(session, NEW_MAIL)
    member.begin_replacement()
    phone = member.id_of(session, 0)
    contacts = member.its.contacts
    answers = {
        refusal(member.add, session, NEW_PHONE),
        refusal(contacts.remove, session, phone),
        refusal(contacts.remove, session, unproven),
        refusal(contacts.use, session, phone, RECOVERY),
        refusal(lambda: contacts.switch_option(session, "own", on=False)),
        refusal(lambda: contacts.choose_second_step(session, on=True)),
        refusal(member.prove, session, SessionPurpose.VERIFY, unproven),
    }
    assert answers == {Failure.FROZEN}
    assert wait_of(contacts.remove, session, phone) == timedelta(days=30)
    assert set(member.info(session).frozen) == set(Area)


def test_b11_b13_meanwhile_password_and_sessions_are_never_frozen(member: Member, session: str) -> None:
    member.begin_replacement()
    other = member.sign_in()
    assert member.its.sessions.end(session, None).ended == 1
    assert refusal(member.its.sessions.standing, other) is Failure.NOT_SIGNED_IN
    assert member.its.sessions.change_password(session, NEW_PASSWORD)


def test_b11_a_contact_that_counts_can_be_verified_meanwhile(member: Member, session: str) -> None:
    member.begin_replacement()
    assert member.prove(session, SessionPurpose.VERIFY, member.id_of(session, 0))
    assert states(member, session) == [ContactState.LEAVING] * 2


def test_b11_the_pack_says_what_is_frozen(bench: ServiceBench) -> None:
    member = Member(bench, SecurityRules(frozen=frozenset({Area.SIGN_IN_OPTIONS})))
    session = member.sign_in()
    member.begin_replacement()
    assert refusal(member.add, session, NEW_MAIL) is None
    assert refusal(lambda: member.its.contacts.switch_option(session, "own", on=False)) is Failure.FROZEN


# what is noted


def test_every_change_is_noted_once_with_nothing_of_the_contact(member: Member, session: str) -> None:
    member.prove_old(session)
    added = member.add_proven(session, NEW_PHONE, member.id_of(session, 0))
    member.its.contacts.use(session, added, RECOVERY)
    member.its.contacts.remove(session, added)
    rows = [row.event for row in SqlAudit(member.bench.store.database, member.bench.keys.seal).rows()]
    changes = [(its.kind, its.detail) for its in rows if its.kind.value.startswith("contact_")]
    assert changes == [
        (AuditKind.CONTACT_ADDED, "phone"),
        (AuditKind.CONTACT_PROVEN, "phone"),
        (AuditKind.CONTACT_REMOVED, "phone"),
        (AuditKind.CONTACT_USED, "recovery"),
        (AuditKind.CONTACT_REMOVED, "phone"),
    ]
    assert NEW_PHONE[-4:] not in repr(rows)
    assert SqlAudit(member.bench.store.database, member.bench.keys.seal).check().problem is None
