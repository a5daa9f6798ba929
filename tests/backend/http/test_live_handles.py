"""Every call of a caller's app about its shared case × every handle that is none, walked from the table."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from secinfo_desktop.contract.endpoints import ENDPOINTS, FLOW_HEADER, LIVE_CASE_HEADER, Endpoint
from secinfo_desktop.contract.helpdesk_endpoints import (
    ANSWER_AGENT,
    END_LIVE_CASE,
    LIVE_CASE,
    OPEN_LIVE_CASE,
    READ_CASE,
    TAKE_CASE,
)
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import Role
from tests.backend.http.test_shared_calls import ON_CALL, WireCall
from tests.helpers.service_bench import ServiceBench
from tests.helpers.staff_bench import NAMES, Helpdesk, an_event

OF_CALLERS: Final = [endpoint for endpoint in ENDPOINTS if endpoint.needs_live_case]
BODIES: Final[dict[str, dict[str, object]]] = {
    "answer_agent": {"allow": True},
    "give_number": {"number": "123"},
    "add_live_events": {"events": [an_event(7)]},
}
STILL_TOLD: Final = {LIVE_CASE.name, END_LIVE_CASE.name, "follow_live_case"}
"""An app is told that its case has ended, and may end it again."""


@pytest.fixture
def call(tmp_path: Path) -> Iterator[WireCall]:
    bench = ServiceBench(tmp_path / "data")
    bench.add_account()
    yield WireCall(Helpdesk(bench))
    bench.close()


def sent(call: WireCall, endpoint: Endpoint, handle: str | None) -> Any:
    headers = {} if handle is None else {LIVE_CASE_HEADER: handle}
    return call.desk.call(endpoint, None, BODIES.get(endpoint.name), headers or {"X-Nothing": "1"})


def _replaced(call: WireCall) -> str:
    """The app has begun anew: the handle before opens nothing of the new one."""
    before = str(call.opened["live_case"])
    call.desk.bench.clock.advance(minutes=1)
    asked = {"case": "another-case", **ON_CALL}
    assert call.desk.call(OPEN_LIVE_CASE, None, asked, {FLOW_HEADER: call.flow.handle}).status == 200
    return before


NONE: Final[dict[str, Callable[[WireCall], str]]] = {
    "a guess": lambda _: "a guess",
    "a flow's": lambda call: call.flow.handle,
    "a session of staff": lambda call: call.agent,
    "replaced": _replaced,
}


@pytest.mark.parametrize("endpoint", OF_CALLERS, ids=lambda its: its.name)
def test_without_a_handle_nobody_is_asked(call: WireCall, endpoint: Endpoint) -> None:
    assert sent(call, endpoint, None).code == Failure.BAD_REQUEST
    assert sent(call, endpoint, "").code == Failure.BAD_REQUEST


@pytest.mark.parametrize("endpoint", OF_CALLERS, ids=lambda its: its.name)
@pytest.mark.parametrize("how", NONE)
def test_a_handle_that_is_none_is_refused_everywhere(call: WireCall, endpoint: Endpoint, how: str) -> None:
    call.shared()
    handle = NONE[how](call)
    if how == "replaced":
        if endpoint.name not in STILL_TOLD:
            assert sent(call, endpoint, handle).code == Failure.NOT_LIVE
        return
    assert sent(call, endpoint, handle).code == Failure.NOT_LIVE


@pytest.mark.parametrize("endpoint", OF_CALLERS, ids=lambda its: its.name)
def test_after_the_end_nothing_is_done_any_more(call: WireCall, endpoint: Endpoint) -> None:
    call.shared()
    call.by_caller(END_LIVE_CASE)
    answer = sent(call, endpoint, str(call.opened["live_case"]))
    assert (answer.code is None) is (endpoint.name in STILL_TOLD)
    assert answer.code in (None, Failure.NOT_LIVE)


def test_a_handle_is_no_session_of_staff(call: WireCall) -> None:
    call.shared()
    answer = call.desk.call(TAKE_CASE, str(call.opened["live_case"]), {"case": call.case})
    assert answer.code == Failure.NOT_STAFF


def test_who_goes_on_reads_the_words_to_say_first_and_the_caller_is_asked(call: WireCall) -> None:
    call.shared()
    other = call.desk.sign_in(NAMES[Role.SENIOR])
    call.by_agent(TAKE_CASE, other, case=call.case)
    assert call.by_caller(LIVE_CASE)["state"] == "asked"
    assert call.by_caller(LIVE_CASE)["agent"] == NAMES[Role.SENIOR].title()
    words = call.by_agent(READ_CASE, other, case=call.case, after=0)["word_pair"]
    assert call.by_agent(READ_CASE, case=call.case, after=0).get("word_pair") is None
    assert call.by_caller(ANSWER_AGENT, {"allow": True})["state"] == "live"
    assert call.by_agent(READ_CASE, other, case=call.case, after=0)["word_pair"] == words
