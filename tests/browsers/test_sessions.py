"""Two windows are opened one after the other, proven separate, watched, and erased, whatever happens on the way."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.desk import Wanted
from secinfo_desktop.browsers.families import Family, System
from secinfo_desktop.browsers.landing import Arrival
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.policies import Policy, PrivateMode
from secinfo_desktop.browsers.sessions import Sessions, Surroundings, Times
from secinfo_desktop.browsers.states import CanBeShown, Event, Judged, SessionChanged, State, Verdict
from tests.browsers.fakes import FakeFront, FakePages, FakeStarter, Maker

if TYPE_CHECKING:
    from secinfo_desktop.browsers.profiles import Profile

CHROMIUM = Browser(Family.CHROMIUM, System.LINUX, ("/usr/bin/chromium",))
BOTH = (Wanted(Which.FIRST, "https://a.example/"), Wanted(Which.SECOND, "https://b.example/"))
QUICK = Times(starts_within=0.1, on_disk_after=0.05, on_disk_at_last_after=0.1, look_every=0.01)
FIREFOX = Browser(Family.FIREFOX, System.LINUX, ("/usr/bin/firefox",))
SHARED_JAR, CAME = Arrival(("other",)), Arrival(())


class Bench:
    """Sessions over cardboard browsers; ``at`` does something when an event comes."""

    def __init__(
        self, folder: Path, *arrivals: Arrival | None, policy: Policy | None = None, browser: Browser = CHROMIUM
    ) -> None:
        self.root = folder / "sessions"
        self.pages, self.start = FakePages(list(arrivals)), FakeStarter()
        self.made: list[Profile] = []
        self.front, self.sweeps = FakeFront(set()), 0
        self.maker, policy = Maker(self.root, self.made), policy or Policy()
        surroundings = Surroundings(
            self.pages, self.maker, self.start, policy, front=self.front, sweep=self.sweep, times=QUICK
        )
        self.sessions = Sessions(browser, BOTH, surroundings)

    def sweep(self) -> None:
        assert self.left == []
        self.sweeps += 1

    def run(self, at: Callable[[Event], object]) -> list[Event]:
        events = []
        for event in self.sessions:
            events.append(event)
            at(event)
        return events

    def close_when_judged(self, event: Event) -> None:
        if isinstance(event, Judged):
            self.sessions.close()

    @property
    def left(self) -> list[Path]:
        return list(self.root.iterdir()) if self.root.exists() else []


def changes(which: Which, *states: State) -> list[Event]:
    return [SessionChanged(which, state) for state in states]


def test_two_separate_windows_are_opened_one_after_the_other_and_erased(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, CAME)
    assert bench.run(bench.close_when_judged) == [
        *changes(Which.FIRST, State.OPENING, State.OPEN),
        *changes(Which.SECOND, State.OPENING, State.OPEN),
        Judged(Verdict.SEPARATE),
        *changes(Which.FIRST, State.CLOSED, State.ERASED),
        *changes(Which.SECOND, State.CLOSED, State.ERASED),
    ]
    assert bench.left == []
    assert bench.pages.is_closed
    assert all("--incognito" in command for command in bench.start.commands)
    assert bench.sweeps == 1


def test_a_shared_jar_closes_both(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, SHARED_JAR)
    events = bench.run(lambda _event: None)
    assert Judged(Verdict.SHARED) in events
    assert events[-4:] == [
        *changes(Which.FIRST, State.CLOSED, State.ERASED),
        *changes(Which.SECOND, State.CLOSED, State.ERASED),
    ]
    assert bench.left == []


def test_where_rules_force_one_profile_nothing_is_opened(tmp_path: Path) -> None:
    bench = Bench(tmp_path, policy=Policy(profile_forced=True))
    assert bench.run(lambda _event: None) == [Judged(Verdict.SHARED)]
    assert bench.start.commands == []


def test_where_rules_forbid_private_windows_ordinary_ones_are_opened_and_said_to_be(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, CAME, policy=Policy(PrivateMode.DISABLED))
    assert Judged(Verdict.NOT_PRIVATE) in bench.run(bench.close_when_judged)
    assert not any("--incognito" in command for command in bench.start.commands)
    assert [landing.private for landing in bench.pages.added] == [False, False]


def test_where_firefox_opens_no_private_window_an_ordinary_one_follows(tmp_path: Path) -> None:
    bench = Bench(tmp_path, None, CAME, None, CAME, browser=FIREFOX)
    bench.start.dies_at_once = True
    events = bench.run(lambda _event: None)
    assert Judged(Verdict.NOT_PRIVATE) in events
    assert ["-private-window" in command for command in bench.start.commands] == [True, False, True, False]
    assert bench.left == []


def test_a_chromium_that_does_not_come_is_not_opened_without_its_private_flag(tmp_path: Path) -> None:
    """Where rules forbid private windows it comes nevertheless: it was only slow, or can't start at all."""
    bench = Bench(tmp_path, None, CAME)
    assert bench.run(lambda _event: None)[-1] == Judged(Verdict.DID_NOT_START)
    assert ["--incognito" in command for command in bench.start.commands] == [True]


