"""Looks at this computer and says what works, what to look at, and what to do: for people and for whoever helps them.

Each check is a function over what it is given and returns findings: fixed words, file names and figures, no secret.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from secinfo_desktop.desktop.folders import Folders
from secinfo_desktop.desktop.organisations import Found
from secinfo_desktop.desktop.secrets import Place, PlaceKind

ENOUGH_ROOM = 100 * 1024 * 1024
"""Bytes free on a folder's disk."""
HARDLY_ANY_ROOM = 5 * 1024 * 1024
SLOW_START = 5.0
"""Seconds after which the service's start is worth a look."""
OPEN_TO_OTHERS = 0o077


class State(StrEnum):
    """How a check ended."""

    GOOD = "good"
    LOOK = "look"
    """It works, or something else takes its place; but somebody should look at it."""
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """One line. Its sentence is in texts under ``doctor.<check>.<what>``, with ``values`` in its places."""

    check: str
    state: State
    what: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def text_id(self) -> str:
        """The id of the sentence, which says what to do where something is to be done."""
        return f"doctor.{self.check}.{self.what}"


class Shown(StrEnum):
    """What came of trying to open a window in a process of its own."""

    YES = "yes"
    REFUSED = "refused"
    TOO_SLOW = "too_slow"
    NO_LIBRARY = "no_library"


@dataclass(frozen=True)
class Room:
    """What is found at a folder, or at the nearest one above it that is there."""

    exists: bool
    is_writable: bool
    mode: int
    free: int


@dataclass(frozen=True)
class KeptFiles:
    """Kept cases, by the number of their files; ``unreadable`` were put aside or come from a newer version."""

    cases: int = 0
    unreadable: int = 0


@dataclass(frozen=True)
class WebBrowser:
    """An installed browser; ``can_be_separate``: it can be opened twice without knowing of itself."""

    name: str
    is_default: bool = False
    can_be_separate: bool = True


@dataclass(frozen=True)
class LeftSessions:
    """Private sessions of earlier starts: those that are still open, and those that are to be erased."""

    still_open: int = 0
    to_erase: int = 0


@dataclass(frozen=True)
class Here:
    """This computer, as far as the checks go. What may take a while, or fail, is a function."""

    versions: Mapping[str, str | None]
    has_screen: bool
    try_window: Callable[[], Shown]
    folders: Folders
    room: Callable[[Path], Room]
    keyring: Callable[[], Place]
    kept: Callable[[], KeptFiles]
    browsers: Callable[[], tuple[WebBrowser, ...]]
    sessions: Callable[[], LeftSessions]
    start_backend: Callable[[], float]
    organisations: Found
    packs: Callable[[], Mapping[str, tuple[str, ...]]]


def examine(here: Here) -> Iterator[Finding]:
    """All findings, one after the other, as they are made."""
    yield versions(here.versions)
    yield display(here.has_screen, here.try_window)
    yield from folders(here.folders, here.room)
    yield keyring(here.keyring)
    yield cases(here.folders.cases, here.kept())
    yield browsers(here.browsers())
    yield sessions(here.sessions())
    yield backend(here.start_backend)
    yield organisations(here.organisations)
    yield packs(here.packs())


def worst(findings: Iterable[Finding]) -> State:
    """The worst state of all."""
    return max((finding.state for finding in findings), key=tuple(State).index, default=State.GOOD)


def versions(found: Mapping[str, str | None]) -> Finding:
    """Which versions run here; None stands for what is not installed."""
    missing = [name for name, version in found.items() if version is None]
    if missing:
        return Finding("versions", State.LOOK, "missing", {"names": ", ".join(missing)})
    listed = ", ".join(f"{name} {version}" for name, version in found.items())
    return Finding("versions", State.GOOD, "good", {"list": listed})


def display(has_screen: bool, try_window: Callable[[], Shown]) -> Finding:
    """Whether a window can be shown; tried for real where a screen answers."""
    if not has_screen:
        return Finding("display", State.LOOK, "none")
    shown = try_window()
    return Finding("display", State.GOOD if shown is Shown.YES else State.BROKEN, shown.value)


