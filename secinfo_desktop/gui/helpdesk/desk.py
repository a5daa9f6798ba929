"""Everything inside the console's window, in one look: header, tabs where there is little room, and the three parts."""

from collections.abc import Sequence
from typing import Final, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.helpdesk.caller_part import CallerPart
from secinfo_desktop.gui.helpdesk.header import Header, Tabs
from secinfo_desktop.gui.helpdesk.list_part import ListPart
from secinfo_desktop.gui.helpdesk.look import CALLER_WIDTH, LIST_WIDTH
from secinfo_desktop.gui.helpdesk.part import Part
from secinfo_desktop.gui.helpdesk.step_part import StepPart
from secinfo_desktop.gui.parts import Rule, column, reading_order, row, set_tab_order
from secinfo_desktop.gui.parts.bases import Pressable
from secinfo_desktop.gui.preferences import Preferences
from secinfo_desktop.gui.theme import current
from secinfo_desktop.helpdesk.pages import ConsoleFrame
from secinfo_desktop.texts.words import Words

P = TypeVar("P", bound=Part)
LIST, STEP, CALLER = range(3)
_NAMES: Final = ("list", "step", "caller")


class Desk(QWidget):
    """Shows one frame after the other; what a frame does not change stays as it is."""

    said = Signal(object)
    wished = Signal(object)
    preferred = Signal(Preferences)
    step_changed = Signal(str)
    """Another step, or another case: what is to be announced."""

    def __init__(self, frame: ConsoleFrame, preferences: Preferences, words: Words, *, narrow: bool) -> None:
        super().__init__()
        self._frame, self._preferences, self._words, self.narrow = frame, preferences, words, narrow
        self.shown_part = STEP
        self.header = self._heard(Header(frame, preferences, words, narrow=narrow))
        self.header.preferred.connect(self.preferred)
        self.list = self._heard(ListPart(frame, words))
        self.step = self._heard(StepPart(frame, words, narrow=narrow))
        self.caller = self._heard(CallerPart(frame, words, narrow=narrow))
        self.tabs: Tabs | None = None
        self._rules = (Rule(Qt.Orientation.Vertical), Rule(Qt.Orientation.Vertical))
        self._build()

    def _heard(self, part: P) -> P:
        part.said.connect(self.said)
        part.wished.connect(self.wished)
        self._fit(part)
        return part

    def _fit(self, part: Part) -> None:
        """Before it is shown: its lines are broken once, for the width that it keeps."""
        if not self.narrow and isinstance(part, ListPart | CallerPart):
            part.setFixedWidth(current().px(LIST_WIDTH if isinstance(part, ListPart) else CALLER_WIDTH))

    def _build(self) -> None:
        self._parts = row(self.list, self._rules[0], self.step, self._rules[1], self.caller)
        self._parts.setStretchFactor(self.step, 1)
        above: list[QWidget] = [self.header]
        if self.narrow:
            names = tuple(self._words.say(f"helpdesk_window.tab.{name}") for name in _NAMES)
            self.tabs = Tabs(names, self.shown_part, self._words)
            self.tabs.chosen.connect(self.show_part)
            above.append(self.tabs)
            for rule in self._rules:
                rule.hide()
        self._whole = column(*above)
        self._whole.addLayout(self._parts, 1)
        self.setLayout(self._whole)
        self._arrange()

    # -- what is shown

    def show_frame(self, frame: ConsoleFrame) -> None:
        """Show what has changed. A new step has the keyboard, unless somebody types a search."""
        before, self._frame = self._frame, frame
        if _header(before) != _header(frame):
            self._change_header()
        if _book(before) != _book(frame):
            self.list = self._change(self.list, ListPart(frame, self._words))
        self.list.show_frame(frame)
        is_new = _step(before) != _step(frame)
        step_had, caller_had = _focused_stop(self.step), _focused_stop(self.caller)
        if _middle(before) != _middle(frame):
            self.step = self._change(self.step, StepPart(frame, self._words, narrow=self.narrow))
            _focus_stop(self.step, step_had)
        if before.call != frame.call or before.organisation != frame.organisation:
            self.caller = self._change(self.caller, CallerPart(frame, self._words, narrow=self.narrow))
            _focus_stop(self.caller, caller_had)
        if is_new:
            self._begin_step()
        self._arrange()

    def _begin_step(self) -> None:
        self.shown_part = STEP
        self._arrange()
        if not self.list.search.hasFocus():
            self.step.show_first()
        self.step_changed.emit(self.step.heading)

    def _change_header(self) -> None:
        header = Header(self._frame, self._preferences, self._words, narrow=self.narrow)
        self.header = self._change(self.header, header)
        self.header.preferred.connect(self.preferred)

    def _change(self, before: P, part: P) -> P:
        layout = self._whole if isinstance(part, Header) else self._parts
        layout.replaceWidget(before, self._heard(part))
        if isinstance(part, StepPart):
            self._parts.setStretchFactor(part, 1)
        before.hide()
        before.setParent(None)
        before.deleteLater()
        part.show()
        return part

    def _arrange(self) -> None:
        parts = (self.list, self.step, self.caller)
        for number, part in enumerate(parts):
            part.setVisible(not self.narrow or number == self.shown_part)
        if self.tabs is not None:
            self.tabs.show_chosen(self.shown_part)
        set_tab_order(self.parts())

    def parts(self) -> Sequence[QWidget]:
        """What Tab goes through, one after the other."""
        tabs = [self.tabs] if self.tabs is not None else []
        return (*tabs, self.list, self.step, self.caller, self.header)

    # -- the keyboard

    @Slot(int)
    def show_part(self, number: int) -> None:
        """Bring one of the three into sight and give it the keyboard."""
        self.shown_part = number
        self._arrange()
        self._focus_part(number)

    def next_part(self, steps: int) -> None:
        """The keyboard goes to the next of the three."""
        self.show_part((self.part_with_focus() + steps) % len(_NAMES))

    def part_with_focus(self) -> int:
        """Which of the three has the keyboard; the step, if none has."""
        for number, part in enumerate((self.list, self.step, self.caller)):
            if part.isAncestorOf(self.window().focusWidget() or self):
                return number
        return STEP

    def _focus_part(self, number: int) -> None:
        part = (self.list, self.step, self.caller)[number]
        first: QWidget | None = None
        if part is self.list and self.list.cases.rowCount():
            first = self.list.view
        elif part is self.step:
            first = self.step.first_focus()
        first = first or next((stop for stop in reading_order(part) if stop.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def press(self, letter: str) -> bool:
        """Press the button that carries a letter or a digit, wherever it is; False if none does now."""
        places: tuple[Part, ...] = (self.step, self.caller, self.list, self.header)
        for part in places:
            for button in part.findChildren(Pressable):
                if button.carries(letter) and button.isEnabled():
                    button.click()
                    return True
        return False


def _book(frame: ConsoleFrame) -> object:
    """Whose cases are listed."""
    return frame.organisation, frame.is_training


def _header(frame: ConsoleFrame) -> object:
    return frame.me, frame.organisation, frame.practice, frame.approvals


def _middle(frame: ConsoleFrame) -> object:
    waiting = tuple(frame.cases.counts.items()) if frame.call is None else ()
    return (
        frame.call,
        frame.score,
        frame.joining,
        frame.problem,
        frame.retry_at,
        frame.languages,
        frame.organisation,
        waiting,
    )


def _step(frame: ConsoleFrame) -> object:
    call = frame.call
    if frame.score is not None or frame.joining is not None:
        return frame.score is not None
    if call is None:
        return None
    return call.line.id, call.line.state, call.step.step if call.step is not None else None


def _focused_stop(part: QWidget) -> int | None:
    focused = part.window().focusWidget()
    stops = list(reading_order(part))
    return stops.index(focused) if focused in stops else None


def _focus_stop(part: QWidget, number: int | None) -> None:
    stops = [stop for stop in reading_order(part) if stop.isEnabled()]
    if number is not None and stops:
        stops[min(number, len(stops) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
