"""What an action does to one cause, to two, and beside a cause that spoils it."""

from dataclasses import replace

import pytest

from secinfo_desktop.guide.checklist import Action, Checklist
from secinfo_desktop.guide.outcomes import NONE, effect


def action(checklist: Checklist, name: str, **fixes: float) -> Action:
    return replace(checklist.actions[name], fixes=fixes)


def test_a_fix_cures_its_cause_for_its_share(checklist: Checklist) -> None:
    assert effect(action(checklist, "look_in_junk", junk=0.9), ("junk",)).solves == pytest.approx(0.9)


def test_a_fix_does_nothing_to_another_cause(checklist: Checklist) -> None:
    assert effect(action(checklist, "look_in_junk", junk=0.9), ("delay",)) == NONE


def test_a_fix_leaves_the_other_cause(checklist: Checklist) -> None:
    done = effect(action(checklist, "look_in_junk", junk=0.9), ("junk", "delay"))
    assert done.solves == 0
    assert done.leaves == {("delay",): pytest.approx(0.9)}


def test_a_fix_of_both_causes_is_carried_out_once(checklist: Checklist) -> None:
    done = effect(action(checklist, "search_all_folders", junk=0.4, rule_moved=0.8), ("junk", "rule_moved"))
    assert done.solves == pytest.approx(0.8 * 0.5)
    assert done.leaves == {("junk",): pytest.approx(0.8 * 0.5)}


def test_a_way_round_must_get_past_every_cause(checklist: Checklist) -> None:
    way_round = action(checklist, "use_other_contact", junk=0.4, delay=0.4, expired_code=0.1)
    assert effect(way_round, ("junk",)).solves == pytest.approx(0.4)
    assert effect(way_round, ("junk", "delay")).solves == pytest.approx(0.4)
    assert effect(way_round, ("junk", "expired_code")).solves == pytest.approx(0.1)
    assert effect(way_round, ("junk", "other")).solves == 0
    assert effect(way_round, ("junk", "delay")).leaves == {}


def test_a_replacement_needs_one_suitable_cause_and_none_that_spoils_it(checklist: Checklist) -> None:
    replacement = checklist.actions["replace_all_info"]
    assert effect(replacement, ("old_number", "delay")).solves == pytest.approx(0.95)
    assert effect(replacement, ("delay",)).solves == 0
    assert effect(replacement, ("old_number", "outage")) == NONE


def test_chances_never_pass_one(checklist: Checklist) -> None:
    causes = list(checklist.causes)
    for one in checklist.actions.values():
        for first in causes:
            for second in causes:
                done = effect(one, (first, second))
                assert 0 <= done.solves + sum(done.leaves.values()) < 1
