"""Kills the app, or its backend, at a page; starts it again; and tells whether it is back at the same step."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from secinfo_desktop.desktop.folders import HOME

TOP: Final = Path(__file__).resolve().parents[2]
ANSWERS_WITHIN: Final = 20.0
BACK_WITHIN: Final = 3.0
"""Seconds, on a computer that has nothing else to do."""
IDLE: Final = 0.2
"""Seconds that Qt takes to be loaded on such a computer."""
PASSWORD: Final = "seven grey herons at noon"

Deed = tuple[str, ...]
_TEXT: Final[tuple[Deed, ...]] = (("WantsPractice",), ("ChoseStory", "first-visit"))
_WAITING: Final = (*_TEXT, ("gives name",), ("chooses", "phone"))
_SEARCH: Final = (*_WAITING, ("DidNotCome",))
_MAIL: Final[tuple[Deed, ...]] = (
    ("WantsPractice",),
    ("ChoseStory", "mail-junk"),
    ("gives name",),
    ("chooses", "email"),
)
_BY_HAND: Final[tuple[Deed, ...]] = (("Began", "forgot_password"), ("ChoseAccount", "microsoft"))
_ASKED_THERE: Final = (*_BY_HAND, ("SawContact", "phone_text"), ("AskedThere",))
_SEARCH_THERE: Final = (*_ASKED_THERE, ("DidNotCome",))
_IN_JUNK: Final[tuple[Deed, ...]] = (("ChoseStep", "look_in_junk"), ("Answered", "done"))
BY_HAND: Final[dict[str, tuple[Deed, ...]]] = {
    "by hand, see": _BY_HAND,
    "by hand, asked before": (("Began", "no_code"), ("ChoseAccount", "microsoft"), ("SawContact", "own_mail")),
    "by hand, ask": (*_BY_HAND, ("SawContact", "phone_text")),
    "by hand, code": _ASKED_THERE,
    "by hand, refused": (*_ASKED_THERE, ("SeesRefusal",)),
    "by hand, error": (*_BY_HAND, ("SawContact", "phone_text"), ("SeesError",)),
    "by hand, name": (*_BY_HAND, ("ForgotName",)),
    "by hand, question": (*_SEARCH_THERE, ("ChoseStep", "filter_is_on")),
    "by hand, instruction": (*_SEARCH_THERE, ("ChoseStep", "unblock_senders")),
    "by hand, hand-over": (*_SEARCH_THERE, ("WantsPerson",)),
    "by hand, stopped": (*_ASKED_THERE, ("StopsForNow",)),
    "by hand, locked": (("Began", "locked"), ("ChoseAccount", "microsoft")),
    "by hand, no contact": (("Began", "no_contact"), ("ChoseAccount", "microsoft")),
    "by hand, nobody asked": (("Began", "unasked_code"), ("ChoseAccount", "microsoft")),
    "by hand, another way there": (*_ASKED_THERE, ("Elsewhere",)),
    "by hand, another code": (*_ASKED_THERE, ("AskedAgain",)),
    "by hand, other steps": (*_SEARCH_THERE, ("WantsOtherStep",)),
    "by hand, ask after a step": (*_SEARCH_THERE, ("ChoseStep", "unblock_senders"), ("Answered", "done")),
    "by hand, ask with a corrected contact": (
        *_SEARCH_THERE,
        ("ChoseStep", "signed_in_elsewhere"),
        ("Answered", "yes"),
        ("ChoseStep", "correct_contact"),
        ("Answered", "done"),
    ),
    "by hand, another name": (*_SEARCH_THERE, ("ChoseStep", "correct_account_name"), ("Answered", "done")),
    "by hand, found": (*_BY_HAND, ("SawContact", "own_mail"), ("AskedThere",), ("DidNotCome",), *_IN_JUNK),
    "by hand, handed over": (*_SEARCH_THERE, ("WantsPerson",), ("Finished",)),
    "by hand, got in": (*_ASKED_THERE, ("CodeWorked",)),
}
"""The pages of an account on the provider's own pages; no backend stands behind them."""
EVERY_PAGE: Final[dict[str, tuple[Deed, ...]]] = {
    "whose account": (("Began", "no_code"),),
    "stories": (("WantsPractice",),),
    "account name": _TEXT,
    "contact": (*_TEXT, ("gives name",)),
    "waiting": _WAITING,
    "question": (*_SEARCH, ("ChoseStep", "filter_is_on")),
    "instruction": (*_SEARCH, ("ChoseStep", "unblock_senders")),
    "other steps": (*_SEARCH, ("WantsOtherStep",)),
    "waiting after a step": (*_SEARCH, ("ChoseStep", "unblock_senders"), ("Answered", "done")),
    "enter code": (*_MAIL, ("DidNotCome",), *_IN_JUNK),
    "new password": (*_WAITING, ("gives code",)),
    "hand-over": (*_SEARCH, ("WantsPerson",)),
    "handed over": (*_SEARCH, ("WantsPerson",), ("Finished",)),
    "stopped": (*_SEARCH, ("ChoseStep", "stop_and_cool_down"), ("Answered", "done")),
    "got in": (*_WAITING, ("gives code",), ("GavePassword", PASSWORD)),
}
"""The way to each page with a backend. A new page joins here."""


