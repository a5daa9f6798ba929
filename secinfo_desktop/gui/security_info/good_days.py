"""Which made-up person's security info: stories of people who know their password."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import Answer, Text, column
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.page_view import PageView, Template
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.recovery.ports import Story
from secinfo_desktop.texts.words import Words


class GoodDaysView(PageView):
    """One press begins the story."""

    chosen = Signal(str)

    def __init__(self, stories: Sequence[Story], words: Words) -> None:
        title = words.say("security_info.stories")
        answers = [self._answer(story, number, words) for number, story in enumerate(stories, 1)]
        lead = Text(words.say("security_info.stories.lead"), Type.BODY, Color.INK2, max_chars=92)
        content = column(Text(title, Type.TITLE), 6, lead, 18, column(*answers, gap=6), None)
        super().__init__(title, content, template=Template.CENTRED)

    def _answer(self, story: Story, number: int, words: Words) -> Answer:
        """One that only the service knows has a number."""
        base = f"security_info.story.{story.id}"
        title = words.say_if_any(base) or words.say("security_info.story", number=number)
        answer = Answer(title, words.say_if_any(f"{base}.detail") or "", icon=Glyph.SHIELD_CHECK)
        answer.setObjectName(f"story-{story.id}")
        answer.clicked.connect(lambda: self.chosen.emit(story.id))
        return answer
