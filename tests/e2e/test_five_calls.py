"""Five calls, each to its true end: the console led by keys alone, the caller's own window beside it, one service."""

import re
from pathlib import Path

import pytest

from secinfo_desktop.domain.calls import OutcomeCode
from secinfo_desktop.domain.code_text import code_in
from tests.e2e.five_calls import (
    Call,
    a_house,
    approves,
    asks_for,
    enters_new_contact,
    finds,
    refuses,
    types_until_gone,
    waits_for_code,
)
from tests.e2e.two_windows import MAIL

pytestmark = [
    pytest.mark.real_part("faketime", "window manager", "xvfb"),
    pytest.mark.timeout(300),
]


def test_1_the_message_was_in_the_junk_folder_and_the_agent_never_sees_the_code(tmp_path: Path) -> None:
    with a_house(tmp_path / "house") as house:
        call = Call(house.hospital, house.console("rosa"), house.person(), house)
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
        call = Call(house.hospital, house.console("rosa"), house.person(), house)
        waits_for_code(call.person)
        house.hospital.code()
        call.joins()
        call.is_verified_for("send code again")
        house.clock.set("+90")
        call.console.keys("R")
        call.console.until("The owner is told. The reason is kept.")
        call.console.does("types", "the first one was lost on its way")
        call.console.keys("Return")
        call.console.until("Send code again: done")
        told = house.mails_until("sent another code")
        call.person.does("GaveCode", next(code for mail in told if (code := code_in(mail))))
        call.person.until("Choose a new password")
        call.person.does("types", "seven blue kites over the sea")
        call.person.keys("Return")
        call.person.until("You are back in")
        call.wraps_up(OutcomeCode.GOT_IN)
        call.console.until("This case is closed")
        acted = [one for one in house.audit("show") if one["event"] == "staff_acted"]
        assert [one["detail"] for one in acted] == ["resend"]
        assert house.audit("verify")[0]["whole"]


@pytest.mark.long
def test_3_who_has_lost_everything_enters_the_new_contact_alone_thirty_days_later(tmp_path: Path) -> None:
    with a_house(tmp_path / "house") as house:
        call = Call(house.hospital, house.console("sami"), house.person(), house)
        waits_for_code(call.person)
        call.joins()
        call.is_verified_for("start a replacement")
        asks_for(call.console, "start a replacement", "phone and mailbox are lost")
        approves(house.console("tove"), "Start a replacement, case")
        call.console.until_so(lambda seen: "Start a replacement: Approved" in seen["reads"])
        asks_for(call.console, "start a replacement", "phone and mailbox are lost")
        call.console.until("Start a replacement: done")
        house.mails_until("security info is to be replaced")
        call.wraps_up()
        assert "This case waits for the call back on" in call.console.seen["reads"]
        call.person.until("The replacement of your security info has begun")
        call.person.close()
        house.clock.set("+30d")
        enters_new_contact(house.person(), house)
        assert house.audit("verify")[0]["whole"]
        assert house.has("replacement_started", "replacement_finished")


@pytest.mark.long
def test_4_a_colleague_goes_on_and_then_the_caller_alone(tmp_path: Path) -> None:
    with a_house(tmp_path / "house") as house:
        call = Call(house.hospital, house.console("rosa"), house.person(), house)
        waits_for_code(call.person)
        call.joins()
        call.answers("2")
        call.console.keys("H")
        call.console.until("The case waits for them")
        call.console.keys("1")
        ticket = call.console.until("Nothing secret is in it")["reads"]
        assert MAIL not in ticket
        call.console.keys("Escape")
        finds(call.console, "to sami")
        call.console.until("Sami Koch leads this case")
        second = Call(house.hospital, house.console("sami"), call.person, house)
        finds(second.console, "4F-000")
        said = re.search(r"Your word pair: (\w+ \w+)", second.console.until("Your word pair")["reads"])
        assert said is not None
        assert said[1] in call.person.until("Sami Koch of Example Organisation wants to join")["reads"]
        call.person.presses_until("Allow", "Sami Koch is with you")
        second.both_agree()
        second.answers("2")
        step = call.person.seen["step"]
        second.console.keys("H")
        second.console.until("The case waits for them")
        second.console.keys("2")
        second.console.still()
        assert call.person.until("The helpdesk looks on no more")["step"] == step
        call.person.presses_on("No, nowhere")
        assert "Caller goes on alone" in second.console.until("This case is closed")["reads"]
        assert house.has("case_handed_over")
        assert house.audit("verify")[0]["whole"]


def test_5_who_can_not_show_who_they_are_is_refused_and_nothing_is_told(tmp_path: Path) -> None:
    with a_house(tmp_path / "house") as house:
        call = Call(house.hospital, house.console("rosa"), house.person(is_known=False), house)
        waits_for_code(call.person)
        call.joins()
        finds(call.console, "send code again")
        call.console.until("Verify the caller")
        call.console.keys("1")
        call.console.until_so(lambda seen: seen["problem"] == "cant_verify_so")
        call.console.keys("V")
        call.console.until("Verify the caller")
        call.console.keys("2")
        call.console.until("A senior agent reads this and decides.")
        call.console.does("types", "says he is her manager")
        call.console.keys("Return")
        refuses(house.console("sami"), "Answer for a caller, case")
        call.console.until_so(lambda seen: "A colleague answers for the caller: Refused" in seen["reads"])
        assert "On record since" not in call.console.seen["reads"]
        assert MAIL not in str(call.console.seen)
        call.console.keys("U")
        call.wraps_up(OutcomeCode.REFUSED)
        assert "Refused: not who they said" in call.console.until("This case is closed")["reads"]
        told = {one["event"] for one in house.audit("show")}
        assert told.isdisjoint({"facts_shown", "staff_acted", "caller_verified"})
        assert house.audit("verify")[0]["whole"]
