"""What a person takes along from a page to where they need it: its steps, or at the end how it went. Nothing secret.

Steps hold what stands on the page: masks, senders, words on buttons; never a code, a password or a contact in full.
"""

from dataclasses import replace

from secinfo_desktop.recovery import hand_words, howto_words, pages, sentences, summary
from secinfo_desktop.recovery.apart import ASKS
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.recovery.sheet import Section, Sheet
from secinfo_desktop.recovery.step_words import step_words
from secinfo_desktop.texts.words import Words


def sheet(frame: Frame, words: Words) -> Sheet | None:
    """What can be taken along from the page of a frame; None where there is nothing to do or to keep."""
    match frame.page:
        case pages.HowToPage() as page:
            return howto_words.sheet(page, frame, step_words(frame, words))
        case pages.AskTherePage() as page:
            lead, steps = hand_words.ask_lead(page, words), hand_words.ask_steps(page, frame, words)
            return _steps(hand_words.ask_title(page, frame, words), lead, steps, frame, words)
        case pages.FindNamePage():
            title, lead = words.say("page.find_name.title"), words.say("page.find_name.lead")
            return _steps(title, lead, hand_words.names_found_by(frame, words), frame, words)
        case pages.InstructionPage() | pages.SessionsPage() as page:
            return _instruction(page, frame, words)
        case pages.HandOverPage() as page:
            return summary.as_sheet(page, frame, words)
        case pages.DonePage() as page:
            return _end(page, frame, words)
    return None


def _instruction(page: pages.InstructionPage | pages.SessionsPage, frame: Frame, words: Words) -> Sheet | None:
    if isinstance(page, pages.SessionsPage) and (page.stage in ASKS or page.stage is pages.Stage.WINDOWS):
        return None
    said, base = step_words(frame, words), sentences.step_base(page)
    lead = said.say_if_any(f"{base}.lead") or ""
    return _steps(said.say(f"{base}.title"), lead, sentences.numbered_steps(base, said), frame, words)


def _steps(title: str, lead: str, steps: tuple[Line, ...], frame: Frame, words: Words) -> Sheet:
    before = (Section((Line(lead),)),) if lead else ()
    return _sheet(Sheet(title, (*before, Section(steps, numbered=True))), frame, words)


def _end(page: pages.DonePage, frame: Frame, words: Words) -> Sheet:
    """How it ended, why, what happened with it, and what helps next time; or the summary of who was handed over."""
    if page.hand_over is not None:
        return summary.as_sheet(page.hand_over, frame, words)
    said, cause = step_words(frame, words), sentences.proven_cause(page)
    lines = [Line(sentences.done_lead(page, frame, words))]
    if cause is not None:
        lines += [Line(words.say("page.done.reason", cause=said.say(f"checklist.cause.{cause}")))]
    happened = sentences.consequences(page.consequences, words) if page.consequences is not None else ()
    sections = (
        Section(tuple(lines)),
        Section(tuple(map(Line, happened)), words.say("page.done.consequences")),
        Section(tuple(map(Line, sentences.hints(page, said))), sentences.hints_title(page, words)),
    )
    title = words.say(f"page.done.{page.outcome}.title")
    return _sheet(Sheet(title, tuple(section for section in sections if section.lines)), frame, words)


def _sheet(made: Sheet, frame: Frame, words: Words) -> Sheet:
    return replace(made, footer=summary.footer(frame, words), practice=frame.persona is not None)
