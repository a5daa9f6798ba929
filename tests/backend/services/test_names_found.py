"""B8: an account is found by every name that it signs in with, and by none that is off; unknown ones look the same."""

from dataclasses import replace
from functools import partial

import pytest

from secinfo_desktop.backend.services.decoys import Decoys
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.services.replacement_services import replacement_services
from secinfo_desktop.domain.failures import Failure
from tests.helpers.replacement_bench import CLAIM, cancel_code_in
from tests.helpers.service_bench import AREAS_TOKEN, ServiceBench, refusal
from tests.helpers.signed_in_bench import ALIASES, OWNER, Member
from tests.proof.test_enumeration import statements

SPELLINGS = (OWNER, f" {ALIASES[0].upper()}", ALIASES[1], "+49 171 3920055", "0049 171 39200-55")
each_name = pytest.mark.parametrize("name", SPELLINGS)
OFF, ON = ALIASES[0], ALIASES[1]


@pytest.fixture
def member(bench: ServiceBench) -> Member:
    return Member(bench)


def switch_off(member: Member) -> None:
    """Nobody signs in with that name any more."""
    session = member.sign_in()
    [option] = [its for its in member.info(session).options if its.mask.startswith(OFF[:2]) and its.id != "own"]
    member.its.contacts.switch_option(session, option.id, on=False)


def masks(recovery: Recovery, name: str) -> list[tuple[str, str]]:
    """What is shown of the contacts of whoever has that name."""
    return [(its.id, its.mask) for its in recovery.open_flow(name).contacts]


@each_name
def test_b8_a_recovery_begins_with_any_name_that_is_on(member: Member, name: str) -> None:
    assert masks(member.bench.recovery, name) == masks(member.bench.recovery, OWNER)


@each_name
def test_b8_a_notices_code_cancels_with_any_name_that_is_on(member: Member, name: str) -> None:
    replacing = member.bench.replacements(areas_token=AREAS_TOKEN)
    replacing.replacing.start(member.sign_in(), CLAIM)
    code = next(found for letter in member.bench.way_out.letters if (found := cancel_code_in(letter)))
    assert refusal(replacing.cancelling.cancel, name, code) is None


@each_name
def test_b8_other_systems_ask_with_any_name_that_is_on(member: Member, name: str) -> None:
    replacing = member.bench.replacements(areas_token=AREAS_TOKEN)
    replacing.replacing.start(member.sign_in(), CLAIM)
    assert replacing.areas.of(name, AREAS_TOKEN).areas


def test_b8_a_name_that_is_off_is_nobodys(member: Member) -> None:
    switch_off(member)
    replacing = member.bench.replacements(areas_token=AREAS_TOKEN)
    unknown = {
        lambda: member.bench.recovery.open_flow(OFF): Failure.UNKNOWN_ACCOUNT,
        lambda: replacing.cancelling.cancel(OFF, "0" * 20): Failure.CANCEL_CODE_WRONG,
        lambda: replacing.areas.of(OFF, AREAS_TOKEN): Failure.UNKNOWN_ACCOUNT,
    }
    assert [refusal(ask) for ask in unknown] == list(unknown.values())
    assert masks(member.bench.recovery, ON) == masks(member.bench.recovery, OWNER)


def test_r17_with_decoys_a_name_that_is_off_is_answered_like_one_that_nobody_has(member: Member) -> None:
    recovery = member.bench.with_decoys()
    real = masks(recovery, OWNER)
    switch_off(member)
    assert masks(recovery, OFF) != real
    assert masks(recovery, OFF) == masks(recovery, OFF)


def test_r17_however_a_number_is_written_it_has_one_decoy(member: Member) -> None:
    recovery = member.bench.with_decoys()
    shown = [masks(recovery, name) for name in ("0171 3920099", "+49 171 3920099", "0171/39200-99")]
    assert shown[0] == shown[1] == shown[2]


def test_r17_it_is_the_same_work_whose_name_it_is(member: Member) -> None:
    bench, recovery = member.bench, member.bench.with_decoys()
    decoys = Decoys(bench.keys, bench.store.decoys.prepare(bench.clock()))
    surroundings = replace(bench.surroundings(bench.store), decoys=decoys)
    replacing = replacement_services(surroundings, bench.store.replacements, member.its.gate, lambda: None)

    def try_all(name: str) -> None:
        recovery.open_flow(name)
        refusal(replacing.cancelling.cancel, name, "0" * 20)
        member.bench.clock.advance(days=2)

    switch_off(member)
    names = (OWNER, ON, OFF, "nobody@example.org", "0171 3920099")
    try_all(OWNER)  # connections and statements are made ready
    found = [statements(member.bench, partial(try_all, name)) for name in names]
    assert len(found[0]) > 5
    assert found[1:] == found[:1] * 4
