"""A whole shared call with the real windows of both sides, each a process of its own, led by keys on one service."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.e2e.two_windows import AGENT, MAIL, NAME, SENIOR, Hospital, Keyed, a_console, a_hospital, open_window

pytestmark = pytest.mark.timeout(300)
_TO_THE_STEP: Final[tuple[tuple[object, ...], ...]] = (
    ("Began", "forgot_password"),
    ("ChoseAccount", "north"),
    ("GaveName", NAME),
    ("types contact", "email", MAIL),
    ("DidNotCome",),
)


@dataclass
class Call:
    """Both windows of one call."""

    hospital: Hospital
    console: Keyed
    person: Keyed

    def joins(self) -> None:
        """The person says their number, the agent types it, the same two words are seen at both sides."""
        said = self.person.until("Say this number on the phone")["reads"]
        number = re.search(r"\b\d{4} ?\d{4}\b", said)
        assert number is not None
        self.console.does("press", "Join by number")
        self.console.does("types", number[0])
        self.console.keys("Return")
        words = re.search(r"Say these two words first: (\w+ \w+)", self.console.until("Say these two words")["reads"])
        asked = self.person.until("wants to join. Did you call?")["reads"]
        assert words is not None
        assert words[1] in asked
        assert f"{AGENT[1]} of Example Organisation" in asked

    def shared(self) -> None:
        """The person has pressed Allow, and both see the same step."""
        self.joins()
        self.person.presses_until("Allow", "is with you and sees your steps, not your codes")
        self.console.until("Live with the caller")
        self.both_agree()

    def both_agree(self) -> None:
        """Until both sides have the same log, and nothing is left to be told."""
        for _ in range(2000):
            ours, theirs = self.console.still(), self.person.still()
            if ours["log"] and ours["log"] == theirs["log"]:
                return
        raise AssertionError(f"both sides have not the same log:\n{ours['log'][-3:]}\n{theirs['log'][-3:]}")

    def agent_answers(self, key: str) -> None:
        """One key; the person's window goes to the same step."""
        before = self.console.seen["step"]
        self.console.keys(key)
        self.console.until_so(lambda seen: seen["step"] != before)
        self.both_agree()


@contextmanager
def a_call(folder: Path) -> Iterator[Call]:
    """The agent has signed in, and the person waits with their number."""
    with ExitStack() as stack:
        hospital = stack.enter_context(a_hospital(folder / "hospital"))
        console = stack.enter_context(a_console(hospital.organise(folder / "console"), AGENT[0]))
        person = open_window("window", hospital.organise(folder / "person"))
        stack.callback(person.close)
        for deed in _TO_THE_STEP:
            person.does(*deed)
            person.still()
        person.presses_until("Let the helpdesk look on", "Say this number on the phone")
        yield Call(hospital, console, person)


def test_both_sides_see_the_same_step_and_either_may_answer(tmp_path: Path) -> None:
    with a_call(tmp_path) as call:
        call.shared()
        call.agent_answers("1")
        assert call.person.seen["step"] == call.console.seen["step"]
        before = call.person.seen["step"]
        call.person.presses_on("It is not there")
        call.console.until_so(lambda seen: seen["step"] != before)
        call.both_agree()


def test_who_does_not_allow_it_is_seen_by_nobody(tmp_path: Path) -> None:
    with a_call(tmp_path) as call:
        call.joins()
        call.person.presses_until("Don’t allow", "Finding out why")
        told = call.console.until("No call at the moment")
        assert told["problem"] == "not_live"
        assert NAME not in told["reads"]
        assert "All 0" in told["reads"]


def test_a_senior_answers_for_the_caller_and_the_agent_sees_facts(tmp_path: Path) -> None:
    with a_call(tmp_path) as call, a_console(call.hospital.organise(tmp_path / "senior"), SENIOR[0]) as senior:
        call.shared()
        asks_for_approval(call.console)
        senior.presses_until("Approvals 1", "Approve")
        senior.does("press", "Approve")
        call.console.until("Wrong guesses")
        assert "Send code again" in call.console.seen["reads"]


def asks_for_approval(console: Keyed) -> None:
    """The agent has somebody senior answer for the caller."""
    console.keys("V")
    console.presses_until("A colleague answers for the caller", "A senior agent reads this and decides.")
    console.does("types", "a colleague knows her voice")
    console.keys("Return")
    console.still()


@pytest.mark.long
def test_the_agent_gives_the_case_back_and_the_person_goes_on_alone(tmp_path: Path) -> None:
    with a_call(tmp_path) as call:
        call.shared()
        call.agent_answers("2")
        call.console.keys("H")
        call.console.until("Hand over")
        call.console.keys("2")
        call.console.still()
        call.person.until("The helpdesk looks on no more")
        call.both_agree()


@pytest.mark.long
def test_the_person_ends_it_and_the_agent_sees_nothing_more(tmp_path: Path) -> None:
    with a_call(tmp_path) as call:
        call.shared()
        call.person.presses_until("End", "Nobody looks on any more")
        call.console.until_so(lambda seen: "Live with the caller" not in seen["reads"])
