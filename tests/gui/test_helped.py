"""Somebody on the phone with the helpdesk, before the window: all of it by keyboard, and what never moves."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.pages.live import AgentAsksView, JoinNumberView, ReadNumberView
from secinfo_desktop.gui.parts import Answer, PlainLabel
from secinfo_desktop.recovery import pages, said
from tests.gui import ways
from tests.gui.help_sights import (
    OTHER,
    QUESTION,
    helpdesk,
    is_asked,
    is_helped,
    is_lost,
    is_overtaken,
    is_read_a_number,
    wants_help,
)
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene
from tests.gui.story_world import StoryAccounts
from tests.helpers.fake_accounts import ORGANISATION
from tests.helpers.fake_live_help import READ_OUT, FakeLiveHelp
from tests.helpers.walk import Walk

HOSTILE = "<b>Rosa</b><img src='file:///x'>\u202e\u0007" + "W" * 300


class Told:
    """The window, and what a screen reader says."""

    def __init__(self, appearance: Appearance, desk: FakeLiveHelp | None = None) -> None:
        self.heard: list[str] = []
        walk = Walk(StoryAccounts())
        if desk is not None:
            walk.accounts.account(ORGANISATION.id).has_helpdesk(desk)
        ways.question(walk)
        self.scene = Scene(appearance, LIGHT, walk, say_aloud=lambda _, words: self.heard.append(words))

    def reads(self) -> list[str]:
        """What stands in the window."""
        labels = [label for label in self.scene.window.findChildren(PlainLabel) if label.isVisible()]
        return [label.text() for label in labels]


@pytest.fixture
def told(appearance: Appearance) -> Iterator[Told]:
    its = Told(appearance)
    yield its
    its.scene.close()


@pytest.fixture
def scene(told: Told) -> Scene:
    return told.scene


def _focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _press(key: Qt.Key) -> None:
    QTest.keyClick(_focus(), key)


def _tab_to(scene: Scene, name: str) -> None:
    for _ in range(40):
        focused = scene.window.focusWidget()
        if focused is not None and name in (focused.objectName(), focused.accessibleName()):
            return
        _press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {name}")


def _place(scene: Scene, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(scene.window, QPoint(0, 0)), widget.size())


def _moment_is_over(scene: Scene) -> None:
    """What came up by itself has been there long enough to be pressed."""
    surprise = scene.presenter._surprise
    scene.until(lambda: not surprise.hides(said.Skipped()) and not surprise.hides_offer())


def _page_is(scene: Scene, kind: type[QWidget]) -> None:
    scene.until(lambda: isinstance(scene.window.page, kind) and not scene.is_busy)


def _step(scene: Scene) -> str | None:
    return getattr(scene.conductor.frame().page, "step", None)


def test_a_whole_call_by_keyboard(scene: Scene) -> None:
    _tab_to(scene, "let-look-on")
    _press(Qt.Key.Key_Return)
    _page_is(scene, JoinNumberView)
    helpdesk(scene).joins()
    _page_is(scene, AgentAsksView)
    _tab_to(scene, "allow-helper")
    _moment_is_over(scene)
    _press(Qt.Key.Key_Space)
    scene.until(lambda: scene.conductor.frame().help.company is not None)
    helpdesk(scene).reads_number()
    _page_is(scene, ReadNumberView)
    QTest.keyClicks(_focus(), READ_OUT)
    _moment_is_over(scene)
    _press(Qt.Key.Key_Return)
    scene.until(lambda: not isinstance(scene.window.page, ReadNumberView))
    company = scene.conductor.frame().help.company
    assert company is not None
    assert company.verified_until is not None
    _tab_to(scene, "end_help")
    _press(Qt.Key.Key_Space)
    scene.until(lambda: not helpdesk(scene).is_shared())


def test_enter_lets_nobody_in(scene: Scene) -> None:
    is_asked(scene)
    _page_is(scene, AgentAsksView)
    _moment_is_over(scene)
    _press(Qt.Key.Key_Return)
    scene.until(lambda: not helpdesk(scene).is_shared())
    assert scene.conductor.frame().help.company is None


def test_the_page_that_asks_has_no_button_that_enter_presses(scene: Scene) -> None:
    is_asked(scene)
    _page_is(scene, AgentAsksView)
    assert scene.window.page is not None
    assert scene.window.page.primary() is None


def test_allow_does_not_lie_where_cancel_was(scene: Scene) -> None:
    wants_help(scene)
    _page_is(scene, JoinNumberView)
    page = scene.window.page
    assert isinstance(page, JoinNumberView)
    cancel = _place(scene, page.cancel)
    helpdesk(scene).joins()
    _page_is(scene, AgentAsksView)
    asked = scene.window.page
    assert isinstance(asked, AgentAsksView)
    scene.until(lambda: asked.allow.isVisible() and asked.allow.y() > 0)
    assert not cancel.intersects(_place(scene, asked.allow))


def test_a_press_at_the_very_moment_lets_nobody_in(scene: Scene) -> None:
    is_asked(scene)
    _page_is(scene, AgentAsksView)
    scene.clicks("allow-helper")
    assert not scene.is_busy
    _moment_is_over(scene)
    scene.clicks("allow-helper")  # the control: a moment later it counts
    scene.until(lambda: scene.conductor.frame().help.company is not None)


def test_the_page_does_not_jump_under_the_hands(scene: Scene) -> None:
    is_helped(scene)
    dock = scene.window.body.dock
    assert dock is not None
    dock.field.insert("48")
    page = scene.window.page
    assert page is not None
    places = [_place(scene, answer).topLeft() for answer in page.findChildren(Answer)]
    helpdesk(scene).answers(QUESTION, "no", OTHER)
    scene.until(lambda: scene.conductor.frame().help.gone_on == OTHER)
    scene.until(lambda: scene.window.findChild(QAbstractButton, "follow_help") is not None)
    assert scene.window.page is page
    assert [_place(scene, answer).topLeft() for answer in page.findChildren(Answer)] == places
    assert dock.field.text() == "48"


def test_with_free_hands_the_page_goes_along(scene: Scene) -> None:
    is_helped(scene)
    helpdesk(scene).answers(QUESTION, "no", OTHER)
    scene.until(lambda: _step(scene) == OTHER)


def test_an_answer_under_the_pointer_holds_the_page(scene: Scene) -> None:
    is_helped(scene)
    page = scene.window.page
    assert page is not None
    answer = page.findChildren(Answer)[0]
    QTest.mousePress(answer, Qt.MouseButton.LeftButton)
    helpdesk(scene).answers(QUESTION, "no", OTHER)
    scene.until(lambda: scene.conductor.frame().help.gone_on == OTHER)
    assert _step(scene) == QUESTION
    QTest.mouseRelease(answer, Qt.MouseButton.LeftButton, pos=QPoint(-9, -9))


def test_what_is_pressed_as_the_page_changes_is_not_taken_for_the_new_one(scene: Scene) -> None:
    is_helped(scene)
    helpdesk(scene).shows(OTHER)
    scene.until(lambda: _step(scene) == OTHER)
    page = scene.window.page
    assert page is not None
    page.findChildren(Answer)[0].click()
    assert not scene.is_busy
    assert _step(scene) == OTHER
    _moment_is_over(scene)
    page.findChildren(Answer)[0].click()  # the control
    scene.until(lambda: _step(scene) != OTHER)


def test_the_offered_step_is_a_press_away(scene: Scene) -> None:
    is_overtaken(scene)
    _moment_is_over(scene)
    _tab_to(scene, "follow_help")
    _press(Qt.Key.Key_Space)
    scene.until(lambda: _step(scene) == OTHER)


def test_a_screen_reader_hears_who_looks_on_and_what_has_changed(told: Told) -> None:
    scene = told.scene
    is_helped(scene)
    scene.until(lambda: any("Rosa" in words and "sees your steps, not your codes" in words for words in told.heard))
    helpdesk(scene).fails = Failure.UNREACHABLE
    scene.says(said.Skipped())
    scene.until(lambda: any("We can’t reach the helpdesk" in words for words in told.heard))


def test_the_number_is_spoken_digit_by_digit(scene: Scene) -> None:
    wants_help(scene)
    names = [label.accessibleName() for label in scene.window.findChildren(PlainLabel)]
    assert "The number, digit by digit: 4, 8, 1, 9, 0, 6, 2, 7" in names


def test_no_code_can_be_typed_where_the_number_goes(scene: Scene) -> None:
    is_read_a_number(scene)
    _page_is(scene, ReadNumberView)
    assert scene.window.body.dock is None
    assert scene.window.page is not None
    field = scene.window.page.findChildren(QLineEdit)[0]
    _moment_is_over(scene)
    field.setText("481906")
    _press(Qt.Key.Key_Return)
    assert "give_number" not in helpdesk(scene).calls
    assert field.text() == ""


def test_without_the_service_the_person_goes_on_and_it_comes_back_by_itself(told: Told) -> None:
    scene = told.scene
    is_lost(scene)
    desk = helpdesk(scene)
    desk.breaks()
    assert any("You can go on alone" in words for words in told.reads())
    before = _step(scene)
    scene.says(said.Skipped())
    assert _step(scene) != before
    desk.fails = None
    scene.conductor.sharing._tick()  # what the timer does in a while
    scene.until(lambda: not scene.conductor.frame().help.is_lost and desk.calls.count("follow") > 1)
    scene.until(lambda: not scene.walk.flow.live.errand())
    desk.shows(OTHER)
    scene.until(lambda: _step(scene) == OTHER)


def test_it_can_be_ended_while_something_else_is_awaited(scene: Scene) -> None:
    is_helped(scene)
    scene.conductor.say(said.Skipped())
    assert scene.is_busy
    scene.clicks("end_help")
    assert scene.conductor.frame().help.company is None
    scene.until(lambda: not helpdesk(scene).is_shared() and not scene.is_busy)
    assert _step(scene) != QUESTION


def test_who_looks_on_is_said_in_the_security_info_too(scene: Scene) -> None:
    is_helped(scene)
    scene.until(lambda: scene.window.company is not None)
    scene.presenter.stand_back()
    helpdesk(scene).hands_over("Tom Berg")
    scene.until(lambda: "Tom" in str(scene.window.company))
    helpdesk(scene).shows(OTHER)
    scene.until(lambda: scene.conductor.frame().help.gone_on == OTHER)
    assert scene.window.company is not None
    assert scene.window.company.offer is None
    scene.clicks("end_help")
    scene.until(lambda: not helpdesk(scene).is_shared())
    scene.presenter.come_back()
    assert _step(scene) == QUESTION


def test_who_looks_on_is_said_in_another_language(scene: Scene) -> None:
    is_helped(scene)
    scene.until(lambda: scene.window.company is not None)
    scene.window.prefer(replace(scene.window.preferences, language="de"))
    assert "ist bei Ihnen" in str(scene.window.company)
    assert scene.window.body.company is not None


def test_closing_the_window_ends_the_sharing(scene: Scene) -> None:
    is_helped(scene)
    gone: list[bool] = []
    scene.presenter.left.connect(lambda: gone.append(True))
    scene.conductor.sharing.when_ended(scene.presenter.left.emit)
    scene.until(lambda: bool(gone))
    assert not helpdesk(scene).is_shared()


def test_a_service_that_hangs_does_not_hold_the_window(scene: Scene) -> None:
    is_helped(scene)
    helpdesk(scene).fails = Failure.UNREACHABLE
    gone: list[bool] = []
    scene.conductor.sharing.when_ended(lambda: gone.append(True))
    scene.until(lambda: bool(gone))


def test_hostile_names_stay_plain_text(appearance: Appearance) -> None:
    desk = FakeLiveHelp(StoryAccounts().clock, agent=HOSTILE, organisation=HOSTILE)
    told = Told(appearance, desk)
    try:
        width = told.scene.window.width()
        is_asked(told.scene)
        _page_is(told.scene, AgentAsksView)
        assert any("<b>Rosa</b>" in words for words in told.reads())
        assert not any("\u202e" in words or "\u0007" in words for words in told.reads())
        _moment_is_over(told.scene)
        told.scene.says(said.AnswersAgent(allow=True))
        told.scene.until(lambda: told.scene.window.body.company is not None)
        assert told.scene.window.width() == width
        assert all(len(words) < 400 for words in told.reads())
    finally:
        told.scene.close()


def test_by_hand_the_hand_over_says_that_nobody_can_join(appearance: Appearance) -> None:
    walk = Walk(StoryAccounts())
    ways.hand_hands_over(walk)
    scene = Scene(appearance, LIGHT, walk)
    try:
        assert isinstance(walk.page, pages.HandOverPage)
        shown = [label.text() for label in scene.window.findChildren(PlainLabel)]
        assert any("Real staff never ask for a code" in words for words in shown)
        assert scene.window.findChild(QAbstractButton, "let-look-on") is None
    finally:
        scene.close()
