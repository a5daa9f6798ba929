"""The command line: what it offers, which face it starts, and that it loads nothing slow before it knows."""

import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from secinfo_desktop import __version__
from secinfo_desktop.__main__ import commands, main, make_parser
from tests.helpers.x_server import x_server

SLOW = (
    *("PySide6", "requests", "urllib3", "ssl", "sqlalchemy", "alembic", "uvicorn", "starlette", "asyncio", "msgspec"),
    *("psutil", "xcffib"),
)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, with no screen and no terminal."""
    return subprocess.run(
        [sys.executable, "-m", "secinfo_desktop", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
        env={key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"} | environment,
    )


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--version"])
    assert done.value.code == 0
    assert capsys.readouterr().out == f"secinfo-desktop {__version__}\n"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert all(name in told for name in commands())


def test_help_is_told_in_the_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "Findet heraus, warum" in capsys.readouterr().out


@pytest.mark.parametrize("name", commands())
def test_every_command_tells_what_it_takes(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main([name, "--help"])
    assert done.value.code == 0
    assert f"secinfo-desktop {name}" in capsys.readouterr().out


NEEDED = {
    "practice": ["list"],
    "backend": ["serve"],
    "audit": ["show"],
    "organisation": ["list"],
    "providers": ["list"],
    "sessions": ["sweep"],
    "simulate": ["--population", "people.py:families"],
    "guide": ["show"],
    "cases": ["export"],
    "checklist": ["check", "ours.toml"],
}
"""What a command can't do without."""


@pytest.mark.parametrize("name", commands())
def test_every_command_has_its_name_in_the_parser(name: str) -> None:
    needed = NEEDED.get(name, [])
    assert make_parser().parse_args([name, *needed]).command == name


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["fly"])
    assert done.value.code == 2
    assert "fly" in capsys.readouterr().err


def test_without_screen_and_terminal_it_says_what_to_do() -> None:
    done = run()
    assert done.returncode == 2
    assert "secinfo-desktop terminal --practice first-visit --auto" in done.stderr
    assert done.stdout == ""


DEAD = {"DISPLAY": ":4711"}
NO_SCREEN = "No screen answers here. The terminal leads the same way."


@pytest.mark.parametrize("arguments", [[], ["window"]])
def test_a_dead_display_ends_nobodys_process_by_force(arguments: list[str]) -> None:
    done = run(*arguments, **DEAD)
    assert done.returncode == 2
    assert done.stderr.startswith(NO_SCREEN)
    assert "Qt" not in done.stderr


@pytest.mark.parametrize("arguments", [[], ["window"]])
def test_with_a_dead_display_the_terminal_leads(arguments: list[str], home: Path) -> None:
    told = in_a_terminal(home, arguments, DEAD)
    assert NO_SCREEN in told
    assert "What is the trouble?" in told


@pytest.mark.real_part("xvfb")
def test_a_display_that_does_not_let_us_in_leads_to_the_terminal_too(home: Path) -> None:
    """Its door is open, so that only Qt finds out; and Qt would end the process."""
    with locked_display(home) as display:
        told = in_a_terminal(home, ["window"], {"DISPLAY": display, "XAUTHORITY": os.devnull})
    assert NO_SCREEN in told
    assert "What is the trouble?" in told


def in_a_terminal(home: Path, arguments: list[str], environment: dict[str, str]) -> str:
    """What the program says at a terminal until it asks the first question; then the terminal is closed."""
    ours, its = pty.openpty()
    kept = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    with subprocess.Popen(
        [sys.executable, "-m", "secinfo_desktop", *arguments],
        stdin=its,
        stdout=its,
        stderr=its,
        env=kept | {"SECINFO_HOME": str(home)} | environment,
    ) as app:
        os.close(its)
        told = ""
        while not told.endswith("> ") and select.select([ours], [], [], 30)[0]:
            try:
                told += os.read(ours, 4096).decode()
            except OSError:  # the other end is gone
                break
        os.close(ours)
        app.wait(30)
    return told


@contextmanager
def locked_display(home: Path) -> Iterator[str]:
    """A real X server that lets nobody in but who has its key."""
    key = home / "key"
    # an entry of .Xauthority: any address, no number, the protocol, sixteen bytes
    protocol, cookie = b"MIT-MAGIC-COOKIE-1", bytes(range(16))
    fields = (b"", b"", protocol, cookie)
    key.write_bytes(b"\xff\xff" + b"".join(len(each).to_bytes(2) + each for each in fields))
    with x_server("-auth", str(key)) as display:
        yield display


@pytest.mark.parametrize("arguments", [[], ["--help"], ["practice", "list"]])
def test_nothing_slow_is_loaded_before_a_command_needs_it(arguments: list[str]) -> None:
    script = (
        "import sys\nfrom secinfo_desktop.__main__ import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set({SLOW!r}) & set(sys.modules)), file=sys.stderr)"
    )
    environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        stdin=subprocess.DEVNULL,
        env=environment,
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_ctrl_c_ends_a_command_without_a_trace() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "import sys; from secinfo_desktop.__main__ import main; sys.exit(main(['terminal']))"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as app:
        assert app.stdout is not None
        app.stdout.read(1)
        app.send_signal(2)
        _, errors = app.communicate(timeout=30)
    assert app.returncode == 130
    assert b"Traceback" not in errors
