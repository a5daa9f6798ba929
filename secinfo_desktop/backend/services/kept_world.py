"""The practice world between two looks at it: kept in the store, with how far its clock is ahead."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec

from secinfo_desktop.backend.clock import PracticeClock
from secinfo_desktop.backend.services.ports import Outbox, Worlds
from secinfo_desktop.backend.services.records import NewAccount
from secinfo_desktop.practice.world import World


@dataclass(frozen=True)
class _Kept:
    ahead: timedelta
    world: World


class KeptWorld:
    """Holds the world; every change is kept before anybody sees it, and its delivery reports go to the outbox."""

    def __init__(self, worlds: Worlds, outbox: Outbox, clock: PracticeClock) -> None:
        self._worlds = worlds
        self._outbox = outbox
        self._clock = clock
        self._lock = threading.RLock()
        text = worlds.load()
        self._kept = msgspec.json.decode(text, type=_Kept) if text else None
        clock.set_ahead(self._kept.ahead if self._kept else timedelta())

    @property
    def world(self) -> World | None:
        """The world as it is; None before the first scenario."""
        return self._kept.world if self._kept else None

    def start(self, world: Callable[[], World], accounts: Callable[[], Sequence[NewAccount]]) -> None:
        """Begin a fresh world with its accounts, its clock at the real time."""
        with self._lock, self._clock_put_back_if_it_fails():
            self._clock.set_ahead(timedelta())
            kept = _Kept(timedelta(), world())
            self._worlds.start_afresh(accounts(), _text(kept))
            self._kept = kept

    @contextmanager
    def _clock_put_back_if_it_fails(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._clock.set_ahead(self._kept.ahead if self._kept else timedelta())
            raise

    def change(self, change: Callable[[World], World]) -> None:
        """Change the world; without one nothing happens."""
        with self._lock:
            if self._kept is None:
                return
            before, after = self._kept.world, change(self._kept.world)
            if after != before:
                self._keep(replace(self._kept, world=after))
                self._report(before, after)

    def move_clock(self, by: timedelta) -> None:
        """Put the world's clock forward."""
        with self._lock:
            if self._kept is not None:
                self._keep(replace(self._kept, ahead=self._kept.ahead + by))
                self._clock.set_ahead(self._kept.ahead)

    def _keep(self, kept: _Kept) -> None:
        self._worlds.keep(_text(kept))
        self._kept = kept

    def _report(self, before: World, after: World) -> None:
        known = {parcel.message: parcel.became for parcel in before.parcels}
        news = [(its.message, its.became) for its in after.parcels if known.get(its.message, its.became) != its.became]
        if news:
            self._outbox.report(news)


def _text(kept: _Kept) -> str:
    return msgspec.json.encode(kept).decode()
