"""Provider packs: settings, never code."""

from datetime import timedelta

import pytest

from secinfo_desktop import resources
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.limits import CEILINGS, Ceiling
from secinfo_desktop.domain.providers import PackError, parse

EXAMPLE = resources.text("providers/example-organisation.toml")


def test_the_example_pack_is_whole() -> None:
    pack = parse(EXAMPLE)
    assert pack.sender_address == "account-security@accounts.example.org"
    assert pack.code_life[Channel.SMS] == timedelta(minutes=10)
    assert pack.ceilings == CEILINGS


def test_every_problem_is_named_at_once() -> None:
    broken = EXAMPLE.replace('brand = "Example"', "").replace(
        "code_life_text_minutes = 10", "code_life_text_minutes = 60"
    )
    with pytest.raises(PackError) as caught:
        parse(broken + '\ncolour = "red"\n')
    lines = {text.partition(" ")[0]: number for number, text in enumerate(broken.splitlines(), 1)}
    assert caught.value.problems == (
        "brand: is missing",
        f"line {lines['code_life_text_minutes']}: code_life_text_minutes: "
        "must be a whole number of minutes from 1 to 10",
        f"line {len(broken.splitlines()) + 2}: colour: not a key of a provider pack",
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("region", '"Germany"'),
        ("sender_address", '"accounts"'),
        ("hosts", '"accounts.example.org"'),
        ("hosts", '["https://accounts.example.org"]'),
        ("hosts", '["Accounts.example.org"]'),
        ("hosts", '["127.0.0.1"]'),
        ("web_origin", '"elsewhere.example.org"'),
        ("help_url", '"http://accounts.example.org/help"'),
        ("help_url", '"https://accounts.example.org@evil.example/help"'),
        ("help_url", '"https://evil.example/accounts.example.org"'),
        ("code_subject", '"Your code {code}"'),
        ("code_subject", '"Your code 123456"'),
        ("code_subject", '"{brand.__class__}"'),
        ("code_subject", '"{"'),
        ("notice_subject", '"two\\nlines"'),
    ],
)
def test_a_value_that_would_mislead_is_refused_with_its_line(key: str, value: str) -> None:
    kept = "\n".join(line for line in EXAMPLE.splitlines() if not line.startswith(key))
    with pytest.raises(PackError) as caught:
        parse(f"{key} = {value}\n{kept}")
    assert any(problem.startswith(f"line 1: {key}: must be ") for problem in caught.value.problems)


@pytest.mark.parametrize(
    "url",
    [
        "http://accounts.example.org/",
        "https://accounts.example.org.evil.example/",
        "https://accounts.example.org@evil.example/",
        "https://accounts.example.org:8443/",
        "https://accounts.example.org\\.evil.example/",
        "https://ACCOUNTS.example.org /",
        "//accounts.example.org/",
        "javascript:alert(1)",
        "https://[::1",
        "-new-window",
    ],
)
def test_only_https_on_the_providers_own_hosts_may_be_opened(url: str) -> None:
    pack = parse(EXAMPLE)
    assert pack.may_open("https://accounts.example.org/help?topic=code")
    assert not pack.may_open(url)


def test_the_microsoft_pack_says_what_its_public_pages_say() -> None:
    pack = parse(resources.text("providers/microsoft.toml"))
    assert pack.sender_address == "account-security-noreply@accountprotection.microsoft.com"
    assert pack.same_provider_domains == {"outlook.com", "hotmail.com", "live.com", "msn.com"}
    assert Ceiling(1, timedelta(minutes=15)) in pack.ceilings
    assert pack.stop_for == timedelta(hours=24)
    assert pack.help_url is not None
    assert pack.may_open(pack.help_url)


def test_a_pack_can_make_the_ceilings_only_stricter() -> None:
    pack = parse(EXAMPLE + "\nceilings = [ { most = 1, minutes = 15 } ]\n")
    assert set(pack.ceilings) == {*CEILINGS, Ceiling(1, timedelta(minutes=15))}


def test_no_code_may_live_longer_than_a_flow() -> None:
    with pytest.raises(PackError, match="from 1 to 60"):
        parse(EXAMPLE.replace("code_life_email_minutes = 30", "code_life_email_minutes = 61"))


@pytest.mark.parametrize(
    "text", ["id = ", "id = 1", "ceilings = [ { most = 0, minutes = 15 } ]", "ceilings = [ { most = 1 } ]"]
)
def test_bad_input_is_refused_in_words(text: str) -> None:
    with pytest.raises(PackError):
        parse(text)
