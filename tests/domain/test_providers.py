"""Provider packs: settings, never code."""

import re
from datetime import timedelta

import phonenumbers
import pytest

from secinfo_desktop import resources
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.limits import CEILINGS, Ceiling
from secinfo_desktop.domain.provider_pages import ProviderButton, ProviderPage
from secinfo_desktop.domain.providers import Help, PackError, parse
from secinfo_desktop.domain.regions import REGIONS
from secinfo_desktop.texts import LANGUAGES

EXAMPLE = resources.text("providers/example-organisation.toml")


def test_the_example_pack_is_whole() -> None:
    pack = parse(EXAMPLE)
    assert pack.sender_address == "account-security@accounts.example.org"
    assert pack.code_life[Channel.SMS] == timedelta(minutes=10)
    assert pack.ceilings == CEILINGS


def test_who_helps_and_when_is_said_in_the_language_where_the_pack_has_it() -> None:
    pack = parse(EXAMPLE)
    assert pack.help_in("de") == Help("der Helpdesk von Example Organisation", "Montag bis Freitag, 8 bis 18 Uhr")
    assert pack.help_in("fr") == pack.help_in("en") == Help(pack.help_name, pack.help_hours)


@pytest.mark.parametrize("name", ["example-organisation", "microsoft"])
def test_packs_that_come_with_the_app_speak_every_language_of_it(name: str) -> None:
    pack = parse(resources.text(f"providers/{name}.toml"))
    assert {"en", *pack.translations} == set(LANGUAGES)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ('[translations]\nde = "no"', "translations.de: must be a table"),
        ('[translations.german]\nhelp_name = "x"', "translations.german: must be a language, as de"),
        ('[translations.de]\nhelp_name = "x"', "translations.de.help_hours: is missing"),
        ('[translations.de]\nhelp_name = "x"\nhelp_hours = "x"\nid = "y"', "not a key of a provider pack"),
    ],
)
def test_a_translation_is_whole_and_nothing_else(written: str, problem: str) -> None:
    with pytest.raises(PackError) as caught:
        parse(EXAMPLE.partition("[translations")[0] + written)
    assert problem in str(caught.value)


def test_every_problem_is_named_at_once() -> None:
    broken = EXAMPLE.replace('brand = "Example"', "").replace(
        "code_life_text_minutes = 10", "code_life_text_minutes = 60"
    )
    with pytest.raises(PackError) as caught:
        parse('colour = "red"\n' + broken)
    lines = {text.partition(" ")[0]: number for number, text in enumerate(broken.splitlines(), 2)}
    assert caught.value.problems == (
        "line 1: brand: is missing",
        f"line {lines['code_life_text_minutes']}: code_life_text_minutes: "
        "must be a whole number of minutes from 1 to 10",
        "line 1: colour: not a key of a provider pack",
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("region", '"Germany"'),
        ("region", '"ZZ"'),
        ("region", '"de"'),
        ("sender_name", '"Your code 123456"'),
        ("sender_name", '"123 456 is your code"'),
        ("text_sender", '"A sender name too long for networks"'),
        ("text_sender", '"twelve12345x"'),
        ("text_sender", '"Exämple"'),
        ("text_sender", '"12"'),
        ("sender_address", '"accounts"'),
        ("hosts", '"accounts.example.org"'),
        ("web_origin", '"elsewhere.example.org"'),
        ("help_url", '"http://accounts.example.org/help"'),
        ("help_url", '"https://accounts.example.org@evil.example/help"'),
        ("help_url", '"https://evil.example/accounts.example.org"'),
        ("help_form_url", '"https://evil.example/form"'),
        ("help_phone", '"call us"'),
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


@pytest.mark.parametrize("value", ["https://accounts.example.org", "Accounts.example.org", "127.0.0.1"])
def test_what_is_no_host_is_refused_in_its_row(value: str) -> None:
    with pytest.raises(PackError) as caught:
        parse(
            EXAMPLE.replace(
                'hosts = ["accounts.example.org"]', f'hosts = [\n  "accounts.example.org",\n  "{value}",\n]'
            )
        )
    line = EXAMPLE.splitlines().index(next(its for its in EXAMPLE.splitlines() if its.startswith("hosts"))) + 3
    assert caught.value.problems == (f'line {line}: hosts[2]: must be a name as "accounts.example.org"',)


def test_a_pack_without_a_host_is_refused() -> None:
    with pytest.raises(PackError, match=r"line 11: hosts: must name one host at least"):
        parse(EXAMPLE.replace('hosts = ["accounts.example.org"]', "hosts = []"))


@pytest.mark.parametrize("sender", ["Example", "12345678901", "69525", "+4930231251"])
def test_what_a_phone_network_can_show_is_a_sender(sender: str) -> None:
    assert parse(EXAMPLE.replace('text_sender = "Example"', f'text_sender = "{sender}"')).text_sender == sender


def test_every_row_of_the_ceilings_is_named_with_its_own_line() -> None:
    rows = "ceilings = [\n  { most = 1, minutes = 5 },\n  { most = 0, minutes = 5 },  # none\n  { most = 1 },\n]\n"
    with pytest.raises(PackError) as caught:
        parse(rows + EXAMPLE)
    assert [problem.split(": must")[0] for problem in caught.value.problems] == [
        "line 3: ceilings[2]",
        "line 4: ceilings[3]",
    ]


def test_regions_are_those_whose_numbers_can_be_read() -> None:
    assert REGIONS <= phonenumbers.SUPPORTED_REGIONS


def test_the_microsoft_pack_says_what_its_public_pages_say() -> None:
    pack = parse(resources.text("providers/microsoft.toml"))
    assert pack.sender_address == "account-security-noreply@accountprotection.microsoft.com"
    assert pack.same_provider_domains == {"outlook.com", "hotmail.com", "live.com", "msn.com"}
    assert Ceiling(1, timedelta(minutes=15)) in pack.ceilings
    assert pack.stop_for == timedelta(hours=24)
    assert pack.help_url is not None
    assert pack.may_open(pack.help_url)
    assert pack.help_form_url is None or pack.may_open(pack.help_form_url)


def test_a_pack_can_make_the_ceilings_only_stricter() -> None:
    pack = parse("ceilings = [ { most = 1, minutes = 15 } ]\n" + EXAMPLE)
    assert set(pack.ceilings) == {*CEILINGS, Ceiling(1, timedelta(minutes=15))}


def test_no_code_may_live_longer_than_a_flow() -> None:
    with pytest.raises(PackError, match="from 1 to 60"):
        parse(EXAMPLE.replace("code_life_email_minutes = 30", "code_life_email_minutes = 61"))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("id = ", "line 1: id: not TOML: "),
        ('id = "a"\nid = "b"\n', "line 2: id: not TOML: "),
        ('id = "a"\n[by_hand\n', "line 2: by_hand: not TOML: "),
        ('id = "a"\nhosts = [\n  "x",\n', "line 3: hosts: not TOML: "),
        ("id = 1", "line 1: id: must be a text"),
        ("", "line 1: id: is missing"),
        ("ceilings = [ { most = 0, minutes = 15 } ]", "line 1: ceilings[1]: must be { most, minutes }"),
    ],
)
def test_bad_input_is_refused_with_its_line_and_key(text: str, where: str) -> None:
    with pytest.raises(PackError) as caught:
        parse(text)
    assert any(problem.startswith(where) for problem in caught.value.problems)
    assert all(re.match(r"line \d+: [a-z_.\[\]0-9]+: ", problem) for problem in caught.value.problems)


