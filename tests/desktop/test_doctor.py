"""Each check over what it is given: good, look here, does not work; and a sentence for each."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from secinfo_desktop import texts
from secinfo_desktop.browsers import profiles
from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.desktop import doctor, examination, folders
from secinfo_desktop.desktop.doctor import Finding, Here, KeptFiles, LeftSessions, Room, Shown, State, WebBrowser
from secinfo_desktop.desktop.folders import Folders
from secinfo_desktop.desktop.organisations import Found, Organisation
from secinfo_desktop.desktop.secrets import Place, PlaceKind
from tests.helpers.fake_accounts import ORGANISATION, example_pack

UNFIT = WebBrowser("a browser", is_default=True, can_be_separate=False)
MEGABYTE = 1024 * 1024
GOOD_ROOM = Room(exists=True, is_writable=True, mode=0o40700, free=500 * MEGABYTE)
FOLDERS = Folders(*(Path("/somewhere", name) for name in ("settings", "data", "log", "site", "cache")))


def a_healthy_computer() -> Here:
    return Here(
        versions={"secinfo-desktop": "1", "Qt": "6"},
        has_screen=True,
        try_window=lambda: Shown.YES,
        folders=FOLDERS,
        room=lambda _: GOOD_ROOM,
        keyring=lambda: Place(PlaceKind.KEYRING, "a keyring"),
        kept=lambda: KeptFiles(cases=2),
        browsers=lambda: (WebBrowser("a browser", is_default=True),),
        sessions=LeftSessions,
        start_backend=lambda: 0.8,
        organisations=Found(),
        packs=lambda: {"example": ()},
    )


def said(finding: Finding) -> str:
    return texts.say(finding.text_id, "en", n=None, **finding.values)


def unanswered() -> float:
    raise OSError


def states(here: Here) -> dict[str, State]:
    return {finding.check: finding.state for finding in doctor.examine(here)}


def test_a_healthy_computer_is_good_all_over() -> None:
    found = list(doctor.examine(a_healthy_computer()))
    assert {finding.state for finding in found} == {State.GOOD}
    assert [finding.check for finding in found] == [
        "versions", "display", "folder", "folder", "folder", "keyring", "cases", "browser", "sessions",
        "backend", "organisations", "packs",
    ]  # fmt: skip
    assert all(said(finding) for finding in found)


ILL: list[tuple[Callable[[Here], Here], str, State]] = [
    (lambda here: replace(here, versions={"Qt": None}), "versions", State.LOOK),
    (lambda here: replace(here, has_screen=False, try_window=lambda: pytest.fail("tried")), "display", State.LOOK),
    (lambda here: replace(here, try_window=lambda: Shown.REFUSED), "display", State.BROKEN),
    (lambda here: replace(here, try_window=lambda: Shown.TOO_SLOW), "display", State.BROKEN),
    (lambda here: replace(here, try_window=lambda: Shown.NO_LIBRARY), "display", State.BROKEN),
    (lambda here: replace(here, room=lambda _: replace(GOOD_ROOM, is_writable=False)), "folder", State.BROKEN),
    (lambda here: replace(here, room=lambda _: replace(GOOD_ROOM, free=MEGABYTE)), "folder", State.BROKEN),
    (lambda here: replace(here, room=lambda _: replace(GOOD_ROOM, free=50 * MEGABYTE)), "folder", State.LOOK),
    (lambda here: replace(here, room=lambda _: replace(GOOD_ROOM, mode=0o40755)), "folder", State.LOOK),
    (lambda here: replace(here, room=lambda _: replace(GOOD_ROOM, exists=False, mode=0o40755)), "folder", State.GOOD),
    (lambda here: replace(here, keyring=lambda: Place(PlaceKind.FILE, "/a/folder")), "keyring", State.LOOK),
    (lambda here: replace(here, kept=lambda: KeptFiles(unreadable=1)), "cases", State.LOOK),
    (lambda here: replace(here, kept=KeptFiles), "cases", State.GOOD),
    (lambda here: replace(here, browsers=tuple), "browser", State.LOOK),
    (lambda here: replace(here, browsers=lambda: (UNFIT,)), "browser", State.LOOK),
    (lambda here: replace(here, browsers=lambda: (WebBrowser("a browser"),)), "browser", State.GOOD),
    (lambda here: replace(here, sessions=lambda: LeftSessions(to_erase=1)), "sessions", State.LOOK),
    (lambda here: replace(here, sessions=lambda: LeftSessions(still_open=1)), "sessions", State.GOOD),
    (lambda here: replace(here, start_backend=unanswered), "backend", State.BROKEN),
    (lambda here: replace(here, start_backend=lambda: 9.0), "backend", State.LOOK),
    (lambda here: replace(here, organisations=Found(problems=("id: is missing",))), "organisations", State.BROKEN),
    (lambda here: replace(here, packs=lambda: {"example": ("line 1: id: is missing",)}), "packs", State.BROKEN),
    (lambda here: replace(here, packs=dict), "packs", State.BROKEN),
]


@pytest.mark.parametrize(("fall_ill", "check", "state"), ILL)
def test_what_is_wrong_is_found_and_said_and_nothing_else(
    fall_ill: Callable[[Here], Here], check: str, state: State
) -> None:
    here = fall_ill(a_healthy_computer())
    assert states(here) == states(a_healthy_computer()) | {check: state}
    assert all(said(finding) for finding in doctor.examine(here))
    assert doctor.worst(doctor.examine(here)) is state


def test_the_organisations_are_named_without_their_address() -> None:
    its = Organisation(ORGANISATION, ServiceAddress("https://accounts.example.org"), example_pack())
    assert said(doctor.organisations(Found((its,)))) == "Set up: Example Organisation."


def test_a_home_is_not_named(home: Path) -> None:
    folder = next(iter(doctor.folders(FOLDERS._replace(settings=home / "mine"), lambda _: GOOD_ROOM)))
    assert folder.values["path"] == "~/mine"


def test_the_standard_browser_is_named_first_and_those_that_can_be_separate() -> None:
    found = (WebBrowser("Safari", is_default=True, can_be_separate=False), WebBrowser("Firefox"))
    words = "Found, the standard one first: Safari, Firefox. For separate private windows: Firefox."
    assert said(doctor.browsers(found)) == words


# --- the looks at a real computer


def test_kept_cases_are_counted_and_left_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "case-0001.json").write_text("nonsense")
    assert examination.kept_files(tmp_path) == KeptFiles(unreadable=1)
    assert examination.kept_files(tmp_path / "not" / "there") == KeptFiles()
    assert [file.name for file in tmp_path.iterdir()] == ["case-0001.json"]


def test_what_private_windows_have_left_is_counted_and_not_erased(tmp_path: Path) -> None:
    left = profiles.native_root(folders.find({folders.HOME: str(tmp_path)}).cache) / "s-0123456789abcdef"
    left.mkdir(parents=True)
    assert examination.sessions({folders.HOME: str(tmp_path)}) == LeftSessions(to_erase=1)
    assert left.is_dir()


def test_a_folder_that_is_not_there_yet_is_judged_by_the_one_above(tmp_path: Path) -> None:
    found = examination.room(tmp_path / "not" / "yet")
    assert (found.exists, found.is_writable) == (False, True)
    assert not (tmp_path / "not").exists()


def test_a_folder_that_is_a_file_can_not_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not examination.room(tmp_path / "file" / "inside").is_writable


def window_that(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("", Shown.YES),
        ("raise SystemExit(2)", Shown.NO_LIBRARY),
        ("import os; os.kill(os.getpid(), 9)", Shown.REFUSED),
    ],
)
def test_a_window_is_tried_in_a_process_of_its_own(code: str, shown: Shown) -> None:
    assert examination.try_window(window_that(code)) is shown


def test_a_window_that_never_comes_is_not_waited_for() -> None:
    forever = window_that("import threading; threading.Event().wait()")
    assert examination.try_window(forever, within=0.3) is Shown.TOO_SLOW


def test_the_window_of_this_program_can_be_tried() -> None:
    assert examination.try_window() is Shown.YES


def test_the_service_is_started_and_leaves_nothing(home: Path) -> None:
    assert 0 < examination.start_backend() < 30
    assert [file for file in home.rglob("*") if file.is_file()] == []


def test_the_packs_that_come_along_are_good() -> None:
    assert not any(examination.packs().values())


def all_text_ids() -> Iterable[str]:
    return (f"doctor.{kind}.{word}" for kind, words in {"state": State, "display": Shown}.items() for word in words)


def test_every_state_and_every_end_of_a_try_has_its_words() -> None:
    assert all(texts.has(text_id) for text_id in all_text_ids())
