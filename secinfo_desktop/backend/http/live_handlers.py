"""What the endpoints of shared calls do, and what their streams read."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import msgspec

from secinfo_desktop.backend.http import live_wire
from secinfo_desktop.backend.http.calls import Call, Handler
from secinfo_desktop.backend.http.streams import Batch, Following, Streams
from secinfo_desktop.backend.services.live_cases import LiveCalls, Sharing
from secinfo_desktop.backend.services.live_records import UNSHARED, CallStanding, CaseLogEvent, LoggedEvent
from secinfo_desktop.backend.services.live_services import LiveServices
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_acts import Order
from secinfo_desktop.backend.services.staff_gate import StaffGate
from secinfo_desktop.backend.services.tokens import digest
from secinfo_desktop.contract import helpdesk, live_cases
from secinfo_desktop.contract.case_events import EventsAdded, NewEvent
from secinfo_desktop.contract.security_info import Done
from secinfo_desktop.contract.structs import Message
from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import LiveWord
from secinfo_desktop.domain.staff import CallerProof, Role, StaffAction

_Word = TypeVar("_Word", CallerProof, StaffAction)
_AFTER_NO = (LiveWord.REFUSED.value, LiveWord.ENDED.value)
"""What an agent hears who was not let in."""
_NEWS = ("add_events", "take_case", "hand_over", "close_case", "erase_case")
"""The calls of the console that change what somebody follows."""


def live_handlers(its: LiveServices, organisation: str) -> Mapping[str, Handler]:
    """The handlers by the names of their endpoints."""
    return {**_of_caller(its, organisation), **_of_agent(its), **_of_acts(its)}


def _of_caller(its: LiveServices, organisation: str) -> dict[str, Handler]:
    calls = its.calls

    def open_case(asked: live_cases.OpenLiveCase, call: Call) -> live_cases.LiveCaseOpened:
        sharing = Sharing(asked.language, asked.checklist, asked.context, logged(asked.events))
        return live_wire.opened(calls.open(call.flow, sharing, peer=call.peer))

    def told(call: Call) -> live_cases.LiveCase:
        now = calls.standing(call.live_case)
        claim = its.acts.claim(now.standing) if now.standing.gives_claim(now.now) else None
        return live_wire.live_case(now, organisation, claim)

    def answer(said: live_cases.AnswerAgent, call: Call) -> live_cases.LiveCase:
        calls.answer(call.live_case, allow=said.allow, peer=call.peer)
        return told(call)

    def give(given: live_cases.GiveNumber, call: Call) -> live_cases.LiveCase:
        its.verifying.give_number(call.live_case, given.number, peer=call.peer)
        return told(call)

    def add(new: live_cases.AddLiveEvents, call: Call) -> EventsAdded:
        added, now = calls.add(call.live_case, logged(new.events))
        return EventsAdded(events=tuple(map(live_wire.event, added)), now=now)

    return {
        "open_live_case": open_case,
        "live_case": lambda _, call: told(call),
        "answer_agent": answer,
        "give_number": give,
        "add_live_events": add,
        "end_live_case": lambda _, call: Done(now=calls.end(call.live_case, peer=call.peer)),
    }


def _of_agent(its: LiveServices) -> dict[str, Handler]:
    def join(asked: live_cases.Join, call: Call) -> live_cases.Joining:
        case, ends_at, now = its.calls.join(call.agent.me, asked.number, peer=call.peer)
        words = its.calls.words_to_say(call.agent.me, case)
        return live_cases.Joining(case=case, ends_at=ends_at, now=now, word_pair=words)

    def verify(asked: helpdesk.VerifyCaller, call: Call) -> helpdesk.VerificationAsked:
        how, action = _word(CallerProof, asked.how), _action(asked.action)
        return live_wire.asked(its.verifying.ask(call.agent.me, asked.case, how, action, peer=call.peer))

    def ask_approval(asked: helpdesk.AskApproval, call: Call) -> helpdesk.Approval:
        me, action = call.agent.me, _action(asked.action)
        return live_wire.approval(*its.approving.ask(me, asked.case, action, asked.reason, peer=call.peer))

    def approvals(_: None, call: Call) -> helpdesk.Approvals:
        listed, now = its.approving.listed(call.agent.me)
        return helpdesk.Approvals(approvals=tuple(live_wire.approval(each, now) for each in listed), now=now)

    def decide(asked: helpdesk.DecideApproval, call: Call) -> helpdesk.Approval:
        me = call.agent.me
        return live_wire.approval(*its.approving.decide(me, asked.approval, approve=asked.approve, peer=call.peer))

    return {
        "join": join,
        "verify_caller": verify,
        "ask_approval": ask_approval,
        "approvals": approvals,
        "decide_approval": decide,
    }


def _of_acts(its: LiveServices) -> dict[str, Handler]:
    def facts(asked: helpdesk.TheCase, call: Call) -> helpdesk.AccountFacts:
        found, now = its.facts.of(call.agent.me, asked.case, peer=call.peer)
        return live_wire.facts(found, its.facts.most, now)

    def act(asked: helpdesk.Act, call: Call) -> helpdesk.Acted:
        action = _word(StaffAction, asked.action)
        order = Order(asked.case, asked.id, action, asked.reason, asked.approval)
        at, now = its.acts.act(call.agent.me, order, peer=call.peer)
        return helpdesk.Acted(action=asked.action, at=at, now=now)

    return {"facts": facts, "act": act}


def with_news(handlers: Mapping[str, Handler], its: LiveServices, streams: Streams) -> Mapping[str, Handler]:
    """The handlers of cases, whose followers hear what is done; who leads a shared case reads its two words as well."""

    def telling(handler: Handler) -> Handler:
        def answer(asked: helpdesk.TheCase, call: Call) -> Message:
            answered = handler(asked, call)
            streams.notify(asked.case)
            return answered

        return answer

    def read(asked: helpdesk.ReadCase, call: Call) -> Message:
        me = call.agent.me
        words = its.calls.word_pair(me, asked.case) or its.calls.words_to_say(me, asked.case)
        return msgspec.structs.replace(handlers["read_case"](asked, call), word_pair=words)

    return {**handlers, **{name: telling(handlers[name]) for name in _NEWS}, "read_case": read}


def live_streams(its: LiveServices, gate: StaffGate) -> Mapping[str, Callable[[Call], Following]]:
    """What is followed, by the names of the endpoints; each refuses whoever may not."""

    def of_case(call: Call) -> Following:
        me = call.agent.me
        its.calls.for_agent(me, call.case)

        def read(after: int) -> Batch:
            who = gate.staff(call.staff, Role.AGENT, peer=call.peer).me
            standing = its.calls.for_agent(who, call.case)
            is_over = _is_over(its.calls, standing)
            if standing.case.state == UNSHARED:
                events = [each for each in its.store.log(call.case, after) if is_over and each.live in _AFTER_NO]
            else:
                events = list(its.store.log(call.case, after, for_staff=True))
            return _batch(events, is_over=is_over)

        return Following(call.case, f"staff {me.id}", read, of_staff=True)

    def of_live_case(call: Call) -> Following:
        case_id = its.calls.case_of(call.live_case)

        def read(after: int) -> Batch:
            is_over = _is_over(its.calls, its.calls.of_handle(call.live_case))
            return _batch(its.store.log(case_id, after), is_over=is_over)

        return Following(case_id, f"caller {digest(call.live_case)}", read, most=1)

    return {"follow_case": of_case, "follow_live_case": of_live_case}


def _is_over(calls: LiveCalls, standing: CallStanding) -> bool:
    """True once nothing more comes. What has ended by itself is written down, so that both sides hear of it.

    The log is read afterwards, and the clock is looked at once: so nobody's log ends before the last word.
    """
    if standing.shared is None:
        return standing.case.state == CaseState.CLOSED
    now = calls.now()
    is_over = standing.is_over(now)
    if standing.shared.ended_at is None and (is_over or standing.is_verified_in_vain(now)):
        calls.end_if_over(standing.case.id, now)
    return is_over


def _batch(events: Sequence[CaseLogEvent], *, is_over: bool) -> Batch:
    return Batch(tuple(map(live_wire.event, events)), is_over)


def logged(events: Sequence[NewEvent]) -> tuple[LoggedEvent, ...]:
    """Events as they are kept: in the contract's own form."""
    return tuple(LoggedEvent(its.id, msgspec.json.encode(its.event).decode()) for its in events)


def _action(word: str | None) -> StaffAction | None:
    return None if word is None else _word(StaffAction, word)


def _word(words: type[_Word], word: str) -> _Word:
    try:
        return words(word)
    except ValueError:
        raise Refused(Failure.BAD_REQUEST) from None
