"""The stories of good days, in every language and size: by their own names, and one press chooses."""

import pytest
from pytestqt.qtbot import QtBot

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import Answer
from secinfo_desktop.gui.security_info.good_days import GoodDaysView
from secinfo_desktop.gui.shell import Window
from secinfo_desktop.gui.shell.surroundings import Surroundings
from secinfo_desktop.recovery.ports import Story
from tests.gui.looks import Look, some_looks
from tests.helpers.audit import audit
from tests.helpers.clock import FrozenClock

STORIES = tuple(Story(name, Channel.SMS, Disclosure.PUBLIC) for name in ("one-outdated-phone", "of-a-newer-service"))


@pytest.mark.parametrize("look", some_looks(1), ids=lambda look: look.name)
def test_the_page_has_no_findings_and_one_press_chooses(qtbot: QtBot, appearance: Appearance, look: Look) -> None:
    window = Window(appearance, look.words(FrozenClock()), look.preferences)
    chosen: list[str] = []
    qtbot.addWidget(window)
    window.show()

    def make() -> GoodDaysView:
        page = GoodDaysView(STORIES, window.words)
        page.chosen.connect(chosen.append)
        return page

    window.show_page(make, Surroundings(can_go_back=True))
    qtbot.waitUntil(lambda: audit(window, window.body.parts()) == [])
    assert window.page is not None
    first, second = window.page.findChildren(Answer)
    assert first.words != second.words
    second.click()
    assert chosen == ["of-a-newer-service"]
