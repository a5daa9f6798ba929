"""Browsers are started without what is this program's alone, and end with all that came from them."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from secinfo_desktop.browsers import processes
from secinfo_desktop.browsers.processes import Adopted, environment_for_browsers, start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asking to end is a signal")
WAITS = "import signal; signal.pause()"
LAUNCHER = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {WAITS!r}]); print(flush=True); {WAITS}"


@pytest.fixture
def launcher() -> Iterator[psutil.Process]:
    """A process that has started another one, and waits as that does."""
    running = subprocess.Popen([sys.executable, "-c", LAUNCHER], stdout=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.readline()
    family = [psutil.Process(running.pid), *psutil.Process(running.pid).children()]
    yield family[0]
    for process in family:
        if process.is_running():
            process.kill()
    running.communicate()


def test_a_launcher_takes_its_browser_along_where_asking_ends_at_once(launcher: psutil.Process) -> None:
    family = [launcher, *launcher.children()]
    processes.ask(launcher.pid, its_children=True)
    assert psutil.wait_procs(family, timeout=30)[1] == []


def test_elsewhere_only_the_browser_is_asked_and_ends_its_own(launcher: psutil.Process) -> None:
    (child,) = launcher.children()
    processes.ask(launcher.pid, its_children=False)
    assert psutil.wait_procs([launcher], timeout=30)[1] == []
    assert child.is_running()


def test_a_process_that_is_gone_is_asked_in_vain() -> None:
    gone = start([sys.executable, "-c", ""], os.environ)
    gone.end()
    processes.ask(gone.pid)
    assert processes.started_at(gone.pid) is None


def test_a_later_process_with_the_same_number_is_not_asked(launcher: psutil.Process) -> None:
    adopted = Adopted(launcher.pid, launcher.create_time() - 1)
    adopted.ask_to_end()
    adopted.end()
    assert (adopted.is_alive, launcher.is_running()) == (False, True)


def test_what_would_mislead_a_browser_or_is_secret_is_not_inherited() -> None:
    own = {
        "HOME": "a-person",
        "SNAP_NAME": "secinfo",
        "XRE_PROFILE_PATH": "one-for-all",
        "SECINFO_PRACTICE_DATABASE": "postgresql://me:canary@h/x",
        "LD_LIBRARY_PATH": "our-libraries",
        "LD_LIBRARY_PATH_ORIG": "their-libraries",
    }
    assert environment_for_browsers(own) == {
        "HOME": "a-person",
        "LD_LIBRARY_PATH": "their-libraries",
        "MOZ_CRASHREPORTER_DISABLE": "1",
    }


@pytest.mark.parametrize("before", [{}, {"LD_LIBRARY_PATH_ORIG": "their-libraries"}])
def test_the_libraries_of_a_bundle_are_not_the_browsers(before: dict[str, str]) -> None:
    own = {"LD_LIBRARY_PATH": "our-libraries", "QT_PLUGIN_PATH": "our-plugins", **before}
    told = environment_for_browsers(own, is_frozen=True)
    del told["MOZ_CRASHREPORTER_DISABLE"]
    assert list(told.values()) == list(before.values())


def test_libraries_that_a_person_has_set_stay() -> None:
    own = {"LD_LIBRARY_PATH": "their-libraries"}
    assert environment_for_browsers(own, is_frozen=False).items() >= own.items()
