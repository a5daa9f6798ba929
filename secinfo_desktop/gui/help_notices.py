"""What the line below the page says about being helped, and whether the person has their hands free."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from secinfo_desktop.gui.parts import isolated
from secinfo_desktop.gui.parts.bases import Pressable
from secinfo_desktop.gui.shell.surroundings import InCompany, Way
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery import live_words, said
from secinfo_desktop.recovery.live_pages import HelpNews
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.texts.words import Words

END: Final = "end_help"
ASK: Final = "ask_help"
FOLLOW: Final = "follow_help"
NUMBER: Final = "see_help_number"
_SAID: Final[dict[str, said.Said]] = {
    FOLLOW: said.FollowsAgent(),
    NUMBER: said.SeesReadNumber(),
}
"""What the buttons of the line say."""
OFFERS: Final = frozenset({FOLLOW, NUMBER})
"""They come up by themselves."""


def help_said(way: str, language: str) -> said.Said:
    """What a button says; ``language`` is the person's."""
    return said.WantsHelp(language) if way == ASK else _SAID[way]


def in_company(frame: Frame, words: Words, *, is_away: bool = False) -> InCompany | None:
    """Who looks on, what has just become of it, and what the other side proposes."""
    its = frame.help
    lines = [*(live_words.company(its.company, words, isolated) if its.company is not None else ())]
    if its.is_replaced:
        lines += [words.say("live_help.replacement"), words.say("live_help.replacement.detail")]
    if its.news is not None:
        told = live_words.news(its.news, words)
        lines += [told.text, *([told.detail] if told.detail else [])]
    lines += [words.say("live_help.company.lost")] if its.is_lost else []
    offer = _offer(frame, words) if not is_away else None
    lines += [live_words.shown_by(frame, words, isolated)] if its.shown_by and offer is None else []
    if not lines:
        return None
    end = Way(END, words.say("live_help.company.end")) if its.company is not None else None
    return InCompany(tuple(lines), offer=offer, end=end, is_warning=its.is_lost)


def _offer(frame: Frame, words: Words) -> tuple[str, Way] | None:
    """What the helpdesk proposes while the person is in the middle of something; after its end, to let it in again."""
    if frame.help.asks_number:
        return words.say("live_help.asks_number"), Way(NUMBER, words.say("live_help.asks_number.go"))
    if frame.help.gone_on is not None:
        return live_words.gone_on(frame, words), Way(FOLLOW, words.say("live_help.gone_on.go"))
    if frame.help.news is HelpNews.ENDED and frame.help.can_ask:
        return words.say("live_help.again"), Way(ASK, words.say("live_help.ask"))
    return None


def hands_are_free(window: Window) -> bool:
    """False while the person types, presses, or is about to: then the page stays as it is."""
    if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
        return False
    if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
        return False
    page, dock = window.page, window.body.dock
    fields = [*(page.findChildren(QLineEdit) if page is not None else ()), *([dock.field] if dock is not None else [])]
    presses = page.findChildren(Pressable) if page is not None else []
    is_typing = any(field.text() for field in fields)
    return not is_typing and not any(one.underMouse() or one.isDown() for one in presses)
