"""Signing in: waits that grow where somebody guesses, one answer for unknown and wrong, and an owner who gets in."""

from datetime import timedelta
from functools import partial

import pytest

from secinfo_desktop.backend.services.adding import NewPerson, new_account
from secinfo_desktop.backend.services.hashing import Argon2Hasher
from secinfo_desktop.backend.services.sign_in import SignIn
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import SIGN_IN_ACCOUNT, SIGN_IN_HERE, SIGN_IN_PEER
from secinfo_desktop.domain.session_rules import SESSION_LIFE
from tests.backend.store.contract import at_once
from tests.helpers.service_bench import MAIL, PHONE, QuickHasher, ServiceBench, refusal, wait_of

OWNER = "ben@example.org"
PASSWORD = "four green bicycles in the rain"
WRONG = "wrong"
HOME, THERE = "192.0.2.1", "203.0.113.9"


class CountingHasher(QuickHasher):
    """Remembers with what it compared."""

    def __init__(self) -> None:
        self.compared: list[str | None] = []

    def is_right(self, password: str, hashed: str | None) -> bool:
        """Compare, and remember."""
        self.compared.append(hashed)
        return super().is_right(password, hashed)


@pytest.fixture
def hasher() -> CountingHasher:
    return CountingHasher()


@pytest.fixture
def sign_in(bench: ServiceBench, hasher: CountingHasher) -> SignIn:
    person = NewPerson(OWNER, ((ContactKind.PHONE, PHONE), (ContactKind.EMAIL, MAIL)), PASSWORD)
    bench.store.accounts.add(new_account(person, "DE", bench.clock(), bench.random, hasher))
    return bench.sign_in(hasher=hasher)


def answer(its: SignIn, name: str = OWNER, password: str = WRONG, peer: str | None = HOME) -> Failure | None:
    return refusal(lambda: its.sign_in(name, password, "desk", peer=peer))


def wait(its: SignIn, name: str = OWNER, password: str = WRONG, peer: str | None = HOME) -> timedelta | None:
    return wait_of(lambda: its.sign_in(name, password, "desk", peer=peer))


def test_the_right_password_opens_a_session_for_a_day(bench: ServiceBench, sign_in: SignIn) -> None:
    signed_in = sign_in.sign_in(f" {OWNER.upper()} ", PASSWORD, "desk", peer=HOME)
    assert signed_in.ends_at - signed_in.now == SESSION_LIFE
    assert len(signed_in.token) >= 43
    assert signed_in.token not in repr(signed_in)
    assert sign_in.know_device(signed_in.token, "desk").token
    bench.clock.advance(seconds=SESSION_LIFE.total_seconds())
    assert refusal(sign_in.know_device, signed_in.token, "desk") is Failure.NOT_SIGNED_IN


def test_unknown_and_wrong_are_answered_alike_and_cost_one_comparison_each(
    sign_in: SignIn, hasher: CountingHasher
) -> None:
    assert answer(sign_in) is Failure.SIGN_IN_WRONG
    assert answer(sign_in, "nobody@example.org") is Failure.SIGN_IN_WRONG
    assert answer(sign_in, "mara@example.org") is Failure.SIGN_IN_WRONG
    assert [hashed is None for hashed in hasher.compared] == [False, True, True]


@pytest.mark.parametrize("name", [OWNER, "nobody@example.org"])
def test_waits_begin_after_five_slips_and_double_up_to_an_hour(bench: ServiceBench, sign_in: SignIn, name: str) -> None:
    assert [answer(sign_in, name) for _ in range(SIGN_IN_HERE.free)] == [Failure.SIGN_IN_WRONG] * SIGN_IN_HERE.free
    waits = []
    for _ in range(9):
        waited = wait(sign_in, name)
        assert waited is not None
        waits.append(waited.total_seconds())
        bench.clock.advance(seconds=waits[-1])
        assert answer(sign_in, name) is Failure.SIGN_IN_WRONG
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_a_refused_try_does_not_look_at_the_password(sign_in: SignIn, hasher: CountingHasher) -> None:
    for _ in range(SIGN_IN_HERE.free):
        answer(sign_in)
    looked = len(hasher.compared)
    assert answer(sign_in, password=PASSWORD) is Failure.SIGN_IN_TOO_SOON
    assert len(hasher.compared) == looked


