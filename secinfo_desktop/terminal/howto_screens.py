"""The screens of a how-to: which phone or program, and its steps."""

from secinfo_desktop.recovery import howto_words, pages, said
from secinfo_desktop.recovery.howto import Topic
from secinfo_desktop.recovery.step_words import StepWords
from secinfo_desktop.terminal.screens import Option, Screen
from secinfo_desktop.texts.words import Words


def show_me(topic: Topic | None, words: Words) -> tuple[Option, ...]:
    """The way to it from the screen of a step, if there is one."""
    if topic is None:
        return ()
    return (Option(words.say(f"howto.link.{topic}"), said.WantsHowTo(topic)),)


def choice(page: pages.HowToChoicePage, words: Words) -> Screen:
    """Which phone, or which mail program?"""
    return Screen(
        title=words.say(f"howto.choice.{howto_words.kind(page.topic)}"),
        paragraphs=(words.say("howto.choice.lead"),),
        options=tuple(Option(howto_words.program(name, words), said.ChoseHowTo(name)) for name in page.programs),
    )


def how_to(page: pages.HowToPage, steps: StepWords) -> Screen:
    """The steps, one after the other."""
    words = steps.words
    other = words.say(f"howto.other.{howto_words.kind(page.topic)}")
    return Screen(
        title=howto_words.title(page.topic, words),
        overline=howto_words.overline(page, words),
        items=howto_words.steps(page, steps),
        notices=howto_words.about(page, words),
        options=(Option(words.say("howto.back"), said.WentBack()), Option(other, said.WantsHowTo(page.topic))),
    )
