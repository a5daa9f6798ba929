"""The embedded backend is there when it is needed, comes back when it dies, and goes when the app goes."""

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from secinfo_desktop.commands import embedded as embedded_command
from secinfo_desktop.desktop import clock, embedded, program
from secinfo_desktop.desktop.accounts import DesktopAccounts
from secinfo_desktop.desktop.embedded import EmbeddedBackend, practice_settings
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery.ports import RefusedError
from tests.helpers.expected_log import ExpectedLog

READY = 'print(json.dumps({"port": 4000 + len(told), "token": "canary"}), flush=True)'
OBEDIENT = f"import json, sys; told = json.loads(sys.stdin.readline()); {READY}; sys.stdin.read()"
DEAF = f"import json, sys, threading; told = {{}}; {READY}; threading.Event().wait()"
SILENT = "import sys; sys.stdin.read()"
WITHOUT_ROOM = f"import sys; sys.stdin.readline(); sys.exit({embedded.NO_ROOM})"
DYING = "import sys; sys.stdin.readline(); sys.exit(3)"
TALKING_NONSENSE = "import sys; print('ready', flush=True); sys.stdin.read()"

Make = Callable[..., EmbeddedBackend]


@pytest.fixture
def make() -> Iterator[Make]:
    """Makes backends from a program's text; ends them."""
    made: list[EmbeddedBackend] = []

    def make_one(program: str, clock: Callable[[], float] = time.monotonic, **settings: object) -> EmbeddedBackend:
        made.append(EmbeddedBackend(settings, (sys.executable, "-c", program), clock))
        return made[-1]

    yield make_one
    for backend in made:
        backend.stop()


def pid(backend: EmbeddedBackend) -> int:
    assert backend._process is not None
    return backend._process._popen.pid


def kill(backend: EmbeddedBackend) -> None:
    """As the kernel would; returns once it is dead."""
    assert backend._process is not None
    os.kill(pid(backend), signal.SIGKILL)
    os.waitid(os.P_PID, pid(backend), os.WEXITED | os.WNOWAIT)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


# --- with small programs in its place ---


def test_settings_go_in_and_the_address_comes_out(make: Make) -> None:
    address = make(OBEDIENT, a=1, b=2).address()
    assert (address.url, address.token) == ("http://127.0.0.1:4002", "canary")


def test_starting_does_not_wait(make: Make) -> None:
    begin = time.monotonic()
    make(SILENT).start()
    assert time.monotonic() - begin < 2


