"""Calls on the practice phone, and a computer that the account knows: over HTTP, against the whole service."""

from typing import Any

import pytest

from secinfo_desktop.client.computer_key import ComputerKey
from tests.helpers.practice_bench import PracticeBench, later, texts_on_phone


def calls_on_phone(world: dict[str, Any]) -> list[dict[str, Any]]:
    return list(world["phones"][0]["calls"])


def said_code(call: dict[str, Any]) -> str:
    """What somebody writes down who hears the first line with digits."""
    line = next(line for line in call["text"].splitlines() if any(sign.isdigit() for sign in line))
    return "".join(sign for sign in line if sign.isdigit())


@pytest.mark.parametrize("story", ["text-landline-call", "text-filtered", "text-blocked"])
def test_a_call_reaches_a_phone_that_no_text_reaches(bench: PracticeBench, story: str) -> None:
    person = bench.start(story)
    bench.ask_for_code(person)
    assert texts_on_phone(later(bench, 3601)) == []
    flow = bench.ask_for_code(person, "call")
    world = later(bench)
    (call,) = calls_on_phone(world)
    assert texts_on_phone(world) == []
    assert call["caller"] == "Example"
    bench.post("/recovery/code/given", {"code": said_code(call)}, flow)


def test_it_rings_first_and_can_be_read_afterwards(bench: PracticeBench) -> None:
    bench.ask_for_code(bench.start("text-landline-call"), "call")
    (ringing,) = calls_on_phone(later(bench, 5))
    (taken,) = calls_on_phone(later(bench, 20))
    assert (ringing["ringing"], taken["ringing"]) == (True, False)
    assert taken["text"] == ringing["text"]


def test_nobody_can_be_called_in_flight_mode_and_the_call_does_not_come_later(bench: PracticeBench) -> None:
    bench.ask_for_code(bench.start("text-no-signal"), "call")
    assert calls_on_phone(later(bench)) == []
    bench.post("/practice/deeds", {"deed": "restore_signal"})
    assert calls_on_phone(later(bench)) == []


def test_a_slow_network_for_texts_does_not_slow_a_call(bench: PracticeBench) -> None:
    bench.ask_for_code(bench.start("first-visit"), "call")
    assert len(calls_on_phone(later(bench, 5))) == 1


def test_a_landline_has_no_settings_to_change(bench: PracticeBench) -> None:
    bench.start("text-landline-call")
    assert bench.get("/practice/world")["phones"][0]["switches"] == []


@pytest.mark.parametrize("channel", ["email", "pigeon", ""])
def test_a_way_that_leads_nowhere_is_refused(bench: PracticeBench, channel: str) -> None:
    person = bench.start("first-visit")
    opened = bench.post("/recovery/flows", {"account_name": person["account_name"]})
    asked = {"contact": opened["contacts"][0]["id"], "typed": person["contacts"][0]["value"], "channel": channel}
    assert bench.failure("/recovery/code", asked, opened["flow"]) == "bad_request"


def test_nothing_kept_of_a_call_holds_its_code(bench: PracticeBench) -> None:
    bench.ask_for_code(bench.start("text-landline-call"), "call")
    (call,) = calls_on_phone(later(bench))
    code = said_code(call)
    kept = b"".join(file.read_bytes() for file in (bench.folder).rglob("*") if file.is_file())
    assert code.encode() not in kept
    assert f"{' '.join(code[:3])}".encode() not in kept


# a computer that the account knows


def status_after_a_mail(
    bench: PracticeBench, person: dict[str, Any], computer: dict[str, str] | None
) -> dict[str, str]:
    """The evidence that a flow is told after its mail has walked, at a computer."""
    opened = bench.post("/recovery/flows", {"account_name": person["account_name"]})
    if computer is not None:
        challenge = bench.get("/recovery/device-challenge", opened["flow"])["challenge"]
        signature = ComputerKey(**computer).answer(challenge)
        bench.post("/recovery/device", {"device_id": computer["device_id"], "signature": signature}, opened["flow"])
    asked = {"contact": opened["contacts"][0]["id"], "typed": person["contacts"][0]["value"]}
    bench.post("/recovery/code", asked, opened["flow"])
    later(bench)
    status = bench.get("/recovery/status", opened["flow"])
    return {"audience": status["audience"]} | {each["id"]: each["value"] for each in status["evidence"]}


def test_a_story_at_a_known_computer_hears_what_became_of_the_mail(bench: PracticeBench) -> None:
    person = bench.start("mail-known-computer")
    told = status_after_a_mail(bench, person, person["computer"])
    assert told == {"audience": "known_device", "requests": "one", "delivery_status": "bounced"}


def test_whoever_does_not_sit_there_hears_nothing_of_it(bench: PracticeBench) -> None:
    told = status_after_a_mail(bench, bench.start("mail-known-computer"), None)
    assert told == {"audience": "public", "requests": "one"}


def test_a_public_story_knows_no_computer(bench: PracticeBench) -> None:
    assert bench.start("mail-junk")["computer"] is None


def test_stories_say_their_audience(bench: PracticeBench) -> None:
    listed = {its["id"]: its["audience"] for its in bench.get("/practice/scenarios")["scenarios"]}
    assert listed["mail-known-computer"] == "known_device"
    assert listed["mail-junk"] == "public"


def test_the_computer_of_an_earlier_story_is_known_no_more(bench: PracticeBench) -> None:
    before = bench.start("mail-known-computer")["computer"]
    again = bench.start("mail-known-computer")
    assert again["computer"] != before
    opened = bench.post("/recovery/flows", {"account_name": again["account_name"]})["flow"]
    challenge = bench.get("/recovery/device-challenge", opened)["challenge"]
    proof = {"device_id": before["device_id"], "signature": ComputerKey(**before).answer(challenge)}
    assert bench.call("POST", "/recovery/device", proof, opened).code == "device_unknown"
