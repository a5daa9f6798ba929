"""Sessions of signed-in people: stages, fresh proof, where one is signed in, and the password (B4, B5, R16)."""

from datetime import timedelta

import pytest

from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import SIGN_IN_HERE
from secinfo_desktop.domain.security_info import ContactUse, SessionPurpose, SessionStage
from secinfo_desktop.domain.security_policy import SecondStep, SecurityRules
from secinfo_desktop.domain.session_rules import FRESH_FOR, SESSION_LIFE
from tests.helpers.service_bench import MAIL, NEW_PASSWORD, PHONE, ServiceBench, refusal, wait_of, wrong
from tests.helpers.signed_in_bench import ALIASES, HOME, NEW_MAIL, OWNER, PASSWORD, Member

SECOND = timedelta(seconds=1)


@pytest.fixture
def member(bench: ServiceBench) -> Member:
    return Member(bench)


def with_second_step(member: Member) -> str:
    """The session of somebody who has just asked for a code after the password; the next one needs it."""
    session = member.sign_in()
    member.ask_for_second_step(session)
    return session


def kinds(member: Member) -> list[AuditKind]:
    return [row.event.kind for row in SqlAudit(member.bench.store.database, member.bench.keys.seal).rows()]


# signing in


def test_b5_who_is_not_signed_in_is_asked_to_sign_in_first(member: Member) -> None:
    for session in ("", "a guess"):
        assert refusal(member.its.overview.info, session) is Failure.NOT_SIGNED_IN
        assert refusal(member.its.sessions.standing, session) is Failure.NOT_SIGNED_IN


def test_the_right_password_alone_opens_a_session_and_is_fresh_proof(member: Member) -> None:
    standing = member.its.sessions.standing(member.sign_in())
    assert standing.stage is SessionStage.OPEN
    assert standing.fresh_until == standing.now + FRESH_FOR
    assert standing.ends_at == standing.now + SESSION_LIFE


def test_a_session_is_over_after_a_day_to_the_second(member: Member) -> None:
    session = member.sign_in()
    member.bench.clock.advance(hours=24, seconds=-1)
    assert member.its.sessions.standing(session).stage is SessionStage.OPEN
    member.bench.clock.advance(seconds=1)
    assert refusal(member.its.sessions.standing, session) is Failure.NOT_SIGNED_IN


@pytest.mark.parametrize("name", [OWNER, f" {OWNER.upper()} ", *ALIASES, "+49 171 3920055", "+491713920055"])
def test_b8_every_name_that_is_on_leads_in(member: Member, name: str) -> None:
    assert member.sign_in(name)


def test_b8_a_name_that_was_turned_off_is_answered_like_one_that_nobody_has(member: Member) -> None:
    session = member.sign_in()
    for option in member.info(session).options[1:]:
        member.its.contacts.switch_option(session, option.id, on=False)
    for name in ALIASES:
        assert refusal(member.sign_in, name) is Failure.SIGN_IN_WRONG
    assert member.sign_in(OWNER)


def test_guesses_under_all_names_of_an_account_are_counted_together(member: Member) -> None:
    member.password = "wrong"
    for number in range(SIGN_IN_HERE.free):
        assert refusal(member.sign_in, (OWNER, *ALIASES)[number % 3]) is Failure.SIGN_IN_WRONG
    assert {refusal(member.sign_in, name) for name in (OWNER, *ALIASES)} == {Failure.SIGN_IN_TOO_SOON}


# the code after the password


def test_b3_who_has_chosen_it_goes_on_signing_in_with_a_code(member: Member) -> None:
    with_second_step(member)
    session = member.sign_in()
    standing = member.its.sessions.standing(session)
    assert standing.stage is SessionStage.CODE
    assert len(standing.contacts) == 2
    assert refusal(member.its.overview.info, session) is Failure.CODE_STEP_NEEDED
    inside = member.prove(session, SessionPurpose.SIGN_IN, standing.contacts[0].id)
    assert inside.stage is SessionStage.OPEN
    assert inside.fresh_until == inside.now + FRESH_FOR
    assert member.info(session).second_step


def test_the_code_goes_to_contacts_that_are_used_for_it(member: Member) -> None:
    session = with_second_step(member)
    phone, mail = (its.contact.id for its in member.info(session).contacts)
    member.prove_old(session)
    member.its.contacts.use(session, mail, frozenset({ContactUse.RECOVERY}))
    waiting = member.sign_in()
    assert [its.id for its in member.its.sessions.standing(waiting).contacts] == [phone]
    assert refusal(member.ask, waiting, SessionPurpose.SIGN_IN, mail) is Failure.UNKNOWN_CONTACT


