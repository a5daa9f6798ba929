"""Guide-only: the person works on the provider's pages, the app leads, counts, and takes nothing that is typed."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.provider_pages import ProviderPage
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Happened, Happening
from secinfo_desktop.recovery import effects, pages, requests, said
from secinfo_desktop.recovery.ports import AccountChoice
from secinfo_desktop.recovery.said import Refusal, SeenContact, SeenError, Start, TimesAsked
from tests.helpers.fake_accounts import MICROSOFT, ORGANISATION, PRACTICE
from tests.helpers.walk import Walk

COOL_DOWN = timedelta(minutes=15)


def begun(start: Start) -> Walk:
    walk = Walk()
    walk.says(said.Began(start), said.ChoseAccount(MICROSOFT.id))
    return walk


def asked(kind: SeenContact = SeenContact.PHONE_TEXT) -> Walk:
    """A code was asked for on the provider's page."""
    walk = begun(Start.FORGOT_PASSWORD)
    walk.says(said.SawContact(kind), said.AskedThere())
    return walk


def asks_again(walk: Walk, times: int) -> None:
    for _ in range(times):
        walk.accounts.clock.advance(minutes=16)
        walk.says(said.AskedAgain(), said.AskedThere())


def case_of(walk: Walk) -> Case:
    assert walk.flow.case is not None
    return walk.flow.case


def happened(walk: Walk) -> list[tuple[Happening, str | None]]:
    return [(event.what, event.detail) for event in case_of(walk).later if isinstance(event, Happened)]


def step_of(walk: Walk) -> str | None:
    return walk.page.step if isinstance(walk.page, pages.QuestionPage | pages.InstructionPage) else None


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


def test_a_locked_account_takes_any_phone_that_gets_texts() -> None:
    page = begun(Start.LOCKED).page
    assert isinstance(page, pages.AskTherePage)
    assert page.kind is SeenContact.PHONE_TEXT
    assert page.start is Start.LOCKED


def test_who_can_use_no_contact_is_not_led_to_ask_for_a_code() -> None:
    walk = begun(Start.NO_CONTACT)
    seen: set[str] = set()
    while (step := step_of(walk)) is not None and len(seen) < 12:
        seen.add(step)
        if step == "replace_all_info":
            break
        walk.says(said.Skipped())
    assert "replace_all_info" in seen
    assert "use_other_contact" not in seen
    assert Happening.CODE_ASKED not in dict(happened(walk))


def test_who_can_use_no_contact_of_an_organisation_is_not_asked_for_one_either() -> None:
    walk = Walk()
    walk.says(said.Began(Start.NO_CONTACT), said.ChoseAccount(ORGANISATION.id), said.GaveName(walk.account.name))
    assert not isinstance(walk.page, pages.ContactPage)
    assert walk.accounts.deliveries == []


def test_a_code_that_nobody_asked_for_leads_to_securing_and_ends_secured() -> None:
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


def test_another_request_waits_for_the_packs_cool_down() -> None:
    walk = asked()
    page = walk.says(said.AskedAgain())
    assert isinstance(page, pages.AskTherePage)
    assert page.requests.next_at == walk.accounts.clock() + COOL_DOWN
    assert page.again


def test_when_the_days_budget_is_used_up_the_advice_is_to_stop() -> None:
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


# -- what became of the code


def test_a_code_that_worked_ends_the_case_and_says_what_helped() -> None:
    walk = asked()
    walk.says(said.DidNotCome(), said.ChoseStep("unblock_senders"), said.Answered("done"))
    walk.accounts.clock.advance(minutes=15)
    walk.says(said.AskedThere(), said.CodeWorked())
    assert walk.flow.outcome is Outcome.GOT_IN
    assert walk.flow.found_cause() == "blocked_sender"
    assert walk.page == pages.DonePage(Outcome.GOT_IN, "blocked_sender")


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
def test_a_refused_code_leads_to_the_newest_one(reason: Refusal) -> None:
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


def test_after_a_usage_limit_asking_is_stopped_for_as_long_as_the_pack_says() -> None:
    walk = asked()
    walk.says(said.SawError(SeenError.USAGE_LIMIT))
    assert walk.frame.requests is not None
    assert walk.frame.requests.is_stopped
    walk.accounts.clock.advance(minutes=24 * 60)
    assert not walk.frame.requests.is_stopped


def test_an_account_that_the_page_does_not_know_leads_to_its_name() -> None:
    walk = begun(Start.FORGOT_PASSWORD)
    assert walk.says(said.SeesError(), said.SawError(SeenError.UNKNOWN_ACCOUNT)) == pages.FindNamePage()


# -- what the guide proposes, by hand


def test_another_contact_is_another_one_even_if_it_is_of_the_same_kind() -> None:
    walk = asked()
    walk.says(said.DidNotCome(), said.ChoseStep("use_other_contact"))
    assert walk.says(said.Answered("done")) == pages.SeePage(Start.FORGOT_PASSWORD, again=True)
    before = case_of(walk).contact
    walk.says(said.SawContact(SeenContact.PHONE_TEXT))
    assert case_of(walk).contact == before + 1


