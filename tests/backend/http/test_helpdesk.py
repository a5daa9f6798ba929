"""The helpdesk's console over the wire: sign-in, cases, and what each of them says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from secinfo_desktop.backend.services.tokens import digest
from secinfo_desktop.backend.store.helpdesk_tables import SHARED_CASE
from secinfo_desktop.contract.endpoints import ENDPOINTS
from secinfo_desktop.contract.helpdesk_endpoints import (
    ADD_EVENTS,
    ADD_NOTE,
    CLOSE_CASE,
    COLLEAGUES,
    ERASE_CASE,
    EXPORT_CASE,
    FIND_CASES,
    HAND_OVER,
    NAME_ACCOUNT,
    NAME_CALLER,
    OPEN_CASE,
    READ_CASE,
    STAFF_SIGN_IN,
    STAFF_SIGN_OUT,
    STAFF_STANDING,
    TAKE_CASE,
)
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import Role
from tests.helpers.service_bench import MAIL, NAME, PHONE, ServiceBench
from tests.helpers.staff_bench import NAMES, PASSWORD, Helpdesk, an_event

CASE = "a-case-of-the-bench"
THE_CASE: dict[str, object] = {"case": CASE}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Helpdesk]:
    bench = ServiceBench(tmp_path / "data")
    bench.add_account()
    yield Helpdesk(bench)
    bench.close()


@pytest.fixture
def rosa(desk: Helpdesk) -> str:
    return desk.sign_in("rosa")


@pytest.fixture
def sami(desk: Helpdesk) -> str:
    return desk.sign_in("sami")


def lines(desk: Helpdesk, session: str, **asked: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.done(FIND_CASES, session, {"scope": "all", **asked})["cases"]
    return found


def audited(desk: Helpdesk) -> list[tuple[str, str | None, str]]:
    store = desk.bench.store
    rows = desk.bench.auditor(store)._trail.rows()  # type: ignore[attr-defined]  # the log of the bench can be read
    return [(row.event.kind.value, row.event.staff, row.event.detail) for row in rows]


def answered(event: dict[str, Any]) -> dict[str, Any]:
    its: dict[str, Any] = event["event"]
    return its


# who is there


def test_somebody_signs_in_and_is_told_what_they_may_do(desk: Helpdesk, rosa: str) -> None:
    its = desk.done(STAFF_STANDING, rosa)
    assert its["me"] == {"id": desk.staff[Role.AGENT].id, "name": "Rosa", "role": "agent"}
    assert its["organisation"] == desk.bench.pack.name
    assert its["actions"] == ["resend", "cancel_replacement", "end_sessions"]
    assert its["proofs"] == ["number", "approval"]


def test_colleagues_are_all_others_who_still_work_there(desk: Helpdesk, rosa: str) -> None:
    desk.add("tom")
    desk.bench.store.staff.end("tom", desk.bench.clock())
    assert [its["name"] for its in desk.done(COLLEAGUES, rosa)["staff"]] == ["Ada", "Sami"]


def test_signing_out_ends_this_session_alone(desk: Helpdesk, rosa: str) -> None:
    other = desk.sign_in("rosa")
    desk.done(STAFF_SIGN_OUT, rosa)
    assert desk.call(STAFF_STANDING, rosa).code == Failure.NOT_STAFF
    assert desk.call(STAFF_STANDING, other).status == 200


def test_unknown_wrong_and_ended_are_answered_alike(desk: Helpdesk) -> None:
    desk.add("tom")
    desk.bench.store.staff.end("tom", desk.bench.clock())
    bodies = {
        desk.call(STAFF_SIGN_IN, None, {"name": name, "password": password}).body
        for name, password in (("rosa", "wrong"), ("nobody", PASSWORD), ("tom", PASSWORD))
    }
    assert len(bodies) == 1


def test_who_guesses_has_to_wait_and_the_right_password_waits_as_well(desk: Helpdesk) -> None:
    codes = [desk.call(STAFF_SIGN_IN, None, {"name": "rosa", "password": "wrong"}).code for _ in range(6)]
    assert codes == [Failure.SIGN_IN_WRONG] * 5 + [Failure.SIGN_IN_TOO_SOON]
    right = {"name": "ROSA ", "password": PASSWORD}
    assert desk.call(STAFF_SIGN_IN, None, right).code == Failure.SIGN_IN_TOO_SOON
    desk.bench.clock.advance(seconds=30)
    assert desk.call(STAFF_SIGN_IN, None, right).status == 200


# a whole call


def test_a_call_from_its_first_word_to_its_wrap_up(desk: Helpdesk, rosa: str) -> None:
    line = desk.open_case(rosa, events=[an_event(1, kind="step_shown")])
    assert (line["state"], line["step"], line["owner"]["name"]) == ("open", "look_in_junk", "Rosa")
    added = desk.done(ADD_EVENTS, rosa, {**THE_CASE, "events": [an_event(2), an_event(3, "check_number")]})
    assert [(its["seq"], its["by"], its["who"]) for its in added["events"]] == [
        (2, "agent", "Rosa"),
        (3, "agent", "Rosa"),
    ]
    desk.done(ADD_NOTE, rosa, {**THE_CASE, "id": "note-of-the-bench-1", "text": "<b>will look</b>\nagain"})
    desk.done(NAME_CALLER, rosa, {**THE_CASE, "caller": "Mara"})
    desk.done(CLOSE_CASE, rosa, {**THE_CASE, "outcome": "got_in", "ticket": "INC 4711-20"})
    read = desk.done(READ_CASE, rosa, THE_CASE)
    assert [its["seq"] for its in read["events"]] == [1, 2, 3, 4]
    assert read["events"][-1]["live"] == "closed"
    assert read["events"][1]["event"] == {**answered(an_event(2)), "seconds": None}
    assert [its["text"] for its in read["notes"]] == ["<b>will look</b>\nagain"]
    assert (read["line"]["state"], read["line"]["outcome"], read["line"]["caller"]) == ("closed", "got_in", "Mara")
    me, number = desk.staff[Role.AGENT].id, line["number"]
    assert audited(desk)[-2:] == [("case_opened", me, number), ("case_closed", me, f"{number} got_in")]


def test_a_case_is_opened_once_however_often_it_is_asked_for(desk: Helpdesk, rosa: str, sami: str) -> None:
    first = desk.open_case(rosa, events=[an_event(1)])
    assert desk.open_case(rosa, events=[an_event(1)])["number"] == first["number"]
    assert [its["number"] for its in lines(desk, rosa)] == [first["number"]]
    assert [its["seq"] for its in desk.done(READ_CASE, rosa, THE_CASE)["events"]] == [1]
    its = {"case": CASE, "caller": "", "language": "de", "checklist": "code_missing", "context": "sms"}
    assert desk.call(OPEN_CASE, sami, its).code == Failure.NOT_YOUR_CASE


def test_the_same_event_is_added_once_and_an_id_never_means_two(desk: Helpdesk, rosa: str) -> None:
    desk.open_case(rosa)
    one = {**THE_CASE, "events": [an_event(1)]}
    assert desk.done(ADD_EVENTS, rosa, one)["events"] == desk.done(ADD_EVENTS, rosa, one)["events"]
    other = {**THE_CASE, "events": [an_event(2), an_event(1, "something_else")]}
    assert desk.call(ADD_EVENTS, rosa, other).code == Failure.REPEATED_DIFFERENTLY
    assert [its["seq"] for its in desk.done(READ_CASE, rosa, THE_CASE)["events"]] == [1]


@pytest.mark.parametrize("caller", ["mara@example.org", "+49 171 3920041", "0171/3920041"])
def test_a_caller_is_not_called_by_an_address(desk: Helpdesk, rosa: str, caller: str) -> None:
    its = {"case": CASE, "caller": caller, "language": "de", "checklist": "code_missing", "context": "sms"}
    assert desk.call(OPEN_CASE, rosa, its).code == Failure.NOTE_HAS_SECRET
    desk.open_case(rosa)
    assert desk.call(NAME_CALLER, rosa, {**THE_CASE, "caller": caller}).code == Failure.NOTE_HAS_SECRET


def test_a_note_with_a_code_is_refused_and_kept_nowhere(desk: Helpdesk, rosa: str) -> None:
    desk.open_case(rosa)
    note = {**THE_CASE, "id": "note-of-the-bench-1", "text": "it was 48 29 13"}
    assert desk.call(ADD_NOTE, rosa, note).code == Failure.NOTE_HAS_SECRET
    assert desk.done(READ_CASE, rosa, THE_CASE)["notes"] == []


def test_a_note_is_written_once(desk: Helpdesk, rosa: str) -> None:
    desk.open_case(rosa)
    note = {**THE_CASE, "id": "note-of-the-bench-1", "text": "calls again"}
    for _ in range(2):
        desk.done(ADD_NOTE, rosa, note)
    assert desk.call(ADD_NOTE, rosa, {**note, "text": "another"}).code == Failure.REPEATED_DIFFERENTLY
    assert len(desk.done(READ_CASE, rosa, THE_CASE)["notes"]) == 1


# who may what


WRITES: dict[str, dict[str, object]] = {
    ADD_EVENTS.name: {**THE_CASE, "events": [an_event(9)]},
    ADD_NOTE.name: {**THE_CASE, "id": "note-of-the-bench-1", "text": "mine"},
    NAME_CALLER.name: {**THE_CASE, "caller": "somebody"},
    NAME_ACCOUNT.name: {**THE_CASE, "account_name": NAME},
    HAND_OVER.name: {**THE_CASE, "to": "second_line"},
    CLOSE_CASE.name: {**THE_CASE, "outcome": "gave_up"},
}


@pytest.mark.parametrize("name", WRITES)
def test_who_leads_a_case_alone_writes_to_it_and_nobody_to_a_closed_one(
    desk: Helpdesk, rosa: str, sami: str, name: str
) -> None:
    endpoint = next(its for its in ENDPOINTS if its.name == name)
    desk.open_case(rosa)
    before = desk.done(READ_CASE, sami, THE_CASE)
    assert desk.call(endpoint, sami, WRITES[name]).code == Failure.NOT_YOUR_CASE
    assert desk.done(READ_CASE, sami, THE_CASE) == before
    desk.done(CLOSE_CASE, rosa, {**THE_CASE, "outcome": "got_in"})
    assert desk.call(endpoint, rosa, WRITES[name]).code == Failure.CASE_CLOSED
    assert desk.call(endpoint, rosa, {**WRITES[name], "case": "no-such-case"}).code == Failure.UNKNOWN_CASE


def test_a_case_that_a_colleague_leads_is_taken_and_the_log_says_so(desk: Helpdesk, rosa: str, sami: str) -> None:
    desk.open_case(rosa)
    for _ in range(2):
        assert desk.done(TAKE_CASE, sami, THE_CASE)["line"]["owner"]["name"] == "Sami"
    events = desk.done(READ_CASE, rosa, THE_CASE)["events"]
    assert [(its["live"], its["who"]) for its in events] == [("taken", "Sami")]
    assert [its[:2] for its in audited(desk)][-1] == ("case_taken", desk.staff[Role.SENIOR].id)
    assert desk.call(ADD_EVENTS, rosa, WRITES[ADD_EVENTS.name]).code == Failure.NOT_YOUR_CASE


def test_a_case_goes_to_a_colleague_or_to_whoever_is_free(desk: Helpdesk, rosa: str, sami: str) -> None:
    desk.open_case(rosa)
    to_sami = {**THE_CASE, "to": "colleague", "colleague": desk.staff[Role.SENIOR].id}
    assert desk.done(HAND_OVER, rosa, to_sami)["line"]["owner"]["name"] == "Sami"
    line = desk.done(HAND_OVER, sami, {**THE_CASE, "to": "second_line"})["line"]
    assert (line["state"], line["owner"], line["waiting_since"]) == ("waiting", None, line["changed_at"])
    assert [its["case"] for its in lines(desk, rosa, scope="waiting")] == [CASE]
    assert [its["live"] for its in desk.done(READ_CASE, rosa, THE_CASE)["events"]] == ["handed_over", "handed_over"]


@pytest.mark.parametrize("colleague", [None, "nobody", "rosa", "tom"])
def test_a_case_goes_to_nobody_who_is_not_there(desk: Helpdesk, rosa: str, colleague: str | None) -> None:
    tom = desk.add("tom")
    desk.bench.store.staff.end("tom", desk.bench.clock())
    desk.open_case(rosa)
    whom = {"rosa": desk.staff[Role.AGENT].id, "tom": tom.id}.get(colleague or "", colleague)
    answer = desk.call(HAND_OVER, rosa, {**THE_CASE, "to": "colleague", "colleague": whom})
    assert answer.code == Failure.BAD_REQUEST


def test_a_case_that_no_app_shares_can_not_go_back_to_one(desk: Helpdesk, rosa: str) -> None:
    desk.open_case(rosa)
    assert desk.call(HAND_OVER, rosa, {**THE_CASE, "to": "caller"}).code == Failure.NOT_LIVE


@pytest.mark.parametrize("how", ["handed over", "closed"])
def test_a_call_that_ends_ends_what_its_caller_shares(desk: Helpdesk, rosa: str, how: str) -> None:
    desk.open_case(rosa)
    share(desk)
    assert desk.done(READ_CASE, rosa, THE_CASE)["line"]["live"]
    ways = {
        "handed over": (HAND_OVER, {**THE_CASE, "to": "caller"}, "caller_goes_on"),
        "closed": (CLOSE_CASE, {**THE_CASE, "outcome": "got_in"}, "got_in"),
    }
    endpoint, asked, outcome = ways[how]
    line = desk.done(endpoint, rosa, asked)["line"]
    assert (line["state"], line["outcome"], line["live"]) == ("closed", outcome, False)
    with desk.bench.store.database.read() as connection:
        assert connection.execute(select(SHARED_CASE.c.ended_at)).scalar_one() == desk.bench.clock()


def share(desk: Helpdesk) -> None:
    """The caller's app shares the case, and its caller has let the agent in."""
    now = desk.bench.clock()
    flow = desk.bench.store.flows.with_handle(digest(desk.bench.open_flow().handle))
    assert flow is not None
    row = {"id": "shared", "handle_digest": "handle", "flow_id": flow.id, "case_id": CASE, "join_ends_at": now}
    with desk.bench.store.database.write() as connection:
        connection.execute(insert(SHARED_CASE), {**row, "allowed_at": now, "opened_at": now})


