"""Two separate windows from the terminal, with cardboard browsers: each state is a line."""

from collections.abc import Callable
from datetime import UTC

from secinfo_desktop.browsers.desk import Wanted
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.states import Judged, Verdict
from secinfo_desktop.recovery import pages
from secinfo_desktop.terminal.face import Face
from secinfo_desktop.texts.words import Words
from tests.gui import apart_ways
from tests.helpers.fake_desk import CHROMIUM, FIREFOX, NO_START, FakeDesk, FakeSessions, opens
from tests.helpers.walk import Walk
from tests.terminal.test_face import ScriptedConsole

FIRST_URL, SECOND_URL = "https://account.live.com/password/reset", "https://login.live.com/"


def plays(way: Callable[[Walk], None], desk: FakeDesk, *lines: str) -> tuple[Walk, str]:
    walk = Walk()
    way(walk)
    console = ScriptedConsole(lines, walk.accounts)
    Face(walk.flow, walk.accounts, Words(walk.accounts.clock, zone=UTC), console, cases=walk.cases, desk=desk).run()
    return walk, " ".join(console.text.split())


def test_it_asks_before_it_opens_anything() -> None:
    desk = FakeDesk()
    walk, text = plays(apart_ways.elsewhere, desk, "2", "1")
    assert "Can you read that mailbox on another device?" in text
    assert "Is the page that waits for the code still open?" in text
    assert isinstance(walk.page, pages.SessionsPage)
    assert walk.page.only_second
    assert desk.opened == []


def test_two_windows_are_opened_told_line_by_line_and_erased() -> None:
    desk = FakeDesk()
    _walk, text = plays(apart_ways.two, desk, "1", "1")
    assert "Open the two windows with Chromium" in text
    assert desk.opened[0].wanted == (Wanted(Which.FIRST, FIRST_URL), Wanted(Which.SECOND, SECOND_URL))
    told = [
        "First account: Opening",
        "First account: Open, waits for the code",
        "Second account: Opening",
        "Second account: Open, look for the code here",
        "the two windows share nothing",
        "First account: Closed, being erased",
        "First account: Closed and erased",
        "Second account: Closed and erased",
    ]
    places = [text.index(line) for line in told]
    assert places == sorted(places)
    assert desk.sessions[0].is_closed


def test_another_browser_can_be_taken() -> None:
    desk = FakeDesk()
    plays(apart_ways.two, desk, "2", "1", "q", "c")
    assert [one.browser for one in desk.opened] == [FIREFOX]


def test_a_browser_that_does_not_open_is_followed_by_the_next() -> None:
    desk = FakeDesk(happens=NO_START)
    _walk, text = plays(apart_ways.two, desk, "1", "1")
    assert "Chromium did not open." in text
    assert [one.browser for one in desk.opened] == [CHROMIUM, FIREFOX]


def test_windows_that_share_are_gone_again() -> None:
    desk = FakeDesk(happens=(*opens(*Which), Judged(Verdict.SHARED)))
    _walk, text = plays(apart_ways.two, desk, "1")
    assert "The two windows would share everything, so we left none open." in text
    assert text.index("Second account: Closed and erased") > text.index("would share everything")


def test_written_steps_name_every_browsers_own_keys() -> None:
    _walk, text = plays(apart_ways.written, FakeDesk())
    assert "Chromium, the browser of this computer: Ctrl, Shift and N" in text
    assert "Firefox, LibreWolf: Ctrl, Shift and P" in text
    assert "Safari on a Mac: Shift, Command and N" in text
    assert "We have not checked what Safari keeps apart." in text
    assert "Two private windows of one browser share their sign-in." in text


def test_without_a_browser_the_written_steps_are_offered() -> None:
    _walk, text = plays(apart_ways.two, FakeDesk(browsers=()))
    assert "We found no browser here that can do this." in text
    assert "Do it with my own browser" in text


def test_leaving_asks_what_becomes_of_the_windows() -> None:
    closed, left = FakeDesk(), FakeDesk()
    plays(apart_ways.two, closed, "1", "q", "c")
    plays(apart_ways.two, left, "1", "q", "")
    assert (closed.sessions[0].is_closed, closed.sessions[0].is_left_open) == (True, False)
    assert (left.sessions[0].is_closed, left.sessions[0].is_left_open) == (False, True)


def test_windows_that_outlived_a_crash_are_told_and_closed_from_the_first_page() -> None:
    before = FakeSessions(opens(Which.SECOND))
    _walk, text = plays(lambda _walk: None, FakeDesk(before=before), "8")
    assert "A window from before is still open." in text
    assert before.is_closed
    assert "Second account: Closed and erased" in text


def test_the_code_can_be_typed_while_the_windows_are_open() -> None:
    walk = Walk()
    apart_ways.with_service(walk)
    code, desk = walk.accounts.newest_code(), FakeDesk()
    console = ScriptedConsole(["1", code], walk.accounts)
    Face(walk.flow, walk.accounts, Words(walk.accounts.clock, zone=UTC), console, cases=walk.cases, desk=desk).run()
    assert isinstance(walk.page, pages.NewPasswordPage)
    assert desk.sessions[0].is_left_open
