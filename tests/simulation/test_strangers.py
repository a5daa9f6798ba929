"""Codes that a stranger asked for: the account is secured, and no code is used or chased before."""

from collections.abc import Callable, Iterator

from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.simulation.play import Played, play
from secinfo_desktop.simulation.policies import in_article_order, planner
from secinfo_desktop.simulation.population import Person
from tests.populations.hops import hops
from tests.populations.households import households
from tests.populations.lives import lives
from tests.populations.tired import tired

PEOPLE, SEED = 1500, 11


def strangers() -> Iterator[Person]:
    """Everybody in the open populations whose code a stranger has asked for."""
    yield from (one for one in hops(PEOPLE, SEED) if one.is_stranger)
    yield from (one for one in households(PEOPLE, SEED) if one.is_stranger)
    yield from (one for one in lives(PEOPLE, SEED) if "stranger" in one.trouble)
    yield from (one for one in tired(PEOPLE, SEED) if one.fault == "stranger")


def uses_a_code_first(checklist: Checklist, one: Played) -> bool:
    """True if a step that uses, chases or repeats a code came before the account was secured."""
    before = one.steps[: one.steps.index("secure_account")] if "secure_account" in one.steps else one.steps
    return any(step in checklist.actions and checklist.actions[step].uses_code for step in before)


def test_who_says_that_they_did_not_ask_is_led_to_securing_the_account(
    checklist: Checklist, record_property: Callable[[str, object], None]
) -> None:
    lead = planner(checklist)
    led = [play(checklist, one, lead, Disclosure.PUBLIC, lambda: 0.0) for one in strangers()]
    said_so = [one for one in led if ("asked_for_code", "no") in said(one)]
    assert len(said_so) > 100
    assert not any(uses_a_code_first(checklist, one) for one in said_so)
    assert all(one.steps[:2] == ("asked_for_code", "secure_account") for one in said_so)
    share = sum(one.ended_by == "secure_account" for one in led) / len(led)
    record_property("strangers", len(led))
    record_property("ended in secure_account", share)
    record_property("a code first", sum(uses_a_code_first(checklist, one) for one in led))
    assert share >= 0.9


def said(one: Played) -> set[tuple[str, str | None]]:
    return {(entry.step, entry.outcome) for entry in one.case.entries()}


def test_a_guide_without_the_rule_would_use_codes_first(checklist: Checklist) -> None:
    """A must-fail control: somebody led by the article uses a code first."""
    led = [play(checklist, one, in_article_order, Disclosure.PUBLIC, lambda: 0.0) for one in hops(200, SEED)]
    assert all(uses_a_code_first(checklist, one) for one in led)
