"""The hand-over to a person: the sheet to take along, and what can be done with it."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.pages.live import ask_link
from secinfo_desktop.gui.paper_buttons import PaperButtons
from secinfo_desktop.gui.parts import (
    START,
    TOP,
    Button,
    Card,
    Chip,
    Event,
    Flow,
    Item,
    Kind,
    Link,
    Rule,
    State,
    Text,
    Timeline,
    Tone,
    announce,
    column,
    holder,
    isolated,
    row,
)
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.page_view import margin
from secinfo_desktop.gui.theme import Space, Type, current
from secinfo_desktop.recovery import help_pages, pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.sentences import Line, answered, summary, tried
from secinfo_desktop.recovery.summary import as_sheet, as_text, meanwhile, who_helps
from secinfo_desktop.texts.words import Words

LABEL_WIDTH = 150


def help_links(frame: Frame, words: Words) -> list[tuple[said.HelpPage, Link, str]]:
    """The pages of whoever helps that can be opened, with what opens them and their addresses (security rule 2)."""
    addresses = dict(help_pages.known(frame))
    return [
        (page, Link(words.say(f"page.hand_over.open.{page}")), addresses[page]) for page in help_pages.offered(frame)
    ]


class SummaryButtons(Holder):
    """Takes the summary along: into the clipboard, to a printer, into a file. Then the ``last`` button."""

    def __init__(
        self,
        page: pages.HandOverPage,
        frame: Frame,
        words: Words,
        *last: Button,
        kind: Kind = Kind.PRIMARY,
        stacked: bool = False,
    ) -> None:
        super().__init__()
        self._text, self._words = partial(as_text, page, frame, words), words
        self.copy = Button(words.say("page.hand_over.copy"), kind, icon=Glyph.COPY)
        self.copy.setObjectName("copy-summary")
        self._copied = Text("", Type.SMALL, Color.ACCENT_INK, max_chars=44 if stacked else 70)
        self._copied.hide()
        self.copy.clicked.connect(self._copy)
        name = words.say("page.hand_over.file")
        paper = PaperButtons(lambda: as_sheet(page, frame, words), name, words, self.copy, last=last, stacked=stacked)
        self.setLayout(column(paper, self._copied))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text())
        self._copied.set_words(self._words.say("page.hand_over.copied"))
        self._copied.show()
        announce(self._copied, self._copied.text())


class HandOverActions(SummaryButtons):
    """The same, and finishing. What ``finish`` does is for others."""

    def __init__(self, page: pages.HandOverPage, frame: Frame, words: Words, *, stacked: bool) -> None:
        self.finish = Button(words.say("page.hand_over.finish"))
        super().__init__(page, frame, words, self.finish, stacked=stacked)


class HandOverPanel(Holder):
    """What can be done, and what to keep in mind. With large text it lies below the page, which has the buttons."""

    def __init__(self, page: pages.HandOverPage, frame: Frame, words: Words) -> None:
        super().__init__()
        say, is_below = words.say, current().one_column
        self.buttons = None if is_below else HandOverActions(page, frame, words, stacked=True)
        self.setAccessibleName(say("page.hand_over.do"))
        items: list[Item] = []
        if self.buttons is not None:
            items += [Text(say("page.hand_over.do"), Type.SMALL_STRONG), 14, self.buttons, 20]
        items += [
            Text(say("page.hand_over.meanwhile"), Type.SMALL_STRONG),
            6,
            Text(meanwhile(frame, words), Type.SMALL, Color.INK2, max_chars=44),
            20,
            None,
            Text(say("page.hand_over.never_ask"), Type.CAPTION, Color.INK2, max_chars=44),
        ]
        edge, top = (margin(), 0) if is_below else (Space.L, 30)
        self.setLayout(column(*items, margins=(edge, top, edge, Space.L)))


class HandOverView(FlowPage):
    """A sheet that says what happened, with nothing secret in it, to take to a person."""

    def __init__(self, page: pages.HandOverPage, frame: Frame, words: Words) -> None:
        title = words.say("page.hand_over.title")
        head: list[Item] = [Text(title, Type.TITLE), 8]
        for sentence in who_helps(frame, words, isolated):
            head += [Text(sentence, Type.BODY), 2]
        links = help_links(frame, words)
        head += [*(Flow(link, Text(isolated(url), Type.SMALL, Color.INK2), gap=16) for _, link, url in links)]
        head += [Text(words.say("page.hand_over.lead"), Type.BODY, Color.INK2), 8]
        ask = ask_link(frame, words)
        head += [(ask, START), 10] if ask is not None else [10]
        head += [Text(words.say("live_help.by_hand"), Type.SMALL, Color.INK2), 18] if frame.by_hand else []
        self._actions = actions = self._own_actions(page, frame, words)
        head += [actions, 8] if actions is not None else []
        super().__init__(title, column(*head, *self._own_advice(frame, words), _sheet(page, frame, words), None))
        for page_there, link, _ in links:
            self.says(link, said.OpensHelp(page_there))
        if actions is not None:
            self.says(actions.finish, said.Finished())
        if ask is not None:
            self.says(ask, said.WantsHelp(words.language))

    def first_focus(self) -> QWidget | None:
        """What most people do first; None where the panel has it."""
        return self._actions.copy if self._actions is not None else super().first_focus()

    @staticmethod
    def _own_actions(page: pages.HandOverPage, frame: Frame, words: Words) -> HandOverActions | None:
        """In practice the panel is taken by the made-up person's things; with large text it lies below all this."""
        if frame.persona is None and not current().one_column:
            return None
        return HandOverActions(page, frame, words, stacked=False)

    @staticmethod
    def _own_advice(frame: Frame, words: Words) -> list[Item]:
        if frame.persona is None:
            return []
        return [Text(meanwhile(frame, words), Type.SMALL, Color.INK2), 18]


def _sheet(page: pages.HandOverPage, frame: Frame, words: Words) -> Card:
    say = words.say
    chip = Chip(say("page.hand_over.nothing_secret"), Tone.GOOD, Glyph.SHIELD_CHECK)
    items: list[Item] = [row(Text(say("page.hand_over.summary"), Type.HEADING), None, chip), 14]
    for line in summary(page, frame, words):
        items += [_fact(line.text, isolated(line.detail) if line.detail == frame.account_name else line.detail), 6]
    if told := answered(page, frame, words):
        items += [*_title(say("page.hand_over.answered")), Timeline(_events(told, State.NOTE), gap=8), 8]
    items += _title(say("page.hand_over.tried"))
    if done := tried(page, frame, words):  # what had helped would not have led here
        items += [Timeline(_events(done, State.FAILED), gap=8)]
    else:
        items += [Text(say("page.hand_over.tried.none"), Type.SMALL, Color.INK2)]
    return Card(column(*items), pad=24)


def _title(words: str) -> list[Item]:
    return [8, Rule(), 14, Text(words, Type.SMALL_STRONG), 10]


def _events(lines: tuple[Line, ...], state: State) -> list[Event]:
    return [Event(state, line.text, line.detail) for line in lines]


def _fact(title: str, words: str) -> QWidget:
    label = Text(title, Type.SMALL, Color.INK2, max_chars=30)
    value = Text(words, Type.SMALL, max_chars=64)
    if current().one_column:
        return holder(column(label, value))
    label.setFixedWidth(current().px(LABEL_WIDTH))
    line = row((label, TOP), value, gap=12)
    line.setStretch(1, 1)
    return holder(line)
