"""Every page becomes a screen: with its sentences, its answers and its letters, and never a secret."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Note, Page
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.terminal.drawing import known, screen
from secinfo_desktop.terminal.screens import Field, Key, Leave
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import START, FrozenClock
from tests.helpers.fake_accounts import ORGANISATION, example_pack
from tests.terminal.frames import EMAIL, MAILED, PAGES, PHONE, SENT, frame, with_everything

CLOCK = FrozenClock()
WORDS = Words(CLOCK, zone=UTC)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: type(page).__name__)
def test_every_page_has_a_title_and_an_answer_to_give(page: Page) -> None:
    for around in (frame(page), with_everything(page)):
        drawn = screen(around, WORDS)
        assert drawn.title
        assert drawn.options or drawn.field
        assert Key.LEAVE in drawn.keys


@pytest.mark.parametrize("page", PAGES, ids=lambda page: type(page).__name__)
def test_what_was_wrong_is_said_on_every_page(page: Page) -> None:
    problem = screen(with_everything(page), WORDS).problem
    assert problem[0] == "It is too early for another code."
    assert problem[-1] == "You can ask again at 14:01."


def test_the_start_asks_for_the_trouble_and_offers_practice() -> None:
    options = screen(frame(pages.StartPage()), WORDS).options
    assert [option.leads_to for option in options] == [
        said.Began(said.Start.NO_CODE),
        said.Began(said.Start.UNASKED_CODE),
        said.WantsPractice(),
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: type(page).__name__)
def test_the_organisation_s_host_stands_on_every_page_about_an_account_there(page: Page) -> None:
    drawn = screen(replace(with_everything(page), host="accounts.example.org", account_name="mara@example.org"), WORDS)
    is_before = isinstance(page, pages.StartPage | pages.WhoseAccountPage | pages.StoriesPage | pages.AccountNamePage)
    assert drawn.account == (None if is_before else "Account mara@example.org at accounts.example.org")


def test_an_account_name_of_practice_is_taken_as_it_is() -> None:
    (option,) = screen(frame(pages.AccountNamePage("mara@example.org")), WORDS).options
    assert option.leads_to == said.GaveName("mara@example.org")


def test_choosing_a_contact_leads_to_typing_it_in_full() -> None:
    first, _, none, check = screen(frame(pages.ContactPage((PHONE, EMAIL))), WORDS).options
    assert isinstance(first.leads_to, Field)
    assert first.leads_to.make("+49 171") == said.ChoseContact("phone", "+49 171")
    assert none.leads_to == said.NoneOfThese()
    assert check.leads_to == said.ChecksName()


def test_whether_the_contact_is_right_is_never_said() -> None:
    words = screen(frame(pages.WaitingPage(PHONE, SENT)), WORDS).paragraphs
    assert words[0].startswith("If •••••••• 42 is the right number, a code is on its way.".replace("• ", "•\u00a0"))


def test_the_waiting_page_says_when_asking_again_is_allowed() -> None:
    clock = FrozenClock()
    words = Words(clock, zone=UTC)
    waiting = frame(pages.WaitingPage(PHONE, SENT))
    assert "You can ask again at 14:01" in screen(waiting, words).paragraphs
    clock.advance(minutes=1)
    assert "You can ask for another code now" in screen(waiting, words).paragraphs


def test_a_code_whose_time_is_over_is_said_to_have_ended() -> None:
    late = Words(FrozenClock(START + timedelta(minutes=31)), zone=UTC)
    drawn = screen(frame(pages.EnterCodePage(EMAIL, MAILED)), late)
    assert "The code worked until 14:30. You can ask for another one." in drawn.paragraphs


def test_the_step_that_was_done_stands_over_the_wait_for_its_code() -> None:
    drawn = screen(frame(pages.WaitingPage(EMAIL, MAILED, "look_in_junk")), WORDS)
    assert drawn.overline == "Done: Look in the junk folder"


def test_a_question_has_one_option_for_each_answer_and_says_why() -> None:
    page = pages.QuestionPage("filter_is_on", ("yes", "no"), 2, 2, "checklist.why.filter_is_on", "checklist.cause.junk")
    drawn = screen(frame(page), WORDS)
    assert [option.leads_to for option in drawn.options] == [said.Answered("yes"), said.Answered("no")]
    assert len(drawn.why) == 2
    assert drawn.overline == "Finding out why · question 2, about 2 more"


def test_the_last_question_is_said_to_be_almost_there() -> None:
    page = pages.QuestionPage("filter_is_on", ("yes", "no"), 4, 0, "checklist.why.filter_is_on")
    assert screen(frame(page), WORDS).overline == "Finding out why · question 4, almost there"


def test_an_instruction_lists_what_to_do_and_offers_that_it_is_impossible() -> None:
    page = pages.InstructionPage("look_in_junk", cannot=True, number=1, about_left=1, why="checklist.why.look_in_junk")
    drawn = screen(frame(page), WORDS)
    assert len(drawn.items) >= 2
    assert [option.leads_to for option in drawn.options] == [
        said.Answered("done"),
        said.Answered("failed"),
        said.Answered("cannot"),
    ]


def test_where_no_step_is_left_a_person_is_offered_and_nothing_is_called_promising() -> None:
    drawn = screen(frame(pages.OtherStepsPage(())), WORDS)
    assert drawn.paragraphs == ("Nothing else is left to try here. A person can take over.",)
    assert Key.PERSON in drawn.keys


def test_a_better_step_is_offered_and_not_forced() -> None:
    page = pages.QuestionPage("filter_is_on", ("yes", "no"), 2, 2, "checklist.why.filter_is_on")
    drawn = screen(replace(frame(page), better_step="look_in_junk"), WORDS)
    assert drawn.options[-1].leads_to == said.ChoseStep("look_in_junk")
    assert drawn.notices


def test_the_password_is_typed_unseen() -> None:
    field = screen(frame(pages.NewPasswordPage(15)), WORDS).field
    assert field is not None
    assert field.is_secret
    assert field.make(" two words ") == said.GavePassword(" two words ")


def test_the_summary_names_what_was_tried_and_who_helps() -> None:
    page = pages.HandOverPage(START, "carrier_filter", (("asked_for_code", "yes"), ("look_in_junk", "failed")))
    drawn = screen(replace(frame(page), pack=example_pack(), account_name="mara@example.org"), WORDS)
    text = [line.text for line in drawn.items] + [line.detail for line in drawn.items] + list(drawn.paragraphs)
    assert "mara@example.org" in text
    assert "It did not help" in text
    assert any("the helpdesk of Example Organisation" in sentence for sentence in text)


def test_an_end_can_be_left_or_begun_again() -> None:
    drawn = screen(frame(next(page for page in PAGES if isinstance(page, pages.DonePage))), WORDS)
    assert [option.leads_to for option in drawn.options] == [said.StartsOver(), Leave()]


def test_trouble_offers_to_try_again_and_says_that_the_code_lives_on() -> None:
    page = pages.TroublePage(Failure.UNREACHABLE, can_retry=True)
    drawn = screen(replace(frame(page), code=SENT), WORDS)
    assert drawn.title == "We can’t reach the account service."
    assert "The code that you asked for at 14:00 still works until 14:10." in drawn.paragraphs
    assert drawn.options[0].leads_to == said.TriesAgain()


def test_letters_are_offered_only_where_they_do_something() -> None:
    assert screen(frame(pages.StartPage()), WORDS).keys == (Key.LEAVE,)
    question = pages.QuestionPage("filter_is_on", ("yes", "no"), 2, 2, "checklist.why.filter_is_on")
    assert set(screen(with_everything(question), WORDS).keys) == set(Key)


def test_where_a_password_is_typed_only_leaving_and_going_back_are_letters() -> None:
    assert set(screen(with_everything(pages.NewPasswordPage(15)), WORDS).keys) == {Key.BACK, Key.LEAVE}


def test_what_is_known_is_told_with_its_time() -> None:
    notes = (Note(START, "code_asked"), Note(START, step="filter_is_on", answer="no"))
    drawn = known(replace(frame(pages.StartPage()), notes=notes), WORDS)
    assert drawn.items[0] == Line("You asked for a code", "14:00")
    assert drawn.items[1] == Line(
        "Does your phone accept texts from unknown numbers?", "Yes, they come through · 14:00"
    )


def test_an_organisation_is_called_by_its_name() -> None:
    options = screen(frame(pages.WhoseAccountPage((ORGANISATION,))), WORDS).options
    assert options[0].text == "Example Organisation"
