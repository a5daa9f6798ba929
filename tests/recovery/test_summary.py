"""The summary that a person takes to whoever takes over: everything needed, and nothing secret, whatever happened."""

import re
from dataclasses import replace
from datetime import UTC

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from secinfo_desktop import resources
from secinfo_desktop.domain import providers
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery import effects, help_pages, pages, said, summary
from secinfo_desktop.recovery.effects import OpenPage
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.said import HelpPage
from secinfo_desktop.texts.words import Words
from tests.helpers.fake_accounts import ORGANISATION
from tests.helpers.fake_practice import ADDRESS, NUMBER
from tests.helpers.walk import Walk
from tests.terminal.frames import PERSONA

TYPED_WRONG = "+49 1512 3456742"
SENDER = "account-security@evil.example"
SECRETS = (ADDRESS, NUMBER, TYPED_WRONG, re.sub(r"\D", "", NUMBER), SENDER, "a.secret.passphrase")
SAYINGS: tuple[said.Said, ...] = (
    said.ChoseContact("phone", TYPED_WRONG),
    said.ChoseContact("email", ADDRESS),
    said.GaveCode("999999"),
    said.GaveCode("100001"),
    said.AskedAgain(),
    said.Elsewhere(),
    said.DidNotCome(),
    said.NoneOfThese(),
    said.Skipped(),
    said.WantsSenderCheck(),
    said.GaveSender(SENDER),
    said.NobodyAsked(),
    said.GavePassword("a.secret.passphrase"),
    said.WentBack(),
    *(said.Answered(answer) for answer in ("yes", "no", "unsure", "done", "failed", "cannot", "none", "refused")),
)


def words(walk: Walk) -> Words:
    return Words(walk.accounts.clock, zone=UTC)


def hands_over() -> tuple[Walk, pages.HandOverPage]:
    walk = Walk()
    walk.waits_for_code()
    walk.says(said.DidNotCome(), said.ChoseStep("restore_signal"), said.Answered("failed"), said.WantsPerson())
    assert isinstance(walk.page, pages.HandOverPage)
    return walk, walk.page


def text_of(walk: Walk, frame: Frame | None = None) -> str:
    frame = frame or walk.frame
    page = frame.page.hand_over if isinstance(frame.page, pages.DonePage) else frame.page
    assert isinstance(page, pages.HandOverPage)
    return summary.as_text(page, frame, words(walk))


def way_to_a_person(page: pages.Page) -> said.Said:
    """What leads from a page towards the hand-over."""
    match page:
        case pages.WaitingPage() | pages.EnterCodePage():
            return said.DidNotCome()
        case pages.ContactPage():
            return said.NoneOfThese()
        case pages.OtherStepsPage():
            return said.WantsPerson()
        case page if isinstance(page, pages.StepPage):
            return said.WantsPerson()
    return said.WentBack()


def test_who_helps_and_when_is_said_in_the_persons_language() -> None:
    walk, _ = hands_over()
    german = replace(words(walk), language="de")
    assert "Montag bis Freitag" in summary.who_helps(walk.frame, german)[0]
    assert "Monday to Friday" in summary.who_helps(walk.frame, words(walk))[0]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(SAYINGS), max_size=14), st.sampled_from(said.Start))
def test_no_code_and_no_contact_in_full_is_ever_in_it(sayings: list[said.Said], start: said.Start) -> None:
    walk = Walk()
    walk.says(said.Began(start), said.ChoseAccount(ORGANISATION.id), said.GaveName(walk.account.name))
    walk.says(said.ChoseContact("phone", TYPED_WRONG), *sayings)
    for _ in range(5):
        walk.says(way_to_a_person(walk.page))
    assume(isinstance(walk.page, pages.HandOverPage))
    text = text_of(walk)
    assert [secret for secret in SECRETS if secret in text] == []
    assert re.findall(r"(?<!\d)\d{6}(?!\d)", text) == []
    assert re.sub(r"\D", "", NUMBER)[-6:] not in re.sub(r"\D", "", text)


def test_the_walks_of_that_test_reach_the_summary() -> None:
    walk, _ = hands_over()
    assert walk.account.name in text_of(walk)


