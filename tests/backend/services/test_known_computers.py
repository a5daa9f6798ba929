"""Known computers: a key that signs one flow's challenge and opens nothing (security rules 3, 6, 7)."""

from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.services.knocks import Knock
from secinfo_desktop.backend.services.known_computers import KnownComputerService
from secinfo_desktop.backend.services.records import Account
from secinfo_desktop.backend.services.signatures import is_public_key, is_signed, new_key
from secinfo_desktop.client.computer_key import ComputerKey
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.known_computers import KNOCK_LIFE, MOST_KNOWN, UNUSED_LIFE, text_of_flow
from secinfo_desktop.domain.limits import OPEN_CEILINGS
from secinfo_desktop.domain.security_info import Area
from tests.backend.services.test_audit import kinds
from tests.helpers.open_door import SESSION, OpenDoor
from tests.helpers.service_bench import NAME, NEW_PASSWORD, ServiceBench, refusal
from tests.helpers.signed_in_bench import Member

SECOND = timedelta(seconds=1)


@dataclass
class Desk:
    """An account's person at a computer that they have made known."""

    bench: ServiceBench
    account: Account
    door: OpenDoor
    its: KnownComputerService
    key: ComputerKey

    def audience(self, key: ComputerKey | None = None) -> Disclosure:
        """Who may know a flow that is opened at a computer, by default this one."""
        return self.bench.audience_of(self.bench.opened_at(key or self.key))

    def prove(self, handle: str, signature: str, device_id: str | None = None) -> Failure | None:
        """What becomes of a signature."""
        return refusal(self.its.prove, handle, device_id or self.key.device_id, signature)

    def knock(self, name: str = "") -> Knock:
        """What this computer sends along now."""
        its = self.key.knock(name, self.bench.clock())
        return Knock(its.device_id, its.at, its.signature)


@pytest.fixture
def desk(bench: ServiceBench) -> Desk:
    account = bench.store.accounts.named(NAME)
    assert account is not None
    door = OpenDoor(account.id)
    its = bench.evidence(door).computers
    private_key, public_key = new_key(bench.random)
    known = its.enrol(SESSION, "my desk\n", public_key)
    return Desk(bench, account, door, its, ComputerKey(known.id, private_key))


# made known


def test_every_contact_is_told_and_fresh_proof_is_needed(desk: Desk) -> None:
    told = [letter for letter in desk.bench.way_out.letters if "computer" in letter.text]
    assert {letter.destination for letter in told} == {contact.value for contact in desk.account.contacts}
    assert desk.door.asked == [Area.KNOWN_DEVICES]
    for refused in (Failure.PROOF_NEEDED, Failure.FROZEN):
        desk.door.refuses = refused
        assert refusal(desk.its.enrol, SESSION, "desk", new_key(desk.bench.random)[1]) is refused


def test_it_is_listed_with_its_end_and_can_be_forgotten_even_while_frozen(desk: Desk) -> None:
    ((listed,), now) = desk.its.listed(SESSION)
    assert (listed.id, listed.device, listed.added_at, listed.used_at) == (desk.key.device_id, "my desk", now, now)
    desk.its.forget(SESSION, desk.key.device_id)
    assert desk.door.asked[-1] is None  # it is never frozen
    assert desk.its.listed(SESSION)[0] == ()
    assert refusal(desk.its.forget, SESSION, desk.key.device_id) is Failure.DEVICE_UNKNOWN
    assert desk.audience() is Disclosure.PUBLIC


def test_a_flow_that_it_has_raised_is_the_publics_again_once_it_is_forgotten(desk: Desk) -> None:
    flow = desk.bench.opened_at(desk.key)
    assert desk.bench.audience_of(flow) is Disclosure.KNOWN_DEVICE
    desk.its.forget(SESSION, desk.key.device_id)
    assert desk.bench.audience_of(flow) is Disclosure.PUBLIC


def test_everybody_is_told_that_it_is_forgotten(desk: Desk) -> None:
    before = len(desk.bench.way_out.letters)
    desk.its.forget(SESSION, desk.key.device_id)
    letters = desk.bench.way_out.letters[before:]
    assert {letter.destination for letter in letters} == {its.value for its in desk.account.contacts}
    assert all("not you?" in letter.text for letter in letters)


