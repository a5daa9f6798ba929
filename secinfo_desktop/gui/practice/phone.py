"""The practice phone: its messages, newest first, and its settings."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import SMALL_HEIGHT, Button, Card, Item, Kind, Text, column, holder, row
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Radius, Type
from secinfo_desktop.recovery.ports import Phone, Switch, VoiceCall
from secinfo_desktop.recovery.ports import Text as PhoneText
from secinfo_desktop.texts.words import Words

_TODAY = timedelta(hours=12)
Toggle = Callable[[str, bool], None]


def phone_view(phone: Phone, words: Words, toggle: Toggle) -> QWidget:
    """The phone as a column of cards."""
    items: list[Item] = []
    arrived: list[PhoneText | VoiceCall] = [*phone.messages, *phone.calls]
    for come in sorted(arrived, key=lambda its: its.at, reverse=True):
        items += [_call(come, words) if isinstance(come, VoiceCall) else _message(come, words), 8]
    if not items:
        items += [Text(words.say("page.practice.empty.phone"), Type.SMALL, Color.INK2), 8]
    return holder(column(*items, 8, *switch_rows(phone.switches, words, toggle)))


def _message(message: PhoneText, words: Words) -> Card:
    time = Text(_when(message.at, words), Type.CAPTION, Color.INK2)
    head = row(Text(message.sender, Type.SMALL_STRONG), None, time, gap=8)
    return Card(column(head, 4, Text(message.text, Type.SMALL, max_chars=44)), radius=Radius.CONTROL, pad=14)


def _when(at: datetime, words: Words) -> str:
    """With its day, once that is over."""
    time = words.time(at)
    return time if words.clock() - at < _TODAY else f"{words.day(at)}, {time}"


def _call(call: VoiceCall, words: Words) -> Card:
    """A call with what the voice says: it can be read again, and by whoever can't hear it."""
    ringing = call.is_ringing
    how = words.say("page.practice.call.ringing" if ringing else "page.practice.call.taken")
    time = Text(_when(call.at, words), Type.CAPTION, Color.INK2)
    caller = row(Text(call.caller, Type.SMALL_STRONG), None, time, gap=8)
    said = Text(call.text.strip(), Type.SMALL, max_chars=44)
    label = Text(how, Type.CAPTION, Color.ACCENT_INK if ringing else Color.INK2, max_chars=44)
    return Card(column(caller, 4, label, 4, said), radius=Radius.CONTROL, pad=14)


def switch_rows(switches: tuple[Switch, ...], words: Words, toggle: Toggle) -> tuple[Item, ...]:
    """The settings, each with a button that says how it is set and changes it; unknown ones are left out."""
    named = [(switch, words.say_if_any(f"practice.switch.{switch.id}")) for switch in switches]
    rows = [_switch_row(switch, name, words, toggle) for switch, name in named if name]
    if not rows:
        return ()
    items: list[Item] = [Text(words.say("page.practice.switches"), Type.SMALL_STRONG), 6]
    for line in rows:
        items += [line, 4]
    return tuple(items)


def _widest(words: Words) -> int:
    """Every switch is as wide as the wider one of its two words: they stand in a line, and none moves when pressed."""
    states = (words.say("page.practice.on"), words.say("page.practice.off"))
    return max(Button(state, height=SMALL_HEIGHT, icon=Glyph.CIRCLE).sizeHint().width() for state in states)


def _switch_row(switch: Switch, name: str, words: Words, toggle: Toggle) -> QWidget:
    state = words.say("page.practice.on" if switch.on else "page.practice.off")
    kind = Kind.SELECTED if switch.on else Kind.SECONDARY
    button = Button(
        state,
        kind,
        height=SMALL_HEIGHT,
        name=f"{name}: {state}",
        icon=Glyph.CHECK_CIRCLE_FILL if switch.on else Glyph.CIRCLE,
    )
    button.setObjectName(f"switch-{switch.id}")
    button.setFixedWidth(_widest(words))
    button.clicked.connect(lambda: toggle(switch.id, not switch.on))
    label = Text(name, Type.SMALL, max_chars=30)
    line = row(label, button, gap=8)
    line.setStretch(0, 1)
    return holder(line)
