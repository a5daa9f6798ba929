"""In which language callers are spoken to, of cases that a service keeps: beside them, on the agent's own computer.

A service keeps the language in which a case began. Which one an agent chose later is their own matter: a private file
for each place, with ids of cases and nothing of a person. Reading trusts nothing.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from secinfo_desktop.desktop.file_lock import alone_in
from secinfo_desktop.desktop.files import write_private
from secinfo_desktop.desktop.kept_values import time_in_utc
from secinfo_desktop.domain.calls import KEPT_FOR
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery.ports import RefusedError

FORMAT: Final = 1
LARGEST: Final = 2_000_000
"""Bytes; what is longer was not written here."""
_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_Rows = dict[str, tuple[str, datetime]]


class SpokenLanguages:
    """Of one place; ``clock`` is UTC. Safe with several windows."""

    def __init__(self, file: Path, clock: Callable[[], datetime]) -> None:
        self._file, self._clock = file, clock

    def read(self) -> Mapping[str, str]:
        """The languages by cases; none where the file can't be read."""
        return {case_id: language for case_id, (language, _) in self._rows().items()}

    def keep(self, case_id: str, language: str | None) -> None:
        """From now on; None: nothing is kept of the case. What is older than a case may be is dropped.

        Raises:
            RefusedError: the disk does not take it.
        """
        try:
            with alone_in(self._file.parent):
                rows = self._rows()
                if language is None and case_id not in rows:
                    return
                rows.pop(case_id, None)
                if language is not None:
                    rows[case_id] = (language, self._clock())
                self._write(rows)
        except OSError:
            raise RefusedError(Failure.NOT_KEPT) from None

    def _write(self, rows: _Rows) -> None:
        cases = {case_id: [language, at.isoformat()] for case_id, (language, at) in rows.items()}
        write_private(self._file, json.dumps({"format": FORMAT, "cases": cases}))

    def _rows(self) -> _Rows:
        try:
            if self._file.stat().st_size > LARGEST:
                return {}
            document = json.loads(self._file.read_text(encoding="utf-8"))
            rows = document["cases"].items() if document["format"] == FORMAT else ()
            read = {case_id: (language, time_in_utc(at, "at")) for case_id, (language, at) in rows}
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return {}
        return {
            case_id: (language, at)
            for case_id, (language, at) in read.items()
            if _ID.fullmatch(case_id) and _LANGUAGE.fullmatch(str(language)) and self._clock() - at <= KEPT_FOR
        }
