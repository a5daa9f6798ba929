"""The console's window: three parts, their keys, and the sheets above them. It knows no case book and no network."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.helpdesk import keys
from secinfo_desktop.gui.helpdesk.desk import LIST, Desk
from secinfo_desktop.gui.helpdesk.look import ConsoleLook, is_one_part
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.gui.helpdesk.wishes import Wishes
from secinfo_desktop.gui.parts import FocusRing, announce
from secinfo_desktop.gui.parts.bases import Pressable
from secinfo_desktop.gui.preferences import Preferences
from secinfo_desktop.gui.shell.keys import Meaning, meaning
from secinfo_desktop.gui.shell.top_level import PRACTICE_FRAME, TopLevel
from secinfo_desktop.gui.shell.waiting import WORKING_AFTER_MS
from secinfo_desktop.gui.theme import current
from secinfo_desktop.helpdesk.pages import ConsoleFrame
from secinfo_desktop.helpdesk.said import LeavesUnverified, OpensCase
from secinfo_desktop.texts.words import Words

if TYPE_CHECKING:
    from secinfo_desktop.helpdesk.papers import Papers

SIZE: Final = (1440, 900)
Announce = Callable[[QWidget, str], None]
_SHIFTED: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class ConsoleWindow(TopLevel):
    """Shows one frame after the other, and tells what the agent said."""

    said = Signal(object)
    """As ``helpdesk.said``."""
    preferred = Signal(Preferences)
    places_wanted = Signal()
    """To work somewhere else, or to sign out."""
    practice_wanted = Signal()
    """A call from a made-up caller."""
    sign_in_wanted = Signal()
    """To sign in again where the session has ended."""

    def __init__(
        self,
        appearance: Appearance,
        words: Words,
        preferences: Preferences,
        frame: ConsoleFrame,
        *,
        say_aloud: Announce = announce,
    ) -> None:
        super().__init__(SIZE)
        self._words, self.frame, self._say_aloud = words, frame, say_aloud
        self.papers: Callable[[], Papers | None] = lambda: None
        """What can leave the console of the case that is shown."""
        self._look = ConsoleLook(appearance, preferences)
        self._look.wear(words.language)
        self._layout = QVBoxLayout(self)
        self._ring = FocusRing(self)
        self.wishes = Wishes(self)
        self.wishes.said.connect(self.said)
        self.said.connect(self._tell_unverified)
        self._busy_soon = QTimer(self, singleShot=True, interval=WORKING_AFTER_MS)
        self._busy_soon.timeout.connect(self._show_busy)
        self._place_desk(self._new_desk())
        self._show_mode()
        self._listen()
        appearance.when_system_changes(self._follow_system)

    # -- what is shown

    @property
    def words(self) -> Words:
        """How the window says things."""
        return self._words

    @property
    def desk(self) -> Desk:
        """What is inside the window now; another look makes another one."""
        return self._desk

    def show_frame(self, frame: ConsoleFrame) -> None:
        """Show what has changed."""
        before, self.frame = self.frame, frame
        self._desk.show_frame(frame)
        self._show_mode()
        if frame.problem is not None and (frame.problem, frame.retry_at) != (before.problem, before.retry_at):
            self._say_aloud(self, " ".join(self._words.failure(frame.problem, frame.retry_at)))
        self.wishes.follow(frame)
        self._ring.raise_()

    def set_busy(self, *, busy: bool) -> None:
        """Say after a moment that something is done outside. Nothing is held up meanwhile."""
        if busy:
            if not self._busy_soon.isActive():
                self._busy_soon.start()
        else:
            self._busy_soon.stop()
            self._desk.header.show_busy(busy=False)

    @Slot()
    def _show_busy(self) -> None:
        self._desk.header.show_busy(busy=True)
        self._say_aloud(self, self._words.say("helpdesk_window.busy"))

    @Slot(object)
    def _tell_unverified(self, what: object) -> None:
        """Nothing changes on the screen by it: a screen reader is told."""
        if isinstance(what, LeavesUnverified):
            self._say_aloud(self, self._words.say("helpdesk_window.leave_unverified.detail"))

    @Slot(str)
    def _tell_step(self, heading: str) -> None:
        self._say_aloud(self, heading)

    def _show_mode(self) -> None:
        practice = self.practice = self.frame.practice
        name = self._words.say("helpdesk_window.app")
        self.setWindowTitle(self._words.say("page.shell.title.practice", app=name) if practice else name)
        self.setAccessibleName(name)
        edge = PRACTICE_FRAME if practice else 0
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self.update()

    # -- keys

    def _listen(self) -> None:
        heard: dict[str, Callable[[], object]] = {
            "Ctrl+F": self.search,
            "Ctrl+K": lambda: self.wishes.open(Wish.EVERYTHING),
            "F1": lambda: self.wishes.open(Wish.KEYS),
            "F6": lambda: self._desk.next_part(1),
            "Shift+F6": lambda: self._desk.next_part(-1),
            "Ctrl++": lambda: self._change_size(1),
            "Ctrl+=": lambda: self._change_size(1),
            "Ctrl+-": lambda: self._change_size(-1),
            "Ctrl+0": lambda: self.prefer(replace(self.preferences, scale=1.0)),
        }
        letters = [*keys.BUTTONS.values(), keys.NEXT, keys.BEFORE, *map(str, range(1, 10))]
        for letter in letters:
            heard[f"Alt+{letter}"] = partial(self.press, letter)
        for sequence, do in heard.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(lambda do=do: self._hear(do))

    def _hear(self, do: Callable[[], object]) -> None:
        self._ring.keyboard_used()
        do()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear the keys that no control has taken: fields take their letters themselves."""
        self._ring.keyboard_used()
        text, plain = event.text(), not event.modifiers() & ~_SHIFTED
        match meaning(event):
            case Meaning.ENTER if isinstance(focused := self.focusWidget(), Pressable):
                focused.click()
            case Meaning.LEAVE:
                self._desk.step.show_first()
            case _ if current().letters and plain and len(text) == 1 and text.isalnum() and self._is_first(event):
                self.press(text.upper())
            case _:
                super().keyPressEvent(event)

    @staticmethod
    def _is_first(event: QKeyEvent) -> bool:
        """A held key answers no second question; it may run through the list."""
        return not event.isAutoRepeat() or event.text().upper() in (keys.NEXT, keys.BEFORE)

    def press(self, letter: str) -> None:
        """Do what a letter or a digit stands for."""
        if letter in (keys.NEXT, keys.BEFORE):
            case_id = self._desk.list.cases.beside(1 if letter == keys.NEXT else -1)
            if case_id is not None:
                self.said.emit(OpensCase(case_id))
        else:
            self._desk.press(letter)

    @Slot()
    def search(self) -> None:
        """The keyboard goes to the search."""
        self._desk.show_part(LIST)
        self._desk.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._desk.list.search.selectAll()

    # -- look

    @property
    def preferences(self) -> Preferences:
        """What the window wears."""
        return self._look.preferences

    @Slot(Preferences)
    def prefer(self, preferences: Preferences) -> None:
        """Wear another look, or speak another language."""
        if preferences == self.preferences:
            return
        self._look.preferences = preferences
        if preferences.language not in {None, self._words.language}:
            self._words = replace(self._words, language=preferences.language)
        self._build_again()
        self.preferred.emit(preferences)

    def _change_size(self, steps: int) -> None:
        self.prefer(replace(self.preferences, scale=self.preferences.next_scale(steps)))

    @Slot()
    def _follow_system(self) -> None:
        if self._look.follows_system:
            self._build_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show one part at a time where there is no room for three, and all of them again."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    @Slot()
    def _fit(self) -> None:
        if is_one_part(self.width(), self.preferences.scale) is not self._desk.narrow:
            self._build_again()

    def keep_time(self, clock: Callable[[], datetime]) -> None:
        """Another place has another clock."""
        self._words = replace(self._words, clock=clock)
        self._build_again()

    def _new_desk(self) -> Desk:
        narrow = is_one_part(self.width(), self.preferences.scale)
        return Desk(self.frame, self.preferences, self._words, narrow=narrow)

    def _build_again(self) -> None:
        self._look.wear(self._words.language)
        before, typed = self._desk, self._desk.list.search.text()
        part = before.part_with_focus()
        self._place_desk(self._new_desk())
        before.hide()
        before.setParent(None)
        before.deleteLater()
        self._desk.show()
        self._desk.list.search.setText(typed)
        self._desk.show_part(part)
        self._show_mode()

    def _place_desk(self, desk: Desk) -> None:
        self._desk = desk
        self._layout.addWidget(desk)
        desk.said.connect(self.said)
        desk.wished.connect(self.wishes.open)
        desk.preferred.connect(self.prefer)
        desk.step_changed.connect(self._tell_step)
        self._ring.raise_()
        desk.step.show_first()
