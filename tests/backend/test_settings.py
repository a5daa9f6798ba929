"""Settings: file, environment, flags; what can't be used is refused by name."""

import os
from pathlib import Path
from typing import Any

import pytest

from secinfo_desktop.backend.settings import (
    Address,
    Settings,
    SettingsError,
    areas_token_in,
    from_environment,
    from_file,
    from_flags,
    read,
)

DATA = {"data": "/srv/secinfo"}
PRACTICE = {"practice": True}


def problems(*layers: dict[str, Any], sends: bool = True) -> list[str]:
    with pytest.raises(SettingsError) as error:
        read(*layers, sends=sends)
    return [problem.partition(":")[0] for problem in error.value.problems]


def test_a_language_that_is_not_there_is_refused() -> None:
    assert problems(DATA, PRACTICE, {"language": "xx"}) == ["language"]
    assert read(DATA, PRACTICE, {"language": "de"}).language == "de"


def test_little_is_needed() -> None:
    assert read(DATA, PRACTICE) == Settings(Path("/srv/secinfo"), practice=True)


def test_later_layers_win_and_flags_that_were_not_given_do_not() -> None:
    file, environment, flags = {**DATA, "port": 1, "host": "127.0.0.2"}, {"port": "2"}, {"port": 3, "host": None}
    found = read(file, environment, flags, PRACTICE)
    assert (found.port, found.host) == (3, "127.0.0.2")


def test_the_environment_names_settings_in_capitals() -> None:
    environment = {"SECINFO_PORT": "80", "SECINFO_PRACTICE": "yes", "PORT": "81", "SECINFO_NO_SKIPS": "1"}
    assert from_environment(environment) == {"port": "80", "practice": "yes"}


def test_a_file_is_toml(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('data = "here"\npractice = true\n')
    assert from_file(file) == {"data": "here", "practice": True}


@pytest.mark.parametrize("content", [b"data = ", b"\xff"])
def test_a_file_that_can_not_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    for wrong in (file, tmp_path / "none.toml"):
        with pytest.raises(SettingsError, match="settings: can't be read"):
            from_file(wrong)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("data", ""),
        ("data", 5),
        ("data", "/dev/null"),
        ("host", "0.0.0.0"),  # noqa: S104 - it is what must be refused
        ("host", "localhost"),
        ("host", "192.0.2.1"),
        ("port", -1),
        ("port", 65536),
        ("port", "eighty"),
        ("port", True),
        ("provider", "/no/such/file"),
        ("practice", "perhaps"),
        ("smtp", "mail.example.org"),
        ("smtp", "mail.example.org:smtp"),
        ("smtp", "user:secret@mail.example.org:25"),
        ("database", "mysql://localhost/secinfo"),
        ("public_url", "http://accounts.example.org"),
        ("public_url", "https://accounts.example.org/recovery"),
        ("public_url", "https://user@accounts.example.org"),
        ("public_url", "https://Accounts.example.org"),
        ("public_url", "https://accounts.example.org:x"),
        ("public_url", "accounts.example.org"),
        ("smtp_security", "ssl"),
        ("smtp_password_file", "/no/such/file"),
        ("smtp_user", "service"),
        ("colour", "blue"),
    ],
)
def test_what_can_not_be_used_is_refused_by_name(name: str, value: object) -> None:
    assert problems(DATA, PRACTICE, {name: value})[0] == name


def test_a_value_that_may_be_a_secret_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as error:
        read(DATA, {"smtp": "user:secret@mail.example.org:25"})
    assert "secret" not in str(error.value)


def test_a_database_with_a_password_is_taken_from_anywhere_but_a_flag() -> None:
    secret = {"database": "postgresql+psycopg://me:secret@localhost/secinfo"}
    taken = read(DATA, PRACTICE, secret)
    assert taken.database == secret["database"]
    assert "secret" not in repr(taken)
    with pytest.raises(SettingsError, match="database: a password must not be an argument") as refused:
        from_flags(secret)
    assert "secret@" not in str(refused.value)


@pytest.mark.parametrize("address", [None, "sqlite", "postgresql+psycopg://me@localhost/secinfo"])
def test_a_flag_without_a_password_is_passed_on(address: str | None) -> None:
    assert from_flags({"database": address, "port": 1}) == {"database": address, "port": 1}


def test_a_flag_can_say_sqlite_again() -> None:
    assert read(DATA, PRACTICE, {"database": "postgresql+psycopg:///secinfo"}, {"database": "sqlite"}).database is None


def test_all_problems_are_told_at_once() -> None:
    assert set(problems({"port": "x", "host": "y"})) == {"port", "host", "data", "smtp"}


def test_a_service_needs_one_way_out_and_not_two() -> None:
    assert problems(DATA) == ["smtp"]
    assert problems(DATA, PRACTICE, {"smtp": "127.0.0.1:25"}) == ["smtp"]
    assert read(DATA, sends=False).smtp is None


