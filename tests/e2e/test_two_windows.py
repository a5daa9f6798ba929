"""A whole shared call with the real windows of both sides, each a process of its own, led by keys on one service."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.e2e.shared_call import TO_THE_STEP, SharedCall
from tests.e2e.two_windows import AGENT, NAME, SENIOR, Keyed, a_console, a_hospital, open_window

pytestmark = pytest.mark.timeout(300)


@contextmanager
def a_call(folder: Path) -> Iterator[SharedCall]:
    """The agent has signed in, and the person waits with their number."""
    with ExitStack() as stack:
        hospital = stack.enter_context(a_hospital(folder / "hospital"))
        console = stack.enter_context(a_console(hospital.organise(folder / "console"), AGENT[0]))
        person = open_window("window", hospital.organise(folder / "person"))
        stack.callback(person.close)
        for deed in TO_THE_STEP:
            person.does(*deed)
            person.still()
        person.presses_until("Let the helpdesk look on", "Say this number on the phone")
        yield SharedCall(hospital, console, person)


def test_both_sides_see_the_same_step_and_either_may_answer(tmp_path: Path) -> None:
    with a_call(tmp_path) as call:
        call.shared()
        call.answers("1")
        assert call.person.seen["step"] == call.console.seen["step"]
        before = call.person.seen["step"]
        call.person.presses_on("It is not there")
        call.console.until_so(lambda seen: seen["step"] != before)
        call.both_agree()


def test_who_does_not_allow_it_is_seen_by_nobody(tmp_path: Path) -> None:
    with a_call(tmp_path) as call:
        call.joins()
        assert f"{AGENT[1]} of Example Organisation" in call.person.seen["reads"]
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
        call.answers("2")
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
