"""Opens My security info over an account in memory; it goes with the test."""

from collections.abc import Callable, Iterator

import pytest

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.security_info.pages import Page
from tests.gui.looks import LIGHT
from tests.gui.security_scene import SecurityScene
from tests.helpers.fake_signed_in import FakeSignedIn

Open = Callable[..., SecurityScene]


@pytest.fixture
def enter(appearance: Appearance) -> Iterator[Open]:
    """Opens a page of an account."""
    opened: list[SecurityScene] = []

    def make(account: FakeSignedIn, goal: Page | None = None) -> SecurityScene:
        opened.append(SecurityScene(appearance, LIGHT, account, goal))
        return opened[-1]

    yield make
    for each in opened:
        each.close()
