"""Five calls, each to its true end: the console led by keys alone, the caller's own window beside it, one service."""

from pathlib import Path

import pytest

from secinfo_desktop.domain.calls import OutcomeCode
from tests.e2e.five_calls import Call, a_house, finds, types_until_gone, waits_for_code

pytestmark = [
    pytest.mark.real_part("faketime", "window manager", "xvfb"),
    pytest.mark.timeout(300),
]


def test_1_the_message_was_in_the_junk_folder_and_the_agent_never_sees_the_code(tmp_path: Path) -> None:
    with a_house(tmp_path / "house") as house:
        call = Call(house, house.console("rosa"), house.person())
        waits_for_code(call.person)
        call.joins()
        call.answers("2")
        code = house.hospital.code()
        call.person.presses_until("I found it", "Type the code from the message")
        types_until_gone(call.person, code, "Type the code from the message")
        told = call.console.until("That has helped")
        assert code not in str(told)
        call.person.does("types", "seven blue kites over the sea")
        call.person.keys("Return")
        call.person.until("You are back in")
        call.wraps_up(OutcomeCode.GOT_IN)
        closed = call.console.until("This case is closed")
        assert "Caller is back in" in closed["reads"]
        assert house.audit("verify") == [{"whole": True, "events": len(house.audit("show"))}]


@pytest.mark.long
def test_2_the_code_is_sent_again_for_a_caller_whose_computer_is_known(tmp_path: Path) -> None:
    with a_house(tmp_path / "house") as house:
        call = Call(house, house.console("rosa"), house.person())
        waits_for_code(call.person)
        house.hospital.code()
        call.joins()
        call.is_verified_for("send code again")
        house.clock.set("+90")
        call.console.keys("R")
        call.console.until("The owner is told. The reason is kept.")
        call.console.does("types", "the first one was lost on its way")
        call.console.keys("Return")
        told = house.mails_until("sent another code")
        assert any("Your code from" in mail for mail in told)
        acted = [one for one in house.audit("show") if one["event"] == "staff_acted"]
        assert [one["detail"] for one in acted] == ["resend"]
        assert house.audit("verify")[0]["whole"]
