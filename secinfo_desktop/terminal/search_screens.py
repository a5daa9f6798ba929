"""The screens of finding out why: questions, instructions, other steps."""

from dataclasses import replace

from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame, StepPage
from secinfo_desktop.recovery.provider_links import page_of_step, provider_link
from secinfo_desktop.recovery.sentences import answers, doubt, numbered_steps, overline, step_base
from secinfo_desktop.recovery.step_words import StepWords
from secinfo_desktop.terminal.howto_screens import show_me
from secinfo_desktop.terminal.screens import Field, Option, Screen
from secinfo_desktop.terminal.sender_screen import sender_option
from secinfo_desktop.texts.words import Words


def question(page: pages.QuestionPage, frame: Frame, words: StepWords) -> Screen:
    """A question with its answers."""
    return _step(page, frame, words)


def instruction(page: pages.InstructionPage | pages.SessionsPage, frame: Frame, words: StepWords) -> Screen:
    """Something to do, and what came of it."""
    return replace(_step(page, frame, words), items=numbered_steps(step_base(page), words))


def recovery_code(page: pages.RecoveryCodePage, frame: Frame, words: StepWords) -> Screen:
    """A line for the code that was kept, and the answer of whoever has none."""
    say = words.words.say
    field = Field(say("page.recovery_code.label"), said.GaveRecoveryCode, say("page.recovery_code.hint"))
    drawn = _step(page, frame, words)
    return replace(drawn, paragraphs=(*drawn.paragraphs, say("page.recovery_code.opens")), field=field)


def _step(page: StepPage, frame: Frame, words: StepWords) -> Screen:
    base = step_base(page)
    options = [Option(line.text, said.Answered(answer), line.detail) for answer, line in answers(page, words)]
    return Screen(
        title=words.say(f"{base}.title"),
        overline=overline(page, words.words),
        paragraphs=_lead(base, words),
        options=(*options, *_opening(page, frame, words), *_ways(page, frame, words)),
        notices=(*_doubt(page, words), *_news(frame, words.words)),
        why=words.why(page.why, page.why_cause),
    )


def _ways(page: StepPage, frame: Frame, words: StepWords) -> tuple[Option, ...]:
    """What helps with the step, and the step that has become better."""
    helps = (*sender_option(page, words.words), *show_me(frame.how_to, words.words))
    return (*helps, *_better(frame, words))


def other_steps(page: pages.OtherStepsPage, words: StepWords) -> Screen:
    """Which step do you want to take?"""
    return Screen(
        title=words.words.say("page.other_steps.title"),
        paragraphs=(words.words.say("page.other_steps.lead" if page.steps else "page.other_steps.empty"),),
        options=tuple(Option(words.title(step), said.ChoseStep(step)) for step in page.steps),
    )


def _lead(base: str, words: StepWords) -> tuple[str, ...]:
    lead = words.say_if_any(f"{base}.lead")
    return (lead,) if lead else ()


def _opening(page: StepPage, frame: Frame, words: StepWords) -> tuple[Option, ...]:
    """By hand: the provider's page that the step is about."""
    found = provider_link(frame, page_of_step(page.step), words.words)
    return (Option(found.open, said.OpensPage(found.page), found.address),) if found else ()


def _doubt(page: StepPage, words: StepWords) -> tuple[str, ...]:
    line = doubt(page, words)
    return (f"{line.text} {line.detail}",) if line is not None else ()


def _news(frame: Frame, words: Words) -> tuple[str, ...]:
    return (words.say("page.step.better"),) if frame.better_step else ()


def _better(frame: Frame, words: StepWords) -> tuple[Option, ...]:
    if frame.better_step is None:
        return ()
    go_there = words.words.say("page.step.better.take", step=words.title(frame.better_step))
    return (Option(go_there, said.ChoseStep(frame.better_step)),)
