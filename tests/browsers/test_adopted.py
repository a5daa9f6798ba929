"""Windows that outlived the app: told as open, shown, closed and erased; what only looks like one is left alone."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from secinfo_desktop.browsers import records
from secinfo_desktop.browsers.adopted import AdoptedSessions
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.profiles import Profile, create
from secinfo_desktop.browsers.states import CanBeShown, SessionChanged, State
from tests.browsers.fakes import FakeFront

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links of this form are Chromium's on POSIX")


@pytest.fixture
def browser() -> Iterator["subprocess.Popen[bytes]"]:
    """A process that does nothing until it is ended."""
    running = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield running
    running.kill()
    running.communicate()


def left_open(root: Path, which: Which, pid: int, host: str = "") -> Profile:
    """A folder as a crash leaves it while its browser lives on."""
    profile = create(root)
    records.write(profile.folder, records.Record(which, pid))
    (profile.folder / "SingletonLock").symlink_to(f"{host or socket.gethostname()}-{pid}")
    profile._lock.release()
    return profile


def test_a_window_that_outlived_the_app_is_told_shown_and_erased(
    tmp_path: Path, browser: "subprocess.Popen[bytes]"
) -> None:
    left_open(tmp_path, Which.SECOND, browser.pid)
    front = FakeFront({browser.pid})
    adopted = AdoptedSessions([tmp_path], front)
    assert adopted.which == (Which.SECOND,)
    assert adopted.show(Which.SECOND)
    adopted.close_one(Which.SECOND)
    assert list(adopted) == [
        SessionChanged(Which.SECOND, State.OPEN),
        CanBeShown(Which.SECOND),
        SessionChanged(Which.SECOND, State.CLOSED),
        SessionChanged(Which.SECOND, State.ERASED),
    ]
    assert (browser.poll() is not None, list(tmp_path.iterdir())) == (True, [])


def test_a_window_is_known_again_though_the_computer_has_another_name_now(
    tmp_path: Path, browser: "subprocess.Popen[bytes]"
) -> None:
    left_open(tmp_path, Which.FIRST, browser.pid, host="before")
    adopted = AdoptedSessions([tmp_path])
    assert adopted.which == (Which.FIRST,)
    adopted.close()
    assert list(adopted)[-1] == SessionChanged(Which.FIRST, State.ERASED)


def test_a_window_that_is_left_open_again_lives_on(tmp_path: Path, browser: "subprocess.Popen[bytes]") -> None:
    profile = left_open(tmp_path, Which.FIRST, browser.pid)
    adopted = AdoptedSessions([tmp_path])
    adopted.leave_open()
    assert list(adopted) == [SessionChanged(Which.FIRST, State.OPEN)]
    assert (browser.poll(), profile.folder.exists()) == (None, True)


def test_another_process_with_the_same_number_is_not_taken_for_the_browser(tmp_path: Path) -> None:
    """Its starting time is another one. Nor is it where there is no record."""
    profile = left_open(tmp_path, Which.FIRST, os.getpid())
    record = profile.folder / "secinfo-session.json"
    record.write_text(record.read_text().replace('"started_at": ', '"started_at": 1'))
    without = left_open(tmp_path, Which.SECOND, os.getpid())
    (without.folder / "secinfo-session.json").unlink()
    assert AdoptedSessions([tmp_path]).which == ()
    assert (profile.folder.exists(), without.folder.exists()) == (True, True)
