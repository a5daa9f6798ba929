"""Browsers, pages and profiles of cardboard: each does what the test says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from secinfo_desktop.browsers.landing import Arrival, Ticket
from secinfo_desktop.browsers.landing_page import Landing
from secinfo_desktop.browsers.profiles import Profile, create


@dataclass
class FakeProcess:
    """A browser that lives until it is asked to end."""

    pid: int = 1
    is_alive: bool = True
    ended: int = 0

    def ask_to_end(self) -> None:
        self.is_alive = False

    def end(self) -> None:
        self.is_alive = False
        self.ended += 1


@dataclass
class FakePages:
    """``arrivals`` says what comes to each page, in the order in which they are added; None is nobody."""

    arrivals: list[Arrival | None]
    added: list[Landing] = field(default_factory=list)
    is_closed: bool = False

    def add(self, landing: Landing) -> Ticket:
        token = f"mark-of-{len(self.added)}"
        self.added.append(landing)
        return Ticket(token, f"http://127.0.0.1:1/open/{token}")

    def wait(self, token: str, _seconds: float) -> Arrival | None:
        return self.arrivals[int(token.rpartition("-")[2])]

    def close(self) -> None:
        self.is_closed = True


@dataclass
class FakeStarter:
    """Starts cardboard browsers, or fails as ``fails`` says."""

    commands: list[Sequence[str]] = field(default_factory=list)
    processes: list[FakeProcess] = field(default_factory=list)
    dies_at_once: bool = False
    fails: bool = False
    before: Callable[[], object] = lambda: None

    def __call__(self, command: Sequence[str]) -> FakeProcess:
        self.before()
        if self.fails:
            raise FileNotFoundError(command[0])
        self.commands.append(command)
        self.processes.append(FakeProcess(len(self.processes) + 1, is_alive=not self.dies_at_once))
        return self.processes[-1]


@dataclass
class FakeFront:
    """Brings those windows to the front that it has."""

    has: set[int]
    shown: list[int] = field(default_factory=list)

    def can_show(self, pid: int) -> bool:
        return pid in self.has

    def show(self, pid: int) -> bool:
        if pid in self.has:
            self.shown.append(pid)
        return pid in self.has


@dataclass
class Maker:
    """Makes profiles; in each of them the file that is ``blocked`` can't be written."""

    root: Path
    made: list[Profile]
    blocked: str | None = None

    def __call__(self) -> Profile:
        self.made.append(create(self.root))
        if self.blocked is not None:
            (self.made[-1].folder / self.blocked).mkdir()
        return self.made[-1]
