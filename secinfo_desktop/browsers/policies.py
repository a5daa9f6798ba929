"""What administrators have ruled about private windows, as far as it can be read before a browser starts.

Rules from the cloud can't be read here, so the proof is always the page that a session opens first.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.families import Engine
from secinfo_desktop.browsers.macos import plist
from secinfo_desktop.browsers.windows import MACHINE, USER, Registry

_MANAGED = "Library/Managed Preferences"
_NO_PRIVATE_WINDOWS = "DisablePrivateBrowsing"
_OWN_PROFILE = "UserDataDir"


class PrivateMode(StrEnum):
    """Whether a browser may open private windows."""

    AVAILABLE = "available"
    FORCED = "forced"
    """Every window is private."""
    DISABLED = "disabled"
    UNKNOWN = "unknown"
    """There are rules that can't be read."""


@dataclass(frozen=True)
class Policy:
    """What is ruled. ``profile_forced``: all sessions share one profile, whatever folder is asked for."""

    private_mode: PrivateMode = PrivateMode.AVAILABLE
    profile_forced: bool = False


def on_linux(browser: Browser, root: Path = Path("/")) -> Policy:
    """The rules in files of this computer."""
    if not browser.facts.linux_policies:
        return Policy(PrivateMode.UNKNOWN)
    try:
        rules = _gathered(tuple(_files(browser, root)))
    except (OSError, ValueError):
        return Policy(PrivateMode.UNKNOWN)
    rules.pop(_OWN_PROFILE, None)  # is obeyed on Windows and macOS only
    return _policy(browser, rules)


def on_windows(browser: Browser, registry: Registry) -> Policy:
    """The rules in the registry; the machine's go before the person's."""
    key = browser.facts.windows_policies
    if not key:
        return Policy(PrivateMode.UNKNOWN)
    names = (browser.facts.private_policy, _NO_PRIVATE_WINDOWS, _OWN_PROFILE)
    rules = {name: value for name in names if (value := _registered(registry, key, name)) is not None}
    return _policy(browser, rules)


def on_macos(browser: Browser, user: str, root: Path = Path("/")) -> Policy:
    """The rules in managed preferences: the computer's, then the person's."""
    name = f"{browser.facts.mac_bundle}.plist"
    folders = (root / _MANAGED, root / _MANAGED / user)
    rules: dict[str, Any] = {}
    for folder in folders:
        rules |= plist(folder / name)
    return _policy(browser, rules)


def _registered(registry: Registry, key: str, name: str) -> str | int | None:
    values = (registry.value(root, key, name) for root in (MACHINE, USER))
    return next((value for value in values if value is not None), None)


def _files(browser: Browser, root: Path) -> Iterator[Path]:
    folder = root / browser.facts.linux_policies
    if browser.facts.engine is Engine.GECKO:
        yield folder / "policies.json"
        yield root / browser.program.resolve().relative_to("/").parent / "distribution" / "policies.json"
    elif folder.is_dir():
        yield from sorted(folder.glob("*.json"))


def _gathered(files: tuple[Path, ...]) -> dict[str, Any]:
    """All rules of all files. Raises OSError or ValueError if one can't be read."""
    rules: dict[str, Any] = {}
    for file in files:
        if file.exists():
            read = json.loads(file.read_text(encoding="utf-8"))
            own = read.get("policies", read) if isinstance(read, dict) else {}
            rules |= own if isinstance(own, dict) else {}
    return rules


def _policy(browser: Browser, rules: Mapping[str, Any]) -> Policy:
    mode = {0: PrivateMode.AVAILABLE, 1: PrivateMode.DISABLED, 2: PrivateMode.FORCED}
    ruled = rules.get(browser.facts.private_policy, 0)
    private = mode.get(ruled, PrivateMode.UNKNOWN) if isinstance(ruled, int) else PrivateMode.UNKNOWN
    if rules.get(_NO_PRIVATE_WINDOWS) == 1:  # True in a file, 1 in the registry
        private = PrivateMode.DISABLED
    return Policy(private, profile_forced=bool(rules.get(_OWN_PROFILE)))
