"""Guide-only: the person works on the provider's pages; the app leads them there and counts what they ask for."""

from datetime import timedelta

import pytest

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Happening
from secinfo_desktop.recovery import pages, requests, said
from secinfo_desktop.recovery.ports import AccountChoice
from secinfo_desktop.recovery.said import SeenContact, SeenError, Start, TimesAsked
from tests.helpers.fake_accounts import MICROSOFT, ORGANISATION
from tests.helpers.walk import Walk
from tests.recovery.by_hand_ways import asked, asks_again, begun, case_of, happened, step_of

COOL_DOWN = timedelta(minutes=15)


# -- starts


def test_the_first_start_offers_the_providers_own_pages_first() -> None:
    page = Walk().says(said.Began(Start.NO_CODE))
    assert isinstance(page, pages.WhoseAccountPage)
    assert page.choices[0] == MICROSOFT


@pytest.mark.parametrize("start", [Start.NO_CODE, Start.FORGOT_PASSWORD])
def test_no_account_name_is_asked_but_what_the_page_shows(start: Start) -> None:
    walk = begun(start)
    assert walk.page == pages.SeePage(start)
    assert walk.frame.by_hand
    assert walk.frame.account_name is None


@pytest.mark.parametrize("start", Start)
def test_the_trouble_is_told_to_whoever_takes_over(start: Start) -> None:
    walk = begun(start)
    assert walk.frame.start is start
    assert happened(walk)[0] == (Happening.TROUBLE_TOLD, start.value)
    assert Happening.TROUBLE_TOLD not in {note.what for note in walk.frame.notes}


def test_b27_a_locked_account_takes_any_phone_that_gets_texts() -> None:
    page = begun(Start.LOCKED).page
    assert isinstance(page, pages.AskTherePage)
    assert page.kind is SeenContact.PHONE_TEXT
    assert page.start is Start.LOCKED


@pytest.mark.parametrize("choice", [MICROSOFT, ORGANISATION])
def test_whoever_says_that_the_account_is_locked_is_not_asked_whether_it_is(choice: AccountChoice) -> None:
    walk = Walk()
    walk.says(said.Began(Start.LOCKED), said.ChoseAccount(choice.id))
    if choice == ORGANISATION:
        walk.says(said.GaveName(walk.account.name), said.ChoseContact("phone", "+49 1512 3456742"))
    answers = {entry.step: entry.outcome for entry in case_of(walk).entries()}
    assert answers["account_is_locked"] == "yes"
    page = walk.says(said.AskedThere(), said.DidNotCome(), said.WantsOtherStep())
    assert isinstance(page, pages.OtherStepsPage)
    assert "account_is_locked" not in page.steps


def test_who_can_use_no_contact_is_not_led_to_ask_for_a_code() -> None:
    """Who knows the account and is signed in nowhere else is led to replace the security info (B9)."""
    walk = begun(Start.NO_CONTACT)
    answers = {
        "signed_in_elsewhere": "no", "account_is_right": "yes", "account_is_locked": "no", "code_refused": "none",
        "mask_matches": "no", "use_recovery_code": "failed",
    }  # fmt: skip
    while (step := step_of(walk)) in answers:
        walk.says(said.Answered(answers[step or ""]))
    assert step == "replace_all_info"
    assert Happening.CODE_ASKED not in dict(happened(walk))


def test_who_can_use_no_contact_of_an_organisation_is_not_asked_for_one_either() -> None:
    walk = Walk()
    walk.says(said.Began(Start.NO_CONTACT), said.ChoseAccount(ORGANISATION.id), said.GaveName(walk.account.name))
    assert not isinstance(walk.page, pages.ContactPage)
    assert walk.accounts.deliveries == []


def test_b30_a_code_that_nobody_asked_for_leads_to_securing_and_ends_secured() -> None:
    walk = begun(Start.UNASKED_CODE)
    assert step_of(walk) == "secure_account"
    assert not walk.frame.can_end
    walk.says(said.InAlready())
    assert step_of(walk) == "secure_account"
    walk.says(said.Answered("done"))
    assert walk.flow.outcome is Outcome.SECURED


def test_a_strangers_code_is_no_end_for_who_is_in_already() -> None:
    walk = asked()
    walk.says(said.DidNotCome())
    case = case_of(walk)
    assert {entry.step: entry.outcome for entry in case.entries()}["asked_for_code"] == "yes"
    other = begun(Start.FORGOT_PASSWORD)
    other.says(said.SawError(SeenError.NOT_WORKING), said.Answered("failed"))
    assert step_of(other) == "asked_for_code"
    other.says(said.Answered("no"), said.InAlready())
    assert step_of(other) == "secure_account"
    assert other.flow.outcome is None


def test_how_often_it_was_asked_before_is_evidence_and_counts() -> None:
    walk = begun(Start.NO_CODE)
    walk.says(said.SawContact(SeenContact.OTHER_MAIL))
    assert walk.page == pages.AskedBeforePage()
    walk.says(said.AskedBefore(TimesAsked.FEW))
    assert step_of(walk) is not None
    assert case_of(walk).evidence(case_of(walk).audience) == {"same_provider": "no", "requests": "few"}
    assert walk.frame.requests is not None
    assert (walk.frame.requests.left, walk.frame.requests.most) == (2, 5)


