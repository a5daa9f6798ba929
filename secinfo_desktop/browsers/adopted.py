"""Sessions that outlived a crash of the app: shown as open, watched, and erased when they end."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from secinfo_desktop.browsers import profiles, records
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.processes import Adopted
from secinfo_desktop.browsers.profiles import Profile
from secinfo_desktop.browsers.sessions import LOOK_EVERY_S
from secinfo_desktop.browsers.states import Event, SessionChanged, State


class AdoptedSessions:
    """The same stream as ``Sessions`` gives, for browsers that are there already. Empty if there is none."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._ending = threading.Event()
        self._left_open = threading.Event()
        self._pause = threading.Event()
        self._found = [found for root in roots for profile in profiles.left_behind(root) if (found := _adopt(profile))]

    @property
    def which(self) -> tuple[Which, ...]:
        """The windows that are still open."""
        return tuple(which for which, _process, _profile in self._found)

    def close(self) -> None:
        """Ends and erases all of them."""
        self._ending.set()

    stop = close

    def leave_open(self) -> None:
        """Ends the stream and leaves the browsers as they are."""
        self._left_open.set()
        self._ending.set()

    def __iter__(self) -> Iterator[Event]:
        """First that they are open, then what happens to them."""
        for which, _process, _profile in self._found:
            yield SessionChanged(which, State.OPEN)
        while self._found:
            is_ending = self._ending.wait(LOOK_EVERY_S)
            if self._left_open.is_set():
                return
            for session in [one for one in self._found if is_ending or not (one[1].is_alive or one[2].is_in_use)]:
                yield from self._end(session)

    def _end(self, session: tuple[Which, Adopted, Profile]) -> Iterator[Event]:
        which, process, profile = session
        process.end()
        yield SessionChanged(which, State.CLOSED)
        self._found.remove(session)
        yield SessionChanged(which, State.ERASED if profile.wipe(self._pause) else State.COULD_NOT_ERASE)


def _adopt(profile: Profile) -> tuple[Which, Adopted, Profile] | None:
    """A session that is in use and whose record names a process that is still the same one."""
    record = records.read(profile.folder)
    if record is None or record.started_at is None or not profile.is_in_use or not profile.hold():
        return None
    return record.which, Adopted(record.pid, record.started_at), profile
