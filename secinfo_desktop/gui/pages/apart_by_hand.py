"""The step that signs in apart, done by oneself: in a browser of one's own, here or at another computer."""

from secinfo_desktop.browsers import told
from secinfo_desktop.gui.apart import Now
from secinfo_desktop.gui.pages.steps import InstructionView
from secinfo_desktop.gui.parts import Card, Item, Text, column
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery import pages
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.texts.words import Words


class WrittenView(InstructionView):
    """Numbered steps for a browser of one's own, here or at another computer, each with its keys."""

    def __init__(self, page: pages.SessionsPage, frame: Frame, words: Words, now: Now) -> None:
        self._keys = told.keys(now.browser, words) if page.stage is pages.Stage.WRITTEN else ()
        super().__init__(page, frame, words)

    def below_steps(self, words: Words) -> list[Item]:
        """The keys, by browser and system."""
        if not self._keys:
            return []
        lines = [Text(line, Type.SMALL, Color.INK2, max_chars=80) for line in self._keys]
        return [18, Card(column(Text(words.say("apart.keys.title"), Type.STRONG), *lines, gap=4), pad=16)]
