"""Two separate windows from their page: by keyboard, with cardboard browsers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from secinfo_desktop.browsers.desk import Wanted
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.states import Judged, SessionChanged, State, Verdict
from secinfo_desktop.gui.apart import Work
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.pages.windows_buttons import BrowserMenu
from secinfo_desktop.gui.parts import Button, Notice
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.ports import SIGN_IN_APART
from secinfo_desktop.recovery.said import SeenContact
from tests.gui import apart_sights, apart_ways
from tests.gui.looks import DARK, LIGHT
from tests.gui.person import CTRL, Person
from tests.gui.scene import Scene
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.fake_desk import CHROMIUM, FIREFOX, NO_START, NOT_SHOWN, SECOND_ALONE, FakeDesk, FakeSessions, opens
from tests.helpers.walk import Walk

ELSEWHERE = "Can you read that mailbox on another device?"
WAITING = "Is the page that waits for the code still open?"
TWO = "Your code goes to a second account at the same provider"
ONE = "Open the second account in a window of its own"
FIRST_URL, SECOND_URL = "https://account.live.com/password/reset", "https://login.live.com/"


@pytest.fixture
def person(qtbot: QtBot, appearance: Appearance) -> Person:
    """Somebody whose code goes to a second account at the same provider, before the first question."""
    QGuiApplication.clipboard().clear()
    somebody = Person(qtbot, appearance)
    somebody.chooses("I forgot my password")
    somebody.until("Whose account is it?")
    somebody.chooses("Microsoft account")
    somebody.until("Where does Microsoft’s page send the code?")
    somebody.says(said.SawContact(SeenContact.OWN_MAIL), said.AskedThere(), said.DidNotCome())
    somebody.says(said.ChoseStep(SIGN_IN_APART))
    somebody.until(ELSEWHERE)
    return somebody


def is_before_two_windows(person: Person) -> None:
    person.press(Qt.Key.Key_B)
    person.until(WAITING)
    person.press(Qt.Key.Key_B)
    person.until(TWO)
    person.until_true(lambda: person.focus.accessibleName() == "Open the two windows")


def opens_two(person: Person) -> None:
    is_before_two_windows(person)
    person.press(Qt.Key.Key_Return)
    person.until_true(lambda: person.windows.now.verdict is not None)


def is_over(person: Person) -> bool:
    return person.windows.now.work is Work.NOTHING


def scene_of(appearance: Appearance, desk: FakeDesk | None = None) -> Scene:
    walk = Walk()
    apart_ways.with_service(walk)
    scene = Scene(appearance, LIGHT, walk, desk)
    apart_sights.opens_them(scene)
    return scene


def test_two_windows_are_opened_shown_and_erased(person: Person) -> None:
    opens_two(person)
    assert [one.wanted for one in person.desk.opened] == [
        (Wanted(Which.FIRST, FIRST_URL), Wanted(Which.SECOND, SECOND_URL))
    ]
    assert person.reads("Open, waits for the code")
    assert person.reads("Open, look for the code here")
    assert person.reads("the two windows share nothing")
    assert person.focus.accessibleName() == "I found it"  # no slip of Enter closes them
    person.chooses("Done: close and erase both")
    person.until_true(lambda: is_over(person))
    assert person.reads("Closed and erased")
    assert person.desk.sessions[-1].is_closed


def test_a_page_that_still_waits_gets_the_second_window_alone(person: Person) -> None:
    person.press(Qt.Key.Key_B)
    person.until(WAITING)
    person.press(Qt.Key.Key_A)
    person.until(ONE)
    person.until_true(lambda: person.focus.accessibleName() == "Open the window")
    person.press(Qt.Key.Key_Return)
    person.until_true(lambda: person.windows.now.verdict is Verdict.SEPARATE)
    assert [one.wanted for one in person.desk.opened] == [(Wanted(Which.SECOND, SECOND_URL),)]
    assert not person.reads("First account")
    assert person.reads("this window is new and private")


def test_a_mailbox_on_the_phone_opens_nothing(person: Person) -> None:
    person.press(Qt.Key.Key_A)
    person.until("Read the mail on another device")
    assert person.desk.opened == []


def test_a_browser_that_does_not_open_is_followed_by_the_next_and_then_by_written_steps(person: Person) -> None:
    person.desk.happens = NO_START
    opens_two(person)
    person.until_true(lambda: is_over(person))
    assert person.reads("Chromium did not open.")
    person.until_true(lambda: person.focus.accessibleName() == "Try Firefox")  # a slip of Enter must claim no code
    person.chooses("Try Firefox")
    person.until_true(lambda: person.reads("Firefox did not open.") and is_over(person))
    assert [one.browser for one in person.desk.opened] == [CHROMIUM, FIREFOX]
    person.chooses("Open the second account in a private window")
    person.until("Open the second account in a private window")
    assert person.reads("Firefox, the browser of this computer: Ctrl, Shift and P")
    assert person.reads("Two private windows of one browser share their sign-in.")
    assert person.reads("We have not checked what Safari keeps apart.")


def test_windows_that_share_are_told_and_lead_to_written_steps(person: Person) -> None:
    person.desk.happens = (*opens(*Which), Judged(Verdict.SHARED))
    opens_two(person)
    person.until_true(lambda: is_over(person))
    person.until_true(lambda: person.focus.accessibleName() == "Open the second account in a private window")
    assert person.reads("The two windows would share everything, so we left none open.")
    person.chooses("Open the second account in a private window")
    person.until("Open the second account in a private window")


def test_a_window_that_the_person_closes_is_shown_as_erased_while_the_other_stays(person: Person) -> None:
    opens_two(person)
    for state in (State.CLOSED, State.ERASED):
        person.desk.sessions[-1].tell(SessionChanged(Which.SECOND, state))
    person.until_true(lambda: person.reads("Closed and erased"))
    assert person.reads("Open, waits for the code")
    assert person.windows.now.is_open


def test_each_window_can_be_shown_and_closed_from_its_card(person: Person) -> None:
    opens_two(person)
    person.chooses("Show the window of the second account")
    person.until_true(lambda: person.desk.sessions[-1].shown == [Which.SECOND])
    person.chooses("Close and erase the window of the second account")
    person.until_true(lambda: person.reads("Closed and erased"))
    assert person.reads("Open, waits for the code")
    assert person.windows.now.is_open
    assert person.focus.accessibleName() == "I found it"  # the button that had the keyboard is gone
    assert offered(person) == ["show-first", "close-first"]
    person.chooses("Done: close and erase")
    person.until_true(lambda: is_over(person))


def test_what_the_desktop_can_not_show_is_not_offered(person: Person) -> None:
    person.desk.happens = NOT_SHOWN
    opens_two(person)
    assert offered(person) == ["close-first", "close-second"]


def test_a_window_that_could_not_be_shown_is_not_offered_again(person: Person) -> None:
    opens_two(person)
    person.desk.sessions[-1].hides(Which.FIRST)
    person.chooses("Show the window of the first account")
    person.until_true(lambda: offered(person) == ["close-first", "show-second", "close-second"])


def offered(person: Person) -> list[str]:
    names = [f"{what}-{which}" for which in Which for what in ("show", "close")]
    buttons = (person.page.findChild(Button, name) for name in names)
    return [button.objectName() for button in buttons if button is not None and button.isVisible()]


def test_without_a_browser_that_is_said(qtbot: QtBot, appearance: Appearance) -> None:
    walk = Walk()
    apart_ways.two(walk)
    scene = Scene(appearance, LIGHT, walk, FakeDesk(browsers=()))
    apart_sights.finds(scene)
    assert scene.window.findChild(Button, "open-windows") is None
    qtbot.waitUntil(lambda: scene.window.findChildren(Notice)[0].accessibleName().startswith("We found no browser"))
    scene.close()


def test_another_browser_is_taken_from_the_menu(person: Person) -> None:
    is_before_two_windows(person)
    person.chooses("Choose another browser. Now it is Chromium.")
    [menu] = person.window.findChildren(BrowserMenu)
    assert [(action.text(), action.isChecked()) for action in menu.actions()] == [
        ("Chromium", True),
        ("Firefox", False),
    ]
    menu.actions()[1].trigger()
    menu.close()
    assert person.windows.now.browser == FIREFOX
    button = person.window.findChild(Button, "choose-browser")
    assert isinstance(button, Button)
    assert button.words == "With Firefox"


def test_what_can_not_be_opened_at_all_leads_to_written_steps(person: Person, expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.gui.apart", "separate windows failed")
    person.desk.fails = True
    is_before_two_windows(person)
    person.press(Qt.Key.Key_Return)
    person.until_true(lambda: person.windows.now.has_failed)
    assert person.reads("The windows could not be opened.")
    person.chooses("Open the second account in a private window")
    person.until("Open the second account in a private window")


def test_another_look_keeps_the_windows_and_what_is_said_of_them(person: Person) -> None:
    opens_two(person)
    person.window.prefer(DARK.preferences)
    assert person.reads("Open, look for the code here")
    assert person.reads("the two windows share nothing")
    assert not person.desk.sessions[-1].is_closed


def test_windows_stay_open_while_the_person_types_the_code(person: Person) -> None:
    opens_two(person)
    person.press(Qt.Key.Key_A)
    person.until_true(lambda: isinstance(person.flow.frame().page, pages.CodeTherePage))
    assert not person.desk.sessions[-1].is_closed
    person.chooses("It worked")
    person.until("You are back in")
    person.chooses("Close and erase them")
    person.until_true(lambda: is_over(person))
    assert person.desk.sessions[-1].is_closed


# -- a code on the clipboard


def test_a_copied_code_is_offered_taken_and_cleared(appearance: Appearance) -> None:
    scene = scene_of(appearance)
    code = scene.walk.accounts.newest_code()
    QGuiApplication.clipboard().setText(f"Your code is {code[:3]} {code[3:]}.")
    scene.clicks("paste-code")
    scene.until(lambda: isinstance(scene.walk.page, pages.NewPasswordPage))
    assert QGuiApplication.clipboard().text() == ""
    scene.close()


def test_what_is_no_code_is_not_offered(appearance: Appearance) -> None:
    scene = scene_of(appearance)
    QGuiApplication.clipboard().setText("Dinner at seven.")
    assert scene.window.findChild(Button, "paste-code") is None
    assert QGuiApplication.clipboard().text() == "Dinner at seven."
    scene.close()


def test_by_hand_the_clipboard_is_never_looked_at(person: Person) -> None:
    opens_two(person)
    QGuiApplication.clipboard().setText("Your code is 481 906.")
    person.press(Qt.Key.Key_V, CTRL)
    assert person.window.findChild(Button, "paste-code") is None
    assert QGuiApplication.clipboard().text() == "Your code is 481 906."


# -- leaving, and coming back


def asked(person: Person) -> str:
    shown = [one.windowTitle() for one in person.window.findChildren(QDialog) if one.isVisible()]
    return shown[0] if shown else ""


def answers(person: Person, words: str) -> None:
    buttons = [button for one in person.window.findChildren(QDialog) for button in one.findChildren(Button)]
    next(button for button in buttons if button.words == words and button.isVisible()).click()


def test_leaving_asks_what_becomes_of_the_windows_and_erases_them(person: Person) -> None:
    opens_two(person)
    person.press(Qt.Key.Key_Escape)
    assert asked(person) == "Windows that we opened are still open"
    answers(person, "Close and erase them")
    person.until_true(lambda: asked(person) == "Keep this for later?")
    assert is_over(person)
    assert person.desk.sessions[-1].is_closed


def test_windows_can_be_left_open(person: Person) -> None:
    opens_two(person)
    person.press(Qt.Key.Key_Escape)
    answers(person, "Leave them open")
    assert person.desk.sessions[-1].is_left_open
    assert asked(person) == "Keep this for later?"
    person.jobs.shutdown()
    assert not person.desk.sessions[-1].is_closed


def test_windows_that_outlived_a_crash_are_shown_on_the_first_page_and_closed_there(
    qtbot: QtBot, appearance: Appearance
) -> None:
    scene = Scene(appearance, LIGHT, Walk(), FakeDesk(before=FakeSessions(SECOND_ALONE[:2])))
    apart_sights.takes_them_on(scene)
    assert scene.window.findChildren(Notice)[0].accessibleName() == "A window from before is still open."
    scene.presses("Close and erase it")
    qtbot.waitUntil(lambda: scene.windows.now.work is Work.NOTHING)
    assert not [notice for notice in scene.window.findChildren(Notice) if notice.isVisible()]
    scene.close()


def test_the_first_page_asks_before_leaving_while_windows_are_open(appearance: Appearance) -> None:
    scene = Scene(appearance, LIGHT, Walk(), FakeDesk(before=FakeSessions(SECOND_ALONE[:2])))
    apart_sights.takes_them_on(scene)
    scene.window.close()
    assert scene.window.isVisible()
    assert isinstance(scene.subject, QDialog)
    scene.close()
