"""A file of a learnt table with its earlier ones beside it, so that a worse one can be taken back."""

import os
from pathlib import Path

MOST_EARLIER = 9


def put(file: Path, text: str) -> None:
    """Writes a table, whole or not at all; what was in the file becomes the newest of its earlier ones.

    Raises:
        OSError: it could not be written; what was there before is still there.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    known = file.read_text("utf-8") if file.exists() else None
    if known is not None and known != text:
        for number in range(MOST_EARLIER - 1, 0, -1):
            if earlier(file, number).exists():
                earlier(file, number).replace(earlier(file, number + 1))
        _write(earlier(file, 1), known)
    _write(file, text)


def take_back(file: Path) -> bool:
    """Puts the earlier table in the place of the newest; without an earlier one there is none from now on.

    False if there was nothing to take back. Raises OSError.
    """
    if not file.exists():
        return False
    if not earlier(file, 1).exists():
        file.unlink()
        return True
    earlier(file, 1).replace(file)
    for number in range(2, MOST_EARLIER + 1):
        if earlier(file, number).exists():
            earlier(file, number).replace(earlier(file, number - 1))
    return True


def earlier(file: Path, number: int) -> Path:
    """Where an earlier table lies; 1 is the newest of them."""
    return file.with_name(f"{file.name}.{number}")


def _write(file: Path, text: str) -> None:
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    beside.write_text(text, "utf-8")
    try:
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
