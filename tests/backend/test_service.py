"""What a service is put together from: its pack, its words, its stories."""

from pathlib import Path

import pytest

from secinfo_desktop.backend.service import load_common_passwords, load_pack, load_scenarios
from secinfo_desktop.backend.settings import SettingsError
from secinfo_desktop.domain import passwords
from secinfo_desktop.domain.failures import Failure


@pytest.mark.parametrize(
    "password",
    [
        "Password12345678",
        "iloveyouforever!",
        "correct horse battery staple",
        "Ich liebe dich 2026 so sehr",
        "welcome-welcome-1",
    ],
)
def test_what_people_choose_again_and_again_is_refused(password: str) -> None:
    assert passwords.problem(password, "mara@example.org", load_common_passwords()) is Failure.PASSWORD_COMMON


def test_an_uncommon_sentence_is_taken() -> None:
    sentence = "seven lanterns over the quiet harbour"
    assert passwords.problem(sentence, "mara@example.org", load_common_passwords()) is None


def test_common_words_are_in_the_form_in_which_they_are_compared() -> None:
    assert all(word == word.casefold() and word.isalpha() for word in load_common_passwords())


def test_without_a_file_the_pack_is_the_made_up_organisations() -> None:
    assert load_pack(None).id == "example-organisation"


@pytest.mark.parametrize("content", [b"colour = 1", b"\xff", b"="])
def test_a_pack_that_can_not_be_used_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "pack.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError) as error:
        load_pack(file)
    assert all(problem.startswith("provider: ") for problem in error.value.problems)


def test_all_stories_can_be_told() -> None:
    assert len(load_scenarios()) >= 7
