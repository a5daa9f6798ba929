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
_BEGINNING: Final = """\
SecInfo Desktop and what comes with it.

SecInfo Desktop is licensed under the Apache License 2.0; so is every file that no other section names.
The libraries below come along as they were published, unchanged except for debugging symbols. Qt and PySide6 are
used under the GNU LGPL 3: they lie beside the program as shared libraries of their own, and you may put other
builds of the same version in their place. Their sources: https://download.qt.io/official_releases/QtForPython/
and https://download.qt.io/official_releases/qt/ ; what Qt itself contains of others, with its licences:
https://doc.qt.io/qt-6/licenses-used-in-qt.html
"""


class LicenceMissing(Exception):  # noqa: N818 - named for what is the case
    """A library comes along whose licence can't be found."""


def whole_text(top: Path, libraries: Path) -> str:
    """The text that goes into a package; ``libraries`` is the list that the spec has written.

    Raises:
        LicenceMissing: one of them has none.
    """
    names = sorted({*json.loads(libraries.read_text(encoding="utf-8")), *QT, "pyinstaller"}, key=str.lower)
    parts = [
        _section("SecInfo Desktop", "Apache-2.0", [top / "LICENSE"]),
        _section("Python", "PSF-2.0", [_pythons()]),
        *(_of_a_library(name, top) for name in names),
        _section("Atkinson Hyperlegible Next (font)", "OFL-1.1", [top / "resources/fonts/OFL-atkinson.txt"]),
        _section("IBM Plex Sans Arabic (font)", "OFL-1.1", [top / "resources/fonts/OFL-plex-arabic.txt"]),
        _section("Phosphor (icons)", "MIT", [top / "resources/icons/LICENSE-phosphor-MIT.txt"]),
    ]
    return "\n".join([_BEGINNING, *parts])


def _of_a_library(name: str, top: Path) -> str:
    its = metadata.distribution(name)
    texts = list(_texts(its))
    if name in QT:
        texts = sorted((top / "packaging" / "licences").glob("*.txt")) if name == QT[0] else [top / "LICENSE"][:0]
    elif not texts:
        raise LicenceMissing(name)
    return _section(f"{its.name} {its.version}", _named(its), texts)


def _texts(distribution: metadata.Distribution) -> Iterator[Path]:
    for file in distribution.files or ():
        if file.name.upper().startswith(TEXTS) and file.parts[0].endswith(".dist-info"):
            yield Path(str(distribution.locate_file(file)))


def _named(distribution: metadata.Distribution) -> str:
    its = distribution.metadata
    classified = [line.rpartition(" :: ")[2] for line in its.get_all("Classifier") or () if line.startswith("License")]
    return its.get("License-Expression") or ", ".join(classified) or str(its.get("License"))


def _pythons() -> Path:
    folder, version = Path(sysconfig.get_path("stdlib")), sysconfig.get_python_version()
    places = (folder / "LICENSE.txt", Path(f"/usr/share/doc/python{version}/copyright"), folder.parent / "LICENSE.txt")
    if found := next((place for place in places if place.is_file()), None):
        return found
    raise LicenceMissing("Python")


def _section(name: str, licence: str, texts: list[Path]) -> str:
    words = "\n".join(text.read_text(encoding="utf-8", errors="replace").rstrip() for text in texts)
    return f"{_RULE}\n{name}: {licence}\n{_RULE}\n\n{words}\n"
