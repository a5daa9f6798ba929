"""A disk that is full, or closed to writing: everybody is told in plain words, and nothing is lost.

The disk is real and small (``small_disk``); window, backends and files are the real ones. What is tried: kept cases,
settings, files that people save, the folders of browser windows, the keys, the database of either backend.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

import pytest

from secinfo_desktop.backend.services.ports import StoreFull
from secinfo_desktop.backend.store.key_file import KeyFile
from secinfo_desktop.browsers import profiles
from secinfo_desktop.desktop import embedded, program, settings
from secinfo_desktop.desktop.embedded import BACKEND, EmbeddedBackend
from secinfo_desktop.desktop.files import keep_text
from secinfo_desktop.desktop.settings import Settings
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery.ports import RefusedError
from tests.e2e.crashes import BY_HAND, EVERY_PAGE, App, started
from tests.helpers.backend_process import COMMAND, PATIENCE, BackendProcess, backend, start
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.small_disk import AT, SmallDisk, small_disk
from tests.helpers.smtp_sink import SmtpSink, smtp_sink

pytestmark = [pytest.mark.real_part("small disk"), pytest.mark.timeout(300)]

NOT_KEPT: Final = "Your answers could not be saved on this computer."
LITTLE: Final = 256 * 1024
"""Bytes: room for some flows."""
MOST_FLOWS: Final = 150
"""More than there is room for, and than an address may open in an hour."""
NO_ROOM: Final = "no_room"
NO_ROOM_SAID: Final = (
    "The account service can’t save anything right now. Its disk is full or locked. "
    "Nothing is lost. Your answers are still here. "
    "Try again later. With a made-up person, free some space on this computer first."
)


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    with small_disk() as its:
        yield its


@pytest.fixture(params=["full", "closed to writing"])
def spoilt(disk: SmallDisk, request: pytest.FixtureRequest) -> SmallDisk:
    """A disk that takes nothing from the start on."""
    (disk.folder / "home").mkdir()
    if request.param == "full":
        disk.fill()
    else:
        disk.close_to_writing()
    return disk


def a_window(disk: SmallDisk) -> AbstractContextManager[App]:
    """The window of a person whose folders all lie on that disk."""
    return started(AT / "home", around=disk.inside)


# --- the window


def test_the_window_helps_on_and_says_that_nothing_is_kept(spoilt: SmallDisk) -> None:
    with a_window(spoilt) as app:
        first, *rest = BY_HAND["by hand, got in"]
        assert any(said.startswith(NOT_KEPT) for said in app.does(first).says)
        assert app.does(*rest).page == "DonePage"


@pytest.mark.long
def test_practice_says_what_it_lacks_and_begins_once_there_is_room(spoilt: SmallDisk) -> None:
    with a_window(spoilt) as app:
        seen = app.does(("WantsPractice",))
        assert (seen.page, seen.problem) == ("StartPage", NO_ROOM)
        assert seen.says == [NO_ROOM_SAID]
        spoilt.open_to_writing()
        spoilt.make_room()
        assert app.does(("WantsPractice",), ("ChoseStory", "first-visit")).page == "AccountNamePage"


@pytest.mark.long
def test_what_was_kept_before_stays_and_keeping_goes_on_once_there_is_room(disk: SmallDisk) -> None:
    with a_window(disk) as app:
        app.does(*BY_HAND["by hand, ask"])
        disk.fill()
        assert any(said.startswith(NOT_KEPT) for said in app.does(("AskedThere",)).says)
    with a_window(disk) as app:
        assert app.does(("goes on",)).page == "AskTherePage"
        disk.make_room()
        app.does(("AskedThere",))
    with a_window(disk) as app:
        assert app.does(("goes on",)).page == "CodeTherePage"


@pytest.mark.long
def test_a_case_in_practice_outlives_a_full_disk(disk: SmallDisk) -> None:
    with a_window(disk) as app:
        app.does(*EVERY_PAGE["contact"])
        disk.fill()
        assert app.does(("chooses", "phone")).problem == NO_ROOM
        disk.make_room()
        assert app.does(("chooses", "phone"), ("gives code",)).page == "NewPasswordPage"


@pytest.mark.long
def test_a_window_that_was_killed_is_not_taken_for_an_open_one(disk: SmallDisk) -> None:
    """Its lock can't be removed there."""
    with a_window(disk) as app:
        app.does(*BY_HAND["by hand, ask"])
    disk.close_to_writing()
    with a_window(disk) as app:
        assert app.does(("goes on",)).page == "AskTherePage"


# --- files


def test_settings_stay_as_they_were(disk: SmallDisk) -> None:
    file = disk.folder / "settings.json"
    settings.save(file, Settings(text_size=150))
    disk.fill()
    with pytest.raises(OSError, match="space"):
        settings.save(file, Settings(text_size=200))
    assert settings.load(file).settings == Settings(text_size=150)
    assert [its.name for its in disk.folder.iterdir()] == ["filling", "settings.json"]


def test_a_file_that_does_not_fit_is_not_there_at_all(disk: SmallDisk) -> None:
    disk.fill()
    with pytest.raises(OSError, match="space"):
        keep_text(str(disk.folder / "steps.txt"), "Ask for a new code. " * 500)
    assert not (disk.folder / "steps.txt").exists()


def test_the_folder_of_a_browser_window_is_refused_as_a_whole(disk: SmallDisk) -> None:
    disk.close_to_writing()
    with pytest.raises(OSError, match="Read-only"):
        profiles.create(disk.folder / "sessions")


