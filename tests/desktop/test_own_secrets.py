"""What this computer keeps for whoever is signed in, with a keyring, without one, and with one that fails."""

from pathlib import Path

import pytest

from secinfo_desktop.client.computer_key import ComputerKey, new_private_key
from secinfo_desktop.desktop.own_secrets import InMemory, KeyringKeys, MemoryKeyring, SecretsOf, name_of_computer
from secinfo_desktop.desktop.secrets import FileHandles, Handles, Keyring
from tests.helpers.expected_log import ExpectedLog

KEY = ComputerKey("computer-1", new_private_key(bytes(range(32))))


class BrokenKeyring(MemoryKeyring):
    """Answers nothing."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError(service, username)


def no_keyring() -> Keyring | None:
    """A computer without one."""
    return None


@pytest.fixture
def files(tmp_path: Path) -> Handles:
    return Handles(FileHandles(tmp_path / "secrets"))


def test_a_secret_is_kept_for_its_own_account_alone(files: Handles) -> None:
    ours, theirs = SecretsOf(files, "ours"), SecretsOf(files, "theirs")
    ours.keep("session", "of ours")
    assert (ours.handle("session"), theirs.handle("session"), ours.handle("claim")) == ("of ours", None, None)
    ours.forget("session")
    assert ours.handle("session") is None


def test_without_a_keyring_the_file_is_its_owners_alone_and_names_no_account(files: Handles, tmp_path: Path) -> None:
    SecretsOf(files, "organisation-of-mine").keep("session", "of mine")
    (file,) = (tmp_path / "secrets").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert "organisation" not in file.name


def test_with_a_keyring_there_is_no_file(tmp_path: Path) -> None:
    keyring = MemoryKeyring()
    SecretsOf(Handles(FileHandles(tmp_path / "secrets"), lambda: keyring), "mine").keep("session", "of mine")
    assert not (tmp_path / "secrets").exists()


def test_a_key_is_kept_in_the_keyring() -> None:
    keyring = MemoryKeyring()
    KeyringKeys(lambda: keyring, "mine").keep(KEY)
    again = KeyringKeys(lambda: keyring, "mine")
    assert again.key() == KEY
    assert KeyringKeys(lambda: keyring, "of another account").key() is None
    again.forget()
    assert again.key() is None


def test_where_there_is_no_keyring_there_is_no_key() -> None:
    keys = KeyringKeys(no_keyring, "mine")
    keys.keep(KEY)
    keys.forget()
    assert keys.key() is None


def test_a_keyring_that_does_not_answer_stops_nobody(expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.desktop.secrets", "does not answer")
    assert KeyringKeys(BrokenKeyring, "mine").key() is None


def test_without_a_keyring_a_computer_can_not_be_made_known() -> None:
    assert not KeyringKeys(no_keyring, "mine").can_keep
    assert KeyringKeys(MemoryKeyring, "mine").can_keep


@pytest.mark.parametrize("text", ["no space", "computer-1 not*base64", "computer-1 AAAA", " AAAA"])
def test_what_lies_in_the_keyring_under_our_name_and_is_no_key_is_none(text: str) -> None:
    keyring = MemoryKeyring()
    keys = KeyringKeys(lambda: keyring, "mine")
    keyring.set_password("secinfo-desktop", keys._name, text)
    assert keys.key() is None


def test_a_key_tells_its_private_half_to_nobody() -> None:
    assert KEY.private_key not in repr(KEY)


def test_secrets_of_practice_end_with_the_app() -> None:
    memory = InMemory()
    memory.keep("session", "of a made-up person")
    assert memory.handle("session") == "of a made-up person"
    memory.forget("session")
    assert (memory.handle("session"), InMemory().handle("session")) == (None, None)


def test_a_computer_has_a_name_that_its_owner_knows_again() -> None:
    assert name_of_computer().endswith(")")
