"""Separate browser sessions on this computer. What starts browsers is loaded when it is needed first."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from secinfo_desktop.desktop import folders

if TYPE_CHECKING:
    from secinfo_desktop.browsers.adopted import AdoptedSessions
    from secinfo_desktop.browsers.browser import Browser
    from secinfo_desktop.browsers.desk import Wanted
    from secinfo_desktop.browsers.opening import Desk
    from secinfo_desktop.browsers.sessions import Sessions


def desk(environment: Mapping[str, str]) -> "Desk":
    """The sessions' place for the person whose environment this is."""
    from secinfo_desktop.browsers.opening import Desk

    return Desk(folders.find(environment).cache, Path.home())


class Browsing:
    """Opens sessions for the faces; fills the port ``browsers.desk.SessionDesk``."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def find(self) -> "tuple[Browser, ...]":
        """The browsers that can be opened twice without knowing of each other, the default one first."""
        from secinfo_desktop.browsers import detect

        return detect.separable(detect.find_browsers())

    def open(self, browser: "Browser", wanted: "Sequence[Wanted]", language: str) -> "Sessions":
        """A stream that opens the sessions as soon as it is read."""
        return desk(self._environment).open(browser, wanted, language=language)

    def look_after(self) -> "AdoptedSessions | None":
        """Erases what earlier sessions have left, and takes on those that are still open, if there are any."""
        from secinfo_desktop.browsers import detect

        browsers, its = detect.find_browsers(), desk(self._environment)
        adopted = its.adopt(browsers)
        its.sweep(browsers)
        return adopted if adopted.which else None