def folders(its: Folders, room: Callable[[Path], Room]) -> Iterator[Finding]:
    """Whether the app can keep what is its own, and whether others can read it."""
    for name, path in (("settings", its.settings), ("data", its.data), ("log", its.log)):
        yield _folder(name, _short(path), room(path))


def _folder(name: str, path: str, found: Room) -> Finding:
    values = {"name": name, "path": path, "megabytes": found.free // 1024**2}
    if not found.is_writable:
        return Finding("folder", State.BROKEN, "closed", values)
    if found.free < HARDLY_ANY_ROOM:
        return Finding("folder", State.BROKEN, "full", values)
    if found.exists and found.mode & OPEN_TO_OTHERS:
        return Finding("folder", State.LOOK, "open", values)
    if found.free < ENOUGH_ROOM:
        return Finding("folder", State.LOOK, "narrow", values)
    return Finding("folder", State.GOOD, "good" if found.exists else "later", values)


def keyring(find: Callable[[], Place]) -> Finding:
    """Where the handle of an open recovery is kept between two starts."""
    place = find()
    if place.kind is PlaceKind.KEYRING:
        return Finding("keyring", State.GOOD, "good", {"name": place.name})
    return Finding("keyring", State.LOOK, "file", {"path": _short(Path(place.name))})


def cases(folder: Path, kept: KeptFiles) -> Finding:
    """Where kept cases lie, and whether all of them can be read."""
    values = {"path": _short(folder), "cases": kept.cases, "unreadable": kept.unreadable}
    if kept.unreadable:
        return Finding("cases", State.LOOK, "unreadable", values)
    return Finding("cases", State.GOOD, "good" if kept.cases else "none", values)


def browsers(found: tuple[WebBrowser, ...]) -> Finding:
    """Which browsers are here, the one that opens web pages first, and which can be opened as separate sessions."""
    separate = ", ".join(its.name for its in found if its.can_be_separate)
    values = {"names": ", ".join(its.name for its in found), "separate": separate}
    if not found:
        return Finding("browser", State.LOOK, "none")
    if not separate:
        return Finding("browser", State.LOOK, "not_separate", values)
    return Finding("browser", State.GOOD, "good" if found[0].is_default else "no_default", values)


def sessions(left: LeftSessions) -> Finding:
    """Whether private sessions of earlier starts are still there."""
    if left.to_erase:
        return Finding("sessions", State.LOOK, "left", {"sessions": left.to_erase})
    if left.still_open:
        return Finding("sessions", State.GOOD, "open", {"sessions": left.still_open})
    return Finding("sessions", State.GOOD, "none")


def backend(start: Callable[[], float]) -> Finding:
    """Whether the service behind practice starts, answers and stops again. ``start`` raises OSError if it does not."""
    try:
        seconds = start()
    except OSError:
        return Finding("backend", State.BROKEN, "silent")
    state, what = (State.GOOD, "good") if seconds < SLOW_START else (State.LOOK, "slow")
    return Finding("backend", state, what, {"seconds": f"{seconds:.1f}"})


def organisations(found: Found) -> Finding:
    """Whether what an administrator has set up can be used."""
    if found.problems:
        return Finding("organisations", State.BROKEN, "wrong", {"problems": "; ".join(found.problems)})
    names = ", ".join(its.choice.name for its in found.organisations)
    return Finding("organisations", State.GOOD, "good" if names else "none", {"names": names})


def packs(found: Mapping[str, tuple[str, ...]]) -> Finding:
    """Whether every provider's pack can be used; ``found`` has the problems of each."""
    wrong = {name: problems for name, problems in found.items() if problems}
    if wrong or not found:
        problems = "; ".join(f"{name}: {problem}" for name, each in wrong.items() for problem in each)
        return Finding("packs", State.BROKEN, "wrong", {"problems": problems})
    return Finding("packs", State.GOOD, "good", {"names": ", ".join(found)})


def _short(path: Path) -> str:
    """A path without the name of the person whose home it is in."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
