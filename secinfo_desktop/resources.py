"""Finds the files of ``resources/`` wherever the program was installed, and returns what is in them.

Three places are tried in this order: a frozen bundle, an installed wheel, a checkout. Paths are relative, with
forward slashes: ``text("checklists/code-not-received.toml")``. Knows nothing of what the files mean.
"""

import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath


class ResourceMissing(LookupError):  # noqa: N818 - named for what is the case, as LookupError is
    """A file that should have come with the program is not there: a broken installation, or a mistake in the code."""


class Resources:
    """The files below the first of several folders that has them."""

    def __init__(self, roots: Iterable[Path]) -> None:
        self._roots = tuple(roots)

    def location(self, path: str) -> Path:
        """Where a file or folder lies.

        Raises:
            ResourceMissing: none of the roots has it, or the path leads out of them.
        """
        parts = PurePosixPath(path)
        if not parts.is_absolute() and ".." not in parts.parts:
            for root in self._roots:
                if (found := root / parts).exists():
                    return found
        raise ResourceMissing(path)

    def text(self, path: str) -> str:
        """A file's UTF-8 text.

        Raises:
            ResourceMissing: there is no such file.
        """
        return self.data(path).decode("utf-8")

    def data(self, path: str) -> bytes:
        """A file's bytes.

        Raises:
            ResourceMissing: there is no such file.
        """
        found = self.location(path)
        if not found.is_file():
            raise ResourceMissing(path)
        return found.read_bytes()

    def names(self, folder: str, suffix: str) -> tuple[str, ...]:
        """The names, sorted, of the files in a folder that end with a suffix.

        Raises:
            ResourceMissing: there is no such folder.
        """
        found = self.location(folder)
        if not found.is_dir():
            raise ResourceMissing(folder)
        return tuple(sorted(entry.name for entry in found.iterdir() if entry.name.endswith(suffix) and entry.is_file()))


def places(module: Path, bundle: str | None) -> tuple[Path, ...]:
    """The folders to look in: frozen bundle (PyInstaller's ``sys._MEIPASS``), wheel, checkout."""
    frozen = (Path(bundle) / module.parent.name / "resources", Path(bundle) / "resources") if bundle else ()
    return (*frozen, module.parent / "resources", module.parent.parent / "resources")


_INSTALLED = Resources(places(Path(__file__).resolve(), getattr(sys, "_MEIPASS", None)))
location = _INSTALLED.location
text = _INSTALLED.text
data = _INSTALLED.data
names = _INSTALLED.names
