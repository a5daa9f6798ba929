"""Sends what is in the outbox: at least once, never after a code's end, and without polling.

Several workers, in processes of their own, may send from one outbox: each message is claimed before it is sent.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.delivery.transport import NotEver, NotNow, Transport
from secinfo_desktop.backend.log import details
from secinfo_desktop.backend.services.ports import Outbox, StoreBusy
from secinfo_desktop.backend.services.records import Letter, QueuedMessage
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason

FIRST_RETRY = timedelta(seconds=15)
LONGEST_RETRY = timedelta(minutes=15)
GIVE_UP = timedelta(hours=48)
"""A message without an end of its own (a notice) is tried this long."""
CLAIMED_FOR = timedelta(minutes=2)
"""Longer than handing one letter over takes, with every wait for an answer at its longest."""
MOST_FAULTS = 5
"""Attempts that end in a fault of this program, which may have been one bad moment, or in the end of its process.

Then the message is set aside: it has failed, and whoever runs the service can look at it (``backend outbox``).
"""

_log = logging.getLogger(__name__)


def retry_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts that failed: twice as long each time."""
    return min(FIRST_RETRY * (1 << min(attempts, 10)), LONGEST_RETRY)


@dataclass(frozen=True)
class Chore:
    """What is done again and again, a little at a time; ``do`` says whether there may be more to do at once."""

    every: timedelta
    do: Callable[[datetime], bool]


@dataclass(frozen=True)
class Beside:
    """What the worker does beside sending: it tells each result, and does chores when nothing is to be sent.

    ``look_again``: how often to look for what another process left behind, where there may be one.
    """

    handed_over: Callable[[Channel, DeliveryState], None] = lambda _channel, _state: None
    chores: tuple[Chore, ...] = ()
    look_again: timedelta | None = None


class Worker:
    """One thread that sends, woken when something is queued and when something becomes due."""

    def __init__(
        self,
        outbox: Outbox,
        write: Callable[[QueuedMessage, datetime], Letter],
        transports: Mapping[Channel, Transport],
        clock: Clock,
        owner: str,
        beside: Beside | None = None,
    ) -> None:
        self._outbox = outbox
        self._write = write
        self._transports = transports
        self._clock = clock
        self._owner = owner
        self._beside = beside or Beside()
        self._chores_due: dict[Chore, datetime] = {}
        self._one_at_a_time = threading.Lock()
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        """Begin to send, with whatever was left over."""
        self._thread.start()

    def wake(self) -> None:
        """Look again: something was queued, or the clock was moved."""
        self._woken.set()

    def stop(self, within: timedelta) -> None:
        """Send nothing more; waits so long for a letter that is being handed over."""
        self._stopping.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(within.total_seconds())

    def deliver_due(self) -> None:
        """Send everything that is due now; returns when it has been handed over or put back."""
        with self._one_at_a_time:
            while not self._stopping.is_set():
                now = self._clock()
                message = self._outbox.claim(self._owner, now, now + CLAIMED_FOR)
                if message is None:
                    return
                self._deliver(message, now + CLAIMED_FOR)

    def do_chores(self) -> datetime | None:
        """Do the chores for which it is time; returns when it is time for the next one."""
        for chore in self._beside.chores:
            now = self._clock()
            if now >= self._chores_due.get(chore, now):
                self._chores_due[chore] = now if chore.do(now) else now + chore.every
        return _earliest(*self._chores_due.values())

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            self._woken.wait(self._round())

    def _round(self) -> float | None:
        """Send what is due; returns the seconds until there is more to do (None: until woken)."""
        try:
            self.deliver_due()
            again = self.do_chores()
            due = _earliest(self._outbox.next_due(), again)  # a chore may have queued something
        except Exception:  # noqa: BLE001 - the only thread that sends must not die of one bad moment
            _log.exception("the outbox could not be worked on")
            return FIRST_RETRY.total_seconds()
        now, look = self._clock(), self._beside.look_again
        due = _earliest(due, now + look if look else None)
        return None if due is None else max((due - now).total_seconds(), 0.0)

    def _deliver(self, message: QueuedMessage, until: datetime) -> None:
        now = self._clock()
        if now >= until:
            return  # the computer slept: it may be somebody else's by now
        if message.ends_at is not None and now >= message.ends_at:
            self._record(message, Delivery(DeliveryState.EXPIRED), now)
            return
        if message.unfinished >= MOST_FAULTS:
            _log.error("a message is set aside: no attempt at it came to an end", extra=details(kind=message.kind))
            self._record(message, Delivery(DeliveryState.FAILED, Reason.FAULT), now)
            return
        try:
            letter = self._write(message, now)
            state = self._hand_over(letter)
        except LookupError:
            _log.warning("a message could not be written", exc_info=True)
            self._record(message, Delivery(DeliveryState.FAILED, Reason.NOT_WRITABLE), now)
        except NotEver as refusal:
            self._record(message, Delivery(refusal.state, refusal.reason), now)
        except NotNow:
            self._put_back(message, now)
        except StoreBusy:
            raise  # says nothing about this message: the whole round is tried again
        except Exception:  # noqa: BLE001 - one message that can't be sent must not stop those behind it
            _log.exception("a message could not be sent")
            self._put_back_after_fault(message, now)
        else:
            self._record(message, Delivery(state), now)

    def _hand_over(self, letter: Letter) -> DeliveryState:
        """Send a letter and tell what came of it."""
        try:
            state = self._transports[letter.channel].send(letter)
        except NotEver as refusal:
            self._beside.handed_over(letter.channel, refusal.state)
            raise
        except NotNow:
            self._beside.handed_over(letter.channel, DeliveryState.DEFERRED)
            raise
        self._beside.handed_over(letter.channel, state)
        return state

    def _record(self, message: QueuedMessage, became: Delivery, due_at: datetime) -> None:
        self._outbox.record(message.id, became, due_at, self._owner)

    def _put_back(self, message: QueuedMessage, now: datetime) -> None:
        again = now + retry_after(message.attempts)
        has_time = message.ends_at is not None or now < message.queued_at + GIVE_UP
        given_up = Delivery(DeliveryState.FAILED, Reason.NOT_TAKEN)
        self._record(message, Delivery(DeliveryState.DEFERRED) if has_time else given_up, again)

    def _put_back_after_fault(self, message: QueuedMessage, now: datetime) -> None:
        if message.attempts + 1 < MOST_FAULTS:
            self._put_back(message, now)
        else:
            self._record(message, Delivery(DeliveryState.FAILED, Reason.FAULT), now)


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((at for at in moments if at is not None), default=None)
