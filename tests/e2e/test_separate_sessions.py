"""Real Chromium and real Firefox: two windows that know nothing of each other and leave nothing behind."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from secinfo_desktop.browsers import linux
from secinfo_desktop.browsers.adopted import AdoptedSessions
from secinfo_desktop.browsers.desk import Wanted
from secinfo_desktop.browsers.landing import LandingServer
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.processes import Started, environment_for_browsers, start
from secinfo_desktop.browsers.profiles import create
from secinfo_desktop.browsers.sessions import Sessions, Surroundings
from secinfo_desktop.browsers.states import Judged, SessionChanged, State, Verdict
from tests.e2e.browser_bench import BrowserBench, Opened, Site, traces

BROWSERS = [
    pytest.param("chromium", marks=pytest.mark.real_part("chromium")),
    pytest.param("firefox-esr", marks=pytest.mark.real_part("firefox")),
]
JUDGED = [{"verdict": verdict.value} for verdict in Verdict]
SEPARATE, NOT_PRIVATE, SHARED = JUDGED[0], JUDGED[1], JUDGED[2]
OPEN = {"session": "first", "state": "open"}


@pytest.fixture
def site() -> Iterator[Site]:
    running = Site()
    yield running
    running.close()


@pytest.fixture(params=BROWSERS)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> BrowserBench:
    return BrowserBench(tmp_path, request.param)


@dataclass(frozen=True)
class Couple:
    """Two accounts in two windows of one browser, and the site that they visit."""

    bench: BrowserBench
    site: Site
    opened: Opened

    def is_told_to_be_apart(self) -> None:
        self.opened.until(*JUDGED)
        assert self.opened.told[-1] == SEPARATE

    def is_apart(self) -> None:
        assert self.site.who_came("alice") == self.site.who_came("bob") == ["nobody"]
        assert len(self.bench.left) == 2
        assert self.bench.sweep().startswith("0 ")

    def leaves_no_trace(self) -> None:
        told = [*self.site.given, self.site.address("alice"), self.site.address("bob")]
        assert traces(self.bench.folder, told) == []

    def is_erased_on_order(self) -> None:
        assert self.opened.close()[-4:] == [
            {"session": which, "state": state} for which in ("first", "second") for state in ("closed", "erased")
        ]
        assert self.opened.process.returncode == 0
        assert self.bench.left == []


@pytest.mark.real_part("chromium", "firefox")
def test_two_accounts_are_kept_apart_and_nothing_is_left_but_where_the_private_flag_is_lost(tmp_path: Path) -> None:
    """All at the same time: each spends most of it in waiting for what could reach the disk."""
    with ExitStack() as ends:
        couples = [couple(tmp_path, name, ends) for name in ("chromium", "firefox-esr")]
        control = without_private_flag(tmp_path, ends)
        for one in couples:
            one.is_told_to_be_apart()
        control.is_noticed()
        for one in couples:
            one.is_apart()
            one.leaves_no_trace()
        for one in couples:
            one.is_erased_on_order()
            one.leaves_no_trace()


def couple(folder: Path, name: str, ends: ExitStack) -> Couple:
    site = Site()
    ends.callback(site.close)
    (folder / name).mkdir()
    bench = BrowserBench(folder / name, name)
    return Couple(bench, site, ends.enter_context(bench.open(site.address("alice"), site.address("bob"))))


@dataclass(frozen=True)
class Control:
    """One account in a window whose private flag is lost on the way."""

    bench: BrowserBench
    site: Site
    opened: Opened

    def is_noticed(self) -> None:
        self.opened.until(NOT_PRIVATE)  # on a very busy computer only at the second look
        assert traces(self.bench.root, [self.site.address("alice")]) != []  # what finds none elsewhere can find some
        self.opened.close()
        assert self.bench.left == []


def without_private_flag(folder: Path, ends: ExitStack) -> Control:
    site = Site()
    ends.callback(site.close)
    (folder / "control").mkdir()
    bench = BrowserBench(folder / "control", "chromium")
    bench.wrap('for word; do shift; [ "$word" = --incognito ] || set -- "$@" "$word"; done; exec "$real" "$@"')
    return Control(bench, site, ends.enter_context(bench.open(site.address("alice"))))


class OneWindowForBoth:
    """The usual advice, two private windows of one browser: the second page comes up in the first one's browser."""

    def __init__(self, bench: BrowserBench, site: Site) -> None:
        self._environment = environment_for_browsers(bench.environment)
        self._site = site
        self._started: Started | None = None

    def __call__(self, command: Sequence[str]) -> Started:
        if self._started is None:
            self._started = start(command, self._environment)
        else:
            self._site.lead_on(command[-1])
        return self._started


