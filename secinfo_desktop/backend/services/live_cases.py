"""A case that the caller's app shares with the helpdesk: a number to join, Allow, and a log that both sides add to.

Before the caller has pressed Allow there is no such case for the helpdesk: nothing of it can be read, and no account.
A flow for a name that nobody has is shared like any other, and is never verified.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services import tokens
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind, Auditor
from secinfo_desktop.backend.services.live_records import (
    UNSHARED,
    CallDone,
    CallStanding,
    CaseLogEvent,
    LiveCases,
    LoggedEvent,
    NewShared,
    Said,
    Shared,
)
from secinfo_desktop.backend.services.open_flows import OpenFlows
from secinfo_desktop.backend.services.ports import CodeKeys
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_records import StaffMember
from secinfo_desktop.domain import limits, live_rules
from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import JOINS_OF_ALL, JOINS_OF_ONE, LiveWord, SharedState
from secinfo_desktop.domain.staff import JOIN_LIVES

ID_BYTES = 16


@dataclass(frozen=True)
class OpenedCase:
    """A case that is shared from now on. Handle and number are secrets: told once, and kept as digests."""

    handle: str = field(repr=False)
    number: str = field(repr=False)
    ends_at: datetime
    now: datetime


@dataclass(frozen=True)
class Sharing:
    """What a caller's app begins to share."""

    language: str
    checklist: str
    context: str
    events: tuple[LoggedEvent, ...] = ()


@dataclass(frozen=True)
class ForCaller:
    """Where a shared case stands, as the caller may see it."""

    standing: CallStanding
    state: SharedState
    word_pair: tuple[str, str] | None
    now: datetime


