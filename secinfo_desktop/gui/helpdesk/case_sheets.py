"""The sheets that change who leads a case, how it ends, and what the caller gets."""

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.calls import CALL_BACK_AFTER, LONGEST_TICKET, ErasedFor, HandedTo, OutcomeCode
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.gui.helpdesk.sheets import Sheet, Tell, close_button, ways_sheet
from secinfo_desktop.gui.helpdesk.wording import phrase_of, plain
from secinfo_desktop.gui.parts import Button, Choice, Choices, Field, Item, Kind, Labelled, Text, labelled
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.pages import Call, ConsoleFrame
from secinfo_desktop.helpdesk.phrases import AT, Moment
from secinfo_desktop.texts.words import Words

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")


def hand_over_sheet(frame: ConsoleFrame, words: Words, parent: QWidget, tell: Tell) -> Sheet:
    """To second line with a ticket, back to the caller, or to a colleague."""
    say = words.say
    ways: list[tuple[str, str, object]] = [
        (say(f"helpdesk_window.hand_over.{to}"), say(f"helpdesk_window.hand_over.{to}.detail"), what)
        for to, what in ((HandedTo.SECOND_LINE, Wish.TICKET), (HandedTo.CALLER, said.HandsOver(HandedTo.CALLER)))
    ]
    ways += [
        (
            say("helpdesk_window.hand_over.colleague", name=plain(colleague.name)),
            say(f"helpdesk_window.role.{colleague.role}"),
            said.HandsOver(HandedTo.COLLEAGUE, colleague.id),
        )
        for colleague in frame.colleagues
        if colleague.id != frame.me.id
    ]
    lead = say("helpdesk_window.hand_over.lead")
    return ways_sheet(say("helpdesk_window.hand_over.title"), ways, words, parent, tell, lead=lead)


def erase_sheet(words: Words, parent: QWidget, tell: Tell, *, is_shared: bool) -> Sheet:
    """Asks why: a word, for a sentence would say something of a person. A service keeps that it was done."""
    say = words.say
    ways = [(say(f"helpdesk_window.erase.{why}"), "", said.Erases(why)) for why in ErasedFor]
    lead = say("helpdesk_window.sheet.erase.hint")
    below = say("helpdesk_window.sheet.erase.audit") if is_shared else ""
    return ways_sheet(say("helpdesk_window.sheet.erase.title"), ways, words, parent, tell, lead=lead, below=below)


class WrapUpSheet(Sheet):
    """How the call ended, when the caller is called back, and the number of a ticket."""

    def __init__(self, call: Call, words: Words, parent: QWidget, tell: Tell) -> None:
        say, self._call, self._words, self._tell, suggests = words.say, call, words, tell, call.suggests
        self._codes = tuple(OutcomeCode)
        choices = [Choice(say(f"helpdesk_window.outcome.{code}"), low=True) for code in self._codes]
        self._outcome = Choices(choices, name=say("helpdesk_window.wrap_up.outcome"))
        self._day, self._ticket = Field(width=220, left_to_right=True), Field(width=320)
        self._ticket.setMaxLength(LONGEST_TICKET)
        self._when = _labelled("call_back", self._day, words)
        self._problem = Text("", Type.SMALL_STRONG, Color.BAD)
        self._problem.hide()
        self._close_case, stay = Button(say("helpdesk_window.wrap_up.do"), Kind.PRIMARY), close_button(words)
        ticket = _labelled("ticket", self._ticket, words)
        self._closing = Text("", Type.BODY, max_chars=76)
        items: list[Item] = [self._closing, 14, self._problem, 4, self._outcome, 16, self._when, 14, ticket]
        buttons = [self._close_case, stay]
        super().__init__(say("helpdesk_window.wrap_up.title"), items, buttons, parent, first=choices[0], width=600)
        stay.clicked.connect(self.reject)
        self._outcome.chosen.connect(self._propose_day)
        self._day.textChanged.connect(self._say_closing)
        self._close_case.clicked.connect(self._finish)
        self._say_closing()
        if suggests is not None:
            self._outcome.choose(self._codes.index(suggests))
            self._propose_day(self._codes.index(suggests))

    @Slot(int)
    def _propose_day(self, index: int) -> None:
        """A wait of a day or of thirty has its day; whatever else was typed stays."""
        after = CALL_BACK_AFTER.get(self._codes[index])
        proposed = {self._today() + span for span in CALL_BACK_AFTER.values()}
        if after is not None:
            self._day.setText((self._today() + after).isoformat())
        elif day_in(self._day.text()) in proposed:
            self._day.clear()

    @Slot()
    def _say_closing(self) -> None:
        """What is said before the agent hangs up; with a day, that somebody calls back."""
        call, words, day = self._call, self._words, day_in(self._day.text())
        spoken = replace(words, language=call.line.language)
        when = spoken.day(datetime(day.year, day.month, day.day, 12).astimezone(words.zone)) if day else ""
        said = [phrase_of(phrase, call, words, day=when) for phrase in AT[Moment.END]]
        closing = words.say("helpdesk_window.closing", words=" ".join(filter(None, said)))
        self._closing.set_words(closing)
        self._closing.setVisible(any(said))

    def _today(self) -> date:
        return self._words.clock().astimezone(self._words.zone).date()

    @Slot()
    def _finish(self) -> None:
        index, typed = self._outcome.index(), self._day.text().strip()
        day = day_in(typed)
        self._problem.setVisible(index is None)
        self._problem.set_words(self._words.say("helpdesk_window.wrap_up.no_outcome"))
        wrong = bool(typed) and (day is None or day < self._today())
        self._when.set_problem(self._words.say("helpdesk_window.wrap_up.no_day") if wrong else "")
        if index is not None and not wrong:
            self.accept()
            self._tell(said.Closes(self._codes[index], day, self._ticket.text().strip() or None))


def _labelled(name: str, field: Field, words: Words) -> Labelled:
    base = f"helpdesk_window.wrap_up.{name}"
    return labelled(words.say(base), field, hint=words.say(f"{base}.hint"), role=Type.SMALL_STRONG)


def day_in(typed: str) -> date | None:
    """The day that somebody typed: 2026-12-03 or 3.12.2026."""
    typed = typed.strip()
    if found := _ISO.fullmatch(typed):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(typed):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
