"""What looks odd in a sound checklist is told to its author."""

from secinfo_desktop.guide.checklist import Checklist, parse
from secinfo_desktop.guide.checklist_review import review
from tests.guide.test_checklist import SMALL


def test_a_question_that_tells_nothing_is_odd() -> None:
    text = SMALL + '[questions.weather]\ncost_s = 5\nanswers = ["sun", "rain"]\np.default = [0.5, 0.5]\n'
    assert [str(oddity) for oddity in review(parse(text))] == ["[questions.weather]: no answer changes any odds by 2"]


def test_an_action_that_is_always_worse_than_another_is_odd() -> None:
    text = SMALL + '[actions.worse]\ncost_s = 100\nthen = "look"\nfixes = { blocked = 0.5 }\n'
    assert [oddity.where for oddity in review(parse(text))] == ["[actions.worse]"]


def test_a_cause_that_is_cheaper_to_hand_over_is_odd() -> None:
    oddities = review(parse(SMALL.replace("cost_s = 60", "cost_s = 6000")))
    assert "[causes.blocked]" in [oddity.where for oddity in oddities]


def test_nothing_in_the_shipped_checklist_is_odd(checklist: Checklist) -> None:
    assert review(checklist) == ()
