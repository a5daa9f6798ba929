"""Sessions that outlived a crash of the app: shown as open, watched, and erased when they end."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from secinfo_desktop.browsers import locks, profiles, records
from secinfo_desktop.browsers.front import NO_FRONT, Front
from secinfo_desktop.browsers.processes import Adopted
from secinfo_desktop.browsers.profiles import Profile
from secinfo_desktop.browsers.states import Event, SessionChanged, State
from secinfo_desktop.browsers.watched import OpenSession, Watched


class AdoptedSessions(Watched):
    """The same stream as ``Sessions`` gives, for browsers that are there already. Empty if there is none."""

    def __init__(self, roots: Sequence[Path], front: Front = NO_FRONT) -> None:
        super().__init__(front)
        left = (profile for root in roots for profile in profiles.left_behind(root))
        self._open = [found for profile in left if (found := _adopt(profile)) is not None]

    def __iter__(self) -> Iterator[Event]:
        """First that they are open, then what happens to them."""
        for session in tuple(self._open):
            yield SessionChanged(session.which, State.OPEN)
        yield from self._tell_what_can_be_shown()
        yield from self._watch()


def _adopt(profile: Profile) -> OpenSession | None:
    """A session that is in use, by the process of its record or by one that this has handed over to."""
    record, user = records.read(profile.folder), locks.holder(profile.folder)
    if record is None or record.started_at is None:
        return None
    has_handed_over = user not in {None, record.pid}  # else the number was given anew
    if not (record.lives or has_handed_over) or not profile.take():
        return None
    return OpenSession(record.which, Adopted(record.pid, record.started_at), profile)
