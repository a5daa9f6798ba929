"""Every story, played by the simulated person through the real flow, client, backend process and delivery.

All of them in one process with one backend, which forgets the story before; some as the command plays them.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from secinfo_desktop.desktop import computer, embedded, folders
from secinfo_desktop.desktop.computer import Computer
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.player.moves import Played
from secinfo_desktop.player.person import Person
from secinfo_desktop.player.player import Player
from secinfo_desktop.player.senses import PracticeSenses
from secinfo_desktop.player.stories import all_stories, story
from secinfo_desktop.practice.scenarios import Scenario

SEEDS = (0, 1, 2)
WITHIN = 30.0
ROUND_ABOUT = {"a-sheet-of-paper", "phone-on-the-table", "text-landline", "text-landline-call", "text-filtered"}
"""Stories that end by a way round everything, like a call: it shows no cause."""
SAME_REMEDY = {"mail-wrong", "text-wrong", "text-old", "nothing-left"}
"""Stories whose remedy is the same for several causes, so that the likeliest of them is named."""
AS_THE_COMMAND_PLAYS = ("first-visit", "mail-junk", "stranger", "needs-a-person")
EVERY_STORY = pytest.mark.parametrize("scenario", all_stories(), ids=lambda scenario: scenario.id)


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """The program with these arguments, to its end."""
    command = (sys.executable, "-P", "-m", "secinfo_desktop", *arguments)
    return subprocess.run(
        command, capture_output=True, text=True, timeout=WITHIN, check=False, stdin=subprocess.DEVNULL
    )


def play(story: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return run("terminal", "--practice", story, "--auto", *arguments)


@pytest.fixture(scope="module")
def its(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Computer]:
    """A computer of its own, with one practice backend for all plays."""
    home = str(tmp_path_factory.mktemp("plays"))
    found = computer.find({folders.HOME: home, embedded.PRACTICE_DATABASE: ""})
    yield found
    found.backend.stop()


def played_on(its: Computer, scenario: Scenario, seed: int) -> Played:
    practice = its.accounts.practice()
    person = Person(scenario, PracticeSenses(practice), seed)
    return Player(scenario, person, its.new_flow(), its.accounts, practice, its.accounts.clock).play()


@EVERY_STORY
@pytest.mark.parametrize("seed", SEEDS)
def test_every_story_ends_as_it_may_and_its_cause_is_found(its: Computer, scenario: Scenario, seed: int) -> None:
    played = played_on(its, scenario, seed)
    assert played.outcome in scenario.allowed
    if played.outcome is Outcome.HANDED_OVER or scenario.id in ROUND_ABOUT:
        assert played.found_cause is None
    elif scenario.id not in SAME_REMEDY:
        assert played.found_cause == scenario.cause


@pytest.mark.parametrize("name", AS_THE_COMMAND_PLAYS)
def test_the_command_tells_how_a_story_ended(name: str) -> None:
    played, scenario = play(name, "--seed", "1"), story(name)
    assert scenario is not None
    assert (played.stderr, played.returncode) == ("", 0)
    end = json.loads(played.stdout.splitlines()[-1])
    assert end.keys() == {"scenario", "cause", "outcome", "steps", "found_cause"}
    assert end["outcome"] in scenario.allowed
    assert (end["scenario"], end["cause"]) == (name, scenario.cause)


@pytest.mark.parametrize("name", AS_THE_COMMAND_PLAYS)
def test_no_code_is_told(name: str) -> None:
    told = play(name).stdout
    assert "••••••" in told
    assert re.search(r"(?<!\d)\d{3} ?\d{3}(?!\d)", told) is None


def test_for_programs_every_line_is_json() -> None:
    lines = [json.loads(line) for line in play("mail-junk", "--json").stdout.splitlines()]
    assert lines[0]["page"] == "start"
    assert lines[-1]["outcome"] == "got_in"


def test_a_play_leaves_the_persons_own_data_alone(home: Path) -> None:
    play("first-visit")
    assert [file for file in home.rglob("*") if file.is_file()] == []


def test_an_unknown_story_is_told_plainly() -> None:
    played = play("no-such-story")
    assert played.returncode == 2
    assert played.stdout == ""
    assert "There is no story called no-such-story." in played.stderr


def test_a_play_without_a_story_is_told_plainly() -> None:
    played = run("terminal", "--auto")
    assert played.returncode == 2
    assert "--practice first-visit" in played.stderr


def test_all_stories_are_listed_for_programs_and_for_people() -> None:
    listed = json.loads(run("practice", "list", "--json").stdout)
    assert [story["id"] for story in listed] == [story.id for story in all_stories()]
    assert all(story.keys() == {"id", "cause", "context", "audience"} for story in listed)
    assert run("practice", "list").stdout.splitlines()[0].split() == ["id", "cause", "context", "audience"]
