"""The first page: what is the trouble? It needs little, for it is painted before the rest is loaded."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.parts import Answer, Flow, Icon, Item, Link, Text, column, holder, row
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.page_view import Template
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery.start import Began, Start, StartPage, WantsPractice, WantsSecurityInfo
from secinfo_desktop.texts.words import Words

if TYPE_CHECKING:
    from secinfo_desktop.gui.pages.kept import KeptCases, WhereItLies

_START_ICONS = {
    Start.NO_CODE: Glyph.CHAT_TEXT,
    Start.FORGOT_PASSWORD: Glyph.PASSWORD,
    Start.LOCKED: Glyph.LOCK,
    Start.NO_CONTACT: Glyph.DEVICE_MOBILE,
    Start.NUMBER_GONE: Glyph.PLUGS,
    Start.UNASKED_CODE: Glyph.SHIELD_WARNING,
}


class StartView(FlowPage):
    """What is the trouble? Or: go on where you were."""

    wants_to_forget = Signal(object)
    """One kept case or all of them, as ``recovery.said``: it is to be asked first."""
    wants_helpdesk = Signal()
    """Somebody takes calls here: the console opens in a window of its own."""
    wants_folder = Signal(str)
    """The person wants to see where the kept cases lie."""

    def __init__(self, page: StartPage, words: Words) -> None:
        title = words.say("page.start.title")
        cases, where = _kept(page, words)
        answers = [self._answer(start, words) for start in page.starts]
        practice = Link(words.say("page.start.practice"), icon=Glyph.GRADUATION_CAP)
        prepared = Link(words.say("page.start.security_info"), icon=Glyph.SHIELD_CHECK)
        prepared.setObjectName("security-info")
        helpdesk = Link(words.say("page.start.helpdesk"), icon=Glyph.HEADSET)
        helpdesk.setObjectName("helpdesk")
        content = column(
            Text(title, Type.DISPLAY),
            6,
            Text(words.say("page.start.lead"), Type.LEAD, Color.INK2, max_chars=70),
            16,
            *_with_gap(cases, 10),
            column(*answers[:-1], gap=6),
            14,
            answers[-1],
            12,
            _promise(words),
            8,
            Flow(prepared, practice, helpdesk, gap=28),
            *reversed(_with_gap(where, 18)),
            None,
        )
        super().__init__(title, content, template=Template.CENTRED)
        if cases and where:
            self._listen_to(cases, where)
        for answer, start in zip(answers, page.starts, strict=True):
            self.says(answer, Began(start))
        self.says(practice, WantsPractice())
        helpdesk.clicked.connect(self.wants_helpdesk)
        prepared.clicked.connect(lambda: self.said.emit(WantsSecurityInfo()))

    def _listen_to(self, cases: "KeptCases", where: "WhereItLies") -> None:
        cases.said.connect(self.said)
        cases.wants_to_forget.connect(self.wants_to_forget)
        where.wants_to_forget.connect(self.wants_to_forget)
        where.wants_folder.connect(self.wants_folder)

    @staticmethod
    def _answer(start: Start, words: Words) -> Answer:
        base = f"page.start.{start}"
        return Answer(words.say(base), words.say(f"{base}.detail"), icon=_START_ICONS[start])


def _kept(page: StartPage, words: Words) -> "tuple[KeptCases, WhereItLies] | tuple[None, None]":
    """What stands around the answers where something was kept."""
    if not page.kept:
        return None, None
    from secinfo_desktop.gui.pages.kept import KeptCases, WhereItLies

    return KeptCases(page.kept, words), WhereItLies(page.kept, words)


def _with_gap(part: QWidget | None, gap: int) -> list[Item]:
    return [part, gap] if part is not None else []


def _promise(words: Words) -> QWidget:
    sentence = Text(words.say("page.start.never_ask"), Type.SMALL, Color.INK2, max_chars=80)
    return holder(row(Icon(Glyph.LOCK, Color.INK2, 18), sentence, None, gap=8))
