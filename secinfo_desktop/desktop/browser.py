"""The person's own browser, as this computer names it. Which pages may be shown is not decided here."""

import logging
import sys
from collections.abc import Callable, Mapping

from secinfo_desktop.desktop import screens

_log = logging.getLogger(__name__)


def _open_tab(url: str) -> bool:
    import webbrowser  # brings the starting of processes with it: not before the first paint

    try:
        return webbrowser.open_new_tab(url)
    except webbrowser.Error as error:
        raise OSError("no browser") from error


class DesktopBrowser:
    """Shows pages in the browser that the person uses anyway.

    Without a screen none is shown: a browser of the terminal would take the terminal away from the person.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        open_url: Callable[[str], bool] = _open_tab,
        platform: str = sys.platform,
        has_screen: Callable[[str, Mapping[str, str]], bool] = screens.answers,
    ) -> None:
        self._environment, self._open_url, self._platform = environment, open_url, platform
        self._has_screen = has_screen

    def show(self, url: str) -> bool:
        """Shows a page; False if no browser could be found."""
        if not self._has_screen(self._platform, self._environment):
            return False
        try:
            return self._open_url(url)
        except OSError as error:
            _log.warning("no browser could be started", exc_info=error)
            return False
