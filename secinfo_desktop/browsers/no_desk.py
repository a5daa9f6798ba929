"""The desk of who opens no windows: it finds no browser."""

from collections.abc import Sequence
from typing import Final

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.desk import OpenSessions, Wanted


class NoDesk:
    """Fills the port ``SessionDesk``."""

    def find(self) -> tuple[Browser, ...]:
        """None."""
        return ()

    def open(self, browser: Browser, wanted: Sequence[Wanted], language: str) -> OpenSessions:
        """Never asked for, as there is no browser to ask with."""
        raise LookupError(browser.family, len(wanted), language)

    def look_after(self) -> OpenSessions | None:
        """Nothing is left."""
        return None


NO_DESK: Final = NoDesk()
