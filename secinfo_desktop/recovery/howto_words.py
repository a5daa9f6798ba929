"""What a how-to says, on the screen and on paper."""

from secinfo_desktop.recovery import pages
from secinfo_desktop.recovery.howto import Topic
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.sentences import Line, numbered_steps
from secinfo_desktop.recovery.sheet import Section, Sheet
from secinfo_desktop.recovery.step_words import StepWords
from secinfo_desktop.texts.words import Words


def kind(topic: Topic) -> str:
    """Where it is done: on the phone, or in the mail program."""
    return "phone" if topic is Topic.BLOCKED_SENDERS else "mail"


def program(name: str, words: Words) -> str:
    """The name of a program."""
    return words.say(f"howto.program.{name}")


def title(topic: Topic, words: Words) -> str:
    """What is done."""
    return words.say(f"howto.topic.{topic}")


def overline(page: pages.HowToPage, words: Words) -> str:
    """For which program the steps are."""
    if page.system is None:
        return words.say("howto.for.all")
    return words.say(f"howto.for.{page.system}", program=program(page.program, words))


def steps(page: pages.HowToPage, words: StepWords) -> tuple[Line, ...]:
    """The numbered steps."""
    return numbered_steps(f"howto.{page.program}.{page.topic}", words)


def about(page: pages.HowToPage, words: Words) -> tuple[str, ...]:
    """How old it is, and that a name that is mentioned is somebody else's."""
    if page.system is None:
        return (words.say("howto.general.note"),)
    month = words.say(f"page.moment.month.{page.checked.month}")
    return (
        words.say("howto.checked", month=month, year=page.checked.year),
        words.say("howto.not_affiliated", program=program(page.program, words)),
    )


def sheet(page: pages.HowToPage, frame: Frame, words: StepWords) -> Sheet:
    """The same on paper."""
    plain = words.words
    return Sheet(
        title=title(page.topic, plain),
        sections=(Section((), overline(page, plain)), Section(steps(page, words), numbered=True)),
        footer=" ".join(about(page, plain)),
        practice=frame.persona is not None,
    )
