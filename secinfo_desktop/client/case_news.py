"""A case of the helpdesk anew after every change: by what is heard of its log, or read where more may have changed."""

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from secinfo_desktop.client.kept_cases import KeptCase
from secinfo_desktop.client.staff import StaffSession
from secinfo_desktop.client.streams import LAST_WORDS, PASSING, CaseStream
from secinfo_desktop.contract.helpdesk_endpoints import FOLLOW_CASE
from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.helpdesk.records import HelpCase
from secinfo_desktop.recovery.live_help import Logged
from secinfo_desktop.recovery.ports import RefusedError

if TYPE_CHECKING:
    from secinfo_desktop.client.helpdesk import BackendHelpdesk

_NOT_YET: Final = PASSING | {Failure.UNKNOWN_CASE}
"""Nothing can be read now; of a case that one has asked to join: before the caller allows it."""
MOST_READINGS: Final = 5
"""How often a log is begun anew before the service is not believed any more."""


class BackendCaseNews(Iterator[HelpCase]):
    """The case as it is now first of all, then after each change; connects again by itself."""

    def __init__(self, helpdesk: "BackendHelpdesk", staff: StaffSession, case_id: str) -> None:
        self._helpdesk, self._staff, self._case_id = helpdesk, staff, case_id
        self._read_to = 0
        self._stopped = threading.Event()
        self._stream: CaseStream | None = None
        self._news = self._follow()

    def __next__(self) -> HelpCase:
        """The case after the next change.

        Raises:
            RefusedError: it can't be followed any more; NOT_LIVE if the caller does not allow it.
        """
        return next(self._news)

    def stop(self) -> None:
        """Ends it. May come from any thread; returns at once."""
        self._stopped.set()
        stream = self._stream
        if stream is not None:
            stream.stop()

    def _follow(self) -> Iterator[HelpCase]:
        known = self._if_read()
        if known is not None:  # also if nothing was added: it may have been allowed, or verified, since
            yield known.help_case()
        for _ in range(MOST_READINGS):
            is_lost = False
            for logged in self._events(known):
                before, known = known, self._after_event(known, logged)
                if known is None:
                    is_lost = True
                    break
                if known is not before:
                    yield known.help_case()
            if not is_lost:
                return
        raise RefusedError(Failure.NOT_UNDERSTOOD)

    def _events(self, known: KeptCase | None) -> Iterator[Logged]:
        place = known.log.place if known is not None else 0
        stream = self._stream = self._staff.follow(FOLLOW_CASE, self._case_id, place, self._is_over)
        if self._stopped.is_set():
            stream.stop()
        yield from stream

    def _after_event(self, known: KeptCase | None, logged: Logged) -> KeptCase | None:
        """None if the service tells of another log than before."""
        if known is None and logged.live in LAST_WORDS:
            self._helpdesk.not_allowed(self._case_id)
            raise RefusedError(Failure.NOT_LIVE)
        if logged.seq <= self._read_to:
            return known
        if known is None or logged.live is not None:
            return self._until_read() or known
        return self._helpdesk.heard(self._case_id, (logged,)) or self._if_read()

    def _if_read(self) -> KeptCase | None:
        try:
            return self._read()
        except RefusedError as refused:
            if refused.failure not in _NOT_YET:
                raise
        return None

    def _read(self) -> KeptCase:
        known = self._helpdesk.kept(self._case_id)
        self._read_to = known.log.place
        return known

    def _until_read(self) -> KeptCase | None:
        """More than the log may have changed: it is read, however long that takes; None once nobody waits."""
        failed = 0
        while not self._stopped.is_set():
            try:
                return self._read()
            except RefusedError as refused:
                if refused.failure not in PASSING:
                    raise
            failed += 1
            self._stopped.wait(self._staff.service.pause(failed))
        return None

    def _is_over(self) -> bool:
        known = self._if_read()
        if known is None:
            return False
        return not known.line.is_live if known.was_shared else known.line.state is CaseState.CLOSED
