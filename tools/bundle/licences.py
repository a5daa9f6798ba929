"""The licences of everything in a bundle, in one text: read from what is installed, with the full words of each."""

import json
import sysconfig
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

TEXTS: Final = ("LICEN", "COPYING", "NOTICE")
"""How the names of files with a licence begin."""
QT: Final = ("PySide6_Essentials", "shiboken6")
"""Their wheels hold no licence's text: those lie in `packaging/licences`."""
_RULE: Final = "=" * 78


class LicenceMissing(Exception):  # noqa: N818 - named for what is the case
    """A library comes along whose licence can't be found."""


def whole_text(top: Path, libraries: Path) -> str:
    """The text that goes into a package; ``libraries`` is the list that the spec has written.

    Raises:
        LicenceMissing: one of them has none.
    """
    others = {*json.loads(libraries.read_text(encoding="utf-8")), "pyinstaller"} - set(QT)
    folder = top / "packaging" / "licences"
    qts_texts = sorted(folder.glob("LICENSE-*.txt"), reverse=True)
    parts = [
        _section("SecInfo Desktop", "Apache-2.0", [top / "LICENSE"]),
        _section("Python", "PSF-2.0", [_pythons()]),
        *(section_of(metadata.distribution(name), qts_texts) for name in QT),
        *(section_of(metadata.distribution(name)) for name in sorted(others, key=str.lower)),
        _section("Atkinson Hyperlegible Next (font)", "OFL-1.1", [top / "resources/fonts/OFL-atkinson.txt"]),
        _section("IBM Plex Sans Arabic (font)", "OFL-1.1", [top / "resources/fonts/OFL-plex-arabic.txt"]),
        _section("Phosphor (icons)", "MIT", [top / "resources/icons/LICENSE-phosphor-MIT.txt"]),
    ]
    return "\n".join([(folder / "beginning.md").read_text(encoding="utf-8"), *parts])


def section_of(library: metadata.Distribution, texts: list[Path] | None = None) -> str:
    """A library's name, version and licence, with the texts that it brings or those that are given.

    Raises:
        LicenceMissing: there is no text.
    """
    if not (found := texts or list(_texts(library))):
        raise LicenceMissing(library.name)
    return _section(f"{library.name} {library.version}", _named(library), found)


def _texts(distribution: metadata.Distribution) -> Iterator[Path]:
    for file in distribution.files or ():
        if file.name.upper().startswith(TEXTS) and file.parts[0].endswith(".dist-info"):
            yield Path(str(distribution.locate_file(file)))


def _named(distribution: metadata.Distribution) -> str:
    its = distribution.metadata
    classified = [line.rpartition(" :: ")[2] for line in its.get_all("Classifier") or () if line.startswith("License")]
    said: list[str] = [
        *(its.get_all("License-Expression") or ()),
        ", ".join(classified),
        *(its.get_all("License") or ()),
    ]
    return next(name for name in said if name)


def _pythons() -> Path:
    folder, version = Path(sysconfig.get_path("stdlib")), sysconfig.get_python_version()
    places = (folder / "LICENSE.txt", Path(f"/usr/share/doc/python{version}/copyright"), folder.parent / "LICENSE.txt")
    if found := next((place for place in places if place.is_file()), None):
        return found
    raise LicenceMissing("Python")


def _section(name: str, licence: str, texts: list[Path]) -> str:
    words = "\n".join(text.read_text(encoding="utf-8", errors="replace").rstrip() for text in texts)
    return f"{_RULE}\n{name}: {licence}\n{_RULE}\n\n{words}\n"
