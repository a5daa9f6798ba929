"""``secinfo-desktop doctor``, as somebody runs it: lines, JSON with keys that stay, status, and no secret."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from secinfo_desktop.commands import doctor
from secinfo_desktop.desktop.doctor import State
from tests.helpers import messages_api
from tests.helpers.smtp_sink import smtp_sink

CHECKS = [
    "versions", "display", *["folder"] * 3, "keyring", "cases", "browser", "sessions",
    "backend", "organisations", "packs",
]  # fmt: skip


def examined(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "secinfo_desktop", "doctor", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
        env=os.environ | environment,
    )


def test_a_program_gets_keys_that_stay(home: Path) -> None:
    done = examined("--json", SECINFO_HOME=str(home))
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert done.stderr == ""
    assert told.keys() == {"worst", "checks"}
    assert [check["check"] for check in told["checks"]] == CHECKS
    assert all(check.keys() == {"check", "state", "what", "values", "text"} for check in told["checks"])


def test_a_person_gets_a_line_for_each_thing(home: Path) -> None:
    lines = examined(SECINFO_HOME=str(home)).stdout.splitlines()
    assert len(lines) == len(CHECKS)
    assert any(line.startswith("good") and "Practice starts" in line for line in lines)


def test_nothing_is_left_behind_and_nothing_secret_is_told(home: Path) -> None:
    told = examined("--json", SECINFO_HOME=str(home), SECINFO_PRACTICE_DATABASE="postgresql://me:canary@h/x").stdout
    assert "canary" not in told
    assert [file for file in home.rglob("*") if file.is_file()] == []


def test_what_does_not_work_is_the_status(home: Path) -> None:
    (home / "site").mkdir()
    (home / "site" / "organisations.toml").write_text("nonsense")
    done = examined(SECINFO_HOME=str(home))
    assert done.returncode == 1
    assert "does not work" in done.stdout


@pytest.mark.real_part("xvfb")
def test_a_dead_display_is_found_without_harm(home: Path) -> None:
    environment = {"SECINFO_HOME": str(home), "QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4711"}
    told = json.loads(examined("--json", **environment).stdout)
    assert {check["what"] for check in told["checks"] if check["check"] == "display"} == {"none"}


# --- mail, of the hosted service alone


def test_no_mail_is_looked_at_where_none_is_configured() -> None:
    assert list(doctor.mail({})) == []


def test_a_relay_that_lets_us_in_is_good_and_gets_nothing() -> None:
    with smtp_sink() as sink:
        (finding,) = doctor.mail({"SECINFO_SMTP": f"127.0.0.1:{sink.port}"})
        assert finding.state is State.GOOD
        assert sink.mails == []


def test_a_relay_that_is_not_there_is_told_with_what_to_do() -> None:
    (finding,) = doctor.mail({"SECINFO_SMTP": "127.0.0.1:9"})
    assert finding.state is State.BROKEN
    assert "ConnectionRefusedError" in doctor.sentence(finding)


def test_settings_that_can_not_be_used_are_named_without_their_value() -> None:
    (finding,) = doctor.mail({"SECINFO_SMTP": "canary"})
    assert finding.state is State.BROKEN
    assert "smtp" in doctor.sentence(finding)
    assert "canary" not in doctor.sentence(finding)


# --- text messages, of the hosted service alone


@pytest.fixture
def gateway(tmp_path: Path) -> dict[str, str]:
    """Settings in the environment, of a gateway that is not there."""
    secret = tmp_path / "password"
    secret.touch(0o600)
    secret.write_text(messages_api.SECRET)
    names = {"sms": "twilio", "sms_url": "http://127.0.0.1:9", "sms_user": messages_api.ACCOUNT}
    found = {f"SECINFO_{name.upper()}": value for name, value in names.items()}
    return {**found, "SECINFO_SMS_PASSWORD_FILE": str(secret)}


def test_no_gateway_is_looked_at_where_none_is_configured() -> None:
    assert list(doctor.text({})) == []


def test_a_gateway_that_lets_us_in_is_good_and_gets_nothing(gateway: dict[str, str]) -> None:
    with messages_api.messages_api() as api:
        (finding,) = doctor.text({**gateway, "SECINFO_SMS_URL": api.url})
        assert finding.state is State.GOOD
        assert api.sent == []


def test_a_gateway_that_is_not_there_or_badly_configured_is_told_with_what_to_do(gateway: dict[str, str]) -> None:
    (silent,) = doctor.text(gateway)
    assert "ConnectionError" in doctor.sentence(silent)
    (wrong,) = doctor.text({**gateway, "SECINFO_SMS_URL": "https://me:canary@gateway.example.org"})
    assert silent.state is wrong.state is State.BROKEN
    assert "sms_url" in doctor.sentence(wrong)
    assert "canary" not in doctor.sentence(wrong)
