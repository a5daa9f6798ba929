"""A person's case shared with the helpdesk: the port ``recovery.live_help.LiveHelp`` over the wire."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

import msgspec

from secinfo_desktop.client import reading
from secinfo_desktop.client.errors import NotUnderstoodError
from secinfo_desktop.client.reading_case import logged, new_event
from secinfo_desktop.client.service import Service
from secinfo_desktop.client.streams import CaseStream
from secinfo_desktop.contract import helpdesk_endpoints as calls
from secinfo_desktop.contract import live_cases as live
from secinfo_desktop.contract.case_events import EventsAdded, NewEvent
from secinfo_desktop.contract.endpoint import Endpoint
from secinfo_desktop.contract.endpoints import LIVE_CASE_HEADER
from secinfo_desktop.contract.helpdesk import MOST_EVENTS
from secinfo_desktop.contract.security_info import Done
from secinfo_desktop.contract.structs import Message
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import SharedState, Side
from secinfo_desktop.domain.plain_text import line
from secinfo_desktop.domain.staff import StaffAction
from secinfo_desktop.guide.case import Case
from secinfo_desktop.recovery.live_help import JoinNumber, LiveStanding, Logged, NumberAsked, Said
from secinfo_desktop.recovery.ports import RefusedError
from secinfo_desktop.recovery.shared_log import leaves

Reply = TypeVar("Reply", bound=Message)
Read = TypeVar("Read")
LARGEST_BATCH = 12 * 1024
"""Bytes of events in one request; the service reads 16 KiB."""
LONGEST_NUMBER = 20


class BackendLiveHelp:
    """Holds the handle of one shared case, in memory alone: it ends with the app, and sharing with the flow.

    ``flow`` is the handle of the flow that is shared. ``keep_claim`` keeps what lets the person enter new security info
    after a replacement that staff have begun.
    """

    def __init__(self, service: Service, flow: str, keep_claim: Callable[[str], None]) -> None:
        self._service, self._flow, self._keep_claim = service, flow, keep_claim
        self._handle: str | None = None

    def open(self, case: Case, said: Sequence[Said], language: str) -> JoinNumber:
        """Shares a case with its log so far, under a number to say; a longer log is added afterwards."""
        first = next(batches(_leaving(said)), ())
        opened = case.opened
        request = live.OpenLiveCase(
            case=opened.case_id,
            language=language,
            checklist=opened.checklist,
            context=opened.context,
            events=first,
        )
        self._handle, number = self._service.ask(
            calls.OPEN_LIVE_CASE, live.LiveCaseOpened, _opened, request, self._flow
        )
        return number

    def standing(self) -> LiveStanding:
        """Where it stands now."""
        return self._ask(calls.LIVE_CASE, live.LiveCase, self._standing)

    def answer(self, *, allow: bool) -> LiveStanding:
        """Lets the agent in who asks, or not."""
        return self._ask(calls.ANSWER_AGENT, live.LiveCase, self._standing, live.AnswerAgent(allow=allow))

    def give_number(self, number: str) -> LiveStanding:
        """The number that the agent has read out."""
        if len(number) > LONGEST_NUMBER:
            raise RefusedError(Failure.NUMBER_WRONG)
        return self._ask(calls.GIVE_NUMBER, live.LiveCase, self._standing, live.GiveNumber(number=number))

    def add(self, said: Sequence[Said]) -> tuple[Logged, ...]:
        """Adds to the log, as much at once as the service reads."""
        added: list[Logged] = []
        for batch in batches(_leaving(said)):
            added += self._ask(calls.ADD_LIVE_EVENTS, EventsAdded, events_added, live.AddLiveEvents(events=batch))
        return tuple(added)

    def follow(self, after: int = 0) -> CaseStream:
        """What comes after a place in the log."""
        return self._service.follow(calls.FOLLOW_LIVE_CASE, self._known_by(), after, self._is_over)

    def end(self) -> None:
        """Shares it no more. What staff have begun a moment before is not lost: its claim is asked for once."""
        self._ask(calls.END_LIVE_CASE, Done, lambda _: None)
        with suppress(RefusedError):
            self.standing()

    def _is_over(self) -> bool:
        return self.standing().state is SharedState.ENDED

    def _standing(self, its: live.LiveCase) -> LiveStanding:
        standing = _standing(its)
        if its.claim is not None:
            self._keep_claim(reading.secret(its.claim))
        return standing

    def _known_by(self) -> dict[str, str]:
        if self._handle is None:
            raise RefusedError(Failure.NOT_LIVE)
        return {LIVE_CASE_HEADER: self._handle}

    def _ask(
        self, endpoint: Endpoint, reply: type[Reply], read: Callable[[Reply], Read], request: Message | None = None
    ) -> Read:
        return self._service.ask(endpoint, reply, read, request, known_by=self._known_by())


def batches(said: Sequence[Said]) -> Iterator[tuple[NewEvent, ...]]:
    """Events in their order, as many at once as a request may hold."""
    batch: list[NewEvent] = []
    size = 0
    for event in map(new_event, said):
        its_size = len(msgspec.json.encode(event)) + 1
        if batch and (len(batch) == MOST_EVENTS or size + its_size > LARGEST_BATCH):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(event)
        size += its_size
    if batch:
        yield tuple(batch)


def events_added(its: EventsAdded) -> tuple[Logged, ...]:
    """Events as they stand in the log now."""
    return tuple(map(logged, its.events))


def _leaving(said: Sequence[Said]) -> list[Said]:
    """Whoever calls: what not everybody may know never leaves this computer."""
    return [its for its in said if leaves(its.event, Side.CALLER)]


def _opened(its: live.LiveCaseOpened) -> tuple[str, JoinNumber]:
    return reading.secret(its.live_case), JoinNumber(line(its.join_number, LONGEST_NUMBER), reading.moment(its.ends_at))


def _standing(its: live.LiveCase) -> LiveStanding:
    """What a newer service asks a number for is not known here: then it is not offered to allow it."""
    state = reading.known(its.state, SharedState)
    if state is None:
        raise NotUnderstoodError
    return LiveStanding(
        state=state,
        until=reading.moment(its.ends_at),
        agent=line(its.agent or ""),
        organisation=line(its.organisation),
        word_pair=None if its.word_pair is None else (line(its.word_pair[0]), line(its.word_pair[1])),
        number_asked=None if its.number_asked is None else _number_asked(its.number_asked),
        verified_until=None if its.verified_until is None else reading.moment(its.verified_until),
        has_claim=its.claim is not None,
    )


def _number_asked(its: live.NumberAsked) -> NumberAsked | None:
    action = None if its.action is None else reading.known(its.action, StaffAction)
    if action is None and its.action is not None:
        return None
    return NumberAsked(action, reading.moment(its.ends_at))
