"""The window stands on this computer: its settings, its accounts, its backend; and is painted before anything slow."""

import os
import subprocess
import sys
from ast import literal_eval
from dataclasses import dataclass
from typing import Any

import pytest

from secinfo_desktop.commands.window import Rest, outside, preferences_of, settings_of
from secinfo_desktop.desktop import computer
from secinfo_desktop.desktop.settings import TEXT_SIZES, Colours, Settings

SLOW = (
    "requests",
    "urllib3",
    "ssl",
    "asyncio",
    "msgspec",
    "sqlalchemy",
    "starlette",
    "phonenumbers",
    "email_validator",
    "subprocess",
    "hashlib",
    "secrets",
    "keyring",
    "secretstorage",
    "cryptography",
    "tomllib",
    "PySide6.QtNetwork",
    "PySide6.QtSvg",
    "secinfo_desktop.guide",
    "secinfo_desktop.client",
    "secinfo_desktop.browsers",
    "secinfo_desktop.recovery.flow",
    "secinfo_desktop.gui.presenter",
)
"""Takes its time, and the first page does without."""
MODULES_OF_OUR_OWN = 65
"""More than a bare window of PySide6 has loaded, at most; 55 when this was written."""


@pytest.mark.parametrize("colours", Colours)
@pytest.mark.parametrize("text_size", TEXT_SIZES)
@pytest.mark.parametrize("single_letters", [True, False])
def test_what_was_chosen_in_the_window_is_kept_as_it_was(
    colours: Colours, text_size: int, single_letters: bool
) -> None:
    chosen = Settings(text_size, colours, "de", single_letters)
    assert settings_of(chosen, preferences_of(chosen)) == chosen


def test_a_language_that_the_window_does_not_speak_is_kept_and_not_worn() -> None:
    newer = Settings(language="xx")
    assert preferences_of(newer).language is None
    assert settings_of(newer, preferences_of(newer)) == newer


def test_the_window_begins_in_the_language_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    here = computer.find(os.environ)
    assert outside(here.folders, Rest(lambda: here)).words.language == "de"
    here.save_settings(Settings(language="en"))
    assert outside(here.folders, Rest(lambda: here)).words.language == "en"


OPENED = """
import os, sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

bare = set(sys.modules)
told = []

def look(event, arguments):
    "What begins after the first paint begins with the jobs."
    if event == "import" and arguments[0] == "secinfo_desktop.gui.jobs" and not told:
        shown = [window.isVisible() for window in QApplication.topLevelWidgets()]
        told.append({"shown": shown, "loaded": sorted(set(sys.modules) - bare)})

sys.addaudithook(look)

import secinfo_desktop.__main__
from secinfo_desktop.commands.window import Rest, outside
from secinfo_desktop.desktop import folders, log, screens
from secinfo_desktop.gui import app

def find():
    from secinfo_desktop.desktop import computer
    return computer.find(os.environ)

its, rest = folders.find(os.environ), Rest(find)

def whole():
    rest.start_ahead()
    print(told)
    print(len(rest.here.accounts.practice().stories()) > 0)
    QCoreApplication.quit()

status = app.run((), outside(its, rest)._replace(after_first_paint=whole))
rest.stop()
sys.exit(status)
"""


@dataclass(frozen=True)
class Told:
    """A start of the app: the windows and the modules that were there at the first paint, and how it ended."""

    shown: list[bool]
    loaded: list[str]
    has_backend: bool
    status: int
    errors: str


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    home = tmp_path_factory.mktemp("home")
    done = subprocess.run(
        [sys.executable, "-c", OPENED],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "SECINFO_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
    )
    first, backend, *_ = [*done.stdout.splitlines(), "[]", "False"]
    paint: dict[str, Any] = next(iter(literal_eval(first)), {"shown": [], "loaded": []})
    return Told(paint["shown"], paint["loaded"], backend == "True", done.returncode, done.stderr)


def test_nothing_slow_is_loaded_before_the_first_paint(told: Told) -> None:
    assert told.shown == [True], told.errors
    assert set(SLOW) & set(told.loaded) == set()


def test_little_of_our_own_is_loaded_before_the_first_paint(told: Told) -> None:
    assert "secinfo_desktop.gui.pages.start" in told.loaded, told.errors
    assert len(told.loaded) <= MODULES_OF_OUR_OWN


def test_after_the_first_paint_the_backend_is_started(told: Told) -> None:
    assert (told.has_backend, told.status) == (True, 0), told.errors
