"""Sentences by id: English is whole, placeholders are filled, an unknown id is a mistake."""

import pytest

from secinfo_desktop import texts


def test_a_sentence_is_found_by_its_id() -> None:
    assert texts.say("page.start.title") == "What is the trouble?"


def test_a_sentence_is_said_in_another_language() -> None:
    assert texts.say("page.start.title", "de") == "Wobei brauchen Sie Hilfe?"


def test_another_language_falls_back_to_english() -> None:
    assert texts.say("page.start.title", "xx") == texts.say("page.start.title")


def test_an_unknown_id_is_a_mistake() -> None:
    with pytest.raises(texts.UnknownTextError):
        texts.say("page.nowhere.title")
    assert not texts.has("page.nowhere.title")
