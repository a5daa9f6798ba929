"""Walks the shipped checklist through the flow: no answer without a next page, no way past a stranger's code."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery import apart, effects, pages, said
from secinfo_desktop.recovery.pages import Page
from secinfo_desktop.recovery.said import Start, StepAnswer
from secinfo_desktop.recovery.sentences import done_lead
from secinfo_desktop.texts.words import Words
from tests.helpers.fake_accounts import ORGANISATION, FakeAccounts
from tests.helpers.walk import Walk, checklist

CHECKLIST = checklist()
EVERYTHING = frozenset({need for action in CHECKLIST.actions.values() for need in action.needs})
CONTACTS = {"sms": ("phone", "+49 1512 3456742"), "email": ("email", "rowan.hale@post.example")}


def waiting(context: str) -> Walk:
    """Somebody whose code does not come, at a service that can do everything."""
    accounts = FakeAccounts()
    accounts.account(ORGANISATION.id).capabilities = EVERYTHING
    walk = Walk(accounts)
    walk.waits_for_code(*CONTACTS[context])
    walk.says(said.DidNotCome())
    return walk


def at(context: str, step: str) -> Walk:
    """Somebody who has come to a step: it is chosen from the others, or its short cut was opened before."""
    walk = waiting(context)
    action = CHECKLIST.actions.get(step)
    if action is not None and action.only_if is not None:
        choose(walk, action.only_if.question)
        walk.says(said.Answered(action.only_if.answer))
    choose(walk, step)
    return walk


def choose(walk: Walk, step: str) -> None:
    """Goes to a step, unless it is shown already."""
    if getattr(walk.page, "step", None) != step:
        walk.says(said.WantsOtherStep(), said.ChoseStep(step))


IMPLIED = {"asked_for_code", "code_refused", "mask_matches", "secure_account"}
"""What this person has answered by what they did, and what is for strangers' codes only."""
CONTEXTS_OF = {name: part.contexts for name, part in CHECKLIST.questions.items()} | {
    name: part.contexts for name, part in CHECKLIST.actions.items()
}
STEPS = [
    (context, step)
    for context in CHECKLIST.contexts
    for step, contexts in CONTEXTS_OF.items()
    if context in contexts and step not in IMPLIED
]


@pytest.mark.parametrize(("context", "step"), STEPS)
def test_b14_every_answer_leads_to_another_page(context: str, step: str) -> None:
    page = at(context, step).page
    assert isinstance(page, pages.StepPage)
    for answer in offered(page):
        walk = at(context, step)
        assert walk.page != walk.says(said.Answered(answer)), answer


def offered(page: pages.StepPage) -> tuple[str, ...]:
    match page:
        case pages.QuestionPage():
            return page.answers
        case pages.SessionsPage():
            return apart.answers(page)
        case pages.RecoveryCodePage():
            return (StepAnswer.FAILED,)  # it is done by typing the code
    return tuple(StepAnswer)[: 2 + page.cannot]


@pytest.mark.parametrize(("context", "step"), STEPS)
def test_every_step_can_be_left_out_and_taken_back(context: str, step: str) -> None:
    walk = at(context, step)
    assert walk.says(said.Skipped()) != at(context, step).page
    back = walk.says(said.WentBack())
    assert getattr(back, "step", None) == step


def test_who_gets_in_elsewhere_is_not_told_that_a_password_was_set_here() -> None:
    walk = at("sms", "use_signed_in_device")
    page = walk.says(said.Answered(StepAnswer.DONE))
    assert isinstance(page, pages.DonePage)
    assert (page.outcome, page.cause, page.consequences) == (Outcome.GOT_IN, None, None)
    words = Words(walk.accounts.clock)
    assert done_lead(page, walk.frame, words) == words.say("page.done.got_in.lead.elsewhere")


def test_after_a_contact_was_corrected_the_contacts_are_fetched_anew() -> None:
    walk = waiting("sms")
    choose(walk, "signed_in_elsewhere")
    walk.says(said.Answered("yes"), said.WantsOtherStep(), said.ChoseStep("correct_contact"))
    effect = walk.flow.take(said.Answered(StepAnswer.DONE))
    assert isinstance(effect, effects.OpenAccount)
    assert effect.anew
    assert isinstance(walk.says(said.Answered(StepAnswer.DONE)), pages.ContactPage)
    assert walk.frame.code is None
    assert walk.flow.case is not None


def test_another_name_goes_on_with_the_same_case() -> None:
    walk = at("sms", "correct_account_name")
    walk.says(said.Answered(StepAnswer.DONE))
    assert isinstance(walk.page, pages.AccountNamePage)
    effect = walk.flow.take(said.GaveName("another.rowan@example.org"))
    assert isinstance(effect, effects.OpenAccount)
    assert (effect.anew, effect.name) == (True, "another.rowan@example.org")


def test_a_step_that_is_not_on_offer_cannot_be_chosen() -> None:
    walk = waiting("sms")
    page = walk.page
    for step in ("look_in_junk", "use_signed_in_device", "no_such_step"):
        assert walk.says(said.ChoseStep(step)) == page


def test_how_long_ago_the_code_was_asked_for_is_written_down() -> None:
    for seconds, value in ((80, "just_now"), (300, "minutes"), (900, "long")):
        walk = Walk()
        walk.waits_for_code()
        walk.accounts.clock.advance(seconds=seconds)
        walk.says(said.DidNotCome())
        assert walk.flow.case is not None
        assert walk.flow.case.evidence(walk.flow.case.audience)["asked_ago"] == value


SAYABLE = st.sampled_from(
    [
        said.Skipped(),
        said.WantsOtherStep(),
        said.WentBack(),
        said.DidNotCome(),
        said.AskedAgain(),
        said.NoneOfThese(),
        said.GaveCode("123456"),
        *(said.Answered(answer) for answer in (*StepAnswer, "yes", "no", "unsure", "none", "refused")),
        *(said.ChoseStep(step) for step in (*CHECKLIST.questions, *CHECKLIST.actions)),
    ]
)


@settings(max_examples=60)
@given(words=st.lists(SAYABLE, max_size=15))
def test_b30_whatever_is_said_about_a_strangers_code_it_is_never_used(words: list[said.Said]) -> None:
    """Until a code of one's own is asked for nothing but securing the account and the hand-over can be reached."""
    walk = Walk()
    walk.says(said.Began(Start.UNASKED_CODE), said.ChoseAccount(ORGANISATION.id), said.GaveName(walk.account.name))
    for word in words:
        effect = walk.flow.take(word)
        assert effect is None or isinstance(effect, effects.OpenAccount), effect
        assert _is_safe(walk.page), walk.page


def _is_safe(page: Page) -> bool:
    if isinstance(page, pages.InstructionPage):
        return page.step == "secure_account"
    harmless = pages.AccountNamePage | pages.WhoseAccountPage | pages.StartPage | pages.ContactPage
    return isinstance(page, harmless | pages.HandOverPage | pages.OtherStepsPage)
