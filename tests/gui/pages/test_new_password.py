"""What is missing in a new password is counted while it is typed, with a sign once nothing is."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.pages.new_password import NewPasswordView
from secinfo_desktop.gui.parts import Chip
from secinfo_desktop.gui.schemes import Color
from tests.gui.every_page import EVERY_PAGE
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene
from tests.helpers.pixels import shows

SIGHTS = {sight.name: sight for sight in EVERY_PAGE}


@pytest.fixture(params=["new-password"])
def scene(request: pytest.FixtureRequest, appearance: Appearance) -> Iterator[Scene]:
    opened = SIGHTS[request.param].open(appearance, LIGHT)
    yield opened
    opened.close()


def _page(scene: Scene) -> NewPasswordView:
    assert isinstance(scene.window.page, NewPasswordView)
    return scene.window.page


def _sign(scene: Scene) -> Chip:
    sign = _page(scene).findChild(Chip)
    assert sign is not None
    return sign


def _types(scene: Scene, text: str) -> None:
    QTest.keyClicks(_page(scene).first_focus(), text)


def test_nothing_is_counted_before_anything_is_typed(scene: Scene) -> None:
    assert not _sign(scene).isVisible()


def test_what_is_missing_is_counted_and_then_there_is_a_check(scene: Scene) -> None:
    _types(scene, "four red boats")
    assert (_sign(scene).isVisible(), "1" in _sign(scene).text()) == (True, True)
    assert shows(_sign(scene), Color.SUNKEN)
    _types(scene, " at noon")
    assert _sign(scene).text() == "Long enough"
    assert shows(_sign(scene), Color.ACCENT_SOFT)


@pytest.mark.parametrize("scene", ["new-password-problem"], indirect=True)
def test_a_refused_password_is_not_praised_until_it_is_changed(scene: Scene) -> None:
    assert not _sign(scene).isVisible()
    _types(scene, "x")
    assert _sign(scene).isVisible()
