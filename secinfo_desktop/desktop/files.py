"""Files that belong to one person: private folders (0700), private files (0600), none half-written (R33, T16)."""

import os
from contextlib import suppress
from pathlib import Path

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


def private_folder(folder: Path) -> Path:
    """The folder, made with all above it if it is missing, and closed to others if it was open.

    Raises:
        OSError: it can't be made or closed.
    """
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(PRIVATE_FOLDER)
    return folder


def open_private(path: str, flags: int) -> int:
    """An opener (of ``open``) that makes files which only their owner can read."""
    return os.open(path, flags, PRIVATE_FILE)


def keep_text(path: str, text: str) -> None:
    """Puts a text into a new file where a person wants it; only its owner can read it.

    Raises:
        FileExistsError: there is such a file already; it is left as it is.
        OSError: it could not be written; nothing half-written is left.
        ValueError: it is no path.
    """
    try:
        wanted = Path(path.strip()).expanduser()
    except RuntimeError as error:
        raise OSError("nobody of this name has a home here") from error
    file = open(wanted, "x", encoding="utf-8", opener=open_private)  # noqa: SIM115 - closed below, and gone if that fails
    try:
        with file:
            file.write(f"{text}\n")
    except OSError:
        with suppress(OSError):
            wanted.unlink()
        raise


def write_private(path: Path, text: str) -> None:
    """Puts a text into a file, whole or not at all, even if the power fails half-way.

    Raises:
        OSError: it could not be written; what was there before is still there.
    """
    private_folder(path.parent)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with open(beside, "w", encoding="utf-8", opener=open_private) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        _sync(path.parent)
    finally:
        beside.unlink(missing_ok=True)  # there only if something went wrong


def _sync(folder: Path) -> None:
    """Without this a power cut could bring the old file back. Systems that can't do it with folders do without."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):
            os.fsync(number)
    finally:
        os.close(number)
