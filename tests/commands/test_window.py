"""The window stands on this computer: its settings, its accounts, its backend; and is painted before anything slow."""

import os
import subprocess
import sys
from pathlib import Path

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
    "phonenumbers",
    "email_validator",
    "subprocess",
    "hashlib",
    "secrets",
    "keyring",
    "secretstorage",
    "cryptography",
    "PySide6.QtNetwork",
)


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


OPENED = f"""
import os, sys
from dataclasses import replace
from PySide6.QtCore import QCoreApplication
from secinfo_desktop.commands.window import outside
from secinfo_desktop.desktop import computer
from secinfo_desktop.gui import app

here = computer.find(os.environ)
stands_on = outside(here)

def painted():
    print(sorted(set({SLOW!r}) & set(sys.modules)))
    stands_on.after_first_paint()
    print(len(here.accounts.practice().stories()) > 0)
    QCoreApplication.quit()

status = app.run((), replace(stands_on, after_first_paint=painted))
here.backend.stop()
sys.exit(status)
"""


def test_it_is_painted_first_and_then_the_backend_is_started(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPENED],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "SECINFO_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.split("\n")[:2] == ["[]", "True"], done.stderr
    assert done.returncode == 0
