"""``secinfo-desktop sessions``, as somebody runs it; the browser is a script that fetches its page and waits."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from secinfo_desktop.__main__ import main
from secinfo_desktop.browsers.profiles import Swept
from secinfo_desktop.commands import sessions

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="browsers are found as on Linux")
SCRIPT = """#!{python}
import signal, sys, urllib.request
urllib.request.urlopen(sys.argv[-1]).read()
signal.pause()
"""


@pytest.fixture(autouse=True)
def browser(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only browser of this person, and where its sessions lie."""
    (home / "bin").mkdir(parents=True)
    script = home / "bin" / "chromium"
    script.write_text(SCRIPT.format(python=sys.executable))
    script.chmod(0o700)
    for name, value in {"SECINFO_HOME": home, "HOME": home, "PATH": home / "bin", "LANGUAGE": "en"}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv("XDG_DATA_DIRS", str(home))
    return script


@pytest.fixture
def root(home: Path) -> Path:
    return home / "cache" / "secinfo-sessions"


ODD = [
    "http://example.org/",
    "http://127.0.0.1/",
    "http://127.0.0.1.example.org/",
    "https://name:word@example.org/",
    "https://example.org:99999/",
    "https://",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://example.org/ --no-sandbox",
    "https://münchen.example/",
]


@pytest.mark.parametrize("url", ODD)
def test_an_odd_address_is_refused_before_anything_is_opened(
    url: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sessions", "open", "--first", "https://example.org/", "--second", url]) == 2
    told = capsys.readouterr()
    assert (told.out, "Only https" in told.err, url in told.err) == ("", True, False)
    assert not root.exists()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [([], "at least one address"), (["--first", "https://example.org/", "--browser", "safari"], "no such browser")],
)
def test_without_address_or_browser_it_is_said(
    arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sessions", "open", *arguments]) == 2
    assert why in capsys.readouterr().err


@pytest.mark.parametrize("name", ["chromium", "Chromium"])
def test_a_browser_is_named_as_people_write_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sessions", "open", "--first", "ftp://example.org/", "--browser", name]) == 2
    assert "Only https" in capsys.readouterr().err  # the browser was not the trouble


@pytest.fixture
def opened() -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "secinfo_desktop", "sessions", "open", "--json", "--first", "https://example.org/"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
    yield running
    if running.poll() is None:
        running.terminate()
        running.communicate()


def until_open(opened: "subprocess.Popen[str]") -> None:
    assert opened.stdout is not None
    assert {"session": "first", "state": "open"} in (json.loads(line) for line in opened.stdout)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_however_it_is_ended_the_window_is_closed_and_erased(
    opened: "subprocess.Popen[str]", ending: signal.Signals, root: Path
) -> None:
    until_open(opened)
    opened.send_signal(ending)
    told = [json.loads(line) for line in opened.communicate()[0].splitlines()]
    assert told[-2:] == [{"session": "first", "state": state} for state in ("closed", "erased")]
    assert (opened.returncode, list(root.iterdir())) == (0, [])


def test_sweeping_tells_what_is_gone_and_what_is_still_open(
    opened: "subprocess.Popen[str]", root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    until_open(opened)
    (root / "s-0123456789abcdef").mkdir()
    assert main(["sessions", "sweep"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 session was erased.",
        "1 session is still open and was spared.",
    ]
    assert len(list(root.iterdir())) == 1


def test_what_can_not_be_erased_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sessions.tell_swept(Swept(kept=(root / "one",))) == 1
    assert str(root / "one") in capsys.readouterr().err
