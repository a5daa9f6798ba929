"""Browsers on macOS, from bundles laid out here."""

import plistlib
from pathlib import Path

import pytest

from secinfo_desktop.browsers.families import FACTS, Family
from secinfo_desktop.browsers.macos import default_family, find, plist

HANDLERS = "Library/Preferences/com.apple.LaunchServices/com.apple.launchservices.secure.plist"


def bundle(folder: Path, family: Family, identifier: str = "") -> Path:
    facts = FACTS[family]
    program = folder / facts.mac_app / "Contents" / "MacOS" / facts.mac_program
    program.parent.mkdir(parents=True)
    program.write_text("")
    info = {"CFBundleIdentifier": identifier or facts.mac_bundle}
    (folder / facts.mac_app / "Contents" / "Info.plist").write_bytes(plistlib.dumps(info))
    return program


def choose(home: Path, identifier: str) -> None:
    file = home / HANDLERS
    file.parent.mkdir(parents=True)
    handlers = [{"LSHandlerURLScheme": "https", "LSHandlerRoleAll": identifier}]
    file.write_bytes(plistlib.dumps({"LSHandlers": handlers}, fmt=plistlib.FMT_BINARY))


def test_both_folders_of_applications_are_looked_into(tmp_path: Path) -> None:
    firefox = bundle(tmp_path / "Applications", Family.FIREFOX)
    chrome = bundle(tmp_path / "home" / "Applications", Family.CHROME)
    choose(tmp_path / "home", "org.mozilla.firefox")
    found = find(tmp_path / "home", tmp_path)
    assert [(browser.family, browser.launch, browser.is_default) for browser in found] == [
        (Family.FIREFOX, (str(firefox),), True),
        (Family.CHROME, (str(chrome),), False),
    ]


def test_a_bundle_that_only_has_the_name_is_left_out(tmp_path: Path) -> None:
    bundle(tmp_path / "Applications", Family.CHROME, "com.example.other")
    assert find(tmp_path / "home", tmp_path) == ()


def test_safari_is_found_and_can_not_be_separate(tmp_path: Path) -> None:
    bundle(tmp_path / "Applications", Family.SAFARI)
    (safari,) = find(tmp_path / "home", tmp_path)
    assert safari.is_default
    assert not safari.can_be_separate


def test_who_has_chosen_nothing_uses_safari(tmp_path: Path) -> None:
    assert default_family(tmp_path) is Family.SAFARI


def test_a_choice_that_nobody_knows_is_none(tmp_path: Path) -> None:
    choose(tmp_path, "com.example.other")
    assert default_family(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"\x00", b"<plist>", b"bplist00", plistlib.dumps([1])])
def test_a_broken_list_is_empty(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.plist").write_bytes(content)
    assert plist(tmp_path / "x.plist") == {}
