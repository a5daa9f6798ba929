"""How often a code was asked for on a provider's own pages, and what that leaves: worked out from the log (B26)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from secinfo_desktop.domain import limits
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.limits import Ceiling
from secinfo_desktop.domain.provider_pages import MOST_REQUESTS_A_DAY
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.guide.events import ContextChanged, Event, Happened, Happening
from secinfo_desktop.recovery.said import SeenError, TimesAsked

DAY = timedelta(days=1)
BEFORE = "before"
"""The detail of a request that was carried over from an earlier case about the same account."""
_COUNTS_AS: dict[str | None, int] = {TimesAsked.FEW: 3, TimesAsked.MANY: 4}
"""What the person remembers, counted high: one request too few can prolong a block, one too many costs a wait."""
_BLOCKS: dict[Happening, set[str | None]] = {
    Happening.CODE_REFUSED_TOO_MANY: {None},
    Happening.ERROR_SEEN: {SeenError.USAGE_LIMIT},
}
"""What a page says when asking again would prolong the trouble."""


@dataclass(frozen=True)
class Requests:
    """When a code can be asked for again, and how many requests are left today. ``is_stopped``: stop, says the pack."""

    last_at: datetime | None
    next_at: datetime
    left: int
    most: int
    is_stopped: bool = False

    @property
    def so_far(self) -> str:
        """The guide's evidence ``requests``."""
        asked = self.most - self.left
        return "one" if asked <= 1 else "few" if asked < 4 else "many"


def count(log: Iterable[Event], pack: ProviderPack, now: datetime) -> Requests:
    """What the requests in a log leave, by the pack's cool-down, day's budget and stop time.

    The cool-down is for each contact, as the ceilings are; the budget and the stop are for the account.
    """
    events = tuple(log)
    asked = times(events)
    most = pack.by_hand.requests_a_day if pack.by_hand else MOST_REQUESTS_A_DAY
    left = max(most - sum(at > now - DAY for at in asked), 0)
    since = [event.at for event in _blocks(events)] + ([max(asked)] if asked and not left else [])
    stopped_until = max(since) + pack.stop_for if since else now
    cool_down = limits.next_at(_of_present_contact(events), now, pack.ceilings)
    next_at = max(cool_down, limits.next_at(asked, now, (Ceiling(most, DAY),)))
    return Requests(max(asked, default=None), max(next_at, stopped_until), left, most, stopped_until > now)


def times(log: Iterable[Event]) -> list[datetime]:
    """When codes were asked for; what was asked before the app was opened counts from when it was told."""
    return [
        event.at
        for event in log
        if isinstance(event, Happened) and event.what is Happening.CODE_ASKED
        for _ in range(_COUNTS_AS.get(event.detail, 1))
    ]


def _of_present_contact(log: Sequence[Event]) -> list[datetime]:
    """Since another contact was taken; what was carried over may have been for this one."""
    changes = [number for number, event in enumerate(log) if isinstance(event, ContextChanged)]
    carried = [event for event in log if isinstance(event, Happened) and event.detail == BEFORE]
    return times([*carried, *(event for event in log[max(changes, default=0) :] if event not in carried)])


def _blocks(log: Iterable[Event]) -> list[Happened]:
    happened = (event for event in log if isinstance(event, Happened))
    return [event for event in happened if event.detail in _BLOCKS.get(event.what, ())]


def is_code_out(log: Iterable[Event]) -> bool:
    """True if a code was asked for in this very case."""
    happened = (event for event in log if isinstance(event, Happened))
    return any(event.what is Happening.CODE_ASKED and event.detail != BEFORE for event in happened)


def pressed_at(log: Iterable[Event]) -> datetime | None:
    """When a code for the present contact was asked for last, while the app was there: what was told has no time."""
    events = tuple(log)
    changes = [number for number, event in enumerate(events) if isinstance(event, ContextChanged)]
    asked = [
        event.at
        for event in events[max(changes, default=0) :]
        if isinstance(event, Happened) and event.what is Happening.CODE_ASKED and event.detail is None
    ]
    return asked[-1] if asked else None


def carried_over(log: Iterable[Event]) -> tuple[Happened, ...]:
    """The requests and blocks of a log as another case about the same account begins with them."""
    events = tuple(log)
    asked = (Happened(at, Happening.CODE_ASKED, Disclosure.PUBLIC, BEFORE) for at in times(events))
    return (*asked, *_blocks(events))
