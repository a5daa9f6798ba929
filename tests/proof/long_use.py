"""Days of mixed use of a served backend: many people, round after round, while its clock is moved on.

The service is the real process with its real worker, mails and upkeep, called over HTTP by the app's own client. Every
round somebody recovers, others guess wrong, sign in rightly and wrongly, leave flows open, or can't be reached.
"""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psutil

from secinfo_desktop import resources
from secinfo_desktop.client.account import BackendAccount
from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.service import Service, ServiceClock
from secinfo_desktop.client.transport import Transport
from secinfo_desktop.desktop import clock
from secinfo_desktop.domain import providers
from secinfo_desktop.recovery.ports import Purpose, RefusedError
from tests.helpers.backend_process import BackendProcess, backend, start
from tests.helpers.service_bench import wrong
from tests.helpers.smtp_sink import SmtpSink, smtp_sink

PEOPLE: Final = 12
NOBODY_THERE: Final = "550 no such mailbox"
_FIRST: Final = "four herons by the canal"
_MAIL_WITHIN: Final = 20.0
_MOVED_IN_WITHIN: Final = 100.0
"""Seconds; passwords are slow to hash on purpose."""
_PACK: Final = providers.parse(resources.text("providers/example-organisation.toml"))
_PROGRAM: Final = """
import os, sys
from datetime import timedelta
from pathlib import Path
from secinfo_desktop.backend import process
from secinfo_desktop.backend.http.watch import Watch
from secinfo_desktop.backend.store.upkeep import SqlUpkeep
hours, own_time = Path(os.environ["HOURS"]), process.system_time
process.system_time = lambda: own_time() + timedelta(hours=int(hours.read_text()))
{mistake}
from secinfo_desktop.__main__ import main
sys.exit(main())
"""
"""The service by a clock that a test moves: libfaketime makes the waits of many threads take seconds."""
_KEEPS: Final = """
kept, answer = [], Watch.__call__
async def leaking(self, scope, receive, send):
    kept.append({what})
    await answer(self, scope, receive, send)
Watch.__call__ = leaking
"""
MISTAKES: Final = {
    "memory": _KEEPS.format(what="bytearray(b'x') * 20_000"),
    "handles": _KEEPS.format(what="open('/dev/null')"),
    "rows": "SqlUpkeep.forget = lambda self, now: False",
}
"""Planted: what is kept of every request, or that no row is ever forgotten."""


@dataclass(frozen=True)
class Sample:
    """What the service uses after a round; rows by the name of their table."""

    memory: int
    handles: int
    threads: int
    rows: dict[str, int]
    size: int
    """Bytes of the database."""

    @property
    def passing_rows(self) -> int:
        """Those that live for days at most: flows and their codes, answers, what the ceilings count."""
        return sum(self.rows[table] for table in ("flow", "code", "answer", "attempt", "send"))

    @property
    def notices(self) -> int:
        """Messages without a code: one for each recovery, kept for 30 days."""
        return self.rows["outbox"] - self.rows["code"]


