"""Stories of practice calls are read whole, or refused with everything that is wrong."""

import pytest

from secinfo_desktop.domain.pretexts import Pretext
from secinfo_desktop.practice.callers import Try, parse
from secinfo_desktop.practice.scenarios import ScenarioError

IMPOSTOR = 'scenario = "text-old"\nimpostor = true\n[[tries]]\nafter = 2\npretext = "in_a_hurry"\n'


def test_a_story_is_read() -> None:
    story = parse("one", IMPOSTOR)
    assert story.impostor
    assert story.tries == (Try(2, Pretext.IN_A_HURRY),)
    assert story.difficulty == 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "scenario"),
        ("x = [", "TOML"),
        (IMPOSTOR.replace("in_a_hurry", "magic"), "tries[0].pretext"),
        (IMPOSTOR.replace("impostor = true", "impostor = true\nhas_app = true"), "has_app"),
        ('scenario = "a"\nimpostor = true', "tries"),
        ('scenario = "a"\nsurprise = 1', "surprise"),
    ],
)
def test_what_is_wrong_is_named(text: str, named: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        parse("one", text)
    assert any(named in problem for problem in refused.value.problems)
