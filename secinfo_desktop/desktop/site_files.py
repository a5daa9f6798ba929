"""Reads an administrator's files: whole texts of a bounded length, and nothing that others on this computer may change.

Nothing signs a provider's pack. What protects it is where it lies: with the program, or in the site's folder, and there
only its administrator may write.
"""

import os
import stat
from pathlib import Path

LONGEST = 256_000
"""Bytes of a file."""
ROOT, NOBODY = 0, 65534
"""``NOBODY`` is how the administrator's files look from inside a sandbox."""


class SiteFileError(ValueError):
    """A file that is not read; the reason is in plain words."""


def read(path: Path) -> str:
    """The text of a file, whoever it belongs to.

    Raises:
        SiteFileError: it is no plain file, or too long.
        OSError, UnicodeDecodeError: it can't be read.
    """
    if not stat.S_ISREG(path.stat().st_mode):  # what is no file may never end, or never begin
        raise SiteFileError("is no file")
    with path.open("rb") as file:
        text = file.read(LONGEST + 1)
    if len(text) > LONGEST:
        raise SiteFileError("is too long")
    return text.decode("utf-8")


def read_protected(path: Path, me: int | None = None) -> str:
    """The text of a file that nobody but an administrator, or the person ``me`` who runs this, may change or replace.

    Windows is asked nothing: there the folder of all programs' settings says who may write.

    Raises:
        SiteFileError: somebody else may; or as for ``read``.
        OSError, UnicodeDecodeError: it can't be read.
    """
    if os.name == "posix":
        allowed = {ROOT, NOBODY, os.getuid() if me is None else me}
        for each in (path, path.parent):
            its = each.stat()
            if its.st_uid not in allowed or its.st_mode & stat.S_IWOTH:
                raise SiteFileError(f"is not used: others on this computer may change {each.name}")
    return read(path)


def beside(folder: Path, name: str) -> Path:
    """The file of that name in a folder or below it.

    Raises:
        SiteFileError: it would be elsewhere.
    """
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise SiteFileError("lies elsewhere")
    return path
