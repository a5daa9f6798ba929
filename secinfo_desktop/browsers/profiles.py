"""The folders in which sessions live and with which they are gone: made, prepared, looked at, erased."""

import json
import os
import re
import secrets
import shutil
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from secinfo_desktop.browsers import locks, records
from secinfo_desktop.browsers.browser import Browser, Packaging
from secinfo_desktop.browsers.families import Engine
from secinfo_desktop.browsers.marks import Mark

_OWN = re.compile(r"s-[0-9a-f]{16}")
"""A folder that this program made; nothing else is ever erased."""
_OUR_LOCK = "secinfo.lock"
_FOLDER = "secinfo-sessions"
WIPE_TRIES = 20
WIPE_PAUSE_S = 0.1
CREATE_TRIES = 3

_PREFERENCES: dict[str, bool | str] = {
    "browser.privatebrowsing.autostart": True,  # every window, also one that the person opens, is private
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.sessionstore.resume_from_crash": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "identity.fxaccounts.enabled": False,
    "signon.rememberSignons": False,
    "termsofuse.bypassNotification": True,
    "toolkit.legacyUserProfileCustomizations.stylesheets": True,  # or the label below would not be read
}


def session_root(browser: Browser, cache: Path, home: Path) -> Path:
    """A folder in which this browser can write: Snaps see no hidden folders, Flatpaks only their own."""
    match browser.packaging:
        case Packaging.SNAP:
            return home / "snap" / browser.package / "common" / _FOLDER
        case Packaging.FLATPAK:
            return home / ".var" / "app" / browser.package / "cache" / _FOLDER
    return native_root(cache)


def native_root(cache: Path) -> Path:
    """The folder for browsers that can write anywhere."""
    return cache / _FOLDER


class Profile:
    """One folder, held by this process until it is let go. Only its owner can read it (0700)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = FileLock(folder / _OUR_LOCK, thread_local=False)  # what one worker takes, another erases

    def hold(self) -> bool:
        """Takes the folder for this process; False if another one has it.

        Raises:
            OSError: the lock can't be made.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    @property
    def is_held_elsewhere(self) -> bool:
        """True if another process of this program has the folder."""
        if self._lock.is_locked:
            return False
        taken = self.take()
        if taken:
            self._lock.release()
        return not taken

    def take(self) -> bool:
        """Takes what was left, also where the lock itself is broken: nobody can hold that."""
        try:
            return self.hold()
        except OSError:
            return True

    @property
    def is_locked(self) -> bool:
        """True while a browser has locked it."""
        return locks.holder(self.folder) is not None

    @property
    def is_in_use(self) -> bool:
        """True while a browser is at work in it: has locked it, or was started for it and lives.

        Chromium's lock names the computer, whose name can change meanwhile.
        """
        record = records.read(self.folder)
        return self.is_locked or (record is not None and record.lives)

    def prepare(self, browser: Browser, mark: Mark, label: str) -> None:
        """What Firefox needs so that nothing distracts, and a label that stays in sight."""
        if browser.facts.engine is not Engine.GECKO:
            return
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _PREFERENCES.items())
        (self.folder / "user.js").write_text("".join(lines), encoding="utf-8")
        (self.folder / "chrome").mkdir(mode=0o700)
        (self.folder / "chrome" / "userChrome.css").write_text(mark.chip(label), encoding="utf-8")

    def holds_any_of(self, secret: str) -> bool:
        """True if a text stands in any file, as UTF-8 or UTF-16: a private session leaves none of what it opened."""
        needles = (secret.encode(), secret.encode("utf-16-le"))
        return any(_contains(file, needles) for file in _files(self.folder))

    def wipe(self, pause: threading.Event | None = None, tries: int = WIPE_TRIES) -> bool:
        """Erases the folder; False if something kept it. Tries for a while, for a browser that ends lets go slowly."""
        self._lock.release()
        pause = pause or threading.Event()
        for attempt in range(tries):
            shutil.rmtree(self.folder, ignore_errors=True)
            if not self.folder.exists():
                return True
            pause.wait(WIPE_PAUSE_S * (attempt + 1))
        return False


def create(root: Path, profile_in: Callable[[Path], Profile] = Profile) -> Profile:
    """A fresh folder with a name that says nothing.

    Raises:
        OSError: nothing can be made there.
    """
    _make_private(root)
    for _ in range(CREATE_TRIES):
        profile = profile_in(root / f"s-{secrets.token_hex(8)}")
        profile.folder.mkdir(mode=0o700)
        made = profile.folder.stat()
        if profile.hold() and os.path.samestat(made, profile.folder.stat()):
            return profile
    raise OSError("another run of the program has swept each folder before it was held")


def left_behind(root: Path) -> tuple[Profile, ...]:
    """The folders of earlier sessions that no process of this program holds."""
    return tuple(profile for folder in _own(root) if not (profile := Profile(folder)).is_held_elsewhere)


def _own(root: Path) -> tuple[Path, ...]:
    """The sessions' folders; links are no folders."""
    if not _is_real_folder(root):
        return ()
    return tuple(sorted(path for path in root.iterdir() if _OWN.fullmatch(path.name) and _is_real_folder(path)))


class Swept(NamedTuple):
    """The folders that are gone, those that could not be erased, and those of windows that are open."""

    gone: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    spared: tuple[Path, ...] = ()


def sweep(root: Path, tries: int = WIPE_TRIES) -> Swept:
    """Erases what is left of earlier sessions, and spares what a browser still uses."""
    free = [profile for profile in left_behind(root) if not profile.is_in_use and profile.take()]
    gone = tuple(profile.folder for profile in free if profile.wipe(tries=tries))
    kept = tuple(profile.folder for profile in free if profile.folder not in gone)
    return Swept(gone, kept, tuple(folder for folder in _own(root) if folder not in kept))


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_real_folder(folder):
        raise NotADirectoryError(folder.name)
    if os.name == "posix":
        folder.chmod(0o700)


def _is_real_folder(path: Path) -> bool:
    """A folder of this user and no link to one."""
    try:
        found = path.lstat()
    except OSError:
        return False
    is_ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return stat.S_ISDIR(found.st_mode) and is_ours


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        try:
            if stat.S_ISREG(path.lstat().st_mode):
                yield path
        except OSError:
            continue


def _contains(file: Path, needles: tuple[bytes, ...]) -> bool:
    try:
        content = file.read_bytes()
    except OSError:
        return False
    return any(needle in content for needle in needles)
