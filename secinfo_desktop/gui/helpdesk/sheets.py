"""Sheets over the console: each asks for one thing, tells it, and is gone. None of them holds anything up."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from secinfo_desktop.domain.calls import LONGEST_LABEL, LONGEST_NOTE
from secinfo_desktop.gui.dialogs import Dialog
from secinfo_desktop.gui.helpdesk.answers import ConsoleAnswer
from secinfo_desktop.gui.helpdesk.text_area import TextArea
from secinfo_desktop.gui.helpdesk.why_card import about
from secinfo_desktop.gui.helpdesk.wording import provider_of
from secinfo_desktop.gui.parts import Button, Field, Item, Kind, Labelled, Text, labelled
from secinfo_desktop.gui.parts.bases import Pressable
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.shell.keys import Meaning, meaning
from secinfo_desktop.gui.theme import Type, current
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.pages import Call, OtherStep
from secinfo_desktop.texts.words import Words

Tell = Callable[[object], object]
Left = Callable[[str], object]
_WIDTH: Final = 560
_DIGITS: Final = 9
LONGEST_REASON: Final = 300
_TURNS: Final = {int(Qt.Key.Key_PageDown): 1, int(Qt.Key.Key_PageUp): -1}
"""A sheet that is higher than the window is read with the keyboard as well."""


class Sheet(Dialog):
    """Enter in a field presses the first button; digits and letters press what carries them."""

    def __init__(
        self,
        title: str,
        words: list[Item],
        buttons: list[Button],
        parent: QWidget,
        *,
        first: QWidget | None = None,
        width: int = _WIDTH,
    ) -> None:
        """``first`` has the keyboard; else the first button."""
        super().__init__(title, words, buttons, parent, width=width)
        self._buttons = buttons
        if first is not None:
            QTimer.singleShot(0, first, lambda: first.setFocus(Qt.FocusReason.OtherFocusReason))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no control has taken."""
        focused = self.focusWidget()
        match meaning(event):
            case Meaning.ENTER if isinstance(focused, QLineEdit):
                self._buttons[0].click()
            case Meaning.ENTER if isinstance(focused, Pressable):
                focused.click()
            case Meaning.DIGIT | Meaning.LETTER if current().letters:
                self._press(event.text())
            case _ if event.key() in _TURNS:
                self.turn_page(_TURNS[event.key()])
            case _:
                super().keyPressEvent(event)

    def _press(self, key: str) -> None:
        for button in self.findChildren(Pressable):
            if button.key == key.upper() and button.isVisible() and button.isEnabled():
                button.click()
                return


def close_button(words: Words) -> Button:
    """Leaves a sheet and everything as it is."""
    return Button(words.say("helpdesk_window.sheet.close"))


def ways_sheet(
    title: str,
    ways: Sequence[tuple[str, str, object]],
    words: Words,
    parent: QWidget,
    tell: Tell,
    *,
    lead: str = "",
    nothing: str = "",
    below: str = "",
) -> Sheet:
    """One of several things: a title, what is said of it, and what it tells; ``below`` is said after them all."""
    rows = [
        ConsoleAnswer(name, detail, key=str(at) if at <= _DIGITS else "")
        for at, (name, detail, _) in enumerate(ways, 1)
    ]
    items: list[Item] = [Text(lead, Type.SMALL, Color.INK2, max_chars=76), 12] if lead else []
    for one in rows:
        items += [one, 8]
    if not rows:
        items += [Text(nothing, Type.BODY, Color.INK2)]
    if below:
        items += [6, Text(below, Type.SMALL, max_chars=76)]
    close = close_button(words)
    sheet = Sheet(title, items, [close], parent, first=rows[0] if rows else None)
    close.clicked.connect(sheet.reject)
    for row, (_, _, what) in zip(rows, ways, strict=True):
        finishes(sheet, row, partial(tell, what))
    return sheet


def finishes(sheet: Dialog, control: Pressable, tell: Callable[[], object]) -> None:
    """The sheet is gone before anything is told: what follows may open another one."""
    control.clicked.connect(sheet.accept)
    control.clicked.connect(lambda: tell())


def other_step_sheet(others: Sequence[OtherStep], words: Words, parent: QWidget, tell: Tell) -> Sheet:
    """Another step than the one that is shown."""
    say = words.say
    ways = [
        (
            one.title,
            say("helpdesk_window.other.time", time=about(one.seconds, words)) if one.seconds is not None else "",
            said.ChoosesStep(one.step),
        )
        for one in others
    ]
    title, nothing = say("helpdesk_window.other.title"), say("helpdesk_window.other.nothing")
    return ways_sheet(title, ways, words, parent, tell, nothing=nothing)


