"""A whole shared call over the wire, by each role: every answer to staff, and none of them holds a secret (G10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from secinfo_desktop.contract.endpoints import CASE_HEADER, FLOW_HEADER, LIVE_CASE_HEADER, Endpoint
from secinfo_desktop.contract.helpdesk_endpoints import (
    ACT,
    ACTION_ENDPOINTS,
    ADD_LIVE_EVENTS,
    ANSWER_AGENT,
    APPROVALS,
    ASK_APPROVAL,
    CLOSE_CASE,
    DECIDE_APPROVAL,
    FACTS,
    FOLLOW_CASE,
    GIVE_NUMBER,
    JOIN,
    LIVE_CASE,
    NAME_ACCOUNT,
    OPEN_LIVE_CASE,
    READ_CASE,
    TAKE_CASE,
    VERIFY_CALLER,
)
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import LAST_WORDS_LAST
from secinfo_desktop.domain.staff import ACTION_RULES, NO_PROOF_UNTIL, Role, StaffAction
from tests.helpers.live_call import LiveCall
from tests.helpers.service_bench import MAIL, NAME, PHONE, ServiceBench
from tests.helpers.staff_bench import NAMES, Helpdesk, an_event

ON_CALL = {"language": "en", "checklist": "code_missing", "context": "sms"}


@dataclass
class WireCall:
    """A caller at a known computer, and an agent; what staff were answered is kept."""

    desk: Helpdesk
    role: Role = Role.AGENT
    told: list[tuple[Endpoint, str]] = field(default_factory=list)
    case: str = ""

    def __post_init__(self) -> None:
        account = self.desk.bench.store.accounts.named(NAME)
        assert account is not None
        self.flow = self.desk.bench.opened_at(self.desk.bench.known_device(account, NO_PROOF_UNTIL))
        self.agent = self.desk.sign_in(NAMES[self.role])
        asked = {"case": "a-case-of-the-caller", **ON_CALL, "events": [an_event(1)]}
        self.opened = self.desk.call(OPEN_LIVE_CASE, None, asked, {FLOW_HEADER: self.flow.handle}).json()

    def by_caller(self, endpoint: Endpoint, body: Mapping[str, object] | None = None) -> dict[str, Any]:
        answer = self.desk.call(endpoint, None, body, {LIVE_CASE_HEADER: str(self.opened["live_case"])})
        assert answer.status == 200, answer.body
        return answer.json()

    def by_agent(self, endpoint: Endpoint, session: str | None = None, **body: object) -> dict[str, Any]:
        headers = {CASE_HEADER: self.case} if endpoint.needs_case else {}
        answer = self.desk.call(endpoint, session or self.agent, body, headers)
        self.told.append((endpoint, answer.body.decode()))
        return {} if endpoint.streams else answer.json()

    def verified(self, action: StaffAction | None) -> None:
        self.desk.bench.clock.advance(seconds=40)
        number = self.by_agent(VERIFY_CALLER, case=self.case, how="number", action=action and action.value)["number"]
        assert self.by_caller(LIVE_CASE)["number_asked"]["action"] == (action and action.value)
        assert self.by_caller(GIVE_NUMBER, {"number": number})["verified_until"]

    def joined(self) -> None:
        self.case = str(self.by_agent(JOIN, number=self.opened["join_number"])["case"])

    def shared(self) -> None:
        self.joined()
        self.by_caller(ANSWER_AGENT, {"allow": True})


@pytest.fixture
def desk(bench_on_each: ServiceBench) -> Helpdesk:
    return Helpdesk(bench_on_each)


def test_before_allow_no_case_is_there_for_anybody(desk: Helpdesk) -> None:
    call = WireCall(desk)
    call.joined()
    for endpoint in (READ_CASE, TAKE_CASE, NAME_ACCOUNT, CLOSE_CASE, FACTS, VERIFY_CALLER, ASK_APPROVAL, ACT):
        body = {"account_name": "x", "outcome": "refused", "how": "number", "action": None, "reason": "why not"}
        wanted = {"case": call.case, "id": "a" * 16, **body}
        if endpoint is ACT:
            wanted["action"] = "resend"
        assert call.by_agent(endpoint, **wanted)["code"] == Failure.UNKNOWN_CASE, endpoint.name
    call.by_caller(ANSWER_AGENT, {"allow": True})
    assert call.by_agent(READ_CASE, case=call.case)["line"]["live"] is True


@pytest.mark.parametrize("role", Role)
def test_a_whole_call_tells_staff_no_code_no_contact_and_no_secret(desk: Helpdesk, role: Role) -> None:
    call = WireCall(desk, role)
    call_is_about_a_replacement(desk, role)
    desk.bench.ask(call.flow)
    code = desk.bench.newest_code()
    call.shared()
    read = call.by_agent(READ_CASE, case=call.case)
    assert read["word_pair"] == call.by_caller(LIVE_CASE)["word_pair"]
    assert [its["live"] for its in read["events"] if its.get("live")] == ["joined", "allowed"]
    call.by_caller(ADD_LIVE_EVENTS, {"events": [an_event(2)]})
    call.verified(None)
    facts = call.by_agent(FACTS, case=call.case)
    assert [its["kind"] for its in facts["contacts"]] == ["phone", "email"]
    for place, action in enumerate(StaffAction):
        call.desk.bench.clock.advance(minutes=1)
        if role.reaches(ACTION_RULES[action].least):
            call.verified(action)
        approval = approved(call, action)
        given = {"case": call.case, "id": f"{place:016d}", "action": action.value, "reason": "they ask for it"}
        done = call.by_agent(ACT, **given, approval=approval)
        assert (done.get("code") is None) is (role.reaches(ACTION_RULES[action].least)), done
    call.by_agent(FOLLOW_CASE)
    assert set(ACTION_ENDPOINTS) <= {endpoint for endpoint, _ in call.told}
    secrets = (code, PHONE, PHONE.replace(" ", ""), MAIL, "mara.post", str(call.opened["live_case"]), call.flow.handle)
    claim = call.by_caller(LIVE_CASE).get("claim")
    call.by_agent(CLOSE_CASE, case=call.case, outcome="waits_thirty_days")
    assert call.by_caller(LIVE_CASE).get("claim") == claim
    desk.bench.clock.advance(seconds=LAST_WORDS_LAST.total_seconds())
    assert call.by_caller(LIVE_CASE).get("claim") is None
    for endpoint, body in call.told:
        assert [its for its in (*secrets, *([claim] if claim else [])) if its in body] == [], endpoint.name


def call_is_about_a_replacement(desk: Helpdesk, role: Role) -> None:
    """An agent, who begins none, cancels one that is there."""
    if role is Role.AGENT:
        LiveCall(desk.bench).start_replacement()


def approved(call: WireCall, action: StaffAction) -> str | None:
    asked = call.by_agent(ASK_APPROVAL, case=call.case, action=action.value, reason="they ask for it")
    second = call.desk.sign_in(NAMES[Role.SENIOR if call.role is not Role.SENIOR else Role.ADMINISTRATOR])
    call.by_agent(APPROVALS, second)
    if "approval" in asked:
        call.by_agent(DECIDE_APPROVAL, second, approval=asked["approval"], approve=True)
    return asked.get("approval")


def test_the_account_of_a_shared_case_is_that_of_the_callers_app_whatever_is_said(desk: Helpdesk) -> None:
    desk.bench.add_account("victim@example.org", phone="+49 171 3920055", mail="victim.post@example.com")
    call = WireCall(desk)
    call.shared()
    call.verified(None)
    call.by_agent(NAME_ACCOUNT, case=call.case, account_name="victim@example.org")
    masks = [its["mask"] for its in call.by_agent(FACTS, case=call.case)["contacts"]]
    assert any(mask.startswith("ma") for mask in masks)
    assert not any(mask.startswith("vi") for mask in masks)


def test_what_a_caller_allowed_ends_with_the_agent_who_was_allowed(desk: Helpdesk) -> None:
    call = WireCall(desk)
    call.shared()
    call.verified(None)
    other = desk.sign_in(NAMES[Role.SENIOR])
    call.by_agent(TAKE_CASE, other, case=call.case)
    to_say = call.by_agent(READ_CASE, other, case=call.case)["word_pair"]  # before the caller allows them
    assert to_say == call.by_caller(LIVE_CASE)["word_pair"] is not None
    assert call.by_agent(FACTS, other, case=call.case)["code"] == Failure.CALLER_NOT_VERIFIED
    assert call.by_agent(FACTS, case=call.case)["code"] == Failure.NOT_YOUR_CASE


def test_a_case_that_is_closed_is_shared_no_more(desk: Helpdesk) -> None:
    call = WireCall(desk)
    call.shared()
    call.verified(None)
    call.by_agent(CLOSE_CASE, case=call.case, outcome="got_in")
    assert call.by_caller(LIVE_CASE)["state"] == "ended"
    assert call.by_agent(FACTS, case=call.case)["code"] == Failure.CASE_CLOSED
