"""Finds browsers on macOS: bundles in both folders of applications, known by their identifier. Not run here."""

import plistlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.families import FACTS, Facts, Family, System

_HANDLERS = "Library/Preferences/com.apple.LaunchServices/com.apple.launchservices.secure.plist"


def find(home: Path, root: Path = Path("/")) -> tuple[Browser, ...]:
    """The browsers of this person, the default one first."""
    folders = (root / "Applications", home / "Applications")
    found = [browser for family in FACTS if (browser := _first(family, folders)) is not None]
    default = default_family(home)
    marked = [replace(browser, is_default=browser.family is default) for browser in found]
    return tuple(sorted(marked, key=lambda browser: not browser.is_default))


def _first(family: Family, folders: tuple[Path, ...]) -> Browser | None:
    facts = FACTS[family]
    for folder in folders:
        bundle = folder / facts.mac_app
        program = bundle / "Contents" / "MacOS" / facts.mac_program
        if facts.mac_app and _is(bundle, facts) and program.is_file():
            return Browser(family, System.MACOS, (str(program),))
    return None


def _is(bundle: Path, facts: Facts) -> bool:
    identifier = plist(bundle / "Contents" / "Info.plist").get("CFBundleIdentifier", "")
    return str(identifier).lower() == facts.mac_bundle.lower()


def default_family(home: Path) -> Family | None:
    """The family that opens https; Safari where nobody has chosen."""
    handlers = plist(home / _HANDLERS).get("LSHandlers", [])
    chosen = [
        str(handler.get("LSHandlerRoleAll", ""))
        for handler in (handlers if isinstance(handlers, list) else [])
        if isinstance(handler, dict) and handler.get("LSHandlerURLScheme") == "https"
    ]
    if not chosen:
        return Family.SAFARI
    bundles = {facts.mac_bundle.lower(): family for family, facts in FACTS.items() if facts.mac_bundle}
    return bundles.get(chosen[-1].lower())


def plist(file: Path) -> Mapping[str, Any]:
    """A property list, XML or binary; empty if there is none that can be read."""
    try:
        read = plistlib.loads(file.read_bytes())
    except (OSError, ValueError, plistlib.InvalidFileException, ExpatError):
        return {}
    return read if isinstance(read, dict) else {}
