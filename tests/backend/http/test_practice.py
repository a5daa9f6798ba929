"""Practice over HTTP: every story can be lived through, and nothing kept holds a code."""

from pathlib import Path
from typing import Any

import pytest

from tests.helpers.practice_bench import PracticeBench, later, mails_in, texts_on_phone
from tests.helpers.service_bench import NEW_PASSWORD


def get_in(bench: PracticeBench, flow: str, text: str) -> dict[str, Any]:
    bench.post("/recovery/code/given", {"code": text}, flow)
    return bench.post("/recovery/password", {"password": NEW_PASSWORD}, flow)


def test_before_the_first_story_the_world_is_empty(bench: PracticeBench) -> None:
    world = bench.get("/practice/world")
    assert (world["phones"], world["mailboxes"]) == ([], [])


def test_stories_are_listed_without_their_causes(bench: PracticeBench) -> None:
    (first, *_) = bench.get("/practice/scenarios")["scenarios"]
    assert first == {"id": "first-visit", "context": "sms", "audience": "public"}


def test_an_unknown_story_is_refused(bench: PracticeBench) -> None:
    assert bench.failure("/practice/start", {"scenario": "no such story"}) == "unknown_scenario"


def test_whose_world_it_is_is_told_at_any_time(bench: PracticeBench) -> None:
    person = bench.start("first-visit")
    again = bench.get("/practice/person")
    assert {**again, "now": None} == {**person, "now": None}


def test_first_visit_the_code_comes_after_a_minute_and_a_half(bench: PracticeBench) -> None:
    flow = bench.ask_for_code(bench.start("first-visit"))
    assert texts_on_phone(later(bench, 80)) == []
    (text,) = texts_on_phone(later(bench, 20))
    assert get_in(bench, flow, text)["sessions_ended"] == 1
    assert any("password" in each for each in texts_on_phone(later(bench, 100)))


def test_text_blocked_only_a_code_that_is_sent_after_unblocking_is_seen(bench: PracticeBench) -> None:
    person = bench.start("text-blocked")
    flow = bench.ask_for_code(person)
    assert texts_on_phone(later(bench, 61)) == []
    bench.post("/practice/deeds", {"deed": "unblock_senders"})
    assert texts_on_phone(later(bench)) == []
    contact = bench.post("/recovery/flows", {"account_name": person["account_name"]})["contacts"][0]["id"]
    again = bench.post("/recovery/code", {"contact": contact}, flow)
    (text,) = texts_on_phone(later(bench))
    assert again["tag"] in text
    get_in(bench, flow, text)


def test_text_no_signal_what_was_held_comes(bench: PracticeBench) -> None:
    flow = bench.ask_for_code(bench.start("text-no-signal"))
    assert texts_on_phone(later(bench, 61)) == []
    (text,) = texts_on_phone(bench.post("/practice/deeds", {"deed": "restore_signal"}))
    get_in(bench, flow, text)


def test_mail_junk_the_code_lies_in_junk(bench: PracticeBench) -> None:
    flow = bench.ask_for_code(bench.start("mail-junk"))
    world = later(bench)
    assert mails_in(world, "inbox") == []
    (text,) = mails_in(world, "junk")
    get_in(bench, flow, text)


def test_mail_second_account_its_mailbox_shows_nothing_until_it_is_opened(bench: PracticeBench) -> None:
    flow = bench.ask_for_code(bench.start("mail-second-account"))
    closed = later(bench)
    assert (closed["mailboxes"][0]["open"], closed["mailboxes"][0]["folders"]) == (False, [])
    opened = bench.post("/practice/deeds", {"deed": "separate_private_sessions"})
    (text,) = mails_in(opened, "inbox")
    get_in(bench, flow, text)


