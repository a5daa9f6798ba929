"""Each page as it comes: its heading is said aloud, news with it, and the keyboard is on something that has a name."""

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts.bases import Pressable
from secinfo_desktop.security_info.acts import SwitchOption
from secinfo_desktop.security_info.pages import Section, SectionPage
from secinfo_desktop.security_info.said import Does
from tests.gui.looks import LIGHT, TWICE, Look
from tests.gui.security_scene import SecurityScene, SecuritySight, nothing
from tests.gui.security_sights import SECURITY_INFO, fresh
from tests.helpers.audit import spoken_name

COMING = tuple(sight for sight in SECURITY_INFO if sight.deed is nothing)
SEEN = [(sight, LIGHT) for sight in COMING] + [(sight, TWICE) for sight in COMING[::4]]


class Aloud:
    """Keeps what is said aloud."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, _widget: QWidget, words: str) -> None:
        self.said.append(words)


@pytest.mark.parametrize(("sight", "look"), SEEN, ids=[f"{sight.name}-{look.name}" for sight, look in SEEN])
def test_a_page_comes_with_its_heading_and_the_keyboard(
    appearance: Appearance, sight: SecuritySight, look: Look
) -> None:
    aloud = Aloud()
    scene = SecurityScene(appearance, look, sight.account(), sight.goal, aloud, practice=sight.practice)
    try:
        page, focus = scene.window.page, scene.window.focusWidget()
        assert page is not None
        assert page.heading in aloud.said
        assert focus is page or isinstance(focus, Pressable | QLineEdit)
        assert spoken_name(focus)
        assert scene.window.body.middle.isAncestorOf(focus)
    finally:
        scene.close()


def test_what_was_done_is_said_aloud_after_the_heading(appearance: Appearance) -> None:
    aloud = Aloud()
    scene = SecurityScene(appearance, LIGHT, fresh(), SectionPage(Section.OPTIONS), aloud)
    try:
        scene.says(Does(SwitchOption("o2", "•••••••• 42", on=False)))
        assert "Nobody can sign in with" in aloud.said[-1]
    finally:
        scene.close()
