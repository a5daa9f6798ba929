"""Dialogs that close while a screen reader is at work: the program goes on (and would not, if nobody held them)."""

import signal
import subprocess
import sys
from typing import Final

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from secinfo_desktop.gui import dialogs
from tests.gui.test_dialogs import MAKERS

MODULE: Final = "tests.gui.read_dialogs"
LONGEST_S: Final = 120


def _reads(how: str) -> int:
    """How a program ends that opens, reads and closes dialogs."""
    command = [sys.executable, "-m", MODULE, how]
    return subprocess.run(command, capture_output=True, check=False, timeout=LONGEST_S).returncode


def test_dialogs_that_are_read_and_closed_do_not_end_the_program() -> None:
    assert _reads("held") == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a crash has another number there")
def test_control_dialogs_that_nobody_holds_end_it() -> None:
    assert _reads("free") == -signal.SIGSEGV


@pytest.mark.parametrize("kind", MAKERS)
def test_a_dialog_is_held_until_qt_has_let_go_of_it_and_no_longer(qtbot: QtBot, kind: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1080, 720)
    window.show()
    before = len(dialogs._HELD)
    dialog = MAKERS[kind](window, lambda _name: lambda: None)
    dialog.open()
    assert dialog in dialogs._HELD.values()
    dialog.close()
    qtbot.waitUntil(lambda: len(dialogs._HELD) == before)
    assert not isValid(dialog)
