"""A helpdesk's console and a caller's own window, each a real process, on one served backend; led by keys."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from secinfo_desktop.desktop.folders import HOME
from tests.backend.test_process import add_accounts
from tests.helpers.backend_process import PATIENCE, BackendProcess, backend, start
from tests.helpers.smtp_sink import SmtpSink, smtp_sink

TOP: Final = Path(__file__).resolve().parents[2]
ANSWERS_WITHIN: Final = 40.0
NAME: Final = "mara@example.org"
MAIL: Final = "mara.post@example.com"
AGENT, SENIOR = ("rosa", "Rosa Lind"), ("sami", "Sami Koch")
STAFF_PASSWORD: Final = "eleven slow trams at dusk"
_ORGANISATION: Final = """
[[organisation]]
id = "north"
name = "North Hospital"
address = "http://127.0.0.1:{port}"
pack = "example-organisation"
"""


@dataclass
class Keyed:
    """One of the windows; ``seen`` is what it told last."""

    process: "subprocess.Popen[str]"
    seen: dict[str, Any] = field(default_factory=dict)

    def does(self, *order: object) -> dict[str, Any]:
        """Gives an order, and returns what is seen then."""
        self._stdin.write(json.dumps(order) + "\n")
        self._stdin.flush()
        return self.looks()

    def keys(self, *keys: str) -> dict[str, Any]:
        """Presses keys, one after the other."""
        return self.does("key", *keys)

    def until(self, words: str) -> dict[str, Any]:
        """Waits until something is written in the window."""
        told = self.does("until", words)
        assert told["seen"], f"{words!r} is not seen, but:\n{told['reads']}"
        return told

    def presses_until(self, words: str, then: str) -> dict[str, Any]:
        """Presses what says this until something is written: a page that has just come hears no press by mistake."""
        self.until(words)

        def pressed(seen: dict[str, Any]) -> bool:
            return then in seen["reads"] or then in self.does("press", words)["reads"]

        return self.until_so(pressed)

    def presses_on(self, words: str) -> dict[str, Any]:
        """The same, until another step is shown."""
        self.until(words)
        before = self.seen["step"]
        return self.until_so(lambda seen: seen["step"] != before or self.does("press", words)["step"] != before)

    def until_so(self, is_so: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Waits until something is true of what is seen."""
        for _ in range(4000):
            if is_so(self.does("pause")):
                return self.seen
        raise AssertionError(f"it never becomes so:\n{self.seen}")

    def still(self) -> dict[str, Any]:
        """Waits until nothing is being done outside."""
        return self.until_so(lambda seen: not seen["busy"])

    def looks(self) -> dict[str, Any]:
        """Reads one answer."""
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], ANSWERS_WITHIN)
        line = self.process.stdout.readline() if ready else ""
        assert line, "the window says nothing"
        self.seen = json.loads(line)
        return self.seen

    @property
    def _stdin(self) -> IO[str]:
        assert self.process.stdin is not None
        return self.process.stdin

    def close(self) -> None:
        """Closes the window, by force if it does not go."""
        with suppress(OSError, ValueError, subprocess.TimeoutExpired):  # it may be closed already
            self._stdin.write('["leave"]\n')
            self._stdin.flush()
            self.process.communicate(timeout=5)
        self.process.kill()
        self.process.communicate()


def open_window(
    kind: str, home: Path, environment: Mapping[str, str] | None = None, app: str = "tests.e2e.keyed_app"
) -> Keyed:
    """Starts one of the windows on a computer of its own; another ``app`` leads it in the same way."""
    around = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **(environment or {}), HOME: str(home)}
    process = subprocess.Popen(
        (sys.executable, "-m", app, *kind.split()),
        cwd=TOP,
        env=around,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    window = Keyed(process)
    try:
        window.looks()
    except AssertionError:
        window.close()
        raise
    return window


@dataclass(frozen=True)
class Hospital:
    """An organisation's service with one account, an agent and a senior, and the mails that it sends."""

    service: BackendProcess
    mails: SmtpSink
    folder: Path

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.service.port

    def organise(self, home: Path) -> Path:
        """Sets the organisation up on a computer, as an administrator does."""
        return organise(home, self.port)

    def code(self) -> str:
        """The code in the newest mail."""
        self.mails.wait_for_mail(PATIENCE)
        (line,) = [line for line in self.mails.mails[-1].decode().splitlines() if line.startswith("    ")]
        self.mails.came.clear()
        return line.strip()


def organise(home: Path, port: int) -> Path:
    """Sets an organisation up on a computer, whose service is reached at a port."""
    site = home / "site"
    site.mkdir(parents=True)
    (site / "organisations.toml").write_text(_ORGANISATION.format(port=port), "utf-8")
    return home


@contextmanager
def a_hospital(folder: Path) -> Iterator[Hospital]:
    """It runs until the block ends."""
    folder.mkdir(parents=True)
    data = str(folder / "data")
    account = {"name": NAME, "contacts": [{"kind": "email", "value": MAIL}], "password": "nine old boats in the reeds"}
    assert add_accounts(data, account)[1] == {"added": 1}
    add_staff(data)
    with served(folder) as its:
        yield its


@contextmanager
def served(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Hospital]:
    """The service of whoever was added to the database in a folder; ``environment`` may give it another clock."""
    with ExitStack() as stack:
        sink = stack.enter_context(smtp_sink())
        reports = stack.enter_context((folder / "reports").open("w", encoding="utf-8"))
        serving = ("serve", "--data", str(folder / "data"), "--smtp", f"127.0.0.1:{sink.port}")
        service = stack.enter_context(backend(*serving, environment=environment, stderr=reports))
        yield Hospital(service, sink, folder)


def add_staff(data: str, seniors: Sequence[tuple[str, str]] = (SENIOR,)) -> None:
    """An agent, and who is senior."""
    people = [(AGENT, "agent"), *((each, "senior") for each in seniors)]
    lines = [
        json.dumps({"name": name, "shown_name": shown, "role": role, "password": STAFF_PASSWORD}) + "\n"
        for (name, shown), role in people
    ]
    process = start(["add-staff", "--data", data])
    out, err = process.communicate("".join(lines), timeout=PATIENCE)
    assert json.loads(out) == {"added": len(people)}, err


@contextmanager
def a_console(home: Path, who: str, environment: Mapping[str, str] | None = None) -> Iterator[Keyed]:
    """The console of somebody who has signed in by keys."""
    console = open_window("console", home, environment)
    try:
        sign_in(console, who)
        yield console
    finally:
        console.close()


def sign_in(console: Keyed, who: str) -> None:
    """Chooses the organisation and signs in."""
    console.keys("P")
    console.until("Where do you work?")
    console.keys("2")
    console.until("Sign in at North Hospital")
    console.does("types", who)
    console.keys("Tab")
    console.does("types", STAFF_PASSWORD)
    console.keys("Return")
    console.until("Join")
    console.still()
