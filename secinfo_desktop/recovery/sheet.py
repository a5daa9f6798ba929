"""A sheet of paper as a value: what is printed or saved, in sentences. How it is drawn, a face knows."""

from dataclasses import dataclass, field

from secinfo_desktop.recovery.sentences import Line


@dataclass(frozen=True)
class Section:
    """Lines that belong together, below a title if there is one; ``numbered`` ones are done one after the other."""

    lines: tuple[Line, ...]
    title: str = ""
    numbered: bool = False


@dataclass(frozen=True)
class Sheet:
    """What stands on paper: plain text only. ``footer`` and, in ``practice``, a word of warning stand on every page."""

    title: str
    sections: tuple[Section, ...] = field(repr=False)
    footer: str = ""
    practice: bool = False
