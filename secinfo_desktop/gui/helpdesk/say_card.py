"""What the agent says, in the caller's language, and what to listen for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from secinfo_desktop.gui.helpdesk.choice_menu import ChoiceMenu
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    Button,
    Card,
    Flow,
    Icon,
    Item,
    Kind,
    Rule,
    Spread,
    Text,
    column,
    holder,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.helpdesk.pages import Heard, Script
from secinfo_desktop.helpdesk.said import SpeaksLanguage
from secinfo_desktop.texts import say as say_in
from secinfo_desktop.texts.words import Words


def own_name(language: str) -> str:
    """What a language calls itself."""
    return say_in("page.shell.look.language.own_name", language)


class SayCard(Card):
    """The script, read aloud as it stands; the sentence about codes stands with every one."""

    said = Signal(object)

    def __init__(
        self,
        script: Script,
        language: str,
        languages: tuple[str, ...],
        words: Words,
        heard: Heard | None = None,
        opening: str = "",
    ) -> None:
        """``opening`` is said before the first script."""
        self._words, self._language, self._languages = words, language, languages
        say = words.say
        chosen = say("helpdesk_window.language", name=own_name(language))
        self._chooser = Button(chosen, Kind.QUIET, trailing=Glyph.CARET_DOWN, height=SMALL_HEIGHT, key="L")
        label = holder(
            row(
                Icon(Glyph.CHAT_TEXT, Color.ACCENT, 18),
                Text(say("helpdesk_window.say"), Type.LABEL, Color.ACCENT_INK, heading=True),
                gap=8,
            )
        )
        label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.more = Button(say("helpdesk_window.phrases"), Kind.QUIET, height=SMALL_HEIGHT, key="M")
        """What can be said beside the step."""
        items: list[Item] = [Spread(label, holder(Flow(self.more, self._chooser, gap=0)), gap=8), 4]
        if opening:
            items += [Text(say("helpdesk_window.say.quoted", words=opening), Type.LEAD, max_chars=62), 12, Rule(), 12]
        items += [Text(say("helpdesk_window.say.quoted", words=script.say), Type.LEAD, max_chars=62)]
        for number, part in enumerate(script.parts, 1):
            items += [8, Text(say("helpdesk_window.say.part", number=number, words=part), Type.BODY, max_chars=68)]
        if script.never_ask:
            never = Text(say("helpdesk_window.say.quoted", words=script.never_ask), Type.LEAD, Color.INK2, max_chars=62)
            items += [8, never]
        if script.listen_for:
            listen = say("helpdesk_window.listen_for", words=script.listen_for)
            items += [12, Text(listen, Type.SMALL, Color.INK2, max_chars=84)]
        if heard is not None:
            items += [14, Rule(), 14, *_heard(heard, words)]
        super().__init__(column(*items), pad=20)
        self._chooser.clicked.connect(self.choose_language)

    def choose_language(self) -> None:
        """Open the menu of languages."""
        choices = [(language, own_name(language)) for language in self._languages]
        title = self._words.say("helpdesk_window.language.title")

        def tell(language: str) -> None:
            self.said.emit(SpeaksLanguage(language))

        ChoiceMenu(title, choices, self._language, tell, self).open_below(self._chooser)


def _heard(heard: Heard, words: Words) -> list[Item]:
    """What a practice caller says, and words for what is to be refused."""
    say, items = words.say, list[Item]()
    for sentence in heard.words:
        spoken = say("helpdesk_window.heard", name=heard.name, words=sentence)
        items += [6 if items else 0, Text(spoken, Type.LEAD, Color.ACCENT_INK, max_chars=62)]
    if heard.proof:
        items += [8, Text(heard.proof, Type.SMALL_STRONG, Color.WARN, max_chars=84)]
    if heard.refusal:
        refusal = say("helpdesk_window.heard.refusal", words=heard.refusal)
        items += [8, Text(refusal, Type.SMALL, Color.INK2, max_chars=84)]
    return items