def test_keys_stay_as_they_were(disk: SmallDisk) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    keys = KeyFile(disk.folder, Random(1), timedelta(minutes=30))
    first = keys.current(now)
    disk.fill()
    with pytest.raises(StoreFull):
        keys.current(now + timedelta(days=1))
    disk.make_room()
    assert KeyFile(disk.folder, Random(2), timedelta(minutes=30)).current(now) == first
    assert keys.current(now + timedelta(days=1)) != first


# --- backends


def test_the_embedded_backend_says_why_it_can_not_start(spoilt: SmallDisk, expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.desktop.embedded", "has died")
    command = spoilt.inside(*program.command(*BACKEND))
    own = EmbeddedBackend(embedded.practice_settings(AT / "home" / "practice"), command)
    try:
        with pytest.raises(RefusedError) as refused:
            own.address()
        assert refused.value.failure is Failure.NO_ROOM
    finally:
        own.stop()


CARELESS: Final = (
    sys.executable,
    "-c",
    """
import sys
from contextlib import suppress
from sqlalchemy.exc import OperationalError
from secinfo_desktop.backend.store import sqlite
own = sqlite._Transaction.end
def end(its, *, durable):
    with suppress(OperationalError):
        own(its, durable=durable)
sqlite._Transaction.end = end
from secinfo_desktop.__main__ import main
sys.exit(main())
""",
    "backend",
)
"""A backend that says yes whatever became of its commit."""
MARA: Final[dict[str, Any]] = {
    "name": "mara@example.org",
    "contacts": [{"kind": "email", "value": "m.post@example.com"}],
}


class Served:
    """A service on a disk, and what it acknowledged."""

    def __init__(self, serving: BackendProcess) -> None:
        self.serving = serving
        self.acknowledged: list[str] = []

    def asks_until_refused(self) -> str:
        """One flow after the other, each with a code, until something is refused; returns the reason."""
        while len(self.acknowledged) < MOST_FLOWS:
            status, opened = self.serving.call("POST", "/recovery/flows", {"account_name": MARA["name"]})
            if status != 200:
                return str(opened["code"])
            self.acknowledged.append(opened["flow"])
        return "not refused"

    def holds(self, flow: str) -> bool:
        """True if the flow is still there."""
        return self.serving.call("GET", "/recovery/status", flow=flow)[0] == 200


def a_service(
    disk: SmallDisk, smtp_port: int = 9, command: Sequence[str] = COMMAND
) -> AbstractContextManager[BackendProcess]:
    """Its database lies on that disk."""
    flags = ("serve", "--data", str(AT / "data"), "--smtp", f"127.0.0.1:{smtp_port}")
    return backend(*flags, command=disk.inside(*command))


@pytest.fixture
def with_account(disk: SmallDisk) -> SmallDisk:
    """A disk with a database in which Mara has an account."""
    process = start(("add-account", "--data", str(AT / "data")), command=disk.inside(*COMMAND))
    assert json.loads(process.communicate(json.dumps(MARA), timeout=PATIENCE)[0]) == {"added": 1}
    return disk


def test_a_full_disk_loses_nothing_that_was_acknowledged_and_the_service_goes_on(with_account: SmallDisk) -> None:
    with smtp_sink() as sink, a_service(with_account, sink.port) as serving:
        opened = serving.ok("POST", "/recovery/flows", {"account_name": MARA["name"]})
        asked = {"contact": opened["contacts"][0]["id"], "typed": "m.post@example.com"}
        serving.ok("POST", "/recovery/code", asked, opened["flow"])
        code = _code(sink)
        with_account.fill(leave=LITTLE)
        served = Served(serving)
        assert served.asks_until_refused() == NO_ROOM
        assert len(served.acknowledged) >= 3
        assert serving.call("POST", "/recovery/code/given", {"code": code}, opened["flow"])[1]["code"] == NO_ROOM
        assert all(served.holds(flow) for flow in (*served.acknowledged, opened["flow"]))
        with_account.make_room()
        serving.ok("POST", "/recovery/code/given", {"code": code}, opened["flow"])
        assert serving.ok("POST", "/recovery/flows", {"account_name": MARA["name"]})["flow"]


def _code(sink: SmtpSink) -> str:
    (line,) = [line for line in sink.wait_for_mail(PATIENCE).decode().splitlines() if line.startswith("    ")]
    return line


@pytest.mark.long
def test_a_service_that_does_not_heed_its_commits_loses_what_it_acknowledged(with_account: SmallDisk) -> None:
    """The control."""
    with a_service(with_account, command=CARELESS) as serving:
        with_account.fill(leave=LITTLE)
        served = Served(serving)
        served.asks_until_refused()
        assert not all(served.holds(flow) for flow in served.acknowledged)


@pytest.mark.long
def test_killed_on_a_full_disk_it_comes_back_with_everything(with_account: SmallDisk) -> None:
    with a_service(with_account) as serving:
        served = Served(serving)
        with_account.fill(leave=LITTLE)
        assert served.asks_until_refused() == NO_ROOM
        assert len(served.acknowledged) >= 3
        serving.process.kill()
    with_account.make_room()
    with a_service(with_account) as again:
        served.serving = again
        assert all(served.holds(flow) for flow in served.acknowledged)


def test_what_it_reports_is_one_line_with_the_reason_and_no_trace(with_account: SmallDisk) -> None:
    with a_service(with_account) as serving:
        with_account.fill()
        Served(serving).asks_until_refused()
        serving.process.terminate()
        _, reported = serving.process.communicate(timeout=PATIENCE)
    lines = [json.loads(line) for line in reported.splitlines()]
    (full,) = [line for line in lines if "nothing can be written" in line["event"]]
    assert full["endpoint"] == "open_flow"
    assert "error" not in full