def test_control_two_windows_of_one_private_browser_are_found_to_share(bench: BrowserBench, site: Site) -> None:
    browser = next(found for found in linux.find(bench.environment) if found.family == bench.name)
    starts = OneWindowForBoth(bench, site)
    surroundings = Surroundings(LandingServer(go_on=True), lambda: create(bench.root), starts, headless=True)
    wanted = [Wanted(Which.FIRST, site.address("lead")), Wanted(Which.SECOND, site.address("bob"))]
    sessions = Sessions(browser, wanted, surroundings)
    judged = []
    for event in sessions:
        if isinstance(event, Judged):
            judged.append(event.verdict)
            sessions.close()  # as what is shared closes by itself; else this would wait for a person
    assert judged == [Verdict.SHARED]
    assert bench.left == []


RULES = {
    "chromium": ("/etc/chromium/policies/managed", "no_private.json", '{"IncognitoModeAvailability": 1}'),
    "firefox-esr": ("/etc/firefox/policies", "policies.json", '{"policies": {"PrivateBrowsingModeAvailability": 1}}'),
}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can lay rules where nobody else sees them")
def test_where_rules_forbid_private_windows_it_is_said(bench: BrowserBench, site: Site) -> None:
    folder, name, rules = RULES[bench.name]
    above = Path(folder)
    while not above.exists():
        above = above.parent
    (bench.folder / "rules.json").write_text(rules)
    lay = f"mount -t tmpfs rules {above} && mkdir -p {folder} && cp {bench.folder}/rules.json {folder}/{name}"
    before = ["unshare", "-m", "sh", "-c", f'{lay} && exec "$@"', "sh"]
    with bench.open(site.address("alice"), before=before) as opened:
        opened.until(*JUDGED)
        assert opened.told[-1] == NOT_PRIVATE
        assert site.who_came("alice") == ["nobody"]
    assert bench.left == []


def test_what_a_crash_of_the_app_left_open_is_spared_adopted_and_erased(bench: BrowserBench, site: Site) -> None:
    with bench.open(site.address("alice")) as opened:
        opened.until(OPEN)
        os.kill(opened.process.pid, signal.SIGKILL)
        opened.process.wait()
    assert site.who_came("alice") == ["nobody"]
    assert bench.sweep().startswith("0 ")
    adopted = AdoptedSessions([bench.root])
    assert adopted.which == (Which.FIRST,)
    adopted.close()
    assert list(adopted)[-1] == SessionChanged(Which.FIRST, State.ERASED)
    assert bench.left == []


@pytest.mark.parametrize(
    "name", [BROWSERS[0], pytest.param("firefox-esr", marks=(pytest.mark.real_part("firefox"), pytest.mark.long))]
)
def test_what_a_crash_of_everything_left_is_swept(tmp_path: Path, name: str, site: Site) -> None:
    bench = BrowserBench(tmp_path, name)
    with bench.open(site.address("alice")) as opened:
        opened.until(OPEN)
        site.who_came("alice")
        children = psutil.Process(opened.process.pid).children(recursive=True)
        for process in (opened.process.pid, *(child.pid for child in children)):
            kill(process)
        psutil.wait_procs(children, timeout=10)
        opened.process.wait()
    assert len(bench.left) == 1
    assert traces(bench.folder, [*site.given, site.address("alice")]) == []
    assert bench.sweep().startswith("1 ")
    assert bench.left == []


def kill(process: int) -> None:
    """Ends a process of this test at once, if it has not ended with the others."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return
