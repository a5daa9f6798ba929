"""The command line of every family, word for word; never a sandbox switched off, never another address than may be."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.commands import AddressRefusedError, Launch, check_address, command
from secinfo_desktop.browsers.families import FACTS, Engine, Family, Shortcut, System, shortcut

URL = "http://127.0.0.1:4711/open/abc"
LAUNCH = Launch(Path("/profiles/p"), URL, "1 – First account")
SEPARABLE = [family for family, facts in FACTS.items() if facts.engine is not Engine.WEBKIT]
CHROMIUM = [
    "--user-data-dir=/profiles/p",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-background-mode",
]
LABEL = "--window-name=1 – First account"


def browser(family: Family, system: System = System.LINUX) -> Browser:
    return Browser(family, system, ("/usr/bin/browser",))


@pytest.mark.parametrize(
    ("family", "system", "flags"),
    [
        (Family.CHROMIUM, System.LINUX, [*CHROMIUM, "--password-store=basic", "--incognito", LABEL]),
        (Family.CHROME, System.WINDOWS, [*CHROMIUM, "--incognito", LABEL]),
        (Family.BRAVE, System.MACOS, [*CHROMIUM, "--incognito", LABEL]),
        (Family.VIVALDI, System.WINDOWS, [*CHROMIUM, "--incognito", LABEL]),
        (Family.OPERA, System.WINDOWS, [*CHROMIUM, "--private", LABEL]),
        (
            Family.EDGE,
            System.WINDOWS,
            [*CHROMIUM, "--disable-features=msImplicitSignin", "--inprivate", LABEL],
        ),
        (Family.FIREFOX, System.LINUX, ["-no-remote", "-profile", "/profiles/p", "-private-window"]),
        (Family.FIREFOX_ESR, System.LINUX, ["-no-remote", "-profile", "/profiles/p", "-private-window"]),
        (Family.LIBREWOLF, System.MACOS, ["-no-remote", "-profile", "/profiles/p", "-private-window"]),
        (
            Family.FIREFOX,
            System.WINDOWS,
            ["-no-remote", "-profile", "/profiles/p", "-wait-for-browser", "-private-window"],
        ),
    ],
)
def test_each_family_is_started_as_it_wants(family: Family, system: System, flags: list[str]) -> None:
    assert command(browser(family, system), LAUNCH) == ["/usr/bin/browser", *flags, URL]


@pytest.mark.parametrize("family", SEPARABLE)
@pytest.mark.parametrize("system", System)
@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("headless", [True, False])
def test_no_family_is_ever_started_without_its_sandbox(
    family: Family, system: System, private: bool, headless: bool
) -> None:
    words = command(browser(family, system), Launch(Path("/profiles/p"), URL, "1", private, headless))
    assert not [word for word in words if "sandbox" in word or "remote-debugging" in word]
    assert words[-1] == URL


@pytest.mark.parametrize("family", SEPARABLE)
def test_an_ordinary_window_has_no_private_flag(family: Family) -> None:
    words = command(browser(family), Launch(Path("/profiles/p"), URL, "1", private=False))
    assert FACTS[family].private_flag not in words


def test_what_can_not_be_separate_is_not_started() -> None:
    with pytest.raises(LookupError):
        command(browser(Family.SAFARI, System.MACOS), LAUNCH)


@pytest.mark.parametrize("url", ["https://account.live.com/password/reset", "https://example.org:8443/a?b=c#d"])
def test_https_addresses_may_be_opened(url: str) -> None:
    check_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://example.org/",
        "http://127.0.0.1:80/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "chrome://settings",
        "about:config",
        "https://",
        "https://user@example.org/",
        "https://user:word@example.org/",
        "https://example.org\\@evil.example/",
        "https://example.org/ --no-sandbox",
        "https://\N{CYRILLIC SMALL LETTER IE}xample.org/",
        "https://example.org:99999/",
        "https://[::1/",
        "--user-data-dir=elsewhere",
        "https://exa\nmple.org/",
        'https://example.org/"onload=',
        "HTTPS//example.org",
    ],
)
def test_every_other_address_is_refused(url: str) -> None:
    with pytest.raises(AddressRefusedError):
        check_address(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:4711/x", "http://127.0.0.1/x"])
def test_http_goes_to_this_computer_alone_and_only_where_that_is_said(url: str) -> None:
    check_address(url, insecure_loopback=True)
    with pytest.raises(AddressRefusedError):
        check_address(url)


@pytest.mark.parametrize("url", ["http://localhost/x", "http://127.0.0.2/x", "http://127.0.0.1.evil.example/"])
def test_no_other_host_counts_as_this_computer(url: str) -> None:
    with pytest.raises(AddressRefusedError):
        check_address(url, insecure_loopback=True)


@given(st.text(max_size=40))
def test_what_is_opened_begins_with_https(text: str) -> None:
    with suppress(AddressRefusedError):
        check_address(text)
        assert text.lower().startswith("https://")


def test_every_browser_has_its_own_shortcut() -> None:
    assert shortcut(Family.EDGE, System.WINDOWS) is Shortcut.CONTROL_SHIFT_N
    assert shortcut(Family.FIREFOX, System.WINDOWS) is Shortcut.CONTROL_SHIFT_P
    assert shortcut(Family.SAFARI, System.MACOS) is Shortcut.SHIFT_COMMAND_N
    assert shortcut(Family.FIREFOX, System.MACOS) is Shortcut.SHIFT_COMMAND_P
