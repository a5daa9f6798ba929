"""Tells a play while it goes on: in lines that people read, or as JSON lines. No code and no password is in either."""

import json
import re
from collections.abc import Iterator
from textwrap import wrap

from secinfo_desktop.player.moves import (
    AsksThere,
    Does,
    Move,
    OpensThere,
    Played,
    Says,
    SetsThere,
    There,
    Turn,
    TypesThere,
    Waits,
)
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame, Page, Problem
from secinfo_desktop.recovery.said import Said
from secinfo_desktop.recovery.step_words import step_words
from secinfo_desktop.terminal import drawing
from secinfo_desktop.terminal.screens import Screen
from secinfo_desktop.texts.words import Words

HIDDEN = "••••••"
"""What stands for a code."""
WIDTH, INDENT = 92, " " * 7
_KEYS: dict[type[Said], str] = {
    said.CodeWorked: "page.shell.dock.worked",
    said.SeesRefusal: "page.shell.dock.refused",
    said.InAlready: "page.shell.in_already",
}
"""What can be said beside the numbered answers, by a letter."""
_THERE = {OpensThere: "opens", AsksThere: "asks", TypesThere: "types", SetsThere: "sets_password"}


class Teller:
    """Tells the turns of one person in words; a page that stays is told once."""

    def __init__(self, name: str, words: Words) -> None:
        self.name, self.words = name, words
        self._told: tuple[Page, Problem | None] | None = None

    def lines(self, turn: Turn) -> Iterator[str]:
        """What the page says, and what the person does about it."""
        screen, page = drawing.screen(turn.frame, self.words), (turn.frame.page, turn.frame.problem)
        if page != self._told:
            self._told, time = page, self.words.time(self.words.clock())
            yield f"{time}  {screen.title}"
            yield from self._indented(*screen.problem, *screen.paragraphs)
        if turn.move is not None:
            yield from self._indented(self._deed(turn.move, turn.frame, screen))

    def _indented(self, *sentences: str) -> Iterator[str]:
        for sentence in sentences:
            yield from wrap(sentence, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)

    def _deed(self, move: Move, frame: Frame, screen: Screen) -> str:
        match move:
            case Waits(seconds):
                return self.words.say("terminal.told.waits", n=round(seconds), name=self.name)
            case Does(deed):
                step = step_words(frame, self.words).title(deed)
                return self.words.say("terminal.told.does", name=self.name, step=step)
            case Says(what):
                return self._typed(what, frame.page) or self._chosen(what, screen)
            case OpensThere() | AsksThere() | TypesThere() | SetsThere():
                return self._done_there(move)

    def _done_there(self, deed: There) -> str:
        """What is done on the provider's own pages, beside the app; no more of it than everybody may see."""
        match deed:
            case OpensThere(name):
                return self.words.say("terminal.told.there.opens", name=self.name, account=name)
            case AsksThere(contact):
                return self.words.say("terminal.told.there.asks", name=self.name, mask=contact.mask)
            case TypesThere():
                return self.words.say("terminal.told.there.code", name=self.name, code=HIDDEN)
            case SetsThere():
                return self.words.say("terminal.told.there.password", name=self.name)

    def _typed(self, what: Said, page: Page) -> str | None:
        """What was typed is told only as far as everybody may see it."""
        match what, page:
            case said.GaveCode(), _:
                return self.words.say("terminal.told.code", name=self.name, code=HIDDEN)
            case said.GavePassword(), _:
                return self.words.say("terminal.told.password", name=self.name)
            case said.ChoseContact(contact), pages.ContactPage(contacts):
                mask = next(shown.mask for shown in contacts if shown.id == contact)
                return self.words.say("terminal.told.contact", name=self.name, mask=mask)
            case said.Skipped(), _:
                return self.words.say("terminal.told.skips", name=self.name)
        return None

    def _chosen(self, what: Said, screen: Screen) -> str:
        chosen = said.ChoseStory(what.story) if isinstance(what, said.ChoseStory) else what
        offered = (option.text for option in screen.options if option.leads_to == chosen)
        answer = next(offered, None) or self.words.say(_KEYS[type(chosen)])
        return self.words.say("terminal.told.chooses", name=self.name, answer=answer)


def as_json(turn: Turn, words: Words) -> str:
    """The same for programs: fixed words and times only."""
    page = turn.frame.page
    told = {"at": words.clock().isoformat(), "page": _spelled(type(page).__name__.removesuffix("Page"))}
    if isinstance(page, pages.StepPage):
        told["step"] = page.step
    if turn.frame.problem is not None:
        told["problem"] = turn.frame.problem.failure.value
    return json.dumps(told | _move_as_json(turn.move))


def _move_as_json(move: Move | None) -> dict[str, object]:
    match move:
        case None:
            return {}
        case Waits(seconds):
            return {"waits": round(seconds, 1)}
        case Does(deed):
            return {"does": deed}
        case OpensThere() | AsksThere() | TypesThere() | SetsThere():
            return {"there": _THERE[type(move)]}
        case Says(said.Answered(answer)):
            return {"says": "answered", "answer": answer}
        case Says(what):
            return {"says": _spelled(type(what).__name__)}


def _spelled(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def summary(played: Played) -> str:
    """The last line of every play, as JSON."""
    return json.dumps(
        {
            "scenario": played.scenario,
            "cause": played.cause,
            "outcome": played.outcome,
            "steps": played.steps,
            "found_cause": played.found_cause,
        }
    )