@dataclass(frozen=True)
class Sight:
    """What the person sees; ``seconds`` since the program was started, or since the last deed."""

    page: str
    step: str | None
    heading: str
    code: str | None
    notes: int
    problem: str | None
    code_lives: float | None = None
    """Seconds that the newest code lives, by the clock that the window shows."""
    says: Sequence[str] = ()
    """The notices above the page."""

    @property
    def place(self) -> tuple[object, ...]:
        """What must be the same after a crash."""
        return self.page, self.step, self.heading, self.code, self.notes


Around = Callable[..., Sequence[str]]
"""Makes another command line of one."""


def _as_it_is(*command: str) -> Sequence[str]:
    return command


class App:
    """The app's process; ``environment`` stands beside the test's own, and ``around`` may run it elsewhere."""

    def __init__(self, home: Path, environment: Mapping[str, str] | None = None, around: Around = _as_it_is) -> None:
        environment = {**os.environ, HOME: str(home), "QT_QPA_PLATFORM": "offscreen", **(environment or {})}
        self._process = subprocess.Popen(
            around(sys.executable, "-m", "tests.e2e.crash_app"),
            cwd=TOP,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            self.first = self._see()
        except AssertionError:
            self.kill()
            raise

    def does(self, *deeds: Deed) -> Sight:
        """The person does one thing after the other; what is seen at the end."""
        seen = self.first
        for deed in deeds:
            self._stdin.write(json.dumps(deed) + "\n")
            self._stdin.flush()
            seen = self._see()
        return seen

    def kill(self) -> None:
        """As the system does it when it must."""
        self._process.kill()
        self._process.communicate()

    def kill_backend(self) -> int:
        """The same to its backend; returns which process it was."""
        number = self._backend()
        os.kill(number, signal.SIGKILL)
        return number

    def has_another_backend(self, than: int, seconds: float) -> bool:
        """True once a new one runs."""
        return _until(lambda: self._backend_if_any() not in (None, than), seconds)

    def _backend(self) -> int:
        _until(lambda: self._backend_if_any() is not None, ANSWERS_WITHIN)
        found = self._backend_if_any()
        assert found is not None
        return found

    def _backend_if_any(self) -> int | None:
        children = Path(f"/proc/{self._process.pid}").glob("task/*/children")
        numbers = [int(number) for file in children for number in file.read_text().split()]
        return next((number for number in numbers if _is_alive(number)), None)

    @property
    def _stdin(self) -> IO[str]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _see(self) -> Sight:
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], ANSWERS_WITHIN)
        line = self._process.stdout.readline() if ready else ""
        assert line, "the app says nothing"
        told: dict[str, Any] = json.loads(line)
        return Sight(**told)


def _is_alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _until(is_so: Any, seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > ends:
            return False
        select.select([], [], [], 0.01)
    return True


@contextmanager
def started(home: Path, environment: Mapping[str, str] | None = None, around: Around = _as_it_is) -> Iterator[App]:
    """The app; killed at the end, whatever happens."""
    app = App(home, environment, around)
    try:
        yield app
    finally:
        app.kill()


@dataclass(frozen=True)
class Return:
    """One crash: where the person was, where they are after it, and how long that took from the start on."""

    before: Sight
    after: Sight
    seconds: float
    slowness: float

    @property
    def is_back(self) -> bool:
        """True if it is the same step, in time; on a busy computer everything takes longer."""
        return self.after.place == self.before.place and self.seconds <= BACK_WITHIN * self.slowness


def slowness() -> float:
    """How much longer things take now than on an idle computer."""
    began = time.monotonic()
    subprocess.run((sys.executable, "-c", "import PySide6.QtWidgets"), check=True)
    return max((time.monotonic() - began) / IDLE, 1.0)


def crash(home: Path, way: tuple[Deed, ...], *, with_backend: bool = False) -> Return:
    """Goes a way, kills the app there (and its backend first), starts it again and goes on with the newest case."""
    with started(home) as app:
        before = app.does(*way)
        if with_backend:
            app.kill_backend()
    slow = slowness()
    began = time.monotonic()
    with started(home) as app:
        after = app.does(("goes on",))
        seconds = time.monotonic() - began
    return Return(before, after, seconds, max(slowness(), slow))


def crash_in_time(home: Path, way: tuple[Deed, ...], tries: int = 3) -> Return:
    """The first that is back in time, or at another step: something else may hold the computer up once."""
    for number in range(tries):
        came = crash(home / str(number), way)
        if came.is_back or came.after.place != came.before.place:
            break
    return came
