"""The cases that are kept on this computer: a private file for each, whole or not there at all, for 30 days at most.

A file holds fixed choices and times (``recovery.kept``). It is replaced after every answer, so that a crash costs
nothing (T16), and deleted 30 days after the last one.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from secinfo_desktop.desktop import case_files
from secinfo_desktop.desktop.case_files import NewerFileError
from secinfo_desktop.desktop.files import write_private
from secinfo_desktop.desktop.kept_list import KEPT_FOR as KEPT_FOR
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import CaseError
from secinfo_desktop.recovery.kept import Kept, KeptAlong, KeptCase, PutAside
from secinfo_desktop.recovery.ports import AccountKind, RefusedError

HANDLES_KEPT_FOR: Final = timedelta(days=1)
"""A flow lives an hour at the service that comes with the app; another one's may live longer."""
HALF_WRITTEN_FOR: Final = timedelta(hours=1)
"""What is older was left behind by a crash in the middle of writing."""
ENDING: Final = ".json"
ASIDE: Final = ".unreadable"

_log = logging.getLogger(__name__)


class CaseHandles(Protocol):
    """What is kept elsewhere under the id of a case."""

    def forget(self, case_id: str) -> None:
        """Lets the handle of a case go; another may be kept under the same id."""

    def forget_case(self, case_id: str) -> None:
        """Lets it go for good."""


class SavedCases:
    """The port ``recovery.ports.Cases``. Reads the folder once; what happens after that is known without the disk.

    ``clock`` is this computer's, UTC. Who asks what is kept never waits for a write: there are two locks. ``closed``
    is told of each case once, when it is kept closed for the first time; ``changes`` before anything becomes different.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime],
        handles: CaseHandles | None = None,
        closed: Callable[[Case, AccountKind | None], None] | None = None,
        changes: Callable[[], object] = lambda: None,
    ) -> None:
        self._folder, self._clock, self._handles, self._closed = folder, clock, handles, closed
        self._changes = changes
        self._lock = threading.Lock()
        self._writing = threading.RLock()
        self._cases: dict[str, KeptCase] | None = None
        self._put_aside: tuple[PutAside, ...] = ()
        self._forgotten: set[str] = set()

    def keep(self, case: Case | None, along: KeptAlong) -> None:
        """Keeps a case in place of what was kept of it before; one that was forgotten is not kept again.

        Raises:
            RefusedError: with NOT_KEPT if it can't be written; what was kept before still is.
        """
        with self._writing:
            if along.case_id in self._forgotten:
                return
            kept = KeptCase(along, case, self._clock())
            self._changes()
            try:
                write_private(self._file(along.case_id), case_files.dump(kept))
            except (OSError, CaseError) as error:
                _log.warning("a case could not be kept: %s", type(error).__name__)
                raise RefusedError(Failure.NOT_KEPT) from None
            with self._lock:
                before = self._known().get(along.case_id)
                self._known()[along.case_id] = kept
            self._tell_if_closed(kept, before)

    def _tell_if_closed(self, kept: KeptCase, before: KeptCase | None) -> None:
        was_closed = before is not None and before.outcome is not None
        if self._closed is not None and kept.case is not None and kept.outcome is not None and not was_closed:
            self._closed(kept.case, kept.along.kind)

    def all(self) -> Kept:
        """What is kept, from memory once it was read; the newest first."""
        with self._lock:
            kept = sorted(self._known().values(), key=lambda kept: kept.at, reverse=True)
            return Kept(tuple(kept), str(self._folder), self._put_aside)

    def while_still(self, do: Callable[[Kept], object]) -> None:
        """Does something with what is kept while none of it can change; not at all where something just does."""
        if self._writing.acquire(blocking=False):
            try:
                do(self.all())
            finally:
                self._writing.release()

    def forget(self, case_id: str) -> None:
        """Keeps nothing of a case any longer.

        Raises:
            RefusedError: with NOT_FORGOTTEN if it can't be deleted.
        """
        with self._writing:
            self._delete(self._file(case_id))
            self._forgotten.add(case_id)
            self._forget_known(case_id)
            if self._handles is not None:
                self._handles.forget_case(case_id)

    def forget_all(self) -> None:
        """Keeps nothing of any case any longer, what was put aside included.

        Raises:
            RefusedError: with NOT_FORGOTTEN if something can't be deleted.
        """
        with self._writing:
            for kept in self.all().cases:
                self.forget(kept.along.case_id)
            for file in self._files("*"):
                self._delete(file)
            self._put_aside = ()

    def clean(self) -> None:
        """Deletes what is older than it may be; for a moment when nobody waits."""
        with self._writing:
            now = self._clock()
            for file in self._files(f"*{ENDING}"):
                self._clean_case(file, now)
            for file in self._files("*"):
                limit = HALF_WRITTEN_FOR if file.suffix == ".new" else KEPT_FOR
                if file.suffix != ENDING and now - _changed_at(file) > limit:
                    self._delete_if_possible(file)

    def _clean_case(self, file: Path, now: datetime) -> None:
        kept = self.all().find(file.stem)
        at = kept.at if kept is not None else _kept_at(file)
        if now - at > KEPT_FOR:
            self._delete_if_possible(file)
            self._forget_known(file.stem)
            if self._handles is not None:
                self._handles.forget_case(file.stem)
        elif kept is not None and at > now:  # this computer's clock was wrong: from now on it counts from today
            with suppress(RefusedError):
                self.keep(kept.case, kept.along)
        elif kept is not None and kept.along.had_flow and now - at > HANDLES_KEPT_FOR and self._handles is not None:
            self._handles.forget(file.stem)

    def _forget_known(self, case_id: str) -> None:
        with self._lock:
            self._known().pop(case_id, None)

    def _known(self) -> dict[str, KeptCase]:
        if self._cases is None:
            self._cases = {}
            for file in self._files(f"*{ENDING}"):
                self._read(file, self._cases)
        return self._cases

    def _read(self, file: Path, found: dict[str, KeptCase]) -> None:
        try:
            kept = case_files.load(file.read_text(encoding="utf-8"))
            if kept.along.case_id != file.stem:
                raise CaseError("case_id: is not that of the file")
        except NewerFileError:
            _log.warning("%s was written by a newer version; it is left as it is", file.name)
            self._put_aside += (PutAside(file.name, is_newer=True),)
        except (OSError, ValueError):  # CaseError is one
            self._put_aside += (PutAside(self._aside(file)),)
        else:
            if self._clock() - kept.at <= KEPT_FOR:
                found[file.stem] = kept

    def _aside(self, file: Path) -> str:
        aside = file.with_suffix(ASIDE)
        try:
            file.replace(aside)
        except OSError:
            aside = file
        _log.warning("a case could not be read; it is put aside as %s", aside.name)
        return aside.name

    def _file(self, case_id: str) -> Path:
        return self._folder / f"{case_id}{ENDING}"

    def _files(self, pattern: str) -> tuple[Path, ...]:
        try:
            return tuple(sorted(file for file in self._folder.glob(pattern) if file.is_file()))
        except OSError:
            return ()

    def _delete(self, file: Path) -> None:
        self._changes()
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("a case could not be deleted: %s", type(error).__name__)
            raise RefusedError(Failure.NOT_FORGOTTEN) from None

    def _delete_if_possible(self, file: Path) -> None:
        with suppress(RefusedError):
            self._delete(file)


def _changed_at(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _kept_at(file: Path) -> datetime:
    """When a file was kept that is not known: one that is too old, or written by a newer version."""
    try:
        return case_files.load(file.read_text(encoding="utf-8")).at
    except (OSError, ValueError):
        return _changed_at(file)
