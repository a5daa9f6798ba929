"""The chips that count: since the newest code was asked for, and until the next one may be."""

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QObject, Slot

from secinfo_desktop.gui.helpdesk.wording import age
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import Chip, Tone
from secinfo_desktop.helpdesk.pages import Call
from secinfo_desktop.texts.words import Words

_CLOCK_UNTIL: Final = timedelta(hours=1)


class TimerChips(QObject):
    """At most two chips, which say something else each second; nothing around them moves."""

    def __init__(self, call: Call, words: Words) -> None:
        super().__init__()
        self._call, self._words = call, words
        self._since = Chip("", Tone.NEUTRAL, Glyph.CLOCK) if call.timers.asked_at is not None else None
        self._next = Chip("") if self._knows_next() else None
        self.tick()

    @property
    def chips(self) -> tuple[Chip, ...]:
        """Those that have something to say."""
        return tuple(chip for chip in (self._since, self._next) if chip is not None)

    def _knows_next(self) -> bool:
        return self._call.timers.next_at is not None or self._call.timers.asked > 0

    @Slot()
    def tick(self) -> None:
        """Say what the time is now."""
        timers, now = self._call.timers, self._words.clock()
        if self._since is not None and timers.asked_at is not None:
            passed = now - timers.asked_at
            ago = span(passed) if passed < _CLOCK_UNTIL else age(timers.asked_at, self._words)
            words = self._words.say("helpdesk_window.timer.asked", number=timers.asked, ago=ago)
            self._say(self._since, words, Tone.NEUTRAL, Glyph.CLOCK)
        if self._next is not None:
            self._show_next(timers.next_at - now if timers.next_at is not None else timedelta())

    def _show_next(self, left: timedelta) -> None:
        if self._next is None:
            return
        if left > timedelta():
            words = self._words.say("helpdesk_window.timer.next", left=span(left))
            self._say(self._next, words, Tone.WARN, Glyph.HOURGLASS)
        else:
            words = self._words.say("helpdesk_window.timer.now")
            self._say(self._next, words, Tone.GOOD, Glyph.CHECK_CIRCLE_FILL)

    @staticmethod
    def _say(chip: Chip, words: str, tone: Tone, icon: Glyph) -> None:
        if chip.text() != words:
            chip.show_other(words, tone, icon)


def span(length: timedelta) -> str:
    """Minutes and seconds, or hours, minutes and seconds: "1:48"."""
    minutes, seconds = divmod(max(int(length.total_seconds()), 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
