"""The log: one file of the person's own, without secrets; and what nobody caught goes into it, wherever it happened."""

import logging
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from secinfo_desktop.desktop.files import open_private, private_folder

LARGEST = 1024 * 1024
"""Bytes after which a file is full; one full file is kept."""

LONGEST = 2000
"""Characters of a message; the rest of a longer one is left out."""

_crashes = logging.getLogger("secinfo_desktop.crash")


class RedactingFormatter(logging.Formatter):
    """When (UTC), how bad, who, what; of an exception its kind and its way through the code, never its words.

    The words of an exception may quote what somebody typed, and no pattern finds a password.
    """

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        """One line, without line breaks from outside; then one indented line for each place of an exception."""
        from secinfo_desktop.redaction import redacted  # its patterns take a moment to compile

        head = f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%SZ')} {record.levelname} {record.name}: "
        said = redacted(record.getMessage())[:LONGEST].replace("\r", "\\r").replace("\n", "\\n")
        error = record.exc_info[1] if record.exc_info else None
        return "\n  ".join((head + said, *_way(error)))


def _way(error: BaseException | None) -> Iterator[str]:
    """Where it happened, outermost first; then the same of what it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield type(error).__name__
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
        error = error.__cause__ or error.__context__


def _short(filename: str) -> str:
    """The last two parts of a path: those before may tell who sits at the computer."""
    return "/".join(Path(filename).parts[-2:])


class PrivateLogFile(logging.FileHandler):
    """A file that only its owner can read. When it is full it becomes the older one, and a new one begins.

    The standard library's own costs several milliseconds to load, before the first paint.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8")
        self._path = path
        self.setFormatter(RedactingFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record down, if there is room: who reports something must never hear that it could not be."""
        try:
            super().emit(record)
            is_full = self.stream is not None and self.stream.tell() >= LARGEST
        except OSError:  # the file can't be opened, or ``tell`` has to write what did not fit before
            self._let_go()
            return
        if is_full:
            self._let_go()
            with suppress(OSError):
                self._path.replace(older(self._path))

    def _let_go(self) -> None:
        """The next record opens it again."""
        with suppress(OSError):
            self.close()

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding="utf-8", opener=open_private)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """A record that can't be written is lost: the default would print it, unredacted, on standard error."""


def older(path: Path) -> Path:
    """Where a full file goes; the one that was there goes for good."""
    return path.with_suffix(f".older{path.suffix}")


def start_log(path: Path) -> bool:
    """Sends what this app reports, and the warnings of everything else, to a file; False if there can't be one."""
    root = logging.getLogger()
    try:
        private_folder(path.parent)
        root.addHandler(PrivateLogFile(path))
    except OSError:
        root.addHandler(logging.NullHandler())
        return False
    logging.getLogger("secinfo_desktop").setLevel(logging.INFO)
    return True


def log_crashes() -> None:
    """Writes down what nobody caught: in the main thread, in other threads, in slots and where nothing can be raised.

    Standard error gets the same redacted lines; the person is told by the face.
    """
    sys.excepthook = lambda _kind, error, _way: _crashed(error)
    sys.unraisablehook = lambda unraisable: _crashed(unraisable.exc_value)
    threading.excepthook = lambda arguments: _crashed(arguments.exc_value)


def _crashed(error: BaseException | None) -> None:
    if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
        return
    _crashes.error("nobody caught this", exc_info=error)
    if sys.stderr is not None:
        print("\n  ".join(_way(error)), file=sys.stderr)  # noqa: T201 - the last words of a program that ends