def test_success_forgets_the_slips(sign_in: SignIn) -> None:
    for _ in range(3):
        for _ in range(SIGN_IN_HERE.free - 1):
            assert answer(sign_in) is Failure.SIGN_IN_WRONG
        assert answer(sign_in, password=PASSWORD) is None


def test_one_address_that_tries_many_names_waits(sign_in: SignIn) -> None:
    for number in range(SIGN_IN_PEER.free):
        assert answer(sign_in, f"name{number}@example.org") is Failure.SIGN_IN_WRONG
    assert answer(sign_in, "another@example.org") is Failure.SIGN_IN_TOO_SOON
    assert answer(sign_in, OWNER, PASSWORD, THERE) is None


def test_guesses_from_everywhere_slow_strangers_and_never_the_owner_at_home(sign_in: SignIn) -> None:
    assert answer(sign_in, password=PASSWORD) is None
    for number in range(SIGN_IN_ACCOUNT.free):
        assert answer(sign_in, peer=f"198.51.100.{number}") is Failure.SIGN_IN_WRONG
    assert wait(sign_in, peer=THERE) == timedelta(seconds=30)
    assert answer(sign_in, password=PASSWORD, peer=HOME) is None


def test_limits_outlive_the_process(bench: ServiceBench, sign_in: SignIn) -> None:
    for _ in range(SIGN_IN_HERE.free):
        answer(sign_in)
    store = bench.another_store()
    later = bench.sign_in(store)
    assert answer(later, password=PASSWORD) is Failure.SIGN_IN_TOO_SOON
    store.close()


def test_tries_at_once_are_counted_before_any_is_looked_at(sign_in: SignIn, hasher: CountingHasher) -> None:
    answers = at_once([partial(answer, sign_in) for _ in range(16)])
    assert answers.count(Failure.SIGN_IN_WRONG) == len(hasher.compared) == SIGN_IN_HERE.free


def test_the_one_caller_of_an_embedded_service_waits_for_each_name_alone(sign_in: SignIn) -> None:
    for number in range(SIGN_IN_PEER.free + 5):
        assert answer(sign_in, f"name{number}@example.org", peer=None) is Failure.SIGN_IN_WRONG


# known devices


def test_only_somebody_who_is_signed_in_can_make_a_computer_known(sign_in: SignIn) -> None:
    assert refusal(sign_in.know_device, "a guess", "desk") is Failure.NOT_SIGNED_IN


def test_a_known_device_opens_flows_of_its_own_account_as_one(bench: ServiceBench, sign_in: SignIn) -> None:
    session = sign_in.sign_in(OWNER, PASSWORD, "desk").token
    token = sign_in.know_device(session, "desk").token
    assert bench.recovery.open_flow(OWNER, device=token).audience is Disclosure.KNOWN_DEVICE
    assert bench.open_flow().audience is Disclosure.PUBLIC
    assert bench.recovery.open_flow("mara@example.org", device=token).audience is Disclosure.PUBLIC
    assert bench.recovery.open_flow(OWNER, device="a guess").audience is Disclosure.PUBLIC


def test_a_recovery_ends_sessions_and_revokes_known_devices(bench: ServiceBench, sign_in: SignIn) -> None:
    session = sign_in.sign_in(OWNER, PASSWORD, "desk").token
    token = sign_in.know_device(session, "desk").token
    flow = bench.open_flow(OWNER)
    bench.ask(flow)
    bench.give(flow, bench.newest_code())
    bench.recovery.set_password(flow.handle, "another long and good password")
    assert refusal(sign_in.know_device, session, "desk") is Failure.NOT_SIGNED_IN
    assert bench.recovery.open_flow(OWNER, device=token).audience is Disclosure.PUBLIC


def test_tokens_are_kept_as_digests(bench: ServiceBench, sign_in: SignIn) -> None:
    session = sign_in.sign_in(OWNER, PASSWORD, "desk").token
    token = sign_in.know_device(session, "desk").token
    stored = b"".join(file.read_bytes() for file in bench.folder.iterdir())
    assert session.encode() not in stored
    assert token.encode() not in stored


def test_argon2_compares_and_is_never_right_without_a_hash() -> None:
    hasher = Argon2Hasher()
    hashed = hasher.hash(PASSWORD)
    assert hasher.is_right(PASSWORD, hashed)
    assert not hasher.is_right("wrong", hashed)
    assert not hasher.is_right(PASSWORD, None)
    assert not hasher.is_right(PASSWORD, "no hash")