def test_a_session_that_waits_for_its_code_proves_and_verifies_nothing(member: Member) -> None:
    with_second_step(member)
    session = member.sign_in()
    contact = member.its.sessions.standing(session).contacts[0].id
    for purpose in (SessionPurpose.PROVE, SessionPurpose.VERIFY):
        assert refusal(member.ask, session, purpose, contact) is Failure.CODE_STEP_NEEDED


def test_a_session_that_is_open_asks_for_no_code_to_sign_in(member: Member) -> None:
    session = member.sign_in()
    assert refusal(member.ask, session, SessionPurpose.SIGN_IN, member.id_of(session, 0)) is Failure.BAD_REQUEST


@pytest.mark.parametrize("purpose", ["recover", "secure", ""])
def test_a_purpose_that_nobody_answers_for_is_refused(member: Member, purpose: str) -> None:
    session = member.sign_in()
    assert refusal(member.its.flows.open, session, purpose, member.id_of(session, 0)) is Failure.BAD_REQUEST


def test_the_policy_can_ask_everybody(bench: ServiceBench) -> None:
    member = Member(bench, SecurityRules(second_step=SecondStep.ALWAYS))
    session = member.sign_in()
    standing = member.its.sessions.standing(session)
    assert standing.stage is SessionStage.CODE
    member.prove(session, SessionPurpose.SIGN_IN, standing.contacts[0].id)
    assert refusal(lambda: member.its.contacts.choose_second_step(session, on=False)) is Failure.BAD_REQUEST


def test_where_no_code_can_go_none_is_asked_for(bench: ServiceBench) -> None:
    member = Member(bench, SecurityRules(second_step=SecondStep.ALWAYS), contacts=())
    assert member.its.sessions.standing(member.sign_in()).stage is SessionStage.OPEN


# flows of a session


def test_a_flow_of_a_session_is_used_once(member: Member) -> None:
    session = member.sign_in()
    handle = member.ask(session, SessionPurpose.PROVE, member.id_of(session, 0))
    assert refusal(member.its.flows.use, session, handle) is Failure.NOT_PROVEN
    member.give(session, handle)
    assert refusal(member.its.flows.use, session, handle) is Failure.FLOW_ENDED


def test_a_flow_of_another_session_or_of_a_recovery_is_none(member: Member) -> None:
    mine, other = member.sign_in(), member.sign_in()
    handle = member.ask(mine, SessionPurpose.PROVE, member.id_of(mine, 0))
    member.bench.recovery.give_code(handle, member.bench.newest_code())
    assert refusal(member.its.flows.use, other, handle) is Failure.FLOW_ENDED
    recovery = member.bench.open_flow(OWNER)
    member.bench.ask(recovery, MAIL, 1)
    member.bench.give(recovery, member.bench.newest_code())
    assert refusal(member.its.flows.use, mine, recovery.handle) is Failure.FLOW_ENDED
    assert refusal(member.its.flows.use, mine, "a guess") is Failure.FLOW_ENDED
    assert member.its.flows.use(mine, handle).fresh_until is not None


def test_no_password_is_set_by_the_flow_of_a_session(member: Member) -> None:
    session = member.sign_in()
    handle = member.ask(session, SessionPurpose.PROVE, member.id_of(session, 0))
    member.bench.recovery.give_code(handle, member.bench.newest_code())
    assert refusal(member.bench.recovery.set_password, handle, NEW_PASSWORD) is Failure.FLOW_ENDED
    assert member.sign_in()


def test_a_flow_of_a_session_is_for_its_one_contact(member: Member) -> None:
    session = member.sign_in()
    phone, mail = (its.contact.id for its in member.info(session).contacts)
    handle = member.its.flows.open(session, SessionPurpose.PROVE, phone).handle
    assert refusal(member.bench.recovery.send_code, handle, mail, MAIL) is Failure.UNKNOWN_CONTACT
    assert [its.id for its in member.bench.recovery.status(handle).contacts] == [phone]


def test_wrong_codes_are_counted_as_in_a_recovery(member: Member) -> None:
    session = member.sign_in()
    handle = member.ask(session, SessionPurpose.PROVE, member.id_of(session, 0))
    code = member.bench.newest_code()
    answers = [refusal(member.bench.recovery.give_code, handle, wrong(code, by)) for by in range(1, 7)]
    assert answers == [Failure.CODE_WRONG] * 5 + [Failure.TOO_MANY_GUESSES]
    assert refusal(member.bench.recovery.give_code, handle, code) is Failure.TOO_MANY_GUESSES


def test_a_flow_ends_with_its_session(member: Member) -> None:
    session = member.sign_in()
    handle = member.ask(session, SessionPurpose.PROVE, member.id_of(session, 0))
    member.its.sessions.sign_out(session)
    assert refusal(member.bench.recovery.status, handle) is Failure.FLOW_ENDED
    assert refusal(member.bench.recovery.give_code, handle, member.bench.newest_code()) is Failure.FLOW_ENDED


