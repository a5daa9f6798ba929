"""What goes into a bundle and what stays out; read by the PyInstaller specs in `packaging/`.

Out stays what the program never loads, and every library that Debian has itself: the package depends on those, so the
distribution mends their faults. Why each part may go is said where it is named.
"""

import json
from collections.abc import Iterable, Sequence
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Final

Entry = tuple[str, str, str]
"""A line of PyInstaller's table of contents: place in the bundle, source, kind."""

PROGRAM: Final = "secinfo_desktop"
MIGRATIONS: Final = "backend/store/migrations"
"""Alembic reads these as files."""
LEFT_OUT_MODULES: Final = [
    "MySQLdb", "pysqlite2", "psycopg", "psycopg_binary",  # hosting on another database takes the wheel
    "phonenumbers.carrierdata", "phonenumbers.geodata", "phonenumbers.tzdata",  # whose number, and where: never asked
    "pygments", "rich", "yaml",  # colours and settings of libraries' own command lines
    "watchfiles", "websockets", "wsproto",  # what uvicorn would take if it were there
    "hypothesis", "pytest", "_pytest", "mypy", "setuptools", "pkg_resources", "tkinter", "pydoc_data", "lib2to3",
]  # fmt: skip
NAMED_MODULES: Final = ["uvloop", "httptools", "httptools.parser.url_parser"]
"""What is imported by its name in a text; left out where it is not installed."""
LEFT_OUT_HOOKS: Final = ("pyi_rth_inspect", "pyi_rth_multiprocessing", "pyi_rth_pkgutil")
"""What PyInstaller would run at each start, for programs that look at their own sources, start processes of Python's
own kind, or list their modules: nothing in the bundle does, and a first start pays for it.
"""
_PLUGINS: Final = "PySide6/Qt/plugins"
KEPT_PLUGINS: Final = {
    "iconengines": {"*"},
    "imageformats": {"*qsvg.*"},  # png is built in, and no other kind of picture is read
    "platforminputcontexts": {"*"},
    "platforms": {"*qxcb.*", "*qwayland*", "*qoffscreen.*", "qwindows.*", "*qcocoa.*"},
    "platformthemes": {"*"},
    "printsupport": {"*"},
    "styles": {"*"},
    "wayland-decoration-client": {"*"},
    "wayland-graphics-integration-client": {"*"},
    "wayland-shell-integration": {"*xdg-shell.*", "*wl-shell-plugin.*"},
    "xcbglintegrations": {"*"},
}
"""Kind of Qt plugin → names. Out go screens without windows (EGLFS, VNC, frame buffer) with what only they need, TLS
and network state: the program's connections are Python's.
"""
_LEFT_OUT_FILES: Final = ("libQt6EglFS*", "libQt6EglFs*", "*.po", "*.pyi", "*.pyx", "*.pxd")
_SYSTEM_FOLDERS: Final = ("/lib/", "/lib64/", "/usr/lib/")


def hidden_imports(top: Path) -> list[str]:
    """Every module of the program: commands are found by name, and imports inside functions may be missed.

    With what uvicorn finds by name.
    """
    files = (file.relative_to(top).with_suffix("") for file in (top / PROGRAM).rglob("*.py"))
    own = (".".join(file.parts).removesuffix(".__init__") for file in files)
    return sorted((*own, *(name for name in NAMED_MODULES if find_spec(name.partition(".")[0]))))


def data_files(top: Path) -> list[tuple[str, str]]:
    """What the program reads as files: pairs of source and folder in the bundle."""
    migrations = f"{PROGRAM}/{MIGRATIONS}"
    scripts = [file for file in (top / migrations).rglob("*.py") if "__pycache__" not in file.parts]
    return [
        (str(top / "resources"), f"{PROGRAM}/resources"),
        *((str(file), str(file.parent.relative_to(top))) for file in scripts),
    ]


def scripts(entries: Iterable[Entry]) -> list[Entry]:
    """What runs at each start: the program, and before it PyInstaller's hooks for libraries."""
    return [entry for entry in entries if entry[0] not in LEFT_OUT_HOOKS]


def kept(entries: Iterable[Entry], languages: Sequence[str]) -> list[Entry]:
    """The entries that go into the bundle; ``languages`` are those of the program, for Qt's own words."""
    return [entry for entry in entries if _is_wanted(entry, languages) and not is_the_systems(*entry[:2])]


def is_the_systems(place: str, source: str) -> bool:
    """True for a library that the system has in its own folders; Python's own library is never taken from there."""
    is_library = "/" not in place and ".so" in place and not place.startswith("libpython")
    return is_library and source.startswith(_SYSTEM_FOLDERS)


def _is_wanted(entry: Entry, languages: Sequence[str]) -> bool:
    place = PurePosixPath(entry[0].replace("\\", "/"))
    if any(place.match(pattern) for pattern in _LEFT_OUT_FILES):
        return False
    if place.parent.name == "translations" and place.parts[0] == "PySide6":
        return place.stem in {f"qtbase_{language}" for language in languages}
    if place.match(f"{_PLUGINS}/*/*") or place.match("PySide6/plugins/*/*"):
        return any(place.match(pattern) for pattern in KEPT_PLUGINS.get(place.parent.name, ()))
    return True


def languages(top: Path) -> list[str]:
    """The languages that the program speaks."""
    return sorted(folder.name for folder in (top / "resources" / "i18n").iterdir() if folder.is_dir())


def note_libraries(modules: Iterable[Entry], file: Path) -> None:
    """Writes down, as JSON, which installed distributions the bundled modules come from."""
    by_module = metadata.packages_distributions()
    names = {name for place, *_ in modules for name in by_module.get(place.replace("/", ".").split(".")[0], ())}
    file.write_text(json.dumps(sorted(names)), encoding="utf-8")
