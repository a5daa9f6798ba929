"""The practice world where it can't be kept: it stays as it was, and so does its clock."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from secinfo_desktop.backend.clock import PracticeClock
from secinfo_desktop.backend.services.kept_world import KeptWorld
from secinfo_desktop.backend.services.ports import StoreFull
from secinfo_desktop.backend.services.records import NewAccount
from secinfo_desktop.backend.store.sqlite import open_store
from secinfo_desktop.backend.store.worlds import SqlWorlds
from secinfo_desktop.practice.world import Network, World
from tests.helpers.clock import FrozenClock

AHEAD = timedelta(hours=2)


class FullWorlds(SqlWorlds):
    """Keeps worlds until its disk is full."""

    is_full = False

    def keep(self, world: str) -> None:
        self._take()
        super().keep(world)

    def start_afresh(self, accounts: Sequence[NewAccount], world: str) -> None:
        self._take()
        super().start_afresh(accounts, world)

    def _take(self) -> None:
        if self.is_full:
            raise StoreFull


def a_world(scenario: str) -> World:
    return World(scenario, 0, (), (), Network())


DEEDS: dict[str, Callable[[KeptWorld], None]] = {
    "another story": lambda its: its.start(lambda: a_world("another"), list),
    "a change": lambda its: its.change(lambda _: a_world("changed")),
    "the clock put on": lambda its: its.move_clock(AHEAD),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_on_a_full_disk_everything_stays_as_it_was(tmp_path: Path, deed: str) -> None:
    store, clock = open_store(tmp_path), PracticeClock(FrozenClock())
    worlds = FullWorlds(store.database)
    kept = KeptWorld(worlds, store.outbox, clock)
    kept.start(lambda: a_world("story"), list)
    kept.move_clock(AHEAD)
    now, worlds.is_full = clock(), True
    with pytest.raises(StoreFull):
        DEEDS[deed](kept)
    assert (kept.world, clock()) == (a_world("story"), now)
    worlds.is_full = False
    DEEDS[deed](kept)
    assert (kept.world, clock()) != (a_world("story"), now)
    store.close()
