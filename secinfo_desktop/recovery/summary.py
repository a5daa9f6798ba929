"""The summary of a case for the person who takes over: on the screen, as text, on paper. Nothing secret is in it.

No code, no password, no contact in full; an account name only where the person had to give it.
"""

from collections.abc import Callable

from secinfo_desktop.recovery import hand_words, help_pages, pages, sentences, sheet
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.ports import Purpose
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.recovery.sheet import Section, Sheet
from secinfo_desktop.texts.words import Words


def who_helps(frame: Frame, words: Words, quoted: Callable[[str], str] = str) -> tuple[str, ...]:
    """To whom to turn, when they are there, and their phone."""
    pack = frame.pack
    if pack is None:
        return ()
    there = pack.help_in(words.language)
    who = words.say("page.hand_over.who", name=there.name, hours=there.hours)
    phone = [words.say("page.hand_over.phone", phone=quoted(pack.help_phone))] if pack.help_phone else []
    return (who, *phone)


def meanwhile(frame: Frame, words: Words) -> str:
    """What to keep in mind until somebody helps; where a stranger asked for the code, not to use it (B30)."""
    stranger = frame.purpose is Purpose.SECURE
    return words.say("page.hand_over.meanwhile.secure" if stranger else "page.hand_over.meanwhile.body")


def where_help_is(frame: Frame, words: Words) -> tuple[Line, ...]:
    """The pages of whoever helps, as they stand on paper: what each is, and its address."""
    return tuple(Line(words.say(f"page.hand_over.at.{page}"), url) for page, url in help_pages.known(frame))


def as_sheet(page: pages.HandOverPage, frame: Frame, words: Words) -> Sheet:
    """The summary on paper. Practice is marked on every page of it."""
    tried = sentences.tried(page, frame, words) or (Line(words.say("page.hand_over.tried.none")),)
    help_lines = (*map(Line, who_helps(frame, words)), *where_help_is(frame, words))
    sections = (
        Section(sentences.summary(page, frame, words)),
        Section(sentences.answered(page, frame, words), words.say("page.hand_over.answered")),
        Section(tried, words.say("page.hand_over.tried")),
        Section(help_lines, words.say("page.hand_over.to_whom")),
    )
    return Sheet(
        title=words.say("page.hand_over.summary"),
        sections=tuple(section for section in sections if section.lines),
        footer=footer(frame, words),
        practice=frame.persona is not None,
    )


def footer(frame: Frame, words: Words) -> str:
    """Nobody may have a code (B31); and by hand, that the brand named on the sheet is not ours (security rule 8)."""
    apart = hand_words.not_affiliated(frame, words)
    return ". ".join([apart, words.say("next_time.never_ask")]) if apart else words.say("next_time.never_ask")


def as_text(page: pages.HandOverPage, frame: Frame, words: Words) -> str:
    """The same as plain text, to be copied, sent or saved."""
    return sheet.as_text(as_sheet(page, frame, words), words)