def test_a_case_waits_for_the_day_on_which_it_is_called_back(desk: Helpdesk, rosa: str, sami: str) -> None:
    desk.open_case(rosa)
    wrap_up = {**THE_CASE, "outcome": "waits_a_day", "call_back_on": "2026-11-29"}
    line = desk.done(CLOSE_CASE, rosa, wrap_up)["line"]
    assert (line["state"], line["outcome"], line["owner"]["name"]) == ("waiting", "waits_a_day", "Rosa")
    assert desk.done(CLOSE_CASE, rosa, wrap_up)["line"] == line
    desk.open_case(sami, "a-case-that-waits-now")
    desk.done(HAND_OVER, sami, {"case": "a-case-that-waits-now", "to": "second_line"})
    assert [its["case"] for its in lines(desk, rosa, scope="waiting")] == ["a-case-that-waits-now", CASE]
    taken = desk.done(TAKE_CASE, sami, THE_CASE)["line"]
    assert (taken["state"], taken["outcome"], taken["call_back_on"], taken["waiting_since"]) == (
        "open",
        None,
        None,
        None,
    )


@pytest.mark.parametrize("day", ["2020-01-01", "2099-01-01", "2026-02-30", "tomorrow"])
def test_a_day_that_is_past_or_none_is_refused(desk: Helpdesk, rosa: str, day: str) -> None:
    desk.open_case(rosa)
    answer = desk.call(CLOSE_CASE, rosa, {**THE_CASE, "outcome": "waits_a_day", "call_back_on": day})
    assert answer.code == Failure.BAD_REQUEST


