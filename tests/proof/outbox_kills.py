"""The outbox's worker in a process of its own, killed at any stage of a letter, before servers that die as well.

A generation is some codes that were asked for. Workers live one after the other, each two minutes later than the one
before it, so that its claims are over; the last one is left alone, while the codes are still good.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import select

from secinfo_desktop.backend.delivery.kannel import KannelTransport
from secinfo_desktop.backend.delivery.smtp import Relay, SmtpTransport
from secinfo_desktop.backend.delivery.text_gateway import TextGateway
from secinfo_desktop.backend.delivery.transport import Transport
from secinfo_desktop.backend.delivery.worker import CLAIMED_FOR, Worker
from secinfo_desktop.backend.services.records import Letter
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.store.outbox import SqlOutbox
from secinfo_desktop.backend.store.tables import OUTBOX
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import Delivery, DeliveryState
from tests.helpers.clock import FrozenClock
from tests.helpers.service_bench import ServiceBench
from tests.proof.dying_servers import Dies, Servers, Stage, Taken

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Line  # has type parameters for the type checker alone

    from secinfo_desktop.backend.services.ports import Outbox

LETTERS, LIVES = 6, 4
_ID = re.compile(r"[0-9a-f]{32}")
BETWEEN = CLAIMED_FOR + timedelta(seconds=1)
WITHIN = 30.0
_starting = get_context("forkserver")
_starting.set_forkserver_preload([__name__])

Mistake = Literal["", "says it first", "forgets to say it", "another name each time"]
"""What a control does wrong."""


@dataclass
class Findings:
    """What the generations came to. All below ``in_window`` must be nothing."""

    kills: int = 0
    deaths: int = 0
    letters: int = 0
    repeats: int = 0
    in_window: int = 0
    """Letters that a server had taken and the database did not know of, when their worker or server had died."""
    unexplained: int = 0
    """More of them than one for a death: a worker has one letter in its hand."""
    outside: int = 0
    """Repeats of what the database knew to be taken."""
    lost: int = 0
    different: int = 0
    """Letters whose repeats had another Message-ID or path, another code or no tag."""


@dataclass(frozen=True)
class Life:
    """How a worker's life is to end: who dies at which letter's which stage. ``nobody`` does in the last one."""

    dies: Literal["worker", "server", "nobody"]
    stage: Stage
    at: int


@dataclass(frozen=True)
class Place:
    """Where the outbox lies: in SQLite's file in a folder, or in a PostgreSQL database."""

    folder: Path
    database: str | None = field(default=None, repr=False)

    def bench(self, clock: FrozenClock | None = None) -> ServiceBench:
        """A service over it."""
        return ServiceBench(self.folder, clock or FrozenClock(), database=self.database)


def live_and_die(place: Place, servers: Servers, generations: int, random: Random, mistake: Mistake = "") -> Findings:
    """Let so many generations pass, and look at what each life has left."""
    findings = Findings()
    for number in range(generations):
        _Generation(place, number, servers, random, findings, mistake).pass_by()
    return findings


NOBODY = Life("nobody", Stage.CONNECTED, 0)