def test_nobody_forgets_one_without_fresh_proof(bench: ServiceBench) -> None:
    member = Member(bench)
    session, evidence = member.sign_in(), bench.evidence()
    _, public_key = new_key(bench.random)
    computer = evidence.computers.enrol(session, "desk", public_key)
    bench.clock.advance(minutes=5)
    assert refusal(evidence.computers.forget, session, computer.id) is Failure.PROOF_NEEDED
    member.its.sessions.prove_password(session, member.password)
    assert refusal(evidence.computers.forget, session, computer.id) is None


def test_nobody_forgets_a_computer_of_somebody_else(desk: Desk) -> None:
    desk.door.account_id = desk.bench.add_account("ben@example.org").id
    assert refusal(desk.its.forget, SESSION, desk.key.device_id) is Failure.DEVICE_UNKNOWN
    desk.door.account_id = desk.account.id
    assert len(desk.its.listed(SESSION)[0]) == 1


def test_an_account_knows_so_many_and_no_more(desk: Desk) -> None:
    answers = [refusal(desk.its.enrol, SESSION, "desk", new_key(desk.bench.random)[1]) for _ in range(MOST_KNOWN)]
    assert answers == [*[None] * (MOST_KNOWN - 1), Failure.TOO_MANY_COMPUTERS]


@pytest.mark.parametrize("text", ["", "no key", b64encode(b"x" * 31).decode(), b64encode(b"x" * 33).decode(), "é" * 44])
def test_what_is_no_key_is_not_taken(desk: Desk, text: str) -> None:
    assert refusal(desk.its.enrol, SESSION, "desk", text) is Failure.BAD_REQUEST


def test_the_private_key_is_nowhere_at_the_service(desk: Desk) -> None:
    desk.audience()
    stored = b"".join(file.read_bytes() for file in desk.bench.folder.iterdir())
    assert desk.key.private_key.encode() not in stored
    assert b64decode(desk.key.private_key) not in stored
    assert desk.key.private_key not in repr(desk.key)


# proven


def test_it_raises_the_flow_whose_challenge_it_signs_and_no_other_one(desk: Desk) -> None:
    mine, other = desk.bench.open_flow(), desk.bench.open_flow()
    signature = desk.key.answer(desk.its.challenge(mine.handle)[0])
    assert desk.prove(other.handle, signature) is Failure.DEVICE_UNKNOWN
    assert desk.prove(mine.handle, signature) is None
    assert desk.bench.audience_of(mine) is Disclosure.KNOWN_DEVICE
    assert desk.bench.audience_of(other) is Disclosure.PUBLIC


def test_it_raises_flows_of_its_own_account_alone(desk: Desk) -> None:
    desk.bench.add_account("ben@example.org", phone="+49 171 3920042", mail="ben.post@example.com")
    assert desk.bench.audience_of(desk.bench.opened_at(desk.key, "ben@example.org")) is Disclosure.PUBLIC
    recovery = desk.bench.with_decoys()
    decoy = desk.bench.opened_at(desk.key, "nobody@example.org", by=recovery)
    assert recovery.status(decoy.handle).audience is Disclosure.PUBLIC


def test_another_key_or_id_raises_nothing(desk: Desk) -> None:
    stranger = ComputerKey(desk.key.device_id, new_key(desk.bench.random)[0])
    assert desk.audience(stranger) is Disclosure.PUBLIC
    assert desk.audience(replace(desk.key, device_id="another")) is Disclosure.PUBLIC


def test_it_proves_nothing_and_sets_no_password(desk: Desk) -> None:
    flow = desk.bench.opened_at(desk.key)
    assert refusal(desk.bench.recovery.set_password, flow.handle, NEW_PASSWORD) is Failure.NOT_PROVEN


def test_it_takes_the_signature_over_nothing_else(desk: Desk) -> None:
    flow = desk.bench.open_flow()
    challenge, _ = desk.its.challenge(flow.handle)
    assert desk.prove(flow.handle, desk.knock(challenge).signature) is Failure.DEVICE_UNKNOWN


def test_a_flow_that_is_over_has_no_challenge(desk: Desk) -> None:
    flow = desk.bench.open_flow()
    desk.bench.clock.advance(hours=2)
    assert refusal(desk.its.challenge, flow.handle) is Failure.FLOW_ENDED
    assert desk.prove(flow.handle, "") is Failure.FLOW_ENDED