def test_whoever_ends_their_work_leaves_their_cases_to_the_others(desk: Helpdesk, rosa: str, sami: str) -> None:
    desk.open_case(rosa)
    desk.bench.store.staff.end("rosa", desk.bench.clock())
    assert desk.call(STAFF_STANDING, rosa).code == Failure.NOT_STAFF
    line = lines(desk, sami)[0]
    assert (line["state"], line["owner"]) == ("waiting", None)


# what is said of accounts


def test_naming_an_account_is_answered_alike_whether_there_is_one(desk: Helpdesk, rosa: str) -> None:
    answers = []
    for number, name in enumerate((NAME, "nobody@example.org", "", "x" * 320)):
        case = f"a-case-of-the-bench-{number}"
        desk.open_case(rosa, case)
        answers.append(desk.call(NAME_ACCOUNT, rosa, {"case": case, "account_name": name}).body)
        read = desk.done(READ_CASE, rosa, {"case": case})
        answers.append(json.dumps(read).replace(case, "").replace(read["line"]["number"], "").encode())
    assert len(set(answers[::2])) == len(set(answers[1::2])) == 1
    assert {detail.partition(" ")[2] for kind, _, detail in audited(desk) if kind == "case_account_named"} == {""}


def test_an_export_has_everything_and_nothing_that_tells_of_an_account(desk: Helpdesk, rosa: str, sami: str) -> None:
    desk.open_case(rosa, events=[an_event(1)])
    desk.done(ADD_NOTE, rosa, {**THE_CASE, "id": "note-of-the-bench-1", "text": "calls again"})
    desk.done(NAME_ACCOUNT, rosa, {**THE_CASE, "account_name": NAME})
    text = desk.done(EXPORT_CASE, sami, THE_CASE)["text"]
    its = json.loads(text)
    assert [event["seq"] for event in its["case"]["events"]] == [1]
    assert [note["text"] for note in its["case"]["notes"]] == ["calls again"]
    account = desk.bench.store.accounts.named(NAME)
    assert account is not None
    assert not any(secret in text for secret in (account.id, NAME, MAIL, PHONE))
    assert audited(desk)[-1][:2] == ("case_exported", desk.staff[Role.SENIOR].id)