@pytest.mark.parametrize("text", ["127.0.0.1:25", "[::1]:25"])
def test_a_relay_is_a_host_and_a_port(text: str) -> None:
    assert read(DATA, {"smtp": text}).smtp == Address(text.rpartition(":")[0].strip("[]"), 25)


def test_a_network_is_listened_to_only_with_a_public_address() -> None:
    everywhere = {"host": "0.0.0.0", "public_url": "https://accounts.example.org/"}  # noqa: S104 - what is tested
    found = read(DATA, {"smtp": "127.0.0.1:25"}, everywhere)
    assert (found.public_url, found.hosts) == ("https://accounts.example.org", ("accounts.example.org",))
    assert read(DATA, PRACTICE, {"public_url": "http://127.0.0.1:8080"}).hosts == ("127.0.0.1:8080",)


@pytest.mark.skipif(os.name != "posix", reason="rights of files are another matter elsewhere")
def test_a_password_comes_from_a_file_that_others_can_not_read(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("secret\n")
    relay = {"smtp": "mail.example.org:587", "smtp_user": "service", "smtp_password_file": str(file)}
    file.chmod(0o640)
    assert problems(DATA, relay, {"smtp_security": "starttls"}) == ["smtp_password_file", "smtp_user"]
    file.chmod(0o600)
    assert read(DATA, relay, {"smtp_security": "starttls"}).smtp_password_file == file
    assert problems(DATA, relay) == ["smtp_user"]
    assert problems(DATA, relay, {"smtp_security": "none"}) == ["smtp_user"]


@pytest.mark.parametrize("relay", ["mail.example.org:25", "192.0.2.7:25"])
def test_codes_go_to_a_relay_on_another_computer_over_tls_alone(relay: str) -> None:
    assert problems(DATA, {"smtp": relay}) == ["smtp"]
    assert read(DATA, {"smtp": relay, "smtp_security": "tls"}).smtp is not None
    assert read(DATA, {"smtp": "localhost:25"}).smtp is not None


@pytest.mark.parametrize(
    "where",
    [
        {"host": "0.0.0.0", "public_url": "https://accounts.example.org"},  # noqa: S104 - what is tested
        {"public_url": "https://accounts.example.org"},
    ],
)
def test_practice_is_for_this_computer_alone(where: dict[str, str]) -> None:
    assert problems(DATA, PRACTICE, where) == ["practice"]


@pytest.mark.skipif(os.name != "posix", reason="rights of files are another matter elsewhere")
def test_a_settings_file_with_a_password_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('database = "postgresql+psycopg://me:secret@localhost/secinfo"')
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600") as refused:
        from_file(file)
    assert "secret@" not in str(refused.value)
    file.chmod(0o600)
    assert from_file(file)
    file.write_text('database = "postgresql+psycopg://me@localhost/secinfo"')
    file.chmod(0o644)
    assert from_file(file)


VALUES = {
    "host": ("127.0.0.2", "127.0.0.3", "127.0.0.4"),
    "port": (1, "2", "3"),
    "smtp": ("127.0.0.1:1", "localhost:2", "127.0.0.3:3"),
    "public_url": ("https://one.example", "https://two.example", "https://three.example"),
    "smtp_security": ("none", "starttls", "tls"),
    "unknown_account": ("say_so", "decoy", "say_so"),
    "language": ("en", "de", "en"),
}


@pytest.mark.parametrize("name", VALUES)
def test_flags_win_over_the_environment_and_that_over_the_file(name: str) -> None:
    in_file, in_environment, flag = ({name: value} for value in VALUES[name])
    environment = from_environment({"SECINFO_" + key.upper(): str(value) for key, value in in_environment.items()})
    only = {"smtp": "127.0.0.1:25", **DATA}
    for layers, winner in (
        ((in_file,), in_file),
        ((in_file, environment), in_environment),
        ((in_file, environment, flag), flag),
        ((in_file, {}, flag), flag),
        ((in_file, environment, {name: None}), in_environment),
    ):
        assert getattr(read(only, *layers), name) == getattr(read(only, winner), name)


def test_the_token_of_other_systems_lies_in_a_private_file_and_can_t_be_guessed(tmp_path: Path) -> None:
    file = tmp_path / "areas.token"
    file.write_text("t" * 43 + "\n")
    file.chmod(0o644)
    layer = {"data": str(tmp_path), "smtp": "127.0.0.1:25", "areas_token_file": str(file)}
    with pytest.raises(SettingsError, match="areas_token_file"):
        read(layer)
    file.chmod(0o600)
    assert areas_token_in(read(layer).areas_token_file) == "t" * 43
    file.write_text("short")
    with pytest.raises(SettingsError, match="areas_token_file"):
        areas_token_in(file)
    assert areas_token_in(None) is None
