"""Profiles are private, are erased whole, and nothing else ever is."""

import os
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import pytest

from secinfo_desktop.browsers import locks, profiles, records
from secinfo_desktop.browsers.browser import Browser, Packaging
from secinfo_desktop.browsers.families import Family, System
from secinfo_desktop.browsers.marks import MARKS, Which
from secinfo_desktop.browsers.profiles import Profile, Swept, create, session_root, sweep

FIREFOX = Browser(Family.FIREFOX, System.LINUX, ("/usr/bin/firefox",))
CHROMIUM = Browser(Family.CHROMIUM, System.LINUX, ("/usr/bin/chromium",))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "secinfo-sessions"


def let_go(profile: Profile) -> None:
    """As a crash of the app does."""
    profile._lock.release()


def hold_like_chromium(profile: Profile, process: int) -> None:
    (profile.folder / "SingletonLock").symlink_to(f"{socket.gethostname()}-{process}")


def test_a_profile_is_for_its_owner_alone(root: Path) -> None:
    folder = create(root).folder
    assert [path.stat().st_mode & 0o777 for path in (folder, root)] == [0o700, 0o700]


def test_two_profiles_are_two_folders(root: Path) -> None:
    assert create(root).folder != create(root).folder


def test_a_root_that_is_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    root.parent.mkdir(parents=True)
    root.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotADirectoryError):
        create(root)
    assert sweep(root) == Swept()


def test_firefox_is_prepared_and_labelled(root: Path) -> None:
    profile = create(root)
    profile.prepare(FIREFOX, MARKS[Which.SECOND], '„"Second"“ – privat')
    assert '"browser.privatebrowsing.autostart", true' in (profile.folder / "user.js").read_text()
    label = (profile.folder / "chrome" / "userChrome.css").read_text()
    assert 'content:"2  „\\"Second\\"“ – privat"' in label
    assert "#A2450F" in label


def test_chromium_needs_no_preparation(root: Path) -> None:
    profile = create(root)
    before = set(profile.folder.iterdir())
    profile.prepare(CHROMIUM, MARKS[Which.FIRST], "1")
    assert set(profile.folder.iterdir()) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_trace_is_found_wherever_it_lies(root: Path, encoding: str) -> None:
    profile = create(root)
    assert not profile.holds_any_of("a-secret-mark")
    (profile.folder / "deep").mkdir()
    (profile.folder / "deep" / "History").write_bytes(b"\x00" + "a-secret-mark".encode(encoding) + b"\x00")
    assert profile.holds_any_of("a-secret-mark")


def test_wiping_erases_everything(root: Path) -> None:
    profile = create(root)
    (profile.folder / "deep").mkdir()
    (profile.folder / "deep" / "file").write_text("x")
    assert profile.wipe()
    assert list(root.iterdir()) == []


def test_what_a_crash_left_is_swept(root: Path) -> None:
    profile = create(root)
    let_go(profile)
    assert sweep(root).gone == (profile.folder,)
    assert not profile.folder.exists()


def test_what_can_not_be_erased_is_left_for_later(root: Path) -> None:
    profile = create(root)
    let_go(profile)
    assert sweep(root, tries=0) == Swept(kept=(profile.folder,))
    assert profile.folder.exists()
    assert sweep(root, tries=1).gone == (profile.folder,)


def test_what_another_run_of_the_program_holds_is_spared(root: Path) -> None:
    profile = create(root)
    assert sweep(root) == Swept(spared=(profile.folder,))
    assert profile.folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links of this form are Chromium's on POSIX")
def test_what_a_browser_uses_is_spared_until_it_ends(root: Path) -> None:
    profile = create(root)
    hold_like_chromium(profile, os.getpid())
    let_go(profile)
    assert profile.is_in_use
    assert sweep(root) == Swept(spared=(profile.folder,))
    (profile.folder / "SingletonLock").unlink()
    hold_like_chromium(profile, 2**22 + 7)
    assert sweep(root).gone == (profile.folder,)


