"""Closed cases that are counted on this computer, if somebody switched that on: one line each, in a file per week.

A line holds step ids, answers, rounded seconds and the week (``guide.closed_case``): nothing that names a person, an
account or a contact. By hand it is a self-report, and marked as one; cases of made-up people are never counted.
"""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from secinfo_desktop import resources
from secinfo_desktop.desktop import checklists
from secinfo_desktop.desktop.files import open_private, private_folder
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.closed_case import (
    KEPT_FOR_WEEKS,
    ClosedCaseError,
    Source,
    closed_case,
    dump,
    week_of,
    weeks_between,
)
from secinfo_desktop.recovery.ports import AccountKind

_WEEK = re.compile(r"20[0-9]{2}-W[0-5][0-9]")
_log = logging.getLogger(__name__)


class ClosedCases:
    """The folder is there exactly if cases are counted. ``clock`` is this computer's, UTC."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._folder, self._clock = folder, clock

    @property
    def is_on(self) -> bool:
        """True if cases are counted here."""
        return self._folder.is_dir()

    def switch_on(self) -> None:
        """Counts cases from now on. Raises OSError."""
        private_folder(self._folder)

    def switch_off(self) -> None:
        """Counts none from now on, and deletes what was counted. Raises OSError."""
        for file in self._folder.glob("*"):
            file.unlink(missing_ok=True)
        if self.is_on:
            self._folder.rmdir()

    def add(self, case: Case, kind: AccountKind | None) -> None:
        """Counts a case that has just been closed, unless nothing is counted or it was a made-up person's.

        What goes wrong is for the log alone: nobody who is locked out shall hear of counting.
        """
        if not self.is_on or kind is None or kind is AccountKind.PRACTICE:
            return
        source = Source.SELF if kind is AccountKind.BY_HAND else Source.STAFF
        try:
            line = dump(closed_case(checklists.shipped(case.opened.checklist), case, source))
            file = self._folder / f"{week_of(case.opened.at.date())}.jsonl"
            with open(file, "a", encoding="utf-8", opener=open_private) as lines:
                lines.write(f"{line}\n")
        except (OSError, ClosedCaseError, KeyError, resources.ResourceMissing) as error:
            _log.warning("a closed case could not be counted: %s", type(error).__name__)

    def lines(self) -> Iterator[str]:
        """Every line that may still be kept, the oldest week first. Raises OSError."""
        for file in self._files():
            yield from (line for line in file.read_text("utf-8").splitlines() if line.strip())

    def clean(self) -> None:
        """Deletes what is older than it may be; for a moment when nobody waits."""
        this_week = week_of(self._clock().date())
        for file in self._files():
            try:
                if weeks_between(file.stem, this_week) > KEPT_FOR_WEEKS:
                    file.unlink(missing_ok=True)
            except (OSError, ClosedCaseError) as error:
                _log.warning("closed cases could not be deleted: %s", type(error).__name__)

    def _files(self) -> tuple[Path, ...]:
        return tuple(sorted(file for file in self._folder.glob("*.jsonl") if _WEEK.fullmatch(file.stem)))
