"""Finds the browsers of this computer. Takes a few milliseconds of reading files: do it in a worker."""

import os
import sys
from pathlib import Path

from secinfo_desktop.browsers import linux, macos, windows
from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.families import System


def this_system() -> System:
    """The system that this program runs on."""
    if sys.platform == "win32":
        return System.WINDOWS
    return System.MACOS if sys.platform == "darwin" else System.LINUX


def find_browsers() -> tuple[Browser, ...]:
    """The installed browsers, the default one first."""
    if sys.platform == "win32":
        from secinfo_desktop.browsers.winregistry import SystemFiles, SystemRegistry

        return windows.find(SystemRegistry(), SystemFiles(), os.environ)
    if sys.platform == "darwin":
        return macos.find(Path.home())
    return linux.find(os.environ)


def separable(browsers: tuple[Browser, ...]) -> tuple[Browser, ...]:
    """Those that can be opened twice without knowing of each other, in the same order."""
    return tuple(browser for browser in browsers if browser.can_be_separate)
