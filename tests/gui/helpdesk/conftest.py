"""The console's window with a frame, and what a screen reader is told by it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.helpdesk.pages import ConsoleFrame
from tests.gui.console_scene import ConsoleScene, Open
from tests.gui.looks import LIGHT


@pytest.fixture
def aloud() -> list[str]:
    """What a screen reader is told."""
    return []


@pytest.fixture
def open_scene(appearance: Appearance, aloud: list[str]) -> Iterator[Open]:
    """Opens the window with a frame; it goes with the test."""
    opened: list[ConsoleScene] = []

    def say_aloud(_widget: QWidget, words: str) -> None:
        aloud.append(words)

    def open_it(frame: ConsoleFrame) -> ConsoleScene:
        opened.append(ConsoleScene(appearance, LIGHT, frame, say_aloud=say_aloud))
        return opened[-1]

    yield open_it
    for scene in opened:
        scene.close()
