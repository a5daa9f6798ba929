"""The person's own browser: shown where there is a screen, and never in the terminal's place."""

from collections.abc import Mapping

from secinfo_desktop.desktop.browser import DesktopBrowser
from tests.helpers.expected_log import ExpectedLog

PAGE = "https://accounts.example.org/recover"


class Opened:
    """What was to be opened."""

    def __init__(self, error: Exception | None = None) -> None:
        self.pages: list[str] = []
        self._error = error

    def __call__(self, url: str) -> bool:
        if self._error:
            raise self._error
        self.pages.append(url)
        return True


def screen_answers(_platform: str, _environment: Mapping[str, str]) -> bool:
    return True


def test_a_page_is_shown_on_a_computer_with_a_screen() -> None:
    opened = Opened()
    assert DesktopBrowser({}, opened, "linux", screen_answers).show(PAGE)
    assert DesktopBrowser({}, opened, "win32").show(PAGE)
    assert opened.pages == [PAGE, PAGE]


def test_without_a_screen_no_browser_takes_the_terminal() -> None:
    opened = Opened()
    assert not DesktopBrowser({}, opened, "linux").show(PAGE)
    assert opened.pages == []


def test_a_browser_that_does_not_start_is_no_crash(expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.desktop.browser", "no browser could be started")
    assert not DesktopBrowser({}, Opened(OSError("none")), "linux", screen_answers).show(PAGE)
