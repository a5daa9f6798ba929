"""Every step can be read aloud in every language, in short sentences, and none asks for anything secret."""

import io
import re
from dataclasses import replace

import pytest
from babel.messages.pofile import read_po

from secinfo_desktop import resources, texts
from secinfo_desktop.desktop.checklists import all_shipped, names, shipped
from secinfo_desktop.guide.checklist import HANDOFF, Checklist
from secinfo_desktop.helpdesk import script_texts
from secinfo_desktop.texts import LANGUAGES
from tests.helpers.reading_grade import grade

MOST_WORDS = 15
HARDEST = 6.0
"""Years of school (``tests.helpers.reading_grade``)."""
MOST_SENTENCES = 2
MOST_WORDS_OF_AN_ANSWER = 10
AROUND_PLACES = {"name", "organisation", "number", "phone", "day"}
STEP_PLACES = {"provider", "sender", "address"}
"""No {mask}: nobody is told where a code goes before they are verified (B6)."""
NEVER = {
    "en": ("otp", "token", "credential", "authenticat", "session", "verify your identity", "oops", "please", "!"),
    "de": ("otp", "token", "authentifizier", "sitzung", "bitte ", "hoppla", "!"),
}
NEVER_ASKED = {
    "en": re.compile(
        r"\b(?:tell|give|read|say|spell|send) (?:me|us)\b|\bread (?:it|them) (?:out|aloud)\b"
        r"|\bwhat is (?:the|your) (?:code|password|address|number|e-mail|date of birth)\b|\bdate of birth\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(?:sagen|geben|lesen|nennen|senden|buchstabieren) Sie (?:mir|uns)\b"
        r"|\bwie (?:lautet|ist|heißt) (?:der|das|die|Ihre?) (?:Code|Passwort|Adresse|Nummer)\b|\bGeburtsdatum\b",
        re.IGNORECASE,
    ),
}


def catalogue(language: str) -> dict[str, str]:
    found = read_po(io.BytesIO(resources.data(f"i18n/{language}/helpdesk_script.po")), locale=language)
    return {str(message.id): str(message.string) for message in found if message.id}


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?:])\s+", text) if part]


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=names())
def checklist(request: pytest.FixtureRequest) -> Checklist:
    return shipped(request.param)


def test_every_step_has_what_to_say_and_what_to_listen_for(checklist: Checklist, language: str) -> None:
    assert script_texts.missing(checklist, language) == ()


def test_a_step_without_a_script_is_found(checklist: Checklist, language: str) -> None:
    strange = replace(checklist.questions[next(iter(checklist.questions))], id="strange")
    lacking = script_texts.missing(replace(checklist, questions={"strange": strange}), language)
    assert lacking == ("helpdesk_script.say.strange", "helpdesk_script.listen.strange")


def test_every_answer_has_words_that_a_caller_says(checklist: Checklist, language: str) -> None:
    steps = (*checklist.questions, *checklist.actions)
    said = [script_texts.hear(step, outcome) for step in steps for outcome in checklist.outcomes(step)]
    assert [text_id for text_id in said if not texts.has(text_id, language, alone=True)] == []


def test_no_text_is_left_over(language: str) -> None:
    shipped_ones = tuple(all_shipped().values())
    wanted = {text_id for one in shipped_ones for text_id in script_texts.needed(one)}
    for one in shipped_ones:
        for step in (*one.questions, *one.actions, HANDOFF):
            wanted.update(script_texts.parts(step, language))
            wanted.update(script_texts.hear(step, outcome) for outcome in one.outcomes(step))
    assert set(catalogue(language)) - wanted == set()


def test_the_line_that_staff_never_need_a_code_is_there(language: str) -> None:
    assert texts.has(script_texts.NEVER_ASK, language, alone=True)
    line = texts.say(script_texts.NEVER_ASK, language)
    assert "Code" in line.title()
    assert re.search(r"\bnever\b|\bnie\b", line)


def test_what_is_said_at_once_has_two_sentences_of_fifteen_words_at_most(language: str) -> None:
    long = {
        text_id: text
        for text_id, text in catalogue(language).items()
        if len(sentences(text)) > MOST_SENTENCES or any(len(part.split()) > MOST_WORDS for part in sentences(text))
    }
    assert {one: text for one, text in long.items() if ".part." not in one} == {}
    assert [one for one, text in long.items() if max(len(part.split()) for part in sentences(text)) > MOST_WORDS] == []


def test_a_question_ends_with_its_question_mark_and_asks_one_thing(checklist: Checklist, language: str) -> None:
    for step in checklist.questions:
        said = texts.say(script_texts.say(step), language, provider="A", sender="B", address="C")
        assert said.endswith("?"), step
        assert said.count("?") == 1, step


def test_the_last_part_of_an_action_asks_what_came_of_it(checklist: Checklist, language: str) -> None:
    for step in checklist.actions:
        last = script_texts.parts(step, language)[-1]
        assert texts.say(last, language, provider="A", sender="B", address="C").endswith("?"), last


def test_the_parts_of_an_action_are_numbered_without_a_gap(language: str) -> None:
    ids = [text_id for text_id in catalogue(language) if ".part." in text_id]
    steps = {text_id.split(".")[2] for text_id in ids}
    assert set(ids) == {part for step in steps for part in script_texts.parts(step, language)}


def test_what_a_caller_says_is_short(language: str) -> None:
    heard = {one: text for one, text in catalogue(language).items() if ".hear." in one}
    assert {one: text for one, text in heard.items() if len(text.split()) > MOST_WORDS_OF_AN_ANSWER} == {}


def test_only_known_places_are_filled(language: str) -> None:
    around = set(map(script_texts.around, script_texts.AROUND))
    for text_id, text in catalogue(language).items():
        allowed = AROUND_PLACES if text_id in around else STEP_PLACES
        assert set(re.findall(r"{(\w*)}", text)) <= allowed, text_id


def test_no_text_has_words_of_the_trade(language: str) -> None:
    found = [
        (one, word) for one, text in catalogue(language).items() for word in NEVER[language] if word in text.lower()
    ]
    assert found == []


def test_nobody_is_asked_to_say_a_secret_or_personal_data(language: str) -> None:
    assert [one for one, text in catalogue(language).items() if NEVER_ASKED[language].search(text)] == []


def test_what_is_said_is_easy_to_hear() -> None:
    said = {one: text for one, text in catalogue("en").items() if one.split(".")[1] == "say" and "{" not in text}
    by_step: dict[str, list[str]] = {}
    for text_id, text in said.items():
        by_step.setdefault(text_id.split(".")[2], []).append(text)
    assert [step for step, its in by_step.items() if grade(its) > HARDEST] == []


@pytest.mark.parametrize(
    "asked",
    [
        "Tell me the code.",
        "What is your date of birth?",
        "Read it aloud.",
        "What is the code?",
        "Sagen Sie mir den Code.",
        "Wie lautet Ihr Code?",
        "Wie ist Ihr Geburtsdatum?",
    ],
)
def test_a_text_that_asks_for_a_secret_would_be_found(asked: str) -> None:
    assert any(pattern.search(asked) for pattern in NEVER_ASKED.values())
