"""A sheet of paper as a value: what is printed or saved, in sentences. How it is drawn, a face knows."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.texts.words import Words


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


def as_text(sheet: Sheet, words: Words) -> str:
    """The same as plain text, to be copied, sent or saved. Practice is told before anything else."""
    mark = [words.say("page.practice.banner"), ""] if sheet.practice else []
    parts = [line for section in sheet.sections for line in ("", *_section(section))]
    return "\n".join([*mark, sheet.title, *parts, *(["", sheet.footer] if sheet.footer else [])])


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield section.title
    for number, line in enumerate(section.lines, 1):
        mark = f"{number}. " if section.numbered else "- " if section.title else ""
        yield mark + (f"{line.text}: {line.detail}" if line.detail and not section.numbered else line.text)
        if line.detail and section.numbered:
            yield f"   {line.detail}"