def test_an_export_of_a_long_log_is_whole(desk: Helpdesk, rosa: str, sami: str) -> None:
    desk.open_case(rosa)
    for first in range(0, 1020, 30):
        events = [an_event(number, "s", "skipped") for number in range(first, first + 30)]
        desk.done(ADD_EVENTS, rosa, {**THE_CASE, "events": events})
    its = json.loads(desk.done(EXPORT_CASE, sami, THE_CASE)["text"])
    assert [event["seq"] for event in its["case"]["events"]] == list(range(1, 1021))


def test_nothing_is_left_of_a_case_that_is_erased_and_its_number_is_nobody_elses(desk: Helpdesk, rosa: str) -> None:
    number = desk.open_case(rosa, events=[an_event(1)])["number"]
    ada = desk.sign_in("ada")
    assert desk.call(ERASE_CASE, ada, {**THE_CASE, "reason": "Mara asked me"}).code == Failure.BAD_REQUEST
    assert desk.call(ERASE_CASE, ada, {**THE_CASE, "reason": "because"}).code == Failure.BAD_REQUEST
    desk.done(ERASE_CASE, ada, {**THE_CASE, "reason": "caller_asked"})
    assert desk.call(READ_CASE, rosa, THE_CASE).code == Failure.UNKNOWN_CASE
    assert lines(desk, rosa) == []
    assert audited(desk)[-1] == ("case_erased", desk.staff[Role.ADMINISTRATOR].id, f"{number} caller_asked")
    assert desk.open_case(rosa)["number"] != number


