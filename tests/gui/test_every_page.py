"""Every page of the flow in every look: nothing clipped, nameless, small, unlabelled, out of order or twice the same.

By default each page is seen in four looks, and six pages see all 24; ``make test-long`` adds four others to each. Then
every page was seen in every language at every size, and in every scheme. That each rule of the audit finds what is
wrong is shown on a control page that breaks them all.
"""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import Answer, Button, Link, Text
from tests.gui.all_sights import ALL_SIGHTS, AnyScene, AnySight
from tests.gui.looks import LIGHT, LOOKS, Look, other_looks, some_looks
from tests.gui.scene import Scene
from tests.helpers.audit import Rule, audit

SIGHTS = {sight.name: sight for sight in ALL_SIGHTS}
SAMPLE = [(sight, look) for number, sight in enumerate(ALL_SIGHTS) for look in some_looks(number)]
OTHERS = [(sight, look) for number, sight in enumerate(ALL_SIGHTS) for look in other_looks(number)]


def _findings(scene: AnyScene) -> list[str]:
    """What is wrong with the dialog that is open, or with the window."""
    subject = scene.subject
    return audit(subject, scene.parts() if subject is scene.window else ())


def _look_at(qtbot: QtBot, appearance: Appearance, sight: AnySight, look: Look) -> None:
    def is_right() -> None:
        assert not _findings(scene), "\n".join(_findings(scene))

    scene = sight.open(appearance, look)
    try:
        qtbot.waitUntil(is_right, timeout=1000)  # until the layouts are done
    finally:
        scene.close()


@pytest.mark.parametrize(("sight", "look"), SAMPLE, ids=[f"{sight.name}-{look.name}" for sight, look in SAMPLE])
def test_a_page_has_no_findings(qtbot: QtBot, appearance: Appearance, sight: AnySight, look: Look) -> None:
    _look_at(qtbot, appearance, sight, look)


@pytest.mark.long
@pytest.mark.parametrize(("sight", "look"), OTHERS, ids=[f"{sight.name}-{look.name}" for sight, look in OTHERS])
def test_a_page_has_no_findings_in_other_looks(
    qtbot: QtBot, appearance: Appearance, sight: AnySight, look: Look
) -> None:
    _look_at(qtbot, appearance, sight, look)


SMALL = (820, 600)


def _look_at_small(qtbot: QtBot, appearance: Appearance, sight: AnySight) -> None:
    """No page is wider than a small window, and no window is held open by its page."""

    def is_right() -> None:
        scene.window.resize(*SMALL)
        assert (scene.window.width(), _findings(scene)) == (SMALL[0], [])

    scene = sight.open(appearance, LIGHT)
    try:
        qtbot.waitUntil(is_right, timeout=2000)
    finally:
        scene.close()


@pytest.mark.parametrize("sight", ALL_SIGHTS[::5], ids=lambda sight: sight.name)
def test_a_page_fits_into_a_small_window(qtbot: QtBot, appearance: Appearance, sight: AnySight) -> None:
    _look_at_small(qtbot, appearance, sight)


@pytest.mark.long
@pytest.mark.parametrize("sight", ALL_SIGHTS, ids=lambda sight: sight.name)
def test_every_page_fits_into_a_small_window(qtbot: QtBot, appearance: Appearance, sight: AnySight) -> None:
    _look_at_small(qtbot, appearance, sight)


def test_there_is_a_look_for_every_scheme_size_and_language() -> None:
    seen = {(look.preferences.colours, look.preferences.scale, look.words) for look in LOOKS}
    assert len(seen) == len({look.name for look in LOOKS}) == 3 * 2 * 4


def test_the_sample_sees_every_look_and_each_page_in_every_language_size_and_scheme() -> None:
    assert {look for _, look in SAMPLE} == set(LOOKS)
    assert {look for number in range(6) for look in some_looks(number)} == set(LOOKS)
    for number in range(6):
        looks = some_looks(number)
        assert len({look.words for look in looks}) == 4
        assert {look.preferences.scale for look in looks} == {1.0, 2.0}
        assert len({look.preferences.colours for look in looks}) == 3


def test_with_the_other_looks_each_page_is_seen_in_every_language_at_every_size() -> None:
    for number in range(6):
        looks = (*some_looks(number), *other_looks(number))
        assert len({(look.words, look.preferences.scale) for look in looks}) == 4 * 2
        assert len(set(looks)) == 8


def _break_everything(scene: AnyScene) -> None:
    """One mistake for each rule, on a page in its window."""
    assert isinstance(scene, Scene)
    page = scene.window.page
    assert page is not None
    nameless, first, second = page.findChildren(Answer)[:3]
    nameless.set_words("")
    first.set_words("Same")
    second.set_words("Same")
    small, narrow = page.findChildren(Link)[:2]
    small.setFixedWidth(20)
    narrow.setFixedWidth(40)
    clipped, broken = page.findChildren(Text)[:2]
    clipped.setText("More than there was room for. " * 9)
    broken.setFixedWidth(10)
    for stray in (QLabel("<b>bold</b>"), QLineEdit(), Button("Lost")):
        stray.setParent(page)
        stray.move(9_999, 0)
        stray.show()
    QWidget.setTabOrder(second, first)


@pytest.mark.parametrize("look", some_looks(0), ids=lambda look: look.name)
def test_a_page_that_breaks_every_rule_is_found_out_by_each(appearance: Appearance, look: Look) -> None:
    scene = SIGHTS["question"].open(appearance, look)
    try:
        _break_everything(scene)
        found = _findings(scene)
        assert [rule for rule in Rule if not any(finding.startswith(rule) for finding in found)] == []
    finally:
        scene.close()


def test_names_of_pages_fit_for_files_and_none_is_twice_there() -> None:
    names = [sight.name for sight in ALL_SIGHTS]
    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalnum() and name.islower() for name in names)
