"""B29, R13: the recovery code has a page at a service, and an account with a second step asks for another proof."""

from random import Random

import pytest

from secinfo_desktop.domain import crockford, recovery_code
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.proofs import Method
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.said import Start, StepAnswer
from tests.helpers.fake_accounts import EMAIL, MICROSOFT, PHONE
from tests.helpers.walk import Walk

CODE = recovery_code.new(Random(3))
OTHER = recovery_code.new(Random(4))
STEP = pages.RECOVERY_CODE


@pytest.fixture
def walk() -> Walk:
    """At a service that takes recovery codes, before the person has asked for anything."""
    its = Walk()
    its.account.capabilities = frozenset({"replace_info", "voice_call", "recovery_code"})
    its.account.recovery_code = CODE
    return its


def to_recovery_code(walk: Walk) -> pages.Page:
    walk.waits_for_code()
    walk.accounts.clock.advance(minutes=2)
    return walk.says(said.DidNotCome(), said.WantsOtherStep(), said.ChoseStep(STEP))


def second_proof(walk: Walk) -> pages.SecondProofPage:
    page = walk.page
    assert isinstance(page, pages.SecondProofPage)
    return page


def test_b29_at_a_service_the_code_is_typed_here(walk: Walk) -> None:
    assert isinstance(to_recovery_code(walk), pages.RecoveryCodePage)
    page = walk.says(said.GaveRecoveryCode(f" {crockford.grouped(CODE).lower()}\n"))
    assert isinstance(page, pages.NewPasswordPage)
    done = walk.says(said.GavePassword("four red boats at noon"))
    assert isinstance(done, pages.DonePage)


def test_by_hand_it_is_typed_on_the_providers_page() -> None:
    walk = Walk()
    walk.says(said.Began(Start.NO_CONTACT), said.ChoseAccount(MICROSOFT.id), said.NoneOfThese())
    assert isinstance(walk.says(said.WantsOtherStep(), said.ChoseStep(STEP)), pages.InstructionPage)


def test_a_slip_is_told_at_once_and_asks_nobody(walk: Walk) -> None:
    to_recovery_code(walk)
    page = walk.says(said.GaveRecoveryCode(CODE[:-1]))
    assert isinstance(page, pages.RecoveryCodePage)
    assert walk.frame.problem == pages.Problem(Failure.NOT_A_RECOVERY_CODE)
    assert CODE not in repr(said.GaveRecoveryCode(CODE))


def test_a_wrong_one_can_be_put_right(walk: Walk) -> None:
    to_recovery_code(walk)
    walk.says(said.GaveRecoveryCode(OTHER))
    assert walk.frame.problem == pages.Problem(Failure.RECOVERY_CODE_WRONG)
    assert isinstance(walk.says(said.GaveRecoveryCode(CODE)), pages.NewPasswordPage)


@pytest.mark.parametrize("word", [said.Answered(StepAnswer.FAILED), said.Skipped()])
def test_who_has_none_goes_on(walk: Walk, word: said.Said) -> None:
    to_recovery_code(walk)
    page = walk.says(word)
    assert not isinstance(page, pages.RecoveryCodePage)
    assert isinstance(walk.says(said.WentBack()), pages.RecoveryCodePage)


def test_the_page_comes_back_after_the_program_was_closed(walk: Walk) -> None:
    to_recovery_code(walk)
    again = walk.comes_back()
    assert isinstance(again.page, pages.RecoveryCodePage)
    assert isinstance(again.says(said.GaveRecoveryCode(CODE)), pages.NewPasswordPage)


# two proofs


def test_r13_after_a_code_by_phone_one_by_mail_or_the_recovery_code_has_to_follow(walk: Walk) -> None:
    walk.account.needs_two = True
    walk.waits_for_code()
    walk.says(said.GaveCode(walk.accounts.newest_code()))
    assert second_proof(walk) == pages.SecondProofPage(Method.PHONE, (EMAIL.masked,), by_recovery_code=True)
    assert walk.frame.code is None
    page = walk.says(said.Elsewhere())
    assert page == pages.ContactPage((EMAIL.masked,))
    walk.says(said.ChoseContact("email", EMAIL.value))
    assert isinstance(walk.says(said.GaveCode(walk.accounts.newest_code())), pages.NewPasswordPage)


def test_the_recovery_code_can_be_the_second_one(walk: Walk) -> None:
    walk.account.needs_two = True
    walk.waits_for_code()
    walk.says(said.GaveCode(walk.accounts.newest_code()))
    assert isinstance(walk.says(said.ChoseStep(STEP)), pages.RecoveryCodePage)
    assert isinstance(walk.says(said.GaveRecoveryCode(CODE)), pages.NewPasswordPage)


def test_the_recovery_code_can_be_the_first_one(walk: Walk) -> None:
    walk.account.needs_two = True
    to_recovery_code(walk)
    walk.says(said.GaveRecoveryCode(CODE))
    found = second_proof(walk)
    assert (found.first, found.by_recovery_code) == (Method.RECOVERY_CODE, False)
    assert set(found.contacts) == {PHONE.masked, EMAIL.masked}
    walk.accounts.clock.advance(minutes=5)
    walk.says(said.Elsewhere(), said.ChoseContact("email", EMAIL.value))
    assert isinstance(walk.says(said.GaveCode(walk.accounts.newest_code())), pages.NewPasswordPage)


def test_who_has_no_other_proof_is_led_to_a_person(walk: Walk) -> None:
    walk.account.needs_two, walk.account.contacts = True, (PHONE,)
    walk.account.capabilities = frozenset()
    walk.waits_for_code()
    walk.says(said.GaveCode(walk.accounts.newest_code()))
    assert second_proof(walk) == pages.SecondProofPage(Method.PHONE, (), by_recovery_code=False)
    assert isinstance(walk.says(said.WantsPerson()), pages.HandOverPage)


def test_the_first_proof_still_counts_after_the_program_was_closed(walk: Walk) -> None:
    walk.account.needs_two = True
    walk.waits_for_code()
    walk.says(said.GaveCode(walk.accounts.newest_code()))
    again = walk.comes_back()
    assert second_proof(again).first is Method.PHONE
    assert second_proof(again).contacts == (EMAIL.masked,)


def test_without_a_second_step_nothing_is_different(walk: Walk) -> None:
    walk.waits_for_code()
    assert isinstance(walk.says(said.GaveCode(walk.accounts.newest_code())), pages.NewPasswordPage)