def test_stranger_the_code_on_the_phone_opens_no_flow_of_the_person(bench: PracticeBench) -> None:
    person = bench.start("stranger")
    (uninvited,) = texts_on_phone(bench.get("/practice/world"))
    flow = bench.ask_for_code(person)
    assert bench.failure("/recovery/code/given", {"code": uninvited}, flow) == "code_wrong"


def test_needs_a_person_nothing_ever_comes(bench: PracticeBench) -> None:
    bench.ask_for_code(bench.start("needs-a-person"))
    assert texts_on_phone(later(bench, 600)) == []


def test_stranger_whoever_got_in_is_out_once_the_account_is_secured(bench: PracticeBench) -> None:
    flow = bench.ask_for_code(bench.start("stranger"))
    newest = texts_on_phone(later(bench))[-1]
    assert get_in(bench, flow, newest)["sessions_ended"] == 2


def test_text_wrong_a_corrected_number_gets_the_next_code(bench: PracticeBench) -> None:
    person = bench.start("text-wrong")
    account, own = {"account_name": person["account_name"]}, person["contacts"][0]["value"]
    wrong = bench.post("/recovery/flows", account)["contacts"][0]
    bench.post("/practice/deeds", {"deed": "correct_contact"})
    opened = bench.post("/recovery/flows", account)
    right = opened["contacts"][0]
    assert (right["id"], right["mask"]) != (wrong["id"], wrong["mask"])
    assert right["mask"].endswith(own[-2:])
    bench.post("/recovery/code", {"contact": right["id"], "typed": own}, opened["flow"])
    (text,) = texts_on_phone(later(bench))
    get_in(bench, opened["flow"], text)


def test_while_a_replacement_waits_no_contact_is_corrected(bench: PracticeBench) -> None:
    account = {"account_name": bench.start("text-old")["account_name"]}
    before = bench.post("/recovery/flows", account)["contacts"]
    for deed in ("replace_all_info", "correct_contact"):
        bench.post("/practice/deeds", {"deed": deed})
    assert bench.post("/recovery/flows", account)["contacts"] == before


@pytest.mark.parametrize(("story", "pause"), [("text-too-often", 3_700), ("account-locked", 36_000)])
def test_after_a_pause_the_code_comes(bench: PracticeBench, story: str, pause: float) -> None:
    person = bench.start(story)
    bench.ask_for_code(person)
    lying_there = texts_on_phone(later(bench, 60))
    bench.post("/practice/deeds", {"deed": "stop_and_cool_down"})
    later(bench, pause)
    flow = bench.ask_for_code(person)
    text = texts_on_phone(later(bench))[-1]
    assert text not in lying_there
    get_in(bench, flow, text)


def test_service_quiet_what_is_sent_after_the_fault_comes(bench: PracticeBench) -> None:
    person = bench.start("service-quiet")
    bench.ask_for_code(person)
    assert mails_in(later(bench, 600), "inbox") == []
    flow = bench.ask_for_code(person)
    (mail,) = mails_in(later(bench), "inbox")
    get_in(bench, flow, mail)


def test_mail_at_work_what_is_let_through_is_the_code(bench: PracticeBench) -> None:
    flow = bench.ask_for_code(bench.start("mail-at-work"))
    assert mails_in(later(bench, 60), "inbox") == []
    (mail,) = mails_in(bench.post("/practice/deeds", {"deed": "release_from_gateway"}), "inbox")
    get_in(bench, flow, mail)


def test_other_name_the_other_account_is_there_as_well(bench: PracticeBench) -> None:
    person = bench.start("other-name")
    assert person["other_account"] == "marta@example.org"
    opened = bench.post("/recovery/flows", {"account_name": person["other_account"]})
    own = person["contacts"][1]["value"]
    bench.post("/recovery/code", {"contact": opened["contacts"][0]["id"], "typed": own}, opened["flow"])
    (text,) = texts_on_phone(later(bench))
    get_in(bench, opened["flow"], text)


