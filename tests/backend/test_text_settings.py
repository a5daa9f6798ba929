"""Settings of text messages and of reports on them: what can't be used is refused by name, and nothing secret told."""

import os
from pathlib import Path
from typing import Any

import pytest

from secinfo_desktop.backend.settings import SettingsError, read
from tests.backend.test_settings import DATA, problems

RELAY = {"smtp": "127.0.0.1:25"}


@pytest.fixture
def kannel(tmp_path: Path) -> dict[str, Any]:
    """What Kannel on this computer needs."""
    secret = tmp_path / "password"
    secret.touch(0o600)
    return {**RELAY, "sms": "kannel", "sms_user": "us", "sms_password_file": str(secret)}


def test_a_gateway_on_this_computer_needs_little(kannel: dict[str, Any]) -> None:
    found = read(DATA, kannel)
    assert (found.sms, found.sms_url, found.reports_port) == ("kannel", None, None)
    assert [str(network) for network in found.reports_peers] == ["127.0.0.0/8", "::1/128"]


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"sms": "pigeon"}, ["sms"]),
        ({"sms_user": None}, ["sms_user"]),
        ({"sms_password_file": None}, ["sms_password_file"]),
        ({"sms_url": "http://gateway.example.org/send"}, ["sms_url"]),
        ({"sms_url": "https://us:secret@gateway.example.org/send"}, ["sms_url"]),
        ({"sms_url": "https://gateway.example.org/send?password=secret"}, ["sms_url"]),
        ({"sms_url": "gateway"}, ["sms_url"]),
        ({"sms_url": "https://gateway.example.org:x"}, ["sms_url"]),
        ({"sms": "twilio"}, ["sms_url"]),
        ({"sms": "twilio", "sms_url": "https://gateway.example.org", "reports_port": 1}, ["reports_url"]),
        ({"reports_host": "192.0.2.1", "reports_port": 1}, ["reports_host"]),
        ({"reports_url": "https://accounts.example.org/reports"}, ["reports_url"]),
        ({"reports_port": 65536}, ["reports_port"]),
        ({"reports_peers": "everybody", "reports_port": 1}, ["reports_peers"]),
        ({"practice": True}, ["smtp", "sms"]),
    ],
)
def test_what_texts_can_not_be_sent_with_is_refused_by_name(
    kannel: dict[str, Any], more: dict[str, Any], wrong: list[str]
) -> None:
    merged = {**kannel, **more}
    assert sorted(set(problems(DATA, merged))) == sorted(set(wrong))


def test_no_secret_of_an_address_is_repeated(kannel: dict[str, Any]) -> None:
    with pytest.raises(SettingsError) as error:
        read(DATA, kannel, {"sms_url": "https://us:secret@gateway.example.org/send"})
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("name", ["sms_url", "sms_user", "sms_sender", "reports_port", "reports_host", "reports_peers"])
def test_what_belongs_to_texts_alone_is_refused_without_them(name: str) -> None:
    value = {"sms_url": "https://gateway.example.org", "reports_port": 1, "reports_host": "127.0.0.1"}
    assert problems(DATA, RELAY, {name: value.get(name, "127.0.0.1")}) == [name]


def test_a_gateway_elsewhere_reports_to_a_network_of_named_peers(kannel: dict[str, Any]) -> None:
    more = {
        "sms_url": "https://gateway.example.org/send/",
        "reports_host": "192.0.2.1",
        "reports_port": "8026",
        "reports_peers": "192.0.2.7,198.51.100.0/24",
    }
    found = read(DATA, kannel, more)
    assert (found.sms_url, found.reports_host, found.reports_port) == (more["sms_url"][:-1], "192.0.2.1", 8026)
    assert len(found.reports_peers) == 2


@pytest.mark.skipif(os.name != "posix", reason="rights of files are another matter elsewhere")
def test_a_gateways_password_that_others_can_read_is_refused(kannel: dict[str, Any]) -> None:
    Path(kannel["sms_password_file"]).chmod(0o640)
    assert set(problems(DATA, kannel)) == {"sms_password_file"}
