"""Finds browsers on Linux: programs on the PATH first, then desktop files, Snaps and Flatpaks among them.

Everything is read; no browser is started to ask for its version, for each would take seconds.
"""

import configparser
import shlex
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from secinfo_desktop.browsers.browser import Browser, Packaging
from secinfo_desktop.browsers.families import FACTS, Family, System

_SECTION = "Desktop Entry"
_LONGEST_WRAPPER = 4096
_FALLBACK_DATA = "/usr/local/share:/usr/share"


def find(environment: Mapping[str, str]) -> tuple[Browser, ...]:
    """The browsers of this person, the default one first; at most one of a family and packaging."""
    found: dict[tuple[Family, Packaging], Browser] = {}
    for browser in (*_on_path(environment), *_by_desktop_files(environment)):
        found.setdefault((browser.family, browser.packaging), browser)
    default = _default(environment)
    browsers = [replace(browser, is_default=browser.family is default) for browser in found.values()]
    order = list(Family)
    return tuple(sorted(browsers, key=lambda one: (not one.is_default, order.index(one.family), one.packaging)))


def _on_path(environment: Mapping[str, str]) -> Iterator[Browser]:
    path = environment.get("PATH", "")
    for family, facts in FACTS.items():
        for program in facts.programs:
            if (found := shutil.which(program, path=path)) and not _starts_esr(family, Path(found)):
                yield _native_or_snap(family, found)
                break


def _starts_esr(family: Family, program: Path) -> bool:
    """Debian's ``firefox`` is a small script that starts Firefox ESR: one browser, which has its own name."""
    return family is Family.FIREFOX and b"exec firefox-esr" in _script(program)


def _native_or_snap(family: Family, program: str) -> Browser:
    """A program that leads into a Snap is one, be it a link or a small script."""
    snap = _snap_behind(Path(program))
    packaging = Packaging.SNAP if snap else Packaging.NATIVE
    return Browser(family, System.LINUX, (program,), packaging, snap)


def _snap_behind(program: Path) -> str:
    """The name of the Snap that a program starts; "" if it starts none."""
    resolved = program.resolve()
    if program.parent.parts[-2:] == ("snap", "bin"):
        return program.name.partition(".")[0]
    if "snap" in resolved.parts and "bin" not in resolved.parts[-3:]:
        return resolved.parts[resolved.parts.index("snap") + 1]
    return _named_in_script(resolved)


def _named_in_script(program: Path) -> str:
    start = _script(program)
    if b"/snap/bin/" not in start:
        return ""
    return start.split(b"/snap/bin/")[1].split()[0].strip(b"\"'").decode("ascii", "replace").partition(".")[0]


def _script(program: Path) -> bytes:
    """How a small script begins; nothing of any other program."""
    try:
        with program.open("rb") as file:
            start = file.read(_LONGEST_WRAPPER)
    except OSError:
        return b""
    return start if start.startswith(b"#!") else b""


def _by_desktop_files(environment: Mapping[str, str]) -> Iterator[Browser]:
    for folder in _data_folders(environment):
        for family, facts in FACTS.items():
            for desktop_id in facts.desktop_ids:
                browser = _from_file(family, folder / "applications" / f"{desktop_id}.desktop")
                if browser is not None:
                    yield browser


def _data_folders(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """XDG Base Directory Specification: the person's own first."""
    home = environment.get("HOME", "/")
    own = environment.get("XDG_DATA_HOME") or f"{home}/.local/share"
    shared = environment.get("XDG_DATA_DIRS") or _FALLBACK_DATA
    exports = f"{own}/flatpak/exports/share:/var/lib/flatpak/exports/share:/var/lib/snapd/desktop"
    folders = dict.fromkeys(Path(folder) for folder in f"{own}:{shared}:{exports}".split(":") if folder)
    return tuple(folders)


def _from_file(family: Family, file: Path) -> Browser | None:
    entry = _entry(file)
    try:
        words = shlex.split(entry.get("Exec", ""))
    except ValueError:
        return None
    words = _without_env(words)
    if not words:
        return None
    if flatpak := entry.get("X-Flatpak"):
        program = shutil.which(words[0]) or words[0]
        return Browser(family, System.LINUX, (program, "run", flatpak), Packaging.FLATPAK, flatpak)
    program_path = Path(words[0])
    if not program_path.is_absolute() or not program_path.is_file():
        return None
    if snap := entry.get("X-SnapInstanceName"):
        return Browser(family, System.LINUX, (words[0],), Packaging.SNAP, snap)
    return _native_or_snap(family, words[0])


def _without_env(words: list[str]) -> list[str]:
    """Snaps begin with ``env NAME=VALUE``."""
    if words and Path(words[0]).name == "env":
        words = words[1:]
        while words and "=" in words[0]:
            words = words[1:]
    return words


def _entry(file: Path) -> Mapping[str, str]:
    """The keys of a desktop file; none if it can't be read."""
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # the documented way to keep capitals
    try:
        parser.read_string(file.read_text(encoding="utf-8"))
        return dict(parser[_SECTION])
    except (OSError, ValueError, KeyError, configparser.Error):
        return {}


def _default(environment: Mapping[str, str]) -> Family | None:
    """The family that opens https, by the first list that says so (MIME Applications specification)."""
    for file in _lists_of_defaults(environment):
        for desktop_id in _named_in(file):
            if (family := _family_of(desktop_id.removesuffix(".desktop"))) is not None:
                return family
    return None


def _lists_of_defaults(environment: Mapping[str, str]) -> Iterator[Path]:
    home = environment.get("HOME", "/")
    own = environment.get("XDG_CONFIG_HOME") or f"{home}/.config"
    shared = environment.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    desktops = [desktop.lower() for desktop in environment.get("XDG_CURRENT_DESKTOP", "").split(":") if desktop]
    names = [*(f"{desktop}-mimeapps.list" for desktop in desktops), "mimeapps.list"]
    for folder in f"{own}:{shared}".split(":"):
        yield from (Path(folder) / name for name in names)
    for data in _data_folders(environment):
        yield from (data / "applications" / name for name in names)


def _named_in(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []
    section = ""
    for line in lines:
        if line.startswith("["):
            section = line.strip()
        elif section == "[Default Applications]" and line.startswith("x-scheme-handler/https="):
            return [name for name in line.partition("=")[2].split(";") if name]
    return []


def _family_of(desktop_id: str) -> Family | None:
    return next((family for family, facts in FACTS.items() if desktop_id in facts.desktop_ids), None)
