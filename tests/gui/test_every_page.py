"""Every page of the flow in every look: nothing clipped, nameless, small, unlabelled, out of order or twice the same.

That the audit finds what is wrong is shown in ``tests/gui/parts/test_gallery.py``, and here for a page in its window.
"""

import pytest
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import Answer, Button, Link, Text
from tests.gui.every_page import EVERY_PAGE, IN_CONTRAST
from tests.gui.looks import CONTRAST, LIGHT, LOOKS, MIRRORED, TWICE, Look
from tests.gui.scene import Scene, Sight
from tests.helpers.audit import audit, repeated_names

SEEN = [(sight, look) for look in LOOKS for sight in (IN_CONTRAST if look is CONTRAST else EVERY_PAGE)]
SIGHTS = {sight.name: sight for sight in EVERY_PAGE}


def _findings(scene: Scene) -> list[str]:
    """What is wrong with the dialog that is open, or with the window."""
    subject = scene.subject
    order = scene.window.body.parts() if subject is scene.window else ()
    return [*audit(subject, order), *(f"twice the same: {name}" for name in repeated_names(subject))]


@pytest.mark.parametrize(("sight", "look"), SEEN, ids=[f"{sight.name}-{look.name}" for sight, look in SEEN])
def test_a_page_has_no_findings(qtbot: QtBot, appearance: Appearance, sight: Sight, look: Look) -> None:
    def is_right() -> None:
        assert not _findings(scene), "\n".join(_findings(scene))

    scene = sight.open(appearance, look)
    try:
        qtbot.waitUntil(is_right, timeout=1000)  # until the layouts are done
    finally:
        scene.close()


@pytest.mark.parametrize("look", [LIGHT, TWICE, MIRRORED], ids=lambda look: look.name)
def test_a_broken_page_is_found_out(appearance: Appearance, look: Look) -> None:
    scene = SIGHTS["question"].open(appearance, look)
    try:
        page = scene.window.page
        assert page is not None
        page.findChildren(Answer)[0].set_words("")
        page.findChildren(Link)[0].setFixedHeight(20)
        page.findChildren(Text)[0].setText("More than there was room for. " * 9)
        lost = Button("Lost")
        lost.setParent(scene.window)
        lost.show()
        found = "\n".join(_findings(scene))
        assert [
            wanted for wanted in ("no name", "small target", "clipped", "in no layout") if wanted not in found
        ] == []
    finally:
        scene.close()


def test_names_of_pages_fit_for_files_and_none_is_twice_there() -> None:
    names = [sight.name for sight in EVERY_PAGE]
    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalnum() and name.islower() for name in names)