def test_a_flow_never_outlives_the_day_of_its_session(member: Member) -> None:
    session = member.sign_in()
    member.bench.clock.advance(hours=23, minutes=50)
    opened = member.its.flows.open(session, SessionPurpose.VERIFY, member.id_of(session, 0))
    assert opened.ends_at - opened.now == timedelta(minutes=10)


def test_so_many_flows_and_no_more(member: Member) -> None:
    session = member.sign_in()
    contact = member.id_of(session, 0)
    answers = [refusal(member.its.flows.open, session, SessionPurpose.PROVE, contact) for _ in range(21)]
    assert answers == [None] * 20 + [Failure.TOO_MANY_FOR_ACCOUNT]


def test_a_disabled_contact_proves_nothing_until_it_is_verified_again(member: Member) -> None:
    session = member.sign_in()
    contact = member.id_of(session, 0)
    member.bench.have_guessed_wrong(100)
    member.ask(session, SessionPurpose.PROVE, contact)
    assert member.sent == 0
    member.bench.clock.advance(minutes=2)
    member.prove(session, SessionPurpose.VERIFY, contact)
    member.bench.clock.advance(minutes=20)
    assert member.prove(session, SessionPurpose.PROVE, contact).fresh_until is not None


def test_a_mail_says_what_its_code_is_for(member: Member) -> None:
    session = member.sign_in()
    said = {}
    for purpose in (SessionPurpose.PROVE, SessionPurpose.VERIFY):
        member.ask(session, purpose, member.id_of(session, 1))
        said[purpose] = member.bench.way_out.letters[-1].text
        member.bench.clock.advance(minutes=2)
    assert "before something is changed" in said[SessionPurpose.PROVE]
    assert "the address is yours" in said[SessionPurpose.VERIFY]


# fresh proof


def test_r16_proof_is_fresh_for_five_minutes_to_the_second(member: Member) -> None:
    session = member.sign_in()
    contact = member.id_of(session, 1)
    uses = frozenset(ContactUse)
    member.bench.clock.advance(minutes=5, seconds=-1)
    assert refusal(member.its.contacts.use, session, contact, uses) is None
    member.bench.clock.advance(seconds=1)
    assert refusal(member.its.contacts.use, session, contact, uses) is Failure.PROOF_NEEDED
    assert member.info(session).fresh_until is None


@pytest.mark.parametrize("by", ["password", "code"])
def test_r16_a_password_or_a_code_makes_it_fresh_again(member: Member, by: str) -> None:
    session = member.sign_in()
    member.bench.clock.advance(hours=1)
    assert refusal(member.add, session, NEW_MAIL) is Failure.PROOF_NEEDED
    if by == "password":
        member.its.sessions.prove_password(session, PASSWORD, peer=HOME)
    else:
        member.prove(session, SessionPurpose.PROVE, member.id_of(session, 1))
    assert member.add(session, NEW_MAIL)
    assert kinds(member)[-2:] == [AuditKind.PROOF_GIVEN, AuditKind.CONTACT_ADDED]


def test_r16_verifying_a_contact_is_no_fresh_proof(member: Member) -> None:
    session = member.sign_in()
    contact = member.add(session, NEW_MAIL)
    member.bench.clock.advance(minutes=6)
    member.prove(session, SessionPurpose.VERIFY, contact)
    assert refusal(member.its.contacts.remove, session, contact) is Failure.PROOF_NEEDED


def test_a_step_up_by_password_is_throttled_with_signing_in(member: Member) -> None:
    session = member.sign_in()
    prove = member.its.sessions.prove_password
    for _ in range(SIGN_IN_HERE.free):
        assert refusal(lambda: prove(session, "wrong", peer=HOME)) is Failure.SIGN_IN_WRONG
    assert wait_of(lambda: prove(session, PASSWORD, peer=HOME)) == timedelta(seconds=30)
    assert refusal(member.sign_in) is Failure.SIGN_IN_TOO_SOON
    member.bench.clock.advance(seconds=30)
    assert prove(session, PASSWORD, peer=HOME).fresh_until is not None
    assert member.sign_in()


# where one is signed in


def test_b4_sessions_are_listed_this_one_first_and_end_one_by_one(member: Member) -> None:
    phone, desk = member.sign_in(), member.sign_in()
    listed, _ = member.its.sessions.all(desk)
    assert [its.is_this for its in listed] == [True, False]
    assert member.its.sessions.end(desk, listed[1].id).ended == 1
    assert refusal(member.its.sessions.standing, phone) is Failure.NOT_SIGNED_IN
    assert refusal(member.its.sessions.end, desk, listed[1].id) is Failure.UNKNOWN_SESSION


