"""Which language a person is spoken to in."""

import pytest

from secinfo_desktop.desktop.languages import spoken


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "fr:de:en"}, "de"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, "en"),
        ({"LANG": "", "LC_ALL": ""}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_names_the_language(environment: dict[str, str], language: str) -> None:
    assert spoken(None, environment) == language


@pytest.mark.parametrize(("chosen", "language"), [("de", "de"), ("en", "en"), ("xx", "de"), (None, "de")])
def test_what_was_chosen_wins_if_it_is_there(chosen: str | None, language: str) -> None:
    assert spoken(chosen, {"LANG": "de_DE.UTF-8"}) == language


def test_the_desktop_is_asked_where_the_environment_names_none() -> None:
    assert spoken(None, {}, lambda: ["nl-NL", "de-DE"]) == "de"
    assert spoken(None, {"LANG": "en_GB.UTF-8"}, lambda: ["de-DE"]) == "en"