def test_a_browser_that_never_comes_is_told_and_erased(tmp_path: Path) -> None:
    bench = Bench(tmp_path, None, None)
    bench.start.dies_at_once = True
    assert bench.run(lambda _event: None) == [
        *changes(Which.FIRST, State.OPENING, State.DID_NOT_START),
        Judged(Verdict.DID_NOT_START),
    ]
    assert bench.left == []


def test_a_second_one_that_never_comes_closes_the_first(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, None, None)
    bench.start.dies_at_once = True
    events = bench.run(lambda _event: None)
    assert events[-3:] == [Judged(Verdict.DID_NOT_START), *changes(Which.FIRST, State.CLOSED, State.ERASED)]
    assert bench.left == []


def test_a_program_that_can_not_be_started_leaves_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path, None, None)
    bench.start.fails = True
    assert bench.run(lambda _event: None)[-1] == Judged(Verdict.DID_NOT_START)
    assert bench.left == []


def test_where_no_folder_can_be_made_that_is_the_reason_and_no_browser_is_started(tmp_path: Path) -> None:
    (tmp_path / "closed").touch()
    bench = Bench(tmp_path / "closed", None, None)
    assert bench.run(lambda _event: None)[-1] == Judged(Verdict.NO_PLACE)
    assert bench.start.processes == []


def test_where_the_folder_can_not_be_filled_that_is_the_reason_and_nothing_is_left(tmp_path: Path) -> None:
    bench = Bench(tmp_path, None, None, browser=FIREFOX)
    bench.maker.blocked = "user.js"
    assert bench.run(lambda _event: None)[-1] == Judged(Verdict.NO_PLACE)
    assert bench.left == []


def test_a_browser_whose_record_can_not_be_written_is_ended(tmp_path: Path) -> None:
    """Nobody would find it again."""
    bench = Bench(tmp_path, CAME, CAME)

    def in_the_way(event: Event) -> None:
        if event == SessionChanged(Which.FIRST, State.OPENING):
            bench.start.before = lambda: (bench.made[-1].folder / "secinfo-session.json").mkdir()

    assert bench.run(in_the_way)[-1] == Judged(Verdict.NO_PLACE)
    assert bench.start.processes
    assert not any(process.is_alive for process in bench.start.processes)
    assert bench.left == []


def test_traces_on_the_disk_are_noticed(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, CAME)

    def leave_a_trace(event: Event) -> None:
        if event == SessionChanged(Which.SECOND, State.OPEN):
            (bench.made[0].folder / "History").write_text("http://127.0.0.1:1/open/mark-of-0")
        bench.close_when_judged(event)

    assert Judged(Verdict.NOT_PRIVATE) in bench.run(leave_a_trace)


def test_a_trace_that_comes_late_takes_the_verdict_back(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, CAME)

    def leave_a_trace_late(event: Event) -> None:
        if event == Judged(Verdict.SEPARATE):
            (bench.made[1].folder / "History").write_text("http://127.0.0.1:1/open/mark-of-1")
        if event == Judged(Verdict.NOT_PRIVATE):
            bench.sessions.close()

    events = bench.run(leave_a_trace_late)
    assert [event for event in events if isinstance(event, Judged)] == [
        Judged(Verdict.SEPARATE),
        Judged(Verdict.NOT_PRIVATE),
    ]


