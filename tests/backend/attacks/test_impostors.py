"""Somebody who knows all about a person, and holds nothing of theirs, gets nothing and freezes nobody."""

from datetime import timedelta
from functools import partial

import msgspec

from secinfo_desktop.backend.http import live_wire
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import NO_PROOF_UNTIL, CallerProof, Role, StaffAction
from tests.helpers.live_call import LiveCall
from tests.helpers.service_bench import MAIL, PHONE, refusal

ALL = tuple(StaffAction)


def as_impostor(call: LiveCall) -> str:
    """Name, phone and address are right, a code was even sent: to the owner. Nothing of it was given back."""
    call.flow = call.bench.open_flow()
    call.bench.ask(call.flow, PHONE)
    return call.shared()


def test_personal_data_verifies_nobody(call: LiveCall) -> None:
    case = as_impostor(call)
    assert refusal(call.verify, case, None) is Failure.CANT_VERIFY_SO
    assert refusal(call.verify, case, None, CallerProof.CALL_BACK) is Failure.CANT_VERIFY_SO
    assert refusal(call.live.facts.of, call.agent, case) is Failure.CALLER_NOT_VERIFIED
    call.agent = call.senior
    for number in range(20):
        assert refusal(call.live.verifying.give_number, call.handle, f"{number:03d}") is Failure.NUMBER_WRONG


def test_a_contact_of_yesterday_is_no_proof_and_an_old_one_is(call: LiveCall) -> None:
    """A thief who has just added a contact of their own reads the code there."""
    call.flow = call.bench.proven_flow()
    case = call.shared()
    assert refusal(call.verify, case, None) is Failure.CANT_VERIFY_SO
    call.bench.clock.advance(days=31)
    call.flow = call.bench.proven_flow()
    assert refusal(call.verify, call.shared(), None) is None  # the control


def test_a_computer_of_yesterday_is_no_proof_and_an_old_one_is(call: LiveCall) -> None:
    """A thief who was signed in for a moment has made their own computer known."""
    thiefs = call.bench.known_device(call.account, NO_PROOF_UNTIL - timedelta(seconds=1))
    call.flow = call.bench.opened_at(thiefs)
    assert call.bench.audience_of(call.flow) is Disclosure.KNOWN_DEVICE
    assert refusal(call.verify, call.shared(), None) is Failure.CANT_VERIFY_SO
    call.bench.clock.advance(seconds=1)
    call.flow = call.bench.opened_at(thiefs)
    assert refusal(call.verify, call.shared(), None) is None  # the control


def test_no_deed_is_done_for_an_impostor_by_any_role(call: LiveCall) -> None:
    call.agent = call.staff("chief", Role.ADMINISTRATOR)
    case = as_impostor(call)
    letters = len(call.bench.way_out.letters)
    for place, action in enumerate(ALL):
        approval = call.approved(case, action) if action.value.endswith("replacement") else None
        done = refusal(call.act, case, action, approval, f"{place:016d}")
        assert done is Failure.CALLER_NOT_VERIFIED
    standing = call.bench.store.replacements.standing(call.account.id)
    assert standing is not None
    assert standing.newest is None, "nobody freezes a stranger's account by a call"
    assert len(call.bench.way_out.letters) == letters


def test_an_owner_is_served(call: LiveCall) -> None:
    """The control of those above: at a computer that the account knows."""
    call.agent = call.staff("chief", Role.ADMINISTRATOR)
    case = call.verified(StaffAction.START_REPLACEMENT)
    approval = call.approved(case, StaffAction.START_REPLACEMENT)
    assert refusal(call.act, case, StaffAction.START_REPLACEMENT, approval) is None


def test_nothing_is_told_of_an_account_whether_it_is_there_or_not(call: LiveCall) -> None:
    answers = []
    decoys = call.bench.with_decoys()
    for name in ("mara@example.org", "nobody@example.org"):
        call.bench.clock.advance(minutes=1)
        its = LiveCall(call.bench, agent=call.agent)
        its.flow = decoys.open_flow(name)
        case = its.shared()
        told = msgspec.to_builtins(live_wire.live_case(its.calls.standing(its.handle), "o", None))
        told.pop("word_pair"), told.pop("now"), told.pop("ends_at")
        answers.append(
            (
                told,
                refusal(its.verify, case, None),
                refusal(its.live.facts.of, its.agent, case),
                refusal(its.act, case, StaffAction.END_SESSIONS),
                [(each.live, each.by, each.seq) for each in its.live.store.log(case, 0)],
            )
        )
    assert answers[0] == answers[1]


def test_facts_hold_neither_a_contact_in_full_nor_a_code(call: LiveCall) -> None:
    call.bench.ask(call.flow)
    code = call.newest_code()
    case = call.verified(None)
    facts, now = call.live.facts.of(call.agent, case)
    told = msgspec.json.encode(live_wire.facts(facts, call.live.facts.most, now)).decode()
    assert '"channel":"sms"' in told
    for secret in (code, PHONE.replace(" ", ""), PHONE, MAIL, MAIL.partition("@")[0]):
        assert secret not in told


def test_a_call_back_goes_to_an_old_number_on_record_and_to_nobody_elses(call: LiveCall) -> None:
    dialled: list[tuple[str, str]] = []

    class Exchange:
        def dial(self, verification: str, case_id: str, number: str, *_: object) -> None:
            assert case_id == case
            dialled.append((verification, number))

    its = LiveCall(call.bench, agent=call.agent, telephony=Exchange())
    its.flow = call.bench.open_flow()
    case = its.shared()
    young = its.verify(case, StaffAction.END_SESSIONS, CallerProof.CALL_BACK)
    assert dialled == [], "the number is younger than 30 days"
    its.live.verifying.called_back(young.id, case, pressed=False)
    assert refusal(its.live.facts.of, its.agent, case) is Failure.CALLER_NOT_VERIFIED
    call.bench.clock.advance(days=31)
    its.flow = call.bench.open_flow()
    case = its.shared()
    asked = its.verify(case, StaffAction.END_SESSIONS, CallerProof.CALL_BACK)
    assert dialled == [(asked.id, PHONE.replace(" ", ""))]
    called = partial(its.live.verifying.called_back, asked.id, case)
    called(pressed=False)
    assert refusal(its.live.facts.of, its.agent, case) is Failure.CALLER_NOT_VERIFIED
    called(pressed=True)
    assert refusal(its.act, case, StaffAction.END_SESSIONS) is None  # the control
