"""Recovery codes and known computers of a session that may not any more: looked at in the transaction that writes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import pytest

from secinfo_desktop.backend.services.door import Door, GateDoor, Inside
from secinfo_desktop.backend.services.signatures import new_key
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import Area
from tests.helpers.service_bench import ServiceBench, refusal
from tests.helpers.signed_in_bench import Member


@dataclass
class SlowDoor:
    """Somebody is let in, and something happens before they have done what they came for."""

    door: Door
    meanwhile: Callable[[], object]
    forgets: bool = False
    """The control: nobody looks again."""

    def look(self, session: str, *, peer: str | None = None) -> Inside:
        """Lets in."""
        return self.door.look(session, peer=peer)

    def change(self, session: str, area: Area | None, *, peer: str | None = None) -> Inside:
        """Lets in, and then it happens."""
        inside = self.door.change(session, area, peer=peer)
        self.meanwhile()
        return replace(inside, admission=None) if self.forgets else inside


MAKE, ENROL = "make a recovery code", "make a computer known"
each_change = pytest.mark.parametrize("what", [MAKE, ENROL])


@pytest.fixture
def member(bench: ServiceBench) -> Member:
    return Member(bench)


@pytest.fixture
def session(member: Member) -> str:
    return member.sign_in()


def change(
    what: str, member: Member, session: str, meanwhile: Callable[[], object], *, forgets: bool = False
) -> Failure | None:
    """What becomes of a change while something else happens."""
    its = member.bench.evidence(SlowDoor(GateDoor(member.its.gate), meanwhile, forgets))
    if what == MAKE:
        return refusal(its.recovery_codes.make, session)
    return refusal(its.computers.enrol, session, "desk", new_key(member.bench.random)[1])


def is_changed(member: Member) -> bool:
    made_at = member.info(member.sign_in()).recovery_code_made_at
    return made_at is not None or bool(member.bench.store.computers.of(member.account_id, member.bench.clock()))


@each_change
def test_a_session_that_ends_meanwhile_changes_nothing(member: Member, session: str, what: str) -> None:
    other = member.sign_in()
    ending = partial(member.its.sessions.end, other, None)
    assert change(what, member, session, ending) is Failure.NOT_SIGNED_IN
    assert not is_changed(member)


@each_change
def test_b11_a_waiting_period_that_begins_meanwhile_freezes_it(member: Member, session: str, what: str) -> None:
    assert change(what, member, session, member.begin_replacement) is Failure.FROZEN
    assert not is_changed(member)


@each_change
def test_r16_a_proof_that_gets_old_meanwhile_is_none(member: Member, session: str, what: str) -> None:
    late = partial(member.bench.clock.advance, minutes=5)
    assert change(what, member, session, late) is Failure.PROOF_NEEDED
    assert not is_changed(member)


@each_change
def test_who_is_in_time_is_let_in(member: Member, session: str, what: str) -> None:
    assert change(what, member, session, lambda: None) is None
    assert is_changed(member)


@each_change
def test_without_looking_again_it_would_be_too_late(member: Member, session: str, what: str) -> None:
    """The control: what the tests above would find."""
    assert change(what, member, session, member.begin_replacement, forgets=True) is None
    assert is_changed(member)
