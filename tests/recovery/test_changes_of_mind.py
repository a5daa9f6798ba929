"""Another contact, another account, another trouble: what still counts then, and what does not."""

import pytest

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery import pages, said
from tests.helpers.fake_accounts import ORGANISATION, PRACTICE
from tests.helpers.walk import Walk

PHONE = said.ChoseContact("phone", "+49 1512 3456742")
EMAIL = said.ChoseContact("email", "rowan.hale@post.example")


def begins(walk: Walk, start: said.Start) -> pages.Page:
    return walk.says(said.Began(start), said.ChoseAccount(ORGANISATION.id), said.GaveName(walk.account.name))


def goes_back_to_the_start(walk: Walk) -> None:
    while walk.frame.can_go_back:
        walk.says(said.WentBack())
    assert isinstance(walk.page, pages.StartPage)


def looked_in_junk_then_took_the_phone() -> Walk:
    walk = Walk()
    walk.waits_for_code("email", EMAIL.typed)
    walk.accounts.clock.advance(seconds=90)
    walk.says(said.DidNotCome(), said.ChoseStep("look_in_junk"), said.Answered("done"), said.Elsewhere(), PHONE)
    return walk


def entries(walk: Walk) -> dict[str, str | None]:
    assert walk.flow.case is not None
    return {entry.step: entry.outcome for entry in walk.flow.case.entries()}


def test_what_was_done_about_one_contact_has_not_helped_when_the_code_comes_to_another() -> None:
    walk = looked_in_junk_then_took_the_phone()
    walk.says(said.GaveCode(walk.accounts.newest_code()))
    page = walk.says(said.GavePassword("four red boats at noon"))
    assert isinstance(page, pages.DonePage)
    assert (page.outcome, page.cause) == (Outcome.GOT_IN, None)
    assert entries(walk)["look_in_junk"] == "failed"


def test_back_never_shows_a_step_about_an_earlier_contact() -> None:
    walk = looked_in_junk_then_took_the_phone()
    seen = [type(walk.says(said.WentBack())) for _ in range(2)]
    assert seen == [pages.ContactPage, pages.AccountNamePage]


def test_the_other_contact_that_a_step_led_to_has_helped_and_tells_no_cause() -> None:
    walk = Walk()
    walk.waits_for_code("email", EMAIL.typed)
    walk.accounts.clock.advance(seconds=90)
    walk.says(said.DidNotCome(), said.ChoseStep("use_other_contact"), said.Answered("done"), PHONE)
    walk.says(said.GaveCode(walk.accounts.newest_code()))
    assert entries(walk)["use_other_contact"] == "solved"
    assert walk.flow.found_cause() is None


@pytest.mark.parametrize("start", [said.Start.NO_CODE, said.Start.UNASKED_CODE])
def test_the_case_is_about_the_contact_that_was_chosen_at_last(start: said.Start) -> None:
    walk = Walk()
    begins(walk, start)
    if start is said.Start.NO_CODE:
        walk.says(said.NoneOfThese(), said.WentBack())
    else:
        walk.says(said.Answered("done"))
    walk.says(EMAIL)
    assert walk.flow.case is not None
    assert walk.flow.case.context == "email"


def test_none_of_these_taken_back_leaves_the_mailbox_to_be_looked_into() -> None:
    walk = Walk()
    begins(walk, said.Start.NO_CODE)
    walk.says(said.NoneOfThese(), said.WentBack(), EMAIL, said.DidNotCome(), said.WantsOtherStep())
    assert isinstance(walk.page, pages.OtherStepsPage)
    assert "look_in_junk" in walk.page.steps


def test_who_has_no_contact_to_secure_the_account_with_is_led_to_a_person() -> None:
    walk = Walk()
    begins(walk, said.Start.UNASKED_CODE)
    page = walk.says(said.Answered("done"), said.NoneOfThese())
    assert isinstance(page, pages.HandOverPage)
    assert page.tried == (("secure_account", "failed"), ("can_open_contact", "no"))


def test_another_trouble_begins_another_case() -> None:
    walk = Walk()
    begins(walk, said.Start.UNASKED_CODE)
    goes_back_to_the_start(walk)
    assert isinstance(begins(walk, said.Start.NO_CODE), pages.ContactPage)
    walk.says(PHONE, said.DidNotCome())
    assert entries(walk)["asked_for_code"] == "yes"


def test_a_code_that_nobody_asked_for_is_secured_first_also_after_going_back() -> None:
    walk = Walk()
    walk.waits_for_code()
    goes_back_to_the_start(walk)
    page = begins(walk, said.Start.UNASKED_CODE)
    assert isinstance(page, pages.InstructionPage)
    assert page.step == "secure_account"
    assert walk.frame.code is None


def test_the_same_account_named_again_keeps_its_code() -> None:
    walk = Walk()
    walk.waits_for_code()
    page = walk.says(said.WentBack(), said.WentBack(), said.GaveName(walk.account.name))
    assert isinstance(page, pages.ContactPage)
    assert walk.account.calls.count("open") == 1
    assert isinstance(walk.says(said.GaveCode(walk.accounts.newest_code())), pages.NewPasswordPage)


def test_a_real_account_after_practice_shows_no_made_up_person() -> None:
    walk = Walk()
    page = walk.says(said.Began(said.Start.NO_CODE), said.ChoseAccount(PRACTICE.id))
    assert isinstance(page, pages.StoriesPage)
    walk.says(said.ChoseStory(page.stories[0].id))
    in_practice = walk.frame
    assert in_practice.persona is not None
    page = walk.says(said.WentBack(), said.WentBack(), said.ChoseAccount(ORGANISATION.id))
    assert page == pages.AccountNamePage()
    assert (walk.frame.persona, walk.frame.account_name) == (None, None)
