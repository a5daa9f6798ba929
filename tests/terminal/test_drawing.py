"""Every page becomes a screen: with its sentences, its answers and its letters, and never a secret."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.provider_pages import ProviderPage
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.howto import System, Topic
from secinfo_desktop.recovery.pages import Note, Page
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind, Purpose
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.terminal.drawing import known, screen
from secinfo_desktop.terminal.screens import Field, Key, Leave
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import START, FrozenClock
from tests.helpers.fake_accounts import ORGANISATION, example_pack
from tests.terminal.frames import (
    BY_HAND,
    EMAIL,
    FIRST,
    MAILED,
    PAGES,
    PHONE,
    REQUESTS,
    SENT,
    by_hand,
    frame,
    with_everything,
)

CLOCK = FrozenClock()
WORDS = Words(CLOCK, zone=UTC)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: type(page).__name__)
def test_every_page_has_a_title_and_an_answer_to_give(page: Page) -> None:
    for around in (frame(page), with_everything(page), by_hand(page)):
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
        *(said.Began(trouble) for trouble in said.Start),
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
        said.WantsSenderCheck(),
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


@pytest.mark.parametrize(
    ("purpose", "advice"), [(Purpose.RECOVER, "Ask for no more codes now."), (Purpose.SECURE, "Use no code that you")]
)
def test_who_hands_over_reads_what_to_do_about_codes(purpose: Purpose, advice: str) -> None:
    page = pages.HandOverPage(START, None, (("secure_account", "failed"),))
    drawn = screen(replace(by_hand(page), purpose=purpose), WORDS)
    assert len([sentence for sentence in drawn.paragraphs if sentence.startswith(advice)]) == 1
    assert "I can’t do it now" in [line.detail for line in drawn.items]


def test_the_summary_names_what_was_tried_and_who_helps() -> None:
    page = pages.HandOverPage(START, "carrier_filter", (("asked_for_code", "yes"), ("look_in_junk", "failed")))
    drawn = screen(replace(frame(page), pack=example_pack(), account_name="mara@example.org"), WORDS)
    text = [line.text for line in drawn.items] + [line.detail for line in drawn.items] + list(drawn.paragraphs)
    assert "mara@example.org" in text
    assert "It is not there" in text
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


def test_where_a_password_is_typed_only_leaving_forgetting_and_going_back_are_letters() -> None:
    offered = screen(with_everything(pages.NewPasswordPage(15)), WORDS).keys
    assert set(offered) == {Key.BACK, Key.FORGET, Key.LEAVE}


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


def test_a_step_that_can_be_shown_offers_it_after_its_answers() -> None:
    page = pages.InstructionPage("look_in_junk", cannot=True, number=1, about_left=1, why="checklist.why.look_in_junk")
    plain = screen(frame(page), WORDS).options
    offered = screen(replace(frame(page), how_to=Topic.JUNK), WORDS).options
    assert offered[:-1] == plain
    assert offered[-1].leads_to == said.WantsHowTo(Topic.JUNK)


def test_a_how_to_shows_its_steps_its_date_and_the_way_back() -> None:
    page = pages.HowToPage(Topic.JUNK, "gmx", System.WEB, date(2026, 11, 1))
    drawn = screen(replace(with_everything(page), contact=EMAIL), WORDS)
    assert drawn.overline == "For GMX, in a browser"
    assert [line.text for line in drawn.items] == [
        "Open the folder “Spam”",
        "Look for a message from Example accounts",
        "Mark it as “Not Spam”",
    ]
    assert "November 2026" in drawn.notices[0]
    assert [option.leads_to for option in drawn.options] == [said.WentBack(), said.WantsHowTo(Topic.JUNK)]


# -- by hand


WHOSE = pages.WhoseAccountPage((AccountChoice("microsoft", AccountKind.BY_HAND, "Microsoft account"), ORGANISATION))
BEFORE_A_BRAND = pages.StartPage | pages.WhoseAccountPage


@pytest.mark.parametrize(
    ("page", "notices"),
    [(WHOSE, ("Not affiliated with any provider named here",)), (pages.WhoseAccountPage((ORGANISATION,)), ())],
)
def test_who_chooses_an_account_reads_that_we_belong_to_no_brand(page: Page, notices: tuple[str, ...]) -> None:
    assert screen(frame(page), WORDS).notices == notices


@pytest.mark.parametrize(
    "page", [page for page in PAGES if not isinstance(page, BEFORE_A_BRAND)], ids=lambda page: type(page).__name__
)
def test_every_page_by_hand_says_that_we_are_not_the_brand(page: Page) -> None:
    assert "Not affiliated with Microsoft" in screen(by_hand(page), WORDS).notices
    assert "Not affiliated with Microsoft" not in screen(with_everything(page), WORDS).notices


@pytest.mark.parametrize("page", BY_HAND, ids=lambda page: type(page).__name__)
def test_no_page_by_hand_has_a_line_to_type(page: Page) -> None:
    drawn = screen(by_hand(page), WORDS)
    assert drawn.field is None
    assert not [option for option in drawn.options if isinstance(option.leads_to, Field)]


def test_what_became_of_the_code_is_a_letter_on_every_page_after_the_first_request() -> None:
    question = pages.QuestionPage("filter_is_on", ("yes", "no", "unsure"), 2, 2, "checklist.why.filter_is_on")
    keys = screen(by_hand(question), WORDS).keys
    assert {Key.WORKED, Key.REFUSED, Key.IN_ALREADY, Key.STOP} <= set(keys)
    assert Key.REFUSED not in screen(by_hand(pages.RefusedTherePage()), WORDS).keys


def test_the_address_of_a_page_can_be_read_and_typed() -> None:
    options = screen(by_hand(pages.SeePage(said.Start.FORGOT_PASSWORD)), WORDS).options
    (door,) = [option for option in options if isinstance(option.leads_to, said.OpensPage)]
    assert door.detail == "https://account.live.com/password/reset"


def test_before_another_request_the_wait_is_told() -> None:
    page = pages.AskTherePage(said.SeenContact.PHONE_TEXT, REQUESTS, said.Start.FORGOT_PASSWORD)
    drawn = screen(by_hand(page), WORDS)
    assert drawn.title == "Wait, then ask for another code"
    assert "You can ask again at 14:15" in drawn.paragraphs
    assert "4 of 5 requests left today" in drawn.paragraphs
    assert drawn.items[0].text == "Press “I don't have a code” there"


def test_a_locked_account_is_told_which_phones_will_do() -> None:
    page = pages.AskTherePage(said.SeenContact.PHONE_TEXT, FIRST, said.Start.LOCKED)
    drawn = screen(by_hand(page), WORDS)
    assert "It need not be on your account." in drawn.paragraphs[0]
    assert "VoIP" in drawn.items[1].detail


def test_by_hand_a_step_says_what_to_do_there() -> None:
    page = pages.InstructionPage(
        "secure_account", cannot=False, number=1, about_left=0, why="checklist.why.secure_account"
    )
    drawn = screen(by_hand(page), WORDS)
    assert [item.text for item in drawn.items][2] == "Change your password there"
    assert said.OpensPage(ProviderPage.SECURITY_INFO) in [option.leads_to for option in drawn.options]
    assert not [item for item in screen(with_everything(page), WORDS).items if "there" in item.text]