def trouble_sheet(call: Call, words: Words, parent: QWidget, tell: Tell) -> Sheet:
    """What the call is about: another checklist, another kind of contact."""
    ways = [(name, "", said.ChoosesTrouble(checklist, context)) for checklist, context, name in call.troubles]
    return ways_sheet(words.say("helpdesk_window.trouble.title"), ways, words, parent, tell)


def provider_sheet(
    call: Call, providers: Sequence[tuple[str, str]], words: Words, parent: QWidget, tell: Tell
) -> Sheet:
    """Where the caller's account is."""
    chosen = words.say("helpdesk_window.provider.chosen")
    now = provider_of(call, providers)
    ways = [
        (name, chosen if provider == now[0] else "", said.ChoosesProvider(provider)) for provider, name in providers
    ]
    return ways_sheet(words.say("helpdesk_window.provider.title"), ways, words, parent, tell)


def ticks_sheet(call: Call, words: Words, parent: QWidget, tell: Tell) -> Sheet:
    """What anybody may know and the caller has said."""
    say, chosen = words.say, words.say("helpdesk_window.ticks.chosen")
    ways = [
        (
            say("helpdesk_window.ticks.way", what=tick.title, value=name),
            chosen if value == tick.ticked else "",
            said.Ticks(tick.evidence, value),
        )
        for tick in call.ticks
        for value, name in tick.values
    ]
    return ways_sheet(say("helpdesk_window.ticks.title"), ways, words, parent, tell)


def note_sheet(words: Words, parent: QWidget, tell: Tell, left: Left, *, draft: str = "", problem: str = "") -> Sheet:
    """A note. ``draft`` was begun before, or refused as ``problem`` says; ``left`` hears what is not kept."""
    say = words.say
    area = TextArea(say("helpdesk_window.note.name"), draft, longest=LONGEST_NOTE)
    hint = Text(say("helpdesk_window.note.hint"), Type.SMALL, Color.INK2, max_chars=76)
    items: list[Item] = [hint, 10]
    items += [Text(problem, Type.SMALL_STRONG, Color.BAD, max_chars=76), 10] if problem else []
    save, close = Button(say("helpdesk_window.note.save"), Kind.PRIMARY), close_button(words)
    sheet = Sheet(say("helpdesk_window.note.title"), [*items, area, 6], [save, close], parent, first=area)
    close.clicked.connect(sheet.reject)
    sheet.rejected.connect(lambda: left(area.toPlainText()))

    def told() -> None:
        if area.toPlainText().strip():
            sheet.accept()
            tell(said.Notes(area.toPlainText().strip()))
        else:
            area.setFocus()

    save.clicked.connect(told)
    QShortcut(QKeySequence("Ctrl+Return"), sheet).activated.connect(told)
    return sheet


def line_sheet(
    base: str,
    words: Words,
    parent: QWidget,
    tell: Callable[[str], object],
    *,
    value: str = "",
    longest: int = LONGEST_LABEL,
    title: str = "",
    left: Left | None = None,
) -> Sheet:
    """One line: ``base`` is the id of label, hint, button, the sentence about an empty one, and of a title.

    ``left`` hears what was typed and not told.
    """
    say = words.say
    field = Field(value, width=2000)
    field.setMaxLength(longest)
    form = labelled(say(f"{base}.label"), field, hint=say(f"{base}.hint"), role=Type.SMALL_STRONG)
    do = Button(say(f"{base}.do"), Kind.PRIMARY)
    close = close_button(words)
    sheet = Sheet(title or say(f"{base}.title"), [form], [do, close], parent, first=field)
    close.clicked.connect(sheet.reject)
    if left is not None:
        sheet.rejected.connect(lambda: left(field.text()))
    do.clicked.connect(lambda: _tell_line(sheet, form, say(f"{base}.empty"), tell))
    return sheet


def _tell_line(sheet: Sheet, form: Labelled, empty: str, tell: Callable[[str], object]) -> None:
    entry = form.field
    typed = entry.text().strip() if isinstance(entry, QLineEdit) else ""
    if typed:
        sheet.accept()
        tell(typed)
    else:
        form.set_problem(empty)


def read_only(text: str, name: str) -> QPlainTextEdit:
    """A text to look at before it is sent or copied."""
    return TextArea(name, text, read_only=True)
