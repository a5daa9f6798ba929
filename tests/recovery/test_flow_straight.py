"""The straight way: from the trouble over the code to being back in."""

from collections.abc import Callable

import pytest

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.effects import perform
from secinfo_desktop.recovery.ports import Purpose
from tests.gui import practice_ways
from tests.gui.story_world import StoryAccounts
from tests.helpers.fake_accounts import ORGANISATION
from tests.helpers.walk import Walk


def practice_handed_over(walk: Walk) -> None:
    practice_ways.practice_hand_over(walk)
    walk.says(said.Finished())


PASSWORD = "four red boats at noon"


def test_b3_the_right_code_and_a_new_password_lead_in() -> None:
    walk = Walk()
    assert isinstance(walk.waits_for_code(), pages.WaitingPage)
    assert isinstance(walk.says(said.GaveCode(walk.accounts.newest_code())), pages.NewPasswordPage)
    page = walk.says(said.GavePassword(PASSWORD))
    assert isinstance(page, pages.DonePage)
    assert page.outcome is Outcome.GOT_IN
    assert page.consequences is not None
    assert page.consequences.contacts_told == 2
    assert walk.flow.outcome is Outcome.GOT_IN


def test_a_code_nobody_asked_for_leads_to_securing_the_account_with_a_code_of_ones_own() -> None:
    walk = Walk()
    page = walk.says(
        said.Began(said.Start.UNASKED_CODE), said.ChoseAccount(ORGANISATION.id), said.GaveName(walk.account.name)
    )
    assert isinstance(page, pages.InstructionPage)
    assert page.step == "secure_account"
    walk.says(said.Answered("done"), said.ChoseContact("phone", "+49 1512 3456742"))
    page = walk.says(said.GaveCode(walk.accounts.newest_code()), said.GavePassword(PASSWORD))
    assert isinstance(page, pages.DonePage)
    assert page.outcome is Outcome.SECURED
    assert walk.flow.found_cause() == "unsolicited"


def test_the_service_learns_what_the_flow_is_for() -> None:
    walk = Walk()
    effect = None
    for word in (said.Began(said.Start.UNASKED_CODE), said.ChoseAccount(ORGANISATION.id), said.GaveName("rowan")):
        effect = walk.flow.take(word)
    assert getattr(effect, "purpose", None) is Purpose.SECURE


@pytest.mark.parametrize(
    ("typed", "failure"),
    [
        ("", Failure.NUMBER_INVALID),
        ("12", Failure.NUMBER_INVALID),
        ("+49 1512 3456741", Failure.CONTRADICTS_MASK),
    ],
)
def test_what_contradicts_public_facts_is_said_at_once_and_nothing_is_sent(typed: str, failure: Failure) -> None:
    walk = Walk()
    assert isinstance(walk.waits_for_code(typed=typed), pages.ContactPage)
    assert walk.frame.problem == pages.Problem(failure)
    assert "send_code" not in walk.account.calls


def test_a_wrong_contact_that_fits_the_mask_looks_like_the_right_one() -> None:
    right, wrong = Walk(), Walk()
    assert right.waits_for_code() == wrong.waits_for_code(typed="+49 1512 9999942")
    assert right.frame.notes == wrong.frame.notes
    assert wrong.accounts.deliveries == []


def test_an_unknown_account_is_said_on_its_page_and_the_name_can_be_typed_again() -> None:
    walk = Walk()
    walk.says(said.Began(said.Start.NO_CODE), said.ChoseAccount(ORGANISATION.id), said.GaveName("nobody"))
    assert isinstance(walk.page, pages.AccountNamePage)
    assert walk.frame.problem == pages.Problem(Failure.UNKNOWN_ACCOUNT)
    assert isinstance(walk.says(said.GaveName(walk.account.name)), pages.ContactPage)


@pytest.mark.parametrize("text", ["", "12345", "not a code", "100001 or 100002"])
def test_what_is_no_code_costs_no_guess(text: str) -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.says(said.GaveCode(text))
    assert walk.frame.problem == pages.Problem(Failure.NOT_A_CODE)
    assert "give_code" not in walk.account.calls


