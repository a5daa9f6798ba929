"""What is said of sessions, in sentences that window and terminal have in common."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.families import FACTS, Family, Shortcut, System, shortcut
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.states import State, Verdict
from secinfo_desktop.texts.words import Words


@dataclass(frozen=True)
class Told:
    """What happened, and what to do about it."""

    title: str
    body: str = ""


def state(which: Which, now: State | None, words: Words) -> str:
    """One session's state, in a word or two."""
    if now is None:
        return words.say("apart.chip.not_open")
    return words.say(f"apart.chip.{which}.open" if now is State.OPEN else f"apart.chip.{now}")


def verdict(of: Verdict, at: datetime, browser: str, words: Words, *, several: bool) -> Told:
    """What was proven of the sessions that were opened."""
    match of:
        case Verdict.SEPARATE:
            number = "two" if several else "one"
            return Told(words.say(f"apart.checked.separate.{number}", time=words.time(at)))
        case Verdict.DID_NOT_START:
            return Told(words.say("apart.did_not_start", browser=browser), words.say("apart.did_not_start.now"))
    return Told(words.say(f"apart.{of}"), words.say(f"apart.{of}.now"))


def still_open(n: int, words: Words, *, from_before: bool) -> Told:
    """Windows that are open where nobody looks at them; ``n`` is how many."""
    title = words.say("apart.from_before" if from_before else "apart.still_open", n=n)
    return Told(title, words.say("apart.still_open.now", n=n))


def keys(own: Browser | None, words: Words) -> tuple[str, ...]:
    """Which keys open a private window: those of this computer's browser first, then everybody's, and on a Mac."""
    lines = [_line("apart.keys.own", [own.name], shortcut(own.family, own.system), words)] if own is not None else []
    for text_id, system in (("apart.keys.line", System.WINDOWS), ("apart.keys.mac", System.MACOS)):
        families = sorted(_families(system), key=lambda family: shortcut(family, system))
        for its_keys, group in groupby(families, lambda family: shortcut(family, system)):  # noqa: B023 - used at once
            lines.append(_line(text_id, [FACTS[family].name for family in group], its_keys, words))
    return (*lines, words.say("apart.keys.safari"))


def _families(system: System) -> list[Family]:
    """Safari is on a Mac only; a Firefox ESR is called Firefox there."""
    left_out = {Family.FIREFOX_ESR, *([] if system is System.MACOS else [Family.SAFARI])}
    return [family for family in Family if family not in left_out]


def _line(text_id: str, names: list[str], its_keys: Shortcut, words: Words) -> str:
    return words.say(text_id, browsers=", ".join(names), keys=words.say(f"apart.keys.{its_keys}"))
