"""By hand nothing is sent, nothing that was typed is taken, and only the provider's own pages are opened."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.provider_pages import ProviderPage
from secinfo_desktop.recovery import effects, pages, said
from secinfo_desktop.recovery.said import Refusal, SeenContact, SeenError, Start, TimesAsked
from tests.helpers.fake_accounts import MICROSOFT, ORGANISATION, PRACTICE
from tests.recovery.by_hand_ways import begun

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
