"""What every test of the window needs: the application in its look, and the same plain look again afterwards."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.theme import Theme

Wear = Callable[[Theme], None]


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
