"""What a person has set: a small file that may be missing, old or broken without doing any harm."""

import logging
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from secinfo_desktop.desktop.files import write_private

_log = logging.getLogger(__name__)

LONGEST_NAME = 60
TEXT_SIZES = (100, 125, 150, 175, 200)


class Colours(StrEnum):
    """The colours of the window; SYSTEM goes with the desktop, light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True)
class Settings:
    """``text_size`` in per cent, one of ``TEXT_SIZES``; ``language`` None means the system's.

    ``single_letters``: single keys without Ctrl or Alt do something (WCAG 2.1.4 wants them to be switched off).
    ``agent_name``: what somebody at the helpdesk is called; "" means that they are just called "you".
    """

    text_size: int = 100
    colours: Colours = Colours.SYSTEM
    language: str | None = None
    single_letters: bool = True
    agent_name: str = ""


class Loaded(NamedTuple):
    """Settings, and where a file lies that could not be used and was put aside."""

    settings: Settings
    put_aside: Path | None = None


def load(path: Path) -> Loaded:
    """The settings in a file; the defaults where there is none. A file that can't be read is put aside and kept.

    A single value that can't be used counts as not set: it may be a newer version's.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Loaded(Settings())
    except (OSError, ValueError):
        return Loaded(Settings(), _put_aside(path))
    return _parsed(text, path)


def _parsed(text: str, path: Path) -> Loaded:
    import json  # most starts have no use for it, and it takes its time before the first paint

    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return Loaded(Settings(), _put_aside(path))
    return Loaded(_settings(document)) if isinstance(document, dict) else Loaded(Settings(), _put_aside(path))


def save(path: Path, settings: Settings) -> None:
    """Keeps settings, whole or not at all.

    Raises:
        OSError: they could not be written; the old ones are still there.
    """
    import json

    write_private(path, json.dumps(asdict(settings), indent=2) + "\n")


def load_and_tell(path: Path) -> Loaded:
    """The same as ``load``; the log is told of a file that was put aside."""
    loaded = load(path)
    if loaded.put_aside is not None:
        _log.warning("settings could not be read; they are put aside as %s", loaded.put_aside.name)
    return loaded


def save_if_possible(path: Path, settings: Settings) -> bool:
    """Keeps settings; if that fails (False) they are for this time only, and the log is told."""
    try:
        save(path, settings)
    except OSError as error:
        _log.warning("settings could not be kept", exc_info=error)
        return False
    return True


def _put_aside(path: Path) -> Path | None:
    aside = path.with_suffix(".unreadable.json")
    try:
        path.replace(aside)
    except OSError:
        return None
    return aside


def _settings(document: dict[str, Any]) -> Settings:
    known = {field.name: document[field.name] for field in fields(Settings) if field.name in document}
    usable = {name: value for name, value in known.items() if _fits(name, value)}
    if "colours" in usable:
        usable["colours"] = Colours(usable["colours"])
    return Settings(**usable)


def _fits(name: str, value: Any) -> bool:
    match name:
        case "text_size":
            return type(value) is int and value in TEXT_SIZES
        case "colours":
            return value in tuple(Colours)
        case "language":
            return value is None or isinstance(value, str)
        case "agent_name":
            return isinstance(value, str) and len(value) <= LONGEST_NAME
    return isinstance(value, bool)
