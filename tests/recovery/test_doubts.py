"""Answers that do not fit together: the most doubtful one is asked again, once, and can be undone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secinfo_desktop.guide.belief import believe
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import StepShown
from secinfo_desktop.recovery import pages, said, sentences
from secinfo_desktop.recovery.guiding import Guiding
from secinfo_desktop.recovery.said import SeenContact, Start
from secinfo_desktop.recovery.step_words import step_words
from secinfo_desktop.terminal.drawing import screen
from secinfo_desktop.texts.words import Words
from tests.guide.cases import answered, begin, record
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import MICROSOFT
from tests.helpers.walk import Walk, checklist

CONTRADICTING = {"which_mailbox": "other", "can_open_contact": "no", "mask_matches": "yes"}
OTHERWISE = {"asked_for_code": "yes", "signed_in_elsewhere": "no", "account_is_right": "yes", "account_is_locked": "no"}


def answers(walk: Walk, told: dict[str, str]) -> pages.QuestionPage:
    """Answers what is asked until a question is asked again."""
    for _ in range(40):
        page = walk.page
        if isinstance(page, pages.QuestionPage) and page.doubt is not None:
            return page
        if isinstance(page, pages.QuestionPage):
            walk.accounts.clock.advance(seconds=9)
            walk.says(said.Answered(told.get(page.step, page.answers[-1])))
        else:
            wanted = next((step for step in told if step in offered(walk)), None)
            assert wanted is not None, page
            walk.says(said.ChoseStep(wanted))
    raise AssertionError("nothing was doubted")


def offered(walk: Walk) -> tuple[str, ...]:
    """The steps that can be chosen instead."""
    page = walk.says(said.WantsOtherStep())
    assert isinstance(page, pages.OtherStepsPage)
    return page.steps


def with_mail() -> Walk:
    """No code came to a mailbox."""
    walk = Walk()
    walk.says(said.Began(Start.FORGOT_PASSWORD), said.ChoseAccount(MICROSOFT.id))
    walk.says(said.SawContact(SeenContact.OTHER_MAIL), said.AskedThere(), said.DidNotCome())
    return walk


@pytest.fixture
def walk() -> Walk:
    its = with_mail()
    answers(its, {**OTHERWISE, **CONTRADICTING})
    return its


def case_of(walk: Walk) -> Case:
    assert walk.flow.case is not None
    return walk.flow.case


def doubted(walk: Walk) -> tuple[pages.QuestionPage, pages.Doubt]:
    page = walk.page
    assert isinstance(page, pages.QuestionPage)
    assert page.doubt is not None
    return page, page.doubt


def chances(walk: Walk) -> dict[str, float]:
    case = case_of(walk)
    return believe(checklist(), case, case.audience).posterior()


def test_the_doubtful_question_is_asked_again_with_what_was_said(walk: Walk) -> None:
    page, doubt = doubted(walk)
    assert CONTRADICTING[page.step] == doubt.given
    assert doubt.against in CONTRADICTING
    assert doubt.against_answer == CONTRADICTING[doubt.against or ""]


def test_another_answer_counts_in_the_place_of_the_first_and_undoing_it_is_exact(walk: Walk) -> None:
    page, doubt = doubted(walk)
    before, entries = chances(walk), case_of(walk).entries()
    other = next(answer for answer in page.answers if answer != doubt.given)
    walk.accounts.clock.advance(minutes=3)
    walk.says(said.Answered(other))
    assert chances(walk) != before
    walk.says(said.WentBack())
    assert walk.page == page
    assert chances(walk) == before
    assert case_of(walk).entries() == entries


@pytest.mark.parametrize("leaves", [said.Skipped(), None])
def test_who_means_it_goes_on_and_nothing_has_changed(walk: Walk, leaves: said.Skipped | None) -> None:
    page, doubt = doubted(walk)
    before = chances(walk)
    walk.says(leaves or said.Answered(doubt.given))
    assert walk.page != page
    assert chances(walk) == before
    assert not (isinstance(walk.page, pages.QuestionPage) and walk.page.step in {page.step, doubt.against})


def test_back_from_the_doubt_takes_back_the_answer_that_raised_it(walk: Walk) -> None:
    last = case_of(walk).entries()[-1].step
    assert last in OTHERWISE | CONTRADICTING
    walk.says(said.WentBack())
    assert isinstance(walk.page, pages.QuestionPage)
    assert walk.page.doubt is None
    assert walk.page.step == last
    assert last not in {entry.step for entry in case_of(walk).entries()}


def test_the_doubt_is_there_again_after_the_program_was_closed(walk: Walk) -> None:
    page, doubt = doubted(walk)
    again = walk.comes_back()
    back, same = doubted(again)
    assert (back.step, same.given) == (page.step, doubt.given)


@pytest.mark.parametrize("language", ["en", "de"])
def test_both_faces_say_what_does_not_fit(walk: Walk, language: str) -> None:
    page, doubt = doubted(walk)
    words = Words(walk.accounts.clock, language)
    line = sentences.doubt(page, step_words(walk.frame, words))
    assert line is not None
    assert line.text == words.say("page.step.doubt")
    assert step_words(walk.frame, words).answer(page.step, doubt.given) in line.detail
    assert any(line.text in notice for notice in screen(walk.frame, words).notices)
    plain = with_mail()
    assert sentences.doubt(plain.page, step_words(plain.frame, words)) is None


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_whatever_is_answered_no_question_comes_more_than_twice(data: st.DataObject) -> None:
    walk = with_mail()
    answers(walk, {**OTHERWISE, **CONTRADICTING})
    pairs: list[frozenset[str | None]] = []
    for _ in range(60):
        page = walk.page
        if isinstance(page, pages.QuestionPage):
            if page.doubt is not None and page.doubt.against is not None:
                pairs.append(frozenset({page.step, page.doubt.against}))
            walk.accounts.clock.advance(seconds=7)
            walk.says(said.Answered(data.draw(st.sampled_from(page.answers))))
        elif isinstance(page, pages.InstructionPage):
            walk.says(said.Answered("failed"))
        elif isinstance(page, pages.SessionsPage):
            walk.says(said.Skipped())
        else:
            break
    assert pairs
    assert len(set(pairs)) == len(pairs)
    shown = [event.step for event in case_of(walk).later if isinstance(event, StepShown)]
    questions = [step for step in shown if step in checklist().questions]
    assert max((questions.count(step) for step in questions), default=0) <= 2


@pytest.mark.parametrize(("asked", "is_doubted"), [("yes", True), ("no", False)])
def test_once_a_stranger_asked_for_the_code_nothing_is_asked_again(asked: str, is_doubted: bool) -> None:
    case = record(begin("email"), answered("asked_for_code", asked, 5))
    case = record(case, *(answered(step, answer, 5) for step, answer in CONTRADICTING.items()))
    guiding = Guiding(checklist(), FrozenClock())
    guiding.come_back_to(case, None)
    assert (guiding.doubted_step() is not None) == is_doubted
