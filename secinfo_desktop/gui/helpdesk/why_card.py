"""Why this step, in numbers: what is likely, what the answers moved, and the next best step."""

from math import ceil
from typing import Final

from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.parts import Card, Item, Spread, Text, column
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type
from secinfo_desktop.helpdesk.pages import Moved, Why
from secinfo_desktop.texts.words import Words

_CAUSES: Final = 3
_MOVES: Final = 2
_MINUTE_S: Final = 60


def why_card(why: Why, words: Words) -> QWidget:
    """The sheet below the answers."""
    say = words.say
    title = Text(say("helpdesk_window.why"), Type.SMALL_STRONG, heading=True)
    rest = Text(say("helpdesk_window.why.rest", time=about(why.remaining_s, words)), Type.CAPTION, Color.INK2)
    items: list[Item] = [Spread(title, rest, gap=12), 6]
    if why.causes:
        likely = [
            say("helpdesk_window.why.cause", cause=one.title, percent=round(100 * one.chance))
            for one in why.causes[:_CAUSES]
        ]
        items += [_line(say("helpdesk_window.why.likely", causes=say("helpdesk_window.why.join").join(likely)))]
    for move in why.moves[:_MOVES]:
        items += [4, _line(_moved(move, why, words))]
    if why.runner_up is not None:
        _, step, seconds = why.runner_up
        items += [8, _line(say("helpdesk_window.why.runner_up", step=step, time=about(seconds, words)))]
    return Card(column(*items), fill=Color.SUNKEN, edge=None, radius=Radius.CONTROL, pad=16)


def _line(words: str) -> Text:
    return Text(words, Type.SMALL, Color.INK2, max_chars=88)


def _moved(move: Moved, why: Why, words: Words) -> str:
    """A cause that is no longer among the likely ones is looked up in the checklist's words."""
    known = {one.cause: one.title for one in why.causes}
    cause = known.get(move.cause) or words.say_if_any(f"checklist.cause.{move.cause}", mask="…", provider="…")
    way = "more" if move.moved > 0 else "less"
    return words.say(f"helpdesk_window.why.moved.{way}", answer=_answer(move, words), cause=cause or move.cause)


def _answer(move: Moved, words: Words) -> str:
    """What was said, in the words of the answer; of a step without own words that it helped or not."""
    its = f"checklist.question.{move.step}.answer.{move.answer}", f"helpdesk.answer.{move.answer}"
    found = (words.say_if_any(text_id, mask="…", provider="…") for text_id in its)
    return next((one for one in found if one), move.answer)


def about(seconds: float, words: Words) -> str:
    """Seconds up to a minute, then whole minutes."""
    if seconds < _MINUTE_S:
        return words.say("helpdesk_window.seconds", number=max(round(seconds), 1))
    return words.say("helpdesk_window.minutes", number=ceil(seconds / _MINUTE_S))
