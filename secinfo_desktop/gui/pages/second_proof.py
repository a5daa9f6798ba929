"""One proof was right, and the account needs another one, by a different method (R13): which one?"""

from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.pages.base import LETTERS, FlowPage
from secinfo_desktop.gui.parts import START, Answer, Chip, Item, Text, Tone, column
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import pages
from secinfo_desktop.recovery.sentences import second_proof_lead, second_proofs
from secinfo_desktop.texts.words import Words


class SecondProofView(FlowPage):
    """What counts already, and large answers for the other proof."""

    def __init__(self, page: pages.SecondProofPage, words: Words) -> None:
        title = words.say("page.second_proof.title")
        offered = second_proofs(page, words)
        self._answers = [
            Answer(line.text, line.detail, key=letter) for (_, line), letter in zip(offered, LETTERS, strict=False)
        ]
        counts = Chip(words.say("page.second_proof.counts"))
        counts.show_other(words.say("page.second_proof.counts"), Tone.GOOD, Glyph.CHECK_CIRCLE_FILL)
        lead: list[Item] = [Text(line, Type.BODY, Color.INK2) for line in second_proof_lead(page, words)]
        content = column(
            Text(title, Type.TITLE), 6, *lead, 12, (counts, START), 20, column(*self._answers, gap=10), None
        )
        super().__init__(title, content)
        for control, (what, _) in zip(self._answers, offered, strict=True):
            self.says(control, what)

    def first_focus(self) -> QWidget:
        """The first answer."""
        return self._answers[0]