def test_b4_all_others_end_at_once_also_those_that_wait_for_a_code(member: Member) -> None:
    first = with_second_step(member)
    waiting = member.sign_in()
    assert len(member.its.sessions.all(first)[0]) == 1
    assert member.its.sessions.end(first, None).ended == 1
    assert refusal(member.its.sessions.standing, waiting) is Failure.NOT_SIGNED_IN
    assert member.its.sessions.standing(first).stage is SessionStage.OPEN


def test_nobody_ends_the_sessions_of_somebody_else(member: Member) -> None:
    other = member.bench.add_account("eva@example.org")
    session = member.sign_in()
    assert refusal(member.its.sessions.end, session, "a tablet") is Failure.UNKNOWN_SESSION
    assert member.its.sessions.end(session, None).ended == 0
    assert other.id != member.account_id


def test_signing_out_ends_this_session_alone(member: Member) -> None:
    stays, goes = member.sign_in(), member.sign_in()
    member.its.sessions.sign_out(goes)
    assert refusal(member.its.sessions.sign_out, goes) is Failure.NOT_SIGNED_IN
    assert member.its.sessions.standing(stays)


def test_it_is_told_when_a_session_was_last_used(member: Member) -> None:
    session, other = member.sign_in(), member.sign_in()
    member.bench.clock.advance(minutes=7)
    member.its.sessions.standing(other)
    began = member.bench.clock() - timedelta(minutes=7)
    seen = {its.is_this: its.seen_at for its in member.its.sessions.all(session)[0]}
    assert seen[False] == member.bench.clock()
    assert seen[True] in (began, member.bench.clock())


# the password


def test_b4_a_new_password_ends_other_sessions_and_every_contact_is_told(member: Member) -> None:
    other, session = member.sign_in(), member.sign_in()
    before = member.sent
    assert member.its.sessions.change_password(session, NEW_PASSWORD).ended == 1
    assert refusal(member.its.sessions.standing, other) is Failure.NOT_SIGNED_IN
    assert refusal(member.sign_in) is Failure.SIGN_IN_WRONG
    told = member.letters_since(before)
    assert {letter.destination for letter in told} == {"+491713920041", MAIL}
    assert all("not you?" in letter.text for letter in told)
    member.password = NEW_PASSWORD
    assert member.sign_in()
    assert member.info(session).password_changed_at == member.bench.clock()


def test_a_new_password_ends_recoveries_that_somebody_has_begun(member: Member) -> None:
    flow = member.bench.open_flow(OWNER)
    member.bench.ask(flow)
    code = member.bench.newest_code()
    member.its.sessions.change_password(member.sign_in(), NEW_PASSWORD)
    assert refusal(member.bench.give, flow, code) is Failure.FLOW_ENDED


@pytest.mark.parametrize(
    ("password", "failure"),
    [
        ("short", Failure.PASSWORD_SHORT),
        ("x" * 257, Failure.PASSWORD_LONG),
        ("benbenbenbenben", Failure.PASSWORD_HAS_NAME),
        ("passwordpassword", Failure.PASSWORD_COMMON),
        (PASSWORD, Failure.PASSWORD_SAME),
    ],
)
def test_a_password_that_is_none_is_refused(member: Member, password: str, failure: Failure) -> None:
    assert refusal(member.its.sessions.change_password, member.sign_in(), password) is failure


def test_a_recovery_sets_the_password_that_was_needed(member: Member) -> None:
    member.need_new_password()
    member.recover()
    session = member.sign_in()
    assert member.its.sessions.standing(session).stage is SessionStage.OPEN
    assert member.info(session).password_changed_at == member.bench.clock()


def test_a_recovery_ends_every_session(member: Member) -> None:
    session = member.sign_in()
    member.recover()
    assert refusal(member.its.sessions.standing, session) is Failure.NOT_SIGNED_IN


def test_nothing_that_is_kept_or_shown_is_a_session_or_a_handle(member: Member) -> None:
    session = member.sign_in()
    opened = member.its.flows.open(session, SessionPurpose.PROVE, member.id_of(session, 0))
    assert opened.handle not in repr(opened)
    stored = b"".join(file.read_bytes() for file in member.bench.folder.iterdir())
    assert session.encode() not in stored
    assert opened.handle.encode() not in stored


def test_a_number_is_a_contact_like_any_other_for_the_stage(bench: ServiceBench) -> None:
    member = Member(bench, contacts=((ContactKind.PHONE, PHONE),))
    assert len(member.its.sessions.standing(member.sign_in()).contacts) == 1
