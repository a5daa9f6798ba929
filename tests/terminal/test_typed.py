"""What a typed line means."""

from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.recovery import said
from secinfo_desktop.terminal import typed
from secinfo_desktop.terminal.screens import Field, Key, Leave, Option, Screen
from secinfo_desktop.terminal.typed import Place, understand

OPTIONS = (Option("Yes", said.Answered("yes")), Option("No", said.Answered("no")))
QUESTION = Screen("A question", options=OPTIONS, keys=tuple(Key))
NAME = Screen("A name", field=Field("Name", said.GaveName), keys=(Key.LEAVE,))
ASKED = Place(QUESTION, takes_code=True)
NOT_ASKED = Place(QUESTION)
PRACTISING = Place(QUESTION, is_practice=True)


def test_a_number_is_an_answer() -> None:
    assert understand(" 2 ", NOT_ASKED) == said.Answered("no")


def test_a_number_that_is_no_answer_is_not_understood() -> None:
    assert understand("3", NOT_ASKED) == typed.NotUnderstood()
    assert understand("0", NOT_ASKED) == typed.NotUnderstood()


def test_six_digits_are_a_code_once_one_was_asked_for() -> None:
    assert understand("481906", ASKED) == said.GaveCode("481906")
    assert understand("481 906", ASKED) == said.GaveCode("481 906")


def test_a_whole_message_is_taken_for_its_code() -> None:
    message = "481 906 is your Example code (tag KR)."
    assert understand(message, ASKED) == said.GaveCode(message)


def test_six_digits_before_a_code_was_asked_for_are_told_so() -> None:
    assert understand("481906", NOT_ASKED) == typed.NotUnderstood("terminal.no_code_asked")


def test_digits_that_are_no_code_are_left_to_the_flow_to_refuse() -> None:
    assert understand("48190", ASKED) == said.GaveCode("48190")


def test_letters_do_what_the_page_offers() -> None:
    meant = {letter: understand(letter, NOT_ASKED) for letter in "b?sohkq"}
    assert meant == {
        "b": said.WentBack(),
        "?": typed.ShowWhy(),
        "s": said.Skipped(),
        "o": said.WantsOtherStep(),
        "h": said.WantsPerson(),
        "k": typed.ShowKnown(),
        "q": Leave(),
    }


def test_a_letter_that_the_page_does_not_offer_is_not_understood() -> None:
    assert understand("s", Place(Screen("Start", options=OPTIONS, keys=(Key.LEAVE,)))) == typed.NotUnderstood()


def test_a_page_that_asks_for_a_line_gets_it() -> None:
    assert understand(" mara@example.org ", Place(NAME)) == said.GaveName("mara@example.org")


def test_an_empty_line_says_nothing() -> None:
    assert understand("   ", ASKED) == typed.Nothing()


def test_practice_has_words_of_its_own() -> None:
    meant = [understand(line, PRACTISING) for line in ("phone", "Mail", "card", "do", "do look_in_junk", "wait 90")]
    assert meant == [
        typed.ShowPhone(),
        typed.ShowMail(),
        typed.ShowCard(),
        typed.Do(None),
        typed.Do("look_in_junk"),
        typed.Wait(90),
    ]
    assert understand("set flight_mode off", PRACTISING) == typed.Do("flight_mode", on=False)


def test_half_a_practice_word_is_explained() -> None:
    assert understand("wait long", PRACTISING) == typed.NotUnderstood("terminal.practice.orders")


def test_practice_words_mean_nothing_outside_practice() -> None:
    assert understand("phone", NOT_ASKED) == typed.NotUnderstood()


@given(st.text(max_size=40))
def test_every_line_means_something(line: str) -> None:
    for place in (ASKED, NOT_ASKED, PRACTISING, Place(NAME)):
        assert understand(line, place) is not None


@given(st.text(max_size=40))
def test_what_was_not_understood_is_not_repeated(line: str) -> None:
    meant = understand(line, PRACTISING)
    if isinstance(meant, typed.NotUnderstood):
        assert meant.text_id.startswith("terminal.")


def test_by_hand_a_code_is_not_taken_but_sent_to_the_providers_page() -> None:
    by_hand = Place(Screen("Look at your phone now"), is_by_hand=True)
    assert understand("481906", by_hand) == typed.NotUnderstood("terminal.code_goes_there")
