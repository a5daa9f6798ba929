"""A second start finds the first window, whatever became of it (R35)."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from secinfo_desktop.desktop.folders import HOME
from secinfo_desktop.gui.one_window import OneWindow
from tests.e2e.crashes import TOP
from tests.helpers.expected_log import ExpectedLog

FIRST = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from secinfo_desktop.gui.one_window import OneWindow
application = QApplication(sys.argv)
one = OneWindow(Path(sys.argv[1]))
assert one.is_first()
one.wanted.connect(lambda: print("wanted", flush=True))
one.listen()
print("open", flush=True)
application.exec()
"""

KNOCK = """
import sys
from pathlib import Path
from secinfo_desktop.gui.one_window import OneWindow
OneWindow(Path(sys.argv[1])).show_first()
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "data" / "window.lock"


@contextmanager
def first(lock: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process with the first window."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        (sys.executable, "-c", FIRST, str(lock)), cwd=TOP, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_the_first_is_the_first(lock: Path) -> None:
    assert OneWindow(lock).is_first()


def test_a_second_start_is_told_and_the_first_window_is_shown(lock: Path) -> None:
    with first(lock) as process:
        second = OneWindow(lock)
        assert not second.is_first()
        assert second.show_first()
        assert process.stdout is not None
        assert process.stdout.readline() == "wanted\n"


def test_after_a_kill_the_next_start_is_the_first_at_once_and_hears_others(qtbot: QtBot, lock: Path) -> None:
    with first(lock) as process:
        process.kill()
        process.wait()
        following = OneWindow(lock)
        assert following.is_first()
        following.listen()
        with subprocess.Popen((sys.executable, "-c", KNOCK, str(lock)), cwd=TOP), qtbot.waitSignal(following.wanted):
            pass


def test_a_window_that_hangs_still_counts_and_does_not_hold_the_second_start(lock: Path) -> None:
    with first(lock) as process:
        process.send_signal(signal.SIGSTOP)
        second = OneWindow(lock)
        assert not second.is_first()
        assert not second.show_first()
        process.send_signal(signal.SIGCONT)


def test_two_people_have_two_windows(tmp_path: Path) -> None:
    one, other = OneWindow(tmp_path / "one" / "window.lock"), OneWindow(tmp_path / "other" / "window.lock")
    assert one.is_first()
    assert other.is_first()


def test_where_no_lock_can_be_made_there_is_a_window_all_the_same(lock: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.gui.one_window", "no lock could be made")
    lock.parent.touch()
    assert OneWindow(lock).is_first()


def test_the_command_started_twice_ends_at_once(tmp_path: Path) -> None:
    home = {**os.environ, HOME: str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    with first(tmp_path / "data" / "window.lock"):
        done = subprocess.run(
            (sys.executable, "-m", "secinfo_desktop", "window"), cwd=TOP, env=home, timeout=30, check=False
        )
    assert done.returncode == 0


def test_it_belongs_to_its_parent(lock: Path) -> None:
    parent = QObject()
    assert OneWindow(lock, parent).parent() is parent
