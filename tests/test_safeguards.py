"""What holds for every test really holds: each safeguard is shown a test that breaks it."""

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

from tests.helpers.expected_log import ExpectedLog

TOP = Path(__file__).resolve().parents[1]
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a test file under the safeguards in a process of its own; gives pytest's closing line and what led to it."""

    def run_file(text: str, **environment: str) -> str:
        (tmp_path / "test_it.py").write_text(text)
        (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -ra\nmarkers = real_part(name)\n")
        plugins = ("-p tests.helpers." + name for name in ("expected_log", "own_computer", "real_parts"))
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *plugins, "-p no:pytest-qt", "-p no:cacheprovider"],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(TOP), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + done.stderr

    return run_file


def test_a_stray_warning_fails_a_test(run: Run) -> None:
    told = run("import logging\ndef test_it():\n    logging.getLogger('backend').warning('cut off')\n")
    assert "stray log record: WARNING backend: cut off" in told
    assert "1 error" in told


def test_an_ordinary_record_fails_nothing(run: Run) -> None:
    assert "1 passed" in run("import logging\ndef test_it():\n    logging.getLogger('backend').info('ready')\n")


def test_an_expected_warning_may_come(expected_log: ExpectedLog) -> None:
    expected_log.expect("backend", "cut off")
    logging.getLogger("backend.delivery").warning("the mail server has %s us", "cut off")


def test_an_expected_warning_must_come(run: Run) -> None:
    told = run("def test_it(expected_log):\n    expected_log.expect('backend', 'cut off')\n")
    assert "expected log record did not come: backend: cut off" in told


NEEDS_PART = "import pytest\n@pytest.mark.real_part('{name}')\ndef test_it():\n    pass\n"
ABSENT = "from tests.helpers.real_parts import REAL_PARTS\nREAL_PARTS['telepathy'] = lambda: False\n"
WITHOUT = ABSENT + NEEDS_PART.format(name="telepathy")


def test_a_missing_real_part_is_one_line(run: Run) -> None:
    told = run(WITHOUT)
    assert "SKIPPED [1] test_it.py:4: no usable telepathy here" in told
    assert "1 skipped" in told


def test_a_missing_real_part_fails_where_nothing_may_be_skipped(run: Run) -> None:
    told = run(WITHOUT, SECINFO_NO_SKIPS="1")
    assert "Nothing may be skipped here. Skipped: no usable telepathy here" in told
    assert "1 error" in told


def test_a_skipped_file_fails_where_nothing_may_be_skipped(run: Run) -> None:
    assert "1 error" in run("import pytest\npytest.importorskip('nothing_of_this_name')\n", SECINFO_NO_SKIPS="1")


def test_an_unknown_real_part_is_a_mistake(run: Run) -> None:
    assert "no real part is called 'posfix'" in run(NEEDS_PART.format(name="posfix"))


def test_every_test_has_an_empty_home(home: Path) -> None:
    assert Path.home() == home
    assert {path.name for path in home.iterdir()} == {"run"}
    assert Path(os.environ["XDG_RUNTIME_DIR"]).stat().st_mode & 0o777 == 0o700


def test_nobodys_session_is_seen(run: Run) -> None:
    session = {
        "DISPLAY": ":0",
        "http_proxy": "http://proxy.example:1",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus",
    }
    told = run(f"import os\ndef test_it():\n    assert not {set(session)} & set(os.environ)\n", **session)
    assert "1 passed" in told


def test_no_test_leaves_this_computer() -> None:
    with socket.socket() as line, pytest.raises(SocketConnectBlockedError):
        line.connect(("192.0.2.1", 80))


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