def test_who_has_not_asked_yet_is_told_what_to_press() -> None:
    walk = begun(Start.NO_CODE)
    page = walk.says(said.SawContact(SeenContact.PHONE_TEXT), said.AskedBefore(TimesAsked.NOT_YET))
    assert isinstance(page, pages.AskTherePage)
    assert not page.again


# -- the account's name


def test_a_forgotten_name_is_explained_and_then_the_way_goes_on() -> None:
    walk = begun(Start.FORGOT_PASSWORD)
    assert walk.says(said.ForgotName()) == pages.FindNamePage()
    assert walk.says(said.FoundName()) == pages.SeePage(Start.FORGOT_PASSWORD)


def test_the_name_of_an_organisations_account_is_known_to_its_helpdesk() -> None:
    walk = Walk()
    walk.says(said.Began(Start.NO_CODE), said.ChoseAccount(ORGANISATION.id), said.ForgotName())
    assert walk.page == pages.FindNamePage()
    assert walk.frame.pack is not None
    assert walk.frame.pack.help_name == "the helpdesk of Example Organisation"
    assert isinstance(walk.says(said.WantsPerson()), pages.HandOverPage)


# -- asking on the provider's page


def test_a_request_is_written_down_when_the_person_has_pressed_the_button() -> None:
    walk = begun(Start.FORGOT_PASSWORD)
    walk.says(said.SawContact(SeenContact.PHONE_TEXT))
    before, told = walk.frame, happened(walk)
    walk.says(said.AskedThere())
    after = walk.frame
    assert (type(before.page), before.hears_of_code) == (pages.AskTherePage, False)
    assert (type(after.page), after.hears_of_code) == (pages.CodeTherePage, True)
    assert happened(walk) == [*told, (Happening.CODE_ASKED, None)]


def test_b26_another_request_waits_for_the_packs_cool_down() -> None:
    walk = asked()
    page = walk.says(said.AskedAgain())
    assert isinstance(page, pages.AskTherePage)
    assert page.requests.next_at == walk.accounts.clock() + COOL_DOWN
    assert page.again


def test_b26_when_the_days_budget_is_used_up_the_advice_is_to_stop() -> None:
    walk = asked()
    asks_again(walk, 4)
    assert walk.frame.requests is not None
    assert walk.frame.requests.left == 0
    last = walk.accounts.clock()
    walk.accounts.clock.advance(minutes=30)
    walk.says(said.AskedAgain())
    assert step_of(walk) == "stop_and_cool_down"
    assert walk.frame.requests.next_at == last + timedelta(hours=24)
    walk.says(said.Answered("done"))
    assert walk.flow.outcome is Outcome.STOPPED_UNTIL


def test_the_counts_are_the_same_when_they_are_worked_out_from_the_kept_log() -> None:
    walk = asked()
    asks_again(walk, 2)
    kept = Case.from_json(case_of(walk).to_json())
    assert walk.frame.pack is not None
    assert requests.count(kept.later, walk.frame.pack, walk.accounts.clock()) == walk.frame.requests


def test_starting_again_does_not_give_the_requests_back() -> None:
    walk = asked()
    asks_again(walk, 1)
    walk.says(said.StartsOver(), said.Began(Start.LOCKED), said.ChoseAccount(MICROSOFT.id))
    assert walk.frame.requests is not None
    assert walk.frame.requests.left == 3
    assert not walk.frame.hears_of_code


def test_another_trouble_with_the_same_account_keeps_the_requests() -> None:
    walk = asked()
    while not isinstance(walk.page, pages.StartPage):
        walk.says(said.WentBack())
    walk.says(said.Began(Start.LOCKED), said.ChoseAccount(MICROSOFT.id))
    assert walk.frame.requests is not None
    assert walk.frame.requests.left == 4


def test_the_request_of_yesterday_counts_no_more() -> None:
    walk = asked()
    walk.accounts.clock.advance(minutes=24 * 60 + 1)
    assert walk.frame.requests is not None
    assert walk.frame.requests.left == 5


@pytest.mark.parametrize(
    ("kind", "context", "evidence"),
    [
        (SeenContact.PHONE_TEXT, "sms", {"requests": "one"}),
        (SeenContact.PHONE_CALL, "sms", {"requests": "one"}),
        (SeenContact.OWN_MAIL, "email", {"same_provider": "yes", "requests": "one"}),
        (SeenContact.OTHER_MAIL, "email", {"same_provider": "no", "requests": "one"}),
    ],
)
def test_the_kind_of_contact_tells_the_guide_what_everybody_may_know(
    kind: SeenContact, context: str, evidence: dict[str, str]
) -> None:
    case = case_of(asked(kind))
    assert case.context == context
    assert case.evidence(case.audience) == evidence


def test_another_contact_has_a_wait_of_its_own_and_the_same_budget() -> None:
    walk = asked()
    page = walk.says(said.Elsewhere(), said.SawContact(SeenContact.OTHER_MAIL))
    assert isinstance(page, pages.AskTherePage)
    assert page.requests.next_at == walk.accounts.clock()
    assert page.requests.left == 4
