"""Thinking ahead: the same pages with and without it, nothing that stays, and no thought twice."""

from collections.abc import Callable
from random import Random

import pytest

from secinfo_desktop.guide.checklist import SOLVED
from secinfo_desktop.guide.thoughts import Thoughts
from secinfo_desktop.recovery import ahead, pages, said
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.said import SeenContact, Start
from tests.helpers.fake_accounts import MICROSOFT
from tests.helpers.walk import Walk


def thinks_ahead(flow: Flow) -> None:
    for one in flow.imagined():
        flow.think_about(one)


def thinks_nothing(_flow: Flow) -> None:
    """The control."""


def begun() -> Walk:
    walk = Walk()
    walk.says(said.Began(Start.NO_CODE), said.ChoseAccount(MICROSOFT.id), said.SawContact(SeenContact.PHONE_TEXT))
    return walk


def answer(page: pages.Page, chance: Random) -> said.Said | None:
    """Anything that may be said on a page; None at the end of the way."""
    match page:
        case pages.AskedBeforePage():
            return said.AskedBefore(said.TimesAsked.FEW)
        case pages.AskTherePage():
            return said.AskedThere()
        case pages.CodeTherePage():
            return said.DidNotCome()
        case pages.SeePage():
            return said.SawContact(chance.choice(list(SeenContact)))
        case pages.QuestionPage(answers=answers):
            given: list[said.Said] = [said.Answered(one) for one in answers if one != SOLVED]
            return chance.choice([*given, said.Skipped(), said.WentBack()])
        case pages.InstructionPage():
            given = [said.Answered(said.StepAnswer.FAILED), said.Skipped(), said.WantsOtherStep()]
            return chance.choice(given)
        case pages.OtherStepsPage(steps=steps) if steps:
            return said.ChoseStep(chance.choice(steps))
        case pages.SessionsPage():
            return said.Skipped()
    return None


def ways(seed: int, before_each: Callable[[Flow], None]) -> list[object]:
    """Everything that a face would see on the way."""
    walk, chance = begun(), Random(seed)
    seen: list[object] = []
    while (what := answer(walk.page, chance)) is not None and len(seen) < 40:
        before_each(walk.flow)
        walk.accounts.clock.advance(seconds=chance.choice([1, 5, 20, 40, 90, 400]))
        walk.says(what)
        seen += [walk.frame, walk.flow.case]
    return seen


@pytest.mark.parametrize("seed", range(12))
def test_the_same_pages_come_with_and_without_thinking_ahead(seed: int) -> None:
    assert ways(seed, thinks_ahead) == ways(seed, thinks_nothing)


def at_question(seed: int = 0) -> Walk:
    walk, chance = begun(), Random(seed)
    while not isinstance(walk.page, pages.QuestionPage):
        what = answer(walk.page, chance)
        assert what is not None
        walk.says(what)
    return walk


def test_nothing_stays_of_what_was_imagined() -> None:
    walk = at_question()
    before = (walk.frame, walk.flow.case, walk.flow.along())
    thinks_ahead(walk.flow)
    assert (walk.frame, walk.flow.case, walk.flow.along()) == before


def thoughts(walk: Walk) -> Thoughts:
    return walk.flow._at.guiding._thoughts


@pytest.mark.parametrize("seconds", [6, 9, 15, 25])
def test_who_answers_in_a_usual_time_finds_the_next_step_thought_of(seconds: int) -> None:
    for number in range(2):
        walk = at_question()
        thinks_ahead(walk.flow)
        known = len(thoughts(walk))
        assert isinstance(walk.page, pages.QuestionPage)
        walk.accounts.clock.advance(seconds=seconds)
        walk.says(said.Answered(walk.page.answers[number]))
        assert len(thoughts(walk)) == known


def test_without_thinking_ahead_the_next_step_has_to_be_thought_of() -> None:
    walk = at_question()
    known = len(thoughts(walk))
    assert isinstance(walk.page, pages.QuestionPage)
    walk.says(said.Answered(walk.page.answers[0]))
    assert len(thoughts(walk)) > known


def test_no_more_than_a_few_answers_are_imagined_for_a_page() -> None:
    assert 4 < len(at_question().flow.imagined()) <= ahead.MOST


def test_nothing_is_imagined_before_there_is_a_case_or_after_its_end() -> None:
    assert Walk().flow.imagined() == ()
    walk = at_question()
    walk.says(said.StopsForNow())
    assert walk.flow.imagined() == ()