def test_what_was_asked_for_before_the_story_lies_there_and_opens_nothing(bench: PracticeBench) -> None:
    person = bench.start("text-two-codes")
    (old,) = texts_on_phone(bench.get("/practice/world"))
    flow = bench.ask_for_code(person)
    assert bench.failure("/recovery/code/given", {"code": old}, flow) == "code_wrong"


def test_a_new_story_forgets_the_old_one(bench: PracticeBench) -> None:
    person = bench.start("first-visit")
    flow = bench.ask_for_code(person)
    later(bench, 100)
    bench.start("text-blocked")
    assert bench.failure("/recovery/code/given", {"code": "123456"}, flow) == "flow_ended"
    assert bench.failure("/recovery/flows", {"account_name": person["account_name"]}) == "unknown_account"
    assert texts_on_phone(bench.get("/practice/world")) == []


def test_a_new_story_begins_at_the_real_time(bench: PracticeBench) -> None:
    bench.start("first-visit")
    later(bench, 86_400)
    assert bench.start("first-visit")["now"] == bench.clock().isoformat().replace("+00:00", "Z")


def test_the_whole_service_lives_by_the_clock_of_the_world(bench: PracticeBench) -> None:
    flow = bench.ask_for_code(bench.start("text-no-signal"))
    later(bench, 601)
    (text,) = texts_on_phone(bench.post("/practice/deeds", {"deed": "restore_signal"}))
    assert bench.failure("/recovery/code/given", {"code": text}, flow) == "code_expired"


def test_the_world_and_its_clock_outlive_the_process(tmp_path: Path) -> None:
    first = PracticeBench(tmp_path / "data")
    flow = first.ask_for_code(first.start("first-visit"))
    seen = later(first, 100)
    first.close()
    second = PracticeBench(tmp_path / "data")
    assert second.get("/practice/world") == seen
    get_in(second, flow, texts_on_phone(seen)[0])
    second.close()


@pytest.mark.parametrize("seconds", [-1, 1e10, 1e300])
def test_the_clock_goes_forward_within_reason(bench: PracticeBench, seconds: float) -> None:
    bench.start("first-visit")
    assert bench.failure("/practice/clock", {"seconds": seconds}) == "bad_request"


def test_a_deed_that_nobody_knows_is_a_bad_request(bench: PracticeBench) -> None:
    bench.start("first-visit")
    assert bench.failure("/practice/deeds", {"deed": "rob_a_bank"}) == "bad_request"


def test_switches_can_be_moved_both_ways(bench: PracticeBench) -> None:
    bench.start("first-visit")
    for on in (True, False):
        world = bench.post("/practice/deeds", {"deed": "flight_mode", "on": on})
        assert {"id": "flight_mode", "on": on} in world["phones"][0]["switches"]


def test_a_message_whose_key_is_gone_has_gone_from_the_phone(bench: PracticeBench) -> None:
    person = bench.start("first-visit")
    bench.ask_for_code(person)
    assert len(texts_on_phone(later(bench, 100))) == 1
    later(bench, 3 * 86_400)
    bench.ask_for_code(person)
    assert len(texts_on_phone(later(bench, 100))) == 1


def test_delivery_reports_reach_the_outbox_and_no_public_ear(bench: PracticeBench) -> None:
    flow = bench.ask_for_code(bench.start("needs-a-person"))
    later(bench)
    with bench.service.store.database.read() as connection:
        assert connection.exec_driver_sql("SELECT state FROM outbox").scalar() == "undelivered"
    assert [piece["id"] for piece in bench.get("/recovery/status", flow)["evidence"]] == ["requests"]


def test_without_practice_there_are_no_practice_endpoints(tmp_path: Path) -> None:
    hosted = PracticeBench(tmp_path / "data", practice=False)
    assert hosted.get("/about")["capabilities"] == ["recovery", "email", "helpdesk", "recovery_code"]
    assert hosted.failure("/practice/start", {"scenario": "first-visit"}) == "not_found"
    hosted.close()
