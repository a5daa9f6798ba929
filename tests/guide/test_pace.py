"""The person's pace: from the seconds of earlier steps, without pauses."""

from math import exp, sqrt
from random import Random

import pytest

from secinfo_desktop.guide.case import Entry
from secinfo_desktop.guide.pace import FASTEST, GRAIN, SLOWEST, VARIANCE, about, likely_seconds, pace

COST = {"look": 60.0, "ask": 20.0}


def test_without_times_everybody_is_ordinary() -> None:
    assert pace([], COST) == 1
    assert pace([Entry("look", "failed"), Entry("look", "failed", 0.0)], COST) == 1


def test_who_takes_twice_the_time_is_slower_than_one_and_faster_than_two() -> None:
    assert 1 < pace([Entry("look", "failed", 120.0)], COST) < 2


def test_the_seconds_of_the_checklist_are_a_mean_so_an_ordinary_person_is_a_little_quicker() -> None:
    ordinary = [Entry("look", "failed", 60.0 * exp(-VARIANCE))] * 50
    assert pace(ordinary, COST) == pytest.approx(exp(-VARIANCE / 2), rel=0.01)


def test_the_expected_pace_is_right_for_people_drawn_as_assumed() -> None:
    """Of all whose first step took about that long, the next one takes as long on average as is expected."""
    chance, spread = Random(7), sqrt(VARIANCE)
    drawn = [(chance.gauss(0, spread), chance.gauss(0, spread), chance.gauss(0, spread)) for _ in range(40_000)]
    first = [60 * exp(own + one - VARIANCE) for own, one, _two in drawn]
    second = [exp(own + two - VARIANCE) for own, _one, two in drawn]
    alike = [ratio for took, ratio in zip(first, second, strict=True) if 85 < took < 95]
    assert len(alike) > 1000
    expected = pace([Entry("look", "failed", 90.0)], COST)
    assert sum(alike) / len(alike) == pytest.approx(expected, rel=0.03)


def test_more_steps_tell_more() -> None:
    once = [Entry("look", "failed", 120.0)]
    assert pace(once, COST) < pace(once * 5, COST) < 2.05


def test_a_pause_is_not_a_pace() -> None:
    assert pace([Entry("look", "failed", 3600.0), Entry("ask", "yes", 1.0)], COST) == 1


def test_a_pace_has_limits() -> None:
    assert pace([Entry("look", "failed", 400.0)] * 20, COST) == SLOWEST
    assert pace([Entry("look", "failed", 10.0)] * 20, COST) == FASTEST


def test_steps_of_another_checklist_do_not_count() -> None:
    assert pace([Entry("dance", "failed", 120.0)], COST) == pytest.approx(1)


def test_decisions_are_made_with_a_pace_in_steps_of_a_fifth() -> None:
    assert about(1) == 1
    assert about(1.09) == 1
    assert about(1.12) == pytest.approx(exp(GRAIN))
    assert about(SLOWEST) <= SLOWEST
    assert about(FASTEST) >= FASTEST


def test_likely_seconds_lead_to_each_pace_once_the_expected_one_first() -> None:
    before = [Entry("ask", "yes", 20.0)]
    seconds = likely_seconds(before, COST, "look")
    paces = [about(pace([*before, Entry("look", "failed", one)], COST)) for one in seconds]
    assert len(paces) == len(set(paces)) > 2
    assert seconds[0] == pytest.approx(60, abs=5)


def test_a_later_step_tells_less_so_fewer_paces_are_likely() -> None:
    assert len(likely_seconds([Entry("ask", "yes", 20.0)] * 8, COST, "look")) < len(likely_seconds([], COST, "look"))


def test_nothing_is_likely_of_a_step_that_is_not_known() -> None:
    assert likely_seconds([], COST, "dance") == ()
