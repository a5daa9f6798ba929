"""What every test of the window needs: the application in its look, and the same plain look again afterwards."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.theme import Theme

Wear = Callable[[Theme], None]
Show = Callable[[QWidget], None]


@pytest.fixture(scope="session")
def appearance(qapp: QApplication) -> Appearance:
    """The application with all its typefaces."""
    dressed = Appearance(qapp)
    dressed.wear(Theme())
    dressed.load_rest()
    return dressed


@pytest.fixture(autouse=True)
def wear(appearance: Appearance) -> Iterator[Wear]:
    """Puts another look on for one test."""
    yield appearance.wear
    appearance.wear(Theme())


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Shows a window and gives it the keyboard; it goes with the test."""

    def shown(window: QWidget) -> None:
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    return shown
