"""The quiet link on the first page opens the console in the same app, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from secinfo_desktop.desktop import checklists
from secinfo_desktop.desktop.case_ids import new_case_id
from secinfo_desktop.desktop.help_cases import LocalCases
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.helpdesk.second_window import SecondWindow
from secinfo_desktop.gui.helpdesk.window import ConsoleWindow
from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.helpdesk.acts import Ports
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.helpdesk.standing import Desk
from secinfo_desktop.texts.words import Words
from tests.gui.awaiting import until
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene
from tests.gui.story_world import StoryAccounts
from tests.helpers.walk import Walk


@pytest.fixture
def scene(appearance: Appearance) -> Iterator[Scene]:
    """The first page."""
    opened = Scene(appearance, LIGHT, Walk(StoryAccounts()))
    yield opened
    opened.close()


def test_the_link_opens_the_console_beside_the_window_and_only_one(scene: Scene, tmp_path: Path) -> None:
    made: list[Words] = []

    def make(words: Words) -> tuple[Console, Ports, None]:
        made.append(words)
        known = {name: checklists.shipped(name) for name in checklists.names()}
        book = LocalCases(tmp_path, words.clock, "Ada", known.__getitem__, new_case_id)
        return Console(Desk(known), words, new_case_id), Ports(book), None

    second = SecondWindow(scene.window, make, scene.jobs)
    scene.presenter.wants_helpdesk.connect(second.open)
    scene.clicks("helpdesk")
    scene.clicks("helpdesk")
    until(lambda: second.console is not None and second.console.isVisible())
    scene.clicks("helpdesk")
    assert len(made) == 1
    _dresses_like_the_other(scene, second.console)
    consoles = [one for one in QApplication.topLevelWidgets() if isinstance(one, ConsoleWindow) and one.isVisible()]
    assert consoles == [second.console]
    for one in consoles:
        one.leave()
        one.deleteLater()


def _dresses_like_the_other(scene: Scene, console: ConsoleWindow | None) -> None:
    assert console is not None
    console.prefer(Preferences(Colours.DARK, 1.25))
    assert scene.window.preferences == Preferences(Colours.DARK, 1.25)
    scene.window.prefer(Preferences(Colours.LIGHT))
    assert console.preferences == Preferences(Colours.LIGHT)