def test_a_summary_that_told_what_was_typed_would_be_found_out() -> None:
    walk, page = hands_over()
    leaky = replace(page, tried=((TYPED_WRONG, "failed"),))
    frame = replace(walk.frame, account_name=walk.frame.typed)
    assert TYPED_WRONG in summary.as_text(leaky, frame, words(walk))


def test_where_no_account_name_was_asked_for_none_is_told() -> None:
    walk, page = hands_over()
    assert "Account:" not in summary.as_text(page, replace(walk.frame, account_name=None), words(walk))


def test_it_says_to_whom_to_turn_when_and_where() -> None:
    walk, _ = hands_over()
    text = text_of(walk)
    assert "Turn to the helpdesk of Example Organisation. You reach them Monday to Friday, 8:00 to 18:00." in text
    assert "+49 30 23125100" in text
    assert "Help page: https://accounts.example.org/help" in text


def test_b31_it_says_that_no_helper_needs_a_code() -> None:
    walk, page = hands_over()
    sheet = summary.as_sheet(page, walk.frame, words(walk))
    assert sheet.footer == "No helper ever needs your code. Tell it to nobody, whoever asks."
    assert text_of(walk).endswith(sheet.footer)


def test_practice_is_marked_on_paper_and_in_the_text() -> None:
    walk, page = hands_over()
    practised = replace(walk.frame, persona=PERSONA)
    assert summary.as_sheet(page, practised, words(walk)).practice
    assert text_of(walk, practised).startswith("Practice: nobody in here is real")
    assert not summary.as_sheet(page, walk.frame, words(walk)).practice


def test_the_summary_is_still_there_after_the_case_was_handed_over() -> None:
    walk, _ = hands_over()
    before = text_of(walk)
    page = walk.says(said.Finished())
    assert isinstance(page, pages.DonePage)
    assert page.outcome is Outcome.HANDED_OVER
    assert text_of(walk) == before


def test_the_page_of_whoever_helps_is_opened_in_the_persons_own_browser() -> None:
    walk, page = hands_over()
    assert walk.says(said.OpensHelp(HelpPage.PAGE)) == page
    assert walk.accounts.web.shown == ["https://accounts.example.org/help"]


def test_a_page_that_the_pack_does_not_name_is_never_opened() -> None:
    walk, _ = hands_over()
    assert walk.flow.take(said.OpensHelp(HelpPage.FORM)) is None
    stranger = effects.perform(OpenPage(ORGANISATION.id, "https://evil.example/help"), walk.accounts)
    assert stranger == effects.Refused(Failure.PAGE_NOT_OPENED)
    assert walk.accounts.web.shown == []


def test_without_a_browser_the_address_stands_on_the_page() -> None:
    walk, _ = hands_over()
    walk.accounts.web.is_there = False
    walk.says(said.OpensHelp(HelpPage.PAGE))
    assert walk.frame.problem is not None
    assert walk.frame.problem.failure is Failure.PAGE_NOT_OPENED
    assert "https://accounts.example.org/help" in [
        line.detail for line in summary.where_help_is(walk.frame, words(walk))
    ]


def test_in_practice_no_page_of_a_helper_is_opened() -> None:
    walk, _ = hands_over()
    assert help_pages.offered(walk.frame) == (HelpPage.PAGE,)
    assert help_pages.offered(replace(walk.frame, persona=PERSONA)) == ()


def test_the_official_form_is_named_where_the_provider_has_one() -> None:
    walk, _ = hands_over()
    microsoft = providers.parse(resources.text("providers/microsoft.toml"))
    lines = summary.where_help_is(replace(walk.frame, pack=microsoft), words(walk))
    assert [line.text for line in lines] == ["Help page", "Official form"]


def test_other_ends_have_no_summary() -> None:
    walk = Walk()
    walk.waits_for_code()
    page = walk.says(said.DidNotCome(), said.ChoseStep("stop_and_cool_down"), said.Answered("done"))
    assert isinstance(page, pages.DonePage)
    assert page.hand_over is None


def test_by_hand_the_sheet_says_that_the_brand_is_not_ours() -> None:
    walk, page = hands_over()
    by_hand = replace(walk.frame, by_hand=True)
    assert summary.as_sheet(page, by_hand, words(walk)).footer.startswith("Not affiliated with Example. No helper")