def test_a_replacement_is_started_there_and_ends_the_case() -> None:
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
    assert walk.page == pages.DonePage(Outcome.GOT_IN)


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


# -- the provider's pages


def test_a_page_of_the_pack_is_opened() -> None:
    walk = begun(Start.FORGOT_PASSWORD)
    walk.says(said.OpensPage(ProviderPage.RECOVER))
    assert walk.accounts.web.shown == ["https://account.live.com/password/reset"]
    assert walk.page == pages.SeePage(Start.FORGOT_PASSWORD)


def test_without_a_browser_the_page_stays_and_says_so() -> None:
    walk = begun(Start.FORGOT_PASSWORD)
    walk.accounts.web.is_there = False
    walk.says(said.OpensPage(ProviderPage.RECOVER))
    assert walk.frame.problem == pages.Problem(Failure.PAGE_NOT_OPENED)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "http://account.live.com/",
        "https://account.live.com.evil.example/",
        "file:///etc/passwd",
    ],
)
def test_nothing_but_the_packs_pages_is_opened(url: str) -> None:
    walk = begun(Start.FORGOT_PASSWORD)
    result = effects.perform(effects.OpenPage(MICROSOFT.id, url), walk.accounts)
    assert result == effects.Refused(Failure.PAGE_NOT_OPENED)
    assert walk.accounts.web.shown == []


# -- nothing typed is taken

WORDS = st.one_of(
    st.builds(said.SawContact, st.sampled_from(SeenContact)),
    st.builds(said.AskedBefore, st.sampled_from(TimesAsked)),
    st.builds(said.CodeRefused, st.sampled_from(Refusal)),
    st.builds(said.SawError, st.sampled_from(SeenError)),
    st.builds(said.OpensPage, st.sampled_from(ProviderPage)),
    st.builds(
        said.Answered, st.sampled_from(["yes", "no", "unsure", "done", "failed", "cannot", "as_mask", "refused"])
    ),
    st.sampled_from(
        [
            said.AskedThere(),
            said.CodeWorked(),
            said.SeesRefusal(),
            said.SeesError(),
            said.DidNotCome(),
            said.AskedAgain(),
            said.Elsewhere(),
            said.NoneOfThese(),
            said.ForgotName(),
            said.FoundName(),
            said.Skipped(),
            said.WantsOtherStep(),
            said.ChoseStep("use_other_contact"),
            said.ChoseStep("unblock_senders"),
            said.ChoseStep("look_in_junk"),
            said.ChoseStep("secure_account"),
            said.WantsPerson(),
            said.Finished(),
            said.WentBack(),
            said.InAlready(),
            said.StopsForNow(),
            said.StartsOver(),
            said.GaveCode("481906"),
            said.GavePassword("four red boats at noon"),
            said.GaveName("karin@example.org"),
            said.ChoseContact("phone", "+49 1512 3456742"),
            said.ChecksName(),
            *(said.Began(start) for start in Start),
            said.ChoseAccount(MICROSOFT.id),
        ]
    ),
)
HARMLESS = effects.ReadPack | effects.OpenPage


@settings(max_examples=60)
@given(st.sampled_from(Start), st.lists(WORDS, max_size=25))
def test_by_hand_nothing_is_ever_sent_given_or_set_and_the_log_holds_fixed_choices_only(
    start: Start, words: list[said.Said]
) -> None:
    walk = begun(start)
    for word in words:
        effect = walk.flow.take(word)
        while effect is not None:
            assert isinstance(effect, HARMLESS)
            effect = walk.flow.observe(effect, effects.perform(effect, walk.accounts))
        frame = walk.frame
        assert frame.code is None
        assert frame.account_name is None
        assert frame.typed is None
        assert not isinstance(frame.page, pages.WaitingPage | pages.EnterCodePage | pages.NewPasswordPage)
        if walk.flow.case is not None:
            text = walk.flow.case.to_json()
            assert not [secret for secret in ("481906", "boats", "karin", "3456742") if secret in text]
        walk.accounts.clock.advance(minutes=3)
    assert walk.accounts.account(ORGANISATION.id).calls == []
    assert walk.accounts.account(PRACTICE.id).calls == []
    assert walk.accounts.deliveries == []


@settings(max_examples=60)
@given(st.sampled_from(Start), st.lists(WORDS, max_size=25))
def test_by_hand_every_page_can_be_left(start: Start, words: list[said.Said]) -> None:
    walk = begun(start)
    walk.says(*words)
    if walk.flow.outcome is None and not isinstance(walk.page, pages.StartPage):
        assert walk.frame.can_go_back
        assert walk.frame.can_end or walk.frame.start is Start.UNASKED_CODE
