"""Requests that may come twice: a double click, or a try after a connection that broke, is one request (idempotency).

The answer of the first is given again for a day. It is bound to the flow, the call and the key, and holds no secret.
Of the request's body only 16 bits of a keyed digest are kept: they find a key that was used for two different requests,
and tell nobody a code or a password.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.ports import Answers, CodeKeys
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.contract.endpoints import LONGEST_REPEAT_KEY
from secinfo_desktop.domain.failures import Failure

KEPT = timedelta(hours=24)
_CHECK_LENGTH = 4
"""Hexadecimal digits: 16 bits."""


@dataclass(frozen=True)
class Request:
    """A request that may come again."""

    call: str
    flow: str = field(repr=False)
    key: str = field(repr=False)
    body: bytes = field(repr=False)


class Repeats:
    """Gives one answer to a request however often it comes. Requests with the same key wait for each other."""

    def __init__(self, answers: Answers, keys: CodeKeys, clock: Clock) -> None:
        self._answers = answers
        self._keys = keys
        self._clock = clock
        self._turns = _Turns()

    def once(self, request: Request, answer: Callable[[], str]) -> str:
        """The answer of the first time, or ``answer`` now; what that raises is not kept.

        Raises:
            Refused: BAD_REQUEST for a key that is none; REPEATED_DIFFERENTLY for one that had another body.
        """
        if not 0 < len(request.key) <= LONGEST_REPEAT_KEY:
            raise Refused(Failure.BAD_REQUEST)
        its_id = self._keys.digest(f"answer\n{request.call}\n{request.flow}\n{request.key}")
        check = self._keys.digest(f"body\n{its_id}\n{request.body.hex()}")[:_CHECK_LENGTH]
        with self._turns.of(its_id):
            now = self._clock()
            kept = self._answers.kept(its_id, now - KEPT)
            if kept is None:
                given = answer()
                self._answers.keep(its_id, check, given, now, now - KEPT)
                return given
        if kept[0] != check:
            raise Refused(Failure.REPEATED_DIFFERENTLY)
        return kept[1]


class _Turns:
    """A lock for every subject that somebody works on just now."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: dict[str, tuple[threading.Lock, int]] = {}

    @contextmanager
    def of(self, subject: str) -> Iterator[None]:
        """Wait for whoever works on the same subject."""
        with self._guard:
            lock, users = self._locks.get(subject, (threading.Lock(), 0))
            self._locks[subject] = lock, users + 1
        try:
            with lock:
                yield
        finally:
            with self._guard:
                lock, users = self._locks[subject]
                if users == 1:
                    del self._locks[subject]
                else:
                    self._locks[subject] = lock, users - 1
