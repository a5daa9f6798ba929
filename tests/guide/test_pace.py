"""The person's pace: from the seconds of earlier steps, without pauses."""

import pytest

from secinfo_desktop.guide.case import Entry
from secinfo_desktop.guide.pace import FASTEST, SLOWEST, pace

COST = {"look": 60.0, "ask": 20.0}


def test_without_times_everybody_is_ordinary() -> None:
    assert pace([], COST) == 1
    assert pace([Entry("look", "failed"), Entry("look", "failed", 0.0)], COST) == 1


def test_who_takes_twice_the_time_is_slower_than_one_and_faster_than_two() -> None:
    assert 1 < pace([Entry("look", "failed", 120.0)], COST) < 2


def test_more_steps_tell_more() -> None:
    once = [Entry("look", "failed", 120.0)]
    assert pace(once, COST) < pace(once * 5, COST) < 2


def test_a_pause_is_not_a_pace() -> None:
    assert pace([Entry("look", "failed", 3600.0), Entry("ask", "yes", 1.0)], COST) == 1


def test_a_pace_has_limits() -> None:
    assert pace([Entry("look", "failed", 400.0)] * 20, COST) == SLOWEST
    assert pace([Entry("look", "failed", 10.0)] * 20, COST) == FASTEST


def test_steps_of_another_checklist_do_not_count() -> None:
    assert pace([Entry("dance", "failed", 120.0)], COST) == pytest.approx(1)
