"""What stands around a page, as data: the window builds it, and builds it again in another look."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from secinfo_desktop.gui.parts import Event


class Dock(NamedTuple):
    """What stands below the page once a code was asked for.

    ``tag`` is what the right message says. ``by_hand`` means that the provider's own page takes the code: there is no
    field then, and nothing is read from the clipboard.
    """

    tag: str | None = None
    by_hand: bool = False


class Way(NamedTuple):
    """Something that can be said at any time, below whichever page: its id, and the words of its link."""

    id: str
    words: str


class InCompany(NamedTuple):
    """Somebody looks on, or did until now: the sentences, what the other side proposes, and the way to end it."""

    lines: tuple[str, ...]
    offer: tuple[str, Way] | None = None
    end: Way | None = None
    is_warning: bool = False


@dataclass(frozen=True)
class Surroundings:
    """Everything around a page. ``notes`` None means that there are no notes to show; () means none yet."""

    can_go_back: bool = False
    account: str | None = field(default=None, repr=False)
    host: str = ""
    """Where an organisation's service answers; "" is this computer."""
    practice: bool = False
    dock: Dock | None = None
    notes: "tuple[Event, ...] | None" = None
    has_help: bool = False
    can_forget: bool = False
    """There are answers that could be forgotten."""
    asks_before_closing: bool = False
    """Closing the window asks first."""
    ways: tuple[Way, ...] = ()
    wide: bool = False
    """The page needs the room of the notes; they wait behind a button."""
    not_affiliated: str = ""
    """The sentence that stands wherever a brand is named by hand."""