@dataclass
class _Generation:
    place: Place
    number: int
    servers: Servers
    random: Random
    findings: Findings
    mistake: Mistake
    known: set[str] = field(default_factory=set)

    def pass_by(self) -> None:
        bench = self.place.bench()
        bench.random.seed(self.random.random())
        tags = _ask_for_codes(bench, range(self.number * LETTERS, (self.number + 1) * LETTERS))
        self.servers.taken.clear()
        for number in range(LIVES):
            life = self._life(number)
            before = len(self.servers.taken)
            died = _live(self.place, self.servers, life, bench.clock() + number * BETWEEN, self.mistake)
            self._look(bench, life if died else NOBODY, self.servers.taken[before:])
        self._sum_up(tags)
        bench.close()

    def _life(self, number: int) -> Life:
        dies: Literal["worker", "server"] = "worker" if self.random.random() < 0.7 else "server"
        stage = self.random.choices(list(Stage), weights=(1, 2, 4))[0]
        return Life("nobody" if number == LIVES - 1 else dies, stage, self.random.randint(1, LETTERS // 2))

    def _look(self, bench: ServiceBench, life: Life, taken: list[Taken]) -> None:
        """What the database knows now of what the servers have taken in a life."""
        its = self.findings
        its.kills += life.dies == "worker"
        its.deaths += life.dies == "server"
        its.outside += sum(name_of(letter) in self.known for letter in taken)
        self.known = _known_as_taken(bench)
        unknown = sum(name_of(letter) not in self.known for letter in taken)
        allowed = 0 if life.dies == "nobody" else 1
        its.in_window += min(unknown, allowed)
        its.unexplained += max(unknown - allowed, 0)

    def _sum_up(self, tags: dict[str, str]) -> None:
        times = Counter(name_of(letter) for letter in self.servers.taken)
        self.findings.letters += len(tags)
        self.findings.lost += len(tags.keys() - times.keys())
        self.findings.repeats += sum(times.values()) - len(times)
        for name, tag in tags.items():
            mine = [letter for letter in self.servers.taken if name_of(letter) == name]
            same = len({(letter.identity, letter.code) for letter in mine}) <= 1
            self.findings.different += not (same and all(tag in letter.words for letter in mine))


def name_of(letter: Taken) -> str:
    """The outbox id, which both kinds of identity have in them: a Message-ID and the address of a report."""
    found = _ID.search(letter.identity)
    return found[0] if found else letter.identity


def _ask_for_codes(bench: ServiceBench, people: range) -> dict[str, str]:
    """Queue some codes, by text and by mail in turn, and send none; their tags by outbox id."""
    asking, tags = Recovery(bench.surroundings(bench.store), lambda: None), {}
    for number in people:
        values = f"+49 171 {3920000 + number}", f"p{number}@example.com"
        account = bench.add_account(f"person{number}@example.org", phone=values[0], mail=values[1])
        flow, place = asking.open_flow(account.name), number % 2
        tag = asking.send_code(flow.handle, flow.contacts[place].id, values[place]).tag
        with bench.store.database.read() as connection:
            queued = select(OUTBOX.c.id).where(OUTBOX.c.account_id == account.id)
            tags[str(connection.execute(queued).scalar_one())] = tag
    return tags


def _known_as_taken(bench: ServiceBench) -> set[str]:
    taken = select(OUTBOX.c.id).where(OUTBOX.c.state == DeliveryState.ACCEPTED.value)
    with bench.store.database.read() as connection:
        return set(connection.execute(taken).scalars())


def _live(place: Place, servers: Servers, life: Life, at: datetime, mistake: Mistake) -> bool:
    """One worker's life, until it is killed or has done all that there is to do; True if somebody died of it."""
    mine, its = _starting.Pipe()
    died = False
    process = _starting.Process(target=work, args=(place, servers.mail_port, servers.text_port, at, mistake, its))

    def reached(stage: Stage, count: int) -> None:
        nonlocal died
        if (stage, count) != (life.stage, life.at) or life.dies == "nobody":
            return
        died = True
        if life.dies == "server":
            raise Dies
        process.kill()
        process.join()

    servers.begin(reached)
    process.start()
    its.close()
    mine.poll(WITHIN)  # it has done its work, or is dead
    process.kill()
    process.join()
    with servers.visiting:
        return died


def work(place: Place, mail_port: int, text_port: int, at: datetime, mistake: Mistake, line: "Line[Any, Any]") -> None:
    """Send what is due at a moment, and say so."""
    clock = FrozenClock(at)
    bench = place.bench(clock)
    gateway = TextGateway(f"http://127.0.0.1:{text_port}/cgi-bin/sendsms", "made-up", "made-up")
    ways: dict[Channel, Transport] = {
        Channel.EMAIL: SmtpTransport(Relay("127.0.0.1", mail_port), clock=clock),
        Channel.SMS: KannelTransport(gateway, lambda its_id: f"http://127.0.0.1:9/reports/{its_id}", clock),
    }
    outbox: Outbox = bench.store.outbox
    if mistake == "says it first":
        ways = {channel: _SaysItFirst(way, bench.store.outbox) for channel, way in ways.items()}
    elif mistake == "forgets to say it":
        outbox = _Forgetful(bench.store.database)
    elif mistake == "another name each time":
        ways = {channel: _Renaming(way, at) for channel, way in ways.items()}
    Worker(outbox, bench.writer.write, ways, clock, f"born {at}").deliver_due()
    line.send("done")
    line.recv()


class _SaysItFirst:
    """The control that sends at most once: it notes the yes before it has asked."""

    def __init__(self, its: Transport, outbox: SqlOutbox) -> None:
        self._its, self._outbox = its, outbox

    def send(self, letter: Letter) -> DeliveryState:
        self._outbox.report([(letter.id, Delivery(DeliveryState.ACCEPTED))])
        return self._its.send(letter)


class _Forgetful(SqlOutbox):
    """The control that does not note the yes."""

    def record(self, message_id: str, became: Delivery, due_at: datetime, owner: str) -> None:
        if became.state is not DeliveryState.ACCEPTED:
            super().record(message_id, became, due_at, owner)
            return
        super().record(message_id, Delivery(DeliveryState.DEFERRED), due_at + timedelta(seconds=1), owner)


class _Renaming:
    """The control whose repeats are other letters."""

    def __init__(self, its: Transport, at: datetime) -> None:
        self._its, self._at = its, at

    def send(self, letter: Letter) -> DeliveryState:
        renamed = replace(
            letter, id=f"{letter.id}-{self._at:%H%M}", message_id=f"<{letter.id}@{self._at:%H%M}.example.org>"
        )
        return self._its.send(renamed)
