"""A play as it is told."""

import json
from datetime import UTC

import pytest

from secinfo_desktop.player.telling import HIDDEN, WIDTH, Teller, as_json, summary
from secinfo_desktop.practice.scenarios import Scenario
from secinfo_desktop.texts.words import Words
from tests.player.plays import BLOCKED, IN_JUNK, ROWAN, Play

STORIES = pytest.mark.parametrize("scenario", [ROWAN, IN_JUNK, BLOCKED], ids=lambda scenario: scenario.id)


def told(play: Play) -> list[str]:
    teller = Teller("Rowan", Words(play.walk.accounts.clock, zone=UTC))
    return [line for turn in play.turns for line in teller.lines(turn)]


@STORIES
def test_every_turn_can_be_told(scenario: Scenario) -> None:
    play = Play(scenario)
    play.player.play()
    assert all(len(line) <= WIDTH for line in told(play))


@STORIES
def test_no_code_and_no_password_is_told(scenario: Scenario) -> None:
    play = Play(scenario)
    play.player.play()
    clock = play.walk.accounts.clock
    everything = "\n".join([*told(play), *(as_json(turn, Words(clock)) for turn in play.turns)])
    assert "lanterns" not in everything
    assert all(delivery.code not in everything.replace(" ", "") for delivery in play.walk.accounts.deliveries)


def test_a_code_is_told_as_dots() -> None:
    play = Play()
    play.player.play()
    assert f"       Rowan types the code {HIDDEN}." in told(play)


def test_a_page_that_stays_is_told_once() -> None:
    play = Play(IN_JUNK)
    play.player.play()
    titles = [line for line in told(play) if line.endswith("Look in the junk folder")]
    assert len(titles) == 1


def test_for_programs_every_line_is_an_object() -> None:
    play = Play(IN_JUNK)
    played = play.player.play()
    lines = [json.loads(as_json(turn, Words(play.walk.accounts.clock))) for turn in play.turns]
    assert {"at", "page"} <= set.intersection(*(set(line) for line in lines))
    assert {"page": "instruction", "step": "look_in_junk", "does": "look_in_junk"}.items() <= next(
        line.items() for line in lines if "does" in line
    )
    assert json.loads(summary(played)) == {
        "scenario": "junk-folder",
        "cause": "junk",
        "outcome": "got_in",
        "steps": played.steps,
        "found_cause": "junk",
    }
