"""What is said of sessions: plain words for every state and verdict, and each browser's own keys."""

from datetime import UTC

import pytest

from secinfo_desktop.browsers import told
from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.families import FACTS, Family, System
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.states import State, Verdict
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import START

WORDS = Words(lambda: START, zone=UTC)


@pytest.mark.parametrize("which", Which)
def test_every_state_has_words_of_its_own(which: Which) -> None:
    said = [told.state(which, state, WORDS) for state in (None, *State)]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("several", [True, False])
def test_every_verdict_has_words_of_its_own(several: bool) -> None:
    said = [told.verdict(one, START, "Chromium", WORDS, several=several).title for one in Verdict]
    assert len(set(said)) == len(said)


def test_one_window_is_not_said_to_be_two() -> None:
    assert "two" not in told.verdict(Verdict.SEPARATE, START, "Chromium", WORDS, several=False).title


@pytest.mark.parametrize(
    ("family", "system", "keys"),
    [
        (Family.EDGE, System.WINDOWS, "Ctrl, Shift and N"),
        (Family.FIREFOX, System.LINUX, "Ctrl, Shift and P"),
        (Family.SAFARI, System.MACOS, "Shift, Command and N"),
        (Family.FIREFOX, System.MACOS, "Shift, Command and P"),
    ],
)
def test_the_browser_of_this_computer_comes_first_with_its_own_keys(family: Family, system: System, keys: str) -> None:
    first = told.keys(Browser(family, system, ("program",)), WORDS)[0]
    assert first == f"{FACTS[family].name}, the browser of this computer: {keys}"


@pytest.mark.parametrize("from_before", [True, False])
def test_windows_that_are_still_open_are_told_by_their_number(from_before: bool) -> None:
    one, two = (told.still_open(n, WORDS, from_before=from_before) for n in (1, 2))
    assert (one.title.startswith("A window"), two.title.startswith("Windows")) == (True, True)
    assert (one.body.startswith("It knows"), two.body.startswith("They know")) == (True, True)


def test_every_browser_is_told_and_safari_only_on_a_mac() -> None:
    lines = told.keys(None, WORDS)
    here, mac = [line for line in lines if "on a Mac" not in line], [line for line in lines if "on a Mac" in line]
    named = {family: FACTS[family].name for family in Family if family is not Family.FIREFOX_ESR}
    assert all(any(name in line for line in lines) for name in named.values())
    assert not any("Safari" in line for line in here[:-1])
    assert any("Safari" in line for line in mac)
    assert lines[-1] == "We have not checked what Safari keeps apart."
