"""By hand: what became of the code, errors there, what the guide proposes, and the ends."""

from datetime import timedelta

import pytest

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.guide.events import Happening
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.ports import AccountChoice
from secinfo_desktop.recovery.said import Refusal, SeenContact, SeenError, Start, TimesAsked
from tests.helpers.fake_accounts import MICROSOFT, ORGANISATION
from tests.helpers.walk import Walk
from tests.recovery.by_hand_ways import asked, begun, case_of, happened, step_of

# -- what became of the code


def test_a_code_that_worked_ends_the_case_and_says_what_helped() -> None:
    walk = asked()
    walk.says(said.DidNotCome(), said.ChoseStep("unblock_senders"), said.Answered("done"))
    walk.accounts.clock.advance(minutes=15)
    walk.says(said.AskedThere(), said.CodeWorked())
    assert walk.flow.outcome is Outcome.GOT_IN
    assert walk.flow.found_cause() == "blocked_sender"
    assert isinstance(walk.page, pages.DonePage)
    assert (walk.page.outcome, walk.page.cause) == (Outcome.GOT_IN, "blocked_sender")


def test_that_a_code_worked_can_be_said_while_the_guide_leads() -> None:
    walk = asked()
    walk.says(said.DidNotCome(), said.CodeWorked())
    assert walk.flow.outcome is Outcome.GOT_IN


def test_nothing_can_have_become_of_a_code_that_was_never_asked_for() -> None:
    walk = begun(Start.FORGOT_PASSWORD)
    before = walk.page
    for word in (said.CodeWorked(), said.SeesRefusal(), said.CodeRefused(Refusal.WRONG)):
        assert walk.says(word) == before


@pytest.mark.parametrize("reason", [Refusal.WRONG, Refusal.EXPIRED, Refusal.OLDER])
def test_b26_a_refused_code_leads_to_the_newest_one(reason: Refusal) -> None:
    walk = asked()
    assert walk.says(said.SeesRefusal()) == pages.RefusedTherePage()
    walk.says(said.CodeRefused(reason))
    answers = {entry.step: entry.outcome for entry in case_of(walk).entries()}
    assert answers["code_refused"] == "refused"
    assert step_of(walk) == "use_newest_code"
    assert isinstance(walk.says(said.Answered("done")), pages.CodeTherePage)


def test_too_many_tries_lead_to_the_advice_to_stop() -> None:
    walk = asked()
    walk.says(said.CodeRefused(Refusal.TOO_MANY))
    assert step_of(walk) == "stop_and_cool_down"
    assert case_of(walk).evidence(case_of(walk).audience)["requests"] == "many"
    page = walk.says(said.Answered("done"))
    assert isinstance(page, pages.DonePage)
    assert page.until == walk.accounts.clock() + timedelta(hours=24)


# -- errors on the provider's page


@pytest.mark.parametrize(
    ("error", "step"),
    [
        (SeenError.USAGE_LIMIT, "stop_and_cool_down"),
        (SeenError.OTHER_WAY, "use_other_contact"),
        (SeenError.NOT_WORKING, "check_service_status"),
    ],
)
def test_an_error_leads_to_its_step(error: SeenError, step: str) -> None:
    walk = asked()
    assert walk.says(said.SeesError()) == pages.ErrorTherePage()
    walk.says(said.SawError(error))
    assert step_of(walk) == step
    assert (Happening.ERROR_SEEN, error.value) in happened(walk)


def test_b26_after_a_usage_limit_asking_is_stopped_for_as_long_as_the_pack_says() -> None:
    walk = asked()
    walk.says(said.SawError(SeenError.USAGE_LIMIT))
    assert walk.frame.requests is not None
    assert walk.frame.requests.is_stopped
    walk.accounts.clock.advance(minutes=24 * 60)
    assert not walk.frame.requests.is_stopped


def test_an_account_that_the_page_does_not_know_leads_to_its_name() -> None:
    walk = begun(Start.FORGOT_PASSWORD)
    assert walk.says(said.SeesError(), said.SawError(SeenError.UNKNOWN_ACCOUNT)) == pages.FindNamePage()
    assert walk.says(said.FoundName()) == pages.SeePage(Start.FORGOT_PASSWORD)


# -- what the guide proposes, by hand


def test_another_contact_is_another_one_even_if_it_is_of_the_same_kind() -> None:
    walk = asked()
    walk.says(said.DidNotCome(), said.ChoseStep("use_other_contact"))
    assert walk.says(said.Answered("done")) == pages.SeePage(Start.FORGOT_PASSWORD, again=True)
    before = case_of(walk).contact
    walk.says(said.SawContact(SeenContact.PHONE_TEXT))
    assert case_of(walk).contact == before + 1


def test_a_call_is_chosen_there() -> None:
    walk = asked(SeenContact.PHONE_TEXT, "voice_call")
    page = walk.says(said.DidNotCome(), said.ChoseStep("call_instead"), said.Answered("done"))
    assert isinstance(page, pages.AskTherePage)
    assert page.kind is SeenContact.PHONE_CALL


def test_where_the_provider_makes_no_calls_none_is_proposed() -> None:
    walk = asked()
    walk.says(said.DidNotCome(), said.ChoseStep("call_instead"))
    assert step_of(walk) != "call_instead"


