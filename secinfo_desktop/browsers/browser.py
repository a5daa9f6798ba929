"""An installed browser, as a value."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from secinfo_desktop.browsers.families import FACTS, Engine, Facts, Family, System


class Packaging(StrEnum):
    """How a browser came onto the computer; it decides where it can write."""

    NATIVE = "native"
    SNAP = "snap"
    FLATPAK = "flatpak"


@dataclass(frozen=True)
class Browser:
    """A browser that can be started. ``launch`` begins the command; ``package`` names a Snap or Flatpak."""

    family: Family
    system: System
    launch: tuple[str, ...]
    packaging: Packaging = Packaging.NATIVE
    package: str = ""
    is_default: bool = False

    @property
    def facts(self) -> Facts:
        """What is known of its family."""
        return FACTS[self.family]

    @property
    def name(self) -> str:
        """What people call it."""
        return self.facts.name

    @property
    def can_be_separate(self) -> bool:
        """True if it can be given a profile of its own."""
        return self.facts.engine is not Engine.WEBKIT

    @property
    def program(self) -> Path:
        """The program that is started."""
        return Path(self.launch[0])
