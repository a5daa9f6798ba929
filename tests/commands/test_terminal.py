"""The exit status of a play."""

import pytest

from secinfo_desktop.commands.terminal import NOT_RIGHT, status
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.player.moves import Played
from secinfo_desktop.player.stories import all_stories
from secinfo_desktop.practice.scenarios import Scenario


@pytest.mark.parametrize("story", all_stories(), ids=lambda story: story.id)
@pytest.mark.parametrize("outcome", Outcome)
def test_a_play_is_right_exactly_if_its_story_may_end_so(story: Scenario, outcome: Outcome) -> None:
    played = Played(story.id, story.cause, outcome, 1, None)
    assert status(played, story) == (0 if outcome in story.allowed else NOT_RIGHT)
