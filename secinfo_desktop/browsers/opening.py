"""Puts sessions together on this computer: its rules, its folders, its processes."""

import getpass
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from secinfo_desktop.browsers import policies, processes, profiles
from secinfo_desktop.browsers.adopted import AdoptedSessions
from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.commands import check_address
from secinfo_desktop.browsers.desk import Wanted
from secinfo_desktop.browsers.front import NO_FRONT, Front, find_front
from secinfo_desktop.browsers.landing import LandingServer
from secinfo_desktop.browsers.policies import Policy
from secinfo_desktop.browsers.profiles import Swept
from secinfo_desktop.browsers.sessions import Sessions, Surroundings


@dataclass(frozen=True)
class Desk:
    """Where sessions of this person live: ``cache`` for browsers that write anywhere, ``home`` for confined ones."""

    cache: Path
    home: Path

    def open(
        self,
        browser: Browser,
        wanted: Sequence[Wanted],
        *,
        language: str = "en",
        headless: bool = False,
        go_on: bool = False,
    ) -> Sessions:
        """A stream that opens the sessions as soon as it is read.

        Raises:
            AddressRefusedError: a target is not https (nor http to this computer, which only the command line lets in).
        """
        for one in wanted:
            check_address(one.target, insecure_loopback=True)
        root = profiles.session_root(browser, self.cache, self.home)
        environment = processes.environment_for_browsers(os.environ)
        return Sessions(
            browser,
            wanted,
            Surroundings(
                pages=LandingServer(go_on=go_on),
                make=partial(profiles.create, root),
                start=lambda command: processes.start(command, environment),
                policy=policy_here(browser),
                language=language,
                headless=headless,
                front=NO_FRONT if headless else _front_here(),
                sweep=partial(profiles.sweep, root, tries=1),
            ),
        )

    def roots(self, browsers: Sequence[Browser]) -> tuple[Path, ...]:
        """The folders in which sessions of these browsers can lie."""
        found = [profiles.session_root(browser, self.cache, self.home) for browser in browsers]
        return tuple(dict.fromkeys([profiles.native_root(self.cache), *found]))

    def adopt(self, browsers: Sequence[Browser]) -> AdoptedSessions:
        """The sessions that a crash has left open."""
        return AdoptedSessions(self.roots(browsers), _front_here())

    def sweep(self, browsers: Sequence[Browser]) -> Swept:
        """Erases what earlier sessions have left, and spares what is still open."""
        swept = [profiles.sweep(root) for root in self.roots(browsers)]
        return Swept(*(tuple(chain.from_iterable(each)) for each in zip(*swept, strict=True)))


def _front_here() -> Front:
    return find_front(os.environ, sys.platform)


def policy_here(browser: Browser) -> Policy:
    """What this computer's administrators have ruled, as far as it can be read."""
    if sys.platform == "win32":
        from secinfo_desktop.browsers.winregistry import SystemRegistry

        return policies.on_windows(browser, SystemRegistry())
    if sys.platform == "darwin":
        return policies.on_macos(browser, getpass.getuser())
    return policies.on_linux(browser)
