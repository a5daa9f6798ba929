"""A short list of the kept cases, so that the first page can tell of them before the rest of the app is loaded.

It holds what that page says and nothing else, and beside it how each file was when the list was written. Where anything
is not exactly so any more, the list counts for nothing, and the cases are read. Reading trusts nothing.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from secinfo_desktop.desktop.files import write_private
from secinfo_desktop.desktop.folders import Folders
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery.kept_lines import KeptLine, KeptLines
from secinfo_desktop.recovery.start import Start

FORMAT: Final = 1
KEPT_FOR: Final = timedelta(days=30)
LARGEST: Final = 200_000
"""Bytes; what is longer has its cases read."""
_ENDING: Final = ".json"


class KeptList(NamedTuple):
    """``cases`` is where they lie; ``others`` are files that have a say in what is told, as the accounts' names."""

    file: Path
    cases: Path
    others: tuple[Path, ...] = ()

    def write(self, lines: KeptLines) -> None:
        """Remember what the first page says; nothing where nothing is kept, or could not be read: that is told anew.

        Nor where the folder has others than these: another process has kept or forgotten something meanwhile.
        """
        if lines.put_aside or not lines.cases or not self._is_whole(lines):
            self.forget()
            return
        document = {"format": FORMAT, "files": self._files(), "cases": [_plain(line) for line in lines.cases]}
        with suppress(OSError):
            write_private(self.file, json.dumps(document))

    def forget(self) -> None:
        """Remember nothing: another case is kept now, or one is no longer."""
        with suppress(OSError):
            self.file.unlink(missing_ok=True)

    def read(self, now: datetime) -> KeptLines | None:
        """What the first page says; None if that is not known, or a case is too old, or from the future."""
        try:
            if self.file.stat().st_size > LARGEST:
                return None
            document = json.loads(self.file.read_text(encoding="utf-8"))
            if document["format"] != FORMAT or document["files"] != self._files():
                return None
            lines = KeptLines(tuple(map(_line, document["cases"])), str(self.cases))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None
        return (
            lines
            if self._is_whole(lines) and all(timedelta() <= now - line.at <= KEPT_FOR for line in lines.cases)
            else None
        )

    def _is_whole(self, lines: KeptLines) -> bool:
        return sorted(line.case_id for line in lines.cases) == [file.stem for file in self._of_cases()]

    def _of_cases(self) -> list[Path]:
        return sorted(self.cases.glob(f"*{_ENDING}"))

    def _files(self) -> list[list[object]]:
        return [_as_it_is(file) for file in (*self._of_cases(), *self.others)]


def kept_list(its: Folders) -> KeptList:
    """The list of this computer; the administrator's file has names of accounts."""
    return KeptList(its.kept_list, its.cases, (its.organisations_file,))


def _as_it_is(file: Path) -> list[object]:
    try:
        known = file.stat()
    except OSError:
        return [file.name, None]
    return [file.name, known.st_size, known.st_mtime_ns]


def _plain(line: KeptLine) -> list[object]:
    return [value.isoformat() if isinstance(value, datetime) else value for value in line]


def _line(raw: Iterable[Any]) -> KeptLine:
    line = KeptLine(*raw)
    words = (line.case_id, line.account, line.story or "")
    if not all(isinstance(word, str) for word in words) or line.has_account not in {True, False}:
        raise ValueError
    return line._replace(
        start=Start(line.start),
        at=_time(line.at),
        is_practice=bool(line.is_practice),
        outcome=Outcome(line.outcome) if line.outcome is not None else None,
        until=_time(line.until) if line.until is not None else None,
    )


def _time(raw: Any) -> datetime:
    at = datetime.fromisoformat(raw)
    if at.utcoffset() != timedelta():
        raise ValueError
    return at