# the list


def test_a_list_is_found_by_caller_number_and_ticket_and_nothing_is_a_pattern(desk: Helpdesk, rosa: str) -> None:
    mara = desk.open_case(rosa, "case-of-mara", caller="Mara ÜNAL")
    percent = desk.open_case(rosa, "case-of-percent", caller="100% sure_")
    desk.done(CLOSE_CASE, rosa, {"case": "case-of-mara", "outcome": "got_in", "ticket": "INC-77"})
    wanted = {"ünal": mara, "inc-77": mara, mara["number"].lower(): mara, "100%": percent, "sure_": percent}
    for text, line in wanted.items():
        assert [its["case"] for its in lines(desk, rosa, text=text)] == [line["case"]], text
    for text in ("m%a", "__", "\\", "nobody", "%%"):
        assert lines(desk, rosa, text=text) == [], text


def test_counts_are_those_of_each_scope_whatever_is_searched(desk: Helpdesk, rosa: str, sami: str) -> None:
    for number in range(3):
        desk.open_case(rosa, f"case-of-rosa-{number}")
    desk.open_case(sami, "case-of-sami")
    desk.done(HAND_OVER, rosa, {"case": "case-of-rosa-0", "to": "second_line"})
    desk.done(CLOSE_CASE, rosa, {"case": "case-of-rosa-1", "outcome": "got_in"})
    found = desk.done(FIND_CASES, rosa, {"scope": "mine", "text": "nothing"})
    assert (found["cases"], found["counts"]) == ([], {"mine": 1, "waiting": 1, "all": 4})
    assert [its["case"] for its in lines(desk, rosa, scope="mine")] == ["case-of-rosa-2"]