def test_a_whole_pasted_message_gives_up_its_code() -> None:
    walk = Walk()
    walk.waits_for_code()
    code = walk.accounts.newest_code()
    page = walk.says(said.GaveCode(f"Your code is {code[:3]} {code[3:]}. Never give it to anyone."))
    assert isinstance(page, pages.NewPasswordPage)


def test_a_wrong_code_is_said_and_written_into_the_case() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.says(said.GaveCode("999999"))
    assert walk.frame.problem == pages.Problem(Failure.CODE_WRONG)
    assert [note.what for note in walk.frame.notes] == ["code_asked", "code_refused_wrong"]


def test_after_too_many_guesses_a_new_flow_is_open_and_the_page_says_why() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.says(*[said.GaveCode("999999")] * 6)
    assert isinstance(walk.page, pages.ContactPage)
    assert walk.frame.problem == pages.Problem(Failure.TOO_MANY_GUESSES)
    assert walk.frame.code is None
    assert walk.account.calls.count("open") == 2


@pytest.mark.parametrize("failure", [Failure.FLOW_ENDED, Failure.NOT_PROVEN])
def test_a_flow_that_ended_at_the_password_begins_with_a_new_code(failure: Failure) -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.says(said.GaveCode(walk.accounts.newest_code()))
    walk.account.fail_next("set_password", failure)
    assert isinstance(walk.says(said.GavePassword(PASSWORD)), pages.ContactPage)
    assert walk.frame.problem == pages.Problem(failure)
    assert isinstance(walk.says(said.WentBack()), pages.ContactPage)


def test_back_from_a_flow_opened_anew_never_shows_a_page_of_the_old_one() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.says(*[said.GaveCode("999999")] * 6)
    assert isinstance(walk.says(said.WentBack()), pages.AccountNamePage)


def test_asking_again_too_soon_names_the_time_and_moves_the_countdown() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.accounts.clock.advance(seconds=10)
    page = walk.says(said.AskedAgain())
    assert isinstance(page, pages.WaitingPage)
    assert walk.frame.problem is not None
    assert walk.frame.problem.failure is Failure.TOO_SOON
    assert walk.frame.problem.retry_at == page.sent.next_at


def test_asking_again_when_it_is_time_sends_once_more() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.accounts.clock.advance(seconds=60)
    walk.says(said.AskedAgain())
    assert walk.frame.problem is None
    assert len(walk.accounts.deliveries) == 2


def test_a_short_password_is_refused_here_and_a_common_one_by_the_service() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.says(said.GaveCode(walk.accounts.newest_code()), said.GavePassword("too short"))
    assert walk.frame.problem == pages.Problem(Failure.PASSWORD_SHORT)
    assert "set_password" not in walk.account.calls
    walk.says(said.GavePassword("correcthorsebattery"))
    assert walk.frame.problem == pages.Problem(Failure.PASSWORD_COMMON)
    assert isinstance(walk.page, pages.NewPasswordPage)


def test_going_back_never_sends_and_never_undoes_a_proof() -> None:
    walk = Walk()
    walk.waits_for_code()
    before = list(walk.account.calls)
    page = walk.says(said.WentBack())
    assert isinstance(page, pages.ContactPage)
    assert walk.account.calls == before
    assert walk.frame.code is not None
    walk.says(said.GaveCode(walk.accounts.newest_code()), said.WentBack())
    assert isinstance(walk.page, pages.NewPasswordPage)
    assert not walk.frame.can_go_back


def test_back_leads_through_every_page_to_the_start() -> None:
    walk = Walk()
    walk.waits_for_code()
    seen = [type(walk.says(said.WentBack())) for _ in range(4)]
    assert seen == [pages.ContactPage, pages.AccountNamePage, pages.WhoseAccountPage, pages.StartPage]
    assert not walk.frame.can_go_back


def test_the_made_up_persons_account_name_can_not_be_changed() -> None:
    walk = Walk()
    page = walk.says(said.WantsPractice())
    assert isinstance(page, pages.StoriesPage)
    page = walk.says(said.ChoseStory(page.stories[0].id))
    assert isinstance(page, pages.AccountNamePage)
    assert page.fixed is not None
    effect = walk.flow.take(said.GaveName("somebody.else@example.org"))
    assert getattr(effect, "name", None) == page.fixed


