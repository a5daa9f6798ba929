"""Every language is whole, fills the same places as English, and keeps to the rules of wording."""

import io
import re
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from secinfo_desktop import resources
from secinfo_desktop.texts import LANGUAGES
from secinfo_desktop.texts.catalogues import SOURCE

TRANSLATIONS = tuple(language for language in LANGUAGES if language != SOURCE)
CATALOGUES = resources.names(f"i18n/{SOURCE}", ".po")
MOST_WORDS = 15
FOR_OPERATORS = frozenset({"command.po", "doctor.po"})
ALIKE = {"de": r"\b(?<!-)(?:du|dein|deine[mnrs]?|dich|dir|Account|Mails?|Handys?|Smartphones?|Login)\b"}
"""Words that another word stands for: "Sie", "Konto", "E-Mail", "Telefon". Programs keep their names."""


def read(language: str, catalogue: str) -> dict[str, Message]:
    found = read_po(io.BytesIO(resources.data(f"i18n/{language}/{catalogue}")), locale=language, abort_invalid=True)
    return {str(one.id[0] if isinstance(one.id, tuple) else one.id): one for one in found if one.id}


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def places(message: Message) -> set[str]:
    return {name for form in forms(message) for _, name, _, _ in Formatter().parse(form) if name is not None}


def sentences(language: str, catalogue: str) -> list[tuple[str, str]]:
    """What stands in round brackets explains a foreign name and does not count."""
    texts = [(text_id, form) for text_id, message in read(language, catalogue).items() for form in forms(message)]
    plain = [(text_id, re.sub(r" *\([^)]*\)", "", text)) for text_id, text in texts]
    return [(text_id, part) for text_id, text in plain for part in re.split(r"(?<=[.?:])\s+|\n", text)]


def test_german_is_there() -> None:
    assert "de" in TRANSLATIONS


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_language_has_every_catalogue(language: str) -> None:
    assert resources.names(f"i18n/{language}", ".po") == CATALOGUES


@pytest.mark.parametrize("catalogue", CATALOGUES)
@pytest.mark.parametrize("language", TRANSLATIONS)
class TestEveryCatalogue:
    """In every language."""

    def test_nothing_is_missing_and_nothing_left_over(self, language: str, catalogue: str) -> None:
        assert read(language, catalogue).keys() == read(SOURCE, catalogue).keys()

    def test_every_text_has_the_places_of_the_english_one(self, language: str, catalogue: str) -> None:
        english, its = read(SOURCE, catalogue), read(language, catalogue)
        assert [text_id for text_id in english if places(its[text_id]) != places(english[text_id])] == []

    def test_every_text_has_the_forms_that_the_language_needs(self, language: str, catalogue: str) -> None:
        english, its = read(SOURCE, catalogue), read(language, catalogue)
        assert [one for one in english if its[one].pluralizable != english[one].pluralizable] == []
        assert [one for one in its if not all(form.strip() for form in forms(its[one]))] == []

    def test_a_catalogue_says_that_nobody_has_reviewed_it(self, language: str, catalogue: str) -> None:
        assert "Unreviewed by a native speaker" in resources.text(f"i18n/{language}/{catalogue}").splitlines()[0]

    def test_a_sentence_has_fifteen_words_at_most(self, language: str, catalogue: str) -> None:
        if catalogue not in FOR_OPERATORS:
            said = sentences(language, catalogue)
            assert [(text_id, part) for text_id, part in said if len(part.split()) > MOST_WORDS] == []

    def test_the_same_thing_keeps_the_same_word(self, language: str, catalogue: str) -> None:
        other = re.compile(ALIKE[language])
        said = [(text_id, part) for text_id, part in sentences(language, catalogue) if ".program." not in text_id]
        assert [text_id for text_id, part in said if other.search(part)] == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_button_that_is_named_in_a_sentence_says_the_same(language: str) -> None:
    its = read(language, "checklist.po")
    named = str(its["checklist.action.replace_all_info.step.1.detail.by_hand"].string)
    assert str(its["checklist.action.replace_all_info.failed"].string) in named
    mail = str(read(language, "message.po")["message.password_changed.mail"].string)
    assert str(read(language, "page.po")["page.start.forgot_password"].string) in mail


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_letter_that_is_typed_in_the_terminal_is_the_same_in_every_language(language: str) -> None:
    english, its = read(SOURCE, "terminal.po"), read(language, "terminal.po")
    keys = [text_id for text_id in english if text_id.startswith("terminal.key.")]
    assert [one for one in keys if str(its[one].string).split()[0] != str(english[one].string).split()[0]] == []
