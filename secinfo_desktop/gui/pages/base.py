"""What the pages of the flow have in common: they say what the person said."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout

from secinfo_desktop.gui.parts import Answer, Button
from secinfo_desktop.gui.shell.page_view import PageView, Template

if TYPE_CHECKING:
    from secinfo_desktop.recovery.said import Said

LETTERS = "ABCDEFGH"
"""They press the answers in their order."""


class FlowPage(PageView):
    """A page of the flow."""

    said = Signal(object)
    """What the person said, as ``recovery.said``."""

    def __init__(self, heading: str, content: QLayout, *, template: Template = Template.STEP) -> None:
        super().__init__(heading, content, template=template)

    def says(self, control: Answer | Button, what: "Said") -> None:
        """Pressing the control says this."""
        control.clicked.connect(lambda: self.said.emit(what))


def as_heading(sentence: str) -> str:
    """A sentence as it stands in a heading: without its full stop."""
    return sentence.removesuffix(".")
