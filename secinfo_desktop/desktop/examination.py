"""What the doctor is given on a real computer: each look is bounded in time and changes nothing that lasts."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from secinfo_desktop import __version__, resources
from secinfo_desktop.desktop import browsing, case_files, cases, clock, folders, organisations, program, screens
from secinfo_desktop.desktop.doctor import Here, KeptFiles, LeftSessions, Room, Shown, WebBrowser
from secinfo_desktop.desktop.secrets import FileHandles, Handles, system_keyring
from secinfo_desktop.domain import providers
from secinfo_desktop.domain.providers import PackError
from secinfo_desktop.recovery.ports import RefusedError

WINDOW_WITHIN = 15.0
"""Seconds that a window has to come up."""
NO_LIBRARY = 2
"""How a probe ends that can't load Qt."""


def here(environment: Mapping[str, str]) -> Here:
    """The computer of the person whose environment this is."""
    its = folders.find(environment)
    return Here(
        versions=versions(),
        has_screen=screens.answers(sys.platform, environment),
        try_window=try_window,
        folders=its,
        room=room,
        keyring=Handles(FileHandles(its.handles), system_keyring).place,
        kept=lambda: kept_files(its.cases),
        browsers=browsers,
        sessions=lambda: sessions(environment),
        start_backend=start_backend,
        organisations=organisations.read(its.organisations_file),
        packs=packs,
    )


def versions() -> Mapping[str, str | None]:
    """What runs here; Qt is not loaded for it."""
    found = {"secinfo-desktop": __version__, "Python": sys.version.split()[0]}
    try:
        return {**found, "Qt": metadata.version("PySide6-Essentials")}
    except metadata.PackageNotFoundError:
        return found if getattr(sys, "frozen", False) else {**found, "Qt": None}


def try_window(command: tuple[str, ...] | None = None, within: float = WINDOW_WITHIN) -> Shown:
    """Opens Qt's screen in a process of its own: where there is none, Qt ends the process that asks."""
    import subprocess

    try:
        done = subprocess.run(
            command or program.command("window", "--probe"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=within,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Shown.TOO_SLOW
    return {0: Shown.YES, NO_LIBRARY: Shown.NO_LIBRARY}.get(done.returncode, Shown.REFUSED)


def room(path: Path) -> Room:
    """What is at a folder; nothing is made."""
    there = next(each for each in (path, *path.parents) if each.exists())
    exists, is_writable = there == path, there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    mode = there.stat().st_mode if os.name == "posix" else 0
    return Room(exists, is_writable, mode, shutil.disk_usage(there).free)


def kept_files(folder: Path) -> KeptFiles:
    """How many cases are kept, by their files; none is moved, as reading them for the person would do."""
    readable = [_is_readable(file) for file in folder.glob(f"*{cases.ENDING}")] if folder.is_dir() else []
    aside = len(list(folder.glob(f"*{cases.ASIDE}"))) if folder.is_dir() else 0
    return KeptFiles(sum(readable), aside + len(readable) - sum(readable))


def _is_readable(file: Path) -> bool:
    try:
        case_files.load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return True


def browsers() -> tuple[WebBrowser, ...]:
    """The installed browsers, the default one first."""
    from secinfo_desktop.browsers import detect

    return tuple(WebBrowser(its.name, its.is_default, its.can_be_separate) for its in detect.find_browsers())


def sessions(environment: Mapping[str, str]) -> LeftSessions:
    """What earlier private sessions have left; nothing is erased here."""
    from secinfo_desktop.browsers import detect, profiles

    roots = browsing.desk(environment).roots(detect.find_browsers())
    in_use = [profile.is_in_use for root in roots for profile in profiles.left_behind(root)]
    return LeftSessions(sum(in_use), len(in_use) - sum(in_use))


def start_backend() -> float:
    """Starts the service over an empty folder, asks it something and stops it; the seconds that it took.

    Raises:
        OSError: it did not start or did not answer.
    """
    from secinfo_desktop.desktop.accounts import DesktopAccounts
    from secinfo_desktop.desktop.embedded import EmbeddedBackend, practice_settings

    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="secinfo-doctor-") as folder:
        backend = EmbeddedBackend(practice_settings(Path(folder)))
        try:
            DesktopAccounts((), backend.address, clock.now).practice().stories()
            return time.monotonic() - begin
        except RefusedError as refused:
            raise OSError(refused.failure.value) from None
        finally:
            backend.stop()


def packs() -> Mapping[str, tuple[str, ...]]:
    """The packs that come along, with what is wrong in each."""
    return {name.removesuffix(".toml"): _problems(name) for name in resources.names("providers", ".toml")}


def _problems(name: str) -> tuple[str, ...]:
    try:
        providers.parse(resources.text(f"providers/{name}"))
    except PackError as error:
        return error.problems
    return ()
