"""Lines on paper: a screen wrapped to a width, with numbers before the answers. No colour, no cursor."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from secinfo_desktop.terminal.screens import Screen
from secinfo_desktop.texts.words import Words

NARROWEST = 20
WIDEST = 92
"""Columns; a longer line is hard to read back along."""
PROBLEM = "!!"
NOTICE = "--"
BULLET = " -  "
BETWEEN_KEYS = "   "


def lines(screen: Screen, width: int, words: Words) -> list[str]:
    """The lines of a screen, without the prompt."""
    return [line for block in _blocks(screen, width, words) if block for line in ("", *block)]


def _blocks(screen: Screen, width: int, words: Words) -> Iterator[list[str]]:
    yield _wrapped(screen.account, width) if screen.account else []
    yield _titles(screen, width)
    yield _marked(PROBLEM, screen.problem, width)
    yield [line for paragraph in screen.paragraphs for line in _wrapped(paragraph, width)]
    yield [line for item in screen.items for line in _with_detail(BULLET, item.text, item.detail, width)]
    yield _marked(NOTICE, screen.notices, width)
    numbered = enumerate(screen.options, 1)
    yield [
        line
        for number, option in numbered
        for line in _with_detail(f"{number:>2}  ", option.text, option.detail, width)
    ]
    if screen.keys:
        yield _wrapped(BETWEEN_KEYS.join(words.say(f"terminal.key.{key.name.lower()}") for key in screen.keys), width)


def _titles(screen: Screen, width: int) -> list[str]:
    title = _wrapped(screen.title, width)
    rule = "=" * max(len(line) for line in title)
    return [*(_wrapped(screen.overline, width) if screen.overline else []), *title, rule]


def _marked(mark: str, sentences: Sequence[str], width: int) -> list[str]:
    return [line for sentence in sentences for line in _wrapped(sentence, width, first=f"{mark} ")]


def _with_detail(first: str, text: str, detail: str | None, width: int) -> list[str]:
    rest = _wrapped(detail, width, first=" " * len(first)) if detail else []
    return [*_wrapped(text, width, first=first), *rest]


def _wrapped(text: str, width: int, first: str = "") -> list[str]:
    room, indent = min(max(width, NARROWEST), WIDEST), " " * len(first)
    pieces = [wrap(line, room - len(first), break_on_hyphens=False) for line in text.splitlines()]
    found = [line for piece in pieces for line in piece]
    return [f"{indent if number else first}{line}" for number, line in enumerate(found)]


def paragraph(text: str, width: int) -> list[str]:
    """One paragraph, with an empty line before it."""
    return ["", *_wrapped(text, width)]
