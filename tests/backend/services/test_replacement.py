"""B9, B11-B13: replacing all security info without the old, from the first sign-in to the new contacts."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import event

from secinfo_desktop.backend.services.decoys import Decoys
from secinfo_desktop.backend.services.records import MessageKind
from secinfo_desktop.backend.services.replacement import TypedContact
from secinfo_desktop.backend.services.replacement_services import replacement_services
from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import (
    Area,
    ContactState,
    ReplacementState,
    SessionPurpose,
    SessionStage,
)
from secinfo_desktop.domain.waiting_period import CANCELS_WITHIN
from tests.helpers.replacement_bench import CLAIM, NEW_MAIL, NEW_PHONE, PASSWORD, ReplacementBench, cancel_code_in
from tests.helpers.service_bench import MAIL, NAME, NEW_PASSWORD, PHONE, ServiceBench, refusal, wait_of

OLD = {MAIL, PHONE.replace(" ", "")}
NEW = {NEW_MAIL.value, NEW_PHONE.value.replace(" ", "")}
DAY = timedelta(days=1)


@pytest.fixture
def its(bench: ServiceBench) -> ReplacementBench:
    its = ReplacementBench(bench, bench.store)
    its.set_password()
    return its


# beginning


def test_b9_who_knows_the_password_begins_and_everybody_is_told(its: ReplacementBench, bench: ServiceBench) -> None:
    started = its.start(NEW_MAIL, NEW_PHONE)
    assert started.replacement.ends_at - started.now == 30 * DAY
    assert started.replacement.state is ReplacementState.WAITING
    assert started.contacts_told == 4
    assert {letter.destination for letter in its.letters} == OLD | NEW
    assert {its.contact.value for its in its.standing.new_info} == NEW
    assert bench.store.replacements.next_due() == started.now + DAY


def test_b9_a_code_is_no_password_and_an_old_password_is_none_either(
    its: ReplacementBench, bench: ServiceBench
) -> None:
    session = its.session()
    bench.clock.advance(minutes=5)
    assert refusal(its.services.replacing.start, session, CLAIM) is Failure.PROOF_NEEDED
    its.give_code(session, SessionPurpose.PROVE, its.standing.account.contacts[0].id)
    assert refusal(its.services.replacing.start, session, CLAIM) is Failure.PROOF_NEEDED
    its.signed_in.sessions.prove_password(session, PASSWORD)
    assert refusal(its.services.replacing.start, session, CLAIM) is None


def test_b9_without_the_password_nobody_freezes_anything(its: ReplacementBench) -> None:
    assert refusal(its.services.replacing.start, "a guess", CLAIM) is Failure.NOT_SIGNED_IN
    assert its.standing.newest is None


def test_b9_a_second_step_is_not_gone_round(its: ReplacementBench) -> None:
    session = its.session()
    its.give_code(session, SessionPurpose.PROVE, its.info().contacts[0].contact.id)
    its.signed_in.contacts.choose_second_step(session, on=True)
    assert refusal(its.start) is Failure.CODE_STEP_NEEDED


def test_b9_who_can_t_verify_a_contact_can_begin_all_the_same(its: ReplacementBench, bench: ServiceBench) -> None:
    bench.clock.advance(days=180)
    its.session()  # the first notice "can you still receive a code?"
    bench.clock.advance(days=7)
    session = its.session()
    assert its.signed_in.sessions.standing(session).stage is SessionStage.VERIFY
    its.services.replacing.start(session, CLAIM)
    assert its.signed_in.sessions.standing(session).stage is SessionStage.OPEN


@pytest.mark.parametrize(
    ("typed", "failure"),
    [
        ((replace(NEW_MAIL, value="no address"),), Failure.ADDRESS_INVALID),
        ((replace(NEW_PHONE, value="12"),), Failure.NUMBER_INVALID),
        ((NEW_MAIL, replace(NEW_MAIL, value=" NEW.post@example.com ")), Failure.CONTACT_THERE),
        ((replace(NEW_MAIL, value=MAIL),), Failure.CONTACT_THERE),
        (tuple(replace(NEW_MAIL, value=f"n{n}@example.com") for n in range(7)), Failure.TOO_MANY_CONTACTS),
    ],
)
def test_b9_what_can_t_be_new_info_is_said_at_once(
    its: ReplacementBench, typed: tuple[TypedContact, ...], failure: Failure
) -> None:
    assert refusal(its.start, *typed) is failure
    assert its.letters == []


def test_b11_it_begins_once(its: ReplacementBench) -> None:
    its.start()
    assert refusal(its.start) is Failure.REPLACEMENT_THERE


# meanwhile


def test_b11_what_is_frozen_says_until_when_to_the_second(its: ReplacementBench) -> None:
    its.start()
    add = its.signed_in.contacts.add
    arguments = ContactKind.EMAIL.value, "another@example.com", None
    assert wait_of(lambda: add(its.session(), *arguments)) == 30 * DAY
    its.wait(days=30, seconds=-1)
    assert refusal(lambda: add(its.session(), *arguments)) is Failure.FROZEN
    assert wait_of(lambda: add(its.session(), *arguments)) == timedelta(seconds=1)
    its.wait(days=0, seconds=1)
    assert refusal(lambda: add(its.session(), *arguments)) is None


def test_b11_the_overview_shows_what_goes_and_what_comes(its: ReplacementBench) -> None:
    started = its.start(NEW_MAIL)
    info = its.info()
    assert info.replacement == started.replacement
    assert set(info.frozen) == set(Area)
    assert [(each.state, each.changes_at) for each in info.contacts] == [
        (ContactState.LEAVING, started.replacement.ends_at),
        (ContactState.LEAVING, started.replacement.ends_at),
        (ContactState.NEW, started.replacement.ends_at),
    ]


def test_b12_everything_else_works_meanwhile(its: ReplacementBench, bench: ServiceBench) -> None:
    its.start(NEW_MAIL)
    its.wait(days=12)
    session, other = its.session(), its.session()
    assert len(its.signed_in.sessions.all(session)[0]) >= 2
    its.signed_in.sessions.end(session, None)
    assert refusal(its.signed_in.sessions.standing, other) is Failure.NOT_SIGNED_IN
    its.signed_in.sessions.change_password(session, NEW_PASSWORD)
    assert its.session(NEW_PASSWORD)
    its.give_code(session, SessionPurpose.VERIFY, its.standing.account.contacts[0].id)
    its.give_code(session, SessionPurpose.CANCEL, its.standing.account.contacts[1].id)
    assert its.standing.cancelled == (bench.clock(),)


def test_b12_an_old_contact_still_gets_its_owner_back_in(its: ReplacementBench, bench: ServiceBench) -> None:
    its.start(NEW_MAIL)
    flow = bench.open_flow()
    assert len(flow.contacts) == 2
    bench.ask(flow)
    bench.give(flow, bench.newest_code())
    bench.recovery.set_password(flow.handle, NEW_PASSWORD)
    assert its.session(NEW_PASSWORD)
    assert its.standing.cancelled == ()


def test_b11_a_new_contact_counts_for_nothing_even_if_it_was_proven(its: ReplacementBench, bench: ServiceBench) -> None:
    its.start(NEW_MAIL)
    its.prove_new()
    assert len(bench.open_flow().contacts) == 2
    assert refusal(its.finish) is Failure.NOT_YET


# finishing


def test_b13_what_was_typed_takes_effect_once_it_is_proven(its: ReplacementBench) -> None:
    its.start(NEW_MAIL)
    its.wait(days=30)
    assert refusal(its.finish) is Failure.NOT_PROVEN
    its.prove_new()
    before = len(its.letters)
    its.finish()
    assert {letter.destination for letter in its.letters[before:]} == OLD | {NEW_MAIL.value}
    info = its.info()
    assert [(each.state, each.contact.mask) for each in info.contacts] == [
        (ContactState.PROVEN, its.standing.account.contacts[0].masked().mask)
    ]
    assert (info.replacement, dict(info.frozen)) == (None, {})
    assert refusal(its.finish) is Failure.NO_REPLACEMENT


def test_b11_a_proof_from_before_the_end_was_a_rehearsal(its: ReplacementBench) -> None:
    its.start(NEW_MAIL)
    its.prove_new()
    its.wait(days=30)
    assert refusal(its.finish) is Failure.NOT_PROVEN


def test_b13_new_info_is_entered_with_the_claim_alone(its: ReplacementBench) -> None:
    its.start()
    its.wait(days=30)
    assert refusal(lambda: its.finish(NEW_MAIL)) is Failure.CLAIM_WRONG
    assert refusal(lambda: its.finish(NEW_MAIL, claim="a guess")) is Failure.CLAIM_WRONG
    its.finish(NEW_MAIL, claim=its.claim)
    its.prove_new()
    its.finish()
    assert [each.value for each in its.standing.account.contacts] == [NEW_MAIL.value]


def test_b13_a_slip_of_the_hand_costs_no_second_month(its: ReplacementBench) -> None:
    its.start(replace(NEW_MAIL, value="nwe.post@example.com"))
    its.wait(days=30)
    its.finish(NEW_MAIL, claim=its.claim)
    its.prove_new()
    its.finish()
    assert [each.value for each in its.standing.account.contacts] == [NEW_MAIL.value]


@pytest.mark.parametrize("days", [0, 1, 29.99])
def test_b11_nobody_makes_it_shorter(its: ReplacementBench, days: float) -> None:
    its.start(NEW_MAIL)
    its.wait(days=days)
    for typed, given in (((), None), ((NEW_PHONE,), its.claim)):
        assert refusal(lambda typed=typed, given=given: its.finish(*typed, claim=given)) is Failure.NOT_YET


def test_b11_what_an_old_contact_has_proven_leads_in_no_more(its: ReplacementBench, bench: ServiceBench) -> None:
    its.start(NEW_MAIL)
    its.wait(days=30)
    its.prove_new()
    bench.next_hour()
    flow = bench.proven_flow()
    its.finish()
    assert refusal(bench.recovery.set_password, flow.handle, NEW_PASSWORD) is Failure.FLOW_ENDED


# cancelling


def test_b13_a_code_of_an_old_contact_given_back_cancels(its: ReplacementBench) -> None:
    its.start(NEW_MAIL)
    its.wait(days=29.999)
    before = len(its.letters)
    its.cancel_by_contact()
    assert {letter.destination for letter in its.letters[before + 1 :]} == OLD
    assert its.standing.new_info == ()
    assert its.info().frozen == {}
    assert not its.info().replacement


def test_b13_a_new_contact_cancels_nothing_and_without_a_replacement_there_is_no_code(its: ReplacementBench) -> None:
    session, old = its.session(), its.standing.account.contacts[0].id
    assert refusal(its.signed_in.flows.open, session, "cancel", old) is Failure.NO_REPLACEMENT
    its.start(NEW_MAIL)
    new = its.standing.new_info[0].contact.id
    assert refusal(its.signed_in.flows.open, session, "cancel", new) is Failure.UNKNOWN_CONTACT


@pytest.mark.parametrize("days", [0, 7, 30, 100])
def test_b13_the_code_of_a_notice_cancels_and_flags_without_a_session(its: ReplacementBench, days: int) -> None:
    its.start(NEW_MAIL)
    its.wait(days=days)
    codes = {cancel_code_in(letter) for letter in its.letters if letter.destination in OLD}
    assert len(codes) == 1
    code = codes.pop()
    assert code is not None
    session = its.session()
    its.services.cancelling.cancel(f" {NAME.upper()} ", code.lower().replace("-", " "))
    assert len(its.standing.cancelled) == 1
    assert its.signed_in.sessions.standing(session).stage is SessionStage.PASSWORD


def test_b13_new_contacts_are_told_nothing_that_cancels(its: ReplacementBench) -> None:
    its.start(NEW_MAIL)
    its.wait(days=30)
    told = [letter for letter in its.letters if letter.destination == NEW_MAIL.value]
    assert len(told) == 2
    assert all(cancel_code_in(letter) is None and NAME not in letter.text for letter in told)


def test_b13_a_name_that_nobody_has_is_read_like_any_other(its: ReplacementBench, bench: ServiceBench) -> None:
    """Or the time of the answer would tell who has an account (R17)."""
    decoys = Decoys(bench.keys, bench.store.decoys.prepare(bench.clock()))
    surroundings = replace(bench.surroundings(bench.store), decoys=decoys)
    gate = its.signed_in.gate
    cancelling = replacement_services(surroundings, bench.store.replacements, gate, lambda: None).cancelling

    def asked(name: str) -> list[str]:
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            statements.append(statement)

        event.listen(bench.store.database._engine, "before_cursor_execute", note)
        assert refusal(partial(cancelling.cancel, peer="192.0.2.7"), name, "0" * 20) is Failure.CANCEL_CODE_WRONG
        event.remove(bench.store.database._engine, "before_cursor_execute", note)
        return statements

    asked("somebody.before@example.org")  # connections and statements are made ready
    waits_for_nothing = asked(NAME)
    its.start(NEW_MAIL)
    assert asked("nobody@example.org") == waits_for_nothing == asked(NAME)


def test_b13_unknown_names_and_wrong_codes_are_one_answer(its: ReplacementBench) -> None:
    cancel = its.services.cancelling.cancel
    right = "00000-00000-00000-00000"
    assert refusal(cancel, NAME, right) is Failure.CANCEL_CODE_WRONG
    its.start()
    for name, code in ((NAME, right), (NAME, "x"), ("nobody@example.org", right)):
        assert refusal(cancel, name, code) is Failure.CANCEL_CODE_WRONG
    assert its.standing.cancelled == ()


def test_b13_guessing_at_cancel_codes_is_slowed_before_it_is_looked_at(its: ReplacementBench) -> None:
    its.start()
    code = next(cancel_code_in(letter) for letter in its.letters) or ""
    cancel = its.services.cancelling.cancel
    for _ in range(5):
        assert refusal(lambda: cancel(NAME, "x", peer="192.0.2.1")) is Failure.CANCEL_CODE_WRONG
    assert refusal(lambda: cancel(NAME, code, peer="192.0.2.1")) is Failure.TOO_MANY_FROM_HERE
    assert refusal(lambda: cancel(NAME, code, peer="192.0.2.2")) is None


def test_b13_a_code_of_an_earlier_replacement_cancels_no_later_one(its: ReplacementBench, bench: ServiceBench) -> None:
    its.start()
    earlier = next(cancel_code_in(letter) for letter in its.letters) or ""
    bench.next_hour()
    its.cancel_by_contact()
    its.start()
    assert refusal(its.services.cancelling.cancel, NAME, earlier) is Failure.CANCEL_CODE_WRONG


def test_b13_the_cancel_code_stands_in_no_row(its: ReplacementBench, bench: ServiceBench) -> None:
    its.start()
    code = next(cancel_code_in(letter) for letter in its.letters) or ""
    stored = b"".join(file.read_bytes() for file in bench.folder.iterdir())
    for secret in (code, code.replace("-", ""), its.claim):
        assert secret.encode() not in stored


def test_b13_after_a_second_cancellation_staff_decide_for_sixty_days(
    its: ReplacementBench, bench: ServiceBench
) -> None:
    for place in (0, 1):
        its.start()
        bench.next_hour()
        its.cancel_by_contact(place)
        bench.next_hour()
    first = its.standing.cancelled[0]
    assert refusal(its.start) is Failure.STAFF_DECIDES
    assert wait_of(its.start) == first + CANCELS_WITHIN - bench.clock()
    bench.clock.advance(seconds=(first + CANCELS_WITHIN - bench.clock()).total_seconds())
    assert refusal(its.start) is None


# getting in by recovery meanwhile (security rule 7)


def test_b11_a_recovery_takes_the_password_from_the_thief_who_began(its: ReplacementBench, bench: ServiceBench) -> None:
    thief = its.session()
    its.services.replacing.start(thief, CLAIM, [NEW_MAIL])
    flow = bench.proven_flow()
    bench.recovery.set_password(flow.handle, NEW_PASSWORD)
    assert refusal(its.services.replacing.finish, thief) is Failure.NOT_SIGNED_IN
    its.wait(days=30)
    assert refusal(its.finish) is Failure.SIGN_IN_WRONG


def test_b11_after_a_recovery_nothing_is_finished_for_seven_days(its: ReplacementBench, bench: ServiceBench) -> None:
    its.start(NEW_MAIL)
    its.wait(days=30)
    flow = bench.proven_flow()
    bench.recovery.set_password(flow.handle, PASSWORD + " again")
    its.set_password()
    bench.next_hour()
    its.prove_new()
    assert refusal(its.finish) is Failure.REMOVAL_HELD
    its.wait(days=7)
    assert refusal(its.finish) is None


def test_b13_every_event_is_in_the_audit_log(its: ReplacementBench, bench: ServiceBench) -> None:
    its.start(NEW_MAIL)
    its.wait(days=1)
    bench.next_hour()
    its.cancel_by_contact()
    kinds = [row.event.kind.value for row in SqlAudit(bench.store.database, bench.keys.seal).rows()]
    assert [kind for kind in kinds if kind.startswith("replacement")] == [
        MessageKind.REPLACEMENT_STARTED,
        "replacement_told",
        MessageKind.REPLACEMENT_CANCELLED,
    ]


# an organisation's other systems


def test_b11_other_systems_ask_what_is_frozen_with_a_token_of_their_own(
    its: ReplacementBench, bench: ServiceBench
) -> None:
    started = its.start()
    areas = bench.replacements(areas_token="t" * 32).areas
    assert areas.of(NAME, "t" * 32).areas == dict.fromkeys(Area, started.replacement.ends_at)
    assert refusal(areas.of, NAME, "u" * 32) is Failure.NOT_ALLOWED
    assert refusal(areas.of, "nobody@example.org", "t" * 32) is Failure.UNKNOWN_ACCOUNT
    assert refusal(its.services.areas.of, NAME, "") is Failure.NOT_ALLOWED
