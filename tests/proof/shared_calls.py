"""Two clients without windows work one shared case on a real service, while a proxy cuts their connections.

Each run is seeded: who says what in which order, and where the network fails. What was said is told apart by its time,
not by its id, so that a client that repeats under another id is found out.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from secinfo_desktop.backend.store.opening import open_store
from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.helpdesk import BackendHelpdesk
from secinfo_desktop.client.live_case import BackendLiveHelp
from secinfo_desktop.client.service import Service, ServiceClock
from secinfo_desktop.client.staff import STAFF_SESSION, StaffSession
from secinfo_desktop.client.streams import PASSING
from secinfo_desktop.client.transport import Bounds, Transport
from secinfo_desktop.desktop.checklists import shipped
from secinfo_desktop.desktop.own_secrets import InMemory
from secinfo_desktop.domain.calls import HandedTo
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.live_rules import Side
from secinfo_desktop.domain.staff import CallerProof
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import (
    Answered,
    ContextChanged,
    Event,
    Happened,
    Happening,
    Observed,
    Opened,
    Retracted,
    Skipped,
    StepShown,
)
from secinfo_desktop.recovery.live_help import LiveHelp, Said
from secinfo_desktop.recovery.ports import RefusedError
from secinfo_desktop.recovery.shared_log import SharedLog
from tests.bench.accounts import add_people
from tests.bench.live_calls import flow_of, prepare, token_of
from tests.bench.people import people
from tests.helpers.backend_process import backend
from tests.helpers.cutting_proxy import cutting_proxy
from tests.helpers.shared_case import SharedCase
from tests.helpers.smtp_sink import smtp_sink

if TYPE_CHECKING:
    from secinfo_desktop.helpdesk.records import HelpCase

CHECKLIST: Final = shipped("code_not_received")
BEGUN: Final = datetime(2026, 11, 27, 9, tzinfo=UTC)
WITHIN: Final = 30.0
"""Seconds after which a side that has not heard the end is said to hang."""
MOST_CUTS: Final = 12
QUICK: Final = Bounds(seconds=5.0, silence=20.0)
Share = Callable[[LiveHelp, Case, Callable[[], str]], SharedCase]


@contextmanager
def a_service(folder: Path, cases: int) -> Iterator[int]:
    """A hosted service with so many callers in flows of their own, and an agent for each; its port."""
    folder.mkdir(mode=0o700)
    with closing(open_store(folder, None)) as store:
        somebody = list(people(cases, 7))
        add_people(store.database, somebody)
        prepare(store.database, somebody)
    with smtp_sink() as sink, (folder.parent / "reports").open("w", encoding="utf-8") as reports:
        flags = ("serve", "--data", str(folder), "--smtp", f"127.0.0.1:{sink.port}", "--port", "0")
        with backend(*flags, stderr=reports) as serving:
            yield serving.port


class Speaker:
    """What one side says, by chance, of the case as it sees it; every event has a time of its own."""

    def __init__(self, side: Side, random: Random) -> None:
        self._side, self._random = side, random
        self._count = 0
        self.said: list[Event] = []

    def says(self, case: Case, *, is_verified: bool) -> tuple[Event, ...]:
        """An answer, a skip, something taken back, or what else happens in a call; and the step that is shown then."""
        draw, step = self._random, self._random.choice(sorted(CHECKLIST.questions))
        what: Event
        match draw.randrange(8):
            case 0:
                what = Skipped(self._now(), step)
            case 1 if (last := case.back()) is not None:
                what = Retracted(self._now(), last)
            case 2:
                what = Happened(self._now(), Happening.CODE_ASKED, Disclosure.PUBLIC)
            case 3:
                what = ContextChanged(self._now(), draw.choice(sorted(CHECKLIST.contexts)))
            case _:
                what = Answered(self._now(), step, draw.choice(CHECKLIST.outcomes(step)), float(draw.randrange(90)))
        audience = Disclosure.HELPDESK if is_verified and self._side is Side.AGENT else Disclosure.PUBLIC
        events = (what, StepShown(self._now(), step, audience))
        self.said += events
        return events

    def keeps_to_itself(self) -> Event:
        """What only this side may know."""
        level = Disclosure.HELPDESK if self._side is Side.AGENT else Disclosure.KNOWN_DEVICE
        return Observed(self._now(), "line_type", "voip", level)

    def _now(self) -> datetime:
        self._count += 1
        return BEGUN + timedelta(seconds=self._count, microseconds=self._side is Side.AGENT)


@dataclass
class Told:
    """What a side has heard, and what went wrong on its thread."""

    errors: list[Exception] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self, work: Callable[[], object]) -> threading.Thread:
        """On a thread of its own; what it raises is kept."""

        def run() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - told by the test, not swallowed
                self.errors.append(error)

        thread = threading.Thread(target=run, name="side", daemon=True)
        thread.start()
        self.threads.append(thread)
        return thread


class SharedRun:
    """One case from its join number to the hand-over back to the caller."""

    def __init__(self, port: int, proxy_url: str, place: int, seed: int, share: Share = SharedCase) -> None:
        self._port, self._proxy_url, self._random = port, proxy_url, Random(seed)
        self._is_straight = True
        self._waiting = threading.Event()
        ids = Random(seed + 1)
        self._new_id = lambda: f"{ids.getrandbits(96):024x}"
        self.help = BackendLiveHelp(self._service(), flow_of(place), lambda _: None)
        opened = Opened(BEGUN, f"case-{place:05d}", CHECKLIST.id, CHECKLIST.revision, "sms", Disclosure.PUBLIC)
        self.caller, self.agent = Speaker(Side.CALLER, Random(seed + 2)), Speaker(Side.AGENT, Random(seed + 3))
        self.shared = share(self.help, Case(opened, self.caller.says(Case(opened), is_verified=False)), self._new_id)
        secrets = InMemory()
        secrets.keep(STAFF_SESSION, token_of(place))
        self.desk = BackendHelpdesk(StaffSession(self._service(), secrets), lambda _: CHECKLIST.revision, self._new_id)
        self.case_id, self.told, self.notes = "", Told(), list[str]()
        self.heard: HelpCase | None = None

    def _service(self) -> Service:
        transport = Transport(lambda: ServiceAddress(self._url()), QUICK)
        return Service(transport, ServiceClock(lambda: datetime.now(UTC)), pause=lambda failed: 0.01 * min(failed, 5))  # noqa: TID251 - the clock of this computer

    def _url(self) -> str:
        return f"http://127.0.0.1:{self._port}" if self._is_straight else self._proxy_url

    def play(self, acts: int) -> None:
        """All of it: joined, talked, verified, talked on, handed back."""
        self._join()
        self._is_straight = False
        listening = [self.told.start(self._listen), self.told.start(self._follow)]
        self._talk(acts, is_verified=False)
        self._verify()
        self._talk(acts, is_verified=True)
        self._straight(lambda: self.desk.hand_over(self.case_id, HandedTo.CALLER))
        for thread in listening:
            thread.join(WITHIN)

    def _join(self) -> None:
        number = self.shared.open("en").number
        self.case_id = self.desk.join(number).case_id
        self.help.answer(allow=True)

    def _verify(self) -> None:
        def both() -> None:
            asked = self.desk.verify(self.case_id, CallerProof.NUMBER, None)
            self.help.give_number(asked.number or "")

        self._straight(both)

    def _straight(self, work: Callable[[], object]) -> None:
        self._is_straight = True
        work()
        self._is_straight = False

    def _listen(self) -> None:
        for _ in self.shared.follow():
            pass

    def _follow(self) -> None:
        for case in self.desk.follow(self.case_id, 0):
            self.heard = case

    def _talk(self, acts: int, *, is_verified: bool) -> None:
        order = [self._random.choice((self._caller_says, self._agent_says, self._agent_notes)) for _ in range(acts)]
        callers = [act for act in order if act == self._caller_says]
        agents = [act for act in order if act != self._caller_says]
        talking = [self.told.start(partial(self._do, these, is_verified)) for these in (callers, agents)]
        for thread in talking:
            thread.join(WITHIN)

    @staticmethod
    def _do(acts: Sequence[Callable[[bool], None]], is_verified: bool) -> None:
        for act in acts:
            act(is_verified)

    def _caller_says(self, is_verified: bool) -> None:
        events = self.caller.says(self.shared.log.case, is_verified=is_verified)
        self.shared.say(*events, self.caller.keeps_to_itself())
        while self.shared.log.pending:
            self._until_done(self.shared.send)

    def _agent_says(self, is_verified: bool) -> None:
        known = self.desk._cases.get(self.case_id)
        log = known.help_case().log if known else Case(self.shared.log.opened)
        events = (*self.agent.says(log, is_verified=is_verified), self.agent.keeps_to_itself())
        self._until_done(lambda: self.desk.add(self.case_id, events))

    def _agent_notes(self, _is_verified: bool) -> None:
        self.notes.append(f"note {'abcdefghij'[len(self.notes) % 10]} of {len(self.notes)}")
        self._until_done(lambda: self.desk.note(self.case_id, self.notes[-1]))

    def _until_done(self, work: Callable[[], object]) -> None:
        for tries in range(200):
            try:
                work()
            except RefusedError as refused:
                if refused.failure not in PASSING:
                    raise
                self._waiting.wait(0.01 * min(tries + 1, 5))
            else:
                return
        raise AssertionError("never done")

    # -- what has come of it

    def wrong(self) -> list[str]:
        """What is not as it must be, in words; nothing if both sides are equal and all that was said is there once."""
        if self.told.errors:
            return [f"a side failed: {error!r}" for error in self.told.errors]
        if any(thread.is_alive() for thread in self.told.threads):
            return ["a side hangs"]
        self._is_straight = True
        known = self.desk._cases.get(self.case_id)
        heard = known.log if known else SharedLog(self.shared.log.opened, Side.AGENT)
        self.desk._cases.forget(self.case_id)
        there = self.desk.kept(self.case_id)
        found = list(self._of_logs(heard, there.log))
        notes = Counter(note.text for note in there.notes)
        return found + ([] if notes == Counter(self.notes) else ["notes are lost or doubled"])

    def _of_logs(self, heard: SharedLog, there: SharedLog) -> Iterator[str]:
        callers = self.shared.log
        if not callers.known == heard.known == there.known:
            yield "the logs are not equal"
        if callers.case.later != heard.case.later:
            yield "the cases are not equal"
        if [its.seq for its in there.known] != list(range(1, len(there.known) + 1)):
            yield "a place is missing"
        for speaker, side in ((self.caller, Side.CALLER), (self.agent, Side.AGENT)):
            kept = Counter(its.event for its in there.known if its.event is not None and its.by is side)
            said = Counter(speaker.said)
            if said - kept:
                yield f"lost of the {side.value}: {sum((said - kept).values())}"
            if kept - said:
                yield f"doubled, or told though it was not to be, by the {side.value}: {sum((kept - said).values())}"


class ForgetfulCase(SharedCase):
    """A mistake: what could not be sent is not sent again."""

    def send(self) -> SharedLog:
        """Once."""
        pending = self.log.pending
        try:
            return super().send()
        except RefusedError:
            return self._change(lambda log: log.without(its.id for its in pending))


class RenamingCase(SharedCase):
    """A mistake: what is sent again has another id."""

    def send(self) -> SharedLog:
        """Under new ids where it failed."""
        pending = self.log.pending
        try:
            return super().send()
        except RefusedError:
            again = tuple(Said(self._new_id(), its.event) for its in pending)
            self._change(lambda log: log.without(its.id for its in pending))
            return self._change(lambda log: SharedLog(log.opened, log.side, log.known, (*log.said, *again), log.apart))


def play(port: int, place: int, seed: int, acts: int, share: Share = SharedCase) -> list[str]:
    """One seeded run; what is wrong with it."""
    with cutting_proxy(port, Random(seed), MOST_CUTS) as proxy:
        run = SharedRun(port, proxy.url, place, seed, share)
        run.play(acts)
        return run.wrong()
