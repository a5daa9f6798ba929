"""Some stories as the command plays them: real flow, client, backend process and delivery, each time from scratch."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from secinfo_desktop.player.stories import all_stories, story

WITHIN = 30.0
AS_THE_COMMAND_PLAYS = ("first-visit", "mail-junk", "stranger", "needs-a-person")


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """The program with these arguments, to its end."""
    command = (sys.executable, "-P", "-m", "secinfo_desktop", *arguments)
    return subprocess.run(
        command, capture_output=True, text=True, timeout=WITHIN, check=False, stdin=subprocess.DEVNULL
    )


def play(story: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return run("terminal", "--practice", story, "--auto", *arguments)


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


@pytest.mark.parametrize("name", AS_THE_COMMAND_PLAYS)
def test_the_command_plays_by_hand(name: str) -> None:
    played, scenario = play(name, "--guide-only", "--json"), story(name)
    assert scenario is not None
    assert (played.stderr, played.returncode) == ("", 0)
    lines = [json.loads(line) for line in played.stdout.splitlines()]
    assert lines[-1]["outcome"] in scenario.allowed
    assert {line["there"] for line in lines if "there" in line} >= {"opens", "asks"}
    assert {"gave_code", "gave_name", "gave_password", "chose_contact"}.isdisjoint(line.get("says") for line in lines)


def test_by_hand_it_is_told_what_is_done_on_the_providers_page() -> None:
    told = play("mail-junk", "--guide-only").stdout
    assert "There Tomasz asks for a code to to••••••@example.com." in told
    assert "There Tomasz types the code ••••••." in told
    assert re.search(r"(?<!\d)\d{3} ?\d{3}(?!\d)", told) is None


def test_by_hand_needs_a_simulated_person() -> None:
    played = run("terminal", "--practice", "mail-junk", "--guide-only")
    assert played.returncode == 2
    assert "--auto" in played.stderr


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
