"""What a session's folder tells a later start of the app: which window it is, and its process. It names nobody."""

import json
from dataclasses import dataclass
from pathlib import Path

from secinfo_desktop.browsers import processes
from secinfo_desktop.browsers.marks import Which

_FILE = "secinfo-session.json"


@dataclass(frozen=True)
class Record:
    """One session. ``started_at`` tells its process from a later one with the same number."""

    which: Which
    pid: int
    started_at: float | None = None

    @property
    def lives(self) -> bool:
        """True while that very process is at work."""
        return self.started_at is not None and processes.started_at(self.pid) == self.started_at


def write(folder: Path, record: Record) -> None:
    """Lays the record into the folder.

    Raises:
        OSError: it could not be written.
    """
    started_at = processes.started_at(record.pid)
    document = {"which": record.which, "pid": record.pid, "started_at": started_at}
    (folder / _FILE).write_text(json.dumps(document), encoding="utf-8")


def read(folder: Path) -> Record | None:
    """The record in a folder; None if there is none that can be understood."""
    try:
        document = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return Record(Which(document["which"]), int(document["pid"]), float(document["started_at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
