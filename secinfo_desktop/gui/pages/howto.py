"""How something is done on one phone or in one mail program: the choice of it, and the steps."""

from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.pages.base import LETTERS, FlowPage
from secinfo_desktop.gui.pages.steps import window_words
from secinfo_desktop.gui.paper_buttons import PaperButtons
from secinfo_desktop.gui.parts import Answer, Button, Item, Kind, Link, NumberedStep, Text, column
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import howto_words, pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.texts.words import Words


class HowToChoiceView(FlowPage):
    """Which phone, or which mail program? One press shows the steps."""

    def __init__(self, page: pages.HowToChoicePage, words: Words) -> None:
        title = words.say(f"howto.choice.{howto_words.kind(page.topic)}")
        self._answers = [
            Answer(howto_words.program(name, words), key=letter, low=True)
            for name, letter in zip(page.programs, LETTERS, strict=False)
        ]
        lead = Text(words.say("howto.choice.lead"), Type.BODY, Color.INK2)
        super().__init__(title, column(Text(title, Type.TITLE), 6, lead, 20, column(*self._answers, gap=8), None))
        for answer, name in zip(self._answers, page.programs, strict=True):
            self.says(answer, said.ChoseHowTo(name))

    def first_focus(self) -> QWidget:
        """The first program."""
        return self._answers[0]


class HowToView(FlowPage):
    """The numbered steps with their date, and the ways to take them along."""

    def __init__(self, page: pages.HowToPage, frame: Frame, words: Words) -> None:
        said_words, title = window_words(frame, words), howto_words.title(page.topic, words)
        lines = howto_words.steps(page, said_words)
        steps = [NumberedStep(number, line.text, line.detail) for number, line in enumerate(lines, 1)]
        self._back = Button(words.say("howto.back"), Kind.PRIMARY)
        other = Link(words.say(f"howto.other.{howto_words.kind(page.topic)}"))
        name = f"{page.program}-{page.topic}"
        buttons = PaperButtons(lambda: howto_words.sheet(page, frame, said_words), name, words, self._back, copies=True)
        head: list[Item] = [Text(howto_words.overline(page, words), Type.LABEL, Color.ACCENT_INK, max_chars=90), 8]
        about = [Text(sentence, Type.CAPTION, Color.INK2, max_chars=80) for sentence in howto_words.about(page, words)]
        content = column(
            *head,
            Text(title, Type.TITLE),
            20,
            column(*steps, gap=16),
            24,
            buttons,
            8,
            other,
            16,
            column(*about, gap=4),
            None,
        )
        super().__init__(title, content)
        self.says(self._back, said.WentBack())
        self.says(other, said.WantsHowTo(page.topic))

    def first_focus(self) -> QWidget:
        """The way back to the step."""
        return self._back
