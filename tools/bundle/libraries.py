"""Which packages of the system a bundle needs: read from its own files, never written by hand."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

OPTIONAL: Final = "printsupport/libcupsprintersupport.so"
"""A Qt plugin that may fail to load: then the window prints to files only."""
AS_IT_COMES: Final = "platformthemes/libqgtk3.so"
"""A Qt plugin for desktops that have GTK anyway; nobody else needs it."""
_ELF: Final = b"\x7fELF"
_NEEDED: Final = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_C_LIBRARY: Final = re.compile(r"\bGLIBC_(\d+)\.(\d+)\b")
_FOREIGN: Final = re.compile(r"^\s+R(?:UN)?PATH\s+/", re.MULTILINE)
_LOADED: Final = re.compile(r"^\s+(\S+) \(.*\) => (\S+)$", re.MULTILINE)
_C_LIBRARY_PACKAGE: Final = "libc6"


class LibraryUnknown(Exception):  # noqa: N818 - named for what is the case
    """The bundle needs a library that no installed package of this system has."""


@dataclass(frozen=True)
class Needs:
    """Names of packages, sorted. ``recommended`` ones are for what is optional."""

    required: tuple[str, ...]
    recommended: tuple[str, ...]


def needs(bundle: Path) -> Needs:
    """What the files of a bundle need.

    Raises:
        LibraryUnknown: no package can be named for a library.
    """
    files = tuple(file for file in _elf_files(bundle) if not str(file).endswith(AS_IT_COMES))
    own, at = {path.name for path in bundle.rglob("*")}, _places()
    wanted = {file: set(_NEEDED.findall(_told_by("objdump", "-p", str(file)))) - own for file in files}
    optional = {file for file in files if str(file).endswith(OPTIONAL)}
    required = _packages(wanted, set(files) - optional, at)
    recommended = _packages(wanted, optional, at) - required
    c_library = f"{_C_LIBRARY_PACKAGE} (>= {newest_c_library(files)})"
    return Needs((c_library, *sorted(required - {_C_LIBRARY_PACKAGE})), tuple(sorted(recommended)))


def newest_c_library(files: tuple[Path, ...]) -> str:
    """The version of the C library that the most demanding file asks for, as "2.35"."""
    asked = (found for file in files for found in _C_LIBRARY.findall(_told_by("objdump", "-p", str(file))))
    major, minor = max((int(major), int(minor)) for major, minor in asked)
    return f"{major}.{minor}"


def forget_foreign_folders(bundle: Path) -> None:
    """Takes out of the files where their builder's libraries lay; what is relative to themselves stays."""
    for file in files_with_foreign_folders(bundle):
        subprocess.run(["patchelf", "--remove-rpath", file], check=True, capture_output=True)


def files_with_foreign_folders(bundle: Path) -> list[Path]:
    """Those that look for libraries in a folder of the computer that they were built on."""
    return [file for file in _elf_files(bundle) if _FOREIGN.search(_told_by("objdump", "-p", str(file)))]


def _elf_files(bundle: Path) -> Iterator[Path]:
    for path in sorted(bundle.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(len(_ELF)) == _ELF:
                    yield path


def _packages(wanted: Mapping[Path, set[str]], files: set[Path], at: Mapping[str, str]) -> set[str]:
    return {_package(library, at) for file in files for library in wanted[file]}


def _places() -> dict[str, str]:
    """Library → where the system has it; the first place is the one for this processor."""
    found: dict[str, str] = {}
    for name, place in _LOADED.findall(_told_by("/sbin/ldconfig", "-p")):
        found.setdefault(name, place)
    return found


def _package(library: str, at: Mapping[str, str]) -> str:
    if library.startswith("ld-linux"):
        return _C_LIBRARY_PACKAGE
    if library in at:
        place = Path(at[library])
        for path in (place, Path("/usr", *place.parts[1:]), Path("/", *place.parts[2:]), place.resolve()):
            if owner := _owner(path):
                return owner
    raise LibraryUnknown(library)


def _owner(path: Path) -> str:
    done = subprocess.run(["dpkg-query", "--search", path], capture_output=True, text=True, check=False)
    return done.stdout.partition(":")[0]


def _told_by(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
