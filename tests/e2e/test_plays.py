"""Every story, played by the simulated person through the real flow, client, backend process and delivery."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from secinfo_desktop.player.stories import all_stories
from secinfo_desktop.practice.scenarios import Scenario

SEEDS = (0, 1, 2)
WITHIN = 30.0
NOTHING_FOUND = {"needs-a-person", "text-landline", "text-filtered"}
"""A person is to find it, or a call went round it."""
EVERY_STORY = pytest.mark.parametrize("story", all_stories(), ids=lambda story: story.id)


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """The program with these arguments, to its end."""
    command = (sys.executable, "-P", "-m", "secinfo_desktop", *arguments)
    return subprocess.run(
        command, capture_output=True, text=True, timeout=WITHIN, check=False, stdin=subprocess.DEVNULL
    )


def play(story: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return run("terminal", "--practice", story, "--auto", *arguments)


@EVERY_STORY
@pytest.mark.parametrize("seed", SEEDS)
def test_every_story_ends_as_it_may_and_its_cause_is_found(story: Scenario, seed: int) -> None:
    played = play(story.id, "--seed", str(seed))
    assert played.stderr == ""
    assert played.returncode == 0
    end = json.loads(played.stdout.splitlines()[-1])
    assert end.keys() == {"scenario", "cause", "outcome", "steps", "found_cause"}
    assert end["outcome"] in story.allowed
    assert (end["scenario"], end["cause"]) == (story.id, story.cause)
    assert end["found_cause"] == (None if story.id in NOTHING_FOUND else story.cause)


@EVERY_STORY
def test_no_code_is_told(story: Scenario) -> None:
    told = play(story.id).stdout
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
