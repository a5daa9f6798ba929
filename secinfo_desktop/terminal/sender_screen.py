"""The screen on which a person compares the sender of a message."""

from secinfo_desktop.recovery import pages, said, sender_words
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.sender import offers_check
from secinfo_desktop.recovery.sender_words import Told
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.terminal.screens import Field, Option, Screen
from secinfo_desktop.texts.words import Words


def sender_option(page: pages.Page, words: Words) -> tuple[Option, ...]:
    """The answer that leads here, on the pages that offer it."""
    return (Option(words.say("sender.link"), said.WantsSenderCheck()),) if offers_check(page) else ()


def sender(page: pages.SenderPage, frame: Frame, words: Words) -> Screen:
    """Who sent the message? Or what came of the comparison."""
    told = sender_words.told(page, frame, words)
    if told is not None:
        return _told(told, page, words)
    asked = sender_words.question(page, frame, words)
    return Screen(
        title=words.say("sender.title"),
        paragraphs=(asked.lead,),
        items=(Line(asked.problem),) if asked.problem else (),
        notices=(words.say("sender.not_kept"),),
        field=Field(asked.label, said.GaveSender, asked.hint),
    )


def _told(told: Told, page: pages.SenderPage, words: Words) -> Screen:
    unasked = [Option(words.say("sender.unasked.go"), said.NobodyAsked())] if page.may_be_unasked else []
    return Screen(
        title=told.title,
        paragraphs=(told.meaning, *told.signs),
        items=told.senders,
        notices=(*told.to_do, *([words.say("sender.unasked")] if unasked else [])),
        options=(
            Option(words.say("sender.back"), said.WentBack()),
            Option(words.say("sender.again"), said.WantsSenderCheck()),
            *unasked,
        ),
    )
