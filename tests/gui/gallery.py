"""Every part in every state on one page: for the eye (``python -m tools.screenshots``) and for the audit."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from secinfo_desktop.gui import theme
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    TOP,
    Answer,
    Button,
    Card,
    Chip,
    Choice,
    Choices,
    CodeField,
    Columns,
    Countdown,
    DayBar,
    Disclosure,
    Event,
    Field,
    Flow,
    FocusRing,
    Icon,
    Item,
    Kind,
    Link,
    Notice,
    NumberedStep,
    PasswordField,
    Pips,
    Rule,
    Scroll,
    SectionLink,
    SessionMark,
    State,
    Tag,
    Text,
    Timeline,
    Tone,
    column,
    holder,
    isolated,
    labelled,
    row,
    set_tab_order,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type

Words = Callable[[str], str]

_ARABIC = {
    "Primary": "أساسي",
    "Secondary": "ثانوي",
    "Answer, keyboard on it": "هل يستقبل هاتفك رسائل من أرقام لا يعرفها؟",
    "One line of help": "تستطيع هواتف كثيرة إخفاء مثل هذه الرسائل أو حظرها",
    "Wait before you ask again": "انتظر قبل أن تطلب رمزًا آخر",
    "Phone number in full": "رقم الهاتف كاملًا",
}


def arabic(words: str) -> str:
    """A few real Arabic sentences; the rest shows how foreign words stand in a right-to-left window."""
    return _ARABIC.get(words, words)


def as_written(words: str) -> str:
    """The words themselves."""
    return words


class Gallery(QWidget):
    """The window with all parts."""

    def __init__(self, words: Words = as_written) -> None:
        super().__init__()
        self.setWindowTitle("Gallery")
        self.setAutoFillBackground(True)
        self._words = words
        self.focused = Answer(words("Answer, keyboard on it"), words("One line of help"), key="A")
        left = holder(column(*self._buttons(), 22, *self._answers(), 22, *self._texts()))
        right = holder(column(*self._fields(), 22, *self._signs(), 22, *self._notices(), 22, *self._places()))
        self.page = Scroll(holder(_side_by_side(left, right)))
        self.setLayout(column(self.page))
        self.ring = FocusRing(self)
        set_tab_order([self])

    def _states(self, words: str, kind: Kind) -> QWidget:
        normal, pointed, pressed, off = (Button(self._words(words), kind) for _ in range(4))
        pointed.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        pressed.setDown(True)
        off.setEnabled(False)
        return _flow(normal, pointed, pressed, off, gap=8)

    def _buttons(self) -> list[Item]:
        working = Button("Send the code", Kind.PRIMARY)
        working.set_working("Sending the code")
        more = _flow(
            Button("Selected", Kind.SELECTED),
            Link("A link", trailing=Glyph.ARROW_RIGHT, height=44),
            Button("With a key", icon=Glyph.NOTE, height=SMALL_HEIGHT, key="T"),
            Button("", Kind.QUIET, icon=Glyph.QUESTION, name="Help", height=40),
            Button("I found it", Kind.PRIMARY, key="B"),
            working,
        )
        return [
            _overline("Buttons: normal, pointer, pressed, off"),
            8,
            self._states("Primary", Kind.PRIMARY),
            8,
            self._states("Secondary", Kind.SECONDARY),
            8,
            self._states("Quiet", Kind.QUIET),
            8,
            self._states("Danger", Kind.DANGER),
            8,
            more,
        ]

    def _answers(self) -> list[Item]:
        pointed = Answer("Answer, pointer on it", self._words("One line of help"), key="B")
        pointed.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        choices = [Choice("Chosen one of several", "Radio: dot, edge and ground", chosen=True), Choice("Not chosen")]
        long = Answer(
            "I can’t use any e-mail or phone of this account any more, neither the old nor the new ones",
            "Lost phone, old address: we start replacing them, and you hear of it in every place that you have given",
            icon=Glyph.DEVICE_MOBILE,
        )
        return [
            _overline("Answers"),
            8,
            self.focused,
            8,
            pointed,
            8,
            long,
            8,
            Choices(choices, name="Where the code goes"),
        ]

    def _texts(self) -> list[Item]:
        return [
            Text("Does your phone accept texts from unknown numbers?", Type.TITLE),
            6,
            Text("Many phones can hide such texts. Our number is new to your phone.", Type.LEAD, Color.INK2),
            14,
            NumberedStep(1, "Open the folder “Junk” or “Spam”", "In Outlook it is “Junk Email”."),
            14,
            Disclosure("Why this question?", "A block on unknown numbers is the most common reason.", opened=True),
            4,
            Disclosure("Why this step?", "Closed at first."),
        ]

    def _fields(self) -> list[Item]:
        self.code = CodeField(name="Code from the message")
        self.code.setText("4819")
        phone = Field("+49 30 5550143", width=320, left_to_right=True)
        problem = "This number ends in 43. Check the last digits."
        return [
            _overline("Fields"),
            8,
            labelled(self._words("Phone number in full"), phone, hint="It must end in 42.", problem=problem),
            14,
            labelled("Code", self.code),
            14,
            labelled("New password", PasswordField(show="Show it", hide="Hide it"), hint="15 characters or more."),
        ]

    def _signs(self) -> list[Item]:
        chips = _flow(
            Chip("The address matches", Tone.GOOD, Glyph.CHECK_CIRCLE_FILL),
            Chip("Waiting", Tone.WARN, Glyph.CLOCK_FILL),
            Chip("Refused", Tone.BAD, Glyph.X_CIRCLE_FILL),
            Chip("Practice", Tone.NEUTRAL, Glyph.GRADUATION_CAP),
            Chip("Second account", Tone.OTHER),
            gap=8,
        )
        ring = Countdown(42, 60, spoken=lambda left: f"You can ask again in {left} seconds")
        marks = (SessionMark(second=False), SessionMark(second=True))
        pips = Pips(3, 5, spoken="3 of 5 requests left")
        gauges = _flow(Tag("KF"), ring, pips, Icon(Glyph.SHIELD_CHECK), *marks, gap=16)
        events = [
            Event(State.DONE, "You asked for a code", "14:07, to " + isolated("•••••••• 42"), "done"),
            Event(State.ON_ITS_WAY, "The message is on its way", "It has not been confirmed yet that it came."),
            Event(State.UNKNOWN, "Shown on your phone", "Only you can see that"),
            Event(State.FAILED, "No connection since 14:08"),
            Event(State.NOTE, "The clock is right"),
        ]
        days = DayBar(12, 30, (1, 7, 21, 29, 30), spoken="Day 12 of 30")
        return [_overline("Signs"), 8, chips, 10, gauges, 12, days, 8, Timeline(events)]

    def _places(self) -> list[Item]:
        here = SectionLink("Overview", Glyph.SHIELD_CHECK, is_here=True, name="Overview, you are here")
        there = SectionLink("Devices and sessions", Glyph.LAPTOP, is_here=False)
        cards = Columns(*(Card(column(Text(words, Type.STRONG))) for words in ("One", "Two", "A third")))
        return [_overline("Places, and cards in columns"), 8, here, there, 8, cards]

    def _notices(self) -> list[Item]:
        wait = Notice(self._words("Wait before you ask again"), "Asking now would prolong the block.", Tone.WARN)
        with_action = Notice("There is a better step now", "", Tone.NEUTRAL, _flow(Button("Show it")))
        return [
            _overline("Notices"),
            8,
            Notice("Saved on this computer", "", Tone.GOOD),
            8,
            wait,
            8,
            Notice("The service does not answer", "", Tone.BAD, icon=Glyph.PLUGS),
            8,
            with_action,
            8,
            Card(column(Text("A card", Type.HEADING), 8, Rule(), 8, Text("With a rule in it."))),
        ]


def _overline(words: str) -> Text:
    return Text(words, Type.LABEL, Color.INK2)


def _flow(*widgets: QWidget, gap: int = 12) -> QWidget:
    return holder(Flow(*widgets, gap=gap))


def _side_by_side(left: QWidget, right: QWidget) -> QLayout:
    margins = (40, 28, 40, 28)
    if theme.current().one_column:
        return column(left, 28, right, margins=margins)
    both = row((left, TOP), (right, TOP), gap=48, margins=margins)
    both.setStretch(0, 1)
    both.setStretch(1, 1)
    return both
