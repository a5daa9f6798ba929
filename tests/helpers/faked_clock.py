"""Another clock for one process, by libfaketime: wrong from its start on, or set back and forward while it runs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

_PLACES: Final = ("/usr/lib/*/faketime", "/usr/lib/faketime", "/usr/lib64/faketime", "/usr/local/lib/faketime")


def library() -> Path | None:
    """Where libfaketime lies (the one for programs with threads); None if it is not there."""
    found = (file for place in _PLACES for file in Path("/").glob(f"{place[1:]}/libfaketimeMT.so.1"))
    return next(found, None)


def wrong_clock(away: str) -> Mapping[str, str]:
    """What makes a process go by a clock that is so far from this computer's: ``-1h``, ``+31d``."""
    return {"LD_PRELOAD": str(library()), "FAKETIME": away}


class FakedClock:
    """A clock that can be moved while a process goes by it; its stopwatch goes on as it is.

    Not for a window: with the stopwatch left alone, libfaketime makes Qt's waits take seconds.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self.set("+0")

    def set(self, away: str) -> None:
        """From now on it is that far away: ``-1h``, ``+31d``, ``+0``."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{away}\n", "ascii")
        fresh.replace(self._file)

    @property
    def environment(self) -> Mapping[str, str]:
        """What makes a process go by this clock."""
        return {
            "LD_PRELOAD": str(library()),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }
