"""How each family is started: an argument list, never a shell. Every user of the computer can read it."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.families import Engine, System

_CHROMIUM = (
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-background-mode",
)
_HOST = re.compile(r"[A-Za-z0-9.-]+")
LOOPBACK = "127.0.0.1"


class AddressRefusedError(ValueError):
    """An address that is never opened; the message does not repeat it."""


@dataclass(frozen=True)
class Launch:
    """What one session is started with. ``label`` names the window in the taskbar and holds nothing personal."""

    profile: Path
    url: str
    label: str
    private: bool = True
    headless: bool = False


def command(browser: Browser, launch: Launch) -> list[str]:
    """The command line, the address last.

    Raises:
        AddressRefusedError: the address is no page of this program on this computer, and not https.
        LookupError: the browser can't be given a profile of its own.
    """
    check_address(launch.url, insecure_loopback=True)
    match browser.facts.engine:
        case Engine.CHROMIUM:
            return [*browser.launch, *_chromium(browser, launch), launch.url]
        case Engine.GECKO:
            return [*browser.launch, *_gecko(browser, launch), launch.url]
    raise LookupError(browser.family)


def _chromium(browser: Browser, launch: Launch) -> list[str]:
    flags = [f"--user-data-dir={launch.profile}", *_CHROMIUM, *browser.facts.extra_flags]
    if browser.system is System.LINUX:
        flags.append("--password-store=basic")  # else the desktop may ask to unlock its keyring
    if launch.private:
        flags.append(browser.facts.private_flag)
    flags.append(f"--window-name={launch.label}")
    return [*flags, *(["--headless=new", "--disable-gpu"] if launch.headless else [])]


def _gecko(browser: Browser, launch: Launch) -> list[str]:
    flags = ["-no-remote", "-profile", str(launch.profile)]
    if browser.system is System.WINDOWS:
        flags.append("-wait-for-browser")  # else the process that was started leaves at once
    flags += ["--headless"] if launch.headless else []
    return [*flags, browser.facts.private_flag if launch.private else "-new-window"]


def check_address(url: str, *, insecure_loopback: bool = False) -> None:
    """Lets an https address pass that holds no name and password; http to this computer only if that is allowed.

    Raises:
        AddressRefusedError: the address is another one.
    """
    parts = _parts(url)
    is_plain = parts is not None and "@" not in parts.netloc and _HOST.fullmatch(parts.hostname or "") is not None
    if parts is not None and is_plain:
        if parts.scheme == "https":
            return
        if parts.scheme == "http" and insecure_loopback and parts.hostname == LOOPBACK:
            return
    raise AddressRefusedError("only https addresses are opened")


def _parts(url: str) -> SplitResult | None:
    if not url.isascii() or not url.isprintable() or set(url) & set(' "<>\\^`{|}'):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts
