"""The numbered lines of an instruction."""

from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.parts.layouts import TOP, column, row
from secinfo_desktop.gui.parts.text import PlainLabel, Text
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type, current


class NumberedStep(Holder):
    """A number, what to do, and below it where that is or what it does."""

    def __init__(self, number: int, title: str, detail: str = "") -> None:
        super().__init__()
        mark = Text(str(number), Type.HEADING, Color.ACCENT_INK)
        mark.setFixedWidth(current().px(22))
        words: list[PlainLabel] = [Text(title, Type.STRONG, max_chars=56)]
        words += [Text(detail, Type.SMALL, Color.INK2, max_chars=60)] if detail else []
        side = column(*words, gap=2)
        self.setLayout(row((mark, TOP), side, gap=12))
        self.setAccessibleName(f"{number}. {title}")
        self.setAccessibleDescription(detail)
