"""The margin note: what is known so far, as far as this person may know it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.parts import Event, Text, Timeline, column
from secinfo_desktop.gui.parts.bases import Holder
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.slot import Slot
from secinfo_desktop.gui.theme import Space, Type
from secinfo_desktop.texts.words import Words


class Notes(Holder):
    """A title, what happened, and what is kept of it. News comes in at once, while the page stays."""

    def __init__(self, events: Sequence[Event], words: Words) -> None:
        super().__init__()
        title = words.say("page.shell.notes.title")
        self.setAccessibleName(title)
        self._empty = Text(words.say("page.shell.notes.empty"), Type.SMALL, Color.INK2)
        self._timeline = Timeline(())
        foot = Text(words.say("page.shell.notes.foot"), Type.CAPTION, Color.INK2, max_chars=44)
        head = Text(title, Type.SMALL_STRONG)
        self._ways = Slot()
        self.setLayout(column(head, 14, self._empty, self._timeline, 20, None, self._ways, 8, foot))
        self.set_edge(Space.L)
        self.show_events(events)

    def set_edge(self, edge: int) -> None:
        """Keep that many px free at both sides: less in a panel than in place of a page."""
        self.setContentsMargins(edge, 30, edge, Space.L)

    def show_ways(self, ways: QWidget | None) -> None:
        """Show what can be said at any time."""
        self._ways.put(ways)

    def show_events(self, events: Sequence[Event]) -> None:
        """Show what is known now."""
        self._empty.setVisible(not events)
        self._timeline.setVisible(bool(events))
        self._timeline.show_events(events)
