"""The service's log: one JSON line an event on stderr, with nothing in it that could be a secret (R20)."""

import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from typing import TextIO

from secinfo_desktop.redaction import redacted

LONGEST = 2000
"""Characters of a text in a line; the rest is left out."""
_DETAILS = "details"
_crashes = logging.getLogger("secinfo_desktop.backend.crash")


class RedactingFormatter(logging.Formatter):
    """Formats what happened and where; of an exception its kind and its path through the code, never its words."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON, without line breaks from outside."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": redacted(record.getMessage()[:LONGEST]),
        }
        line.update((name, _shown(detail)) for name, detail in getattr(record, _DETAILS, {}).items())
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line["error"] = " < ".join(_where(each) for each in _chain(error))
        return json.dumps(line)


def details(**fields: str | int) -> dict[str, dict[str, str | int]]:
    """Fields of a structured line: ``_log.info("served", extra=details(endpoint="about", status=200))``."""
    return {_DETAILS: fields}


def _shown(detail: object) -> object:
    """Numbers are counts and durations of our own; a text might come from anywhere."""
    return detail if isinstance(detail, int) else redacted(str(detail))[:LONGEST]


def _chain(error: BaseException) -> list[BaseException]:
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and cause not in chain:
        chain.append(cause)
    return chain


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    path = " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-4:])
    return f"{type(error).__name__} ({path})"


def log_to(stream: TextIO, level: int = logging.INFO) -> None:
    """Send this service's events from a level on, and every warning and error of the process, to a stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False  # no line tells them
    logging.getLogger("secinfo_desktop.backend").setLevel(level)


def log_crashes() -> None:
    """Write down what nobody caught, in any thread, as everything else is: Python itself would tell its words."""
    sys.excepthook = lambda _kind, error, _way: _crashed(error)
    sys.unraisablehook = lambda unraisable: _crashed(unraisable.exc_value)
    threading.excepthook = lambda arguments: _crashed(arguments.exc_value)
    logging.raiseExceptions = False  # a record that can't be written would be printed with its values


def _crashed(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, KeyboardInterrupt | SystemExit):
        _crashes.error("nobody caught this", exc_info=error)
