"""What administrators have ruled, read from files, a registry and property lists."""

import json
import plistlib
from pathlib import Path

import pytest

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.families import Family, System
from secinfo_desktop.browsers.policies import Policy, PrivateMode, on_linux, on_macos, on_windows
from secinfo_desktop.browsers.windows import MACHINE, USER
from tests.browsers.test_windows import FakeRegistry

CHROMIUM = Browser(Family.CHROMIUM, System.LINUX, ("/usr/bin/chromium",))
FIREFOX = Browser(Family.FIREFOX_ESR, System.LINUX, ("/usr/lib/firefox-esr/firefox-esr",))


def lay(root: Path, place: str, rules: object) -> None:
    file = root / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(rules if isinstance(rules, str) else json.dumps(rules))


def test_without_rules_private_windows_can_be_opened(tmp_path: Path) -> None:
    assert on_linux(CHROMIUM, tmp_path) == on_linux(FIREFOX, tmp_path) == Policy(PrivateMode.AVAILABLE)


@pytest.mark.parametrize(
    ("value", "mode"),
    [(0, PrivateMode.AVAILABLE), (1, PrivateMode.DISABLED), (2, PrivateMode.FORCED), (7, PrivateMode.UNKNOWN)],
)
def test_chromium_s_rule_is_read(tmp_path: Path, value: int, mode: PrivateMode) -> None:
    lay(tmp_path, "etc/chromium/policies/managed/a.json", {"HomepageLocation": "x"})
    lay(tmp_path, "etc/chromium/policies/managed/b.json", {"IncognitoModeAvailability": value})
    assert on_linux(CHROMIUM, tmp_path).private_mode is mode


@pytest.mark.parametrize("place", ["etc/firefox/policies", "usr/lib/firefox-esr/distribution"])
@pytest.mark.parametrize(
    ("rules", "mode"),
    [
        ({"DisablePrivateBrowsing": True}, PrivateMode.DISABLED),
        ({"PrivateBrowsingModeAvailability": 1}, PrivateMode.DISABLED),
        ({"PrivateBrowsingModeAvailability": 2}, PrivateMode.FORCED),
        ({"DisablePrivateBrowsing": False}, PrivateMode.AVAILABLE),
    ],
)
def test_firefox_s_rule_is_read_in_both_places(
    tmp_path: Path, place: str, rules: dict[str, object], mode: PrivateMode
) -> None:
    lay(tmp_path, f"{place}/policies.json", {"policies": rules})
    assert on_linux(FIREFOX, tmp_path).private_mode is mode


def test_rules_that_can_not_be_understood_are_unknown(tmp_path: Path) -> None:
    lay(tmp_path, "etc/chromium/policies/managed/a.json", "{")
    assert on_linux(CHROMIUM, tmp_path).private_mode is PrivateMode.UNKNOWN


def test_a_browser_whose_rules_nobody_knows_is_unknown(tmp_path: Path) -> None:
    assert on_linux(Browser(Family.OPERA, System.LINUX, ("/usr/bin/opera",)), tmp_path) == Policy(PrivateMode.UNKNOWN)


def test_on_linux_no_rule_forces_a_profile(tmp_path: Path) -> None:
    lay(tmp_path, "etc/chromium/policies/managed/a.json", {"UserDataDir": "${users}/shared"})
    assert not on_linux(CHROMIUM, tmp_path).profile_forced


def test_the_machine_s_rule_goes_before_the_person_s() -> None:
    key = r"SOFTWARE\Policies\Microsoft\Edge"
    edge = Browser(Family.EDGE, System.WINDOWS, (r"C:\edge.exe",))
    registry = FakeRegistry(
        {(USER, key, "InPrivateModeAvailability"): 0, (MACHINE, key, "InPrivateModeAvailability"): 1}
    )
    assert on_windows(edge, registry).private_mode is PrivateMode.DISABLED
    assert on_windows(edge, FakeRegistry()).private_mode is PrivateMode.AVAILABLE
    assert on_windows(edge, FakeRegistry({(MACHINE, key, "UserDataDir"): r"D:\all"})).profile_forced


def test_managed_preferences_are_read(tmp_path: Path) -> None:
    chrome = Browser(Family.CHROME, System.MACOS, ("/Applications/Google Chrome.app",))
    file = tmp_path / "Library/Managed Preferences/kim/com.google.Chrome.plist"
    file.parent.mkdir(parents=True)
    file.write_bytes(plistlib.dumps({"IncognitoModeAvailability": 1}))
    assert on_macos(chrome, "kim", tmp_path).private_mode is PrivateMode.DISABLED
    assert on_macos(chrome, "robin", tmp_path).private_mode is PrivateMode.AVAILABLE
    file.write_bytes(plistlib.dumps({"UserDataDir": "${users}/shared"}))
    assert [on_macos(chrome, name, tmp_path).profile_forced for name in ("kim", "robin")] == [True, False]
