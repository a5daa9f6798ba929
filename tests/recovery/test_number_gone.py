"""A number that is gone has a checklist of its own, with the same flow and the same promises."""

import pytest

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.events import Happening
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.said import Refusal, SeenContact, Start
from secinfo_desktop.recovery.sentences import summary
from secinfo_desktop.texts.words import Words
from tests.helpers.fake_accounts import ORGANISATION
from tests.helpers.walk import Walk
from tests.recovery.by_hand_ways import begun, case_of, happened, step_of

QUESTIONS = {
    "signs_of_a_stranger": "no", "phone_at_hand": "broken", "number_is_yours": "yes", "phone_shows": "unsure",
    "new_phone_lately": "no", "signed_in_elsewhere": "no",
}  # fmt: skip


def led_to(walk: Walk, step: str, told: dict[str, str]) -> None:
    """Answers questions, and says of every other step that it did not work, until the step is there."""
    for _ in range(20):
        here = step_of(walk)
        if here == step:
            return
        assert here is not None, walk.page
        walk.says(said.Answered(told.get(here, "failed")))
    raise AssertionError(f"{step} never came")


def test_what_a_stranger_may_have_done_is_asked_first_and_leads_to_locking_the_number() -> None:
    walk = begun(Start.NUMBER_GONE)
    assert case_of(walk).opened.checklist == "phone_number_gone"
    assert step_of(walk) == "signs_of_a_stranger"
    walk.says(said.Answered("yes"))
    assert step_of(walk) == "lock_number"
    walk.says(said.Answered("done"))
    assert walk.flow.outcome is Outcome.SECURED


def test_a_broken_phone_leads_to_its_card_in_another_one_and_in() -> None:
    walk = begun(Start.NUMBER_GONE)
    led_to(walk, "move_card", QUESTIONS)
    assert Happening.CODE_ASKED not in dict(happened(walk))
    walk.says(said.Answered("done"), said.SawContact(SeenContact.PHONE_TEXT), said.AskedThere())
    assert isinstance(walk.page, pages.CodeTherePage)
    walk.says(said.CodeWorked())
    assert walk.flow.outcome is Outcome.GOT_IN
    assert walk.flow.found_cause() == "phone_broken"


def test_another_contact_of_a_kind_that_the_checklist_does_not_know_changes_nothing() -> None:
    walk = begun(Start.NUMBER_GONE, "other_contact")
    led_to(walk, "use_other_contact", QUESTIONS)
    walk.says(said.Answered("done"), said.SawContact(SeenContact.OTHER_MAIL), said.AskedThere(), said.DidNotCome())
    assert case_of(walk).context == "sms"
    assert step_of(walk) is not None
    tried = {entry.step: entry.outcome for entry in case_of(walk).entries()}
    assert tried["use_other_contact"] == "failed"


def test_it_comes_back_with_its_own_checklist() -> None:
    walk = begun(Start.NUMBER_GONE)
    walk.says(said.Answered("no"))
    here = step_of(walk)
    again = walk.comes_back()
    assert step_of(again) == here
    assert case_of(again).opened.checklist == "phone_number_gone"
    assert {entry.step for entry in case_of(again).entries()} == {"signs_of_a_stranger"}


def test_what_only_the_other_checklist_asks_is_not_written_down() -> None:
    walk = begun(Start.NUMBER_GONE)
    led_to(walk, "move_card", QUESTIONS)
    walk.says(said.Answered("done"), said.SawContact(SeenContact.PHONE_TEXT), said.AskedThere())
    walk.says(said.SeesRefusal(), said.CodeRefused(Refusal.EXPIRED))
    here = step_of(walk)
    assert here is not None
    assert "code_refused" not in {entry.step for entry in case_of(walk).entries()}
    assert step_of(walk.comes_back()) == here


def test_a_code_that_a_stranger_asked_for_leads_to_locking_the_number() -> None:
    walk = begun(Start.NUMBER_GONE)
    led_to(walk, "move_card", QUESTIONS)
    walk.says(said.Answered("done"), said.SawContact(SeenContact.PHONE_TEXT), said.AskedThere())
    walk.says(said.WantsSenderCheck(), said.NobodyAsked())
    assert step_of(walk) == "lock_number"


def test_whoever_takes_over_reads_the_trouble_and_the_likely_reason() -> None:
    walk = begun(Start.NUMBER_GONE)
    led_to(walk, "move_card", QUESTIONS)
    walk.says(said.WantsPerson())
    assert isinstance(walk.page, pages.HandOverPage)
    lines = " ".join(line.detail for line in summary(walk.page, walk.frame, Words(walk.accounts.clock)))
    assert "phone number" in lines
    assert "broken" in lines


def test_a_new_start_has_the_other_checklist_again() -> None:
    walk = begun(Start.NUMBER_GONE)
    walk.says(said.StopsForNow(), said.StartsOver(), said.Began(Start.NO_CONTACT), said.ChoseAccount("microsoft"))
    assert case_of(walk).opened.checklist == "code_not_received"


def test_an_organisations_account_asks_for_no_code_first_either() -> None:
    walk = Walk()
    walk.says(said.Began(Start.NUMBER_GONE), said.ChoseAccount(ORGANISATION.id), said.GaveName(walk.account.name))
    assert step_of(walk) == "signs_of_a_stranger"
    assert walk.accounts.deliveries == []


def test_in_practice_the_made_up_persons_trouble_is_looked_into() -> None:
    walk = Walk()
    walk.says(said.Began(Start.NUMBER_GONE), said.WantsPractice(), said.ChoseStory("first-visit"))
    assert isinstance(walk.page, pages.AccountNamePage)
    walk.says(said.GaveName(""))
    assert case_of(walk).opened.checklist == "code_not_received"
    assert step_of(walk) is not None


@pytest.mark.parametrize("answer", ["yes", "no", "unsure"])
def test_every_answer_leads_to_an_end(answer: str) -> None:
    walk = begun(Start.NUMBER_GONE)
    walk.says(said.Answered("no"))
    for _ in range(30):
        page = walk.page
        if isinstance(page, pages.QuestionPage):
            walk.says(said.Answered(answer if answer in page.answers else page.answers[-1]))
        elif isinstance(page, pages.InstructionPage):
            walk.says(said.Answered("failed"))
        else:
            break
    assert isinstance(walk.page, pages.HandOverPage)