KEYS = new_key(Random(5))


@given(st.binary(max_size=70), st.text(max_size=40))
def test_no_other_bytes_are_a_signature(signature: bytes, challenge: str) -> None:
    text = text_of_flow(challenge)
    assert not is_signed(KEYS[1], b64encode(signature).decode(), text)
    assert is_signed(KEYS[1], ComputerKey("", KEYS[0]).answer(challenge), text)
    assert not is_signed(KEYS[1], ComputerKey("", KEYS[0]).answer(challenge), text + b" ")


@given(st.text(max_size=60))
def test_any_text_is_a_key_or_none(text: str) -> None:
    assert not is_signed(text, text, b"")
    assert is_public_key(text) is False or len(b64decode(text)) == 32


# how long it is known


@pytest.mark.parametrize(("offset", "known"), [(-SECOND, True), (timedelta(), False), (SECOND, False)])
def test_after_90_unused_days_it_is_known_no_more(desk: Desk, offset: timedelta, known: bool) -> None:
    desk.bench.clock.advance(seconds=(UNUSED_LIFE + offset).total_seconds())
    assert len(desk.its.listed(SESSION)[0]) == known
    assert (desk.audience() is Disclosure.KNOWN_DEVICE) is known


def test_its_days_begin_anew_when_it_is_used_in_a_recovery_or_signed_in_at(desk: Desk) -> None:
    desk.bench.clock.advance(days=89)
    assert desk.audience() is Disclosure.KNOWN_DEVICE
    desk.bench.clock.advance(days=89)
    desk.its.use(SESSION, desk.knock())
    desk.bench.clock.advance(days=89)
    assert desk.audience() is Disclosure.KNOWN_DEVICE
    assert refusal(desk.its.use, SESSION, desk.knock(NAME)) is Failure.DEVICE_UNKNOWN


def test_a_takeover_ends_it(desk: Desk) -> None:
    desk.bench.recovery.set_password(desk.bench.proven_flow().handle, NEW_PASSWORD)
    assert desk.audience() is Disclosure.PUBLIC
    assert desk.its.listed(SESSION)[0] == ()


# looking its account up


def test_no_limit_for_looking_accounts_up_holds_it_off(desk: Desk) -> None:
    """Rule 6: whoever shares its network address can't keep it out; the account is its own alone."""
    strangers = partial(desk.bench.recovery.open_flow, peer="192.0.2.1")
    assert [refusal(strangers, NAME) for _ in range(OPEN_CEILINGS[0].most + 1)][-1] is Failure.TOO_MANY_FROM_HERE
    assert desk.bench.audience_of(desk.bench.opened_at(desk.key, peer="192.0.2.1")) is Disclosure.KNOWN_DEVICE
    assert refusal(partial(strangers, knock=desk.knock("nobody")), "nobody") is Failure.TOO_MANY_FROM_HERE


@pytest.mark.parametrize(
    ("passed", "counts"), [(KNOCK_LIFE, True), (KNOCK_LIFE + SECOND, False), (-KNOCK_LIFE - SECOND, False)]
)
def test_a_knock_counts_at_its_moment_alone(desk: Desk, passed: timedelta, counts: bool) -> None:
    """The control: it is the knock that lets in, for nothing else is different."""
    strangers = partial(desk.bench.recovery.open_flow, NAME, peer="192.0.2.1")
    for _ in range(OPEN_CEILINGS[1].most):
        refusal(strangers)
        desk.bench.clock.advance(seconds=4)
    its = desk.key.knock(NAME, desk.bench.clock() - passed)
    answer = refusal(partial(strangers, knock=Knock(its.device_id, its.at, its.signature)))
    assert answer is (None if counts else Failure.TOO_MANY_FROM_HERE)


def test_what_happened_to_it_is_noted(desk: Desk) -> None:
    flow = desk.bench.opened_at(desk.key)
    desk.prove(flow.handle, "")
    desk.its.forget(SESSION, desk.key.device_id)
    assert kinds(desk.bench) == [
        AuditKind.DEVICE_KNOWN,
        AuditKind.FLOW_OPENED,
        AuditKind.DEVICE_PROVEN,
        AuditKind.DEVICE_REFUSED,
        AuditKind.DEVICE_FORGOTTEN,
    ]
