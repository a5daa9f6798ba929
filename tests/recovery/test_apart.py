"""What is asked before a window is opened, and which page each window leads to."""

from dataclasses import replace

import pytest

from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.guide.checklist import SOLVED
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.apart import ELSEWHERE, Account, ApartAnswer, Target, known_packs, targets
from secinfo_desktop.recovery.effects import public_facts
from secinfo_desktop.recovery.pages import SessionsPage, Stage
from secinfo_desktop.recovery.ports import SIGN_IN_APART, Fact
from secinfo_desktop.recovery.said import SeenContact, StepAnswer
from tests.gui import apart_ways, practice_ways
from tests.gui.story_world import StoryAccounts
from tests.helpers.fake_accounts import pack_of
from tests.helpers.walk import Walk
from tests.recovery.by_hand_ways import case_of

MICROSOFT = pack_of("microsoft")
RESET, SIGN_IN = "https://account.live.com/password/reset", "https://login.live.com/"


def shown(walk: Walk) -> SessionsPage:
    assert isinstance(walk.page, SessionsPage)
    return walk.page


def test_it_is_asked_first_whether_the_mailbox_can_be_read_elsewhere() -> None:
    walk = Walk()
    apart_ways.elsewhere(walk)
    assert shown(walk).stage is Stage.ELSEWHERE
    page = walk.says(said.Answered(ApartAnswer.READS_ELSEWHERE))
    assert isinstance(page, pages.InstructionPage)
    assert page.step == ELSEWHERE


def test_who_has_tried_another_device_is_not_asked_again() -> None:
    walk = Walk()
    apart_ways.elsewhere(walk)
    walk.says(
        said.Answered(ApartAnswer.READS_ELSEWHERE), said.Answered(StepAnswer.FAILED), said.ChoseStep(SIGN_IN_APART)
    )
    assert shown(walk).stage is Stage.WAITING


def test_a_page_that_still_waits_is_left_alone_and_one_window_is_opened() -> None:
    walk = Walk()
    apart_ways.one(walk)
    assert (shown(walk).stage, shown(walk).only_second) == (Stage.WINDOWS, True)
    assert targets(shown(walk), walk.frame) == (Target(Account.SECOND, SIGN_IN),)


def test_a_page_that_is_gone_needs_both_windows() -> None:
    walk = Walk()
    apart_ways.two(walk)
    assert targets(shown(walk), walk.frame) == (Target(Account.FIRST, RESET), Target(Account.SECOND, SIGN_IN))


def test_with_a_service_behind_it_only_the_mailbox_is_opened() -> None:
    walk = Walk()
    apart_ways.with_service(walk)
    assert (shown(walk).stage, shown(walk).only_second) == (Stage.WINDOWS, True)
    assert targets(shown(walk), walk.frame, known_packs(walk.accounts)) == (Target(Account.SECOND, SIGN_IN),)


def test_a_mailbox_at_the_organisation_itself_is_opened_there() -> None:
    walk = Walk()
    apart_ways.with_service(walk)
    contact = walk.frame.contact
    assert contact is not None
    frame = replace(walk.frame, contact=replace(contact, mask="ro••••••@example.org"))
    assert targets(shown(walk), frame) == (Target(Account.SECOND, "https://accounts.example.org/sign-in"),)


def test_nothing_is_opened_for_a_mailbox_that_nobody_knows() -> None:
    walk = Walk()
    apart_ways.unknown_mailbox(walk)
    assert targets(shown(walk), walk.frame, known_packs(walk.accounts)) == ()


@pytest.mark.parametrize(
    ("address", "own"), [("kim@outlook.com", "yes"), ("kim@hotmail.com", "yes"), ("kim@outlook.com.example", "no")]
)
def test_b20_whether_the_mailbox_is_the_providers_own_is_computed_from_what_was_typed(address: str, own: str) -> None:
    assert public_facts(ContactKind.EMAIL, address, MICROSOFT) == (Fact("same_provider", own),)


def test_by_hand_nothing_is_opened_for_a_mailbox_elsewhere() -> None:
    walk = Walk()
    apart_ways.two(walk)
    assert targets(shown(walk), replace(walk.frame, seen=SeenContact.OTHER_MAIL)) == ()


def test_a_page_that_its_pack_does_not_allow_is_never_opened() -> None:
    walk = Walk()
    apart_ways.two(walk)
    elsewhere = replace(MICROSOFT, hosts=frozenset({"support.microsoft.com"}))
    assert targets(shown(walk), replace(walk.frame, pack=elsewhere)) == ()


@pytest.mark.parametrize("stage", [Stage.WINDOWS, Stage.WRITTEN])
def test_the_code_that_was_found_leads_back_to_where_it_is_typed(stage: Stage) -> None:
    walk = Walk()
    (apart_ways.two if stage is Stage.WINDOWS else apart_ways.written)(walk)
    page = walk.says(said.Answered(StepAnswer.DONE))
    assert isinstance(page, pages.CodeTherePage)
    assert page.found
    assert walk.says(said.WentBack()) == replace(shown(walk), stage=stage)


def test_with_a_service_the_code_is_typed_here() -> None:
    walk = Walk()
    apart_ways.with_service(walk)
    assert isinstance(walk.says(said.Answered(StepAnswer.DONE)), pages.EnterCodePage)


def test_a_second_account_that_asks_for_a_code_has_a_page_of_its_own() -> None:
    walk = Walk()
    apart_ways.second_code(walk)
    assert shown(walk).stage is Stage.SECOND_CODE
    walk.says(said.Answered(StepAnswer.CANNOT), said.WantsOtherStep())
    assert isinstance(walk.page, pages.OtherStepsPage)
    assert SIGN_IN_APART not in walk.page.steps


def test_back_leads_through_the_questions_one_by_one() -> None:
    walk = Walk()
    apart_ways.written(walk)
    stages = [shown(walk).stage]
    while isinstance(walk.says(said.WentBack()), SessionsPage):
        stages.append(shown(walk).stage)
    assert stages == [Stage.WRITTEN, Stage.WINDOWS, Stage.WAITING, Stage.ELSEWHERE]


def test_an_answer_of_another_page_changes_nothing() -> None:
    walk = Walk()
    apart_ways.elsewhere(walk)
    for answer in (ApartAnswer.STILL_WAITS, ApartAnswer.WRITTEN, ApartAnswer.SECOND_CODE, *StepAnswer):
        walk.says(said.Answered(answer))
        assert shown(walk).stage is Stage.ELSEWHERE, answer


def test_a_code_that_is_typed_while_it_is_still_asked_is_no_merit_of_the_windows() -> None:
    answered = []
    for way in (apart_ways.asked_with_service, apart_ways.with_service):
        walk = Walk()
        way(walk)
        walk.says(said.GaveCode(walk.accounts.newest_code()))
        assert isinstance(walk.page, pages.NewPasswordPage)
        answered.append({entry.step: entry.outcome for entry in case_of(walk).entries()}.get(SIGN_IN_APART))
    assert answered == [None, SOLVED]


def test_practice_keeps_its_instruction_for_nobody_in_there_can_sign_in_anywhere() -> None:
    walk = Walk(StoryAccounts())
    practice_ways.practice_closed(walk)
    assert type(walk.page) is pages.InstructionPage