def test_a_corrected_contact_is_another_one_and_a_code_is_asked_for_there() -> None:
    walk = asked()
    walk.says(said.DidNotCome(), said.ChoseStep("signed_in_elsewhere"), said.Answered("yes"))
    before = case_of(walk).contact
    page = walk.says(said.ChoseStep("correct_contact"), said.Answered("done"))
    assert isinstance(page, pages.AskTherePage)
    assert (page.kind, page.step) == (SeenContact.PHONE_TEXT, "correct_contact")
    assert page.requests.next_at == walk.accounts.clock()
    assert case_of(walk).contact == before + 1
    walk.says(said.AskedThere(), said.CodeWorked())
    answers = {entry.step: entry.outcome for entry in case_of(walk).entries()}
    assert answers["correct_contact"] == "solved"


def test_a_contact_can_be_corrected_before_any_was_seen() -> None:
    walk = begun(Start.NO_CONTACT)
    walk.says(said.ChoseStep("signed_in_elsewhere"), said.Answered("yes"))
    assert walk.says(said.ChoseStep("correct_contact"), said.Answered("done")) == pages.SeePage(
        Start.NO_CONTACT, again=True
    )


def test_another_name_is_typed_there_and_its_page_shows_other_contacts() -> None:
    walk = asked()
    walk.says(said.DidNotCome(), said.ChoseStep("correct_account_name"))
    assert walk.says(said.Answered("done")) == pages.SeePage(Start.FORGOT_PASSWORD, again=True)
    walk.says(said.SawContact(SeenContact.PHONE_TEXT), said.AskedThere(), said.CodeWorked())
    assert walk.flow.found_cause() == "wrong_account"


def test_a_contact_is_typed_again_there_and_stays_the_same() -> None:
    walk = asked(SeenContact.OTHER_MAIL, "typed_contact")
    walk.says(said.DidNotCome(), said.ChoseStep("type_contact_again"))
    before = case_of(walk).contact
    walk.accounts.clock.advance(minutes=16)
    assert isinstance(walk.says(said.Answered("done")), pages.AskTherePage)
    walk.says(said.AskedThere(), said.CodeWorked())
    assert case_of(walk).contact == before
    assert walk.flow.found_cause() == "mistyped"


@pytest.mark.parametrize("step", ["use_recovery_code", "use_signed_in_device"])
def test_who_got_in_by_a_short_cut_is_asked_nothing_more(step: str) -> None:
    walk = asked()
    walk.says(said.DidNotCome(), said.ChoseStep("signed_in_elsewhere"), said.Answered("yes"))
    walk.says(said.ChoseStep(step), said.Answered("done"))
    assert walk.flow.outcome is Outcome.GOT_IN


@pytest.mark.parametrize(("seconds", "value"), [(70, "just_now"), (300, "minutes"), (900, "long")])
def test_how_long_ago_the_code_was_asked_for_there_is_evidence(seconds: int, value: str) -> None:
    walk = asked()
    walk.accounts.clock.advance(seconds=seconds)
    walk.says(said.DidNotCome())
    assert case_of(walk).evidence(case_of(walk).audience)["asked_ago"] == value


def test_of_a_request_before_the_app_was_opened_nobody_knows_how_long_ago_it_was() -> None:
    walk = begun(Start.NO_CODE)
    walk.says(said.SawContact(SeenContact.PHONE_TEXT), said.AskedBefore(TimesAsked.ONE))
    assert "asked_ago" not in case_of(walk).evidence(case_of(walk).audience)


def test_b19_a_replacement_is_started_there_and_ends_the_case() -> None:
    walk = asked()
    walk.says(said.DidNotCome(), said.ChoseStep("replace_all_info"), said.Answered("done"))
    assert walk.flow.outcome is Outcome.REPLACEMENT_STARTED


def test_what_was_found_is_typed_on_the_providers_page() -> None:
    walk = asked(SeenContact.OTHER_MAIL)
    page = walk.says(said.DidNotCome(), said.ChoseStep("look_in_junk"), said.Answered("done"))
    assert isinstance(page, pages.CodeTherePage)
    assert page.found


def test_back_takes_no_request_back() -> None:
    walk = asked()
    page = walk.says(said.WentBack())
    assert isinstance(page, pages.AskTherePage)
    assert page.requests.left == 4


def test_the_person_can_hand_over_from_a_page_by_hand() -> None:
    walk = asked()
    assert isinstance(walk.says(said.WantsPerson()), pages.HandOverPage)


# -- ends that the person chooses


@pytest.mark.parametrize("choice", [MICROSOFT, ORGANISATION])
def test_who_is_in_already_is_asked_nothing_more(choice: AccountChoice) -> None:
    walk = Walk()
    walk.says(said.Began(Start.NO_CODE), said.ChoseAccount(choice.id))
    assert walk.frame.can_end
    walk.says(said.InAlready())
    assert walk.flow.outcome is Outcome.GOT_IN
    assert isinstance(walk.page, pages.DonePage)
    assert (walk.page.outcome, walk.page.cause) == (Outcome.GOT_IN, None)


def test_nobody_is_in_before_anything_has_begun() -> None:
    walk = Walk()
    assert not walk.frame.can_end
    assert isinstance(walk.says(said.InAlready()), pages.StartPage)


def test_stopping_has_the_time_of_the_pack() -> None:
    walk = asked()
    page = walk.says(said.StopsForNow())
    assert isinstance(page, pages.DonePage)
    assert page.outcome is Outcome.STOPPED_UNTIL
    assert page.until == walk.accounts.clock() + timedelta(hours=24)
