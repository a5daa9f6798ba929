"""The window shows one page and keeps calm around it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import Button, Choice, Event, Link, Notice, PlainLabel, State, Tag, Text, column
from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.gui.shell import Dock, Surroundings, Way, Window
from secinfo_desktop.gui.theme import TEXT_SIZES
from tests.gui.shell.conftest import AROUND, LIGHT, NOTES, Aloud, Form, Question, Waiting, press
from tests.helpers.audit import audit, spoken_name, tab_stops

PANEL_WORDS = "Rowan's phone"


class Phone(QWidget):
    """A panel with something to do."""

    def __init__(self) -> None:
        super().__init__()
        self.setLayout(column(Text(PANEL_WORDS), Button("Open the message"), None, margins=(20, 20, 20, 20)))


def _seen(window: Window) -> str:
    labels = [label for label in window.findChildren(PlainLabel) if label.isVisible()]
    return " | ".join(spoken_name(label) for label in labels)


def test_a_new_page_is_announced_and_its_first_control_has_the_keyboard(window: Window, aloud: Aloud) -> None:
    window.show_page(Form, AROUND)
    page = window.page
    assert isinstance(page, Form)
    assert aloud.words[-1] == "Where shall the code go?"
    assert page.accessibleName() == "Where shall the code go?"
    assert window.focusWidget() is page.first_stop() is page.choices.findChildren(Choice)[0]


def test_the_keyboard_goes_straight_from_page_to_page(qapp: QApplication, window: Window) -> None:
    visited: list[str] = []

    def follow(_old: QWidget | None, new: QWidget | None) -> None:
        visited.append(spoken_name(new) if new is not None else "")

    qapp.focusChanged.connect(follow)
    window.show_page(Form, AROUND)
    qapp.focusChanged.disconnect(follow)
    assert visited == ["", "Phone"]


def test_a_page_may_know_a_better_control_to_start_with(window: Window) -> None:
    class Better(Form):
        def first_focus(self) -> QWidget:
            return self.field

    window.show_page(Better, AROUND)
    assert isinstance(window.page, Better)
    assert window.focusWidget() is window.page.field


def test_the_page_before_is_gone(qtbot: QtBot, window: Window) -> None:
    before = window.page
    assert before is not None
    with qtbot.waitSignal(before.destroyed):
        window.show_page(Form, AROUND)
    assert "Does your phone" not in _seen(window)


def test_news_changes_the_panel_and_not_the_page(window: Window) -> None:
    page, focused = window.page, window.focusWidget()
    window.surround(replace(AROUND, notes=(*NOTES, Event(State.FAILED, "No connection since 14:08"))))
    assert "No connection since 14:08" in _seen(window)
    assert window.page is page
    assert window.focusWidget() is focused


def test_notes_that_are_still_empty_say_so(window: Window) -> None:
    window.surround(replace(AROUND, notes=()))
    assert "Nothing yet" in _seen(window)


def test_a_half_typed_code_outlives_the_page(window: Window) -> None:
    assert window.body.dock is not None
    window.body.dock.field.setText("481")
    window.show_page(Form, AROUND)
    assert window.body.dock.field.code() == "481"
    window.surround(replace(AROUND, dock=Dock("XY")))
    assert window.body.dock.field.code() == ""


def test_the_dock_hands_a_code_over_and_keeps_nothing(qtbot: QtBot, window: Window) -> None:
    dock = window.body.dock
    assert dock is not None
    assert not dock.use.isEnabled()
    dock.field.setText("481906")
    with qtbot.waitSignal(window.code_given) as signal:
        dock.use.click()
    assert (signal.args, dock.field.text(), dock.use.isEnabled()) == (["481906"], "", False)


def test_where_the_provider_takes_the_code_there_is_no_field(window: Window) -> None:
    window.surround(replace(AROUND, dock=Dock(by_hand=True)))
    assert "Type the code on the provider’s page" in _seen(window)
    assert window.body.code_field() is None
    assert [tag for tag in window.findChildren(Tag) if tag.isVisible()] == []


def test_what_became_of_a_code_is_said_in_the_dock_by_hand(qtbot: QtBot, window: Window) -> None:
    window.surround(replace(AROUND, dock=Dock(by_hand=True)))
    dock = window.body.hand_dock
    assert dock is not None
    for button, way in ((dock.worked, "code_worked"), (dock.refused, "code_refused")):
        with qtbot.waitSignal(window.way_taken) as signal:
            button.click()
        assert signal.args == [way]


def test_what_can_be_said_at_any_time_stands_at_the_foot(qtbot: QtBot, window: Window) -> None:
    window.surround(replace(AROUND, ways=(Way("in_already", "I am in already"),)))
    (link,) = [link for link in window.findChildren(Link) if link.words == "I am in already"]
    with qtbot.waitSignal(window.way_taken) as signal:
        link.click()
    assert signal.args == ["in_already"]
    window.surround(AROUND)
    assert "I am in already" not in [link.words for link in window.findChildren(Link) if link.isVisible()]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_we_are_not_the_brand_stands_there_in_every_size(window: Window, scale: float) -> None:
    window.surround(replace(AROUND, not_affiliated="Not affiliated with Example"))
    window.prefer(replace(window.preferences, scale=scale))
    assert "Not affiliated with Example" in _seen(window)


def test_back_and_help_are_there_only_where_they_lead_somewhere(window: Window) -> None:
    window.surround(Surroundings())
    names = [spoken_name(button) for button in window.findChildren(Button) if button.isVisible()]
    assert {"Back", "Help", "Use this code"} & set(names) == set()
    assert "Account recovery" in _seen(window)


def _colours_of_the_edge(window: Window) -> set[str]:
    picture = window.grab().toImage()
    return {picture.pixelColor(x, 2).name() for x in range(200)}


def test_practice_is_unmistakable(qtbot: QtBot, window: Window) -> None:
    plain = _colours_of_the_edge(window)
    assert window.windowTitle() == "Account recovery"
    window.surround(replace(AROUND, practice=True))
    assert window.windowTitle() == "Practice – Account recovery"
    qtbot.waitUntil(lambda: len(_colours_of_the_edge(window)) > len(plain))
    assert "Practice" in _seen(window)


def test_a_banner_stands_above_the_page_and_is_announced(window: Window, aloud: Aloud) -> None:
    window.show_banner(lambda: Notice("There is a better step now"))
    assert aloud.words[-1] == "There is a better step now"
    assert "There is a better step now" in _seen(window)
    window.show_page(Form, AROUND)
    assert "There is a better step now" not in _seen(window)


def test_the_first_paint_is_told_once(qtbot: QtBot, window: Window) -> None:
    with qtbot.assertNotEmitted(window.painted):
        window.repaint()


def test_a_page_is_painted_also_where_something_else_was_about_to_be(qtbot: QtBot, window: Window) -> None:
    class Canvas(Form):
        is_painted = False

        def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt calls it by this name
            self.is_painted = True

    page = Canvas()
    window.repaint()
    window.update()
    window.show_page(lambda: page, AROUND)
    qtbot.waitUntil(lambda: page.is_painted)


def test_it_tells_nobody_its_account(window: Window) -> None:
    assert "karin" not in repr(AROUND)
    assert "karin" not in window.windowTitle()


# -- panels and room


def test_a_side_panel_takes_the_place_of_the_notes_which_stay_behind_a_button(window: Window) -> None:
    window.show_side(Phone)
    assert PANEL_WORDS in _seen(window)
    assert "You asked for a code" not in _seen(window)
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    assert "You asked for a code" in _seen(window)
    assert "Does your phone" not in _seen(window)
    press(window, Qt.Key.Key_Escape)
    assert "Does your phone" in _seen(window)


def test_large_text_moves_a_panel_with_things_to_do_below_the_page(qtbot: QtBot, window: Window) -> None:
    window.show_side(Phone)
    window.prefer(replace(LIGHT, scale=1.5))
    panel = window.findChild(Phone)
    assert panel is not None
    assert panel.isVisible()
    qtbot.waitUntil(lambda: panel.mapTo(window, QPoint(0, 0)).y() > window.height() / 2)


def test_large_text_puts_the_notes_behind_a_button(window: Window) -> None:
    window.prefer(replace(LIGHT, scale=2.0))
    assert "You asked for a code" not in _seen(window)
    button = next(button for button in window.findChildren(Button) if button.words == "What we know so far")
    button.click()
    assert "You asked for a code" in _seen(window)
    assert window.focusWidget().accessibleName() == "What we know so far"


def test_large_text_folds_the_dock_until_a_digit_is_typed(window: Window) -> None:
    window.prefer(replace(LIGHT, scale=2.0))
    width, dock = window.width(), window.body.dock
    assert dock is not None
    assert not dock.field.isVisible()
    press(window, Qt.Key.Key_4)
    assert (dock.field.isVisible(), dock.field.code(), window.width()) == (True, "4", width)


def test_a_narrow_window_has_one_column_and_a_wide_one_two_again(qtbot: QtBot, window: Window) -> None:
    window.resize(820, 720)
    qtbot.waitUntil(lambda: "You asked for a code" not in _seen(window))
    assert window.width() == 820
    window.resize(1080, 720)
    qtbot.waitUntil(lambda: "You asked for a code" in _seen(window))


def test_what_was_typed_stays_when_the_window_gets_narrow(qtbot: QtBot, window: Window) -> None:
    window.show_page(Form, AROUND)
    before = window.page
    assert isinstance(before, Form)
    before.field.setText("+49 30 5550142")
    window.resize(820, 720)
    qtbot.waitUntil(lambda: window.page is not before)
    assert isinstance(window.page, Form)
    assert window.page.field.text() == "+49 30 5550142"


# -- look and language


def test_another_look_keeps_what_was_done(window: Window) -> None:
    window.show_page(Form, AROUND)
    page, dock = window.page, window.body.dock
    assert isinstance(page, Form)
    assert dock is not None
    page.field.setText("+49 30 5550142")
    page.choices.choose(1)
    page.field.setFocus()
    dock.field.setText("48")
    window.prefer(Preferences(Colours.DARK, 1.25))
    again = window.page
    assert isinstance(again, Form)
    assert again is not page
    assert (again.field.text(), again.choices.index(), again.field.hasFocus()) == ("+49 30 5550142", 1, True)
    assert window.body.dock is not None
    assert window.body.dock.field.code() == "48"


def test_another_look_gives_no_code_a_second_time(window: Window) -> None:
    window.show_page(Waiting, replace(AROUND, dock=None))
    assert isinstance(window.page, Waiting)
    window.page.code.setText("481906")
    window.prefer(replace(LIGHT, scale=1.25))
    assert isinstance(window.page, Waiting)
    assert (window.page.code.code(), window.page.completed) == ("481906", [])


def test_another_look_is_told_once_and_only_if_it_is_another(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.preferred) as signal:
        window.prefer(replace(LIGHT, scale=1.25))
    assert signal.args == [replace(LIGHT, scale=1.25)]
    with qtbot.assertNotEmitted(window.preferred):
        window.prefer(replace(LIGHT, scale=1.25))


def test_another_language_is_spoken_at_once_and_told(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignals([window.preferred, window.spoke]):
        window.prefer(replace(LIGHT, language="de"))
    assert "Zurück" in [button.words for button in window.findChildren(Button) if button.isVisible()]
    with qtbot.assertNotEmitted(window.spoke):
        window.prefer(replace(LIGHT, language="de", scale=1.25))
    window.prefer(replace(LIGHT, language="en"))
    assert "Back" in [button.words for button in window.findChildren(Button) if button.isVisible()]


def test_the_menu_of_the_look_marks_the_language_that_is_spoken(window: Window) -> None:
    window.speak(replace(window.words, language="de"))
    window.body.open_look_menu()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    marked = [action.text() for action in menu.actions() if action.isChecked()]
    menu.close()
    assert "Deutsch" in marked
    assert "English" not in marked


def test_a_right_to_left_language_turns_the_window_round(qtbot: QtBot, window: Window) -> None:
    window.speak(replace(window.words, language="ar"))
    back = next(button for button in window.findChildren(Button) if button.words == "Back")
    qtbot.waitUntil(lambda: back.mapTo(window, back.rect().center()).x() > window.width() / 2)


@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scale", TEXT_SIZES)
def test_no_look_has_findings(qtbot: QtBot, window: Window, scale: float, language: str, *, practice: bool) -> None:
    around = replace(AROUND, practice=practice)
    window.speak(replace(window.words, language=language))
    window.prefer(replace(LIGHT, scale=scale))
    for make in (Question, Form):
        window.show_page(make, around)
        for side in (None, Phone):
            window.show_side(side)
            qtbot.waitUntil(lambda: audit(window, window.body.parts()) == [] or pytest.fail(str(audit(window))))


def test_tab_goes_through_page_panel_dock_and_header(window: Window) -> None:
    window.show_side(Phone)
    window.surround(replace(AROUND, dock=Dock("KF")))
    page = window.page
    assert isinstance(page, Question)
    names = [spoken_name(stop) for stop in tab_stops(page.answers[0])]
    assert names == [
        "No",
        "Yes",
        "Not sure",
        "Why this question?",
        "Skip this question",
        "Choose another step",
        "Open the message",
        "Code from the message",
        "Back",
        "What we know so far",
        "Text size and colours",
        "Help",
    ]