def by_hand(text: str) -> str:
    """The example pack with something else in its by-hand part."""
    return EXAMPLE[: EXAMPLE.index("[by_hand]")] + text


PAGES = """[by_hand.pages]
sign_in = "https://accounts.example.org/sign-in"
recover = "https://accounts.example.org/recover"
security_info = "https://accounts.example.org/security"
"""
BUTTONS = """[by_hand.buttons]
send_code = "Send code"
no_code = "I don't have a code"
none_of_these = "I don't have any of these"
"""


@pytest.mark.parametrize("name", resources.names("providers", ".toml"))
def test_every_shipped_pack_leads_over_the_providers_own_pages_and_no_others(name: str) -> None:
    pack = parse(resources.text(f"providers/{name}"))
    assert pack.by_hand is not None
    assert set(pack.by_hand.pages) == set(ProviderPage)
    assert set(pack.by_hand.buttons) == set(ProviderButton)
    assert all(pack.may_open(address) for address in pack.by_hand.pages.values())


def test_a_pack_without_a_by_hand_part_is_whole() -> None:
    assert parse(by_hand("")).by_hand is None


def test_without_a_published_number_the_general_rule_counts_the_requests_of_a_day() -> None:
    pack = parse(by_hand(f"[by_hand]\n{PAGES}{BUTTONS}"))
    assert pack.by_hand is not None
    assert pack.by_hand.requests_a_day == 10
    assert pack.by_hand.capabilities == frozenset()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"[by_hand]\n{PAGES}", "by_hand.buttons.send_code: is missing"),
        (f"[by_hand]\n{BUTTONS}", "by_hand.pages.recover: is missing"),
        (
            f"[by_hand]\n{PAGES}{BUTTONS}".replace("https://accounts.example.org/recover", "https://evil.example/"),
            "by_hand.pages.recover: must be an https address on one of the hosts",
        ),
        (
            f"[by_hand]\nrequests_a_day = 11\n{PAGES}{BUTTONS}",
            "by_hand.requests_a_day: must be a whole number from 1 to 10",
        ),
        (f'[by_hand]\ncapabilities = ["flying"]\n{PAGES}{BUTTONS}', "by_hand.capabilities[1]: must be one of "),
        (f'[by_hand]\n{PAGES}shop = "https://accounts.example.org/shop"\n{BUTTONS}', "by_hand.pages.shop: not a page"),
        (f'[by_hand]\n{PAGES}{BUTTONS}buy = "Buy"\n', "by_hand.buttons.buy: not a button"),
        (f'[by_hand]\nphone = "1"\n{PAGES}{BUTTONS}', "by_hand.phone: not a key of the by-hand part"),
        ("by_hand = 1", "by_hand: must be a table"),
    ],
)
def test_what_is_wrong_in_the_by_hand_part_is_named_with_its_key(text: str, problem: str) -> None:
    with pytest.raises(PackError) as caught:
        parse(by_hand(text))
    assert any(problem in found for found in caught.value.problems)


def test_what_is_wrong_in_the_by_hand_part_is_named_with_its_line() -> None:
    text = by_hand(f'[by_hand]\n{PAGES}{BUTTONS}buy = "Buy"\n')
    with pytest.raises(PackError) as caught:
        parse(text)
    line = text.splitlines().index('buy = "Buy"') + 1
    assert caught.value.problems == (f"line {line}: by_hand.buttons.buy: not a button that a person is told to press",)


def test_a_file_that_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(PackError, match="nested too deeply"):
        parse(f"id = {'[' * 900}")
