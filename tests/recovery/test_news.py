"""Another step is offered when there is news, and not before."""

from secinfo_desktop.recovery import said
from tests.helpers.walk import Walk


def a_step_of_ones_own_choice() -> tuple[Walk, str]:
    walk = Walk()
    walk.waits_for_code()
    code = walk.accounts.newest_code()
    walk.accounts.clock.advance(minutes=12)
    walk.says(said.DidNotCome(), said.ChoseStep("filter_is_on"))
    return walk, code


def test_a_step_that_the_person_chose_is_not_outdone_before_anything_is_new() -> None:
    walk, _ = a_step_of_ones_own_choice()
    assert walk.frame.better_step is None


def test_a_code_that_is_too_old_makes_another_step_the_better_one() -> None:
    walk, code = a_step_of_ones_own_choice()
    walk.says(said.GaveCode(code))
    assert walk.frame.better_step not in {None, "filter_is_on"}