class LiveCalls:
    """The shared cases of one service. ``on_event`` is told which case has news."""

    def __init__(
        self,
        store: LiveCases,
        flows: OpenFlows,
        keys: CodeKeys,
        clock: Clock,
        random: Random,
        audit: Auditor,
        words: Callable[[str], Sequence[str]],
        on_event: Callable[[str], None],
    ) -> None:
        self._store, self._flows, self._keys, self._clock = store, flows, keys, clock
        self._random, self._audit, self._words, self._on_event = random, audit, words, on_event

    def open(self, flow_handle: str, sharing: Sharing, *, peer: str | None = None) -> OpenedCase:
        """Share the case of a flow, under a number that the caller says.

        Raises:
            Refused: FLOW_ENDED; TOO_SOON for another number a moment later.
        """
        flow, now = self._flows.find(flow_handle, peer, guesses_needed=False)
        handle, number = tokens.new_token(self._random), live_rules.new_number(self._random, live_rules.JOIN_DIGITS)
        shared = Shared(
            id=self._id(),
            handle_digest=tokens.digest(handle),
            flow_id=flow.id,
            case_id=self._id(),
            join_digest=self._join_digest(number),
            join_ends_at=now + JOIN_LIVES,
            opened_at=now,
        )
        account_id = None if flow.decoy else flow.account_id
        new = NewShared(shared, account_id, sharing.language, sharing.checklist, sharing.context, sharing.events)
        event = self._audit.event(AuditKind.CASE_SHARED, flow.account_id, peer)
        self._store.open(new, lambda before: _not_at_once(before, now), event)
        return OpenedCase(handle, number, shared.join_ends_at, now)

    def join(self, agent: StaffMember, typed: str, *, peer: str | None = None) -> tuple[str, datetime, datetime]:
        """Ask the caller with a number to be let in; returns the case, until when they can allow it, and the time.

        Raises:
            Refused: JOIN_NUMBER_WRONG, TOO_MANY_GUESSES.
        """
        now = self._clock()
        one, everybody = (self._keys.digest(f"join try\n{whose}") for whose in (agent.id, "everybody"))

        def check(by_one: Sequence[datetime], by_all: Sequence[datetime]) -> None:
            at = max(limits.next_at(by_one, now, JOINS_OF_ONE), limits.next_at(by_all, now, JOINS_OF_ALL))
            if at > now:
                raise Refused(Failure.TOO_MANY_GUESSES, at - now)

        with self._audit.refusals(AuditKind.JOIN_REFUSED, None, peer, staff=agent.id):
            number = live_rules.digits_of(typed, live_rules.JOIN_DIGITS)
            digest = self._join_digest(number or "")
            joined = self._store.join(
                (one, everybody), digest, agent, now, now - limits.LONGEST_WINDOW, check,
                lambda account_id: self._audit.event(AuditKind.CASE_JOINED, account_id, peer, staff=agent.id),
            )  # fmt: skip
            if joined is None or joined.shared is None:
                raise Refused(Failure.JOIN_NUMBER_WRONG)
        self._on_event(joined.case.id)
        return joined.case.id, joined.shared.join_ends_at, now

    def standing(self, handle: str) -> ForCaller:
        """Where it stands for the caller.

        Raises:
            Refused: NOT_LIVE.
        """
        return self._told(self.of_handle(handle))

    def answer(self, handle: str, *, allow: bool, peer: str | None = None) -> ForCaller:
        """Let the agent in, or not; a number that was refused is dead. The same answer again changes nothing.

        Raises:
            Refused: NOT_LIVE if nobody has asked, or it is over.
        """
        now = self._clock()

        def decide(standing: CallStanding) -> CallDone:
            state = standing.state(now)
            if allow and state is SharedState.LIVE:
                return CallDone()
            if state is not SharedState.ASKED or standing.shared is None or standing.agent is None:
                raise Refused(Failure.NOT_LIVE)
            event = self._event(AuditKind.AGENT_ALLOWED if allow else AuditKind.AGENT_NOT_ALLOWED, standing, peer)
            if not allow:
                return CallDone(
                    shared=replace(standing.shared, ended_at=now),
                    said=(Said(LiveWord.REFUSED, "caller"),),
                    events=(event,),
                )
            case = replace(standing.case, state=CaseState.OPEN.value, owner_id=standing.agent.id)
            shared = replace(standing.shared, allowed_at=now)
            return CallDone(case, shared, said=(Said(LiveWord.ALLOWED, "caller"),), events=(event,))

        return self._told(self._do(handle, now, decide))

    def add(self, handle: str, events: Sequence[LoggedEvent]) -> tuple[tuple[CaseLogEvent, ...], datetime]:
        """Add the caller's events to the log, each id once; also what was said in a flow that has just been closed.

        Raises:
            Refused: NOT_LIVE, also for a log that is as long as it may be.
        """
        now, case_id = self._clock(), self.case_of(handle)

        def check(standing: CallStanding) -> None:
            if not _is_of(handle, standing) or standing.is_over(now):
                raise Refused(Failure.NOT_LIVE)
            if standing.case.last_seq + len(events) > live_rules.MOST_IN_LOG:
                raise Refused(Failure.NOT_LIVE)

        added = self._store.add(case_id, now, events, check)
        self._on_event(case_id)
        return added, now

    def end(self, handle: str, *, peer: str | None = None) -> datetime:
        """Share it no more; who is let in reads nothing further. Ending it again changes nothing.

        Raises:
            Refused: NOT_LIVE for a handle of nothing.
        """
        now = self._clock()

        def decide(standing: CallStanding) -> CallDone:
            return self._ended(standing, now, "caller", peer)

        self._do(handle, now, decide)
        return now

    def end_if_over(self, case_id: str, now: datetime) -> None:
        """Write down that a shared case has ended with its flow, as it stood at a time.

        While last words may still come, only that nobody is verified any more.
        """

        def decide(standing: CallStanding) -> CallDone:
            if standing.is_over(now):
                return self._ended(standing, now, "service", None)
            return CallDone(standing.case.unverified()) if standing.is_verified_in_vain(now) else CallDone()

        if self._store.do(case_id, now, decide) is not None:
            self._on_event(case_id)

    def _ended(self, standing: CallStanding, now: datetime, by: str, peer: str | None) -> CallDone:
        if standing.shared is None or standing.shared.ended_at is not None:
            return CallDone()
        return CallDone(
            case=standing.case.unverified(),
            shared=replace(standing.shared, ended_at=now, join_digest=None),
            said=(Said(LiveWord.ENDED, by),),
            events=(self._event(AuditKind.SHARING_ENDED, standing, peer),),
        )

    def word_pair(self, agent: StaffMember, case_id: str) -> tuple[str, str] | None:
        """For the agent to say first who leads a case; None where nobody is let in now."""
        standing = self._store.standing(case_id)
        if standing is None or standing.state(self._clock()) is not SharedState.LIVE:
            return None
        if standing.case.owner_id != agent.id:
            return None
        return self._words_of(standing)

    def words_to_say(self, agent: StaffMember, case_id: str) -> tuple[str, str] | None:
        """For the agent who has asked to be let in, before the caller allows it; None for everybody else."""
        standing = self._store.standing(case_id)
        if standing is None or standing.state(self._clock()) is not SharedState.ASKED:
            return None
        is_who_asks = standing.shared is not None and standing.shared.asked_by == agent.id
        return self._words_of(standing) if is_who_asks else None

    def case_of(self, handle: str) -> str:
        """The case behind a caller's handle.

        Raises:
            Refused: NOT_LIVE.
        """
        case_id = self._store.case_of(tokens.digest(handle))
        if case_id is None:
            raise Refused(Failure.NOT_LIVE)
        return case_id

    def of_handle(self, handle: str) -> CallStanding:
        """Where the case behind a caller's handle stands, whatever that is.

        Raises:
            Refused: NOT_LIVE.
        """
        standing = self._store.standing(self.case_of(handle))
        if standing is None or not _is_of(handle, standing):
            raise Refused(Failure.NOT_LIVE)
        return standing

    def now(self) -> datetime:
        """The service's time."""
        return self._clock()

    def for_agent(self, agent: StaffMember, case_id: str) -> CallStanding:
        """A case that an agent may follow: one of the helpdesk's, or one that they have asked to join.

        Raises:
            Refused: UNKNOWN_CASE.
        """
        standing = self._store.standing(case_id)
        if standing is None or not may_read(agent, standing):
            raise Refused(Failure.UNKNOWN_CASE)
        return standing

    def _do(self, handle: str, now: datetime, decide: Callable[[CallStanding], CallDone]) -> CallStanding:
        case_id = self.case_of(handle)

        def of_handle(standing: CallStanding) -> CallDone:
            if not _is_of(handle, standing):
                raise Refused(Failure.NOT_LIVE)
            return decide(standing)

        standing = self._store.do(case_id, now, of_handle)
        if standing is None:
            raise Refused(Failure.NOT_LIVE)
        self._on_event(case_id)
        return standing

    def _told(self, standing: CallStanding) -> ForCaller:
        now = self._clock()
        state = standing.state(now)
        if state is SharedState.ENDED and not standing.is_over(now):
            state = SharedState.LIVE  # the caller's app goes on telling; nothing is done to the account any more
        is_joined = state in (SharedState.ASKED, SharedState.LIVE)
        return ForCaller(standing, state, self._words_of(standing) if is_joined else None, now)

    def _words_of(self, standing: CallStanding) -> tuple[str, str]:
        shared = standing.shared
        mark = self._keys.digest(f"word pair\n{shared.id}\n{shared.asked_by}" if shared else "")
        return live_rules.word_pair(mark, self._words(standing.case.language))

    def _event(self, kind: AuditKind, standing: CallStanding, peer: str | None) -> AuditEvent:
        staff = standing.agent.id if standing.agent else None
        return self._audit.event(kind, standing.case.account_id, peer, staff=staff)

    def _join_digest(self, number: str) -> str:
        return self._keys.digest(f"join number\n{number}")

    def _id(self) -> str:
        return self._random.randbytes(ID_BYTES).hex()


def may_read(agent: StaffMember, standing: CallStanding) -> bool:
    """True for a case of the helpdesk's, and for one that an agent has asked to join, whose answer they wait for."""
    asked = standing.shared is not None and standing.shared.asked_by == agent.id
    return standing.case.state != UNSHARED or asked


def _is_of(handle: str, standing: CallStanding) -> bool:
    return standing.shared is not None and standing.shared.handle_digest == tokens.digest(handle)


def _not_at_once(before: Shared | None, now: datetime) -> None:
    if before is None:
        return
    wait: timedelta = before.opened_at + live_rules.OPEN_AGAIN_AFTER - now
    if timedelta() < wait <= live_rules.OPEN_AGAIN_AFTER:
        raise Refused(Failure.TOO_SOON, wait)