def test_it_is_started_once(make: Make) -> None:
    backend = make(OBEDIENT)
    backend.start()
    first = pid(backend)
    threads = [threading.Thread(target=backend.address) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pid(backend) == first


def test_a_dead_one_is_started_again_at_the_next_call(make: Make, expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.desktop.embedded", "has died")
    backend = make(OBEDIENT)
    backend.address()
    first = pid(backend)
    kill(backend)
    assert backend.address().token == "canary"
    assert pid(backend) != first


@pytest.mark.parametrize("program", [DYING, TALKING_NONSENSE])
def test_after_three_deaths_in_a_minute_it_is_left_dead(make: Make, expected_log: ExpectedLog, program: str) -> None:
    expected_log.expect("secinfo_desktop.desktop.embedded", "has died")
    seconds = [0.0]
    backend = make(program, clock=lambda: seconds[0])
    with pytest.raises(RefusedError) as error:
        backend.address()
    assert error.value.failure is Failure.BROKEN
    with pytest.raises(RefusedError):
        backend.start()
    seconds[0] = embedded.DEATHS_WINDOW
    backend.start()


def test_one_that_is_not_ready_in_time_is_slow(make: Make) -> None:
    times = iter([0.0, embedded.READY_WITHIN - 0.01, embedded.READY_WITHIN + 1])
    with pytest.raises(RefusedError) as error:
        make(SILENT, clock=lambda: next(times)).address()
    assert error.value.failure is Failure.SLOW


def test_a_program_that_is_not_there_is_broken() -> None:
    with pytest.raises(RefusedError) as error:
        EmbeddedBackend({}, ("/nowhere/at/all",)).start()
    assert error.value.failure is Failure.BROKEN
    assert error.value.__context__ is None


@pytest.mark.parametrize("program", [OBEDIENT, DEAF])
def test_stopping_ends_it_within_a_second_and_for_good(make: Make, program: str) -> None:
    backend = make(program)
    backend.address()
    process = pid(backend)
    begin = time.monotonic()
    backend.stop()
    assert time.monotonic() - begin < 2
    assert not is_alive(process)
    with pytest.raises(RefusedError) as error:
        backend.address()
    assert error.value.failure is Failure.UNREACHABLE


def test_stopping_what_never_started_is_nothing(make: Make) -> None:
    make(OBEDIENT).stop()


def test_what_it_reports_goes_into_the_log(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "secinfo_desktop")
    backend = make(f"import sys; print('all is well', file=sys.stderr, flush=True); {OBEDIENT}")
    backend.address()
    backend.stop()
    assert "backend: all is well" in caplog.text


def test_it_is_this_program_that_is_started_frozen_or_not() -> None:
    by_python = program.command(*embedded.BACKEND, executable="python", is_frozen=False)
    assert by_python == ("python", "-P", "-m", "secinfo_desktop", "backend", "embedded")
    frozen = program.command(*embedded.BACKEND, executable="secinfo-desktop", is_frozen=True)
    assert frozen == ("secinfo-desktop", "backend", "embedded")


# --- with the real backend ---


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[EmbeddedBackend]:
    running = EmbeddedBackend(practice_settings(tmp_path / "practice"))
    yield running
    running.stop()


def test_after_a_kill_the_next_call_works(backend: EmbeddedBackend, expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.desktop.embedded", "has died")
    accounts = DesktopAccounts((), backend.address, clock.now)
    persona = accounts.practice().start("first-visit")
    before = backend.address()
    kill(backend)
    assert persona.story in {story.id for story in accounts.practice().stories()}
    after = backend.address()
    assert after.token != before.token


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="needs /proc")
def test_neither_token_nor_settings_can_be_seen_from_outside(backend: EmbeddedBackend, tmp_path: Path) -> None:
    token = backend.address().token
    assert token
    process = Path(f"/proc/{pid(backend)}")
    for seen in (process / "cmdline", process / "environ"):
        assert token.encode() not in seen.read_bytes()
    assert str(tmp_path).encode() not in (process / "cmdline").read_bytes()


APP = """
import json, sys
from pathlib import Path
from secinfo_desktop.desktop.embedded import EmbeddedBackend, practice_settings

backend = EmbeddedBackend(practice_settings(Path(sys.argv[1])))
backend.address()
print(json.dumps(backend._process._popen.pid), flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs pidfd_open")
def test_it_is_gone_soon_after_the_app_was_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", APP, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as app:
        assert app.stdout is not None
        process = os.pidfd_open(json.loads(app.stdout.readline()))
        assert not select.select([process], [], [], 0)[0]
        app.kill()
    try:
        assert select.select([process], [], [], 10)[0]
    finally:
        os.close(process)


def test_one_that_finds_no_room_says_so_each_time_and_is_never_given_up(make: Make, expected_log: ExpectedLog) -> None:
    """Whoever makes room need not wait."""
    expected_log.expect("secinfo_desktop.desktop.embedded", "has died")
    backend = make(WITHOUT_ROOM)
    for _ in range(embedded.MOST_DEATHS + 1):
        with pytest.raises(RefusedError) as refused:
            backend.address()
        assert refused.value.failure is Failure.NO_ROOM


def test_app_and_backend_mean_the_same_by_no_room() -> None:
    assert embedded.NO_ROOM == embedded_command.NO_ROOM
