"""Requests that may come twice: a double click, or a try after a connection that broke, is one request (idempotency).

The answer of the first is given again for a day. It is bound to the flow, the call and the key, and holds no secret.
The request is reserved before it is worked on, so that one of several processes over one database does it.
Of the request's body only 16 bits of a keyed digest are kept: they find a key that was used for two different requests,
and tell nobody a code or a password.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.ports import Answers, CodeKeys
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.contract.endpoints import LONGEST_REPEAT_KEY
from secinfo_desktop.domain.failures import Failure

KEPT = timedelta(hours=24)
RESERVED = timedelta(minutes=1)
"""Longer than any answer takes; whose process dies at work leaves a request that can come again after that."""
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between looks at a request that another process works on; then it is said to be busy."""
BUSY_FOR = timedelta(seconds=1)
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

    def __init__(
        self, answers: Answers, keys: CodeKeys, clock: Clock, wait: Callable[[float], object] | None = None
    ) -> None:
        self._answers = answers
        self._keys = keys
        self._clock = clock
        self._wait = wait or threading.Event().wait
        self._turns = _Turns()

    def once(self, request: Request, answer: Callable[[], str]) -> str:
        """The answer of the first time, or ``answer`` now; what that raises is not kept.

        Raises:
            Refused: BAD_REQUEST for a key that is none; REPEATED_DIFFERENTLY for one that had another body; BUSY while
                another process is at work on it: the same can be asked again.
        """
        if not 0 < len(request.key) <= LONGEST_REPEAT_KEY:
            raise Refused(Failure.BAD_REQUEST)
        its_id = self._keys.digest(f"answer\n{request.call}\n{request.flow}\n{request.key}")
        check = self._keys.digest(f"body\n{its_id}\n{request.body.hex()}")[:_CHECK_LENGTH]
        with self._turns.of(its_id):
            return self._once(its_id, check, answer)

    def _once(self, its_id: str, check: str, answer: Callable[[], str]) -> str:
        for seconds in (*WAITS, None):
            now = self._clock()
            known = self._answers.reserve(its_id, check, now, now + RESERVED, now - KEPT)
            if known is None:
                return self._work(its_id, now + RESERVED, answer)
            if known.body_check != check:
                raise Refused(Failure.REPEATED_DIFFERENTLY)
            if known.answer is not None:
                return known.answer
            if seconds is not None:
                self._wait(seconds)
        raise Refused(Failure.BUSY, BUSY_FOR)

    def _work(self, its_id: str, until: datetime, answer: Callable[[], str]) -> str:
        try:
            given = answer()
        except BaseException:
            self._answers.release(its_id, until)
            raise
        return self._answers.keep(its_id, given, until)


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
