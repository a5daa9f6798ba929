"""The person's side of a case that the helpdesk shares: what is said counts at once and is sent until it is confirmed.

Safe to use from several threads: one follows, another sends, and the window says what the person says.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.live_rules import Side
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Event
from secinfo_desktop.recovery.live_help import JoinNumber, LiveHelp, Logged, LogStream
from secinfo_desktop.recovery.ports import RefusedError
from secinfo_desktop.recovery.shared_log import LogError, SharedLog

MOST_READINGS: Final = 5
"""How often a log is begun anew before the service is not believed any more."""


class SharedCase:
    """Keeps one log equal with the service's. ``new_id`` makes the ids under which events are added once."""

    def __init__(self, help_line: LiveHelp, case: Case, new_id: Callable[[], str]) -> None:
        self._help, self._new_id = help_line, new_id
        self._log = SharedLog.of(case, Side.CALLER, new_id)
        self._lock = threading.Lock()

    @property
    def log(self) -> SharedLog:
        """What is known here now."""
        return self._log

    def open(self, language: str) -> JoinNumber:
        """Begins to share; the number is for the person to say. Opened again, all of the log goes to the new case."""
        with self._lock:
            if self._log.known:
                self._log = SharedLog.of(self._log.own_case, Side.CALLER, self._new_id)
            log = self._log
        return self._help.open(log.own_case, log.pending, language)

    def say(self, *events: Event) -> SharedLog:
        """Puts what the person said into the log; asks nobody."""
        return self._change(lambda log: log.say(events, self._new_id))

    def send(self) -> SharedLog:
        """Sends what is not confirmed yet, in its order; nothing of it is lost, or comes twice, if that fails.

        Raises:
            RefusedError: it was not confirmed; for a passing failure try again.
        """
        if pending := self._log.pending:
            self.take(self._help.add(pending))
        return self._log

    def follow(self) -> "Following":
        """The log after each change that the service tells of; it goes on from where it is."""
        return Following(self, self._help)

    def take(self, logged: Sequence[Logged]) -> SharedLog:
        """Takes what the service has confirmed; where it tells of another log than before, that one counts."""
        try:
            return self._change(lambda log: log.take(logged))
        except LogError:
            return self._change(SharedLog.anew)

    def _change(self, change: Callable[[SharedLog], SharedLog]) -> SharedLog:
        with self._lock:
            self._log = change(self._log)
            return self._log


class Following:
    """A source that can be stopped: see ``gui.jobs``."""

    def __init__(self, case: SharedCase, help_line: LiveHelp) -> None:
        self._case, self._help = case, help_line
        self._stopped = threading.Event()
        self._stream: LogStream | None = None

    def stop(self) -> None:
        """Ends the iteration. May come from any thread; returns at once."""
        self._stopped.set()
        stream = self._stream
        if stream is not None:
            stream.stop()

    def __iter__(self) -> Iterator[SharedLog]:
        """The log after each change. It is read again from its beginning where the service tells of another one.

        Raises:
            RefusedError: following makes no sense any more.
        """
        for _ in range(MOST_READINGS):
            stream = self._stream = self._help.follow(self._case.log.place)
            if self._stopped.is_set():
                return
            for logged in stream:
                log = self._case.take((logged,))
                yield log
                if not log.known:
                    break
            else:
                return
            stream.stop()
        raise RefusedError(Failure.NOT_UNDERSTOOD)
