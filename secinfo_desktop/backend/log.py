"""The service's log: one JSON line an event on stderr, with nothing in it that could be a secret (R20)."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import TextIO

_REDACTED = (
    (re.compile(r"[^\s@\"'<>]+@[^\s@\"'<>]+"), "<address>"),
    (re.compile(r"[A-Za-z0-9_\-]{20,}"), "<token>"),
    (re.compile(r"\+?\d[\d\s.\-/()]{4,}\d"), "<number>"),
)


class RedactingFormatter(logging.Formatter):
    """Formats what happened and where; of an exception its kind and its path through the code, never its words."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON, without line breaks from outside."""
        event = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": redacted(record.getMessage()),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            event["error"] = " < ".join(_where(each) for each in _chain(error))
        return json.dumps(event)


def redacted(text: str) -> str:
    """A text without what looks like an address, a number of six digits or more, or a long random word."""
    for pattern, instead in _REDACTED:
        text = pattern.sub(instead, text)
    return text


def _chain(error: BaseException) -> list[BaseException]:
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and cause not in chain:
        chain.append(cause)
    return chain


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    path = " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-4:])
    return f"{type(error).__name__} ({path})"


def log_to(stream: TextIO) -> None:
    """Send every warning and error of this process to a stream, and nothing else."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