@pytest.mark.parametrize("way", [practice_ways.practice_done, practice_handed_over], ids=["back in", "handed over"])
def test_after_a_story_another_one_can_be_chosen_and_the_first_is_forgotten(way: Callable[[Walk], None]) -> None:
    walk = Walk(StoryAccounts())
    way(walk)
    assert isinstance(walk.page, pages.DonePage)
    page = walk.says(said.WantsPractice())
    assert isinstance(page, pages.StoriesPage)
    assert walk.frame.persona is None
    assert isinstance(walk.says(said.ChoseStory(page.stories[1].id)), pages.AccountNamePage)
    assert isinstance(walk.says(said.WentBack(), said.WentBack()), pages.StartPage)


def test_who_would_rather_start_again_than_see_another_story_comes_to_the_start() -> None:
    walk = Walk(StoryAccounts())
    practice_ways.practice_done(walk)
    walk.flow.take(said.WantsPractice())  # and it takes too long
    walk.flow.abandon()
    assert isinstance(walk.says(said.StartsOver()), pages.StartPage)


def test_a_code_that_was_sent_after_the_person_stopped_waiting_can_be_given_back() -> None:
    walk = Walk()
    walk.waits_for_code(typed="")
    effect = walk.flow.take(said.ChoseContact("phone", "+49 1512 3456742"))
    assert effect is not None
    walk.flow.abandon()
    assert walk.flow.observe(effect, perform(effect, walk.accounts)) is None
    assert isinstance(walk.page, pages.ContactPage)
    assert walk.frame.code is not None
    assert isinstance(walk.says(said.GaveCode(walk.accounts.newest_code())), pages.NewPasswordPage)


def test_a_password_that_was_set_after_the_person_stopped_waiting_counts() -> None:
    walk = Walk()
    walk.waits_for_code()
    walk.says(said.GaveCode(walk.accounts.newest_code()))
    effect = walk.flow.take(said.GavePassword(PASSWORD))
    assert effect is not None
    walk.flow.abandon()
    walk.flow.observe(effect, perform(effect, walk.accounts))
    assert isinstance(walk.page, pages.DonePage)


def test_a_late_refusal_changes_nothing() -> None:
    walk = Walk()
    walk.waits_for_code()
    effect = walk.flow.take(said.GaveCode("999999"))
    assert effect is not None
    walk.flow.abandon()
    walk.flow.observe(effect, perform(effect, walk.accounts))
    assert walk.frame.problem is None


def test_a_name_that_looks_mistyped_is_asked_about_once() -> None:
    walk, slip = Walk(), "exmaple.org"
    name = f"rowan@{slip}"
    walk.says(said.Began(said.Start.NO_CODE), said.ChoseAccount(ORGANISATION.id), said.GaveName(name))
    assert walk.frame.problem == pages.Problem(Failure.DOMAIN_MISTYPED)
    assert "open" not in walk.account.calls
    walk.says(said.GaveName(name))
    assert walk.frame.problem == pages.Problem(Failure.UNKNOWN_ACCOUNT)


def test_a_number_that_nobody_has_been_given_is_asked_about_once() -> None:
    walk, slip = Walk(), "+49 99 99999942"
    walk.waits_for_code(typed="")
    walk.says(said.ChoseContact("phone", slip))
    assert walk.frame.problem == pages.Problem(Failure.NUMBER_UNUSUAL)
    assert "send_code" not in walk.account.calls
    assert isinstance(walk.says(said.ChoseContact("phone", slip)), pages.WaitingPage)


def test_who_owns_none_of_the_contacts_can_check_the_account_name() -> None:
    walk = Walk()
    walk.waits_for_code(typed="")
    assert isinstance(walk.says(said.ChecksName()), pages.AccountNamePage)
    assert isinstance(walk.says(said.GaveName(walk.account.name)), pages.ContactPage)


def test_what_was_typed_is_kept_in_memory_until_the_code_was_right() -> None:
    walk = Walk()
    walk.waits_for_code()
    assert walk.frame.typed == "+49 1512 3456742"
    assert "3456742" not in repr(walk.frame)
    assert walk.frame.host == ORGANISATION.host
    walk.says(said.Elsewhere())
    assert walk.frame.typed == "+49 1512 3456742"
    walk.says(said.GaveCode(walk.accounts.newest_code()))
    assert walk.frame.typed is None
