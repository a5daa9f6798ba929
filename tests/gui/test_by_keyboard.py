"""Every page by keyboard, over a service in memory."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import CodeField
from secinfo_desktop.recovery import pages, said
from tests.gui.person import ALT, CTRL, Person
from tests.helpers.fake_practice import NUMBER

WAITING = "Look at your phone now"
PASSWORD = "four red boats at noon"


@pytest.fixture
def person(qtbot: QtBot, appearance: Appearance) -> Person:
    """Somebody who does not touch the mouse."""
    return Person(qtbot, appearance)


def test_the_straight_way_leads_in(person: Person) -> None:
    person.waits_for_code()
    person.until(WAITING)
    person.types(person.accounts.newest_code())
    person.press(Qt.Key.Key_Return)
    person.until("Choose a new password")
    person.types(PASSWORD)
    person.press(Qt.Key.Key_Return)
    person.until("You are back in")
    assert person.flow.outcome is Outcome.GOT_IN
    assert person.reads("We told 2 phones and addresses on your account.")


def test_a_whole_message_pasted_anywhere_gives_up_its_code(person: Person) -> None:
    person.waits_for_code()
    person.until(WAITING)
    person.chooses("It did not come")
    person.until_true(lambda: person.window.body.dock is not None)
    code = person.accounts.newest_code()
    QGuiApplication.clipboard().setText(f"Your code is {code[:3]} {code[3:]}. Never give it to anyone.")
    person.press(Qt.Key.Key_V, CTRL)
    person.press(Qt.Key.Key_Return)
    person.until("Choose a new password")


def test_digits_go_into_the_code_field_and_answer_nothing(person: Person) -> None:
    person.waits_for_code()
    person.until(WAITING)
    person.chooses("It did not come")
    person.until_true(lambda: person.window.body.dock is not None)
    before = person.flow.frame().page
    person.types("481")
    field = person.window.body.code_field()
    assert isinstance(field, CodeField)
    assert field.code() == "481"
    assert person.flow.frame().page == before


def test_a_letter_answers_and_back_takes_the_answer_back(person: Person) -> None:
    person.waits_for_code()
    person.until(WAITING)
    person.chooses("It did not come")
    person.until_true(lambda: isinstance(person.flow.frame().page, pages.StepPage))
    first = person.page.heading
    person.press(Qt.Key.Key_B)
    person.until_true(lambda: person.page.heading != first)
    person.press(Qt.Key.Key_Left, ALT)
    person.until(first)


def test_what_was_typed_wrong_stays_and_is_explained(person: Person) -> None:
    person.waits_for_code(typed="+49 1512 3456799")
    person.until_true(lambda: person.flow.frame().problem is not None)
    person.until("Where shall the code go?")
    person.tab_to("Type this phone number in full")
    assert getattr(person.focus, "text", lambda: "")() == "+49 1512 3456799"
    assert person.focus.accessibleDescription()


def test_a_refused_code_is_explained_above_the_field_and_the_field_is_empty(person: Person) -> None:
    person.waits_for_code()
    person.until(WAITING)
    person.types("999999")
    person.press(Qt.Key.Key_Return)
    person.until_true(lambda: person.flow.frame().problem is not None)
    field = person.window.body.code_field()
    assert isinstance(field, CodeField)
    assert field.code() == ""
    assert person.focus is field
    assert "does not match" in field.accessibleDescription()


def test_a_code_refused_in_the_dock_is_explained_above_the_page_and_can_be_typed_again(person: Person) -> None:
    person.waits_for_code()
    person.until(WAITING)
    person.chooses("It did not come")
    person.until_true(lambda: person.window.body.dock is not None)
    question = person.page.heading
    person.types("999999")
    person.press(Qt.Key.Key_Return)
    person.until_true(lambda: person.flow.frame().problem is not None)
    person.until(question)
    assert person.reads("This code does not match the one that we sent.")
    person.types(person.accounts.newest_code())
    person.press(Qt.Key.Key_Return)
    person.until("Choose a new password")


def test_b28_trouble_stands_over_the_page_and_trying_again_goes_on(person: Person) -> None:
    person.accounts.account("example").fail_next("send_code", Failure.UNREACHABLE)
    person.waits_for_code()
    person.until_true(lambda: isinstance(person.flow.frame().page, pages.TroublePage))
    person.chooses("Try again now")
    person.until(WAITING)


def test_another_step_can_be_chosen_and_a_person_asked(person: Person) -> None:
    person.waits_for_code()
    person.until(WAITING)
    person.chooses("It did not come")
    person.until_true(lambda: isinstance(person.flow.frame().page, pages.StepPage))
    person.chooses("Choose another step")
    person.until("Which step do you want to take?")
    person.chooses("Hand over to a person")
    person.until("The next step needs a person")
    person.chooses("Copy the summary")
    copied = QGuiApplication.clipboard().text()
    assert "Summary" in copied
    assert "3456742" not in copied
    person.chooses("Finish")
    person.until("A person can help you from here")


def test_a_made_up_person_is_helped_with_their_phone_beside_the_page(person: Person) -> None:
    person.chooses("Try it with a made-up person")
    person.until("Which story do you want to try?")
    person.press(Qt.Key.Key_Space)
    person.until("A first visit")
    assert person.window.windowTitle().startswith("Practice")
    person.until_true(lambda: person.reads("What Rowan Hale knows"))
    person.press(Qt.Key.Key_Return)
    person.until("Where shall the code go?")
    person.tab_to("Type this phone number in full")
    person.types("+49 1512 3456742")
    person.press(Qt.Key.Key_Return)
    person.until(WAITING)
    person.until_true(lambda: person.reads(person.accounts.newest_code()))


def test_a_call_on_the_practice_phone_can_be_read(person: Person) -> None:
    person.chooses("Try it with a made-up person")
    person.until("Which story do you want to try?")
    person.chooses("A code by text message")
    person.until("What is the name of the account?")
    person.accounts.world.receive(Channel.CALL, NUMBER, "481906", "KR")
    person.until_true(lambda: person.reads("Your code is 4 8 1 9 0 6, its tag K R"))
    assert person.reads("The phone rings. A voice says:")


def test_a_switch_of_the_practice_phone_is_set_and_keeps_the_keyboard(person: Person) -> None:
    person.chooses("Try it with a made-up person")
    person.until("Which story do you want to try?")
    person.chooses("A code by text message")
    person.until("What is the name of the account?")
    person.sees_the_practice_world()
    person.chooses("Block messages from unknown senders: On")
    person.until_true(lambda: person.focus.accessibleName() == "Block messages from unknown senders: Off")


def test_help_and_leaving_ask_in_dialogs(person: Person, qtbot: QtBot) -> None:
    person.chooses("I asked for a code")
    person.until("Whose account is it?")
    person.chooses("Example Organisation")
    person.until("What is the name of the account?")
    person.press(Qt.Key.Key_F1)
    person.until_true(lambda: person.focus.accessibleName() == "Close the help")
    person.press(Qt.Key.Key_Space)
    person.until("What is the name of the account?")
    person.press(Qt.Key.Key_Escape)
    person.until_true(lambda: person.focus.accessibleName() == "Keep it")
    person.tab_to("Forget it")
    with qtbot.waitSignal(person.presenter.left):
        person.press(Qt.Key.Key_Space)


def test_a_larger_text_keeps_what_was_typed(person: Person) -> None:
    person.waits_for_code()
    person.until(WAITING)
    person.types("12")
    person.press(Qt.Key.Key_Plus, CTRL)
    field = person.window.body.code_field()
    assert isinstance(field, CodeField)
    assert field.code() == "12"
    assert person.window.preferences.scale == 1.25


def test_what_was_typed_stays_in_sight_and_can_be_typed_again(person: Person) -> None:
    person.waits_for_code()
    person.until(WAITING)
    assert person.reads("3456742")
    person.chooses("Type it again")
    person.until("Where shall the code go?")
    person.tab_to("Type this phone number in full")
    assert getattr(person.focus, "text", lambda: "")() == "+49 1512 3456742"


def test_who_owns_none_of_the_contacts_is_led_back_to_the_account_name(person: Person) -> None:
    person.waits_for_code(typed="12")
    person.until_true(lambda: person.flow.frame().problem is not None)
    person.chooses("None of these is mine")
    person.until("What is the name of the account?")


def test_practice_can_be_ended_from_its_panel(person: Person) -> None:
    person.chooses("Try it with a made-up person")
    person.until("Which story do you want to try?")
    person.chooses("A code by text message")
    person.until("What is the name of the account?")
    person.sees_the_practice_world()
    person.chooses("End practice")
    person.until("What is the trouble?")
    assert person.window.windowTitle() == "Account recovery"


def test_the_code_field_says_that_nobody_may_have_the_code(person: Person) -> None:
    person.waits_for_code()
    person.until(WAITING)
    assert person.reads("Tell it to nobody, not even to us.")


def test_where_a_contact_is_asked_for_it_says_what_it_is_used_for(person: Person) -> None:
    person.waits_for_code(typed="12")
    person.until_true(lambda: person.flow.frame().problem is not None)
    assert person.reads("for nothing else")


def test_a_step_is_shown_on_ones_own_phone_and_left_again(person: Person) -> None:
    person.waits_for_code()
    person.until(WAITING)
    person.chooses("It did not come")
    person.until_true(lambda: person.window.body.dock is not None)
    person.says(said.ChoseStep("unblock_senders"))
    step = "Let texts from unknown numbers through"
    person.until(step)
    person.chooses("Show me how on my phone")
    person.until("Which phone do you have?")
    person.press(Qt.Key.Key_B)
    person.until_true(lambda: person.reads("For iPhone, from iOS 26 on"))
    person.types("481")  # the code may come while one reads
    field = person.window.body.code_field()
    assert isinstance(field, CodeField)
    assert field.code() == "481"
    person.chooses("Go on where I was")
    person.until_true(lambda: isinstance(person.flow.frame().page, pages.InstructionPage))
    person.until(step)
    person.chooses("Show me how on my phone")
    person.until_true(lambda: person.reads("For iPhone, from iOS 26 on"))
    person.press(Qt.Key.Key_Left, ALT)
    person.until_true(lambda: isinstance(person.flow.frame().page, pages.InstructionPage))