def test_a_lock_of_another_computer_holds_nothing(root: Path) -> None:
    profile = create(root)
    (profile.folder / "SingletonLock").symlink_to(f"elsewhere-{os.getpid()}")
    assert locks.holder(profile.folder) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links of this form are Chromium's on POSIX")
def test_a_browser_is_spared_though_the_computer_has_another_name_now(root: Path) -> None:
    profile = create(root)
    records.write(profile.folder, records.Record(Which.FIRST, os.getpid()))
    (profile.folder / "SingletonLock").symlink_to(f"before-{os.getpid()}")
    let_go(profile)
    assert sweep(root) == Swept(spared=(profile.folder,))
    (profile.folder / "secinfo-session.json").unlink()
    assert sweep(root).gone == (profile.folder,)


@pytest.mark.parametrize("name", ["lockfile", "parent.lock"])
def test_on_windows_a_lock_that_can_not_be_opened_is_held(root: Path, name: str) -> None:
    folder = create(root).folder
    assert locks.held_on_windows(folder) is None
    (folder / name).touch()
    assert locks.held_on_windows(folder) is None  # was left by a crash
    (folder / name).unlink()
    (folder / name).mkdir()  # which can't be opened for writing either
    assert locks.held_on_windows(folder) == 0


def test_a_broken_folder_is_erased_and_does_not_keep_the_others(root: Path) -> None:
    broken, sound = root / "s-0123456789abcdef", create(root)
    (broken / "secinfo.lock").mkdir(parents=True)
    let_go(sound)
    assert set(sweep(root).gone) == {broken, sound.folder}


def test_what_one_thread_has_taken_another_lets_go_of(root: Path) -> None:
    """Else Windows would not let it be erased."""
    profile = create(root)
    with ThreadPoolExecutor(1) as other:
        other.submit(let_go, profile).result()
    assert Profile(profile.folder).hold()


class SweptAtFirst(Profile):
    """Its folder is taken by another run before it is held, the first time."""

    taken: ClassVar[list[Path]] = []

    def hold(self) -> bool:
        if not self.taken:
            self.taken.append(self.folder)
            self.folder.rename(self.folder.with_name("taken"))
        return super().hold()


def test_a_folder_that_a_sweep_takes_before_it_is_held_is_made_anew(root: Path) -> None:
    folder = create(root, SweptAtFirst).folder
    assert [folder] != SweptAtFirst.taken
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_target_of_a_planted_link_survives(root: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "file").write_text("x")
    profile = create(root)
    (profile.folder / "link").symlink_to(precious)
    let_go(profile)
    (root / "s-0123456789abcdef").symlink_to(precious)
    assert sweep(root).gone == (profile.folder,)
    assert [(path.name, path.read_text()) for path in precious.iterdir()] == [("file", "x")]


@pytest.mark.parametrize("name", ["s-", "s-xyz", "other", "s-0123456789abcdeg", "s-0123456789abcdef0"])
def test_what_this_program_did_not_make_is_never_erased(root: Path, name: str) -> None:
    create(root)
    (root / name).mkdir()
    sweep(root)
    assert (root / name).exists()


def test_sessions_lie_where_their_browser_can_write(tmp_path: Path) -> None:
    cache, home = tmp_path / "cache", tmp_path / "home"
    snap = Browser(Family.FIREFOX, System.LINUX, ("/snap/bin/firefox",), Packaging.SNAP, "firefox")
    flatpak = Browser(Family.FIREFOX, System.LINUX, ("flatpak",), Packaging.FLATPAK, "org.mozilla.firefox")
    assert session_root(FIREFOX, cache, home) == cache / "secinfo-sessions"
    assert session_root(snap, cache, home) == home / "snap/firefox/common/secinfo-sessions"
    assert session_root(flatpak, cache, home) == home / ".var/app/org.mozilla.firefox/cache/secinfo-sessions"


def test_where_nothing_was_opened_nothing_is_left(tmp_path: Path) -> None:
    assert profiles.left_behind(tmp_path / "nothing") == ()
