"""B29, R10, R13: a recovery code opens a recovery once, is noticed, and is not enough where two proofs are needed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import permutations

import pytest
from sqlalchemy import select, update

from secinfo_desktop.backend.http.evidence_handlers import EvidenceServices
from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.services.flow_answers import OpenedFlow
from secinfo_desktop.backend.store.tables import ACCOUNT, FLOW
from secinfo_desktop.domain.codes import MOST_GUESSES
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import SIGN_IN_HERE
from secinfo_desktop.domain.recovery_code import new
from secinfo_desktop.domain.security_info import Area
from secinfo_desktop.domain.security_policy import SecondStep
from tests.backend.services.test_audit import events, kinds
from tests.backend.store.contract import at_once
from tests.helpers.open_door import SESSION, OpenDoor
from tests.helpers.service_bench import MAIL, NAME, NEW_PASSWORD, ServiceBench, refusal, wait_of

PEER, OTHER_PEER = "192.0.2.1", "192.0.2.2"


@dataclass
class Kept:
    """An account whose owner has a recovery code."""

    bench: ServiceBench
    its: EvidenceServices
    door: OpenDoor
    code: str

    def give(self, flow: OpenedFlow, code: str | None = None, peer: str | None = None) -> Failure | None:
        """What becomes of a code."""
        return refusal(lambda: self.its.recovery_codes.give(flow.handle, code or self.code, peer=peer))

    def make(self) -> str:
        """Another one."""
        return self.its.recovery_codes.make(SESSION).code

    def set_password(self, flow: OpenedFlow) -> Failure | None:
        """What becomes of a new password."""
        return refusal(self.bench.recovery.set_password, flow.handle, NEW_PASSWORD)

    def is_kept(self) -> bool:
        """Whether a code counts."""
        with self.bench.store.database.read() as connection:
            query = select(ACCOUNT.c.recovery_code_digest).where(ACCOUNT.c.id == self.door.account_id)
            return connection.execute(query).scalar() is not None

    def choose_second_step(self) -> None:
        """The account has a second step from now on."""
        with self.bench.store.database.write() as connection:
            connection.execute(update(ACCOUNT).values(second_step=True))

    def is_proven(self, flow: OpenedFlow) -> bool:
        """Whether a password can be set."""
        return self.bench.recovery.status(flow.handle).proven


@pytest.fixture
def kept(bench: ServiceBench) -> Kept:
    account = bench.store.accounts.named(NAME)
    assert account is not None
    door = OpenDoor(account.id)
    its = bench.evidence(door)
    return Kept(bench, its, door, its.recovery_codes.make(SESSION).code)


def other_code(kept: Kept) -> str:
    return new(kept.bench.random)


# made


def test_b29_it_has_25_characters_and_every_contact_is_told(kept: Kept) -> None:
    assert len(kept.code.replace("-", "")) == 25
    told = [letter for letter in kept.bench.way_out.letters if "new recovery code" in letter.text]
    assert {letter.destination for letter in told} == {"+491713920041", MAIL}
    assert all(kept.code not in letter.text for letter in told)


def test_it_is_made_with_fresh_proof_and_not_while_frozen(kept: Kept) -> None:
    assert kept.door.asked == [Area.RECOVERY_CODE]
    for refused in (Failure.PROOF_NEEDED, Failure.FROZEN):
        kept.door.refuses = refused
        assert refusal(kept.make) is refused
    assert kept.give(kept.bench.open_flow()) is None


def test_b29_a_new_one_kills_the_old(kept: Kept) -> None:
    newer = kept.make()
    flow = kept.bench.open_flow()
    assert kept.give(flow) is Failure.RECOVERY_CODE_WRONG
    assert kept.give(flow, newer) is None


def test_it_is_kept_as_a_keyed_digest_alone(kept: Kept) -> None:
    kept.give(kept.bench.open_flow())
    stored = b"".join(file.read_bytes() for file in kept.bench.folder.iterdir())
    for spelling in (kept.code, kept.code.replace("-", "")):
        assert spelling.encode() not in stored
    assert kept.code not in repr(kept.its.recovery_codes.make(SESSION))


# used


def test_b29_it_gets_its_owner_back_in_and_every_contact_is_told(kept: Kept) -> None:
    flow, before = kept.bench.open_flow(), len(kept.bench.way_out.letters)
    proof = kept.its.recovery_codes.give(flow.handle, kept.code.lower().replace("-", " "))
    assert not proof.needs_another
    told = kept.bench.way_out.letters[before:]
    assert {letter.destination for letter in told} == {"+491713920041", MAIL}
    assert all("recovery code was used" in letter.text or "used the recovery code" in letter.text for letter in told)
    assert kept.set_password(flow) is None


def test_it_is_used_once_and_a_new_one_has_to_be_made(kept: Kept) -> None:
    assert kept.give(kept.bench.open_flow()) is None
    assert kept.give(kept.bench.open_flow()) is Failure.RECOVERY_CODE_WRONG
    assert not kept.is_kept()


def test_of_many_who_use_it_at_once_one_is_let_in(kept: Kept) -> None:
    flows = [kept.bench.open_flow() for _ in range(8)]
    answers = at_once([partial(kept.give, flow, peer=f"192.0.2.{number}") for number, flow in enumerate(flows)])
    assert answers.count(None) == 1
    assert answers.count(Failure.RECOVERY_CODE_WRONG) == 7
    assert sum(kept.is_proven(flow) for flow in flows) == 1


def test_a_slip_is_told_and_counts_as_no_guess(kept: Kept) -> None:
    flow = kept.bench.open_flow()
    swapped = kept.code[1] + kept.code[0] + kept.code[2:]
    slip = swapped if swapped != kept.code else ("2" if kept.code[0] != "2" else "3") + kept.code[1:]
    for _ in range(MOST_GUESSES + 1):
        assert kept.give(flow, slip) is Failure.NOT_A_RECOVERY_CODE
    assert kept.give(flow) is None


def test_its_guesses_are_counted_before_they_are_compared_and_are_those_of_the_flow(kept: Kept) -> None:
    flow = kept.bench.open_flow()
    answers = at_once([partial(kept.give, flow, other_code(kept), f"192.0.2.{number}") for number in range(12)])
    assert answers.count(Failure.RECOVERY_CODE_WRONG) == MOST_GUESSES
    assert answers.count(Failure.TOO_MANY_GUESSES) == 12 - MOST_GUESSES
    assert kept.give(flow) is Failure.TOO_MANY_GUESSES


def test_who_guesses_waits_and_locks_nobody_else_out(kept: Kept) -> None:
    for _ in range(SIGN_IN_HERE.free):
        kept.give(kept.bench.open_flow(), other_code(kept), PEER)
    flow = kept.bench.open_flow()
    giving = partial(kept.its.recovery_codes.give, peer=PEER)
    assert wait_of(giving, flow.handle, kept.code) == timedelta(seconds=30)
    assert refusal(giving, flow.handle, kept.code) is Failure.SIGN_IN_TOO_SOON
    assert kept.give(flow, peer=OTHER_PEER) is None


def test_one_is_worth_nothing_at_another_account(kept: Kept) -> None:
    kept.bench.add_account("ben@example.org", phone="+49 171 3920042", mail="ben.post@example.com")
    assert kept.give(kept.bench.open_flow("ben@example.org")) is Failure.RECOVERY_CODE_WRONG
    assert kept.is_kept()


def test_the_flow_of_a_signed_in_person_takes_none(kept: Kept) -> None:
    opened = kept.bench.open_flow()
    with kept.bench.store.database.write() as connection:
        connection.execute(update(FLOW).values(session_id="session"))
    assert kept.give(opened) is Failure.FLOW_ENDED
    assert kept.is_kept()


def test_what_happened_to_it_is_noted(kept: Kept) -> None:
    flow = kept.bench.open_flow()
    kept.give(flow, other_code(kept))
    kept.give(flow)
    assert kinds(kept.bench) == [
        AuditKind.RECOVERY_CODE_MADE,
        AuditKind.FLOW_OPENED,
        AuditKind.RECOVERY_CODE_REFUSED,
        AuditKind.RECOVERY_CODE_USED,
    ]
    assert events(kept.bench)[0].session == "session"


# a takeover


@pytest.mark.parametrize(("seconds", "stays"), [(-1, False), (0, True), (1, True)])
def test_one_made_in_the_days_before_a_recovery_ends_with_it(kept: Kept, seconds: int, stays: bool) -> None:
    kept.bench.clock.advance(days=7, seconds=seconds)
    kept.bench.recovery.set_password(kept.bench.proven_flow().handle, NEW_PASSWORD)
    assert kept.is_kept() is stays


# two proofs


def by_phone(kept: Kept, flow: OpenedFlow) -> bool:
    kept.bench.ask(flow)
    return kept.bench.recovery.give_code(flow.handle, kept.bench.newest_code()).needs_another


def by_mail(kept: Kept, flow: OpenedFlow) -> bool:
    kept.bench.ask(flow, MAIL, 1)
    return kept.bench.recovery.give_code(flow.handle, kept.bench.newest_code()).needs_another


def by_recovery_code(kept: Kept, flow: OpenedFlow) -> bool:
    return kept.its.recovery_codes.give(flow.handle, kept.code).needs_another


Prove = Callable[[Kept, OpenedFlow], bool]
WAYS: dict[Prove, str] = {by_phone: "phone", by_mail: "email", by_recovery_code: "recovery_code"}


@pytest.mark.parametrize("prove", WAYS)
def test_one_proof_is_enough_without_a_second_step(kept: Kept, prove: Prove) -> None:
    flow = kept.bench.open_flow()
    assert not prove(kept, flow)
    assert kept.set_password(flow) is None


@pytest.mark.parametrize(("first", "second"), list(permutations(WAYS, 2)))
def test_two_by_different_methods_are_needed_with_one(kept: Kept, first: Prove, second: Prove) -> None:
    kept.choose_second_step()
    flow = kept.bench.open_flow()
    assert first(kept, flow)
    assert kept.bench.recovery.status(flow.handle).first_proof == WAYS[first]
    assert kept.set_password(flow) is Failure.NOT_PROVEN
    kept.bench.clock.advance(minutes=2)
    assert not second(kept, flow)
    assert kept.bench.recovery.status(flow.handle).first_proof is None
    assert kept.set_password(flow) is None


@pytest.mark.parametrize("prove", [by_phone, by_mail])
def test_the_same_method_twice_is_one_proof(kept: Kept, prove: Prove) -> None:
    kept.choose_second_step()
    flow = kept.bench.open_flow()
    assert prove(kept, flow)
    kept.bench.clock.advance(minutes=9)
    assert prove(kept, flow)
    assert kept.set_password(flow) is Failure.NOT_PROVEN


def test_where_the_provider_asks_everybody_for_a_second_step_everybody_needs_two(kept: Kept) -> None:
    rules = replace(kept.bench.pack.security_info, second_step=SecondStep.ALWAYS)
    kept.bench.pack = replace(kept.bench.pack, security_info=rules)
    kept.bench.recovery = kept.bench.with_store(kept.bench.store)
    assert by_phone(kept, kept.bench.open_flow())


def test_proofs_of_two_flows_do_not_come_together(kept: Kept) -> None:
    kept.choose_second_step()
    one, other = kept.bench.open_flow(), kept.bench.open_flow()
    assert by_phone(kept, one)
    assert by_recovery_code(kept, other)
    assert (kept.set_password(one), kept.set_password(other)) == (Failure.NOT_PROVEN,) * 2