@pytest.mark.parametrize("sort", ["longest_wait", "newest", "caller"])
def test_pages_follow_each_other_without_gap_or_double_while_cases_come_and_go(
    desk: Helpdesk, rosa: str, sort: str
) -> None:
    for number in range(12):
        desk.open_case(rosa, f"case-of-rosa-{number:02d}", caller=f"caller {number % 5}")
        if number % 3 == 0:
            desk.done(HAND_OVER, rosa, {"case": f"case-of-rosa-{number:02d}", "to": "second_line"})
        desk.bench.clock.advance(seconds=1)
    whole = [its["case"] for its in lines(desk, rosa, sort=sort)]
    seen: list[str] = []
    after = None
    while True:
        page = desk.done(FIND_CASES, rosa, {"scope": "all", "sort": sort, "most": 5, "after": after})
        seen += [its["case"] for its in page["cases"]]
        after = page["next"]
        if after is None:
            break
        desk.open_case(rosa, f"another-case-{len(seen)}", caller="caller")
    assert [its for its in seen if not its.startswith("another")] == whole
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize(
    ("asked", "value"),
    [("after", "nonsense"), ("after", "W10="), ("after", "é"), ("scope", "yours"), ("sort", "random"), ("most", 201)],
)
def test_what_no_list_has_is_refused(desk: Helpdesk, rosa: str, asked: str, value: object) -> None:
    assert desk.call(FIND_CASES, rosa, {"scope": "all", asked: value}).code == Failure.BAD_REQUEST


def test_a_page_of_one_order_does_not_go_on_in_another(desk: Helpdesk, rosa: str) -> None:
    for number in range(2):
        desk.open_case(rosa, f"case-of-rosa-{number}")
    its = desk.done(FIND_CASES, rosa, {"scope": "all", "sort": "caller", "most": 1})["next"]
    answer = desk.call(FIND_CASES, rosa, {"scope": "all", "sort": "newest", "after": its})
    assert answer.code == Failure.BAD_REQUEST


def test_everybody_is_there(desk: Helpdesk) -> None:
    assert set(NAMES) == set(Role) == set(desk.staff)