@dataclass
class Town:
    """The people, and what they have to do with the service."""

    service: BackendProcess
    mails: SmtpSink
    clock: Path
    database: Path
    hours: int = 0
    passwords: dict[int, str] = field(default_factory=dict)
    recovered: int = 0

    def lives_on(self, rounds: int, hours_each: int) -> Iterator[Sample]:
        """One round after the other, each so many hours after the last."""
        for number in range(rounds):
            self.hours += hours_each
            self._move_clock()
            self._round(number)
            yield self._sample()

    def _move_clock(self) -> None:
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(str(self.hours), "ascii")
        fresh.replace(self.clock)

    def _round(self, number: int) -> None:
        who = iter((number * 7 + step) % PEOPLE for step in range(7))
        self._recovers(next(who), number)
        self._guesses_wrong(next(who))
        self._signs_in(next(who))
        self._signs_in_wrongly(next(who))
        self._leaves_it_open(next(who))
        self._can_not_be_reached(next(who))

    def _recovers(self, who: int, number: int) -> None:
        account = self._asks(who)
        account.give_code(self._code())
        new = f"{number} herons by the canal"
        account.set_password(new)
        self.passwords[who] = new
        self.recovered += 1

    def _guesses_wrong(self, who: int) -> None:
        account = self._asks(who)
        code = self._code()
        for by in range(1, 6):
            with suppress(RefusedError):
                account.give_code(wrong(code, by))

    def _signs_in(self, who: int) -> None:
        body = {"account_name": _name(who), "password": self.passwords.get(who, _FIRST), "device": "desk"}
        self.service.ok("POST", "/sign-in", body)

    def _signs_in_wrongly(self, who: int) -> None:
        body = {"account_name": _name(who), "password": "none of mine", "device": "desk"}
        assert self.service.call("POST", "/sign-in", body)[0] == 403

    def _leaves_it_open(self, who: int) -> None:
        self._asks(who)
        self._code()

    def _can_not_be_reached(self, who: int) -> None:
        self.mails.answer_to_recipient = NOBODY_THERE
        before = len(self.mails.recipients)
        account = self._asks(who)
        while len(self.mails.recipients) == before:
            account.standing()
        self.mails.recipients.clear()
        self.mails.answer_to_recipient = "250 fine"

    def _asks(self, who: int) -> BackendAccount:
        """Opens a flow as the app does it, and asks for a code."""
        address = ServiceAddress(f"http://127.0.0.1:{self.service.port}")
        service = Service(Transport(lambda: address), ServiceClock(clock.now))
        account = BackendAccount(service, _PACK)
        (contact,) = account.open(_name(who), Purpose.RECOVER)
        self.mails.mails.clear()
        account.send_code(contact.id, _mail(who))
        return account

    def _code(self) -> str:
        """The code in the mail that has one; notices come between."""
        while True:
            self.mails.came.clear()
            lines = (line for mail in self.mails.mails for line in mail.decode().splitlines())
            found = next((line for line in lines if line.startswith("    ")), None)
            if found is not None:
                self.mails.mails.clear()
                return found.replace(" ", "")
            self.mails.wait_for_mail(_MAIL_WITHIN)

    def _sample(self) -> Sample:
        process = psutil.Process(self.service.process.pid)
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            rows = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}  # noqa: S608 - its own names
        connection.close()
        return Sample(process.memory_info().rss, process.num_fds(), process.num_threads(), rows, self._size())

    def _size(self) -> int:
        return self.database.stat().st_size


def _name(who: int) -> str:
    return f"person-{who}@example.org"


def _mail(who: int) -> str:
    return f"post-{who}@example.com"


def _account(who: int) -> dict[str, Any]:
    return {"name": _name(who), "contacts": [{"kind": "email", "value": _mail(who)}], "password": _FIRST}


def _move_in(data: Path) -> None:
    lines = "".join(f"{json.dumps(_account(who))}\n" for who in range(PEOPLE))
    adding = start(("add-account", "--data", str(data)))
    assert json.loads(adding.communicate(lines, timeout=_MOVED_IN_WITHIN)[0]) == {"added": PEOPLE}


@contextmanager
def a_town(folder: Path, mistake: str = "") -> Iterator[Town]:
    """Its service runs as it is, or with a planted ``mistake``."""
    data, moved = folder / "data", folder / "hours"
    moved.write_text("0", "ascii")
    command = (sys.executable, "-c", _PROGRAM.format(mistake=MISTAKES.get(mistake, "")), "backend")
    _move_in(data)
    environment = {"HOURS": str(moved), "MALLOC_ARENA_MAX": "2"}
    with ExitStack() as stack:
        sink = stack.enter_context(smtp_sink())
        reports = stack.enter_context((folder / "log").open("w"))
        serving = ("serve", "--data", str(data), "--smtp", f"127.0.0.1:{sink.port}")
        service = stack.enter_context(backend(*serving, environment=environment, command=command, stderr=reports))
        yield Town(service, sink, moved, data / "secinfo.db")
