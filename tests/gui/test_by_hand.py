"""On the provider's own pages by keyboard: nothing can be typed here, and what came of a code is said at any time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import PlainLabel
from secinfo_desktop.recovery import pages
from tests.gui.every_page import EVERY_PAGE
from tests.gui.looks import LIGHT
from tests.gui.person import CTRL, Person
from tests.gui.scene import Sight

SEES = "Where does Microsoft’s page send the code?"
ASKS = "Ask for the code on Microsoft’s page"
LOOKS = "Look at your phone now"
BY_HAND = [sight for sight in EVERY_PAGE if sight.name.startswith("by-hand-")]


@pytest.fixture
def person(qtbot: QtBot, appearance: Appearance) -> Person:
    """Somebody who forgot a password, before the provider's page."""
    somebody = Person(qtbot, appearance)
    somebody.chooses("I forgot my password")
    somebody.until("Whose account is it?")
    somebody.chooses("Microsoft account")
    somebody.until(SEES)
    return somebody


def asks(person: Person) -> None:
    person.press(Qt.Key.Key_A)
    person.until(ASKS)
    person.chooses("I pressed it")
    person.until(LOOKS)


def test_the_way_over_the_providers_pages_leads_in(person: Person) -> None:
    asks(person)
    person.chooses("It worked")
    person.until("You are back in")
    assert person.flow.outcome is Outcome.GOT_IN
    assert person.reads("If the page asks for a new password, choose it there.")


def test_the_page_is_opened_from_its_button(person: Person) -> None:
    person.press(Qt.Key.Key_Return)
    person.until_true(lambda: person.accounts.web.shown == ["https://account.live.com/password/reset"])
    assert person.reads("https://account.live.com/password/reset")


def test_a_refused_code_leads_to_what_the_page_said(person: Person) -> None:
    asks(person)
    person.chooses("It was refused")
    person.until("What did the page say about the code?")
    person.press(Qt.Key.Key_B)
    person.until("Use the newest code")


def test_what_came_of_the_code_can_be_said_while_the_guide_leads(person: Person) -> None:
    asks(person)
    person.chooses("It did not come")
    person.until_true(lambda: isinstance(person.flow.frame().page, pages.StepPage))
    person.chooses("It worked")
    person.until("You are back in")


def test_neither_digits_nor_the_clipboard_are_taken(person: Person) -> None:
    asks(person)
    before = person.flow.frame()
    QGuiApplication.clipboard().setText("Your code is 481 906.")
    person.press(Qt.Key.Key_V, CTRL)
    person.types("481906")
    assert person.flow.frame() == before
    QGuiApplication.clipboard().clear()


def test_who_is_in_already_says_so_below_any_page(person: Person) -> None:
    person.chooses("I am in already")
    person.until("You are back in")


def test_b26_who_wants_to_stop_is_told_when_to_go_on(person: Person) -> None:
    asks(person)
    person.chooses("Stop until tomorrow")
    person.until("Stop here for now")
    assert person.reads("tomorrow at 14:00")


@pytest.mark.parametrize("sight", BY_HAND, ids=lambda sight: sight.name)
def test_no_page_by_hand_has_a_field_and_each_says_that_we_are_not_the_brand(
    appearance: Appearance, sight: Sight
) -> None:
    scene = sight.open(appearance, LIGHT)
    try:
        assert scene.window.findChildren(QLineEdit) == []
        shown = [label.text() for label in scene.window.findChildren(PlainLabel) if label.isVisible()]
        assert "Not affiliated with Microsoft" in shown
    finally:
        scene.close()


def test_a_page_with_a_service_behind_has_its_field(appearance: Appearance) -> None:
    waiting = next(sight for sight in EVERY_PAGE if sight.name == "waiting")
    scene = waiting.open(appearance, LIGHT)
    try:
        assert scene.window.findChildren(QLineEdit) != []
    finally:
        scene.close()
