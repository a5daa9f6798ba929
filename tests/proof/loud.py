"""Makes a process as talkative as it can be, and keeps what it said unredacted in a file of the test: the control.

Run as a program it is the backend, started by the app in the place of the quiet one.
"""

import logging
import os
import sys
from pathlib import Path

CONTROL = "SECINFO_TEST_CONTROL"
"""Environment variable: the file for what was said, as it was said."""
TALKERS = (
    "asyncio",
    "requests",
    "secinfo_desktop",
    "secinfo_desktop.backend.delivery",
    "secinfo_desktop.backend.http",
    "secinfo_desktop.backend.services",
    "secinfo_desktop.backend.store",
    "sqlalchemy.engine",
    "uvicorn",
)
"""Loggers; those below ``secinfo_desktop.backend`` have a level of their own, since the service sets that one's."""


def speak_up() -> None:
    """Let everything be told, down to DEBUG, and kept as plain text beside the redacted log."""
    kept = logging.FileHandler(Path(os.environ[CONTROL]), encoding="utf-8")
    for name in TALKERS:
        logging.getLogger(name).setLevel(logging.DEBUG)
        if name.count(".") < 2:
            logging.getLogger(name).addHandler(kept)


if __name__ == "__main__":
    from secinfo_desktop.__main__ import main

    speak_up()
    sys.exit(main(["backend", "embedded"]))