@pytest.mark.parametrize("moment", [0, 1, 2, 3])
def test_closing_at_any_moment_leaves_nothing(tmp_path: Path, moment: int) -> None:
    bench = Bench(tmp_path, CAME, CAME)
    seen: list[Event] = []

    def close_in_time(event: Event) -> None:
        seen.append(event)
        if len(seen) > moment:
            bench.sessions.close()

    bench.run(close_in_time)
    assert not any(isinstance(event, Judged) for event in seen)
    assert bench.left == []
    assert not any(process.is_alive for process in bench.start.processes)


def test_a_reader_that_goes_away_leaves_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, CAME)
    reading = iter(bench.sessions)
    next(reading)
    next(reading)
    del reading
    assert bench.left == []
    assert bench.pages.is_closed


def test_a_window_that_the_person_closes_is_erased_while_the_other_stays(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, CAME)

    def close_first_then_all(event: Event) -> None:
        if isinstance(event, Judged):
            bench.start.processes[0].is_alive = False
        if event == SessionChanged(Which.FIRST, State.ERASED):
            assert bench.made[1].folder.exists()
            bench.sessions.close()

    assert bench.run(close_first_then_all)[-2:] == changes(Which.SECOND, State.CLOSED, State.ERASED)
    assert bench.left == []


def test_one_window_is_closed_and_erased_on_its_own(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, CAME)

    def close_second_then_all(event: Event) -> None:
        if isinstance(event, Judged):
            bench.sessions.close_one(Which.SECOND)
        if event == SessionChanged(Which.SECOND, State.ERASED):
            assert [process.is_alive for process in bench.start.processes] == [True, False]
            assert bench.left == [bench.made[0].folder]
            bench.sessions.close()

    assert bench.run(close_second_then_all)[-4:] == [
        *changes(Which.SECOND, State.CLOSED, State.ERASED),
        *changes(Which.FIRST, State.CLOSED, State.ERASED),
    ]


def test_a_window_that_goes_early_does_not_shorten_the_proof_of_the_other(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, CAME)

    def leave_a_trace_late(event: Event) -> None:
        if event == SessionChanged(Which.SECOND, State.OPEN):
            bench.sessions.close_one(Which.FIRST)
        if event == SessionChanged(Which.FIRST, State.ERASED):
            (bench.made[1].folder / "History").write_text("http://127.0.0.1:1/open/mark-of-1")
        bench.close_when_judged(event)

    assert Judged(Verdict.NOT_PRIVATE) in bench.run(leave_a_trace_late)


def test_of_windows_that_are_gone_nothing_is_claimed(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, CAME)

    def close_both_by_hand(event: Event) -> None:
        if event == SessionChanged(Which.SECOND, State.OPEN):
            for process in bench.start.processes:
                process.is_alive = False

    assert not any(isinstance(event, Judged) for event in bench.run(close_both_by_hand))
    assert bench.left == []


def test_a_window_is_shown_where_the_desktop_can_do_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, CAME)
    bench.front.has = {2}
    shown: list[bool] = []

    def show_both(event: Event) -> None:
        if isinstance(event, Judged):
            shown.extend(bench.sessions.show(which) for which in Which)
            bench.sessions.close()

    events = bench.run(show_both)
    assert [event for event in events if isinstance(event, CanBeShown)] == [CanBeShown(Which.SECOND)]
    assert (shown, bench.front.shown) == ([False, True], [2])
    assert not bench.sessions.show(Which.SECOND)  # it is gone


def test_the_address_is_the_last_word_and_names_nobody(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, CAME)
    bench.run(bench.close_when_judged)
    for command in bench.start.commands:
        assert command[-1].startswith("http://127.0.0.1:")
        assert not any("example" in word for word in command)


def test_windows_that_are_left_open_live_on_and_keep_their_folders(tmp_path: Path) -> None:
    bench = Bench(tmp_path, CAME, CAME)

    def leave_when_judged(event: Event) -> None:
        if isinstance(event, Judged):
            bench.sessions.leave_open()
            bench.sessions.stop()  # as closing the app does afterwards

    assert bench.run(leave_when_judged)[-1] == Judged(Verdict.SEPARATE)
    assert all(process.is_alive and process.ended == 0 for process in bench.start.processes)
    assert (len(bench.left), bench.sweeps) == (2, 0)
    assert bench.pages.is_closed


def test_a_window_that_is_left_while_it_opens_lives_on(tmp_path: Path) -> None:
    bench = Bench(tmp_path, None, CAME)
    bench.run(lambda _event: bench.sessions.leave_open())
    assert all(process.is_alive for process in bench.start.processes)
